"""A batch: found, graded once each, kept at once, written; whatever ends the process."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from grader import batch
from grader.catalog import Course
from grader.errors import GraderError, UsageError
from grader.grade import Terms
from grader.intake import Caps, survey
from grader.results import Report
from grader.sandbox.place import Limits

ROOT = Path(__file__).parents[1]
TINY = ROOT / "tests" / "assets" / "tiny_course"
RIGHT = (TINY / "solutions" / "tiny.py").read_bytes()
WRONG_MEAN = RIGHT.replace(b" / len(x)", b"", 1)
CAPS = Caps()
HOSTILE = [
    *(b"new\nline", b"-rf", b"Case", b"case", b'=HYPERLINK("http://x")', b"<img src=x onerror=alert(1)>", b"[red]x"),
    *(b"\xff\xfe", b"\\xff\\xfe", b"a" * 255, b"..a", b"$(reboot)", b"{{ 7 * 7 }}"),
    *(name.encode() for name in ("e\u0301", "\u00e9", "\u202egpj.exe")),
]


class Quiet:
    """A progress that only counts."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def start(self, total: int) -> None:
        self.total = total

    def skip(self) -> None:
        self.seen.append("skipped")

    def advance(self, report: Report) -> None:
        self.seen.append(report.student)

    def stop(self) -> None:
        self.seen.append("stopped")


def run(folder: Path, out: Path, **other: object) -> tuple[batch.Result, list[str]]:
    progress = Quiet()
    order = batch.Order(paths=(folder,), out=out, course=TINY, **{"seed": 7, **other})
    return batch.run(order, progress, lambda line: None), progress.seen


def snapshot(out: Path) -> dict[str, object]:
    """All results but the gradebook, without what may differ between two runs."""
    found: dict[str, object] = {}
    for path in sorted(out.rglob("*")):
        if path.suffix == ".json":
            report = Report.from_dict(json.loads(path.read_text()))
            assert report.to_json() == path.read_text()
            found[path.name] = report.without_run().to_json()
        elif path.suffix in (".html", ".csv"):
            found[str(path.relative_to(out))] = path.read_bytes()
    return found


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> tuple[Path, Path]:
    """Students with hostile names, graded by one lane."""
    folder = tmp_path_factory.mktemp("hostile")
    for number, name in enumerate(HOSTILE):
        student = folder / "class" / os.fsdecode(name)
        student.mkdir(parents=True)
        (student / "tiny.py").write_bytes(WRONG_MEAN if number % 2 else RIGHT)
    run(folder / "class", folder / "out")
    return folder / "class", folder / "out"


def test_hostile_names_each_have_one_report(hostile):
    _, out = hostile
    reports = [Report.from_dict(json.loads(path.read_text())) for path in (out / "reports").iterdir()]
    assert len(reports) == len({report.student for report in reports}) == len(HOSTILE)
    assert {"new\nline", "-rf", "Case", "case", "\\xff\\xfe", "\\\\xff\\\\xfe"} < {report.student for report in reports}
    for path in out.rglob("*"):
        assert len(os.fsencode(path.name)) < 200
        assert path.name.isprintable()
        assert not path.name.startswith("-")
    folded = [path.name.casefold() for path in (out / "reports").iterdir()]
    assert len(set(folded)) == len(HOSTILE)


def test_two_lanes_find_the_same_as_one(hostile, tmp_path):
    folder, out = hostile
    run(folder, tmp_path / "out", jobs=2)
    assert snapshot(tmp_path / "out") == snapshot(out)


def test_what_is_graded_is_not_graded_again(tmp_path):
    folder, out = tmp_path / "class", tmp_path / "out"
    for student in "abc":
        (folder / student).mkdir(parents=True)
        (folder / student / "tiny.py").write_bytes(RIGHT)
    assert run(folder, out, seed=None)[1] == ["a", "b", "c", "stopped"]
    (folder / "b" / "tiny.py").write_bytes(WRONG_MEAN)
    result, seen = run(folder, out, seed=None)  # with the seed that was drawn the first time
    assert sorted(seen) == ["b", "skipped", "skipped", "stopped"]
    assert (result.graded, result.already) == (1, 2)
    assert run(folder, out, seed=None, only=("c",), fresh=True)[1] == ["c", "stopped"]
    assert [one.student for one in run(folder, out, seed=None)[0].summaries] == ["a", "b", "c"]
    names = {path.name for path in out.rglob("*")}
    shutil.rmtree(folder / "a")
    assert [one.student for one in run(folder, out, seed=None)[0].summaries] == ["b", "c"]
    assert {path.name[0] for path in (out / "reports").iterdir()} == {"b", "c"}
    assert {path.name for path in out.rglob("*")} < names
    with sqlite3.connect(out / "gradebook.db") as book:
        assert len(book.execute("SELECT DISTINCT seed FROM runs").fetchall()) == 1
        assert int(book.execute("SELECT seed FROM runs").fetchone()[0]) > 1 << 64


def test_what_cannot_be_asked_for(tmp_path):
    (tmp_path / "class" / "a").mkdir(parents=True)
    with pytest.raises(UsageError, match="no submission here has a file of any unit"):
        run(tmp_path / "class", tmp_path / "out")
    with pytest.raises(UsageError, match="no unit is called 'big'"):
        run(tmp_path / "class", tmp_path / "out", units=("big",))
    with pytest.raises(UsageError, match="no student is called 'z'"):
        run(tmp_path / "class", tmp_path / "out", units=("tiny",), only=("z",))
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="results cannot go to"):
        run(tmp_path / "class", tmp_path / "file", units=("tiny",))


def test_one_grader_at_a_time(tmp_path):
    (tmp_path / "class" / "a").mkdir(parents=True)
    (tmp_path / "out").mkdir()
    with batch._alone(tmp_path / "out"), pytest.raises(GraderError, match="another grader is at work"):
        run(tmp_path / "class", tmp_path / "out", units=("tiny",))


# ---- the end of the process


def command(folder: Path, out: Path) -> list[str]:
    return [
        sys.executable,
        "-m",
        "grader",
        "grade",
        str(folder),
        "--out",
        str(out),
        "--course",
        str(TINY),
        "--seed",
        "7",
    ]


def start(folder: Path, out: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(folder, out),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def rows(out: Path) -> dict[str, tuple[str, str]]:
    if not (out / "gradebook.db").exists():
        return {}
    with sqlite3.connect(out / "gradebook.db", timeout=10) as book:
        try:
            return {
                student: (key, report)
                for student, key, report in book.execute("SELECT student, key, report FROM submissions")
            }
        except sqlite3.OperationalError:  # not made yet
            return {}


def members(session: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


@pytest.fixture
def slow_class(tmp_path) -> Path:
    for number in range(8):
        student = tmp_path / "class" / f"s{number}"
        student.mkdir(parents=True)
        (student / "tiny.py").write_bytes(b"import time\ntime.sleep(0.2)\n" + (WRONG_MEAN if number % 2 else RIGHT))
    return tmp_path / "class"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for left-over processes in /proc")
def test_killed_at_any_instant_nothing_is_lost_or_doubled(slow_class, tmp_path):
    out = tmp_path / "out"
    kept: dict[str, tuple[str, str]] = {}
    for _ in range(2):
        process = start(slow_class, out)
        while len(rows(out)) <= len(kept) and process.poll() is None:
            time.sleep(0.01)
        time.sleep(random.uniform(0, 0.5))
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        now = rows(out)
        assert kept.items() <= now.items()
        kept = now
        end = time.monotonic() + 15
        while members(process.pid) and time.monotonic() < end:
            time.sleep(0.05)
        assert not members(process.pid)
    assert kept
    result, seen = run(slow_class, out)
    assert kept.items() <= rows(out).items()  # with their old timing: they were not graded again
    assert (result.already, result.graded) == (len(kept), 8 - len(kept))
    assert sorted([*seen, *kept]) == sorted(
        [f"s{number}" for number in range(8)] + ["skipped"] * len(kept) + ["stopped"]
    )
    run(slow_class, tmp_path / "whole")
    assert snapshot(out) == snapshot(tmp_path / "whole")


def test_an_interrupt_stops_tidily(slow_class, tmp_path):
    process = start(slow_class, tmp_path / "out")
    while not rows(tmp_path / "out") and process.poll() is None:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does, to all of them
    said, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said == ""
    assert "Traceback" not in errors
    assert (
        errors.strip().splitlines()[-1]
        == f"stopped; what is graded is kept in {tmp_path / 'out'}, and the same command goes on from there"
    )
    assert run(slow_class, tmp_path / "out")[0].already >= 1


def terms(limits: Limits | None = None, course: Path = TINY, **other: object) -> Terms:
    return Terms.of(
        Course.find(course), ("tiny",), 7, limits or Limits(), **{"unsafe": False, "forbidden": (), **other}
    )


class Silent:
    """A gradebook that is told where a submission came from, and does not care."""

    def came_from(self, student: str, origin: object) -> None:
        pass


def test_what_a_report_stands_for(tmp_path):
    (tmp_path / "class" / "a").mkdir(parents=True)
    (tmp_path / "class" / "a" / "tiny.py").write_bytes(RIGHT)

    def key(wanted: Terms, caps: Caps = CAPS) -> str:
        entries = list(survey([tmp_path / "class"], ["tiny"]).entries)
        clerk = batch.Clerk(wanted, caps, entries, Silent(), Quiet())
        assert [one.student for one in clerk._to_grade({})] == ["a"]
        keys = {student: key for student, (key, _) in clerk.known.items()}
        assert list(clerk._to_grade(keys)) == []
        return keys["a"]

    keys = [
        key(terms()),
        key(terms(Limits(load_s=0.5))),
        key(terms(), Caps(source_bytes=100_000)),
        key(terms(unsafe=True)),
        key(replace(terms(), seed=8)),
        key(replace(terms(), units=("tiny", "tiny"))),
    ]
    (tmp_path / "class" / "a" / "tiny.py").write_bytes(WRONG_MEAN)
    keys.append(key(terms()))
    (tmp_path / "class" / "a" / "tiny.py").rename(tmp_path / "class" / "a" / "TINY.py")
    keys.append(key(terms()))
    assert len(set(keys)) == len(keys)
    assert key(terms()) == keys[-1]
    assert key(terms(forbidden=(tmp_path,))) == keys[-1]
