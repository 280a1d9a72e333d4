"""A submission's answers that are the reference's to the byte pass without being judged; any other is judged."""

from __future__ import annotations

from pathlib import Path

import classroom
import pytest

from grader.catalog import LIBRARIES, Course
from grader.exam import Exam, Plan
from grader.results import Outcome
from grader.run import Replay, UnitRun
from grader.sandbox.local import LocalPlace
from grader.sandbox.place import Source
from grader.score import Marker

ROOT = Path(__file__).resolve().parents[1]
PLACE = LocalPlace(LIBRARIES)
RIGHT = (ROOT / "solutions" / "ex1_data.py").read_bytes()


@pytest.fixture(scope="module")
def exam():
    return Exam(Course.find(None, ROOT), "ex1_data", 3)


@pytest.fixture
def judged(monkeypatch):
    """The names of the checks whose bodies were run, one for each example."""
    names = []
    put = Plan.put

    def note(plan, caller, index):
        names.append(plan.check.name)
        put(plan, caller, index)

    monkeypatch.setattr(Plan, "put", note)
    return names


def graded(exam, source):
    run = UnitRun(exam, PLACE, Source(exam.unit, f"{exam.unit}.py", (source,)), PLACE.limits)
    result = Marker(run).unit()
    run.close()
    return run, result


def quick(unit):
    """The class's files of a unit, without those that only a clock ends."""
    return [source for name, source in classroom.handed_in(unit).items() if (name, unit) not in classroom.BY_THE_CLOCK]


def test_the_reference_is_not_judged_again(exam, judged):
    run, result = graded(exam, RIGHT)
    assert result.score == result.max_score
    assert judged == []
    for raws in run.raws.values():
        for raw in raws.values():
            assert raw.passed == raw.plan.informative
            assert raw.replies == raw.plan.answers


def test_an_answer_that_differs_in_one_bit_is_judged(exam, judged):
    """And passes, as rounding does; its neighbours are not judged."""
    other = (
        RIGHT
        + b"""
_scaler = fit_scaler
def fit_scaler(X):
    mean, std = _scaler(X)
    return np.nextafter(mean, np.inf), std
"""
    )
    _, result = graded(exam, other)
    assert result.score == result.max_score
    assert {exam.plans[name].check.exercise for name in judged} == {"fit_scaler"}


def test_a_wrong_answer_among_right_ones_is_found(exam, judged):
    """Only for one number of rows: the other examples are the reference's to the byte."""
    wrong = (
        RIGHT
        + b"""
_scaler = fit_scaler
def fit_scaler(X):
    mean, std = _scaler(X)
    return (mean, 2 * std) if len(X) == 2 else (mean, std)
"""
    )
    run, _ = graded(exam, wrong)
    assert run.raws["fit_scaler"]["std_of_each_feature"].outcome == Outcome.FAILED
    others = run.raws["fit_scaler"]["mean_of_each_feature"]
    assert others.outcome == Outcome.PASSED


def test_what_a_call_did_beside_its_answer_counts(exam):
    """The right values, and an argument changed: not the reference's answer."""
    wrong = (
        RIGHT
        + b"""
_scaler = fit_scaler
def fit_scaler(X):
    found = _scaler(X)
    X[0] = 0
    return found
"""
    )
    run, _ = graded(exam, wrong)
    assert run.raws["fit_scaler"]["scaler_is_pure"].outcome == Outcome.FAILED


@pytest.mark.xdist_group("ex2_numpy")
def test_judged_or_not_the_result_is_the_same(monkeypatch):
    """Every example of the class, and with each answer judged by the check's body."""
    exam = classroom.exam("ex2_numpy")
    sources = quick("ex2_numpy")
    results = [graded(exam, source)[1] for source in sources]
    monkeypatch.setattr(Plan, "is_met_by", lambda *_: False)
    assert [graded(exam, source)[1] for source in sources] == results


def test_no_body_gets_an_answer_that_another_submission_got(exam, monkeypatch):
    """A check that wrote into an answer would else change it for the rest of the class."""
    seen = []
    put = Plan.put

    def spoil(plan, caller, index):
        def spoiling(call):
            answer = caller(call)
            for part in answer.value if isinstance(answer.value, tuple) else ():
                if hasattr(part, "fill"):
                    seen.append(part)
                    part.fill(0)
            return answer

        put(plan, spoiling, index)

    monkeypatch.setattr(Plan, "put", spoil)
    half = (
        RIGHT
        + b"""
_scaler, calls = fit_scaler, []
def fit_scaler(X):
    calls.append(X)
    mean, std = _scaler(X)
    return (mean, std) if len(calls) % 2 else (np.nextafter(mean, np.inf), std)
"""
    )
    graded(exam, half)
    assert len(seen) > 10
    monkeypatch.undo()
    _, result = graded(exam, RIGHT)
    assert result.score == result.max_score
    expected = {id(value) for plan in exam.plans.values() for answers in plan.answers for one in answers
                if isinstance(getattr(one, "value", None), tuple) for value in one.value}  # fmt: skip
    assert not expected & {id(part) for part in seen}


@pytest.mark.parametrize("unit", [classroom.about("ex2_numpy"), classroom.about("ex6_autograd")])
def test_smaller_examples_are_the_same_whether_their_calls_are_asked_ahead_or_one_by_one(unit, monkeypatch):
    """And there are fewer messages."""
    exam = classroom.exam(unit)
    sources = quick(unit)
    messages = []
    ask = UnitRun.ask

    def note(run, requests, seconds):
        messages.append(len(requests))
        return ask(run, requests, seconds)

    monkeypatch.setattr(UnitRun, "ask", note)
    results = [graded(exam, source)[1] for source in sources]
    ahead = len(messages)
    monkeypatch.setattr(Replay, "ask_ahead", lambda *_: None)
    messages.clear()
    assert [graded(exam, source)[1] for source in sources] == results
    assert ahead < len(messages)


def test_what_dies_when_it_is_asked_ahead_ends_the_search(exam):
    """The failure as it was drawn is kept, and what comes after it is checked in a fresh process."""
    dying = (
        RIGHT
        + b"""
import os
_scaler = fit_scaler
def fit_scaler(X):
    if len(X) == 1: os._exit(3)
    mean, std = _scaler(X)
    return mean, std + 1
"""
    )
    run, result = graded(exam, dying)
    failure = run.raws["fit_scaler"]["std_of_each_feature"].failure
    assert failure is not None
    outcomes = {check.name: check.outcome for exercise in result.exercises for check in exercise.checks}
    assert outcomes["two_columns_in_order"] == Outcome.PASSED
