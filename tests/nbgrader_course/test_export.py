"""``grader export --to nbgrader``: into a gradebook.db of nbgrader's own making, read back as nbgrader reads it."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from grader import settings
from grader.cli import cli
from grader.gradebook import Gradebook
from grader.origin import Origin, SentFile
from grader.policy import Override
from grader.results import CheckResult, ExerciseResult, Outcome, Report, UnitResult

pytest.importorskip("nbgrader", reason="NOT TESTED: nbgrader is missing; see make nbgrader")
SECRET = "SECRET-OF-A-HIDDEN-CHECK"
LATE = "[due]\ndefault = 2026-03-08T12:00:00Z\n[late]\npercent = 10\n"


def check(name: str, score: float, most: float, **told: Any) -> CheckResult:
    outcome = Outcome.PASSED if score == most else Outcome.FAILED
    return CheckResult(name, f"{name} holds.", outcome, score, most, **told)


def report(student: str, mean: float, *, at: str | None = "2026-03-07T12:00:00+00:00", **told: Any) -> Report:
    hidden = check("kept", 0.0, 1.0, visibility="hidden", message=SECRET)
    exercises = (
        ExerciseResult("mean", (check("is_right", mean, 3.0, message="the sum is not divided"),)),
        ExerciseResult("Model.fit", (check("fits", 2.0, 2.0), hidden)),
    )
    file = SentFile("tiny", assignment="hw1", submitted_at=at)
    person = {"id": student, "name": "Zoë de la Cruz", "email": f"{student}@example.org"}
    origin = Origin("nbgrader", student, lms_id=student, submitted_at=at, files={"tiny.ipynb": file}, person=person)
    told = {"origin": origin, **told}
    return Report(student, {"tiny.ipynb": "sha256:1"}, {"name": "Tiny"}, (UnitResult("tiny", exercises),), **told)


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    """A gradebook of nbgrader's with a course and nothing else."""
    from nbgrader.api import Gradebook as Theirs

    path = tmp_path_factory.mktemp("empty") / "gradebook.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")  # for its alembic
        with Theirs(f"sqlite:///{path}", "linreg"):
            return path


@pytest.fixture
def course(empty, tmp_path) -> Path:
    return shutil.copy(empty, tmp_path / "gradebook.db")


@contextlib.contextmanager
def opened(course: Path) -> Iterator[Any]:
    from nbgrader.api import Gradebook as Theirs

    with Theirs(f"sqlite:///{course}", "linreg") as book:
        yield book


@pytest.fixture
def export(tmp_path, course):
    """Puts reports into a gradebook of ours and exports it; what was said."""

    def run(*reports: Report, policy: str = "", overrides: tuple[Override, ...] = (), code: int = 0) -> str:
        results = tmp_path / "results"
        results.mkdir(exist_ok=True)
        book = Gradebook.in_folder(results)
        for one in reports:
            book.put(one, "k")
        book.list_only([one.student for one in reports])
        book.settle(settings.parse(policy, tmp_path / "grader.toml"))
        for override in overrides:
            book.override(override)
        book.close()
        arguments = ["export", str(results), "--to", "nbgrader", "--output", str(course)]
        done = CliRunner().invoke(cli, arguments, standalone_mode=False)
        assert done.exception is None, done.exception
        assert done.return_value == code
        return done.output

    return run


def total(book: Any, student: str, assignment: str = "hw1") -> tuple[float, float, float]:
    """As ``nbgrader export`` reckons them: the score less the penalty, the penalty, the maximum."""
    found = book.find_submission(assignment, student)
    penalty = found.late_submission_penalty
    return max(0.0, found.score - penalty), penalty, found.max_score


def test_scores_comments_and_people_arrive(export, course):
    export(report("alice", 3.0), report("bob", 1.5))
    with opened(course) as book:
        assert book.find_assignment("hw1").course_id == "linreg"
        assert total(book, "alice") == (5.0, 0.0, 6.0)
        assert total(book, "bob") == (3.5, 0.0, 6.0)
        grade = book.find_grade("grade-mean", "tiny", "hw1", "bob")
        assert (grade.auto_score, grade.needs_manual_grade, grade.max_score) == (1.5, False, 3.0)
        assert type(grade.auto_score) is float
        comment = book.find_comment("solution-mean", "tiny", "hw1", "bob").comment
        assert "is_right: the sum is not divided" in comment
        assert book.find_comment("solution-mean", "tiny", "hw1", "alice").comment is None
        hidden = book.find_comment("solution-Model", "tiny", "hw1", "alice").comment
        assert "kept" in hidden
        assert SECRET not in hidden
        student = book.find_student("bob")
        assert (student.first_name, student.last_name, student.email) == ("Zoë de la", "Cruz", "bob@example.org")
        assert book.find_submission("hw1", "bob").timestamp == dt.datetime(2026, 3, 7, 12)  # noqa: DTZ001 - as they keep it


def test_what_a_person_wrote_in_formgrader_stays(export, course):
    export(report("bob", 1.5))
    with opened(course) as book:
        grade = book.find_grade("grade-mean", "tiny", "hw1", "bob")
        grade.manual_score, grade.extra_credit = 2.0, 0.5
        book.find_comment("solution-mean", "tiny", "hw1", "bob").manual_comment = "see me"
        book.find_student("bob").last_name = "Own"
        book.db.commit()
    export(report("bob", 3.0))
    with opened(course) as book:
        grade = book.find_grade("grade-mean", "tiny", "hw1", "bob")
        assert (grade.auto_score, grade.manual_score, grade.extra_credit, grade.score) == (3.0, 2.0, 0.5, 2.5)
        assert grade.needs_manual_grade  # the automatic score changed under the manual one
        assert book.find_comment("solution-mean", "tiny", "hw1", "bob").comment == "see me"
        assert book.find_student("bob").last_name == "Own"
        grade.needs_manual_grade = False
        book.db.commit()
    export(report("bob", 3.0))
    with opened(course) as book:
        assert not book.find_grade("grade-mean", "tiny", "hw1", "bob").needs_manual_grade


def test_cells_that_come_after_a_submission_get_their_grades(export, course):
    """nbgrader itself gives them none: their scores would be lost without a word."""
    with opened(course) as book:
        book.add_assignment("hw1")
        book.add_notebook("tiny", "hw1")
        book.add_grade_cell("written", "tiny", "hw1", max_score=4.0, cell_type="markdown")
        book.add_student("bob")
        book.add_submission("hw1", "bob")
        book.find_grade("written", "tiny", "hw1", "bob").manual_score = 4.0
        book.db.commit()
        book.add_grade_cell("grade-mean", "tiny", "hw1", max_score=3.0, cell_type="code")
        assert len(book.find_submission_notebook("tiny", "hw1", "bob").grades) == 1
    export(report("bob", 1.5), report("alice", 3.0))
    with opened(course) as book:
        assert total(book, "bob") == (7.5, 0.0, 10.0)
        assert total(book, "alice") == (5.0, 0.0, 10.0)
        assert book.find_grade("written", "tiny", "hw1", "bob").manual_score == 4.0


def test_the_policy_decides_the_totals(export, course):
    late = report("bob", 1.5, at="2026-03-09T12:00:00+00:00")
    override = Override(student="bob", target="tiny.mean", points=3.0, comment="seen by hand", of=3.0)
    export(late, policy=LATE + "[points]\n'tiny.Model.fit' = 6\n", overrides=(override,))
    with opened(course) as book:
        raw = 3 + 6 * 2 / 3
        assert total(book, "bob") == (pytest.approx(raw * 0.9), pytest.approx(raw * 0.1), 9.0)
        comment = book.find_comment("solution-mean", "tiny", "hw1", "bob").comment
        assert "seen by hand" in comment
        assert "1 day late" in comment
    said = export(late, policy="drop = ['tiny.Model']\ndigits = 0\nextra_credit = ['tiny.mean']\n")
    with opened(course) as book:
        score, penalty, most = total(book, "bob")
        assert (score, penalty, most) == (5.0, 0.0, 3.0)
    assert "hw1: grade-Model-fit is worth 3 now, was 6" in said


def test_rounding_is_in_the_total(export, course):
    export(report("bob", 1.0 / 3), policy="digits = 1")
    with opened(course) as book:
        assert total(book, "bob")[0] == 2.3


def test_nobody_ungraded_gets_a_score_and_nobody_absent_a_submission(export, course):
    from nbgrader.api import MissingEntry

    absent = report("zoe", 0.0)
    nothing = ExerciseResult("mean", (check("is_right", 0.0, 3.0),))
    units = (UnitResult("tiny", (nothing,)),)
    absent = replace(absent, units=units, origin=replace(absent.origin, files={"other.ipynb": SentFile("other")}))
    broken = report("bob", 3.0, status="ungraded")
    said = export(report("alice", 3.0), broken, absent, code=1)
    assert "bob: ungraded" in said
    with opened(course) as book:
        for student in ("bob", "zoe"):
            with pytest.raises(MissingEntry):
                book.find_submission("hw1", student)


def test_a_bonus_has_no_place_and_is_said(export):
    bonus = '[[bonus]]\nstudent = "bob"\npoints = 2\ncomment = "helped"\n'
    assert "bob: 2 points of bonus belong to no assignment" in export(report("bob", 3.0), policy=bonus)


def test_the_same_export_twice_is_the_same(export, course):
    export(report("alice", 3.0), report("bob", 1.5), policy=LATE)
    with opened(course) as book:
        before = [(one.id, total(book, one.id)) for one in book.students]
    export(report("alice", 3.0), report("bob", 1.5), policy=LATE)
    with opened(course) as book:
        assert [(one.id, total(book, one.id)) for one in book.students] == before


@pytest.mark.parametrize("kind", ["missing", "text", "ours"])
def test_what_is_no_gradebook_of_theirs_is_said_and_left_alone(tmp_path, course, export, kind):
    export(report("alice", 3.0))
    path = tmp_path / "other.db"
    if kind == "text":
        path.write_text("student,score\n" * 99)
    elif kind == "ours":
        path = tmp_path / "results" / "gradebook.db"
    before = path.read_bytes() if path.exists() else None
    arguments = ["export", str(tmp_path / "results"), "--to", "nbgrader", "--output", str(path)]
    done = CliRunner().invoke(cli, arguments, standalone_mode=False)
    assert "gradebook.db of an nbgrader course" in str(done.exception) or "no gradebook of nbgrader" in str(
        done.exception
    )
    assert (path.read_bytes() if path.exists() else None) == before
