"""What counts: reports under rules and overrides, as a pure function, and what a student may read of it."""

from __future__ import annotations

import csv as reading
import datetime as dt
import io
import json as reader
import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.origin import Origin, SentFile
from grader.outputs import csv, json
from grader.outputs.grade_text import reasons
from grader.outputs.summary import summarize
from grader.outputs.view import student_grade
from grader.policy import Override, Rules, grade_of
from grader.policy.rules import Bonus, Extension, Late, half_up
from grader.results import CheckResult, ExerciseResult, Outcome, Problem, Report, UnitResult

SECRET = "name_of_a_hidden_check"
DUE = dt.datetime(2026, 3, 8, 12, tzinfo=dt.UTC)


def check(name: str, score: float, most: float, visibility: str = "visible") -> CheckResult:
    outcome = Outcome.PASSED if score == most else Outcome.FAILED
    return CheckResult(name, f"What {name} says.", outcome, score, most, visibility)


def report(student: str = "alice", **told: object) -> Report:
    """one: f has 3 of 5 (one of two hidden), g 0 of 3; two: h 2 of 2."""
    f = ExerciseResult("f", (check("right", 2, 2), check("pure", 1, 1), check(SECRET, 0, 2, "hidden")))
    g = ExerciseResult("g.method", (check("right", 0, 3),))
    h = ExerciseResult("h", (check("right", 2, 2),))
    units = (UnitResult("one", (f, g)), UnitResult("two", (h,)))
    return Report(student, {"one.py": "sha256:1"}, {"name": "c", "digest": "d", "seed": 1}, units, **told)


def sent(at: str | None, *, late: bool | None = None, units: tuple[str, ...] = ("one", "two")) -> Origin:
    files = {f"{unit}.py": SentFile(unit, submitted_at=at, late=late) for unit in units}
    return Origin("canvas", "alice", submitted_at=at, late=late, files=files)


def override(target: str, points: float, of: float | None = None, student: str = "alice") -> Override:
    return Override(student=student, target=target, points=points, comment="seen by hand", of=of)


def test_without_a_policy_nothing_changes():
    grade = grade_of(report())
    assert (grade.score, grade.max_score, grade.report) == (5.0, 10.0, report())
    assert not grade.adjusted
    assert json.report(grade) == json.report(report())
    assert csv.grades([summarize(grade)]).split() == ["student,one,two,score,max_score", "alice,3,2,5,10"]


# ---- drop, points, extra credit, override


@pytest.mark.parametrize(
    ("drop", "score", "most"),
    [
        (["one.g.method.right"], 5, 7),
        (["one.g.method"], 5, 7),
        (["one.f.right"], 3, 8),
        (["one"], 2, 2),
        (["one", "two"], 0, 0),
        (["one.f", "one.f.right"], 2, 5),
    ],
)
def test_dropped_checks_are_in_neither_sum(drop, score, most):
    grade = grade_of(report(), Rules(drop=tuple(drop)))
    assert (grade.score, grade.max_score) == (score, most)
    assert grade.automatic == report()
    assert (grade.report.score, grade.report.max_score) == (score, most)


def test_a_wider_name_is_weighted_after_a_narrower_one():
    grade = grade_of(report(), Rules(points={"one": 16.0, "one.f.pure": 4.0, "one.f": 5.0, "two.h": 0.0}))
    # f: right 2 of 2, pure 4 of 4, hidden 0 of 2 -> 5 in all; with g's 3 that is 8, and the unit 16
    f, g = grade.report.units[0].exercises
    assert [(one.score, one.max_score) for one in f.checks] == [(2.5, 2.5), (5.0, 5.0), (0.0, 2.5)]
    assert (g.score, g.max_score) == (0.0, 6.0)
    assert (grade.score, grade.max_score) == (7.5, 16.0)


@given(points=st.floats(0, 100), target=st.sampled_from(["one", "two", "one.f", "one.f.right", "two.h"]))
def test_what_is_given_points_is_worth_them_and_keeps_its_share(points, target):
    grade = grade_of(report(), Rules(points={target: points}))
    keys = {"one": (3, 8), "two": (2, 2), "one.f": (3, 5), "one.f.right": (2, 2), "two.h": (2, 2)}
    had, was = keys[target]
    assert grade.max_score == pytest.approx(10 - was + points, abs=2e-6)
    assert grade.score == pytest.approx(5 - had + points * had / was, abs=2e-6)


def test_extra_credit_adds_points_and_is_not_needed():
    grade = grade_of(report(), Rules(extra_credit=("two", "one.f.pure")))
    assert (grade.score, grade.max_score) == (5.0, 7.0)
    assert [(unit.score, unit.max_score) for unit in grade.units] == [(3.0, 7.0), (2.0, 0.0)]


@given(points=st.floats(0, 8), target=st.sampled_from(["one", "one.f", "one.g.method", "one.f.right"]))
def test_an_override_sets_exactly_its_points_and_no_check_leaves_its_bounds(points, target):
    most = {"one": 8, "one.f": 5, "one.g.method": 3, "one.f.right": 2}[target]
    points = min(points, most)
    grade = grade_of(report(), overrides=[override(target, points, most)])
    had = {"one": 3, "one.f": 3, "one.g.method": 0, "one.f.right": 2}[target]
    assert grade.score == pytest.approx(5 - had + points, abs=2e-6)
    for _, one in grade.report.units[0].checks:
        assert -1e-9 <= one.score <= one.max_score + 1e-9
    assert grade.automatic == report()


def test_an_override_goes_with_what_its_exercise_is_worth():
    rules = Rules(points={"one.f": 10.0})
    assert grade_of(report(), rules, [override("one.f", 5, 5)]).score == 10 + 2
    assert grade_of(report(), rules, [override("one.f", 5)]).score == 5 + 2


def test_of_two_overrides_the_wider_has_the_last_word_and_the_command_the_very_last():
    both = [override("one.f", 1, 5), override("one.f.right", 0, 2)]
    assert grade_of(report(), overrides=both).score == 1 + 2
    in_file = Rules(override=(override("one.f", 5),))
    assert grade_of(report(), in_file).score == 7
    assert grade_of(report(), in_file, [override("one.f", 0, 5)]).score == 2
    assert grade_of(report(), in_file, [override("one.f", 0, 5, student="bob")]).score == 7


def test_an_override_of_what_is_not_there_is_shown():
    grade = grade_of(report(), overrides=[override("one.gone", 1, 1)])
    assert (grade.score, grade.look) == (5.0, ("one.gone was overridden and is not there",))
    assert summarize(grade).look == grade.look


def test_a_bonus_is_over_and_above_and_a_score_is_never_below_zero():
    rules = Rules(bonus=(Bonus(student="alice", points=2.5, comment="a bug found"),))
    assert (grade_of(report(), rules).score, grade_of(report(), rules).max_score) == (7.5, 10.0)
    assert grade_of(report("bob"), rules).score == 5.0
    worse = Rules(bonus=(Bonus(student="alice", points=-99, comment="copied"),))
    assert grade_of(report(), worse).score == 0.0


# ---- ungraded


def broken() -> Report:
    f = ExerciseResult("f", (check("right", 1, 1), replace(check("pure", 0, 1), outcome=Outcome.GRADER_ERROR)))
    return Report("alice", {}, {}, (UnitResult("one", (f,)),), status="ungraded")


def test_what_the_grader_could_not_do_a_person_can():
    assert not grade_of(broken()).graded
    assert not grade_of(broken(), overrides=[override("one.f.right", 1, 1)]).graded
    assert not grade_of(broken(), Rules(points={"one.f.pure": 0.0})).graded
    for fixed in ([override("one.f.pure", 1, 1)], [override("one", 2, 2)]):
        grade = grade_of(broken(), overrides=fixed)
        assert (grade.graded, grade.score) == (True, 2.0)
    assert grade_of(broken(), Rules(drop=("one.f.pure",))).graded


def test_a_broken_file_needs_all_its_checks_set():
    whole = replace(report(), status="ungraded", problem=Problem(Outcome.GRADER_ERROR, "ours"))
    assert not grade_of(whole, overrides=[override("one", 8, 8)]).graded
    assert grade_of(whole, overrides=[override("one", 8, 8), override("two.h.right", 2, 2)]).graded
    nothing = Report("alice", {}, {}, (), status="ungraded")
    assert not grade_of(nothing).graded


# ---- lateness

LATE = Late(percent=10, cap=50, grace_minutes=15)


@pytest.mark.parametrize(
    ("at", "score", "words"),
    [
        ("2026-03-08T12:00:00+00:00", 5.0, ""),
        ("2026-03-08T12:15:00+00:00", 5.0, ""),
        ("2026-03-08T13:15:01+01:00", 4.5, "1 day late"),
        ("2026-03-10T12:00:00+00:00", 4.0, "2 days late"),
        ("2026-05-01T00:00:00Z", 2.5, "54 days late"),
        (None, 5.0, ""),
    ],
)
def test_lateness_costs_a_share_of_every_unit(at, score, words):
    rules = Rules(due={"default": DUE}, late=LATE)
    grade = grade_of(report(origin=sent(at)), rules)
    assert grade.score == score
    assert grade.penalty == 5 - score
    assert {unit.late for unit in grade.units} == {words}
    assert grade.max_score == 10


def test_each_unit_has_its_own_due_date_and_its_own_time():
    rules = Rules(due={"one": DUE, "two": DUE + dt.timedelta(days=9)}, late=LATE)
    late = grade_of(report(origin=sent("2026-03-09T00:00:00+00:00")), rules)
    assert [unit.penalty for unit in late.units] == [0.3, 0.0]
    only_two = grade_of(report(origin=sent("2026-03-30T00:00:00+00:00", units=("two",))), rules)
    assert [unit.penalty for unit in only_two.units] == [0.0, 1.0]


def test_a_share_of_what_was_possible_takes_no_more_than_there_is():
    rules = Rules(due={"default": DUE}, late=Late(percent=30, of="possible"))
    grade = grade_of(report(origin=sent("2026-03-09T12:00:00+00:00")), rules)
    assert [unit.penalty for unit in grade.units] == [2.4, 0.6]
    grade = grade_of(report(origin=sent("2026-03-10T12:00:00+00:00")), rules)
    assert [unit.score for unit in grade.units] == [0.0, 0.8]


def test_an_extension_is_for_one_student():
    rules = Rules(due={"default": DUE}, late=LATE, extension=(Extension(student="alice", days=2),))
    for student, score in (("alice", 5.0), ("bob", 4.0)):
        assert grade_of(report(student, origin=sent("2026-03-10T12:00:00+00:00")), rules).score == score


def test_marked_late_with_no_time():
    """Canvas's zip says LATE and no more."""
    marked = report(origin=sent(None, late=True))
    for rules in (Rules(), Rules(due={"default": DUE})):
        assert (grade_of(marked, rules).score, grade_of(marked, rules).look) == (5.0, ())
    grade = grade_of(marked, Rules(due={"default": DUE}, late=LATE))
    assert grade.score == 5.0
    assert grade.look[0] == "one: marked late, nobody knows by how much; nothing was taken off"
    rules = Rules(late=LATE.model_copy(update={"marked": 2}), extension=(Extension(student="bob", days=1),))
    assert grade_of(marked, rules).score == 4.0
    excused = grade_of(replace(marked, student="bob"), rules)
    assert (excused.score, len(excused.look)) == (5.0, 2)
    assert grade_of(report(origin=sent(None, late=False)), rules).score == 5.0


def test_a_time_that_is_none_is_shown():
    grade = grade_of(report(origin=sent("last week")), Rules(due={"default": DUE}, late=LATE))
    assert grade.score == 5.0
    assert "'last week' is no time" in grade.look[0]


def test_an_override_is_subject_to_lateness_like_any_points():
    rules = Rules(due={"default": DUE}, late=LATE)
    grade = grade_of(report(origin=sent("2026-03-09T12:00:00+00:00")), rules, [override("one.g.method", 3, 3)])
    assert grade.score == pytest.approx(8 * 0.9)


# ---- attempts


def attempt(points: float, number: int, at: str = "2026-03-01T00:00:00+00:00", **told: object) -> Report:
    unit = UnitResult("one", (ExerciseResult("f", (check("right", points, 10),)),))
    origin = replace(sent(at, units=("one",)), attempt=number)
    return Report("alice", {"one.py": f"sha256:{number}"}, {"digest": "d"}, (unit,), origin=origin, **told)


def test_the_last_counts_or_the_best():
    earlier, last = [attempt(7, 1), attempt(9, 2)], attempt(8, 3)
    assert grade_of(last, Rules(), earlier=earlier).score == 8
    best = grade_of(last, Rules(attempts="best"), earlier=earlier)
    assert (best.score, best.automatic.files) == (9.0, {"one.py": "sha256:2"})
    assert reasons(best) == ("hand-in 2 counts, it is better than the last one (8 points)",)
    assert grade_of(attempt(9, 3), Rules(attempts="best"), earlier=earlier).automatic.files == {"one.py": "sha256:3"}


def test_the_best_is_the_best_after_lateness():
    rules = Rules(attempts="best", due={"default": DUE}, late=LATE)
    late = attempt(9, 2, "2026-03-10T12:00:00+00:00")  # 7.2
    assert grade_of(late, rules, earlier=[attempt(8, 1)]).score == 8.0


def test_what_is_not_of_the_same_units_or_not_graded_is_no_rival():
    other = replace(attempt(10, 1), units=report().units)
    failed = attempt(10, 2, status="ungraded")
    assert grade_of(attempt(3, 3), Rules(attempts="best"), earlier=[other, failed]).score == 3
    assert not grade_of(attempt(3, 3, status="ungraded"), Rules(attempts="best"), earlier=[attempt(9, 1)]).graded


def test_a_best_from_another_version_of_the_course_is_shown():
    former = replace(attempt(9, 1), course={"digest": "other"})
    assert "another version" in grade_of(attempt(3, 2), Rules(attempts="best"), earlier=[former]).look[0]


# ---- rounding


@pytest.mark.parametrize(
    ("value", "digits", "rounded"),
    [(0.125, 2, 0.13), (2.675, 2, 2.68), (1.005, 2, 1.01), (0.5, 0, 1.0), (1.5, 0, 2.0), (2.5, 0, 3.0), (-0.5, 0, -1.0),
     (0.1 + 0.2, 6, 0.3), (0.49999999, 0, 0.0), (1e8 + 0.05, 1, 100000000.1), (0.0, 2, 0.0), (-1e-12, 2, 0.0)],
)  # fmt: skip
def test_halves_go_up(value, digits, rounded):
    assert half_up(value, digits) == rounded
    assert math.copysign(1, half_up(value, digits)) == math.copysign(1, rounded)


@given(thirds=st.lists(st.integers(0, 300), min_size=1, max_size=20), digits=st.integers(0, 4))
def test_the_sum_is_rounded_once_and_not_its_parts(thirds, digits):
    checks = tuple(check(f"c{number}", third / 3, 100.0) for number, third in enumerate(thirds))
    units = tuple(UnitResult(f"u{one.name}", (ExerciseResult("f", (one,)),)) for one in checks)
    grade = grade_of(Report("alice", {}, {}, units), Rules(digits=digits))
    exact = sum((Fraction(third, 3) for third in thirds), Fraction(0)) * 10**digits
    assert grade.score * 10**digits == pytest.approx(math.floor(exact + Fraction(1, 2)), abs=1e-6)


# ---- what people read

EVERYTHING = Rules(
    due={"default": DUE},
    late=LATE,
    drop=("one.f.pure",),
    points={f"one.f.{SECRET}": 4.0},
    extra_credit=("two",),
    override=(override(f"one.f.{SECRET}", 1),),
    bonus=(Bonus(student="alice", points=1, comment="a bug found"),),
)
ALL = grade_of(report(origin=sent("2026-03-09T12:00:00+00:00")), EVERYTHING)


def test_an_instructor_reads_everything():
    assert reasons(ALL) == (
        "one, f, pure: does not count",
        f"one, f, {SECRET}: is worth 4 points here",
        "two: extra credit, not needed for a full score",
        f"one, f, {SECRET}: set to 1 of 4 by hand, automatic 0: seen by hand",
        "one: 1 day late, 0.3 points off",
        "two: 1 day late, 0.2 points off",
        "+1 point by hand: a bug found",
    )


def test_a_student_reads_both_scores_and_no_hidden_checks_name_in_a_reason():
    seen = student_grade(ALL)
    assert (seen.score, seen.automatic.score) == (ALL.score, 5.0)
    assert SECRET not in " ".join(reasons(seen))
    assert "one, f, a hidden check: set to 1 of 4 by hand, automatic 0: seen by hand" in reasons(seen)
    assert all(change.check != SECRET for change in seen.changes)
    assert "seed" not in seen.automatic.course
    assert "seed" not in seen.report.course
    assert seen.look == ()


def test_the_table_has_the_automatic_score_beside_the_one_that_counts():
    rows = list(reading.DictReader(io.StringIO(csv.grades([summarize(ALL), summarize(grade_of(report("bob")))]))))
    assert (rows[0]["score"], rows[0]["automatic_score"], rows[0]["late_penalty"]) == ("5.5", "5", "0.5")
    assert (rows[1]["score"], rows[1]["automatic_score"], rows[1]["changes"]) == ("5", "5", "")
    assert "1 day late" in rows[0]["changes"]


def test_the_report_is_as_it_was_found_with_the_grade_beside_it():
    data = reader.loads(json.report(ALL))
    counts = data.pop("grade")
    assert Report.from_dict(data) == ALL.automatic
    assert (counts["score"], counts["automatic_score"], counts["max_score"]) == (5.5, 5.0, ALL.max_score)
    assert counts["changes"][0]["kind"] == "dropped"
    assert Report.from_dict(reader.loads(json.report(ALL))) == ALL.automatic
