"""A batch: found, graded once each, kept at once, written; whatever ends the process."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from faulting import RIGHT, TINY, WRONG_MEAN, Quiet, snapshot

from grader import batch
from grader.catalog import Course
from grader.errors import GraderError, UsageError
from grader.grade import Terms
from grader.intake import Caps, survey
from grader.outputs import folder
from grader.results import Report
from grader.sandbox.place import Limits

CAPS = Caps()
HOSTILE = [
    *(b"new\nline", b"-rf", b"Case", b"case", b'=HYPERLINK("http://x")', b"<img src=x onerror=alert(1)>", b"[red]x"),
    *(b"\xff\xfe", b"\\xff\\xfe", b"a" * 255, b"..a", b"$(reboot)", b"{{ 7 * 7 }}"),
    *(name.encode() for name in ("e\u0301", "\u00e9", "\u202egpj.exe")),
]


def run(folder: Path, out: Path, **other: object) -> tuple[batch.Result, list[str]]:
    progress = Quiet()
    order = batch.Order(paths=(folder,), out=out, course=TINY, **{"seed": 7, **other})
    return batch.run(order, progress, lambda line: None), progress.seen


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


ODD = {
    "unicode_escape": b"# coding: unicode_escape\n# \\ud800\n" + RIGHT,
    "raw_unicode_escape": b"# coding: raw_unicode_escape\n# \\udfff\n" + RIGHT,
    "utf-7": b"# coding: utf-7\n# +2AA-\n" + RIGHT,
}


def test_a_file_of_half_characters_stops_nobody(tmp_path):
    students = {"a": RIGHT, **ODD, "z": RIGHT}
    for name, source in students.items():
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "tiny.py").write_bytes(source)
    result, _ = run(tmp_path / "class", tmp_path / "out")
    scores = {summary.student: (summary.graded, summary.score) for summary in result.summaries}
    assert scores.keys() == students.keys()
    assert scores["a"] == scores["z"] == (True, 8.0)


def test_a_report_that_cannot_be_kept_is_ungraded_and_stops_nobody(tmp_path, monkeypatch):
    for name in "abc":
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "tiny.py").write_bytes(RIGHT)
    plain = Report.to_json

    def to_json(report, **beside):
        if report.student == "b" and report.status == "graded":
            raise ValueError("Out of range float values are not JSON compliant")
        return plain(report, **beside)

    monkeypatch.setattr(Report, "to_json", to_json)
    result, _ = run(tmp_path / "class", tmp_path / "out")
    assert result.exit_code == 1
    assert {one.student: (one.graded, one.score) for one in result.summaries} == {
        "a": (True, 8.0),
        "b": (False, 0.0),
        "c": (True, 8.0),
    }
    found = json.loads(next((tmp_path / "out" / "reports").glob("b*.json")).read_text())
    assert (found["status"], found["problem"]["outcome"]) == ("ungraded", "grader_error")


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
    with folder.alone(tmp_path / "out"), pytest.raises(GraderError, match="another grader is at work"):
        run(tmp_path / "class", tmp_path / "out", units=("tiny",))


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
