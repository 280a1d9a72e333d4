"""Thirty attackers and ten honest students in one batch, by the command itself."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from faulting import all_gone, below, until
from hostile_class import ATTACKERS, FULL, ROOT, command, scores, write_class

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is for Linux")
LIMITS = (
    "[limits]\nload_s = 1.0\ncall_s = 0.3\ncheck_s = 0.5\nunit_s = 3.0\nsubmission_s = 4.0\nmemory_bytes = 268435456\n"
)


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_thirty_attackers_harm_none_of_ten_honest_students():
    """Honest ones score full, attackers do not, nothing is changed, no process and no file is left."""
    with tempfile.TemporaryDirectory(prefix="grader-hostile-") as work:
        place = Path(work)
        place.chmod(0o755)
        for name in ("marks", "tmp"):
            (place / name).mkdir()
            (place / name).chmod(0o777)
        folder, out = place / "class", place / "out"
        write_class(folder, place / "marks")
        (place / "grader.toml").write_text(LIMITS)
        for student in folder.iterdir():
            student.chmod(0o777 if student.is_dir() else 0o644)
        before = digests(folder)
        shared = set(Path("/dev/shm").iterdir())
        process = subprocess.Popen(
            command(folder, out),
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(place / "tmp")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert until(lambda: len(below(process.pid)) > 2)
        known = below(process.pid)
        said, _ = process.communicate(timeout=400)
        assert process.returncode == 0, said
        found = scores(out)
        assert len(found) == len(ATTACKERS) + 10 == 40
        assert {score for student, score in found.items() if student.endswith("-then-honest")} == {FULL}
        assert [student for student, score in found.items() if score == FULL and "honest" not in student] == []
        assert digests(folder) == before
        assert list((place / "marks").iterdir()) == []
        assert list((place / "tmp").rglob("*")) == []
        assert not [path for path in set(Path("/dev/shm").iterdir()) - shared if "attacker" in path.name]
        assert all_gone(known)
        assert below(process.pid) == []
