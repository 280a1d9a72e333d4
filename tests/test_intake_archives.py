"""Archives that students hand in: what is taken from them, and what a hostile one can do, which is nothing."""

from __future__ import annotations

import bz2
import gzip
import io
import os
import random
import stat
import struct
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import lms_classes as made
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader import archives
from grader.archives import Archive
from grader.intake import Caps, read, survey
from grader.results import Outcome
from grader.trees import Disk, Kind, Refused
from grader.trees import read as whole
from grader.walk import walk

CAPS = Caps()
SMALL = Caps(archive_bytes=2_000_000, archive_members=20, archive_ratio=100)


def zip_of(*members: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def tar_of(*members: tuple[tarfile.TarInfo | str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, data in members:
            info = tarfile.TarInfo(name) if isinstance(name, str) else name
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def odd(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def submission(tmp_path: Path, name: str, data: bytes, caps: Caps = CAPS):
    made.as_folder(tmp_path / "class" / "ada", {name: data})
    (entry,) = survey([tmp_path / "class"], made.UNITS, caps=caps, exercises=made.EXERCISES).entries
    return read(entry, made.UNITS, caps)


def why(tmp_path: Path, name: str, data: bytes, caps: Caps = CAPS) -> str:
    """Why nothing was taken."""
    found = submission(tmp_path, name, data, caps)
    problem = found.problem or found.files[0].problem
    assert problem is not None
    assert problem.outcome == Outcome.REFUSED
    return problem.message


# ---- what is taken


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("work.zip", lambda: zip_of(("one.py", made.ONE))),
        ("WORK.ZIP", lambda: zip_of(("a/", b""), ("a/b/one.py", made.ONE))),
        ("work.tar", lambda: tar_of(("./one.py", made.ONE))),
        ("work.tar.gz", lambda: gzip.compress(tar_of(("x", b"1"), ("one.py", made.ONE)))),
        ("work.tgz", lambda: gzip.compress(tar_of(("é" * 120 + "/one.py", made.ONE)))),
        ("work.tar.bz2", lambda: bz2.compress(tar_of(("one.py", made.ONE), form=tarfile.GNU_FORMAT))),
        ("windows.zip", lambda: zip_of(("work\\one.py", made.ONE))),
        ("mac.zip", lambda: zip_of(("__MACOSX/._one.py", b"\0"), ("._one.py", b"\0"), ("one.py", made.ONE))),
        ("link.zip", lambda: zip_of((link("env/bin/python", "/usr/bin/python"), b""), ("one.py", made.ONE))),
    ],
)
def test_a_unit_is_read_from_an_archive(tmp_path, name, pack):
    found = submission(tmp_path, name, pack())
    assert [file.data for file in found.files] == [made.ONE]
    assert found.problem is None


def link(name: str, target: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    info.comment = target.encode()
    return info


def test_names_without_the_mark_of_unicode_are_read_as_it(tmp_path):
    data = zip_of(("zoë/one.py", made.ONE))
    bare = bytearray(data)
    for signature, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = bare.index(signature) + at
        bare[place : place + 2] = b"\0\0"  # flag 0x800 off
    assert submission(tmp_path, "work.zip", bytes(bare)).files[0].name == "work.zip/zoë/one.py"


def test_nothing_is_written_beside_an_archive(tmp_path):
    submission(tmp_path, "work.zip", zip_of(("one.py", made.ONE)))
    assert [path.name for path in (tmp_path / "class").rglob("*")] == ["ada", "work.zip"]


# ---- what is refused, and why


@pytest.mark.parametrize(
    "name", ["../one.py", "a/../../one.py", "/one.py", "//one.py", "C:\\one.py", "c:one.py", "..\\one.py", "\\one.py"]
)
def test_a_name_that_leads_outside_refuses_the_archive(tmp_path, name):
    assert "leads outside" in why(tmp_path / "zip", "work.zip", zip_of(("one.py", made.ONE), (name, b"x")))
    assert "leads outside" in why(tmp_path / "tar", "work.tar", tar_of(("one.py", made.ONE), (name, b"x")))
    assert not list(tmp_path.rglob("one.py"))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_what_is_no_regular_file_in_a_tar_is_refused(tmp_path, kind):
    data = tar_of((odd("one.py", kind, "/etc/passwd"), b""))
    assert why(tmp_path, "work.tar", data) == "work.tar/one.py is not a regular file"


def test_a_link_in_a_zip_is_refused(tmp_path):
    assert why(tmp_path, "w.zip", zip_of((link("one.py", "/etc/passwd"), b"/etc/passwd"))) == (
        "w.zip/one.py is not a regular file"
    )


def test_a_name_that_is_there_twice_is_refused(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zip_of(("one.py", made.ONE), ("one.py", b"x = 1"))
    assert why(tmp_path / "1", "w.zip", data) == "w.zip/one.py is in the archive twice"


@pytest.mark.parametrize("order", [1, -1])
def test_a_name_for_a_file_and_a_folder_is_refused(tmp_path, order):
    data = zip_of(*[("one.py", made.ONE), ("one.py/one.py", made.ONE)][::order])
    made.as_zip(tmp_path / "w.zip", {})
    (tmp_path / "w.zip").write_bytes(data)
    tree = Archive(Disk(str(tmp_path)), ("w.zip",), CAPS)
    with pytest.raises(Refused, match="is in the archive twice"):
        tree.open(("one.py",), 1000)


def test_bombs_are_refused_before_they_are_unpacked(tmp_path):
    tracemalloc.start()
    assert "100 times its size" in why(
        tmp_path / "1", "a.zip", zip_of(("zeros", bytes(1_900_000)), ("one.py", b"1")), SMALL
    )
    assert "more than 2,000,000 bytes" in why(
        tmp_path / "2", "a.zip", zip_of(("x", os.urandom(100_000)), ("z", bytes(1_950_000))), SMALL
    )
    assert "100 times its size" in why(
        tmp_path / "3", "a.tar.gz", gzip.compress(tar_of(("z", bytes(1_900_000)))), SMALL
    )
    assert "100 times its size" in why(
        tmp_path / "4", "a.tar.bz2", bz2.compress(tar_of(("z", bytes(50_000_000)))), SMALL
    )
    assert "more than 20 members" in why(
        tmp_path / "5", "a.zip", zip_of(*((f"{n}.txt", b"") for n in range(21))), SMALL
    )
    assert "more than 20 members" in why(
        tmp_path / "6", "a.tar", tar_of(*((f"{n}.txt", b"") for n in range(21))), SMALL
    )
    assert "folders deep" in why(tmp_path / "7", "a.zip", zip_of(("d/" * 3000 + "one.py", b"")), SMALL)
    assert "is too large" in why(tmp_path / "8", "a.zip", bytes(2_000_001), SMALL)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 250_000_000  # most of it the bombs in the making


def test_a_size_that_lies_is_found_out(tmp_path):
    data = bytearray(zip_of(("one.py", b"#" * 1_500_000)))
    for signature, at in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        place = data.index(signature) + at
        struct.pack_into("<I", data, place, 10)
    said = why(tmp_path, "w.zip", bytes(data))
    assert "broken archive" in said or "too large" in said


def test_a_table_of_contents_without_end_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "STUDENTS_TABLE", 2_000)
    data = zip_of(*((f"a-file-with-a-long-name-{n}.txt", b"") for n in range(60)))
    assert "table of contents" in why(tmp_path, "w.zip", data)


def test_encrypted_and_strange_members_are_refused(tmp_path):
    data = bytearray(zip_of(("one.py", made.ONE)))
    data[data.index(b"PK\1\2") + 8] |= 1
    assert why(tmp_path / "1", "w.zip", bytes(data)) == "w.zip/one.py is encrypted"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("one.py", made.ONE)
    assert "compressed in a way" in why(tmp_path / "2", "w.zip", out.getvalue())


@pytest.mark.parametrize("name", ["a.rar", "a.7z", "a.tar.xz"])
def test_other_archives_are_named(tmp_path, name):
    assert why(tmp_path, name, b"Rar!") == f"{name} is an archive of a kind that is not opened; use zip"


def test_an_archive_in_an_archive_is_named(tmp_path):
    inner = zip_of(("one.py", made.ONE))
    assert "archive in an archive" in why(tmp_path, "a.zip", zip_of(("b.zip", inner)))


def test_many_archives_are_opened_in_part(tmp_path):
    files = {f"{number:02}.zip": zip_of((f"{number}.py", b"1")) for number in range(12)}
    made.as_folder(tmp_path / "class" / "ada", files)
    (entry,) = survey([tmp_path / "class"], made.UNITS).entries
    assert entry.problem is not None
    assert entry.problem.message.startswith("10.zip was not opened: there are more than 10 archives")


def test_a_broken_archive_beside_the_unit_is_a_note(tmp_path):
    made.as_folder(tmp_path / "class" / "ada", {"one.py": made.ONE})
    found = submission(tmp_path, "work.zip", b"PK\3\4 and no more")
    assert found.problem is None
    assert found.notes == ("work.zip is a broken archive (File is not a zip file)",)


def test_what_the_machine_cannot_read_is_no_zero(tmp_path, monkeypatch):
    made.as_folder(tmp_path / "class" / "ada", {"one.zip": zip_of(("one.py", made.ONE))})

    def fails(*_: object) -> object:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Disk, "open", fails)
    (entry,) = survey([tmp_path / "class"], made.UNITS).entries
    assert entry.problem is not None
    assert entry.problem.outcome == Outcome.GRADER_ERROR


# ---- as a tree, and whatever the bytes are


def test_a_tree_of_an_archive(tmp_path):
    (tmp_path / "w.zip").write_bytes(zip_of(("a/b/c.txt", b"c"), ("a/d.txt", b"d"), ("e/", b"")))
    tree = Archive(Disk(str(tmp_path)), ("w.zip",), CAPS)
    assert [(child.name, child.kind) for child in tree.children(())] == [("a", Kind.FOLDER), ("e", Kind.FOLDER)]
    assert [(child.name, child.kind) for child in tree.children(("a",))] == [("b", Kind.FOLDER), ("d.txt", Kind.FILE)]
    assert whole(tree, ("a", "b", "c.txt"), 10) == b"c"
    with pytest.raises(Refused, match="is not a regular file"):
        tree.open(("a",), 10)
    with pytest.raises(Refused, match="too large"):
        tree.open(("a", "d.txt"), 0)


PACKED = {
    "w.zip": zip_of(("one.py", made.ONE), ("a/two.py", made.TWO), ("é.txt", b"x" * 500)),
    "w.tar": tar_of(("one.py", made.ONE), ("é" * 150, b"x"), (odd("l", tarfile.SYMTYPE, "one.py"), b"")),
    "g.tar": tar_of(("one.py", made.ONE), ("n" * 150, b"x"), form=tarfile.GNU_FORMAT),
    "w.tgz": gzip.compress(tar_of(("one.py", made.ONE))),
}


@settings(max_examples=300, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(sorted(PACKED)), seed=st.integers(0, 1 << 32), cut=st.booleans())
def test_whatever_the_bytes_are_only_refused_is_raised(tmp_path_factory, name, seed, cut):
    draw = random.Random(seed)
    data = bytearray(PACKED[name])
    for _ in range(draw.randint(1, 12)):
        data[draw.randrange(len(data))] = draw.choice((0, 1, 0x7F, 0x80, 0xFF, draw.randrange(256)))
    if cut:
        data = data[: draw.randrange(len(data) + 1)]
    folder = tmp_path_factory.getbasetemp() / "fuzzed"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    for one in PACKED:
        if one != name:
            (folder / one).unlink(missing_ok=True)
    listing = walk(Disk(str(folder)), (), SMALL)
    said = list(listing.broken)
    for item in listing.items:
        try:
            whole(item.tree, item.at, 1000)
        except Refused as reason:
            said.append(str(reason))
    assert all(len(reason) < 300 for reason in said)
