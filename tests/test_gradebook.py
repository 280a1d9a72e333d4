"""The gradebook: kept is kept, once each, under the right key."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from grader.errors import GraderError, UnwritableError
from grader.gradebook import Gradebook, key_of
from grader.intake import Code
from grader.results import CheckResult, ExerciseResult, Outcome, Report, UnitResult


def report(student: str, score: float = 1.0, status: str = "graded") -> Report:
    check = CheckResult("right", "It is right.", Outcome.PASSED, score, 2.0)
    units = (UnitResult("one", (ExerciseResult("f", (check,)),)),)
    return Report(student, {}, {"name": "c", "seed": 1}, units, status=status)


@pytest.fixture
def book(tmp_path):
    book = Gradebook.in_folder(tmp_path, busy_s=0.2)
    yield book
    book.close()


def test_a_report_comes_back_as_it_was(book):
    book.put(report("zoë\n\\xff"), "k1")
    assert book.report("zoë\n\\xff") == report("zoë\n\\xff")
    assert book.report("nobody") is None


def test_a_student_has_one_report_the_last(book):
    book.put(report("a", 1.0), "k1")
    book.put(report("a", 2.0), "k2")
    assert [one.score for one in book.reports()] == [2.0]
    assert book.done() == {"a": "k2"}


def test_ids_that_a_database_might_take_for_equal_stay_apart(book):
    students = ["a", "A", "é", "e\u0301", "a ", "\uff41"]
    for student in students:
        book.put(report(student), student)
    assert [one.student for one in book.reports()] == sorted(students)
    assert book.done() == {student: student for student in students}


def test_what_is_ungraded_is_not_done(book):
    book.put(report("a", status="ungraded"), "k1")
    assert book.done() == {}
    assert [one.status for one in book.reports()] == ["ungraded"]


def test_who_is_gone_is_kept_but_not_listed(book):
    for student in "abc":
        book.put(report(student), student)
    book.list_only(["a", "c"])
    assert [one.student for one in book.reports()] == ["a", "c"]
    assert book.students(listed=False) == ["b"]
    assert book.done() == {"a": "a", "b": "b", "c": "c"}
    book.list_only(["b"])
    assert book.students() == ["b"]


def test_the_seed_of_the_last_run_is_kept_whole(book):
    assert book.seed() is None
    book.begin("c", "d", 1, ["one"], {})
    book.begin("c", "d", (1 << 300) + 1, ["one"], {"python": "3"})
    assert book.seed() == (1 << 300) + 1


def test_keys_tell_every_part_apart():
    assert key_of("a", ["b"], 1.5) == key_of("a", ("b",), 1.5)
    keys = [key_of("a", "b"), key_of("ab"), key_of(["a", "b"]), key_of("a", "b", None), key_of("\udcff", "b")]
    assert len(set(keys)) == len(keys)


def test_it_is_one_plain_file_that_is_on_the_disk(book, tmp_path):
    book.put(report("a"), "k")
    with sqlite3.connect(tmp_path / "gradebook.db") as other:
        assert other.execute("SELECT student, score, max_score FROM submissions").fetchall() == [("a", 1.0, 2.0)]
        assert other.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert [path.name for path in tmp_path.iterdir()] == ["gradebook.db"]


def test_a_gradebook_in_use_is_said_in_one_line(book, tmp_path):
    other = sqlite3.connect(tmp_path / "gradebook.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(GraderError, match="in use by another process") as error:
        book.put(report("a"), "k")
    other.close()
    assert "\n" not in str(error.value)
    book.put(report("a"), "k")
    assert book.students() == ["a"]


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all.db", "nonsense", "postgresql+nosuch://u:secret@h/d"])
def test_a_database_that_cannot_be_used_is_said_in_one_line(url):
    with pytest.raises(GraderError, match="cannot be used") as error:
        Gradebook(url)
    assert "\n" not in str(error.value)
    assert "secret" not in str(error.value)


def test_a_file_that_is_no_database_is_said_in_one_line(tmp_path):
    (tmp_path / "gradebook.db").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(GraderError, match="not a database"):
        Gradebook.in_folder(tmp_path)


def test_a_report_from_the_future_is_said_in_one_line(book, tmp_path):
    book.put(report("a"), "k")
    with sqlite3.connect(tmp_path / "gradebook.db") as other:
        other.execute("UPDATE submissions SET report = replace(report, 'grader-report/1', 'grader-report/9')")
    with pytest.raises(GraderError, match="grader-report/9"):
        list(book.reports())


def test_a_change_of_mind_is_a_new_report(book):
    book.put(replace(report("a"), notes=("one",)), "k")
    book.put(replace(report("a"), notes=()), "k")
    assert book.report("a") == report("a")


@pytest.mark.parametrize(
    ("of", "code"),
    [
        (replace(report("a"), timing={"wall_s": float("inf")}), {}),  # no number of JSON's
        (report("a"), {"one": Code("one.py", "x = '\ud800'")}),  # no text of any encoding's
    ],
)
def test_what_cannot_be_written_is_said_and_the_book_goes_on(book, of, code):
    with pytest.raises(UnwritableError, match="cannot be used"):
        book.put(of, "k1", code)
    assert book.report("a") is None
    book.put(report("b"), "k2")
    assert [one.student for one in book.reports()] == ["b"]
