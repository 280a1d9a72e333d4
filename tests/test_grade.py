"""Grading: one submission to a report, a batch to a folder of results, with any number of jobs and whatever dies."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from grader.catalog import LIBRARIES, Course
from grader.errors import CourseError
from grader.grade import Grader, Terms
from grader.intake import Submission, UnitFile, refused
from grader.lanes import grade_all
from grader.results import Outcome, Problem, Report
from grader.sandbox.local import LocalPlace
from grader.sandbox.place import Limits
from grader.stubs import stub_of

ROOT = Path(__file__).parents[1]
TINY = ROOT / "tests" / "assets" / "tiny_course"
RIGHT = (TINY / "solutions" / "tiny.py").read_bytes()
WRONG_MEAN = RIGHT.replace(b" / len(x)", b"", 1)


def terms(limits: Limits | None = None, course: Path = TINY, **other: object) -> Terms:
    return Terms.of(
        Course.find(course), ("tiny",), 7, limits or Limits(), **{"unsafe": False, "forbidden": (), **other}
    )


def handed_in(student: str, source: bytes = RIGHT, **other: object) -> Submission:
    return Submission(student, (UnitFile("tiny", "tiny.py", source, "sha256:0", **other),))


@pytest.fixture(scope="module")
def grader():
    grader = Grader(terms(), LocalPlace(LIBRARIES))
    yield grader
    grader.close()


# ---- one submission


def test_a_right_submission_scores_full(grader):
    report = grader.grade(handed_in("a"))
    assert (report.status, report.score, report.max_score) == ("graded", 8.0, 8.0)
    assert report.files == {"tiny.py": "sha256:0"}
    assert report.course["seed"] == 7
    assert Report.from_dict(json.loads(report.to_json())) == report


def test_the_same_submission_has_the_same_report(grader):
    first, second = grader.grade(handed_in("a", WRONG_MEAN)), grader.grade(handed_in("a", WRONG_MEAN))
    assert first.without_run().to_json() == second.without_run().to_json()
    assert 0 < first.score < 8


def test_a_missing_unit_is_not_attempted(grader):
    report = grader.grade(Submission("a"))
    assert {check.outcome for _, check in report.units[0].checks} == {Outcome.NOT_ATTEMPTED}
    assert (report.status, report.score, report.max_score) == ("graded", 0.0, 8.0)


def test_a_unit_as_it_was_handed_out_is_not_run(grader, monkeypatch):
    stub = stub_of(grader.terms.course, "tiny").encode()
    monkeypatch.setattr(grader.place, "open", lambda _: pytest.fail("it is run"))
    for source in (stub, stub.replace(b"\n", b"\r\n")):
        report = grader.grade(handed_in("ann", source))
        assert {(check.outcome, check.message) for _, check in report.units[0].checks} == {
            (Outcome.NOT_ATTEMPTED, "not written yet")
        }
        assert report.status == "graded"
        assert report.max_score == 8
    with pytest.raises(pytest.fail.Exception):
        grader.grade(handed_in("ann", stub + b"\n"))


def test_what_is_refused_is_a_zero_with_a_reason(grader):
    report = grader.grade(Submission("a", (), refused("no file")))
    assert (report.status, report.problem, report.score) == ("graded", Problem(Outcome.REFUSED, "no file"), 0.0)
    report = grader.grade(handed_in("a", problem=refused("too large")))
    assert (report.status, report.units[0].problem, report.score) == ("graded", refused("too large"), 0.0)
    book = Submission("a", (UnitFile("tiny", "tiny.ipynb", b"{}", "sha256:0", ("tiny was read from tiny.ipynb",)),))
    report = grader.grade(book)
    assert report.units[0].problem == refused("tiny.ipynb is not a notebook: it has no list of cells")
    assert report.notes == ("tiny was read from tiny.ipynb",)


def test_what_this_machine_cannot_read_is_ungraded(grader):
    problem = Problem(Outcome.GRADER_ERROR, "tiny.py cannot be read: Input/output error")
    assert grader.grade(handed_in("a", problem=problem)).status == "ungraded"


def test_a_notebook_is_graded_cell_by_cell(grader):
    cells = [{"cell_type": "code", "source": text} for text in (RIGHT.decode(), "1 / 0", "%time mean([1])")]
    data = json.dumps({"nbformat": 4, "cells": cells}).encode()
    report = grader.grade(Submission("a", (UnitFile("tiny", "tiny.ipynb", data, "sha256:0"),)))
    assert report.score == 8.0
    assert report.units[0].notes == (
        "1 magic or shell line left out",
        "cell 2: ZeroDivisionError: division by zero",
    )


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"x = 1\x00", "null bytes"),
        (b"x = '\xff'", "utf-8"),
        (b"# -*- coding: rot99 -*-\nx = 1", "rot99"),
        (b"def mean(x:\n", "SyntaxError"),
        (b"raise SystemExit", "SystemExit"),
    ],
)
def test_a_file_that_does_not_load_is_a_problem_of_its_own(grader, source, message):
    report = grader.grade(handed_in("a", source))
    assert report.units[0].problem is not None
    assert report.units[0].problem.outcome == Outcome.RAISED
    assert message in report.units[0].problem.message
    assert (report.status, report.score) == ("graded", 0.0)


def test_other_encodings_and_line_ends_are_python(grader):
    for source in (b"\xef\xbb\xbf" + RIGHT, RIGHT.replace(b"\n", b"\r\n"), b"# coding: latin-1\n# \xe9\n" + RIGHT):
        assert grader.grade(handed_in("a", source)).score == 8.0


def test_an_error_of_the_grader_is_never_a_zero(grader, monkeypatch):
    def broken(self: object) -> None:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr("grader.score.Marker.unit", broken)
    report = grader.grade(handed_in("a"))
    assert report.status == "ungraded"
    assert report.units[0].problem is not None
    assert report.units[0].problem.message.startswith("ZeroDivisionError: ours (test_grade.py, line ")
    assert report.max_score == 8.0


def test_the_time_of_a_submission_is_shared_by_its_units(grader, monkeypatch):
    monkeypatch.setattr(grader, "limits", Limits(submission_s=0.0))
    problem = grader.grade(handed_in("a")).units[0].problem
    assert problem == Problem(Outcome.TIMED_OUT, "the 0 s for the whole submission are over")


# ---- lanes


@pytest.fixture(scope="module")
def deadly(tmp_path_factory) -> Path:
    """A course whose first check takes the grading process down, or breaks, at certain answers."""
    course = tmp_path_factory.mktemp("course") / "deadly"
    shutil.copytree(TINY, course, ignore=shutil.ignore_patterns("__pycache__"))
    path = course / "checks" / "tiny.py"
    body = """
    answer = student.mean(v.x)
    if answer == 666:
        import os
        os._exit(1)
    assert answer != 667, 'ours'
"""
    says = '    """The mean is the sum over the number of values."""\n'
    assert says in path.read_text()
    path.write_text(path.read_text().replace(says, says + body))
    return course


def test_a_lane_that_dies_costs_its_own_submission_only(deadly):
    submissions = [
        handed_in("a"),
        handed_in("b", b"def mean(x):\n    return 666\n"),
        handed_in("c", b"def mean(x):\n    return 667\n"),
        handed_in("d"),
    ]
    reports = {report.student: report for report in grade_all(terms(course=deadly, unsafe=True), submissions, jobs=2)}
    assert sorted(reports) == ["a", "b", "c", "d"]
    assert [reports[student].status for student in "abcd"] == ["graded", "ungraded", "ungraded", "graded"]
    assert reports["b"].problem == Problem(Outcome.GRADER_ERROR, "the grading process died twice at this submission")
    assert reports["b"].max_score == 8.0
    assert reports["d"].score == 8.0
    assert reports["a"].sandbox == {"layers": ["unsafe"], "unsafe_trusted_code": True}


def test_a_course_that_does_not_load_is_said_once(deadly, tmp_path):
    broken = tmp_path / "broken"
    shutil.copytree(deadly, broken)
    (broken / "checks" / "tiny.py").write_text("UNIT = None\n")
    with pytest.raises(CourseError, match="declares no UNIT"):
        list(grade_all(terms(course=broken), [handed_in("a"), handed_in("b")], jobs=2))
