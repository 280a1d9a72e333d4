"""A disk that is full, read-only or in the way: one line that says so, nothing half-written, and on it goes after that.

The disk is a small tmpfs in a mount namespace of its own, which root may make, and others where the system lets them.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from faulting import Class, command, environment, finish

UNSHARE = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-Urm"]


def in_namespace(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*UNSHARE, "sh", "-c", script], capture_output=True, text=True, check=False, env=environment(), timeout=600
    )


@pytest.fixture(scope="module")
def mounts(tmp_path_factory) -> None:
    folder = tmp_path_factory.mktemp("probe")
    if shutil.which("unshare") is None or in_namespace(f"mount -t tmpfs none {folder}").returncode:
        pytest.skip("NOT TESTED: no tmpfs can be mounted here, neither as root nor in a user namespace")


def test_a_full_disk(tiny_class: Class, tmp_path, mounts):
    """Too small for a gradebook, for half of it, for the reports; then large enough: each time the same command."""
    out = tmp_path / "out"
    out.mkdir()
    book = (tiny_class.whole / "gradebook.db").stat().st_size >> 10 if tiny_class.seconds else 0
    sizes = [12, book // 2, book + 100, 64 << 10]
    lines = [f"mount -t tmpfs -o size=4k none {out}"]
    for size in sizes:
        lines += [
            f"mount -o remount,size={size}k {out}",
            f"{shlex.join(command(tiny_class.folder, out))} >{tmp_path}/said{size} 2>{tmp_path}/errors{size}",
            f"echo $? >{tmp_path}/code{size}; cp -a {out} {tmp_path}/out{size}",
        ]
    ended = in_namespace("\n".join(lines))
    codes = [int((tmp_path / f"code{size}").read_text()) for size in sizes]
    errors = [(tmp_path / f"errors{size}").read_text() for size in sizes]
    if codes[-1] == 3:
        pytest.skip(f"NOT TESTED: no sandbox in a namespace of this user: {errors[-1]}")
    assert codes == [1, 1, 1, 0], (codes, errors, ended.stderr)
    kept: dict[str, tuple[str, str]] = {}
    for size, text in zip(sizes[:-1], errors[:-1], strict=True):
        assert "Traceback" not in text
        assert text.splitlines()[-1].startswith("grader: "), text
        assert "no room is left" in text or "No space left on device" in text, text
        kept = tiny_class.part_is_right(tmp_path / f"out{size}", kept)
    assert len(kept) > 0
    tiny_class.all_is_right(tmp_path / f"out{sizes[-1]}")


def test_a_read_only_folder(tiny_class: Class, tmp_path, mounts):
    out = tmp_path / "out"
    out.mkdir()
    ended = in_namespace(f"mount -t tmpfs -o ro none {out}\n" + shlex.join(command(tiny_class.folder, out)))
    assert ended.returncode == 2
    assert ended.stderr == f"grader: results cannot go to {out}: Read-only file system\n"


def test_a_folder_below_a_read_only_one(tiny_class: Class, tmp_path, mounts):
    (tmp_path / "ro").mkdir()
    out = tmp_path / "ro" / "out"
    ended = in_namespace(f"mount -t tmpfs -o ro none {out.parent}\n" + shlex.join(command(tiny_class.folder, out)))
    assert ended.returncode == 2
    assert ended.stderr == f"grader: results cannot go to {out}: Read-only file system\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission(tiny_class: Class, tmp_path):
    out = tmp_path / "out"
    out.mkdir(0o555)
    ended = finish(tiny_class.folder, out)
    assert ended.returncode == 2
    assert ended.stderr == f"grader: results cannot go to {out}: Permission denied\n"


def blocked(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("in the way")
    return path


@pytest.mark.parametrize(
    ("name", "code", "says"),
    [
        ("out", 2, "Directory '{out}' is a file."),
        ("out/deeper", 2, "results cannot go to {out}/deeper/results: Not a directory"),
        ("out/gradebook.db", 1, "the gradebook sqlite:///{out}/gradebook.db cannot be used: file is not a database"),
    ],
)
def test_something_in_the_way(tiny_class: Class, tmp_path, name, code, says):
    out = tmp_path / "out"
    blocked(tmp_path / name)
    ended = finish(tiny_class.folder, out if name != "out/deeper" else out / "deeper" / "results")
    assert ended.returncode == code
    assert "Traceback" not in ended.stderr
    assert says.format(out=out) in ended.stderr
