"""Checks of one exercise that want the same examples share them, and what one had answered the next does not ask."""

from __future__ import annotations

import copy
import dataclasses
from pathlib import Path

import pytest

from grader.asking import LOOKS, share
from grader.callers import Recorder, afresh
from grader.catalog import LIBRARIES, Course
from grader.exam import Exam
from grader.practice import Practice
from grader.results import Outcome
from grader.run import UnitRun
from grader.sandbox.dice import reseed
from grader.sandbox.local import LocalPlace
from grader.sandbox.place import Request, Source
from grader.sandbox.wire import encode
from grader.score import Marker
from grader.student import Student

ROOT = Path(__file__).resolve().parents[1]
PLACE = LocalPlace(LIBRARIES)
RIGHT = (ROOT / "solutions" / "ex1_data.py").read_bytes()
COUNTED = (
    RIGHT
    + b"""
_scaler = fit_scaler
calls = []
def fit_scaler(X):
    calls.append(X)
    return _scaler(X)
"""
)


@pytest.fixture(scope="module")
def exam():
    return Exam(Course.find(None, ROOT), "ex1_data", 5)


def ran(exam, source):
    run = UnitRun(
        exam, LocalPlace(LIBRARIES), Source("ex1_data", "ex1_data.py", (source,)), LocalPlace(LIBRARIES).limits
    )
    return run, Marker(run).unit()


def test_the_same_strategies_draw_the_same_objects(exam):
    mean, std = (exam.plans[name] for name in ("mean_of_each_feature", "std_of_each_feature"))
    assert len(mean.examples) > 10
    assert all(one is other for one, other in zip(mean.examples, std.examples, strict=True))
    few = exam.plans["scaler_is_pure"].examples
    assert 0 < len(few) < len(mean.examples)
    assert all(any(one is other for other in mean.examples) for one in few)
    other = exam.plans["constant_feature_has_std_zero"].examples
    assert not any(one is two for one in other for two in mean.examples)


def elsewhere(plan):
    """The examples that an earlier check asks, and which."""
    own = plan.check.name
    return {index: asked.by for index, asked in enumerate(plan.asked) if asked.by != (own, index)}


def done(requests):
    """What requests do, in order; the others only look."""
    return [one.frame for at, one in enumerate(requests) if at == 0 or one.get("keep") or one["op"] not in LOOKS]


@pytest.mark.parametrize("unit", ["ex1_data", "ex7_visualize"])
def test_only_what_begins_with_the_very_same_calls_counts(unit):
    """By what is sent, and from a fresh start; each finds the answers to its own requests."""
    exam = Exam(Course.find(None, ROOT), unit, 5)
    before: list[str] = []
    shared = 0
    for plan in exam.plans.values():
        for index, at in elsewhere(plan).items():
            assert at[0] in before
            asker = exam.plans[at[0]]
            assert asker.check.exercise == plan.check.exercise
            theirs = done(asker.requests[at[1]])
            assert theirs[: len(done(plan.requests[index]))] == done(plan.requests[index])
            shared += 1
        for asked, requests in zip(plan.asked, plan.requests, strict=True):
            assert [one.frame for one in asked.pick(asked.sent)] == [one.frame for one in requests]
        before.append(plan.check.name)
    assert shared > 20


def request(op, name, **more):
    return Request(op=op, name=name, **more)


def test_what_is_looked_at_is_asked_along_at_its_place():
    """Of two checks that draw the same plot, the second reads what it wants where the first has drawn it."""
    draw, title, lines = request("call", "plot", keep=True), request("figure", "title"), request("figure", "lines")
    more = request("call", "more")
    same = [Request(one) for one in (draw, lines, title)]
    shared = share([("first", [[draw, title, more]]), ("second", [same]), ("third", [[Request(draw), Request(lines)]])])
    (first,), (second,), (third,) = shared.values()
    assert first.by == second.by == third.by == ("first", 0)
    assert [one["name"] for one in first.sent] == ["plot", "title", "lines", "more"]
    assert (first.places, second.places, third.places) == ([0, 1, 3], [0, 2, 1], [0, 2])


def test_who_does_more_asks_alone():
    """Else what hangs in its last call would be held against the first check."""
    draw, more = request("call", "plot"), request("call", "more")
    shared = share([("first", [[draw]]), ("second", [[Request(draw), more]]), ("third", [[Request(draw)]])])
    assert [asked.by for (asked,) in shared.values()] == [("first", 0), ("second", 0), ("first", 0)]


def test_two_examples_of_one_check_do_not_ask_for_each_other():
    """They are sent in one message."""
    draw = request("call", "plot")
    assert [asked.by for asked in share([("only", [[draw], [Request(draw)]])])["only"]] == [("only", 0), ("only", 1)]


def test_what_came_before_the_end_is_found_and_nothing_after_it():
    asked = share([("first", [[request("call", "a"), request("get", "b"), request("call", "c")]])])["first"][0]
    assert asked.pick(["a", "b"]) == ["a", "b"]
    assert asked.pick([]) == []


def test_each_answer_is_asked_for_once(exam):
    run = UnitRun(exam, PLACE, Source("ex1_data", "ex1_data.py", (COUNTED,)), PLACE.limits)
    run.load()
    raws = run.exercise("fit_scaler")
    assert {raw.outcome for raw in raws.values()} == {Outcome.PASSED}
    plans = exam.plans_of("fit_scaler")
    planned = sum(len(calls) for plan in plans for calls in plan.calls)
    known = sum(len(plan.calls[index]) for plan in plans for index in elsewhere(plan))
    assert known >= len(exam.plans["std_of_each_feature"].examples)
    assert len(run.worker.session.module.calls) == planned - known
    run.close()


def test_what_is_known_is_judged_by_each_check(exam):
    """The check that shares all its answers fails by itself, and names what it looks at."""
    wrong = RIGHT.replace(b"X.std(axis=0)", b"(X.std(axis=0) + 0.5)")
    assert wrong != RIGHT
    run, result = ran(exam, wrong)
    run.close()
    outcomes = {check.name: str(check.outcome) for exercise in result.exercises for check in exercise.checks}
    assert outcomes["mean_of_each_feature"] == "passed"
    assert outcomes["std_of_each_feature"] == "failed"


def test_a_check_whose_answers_did_not_come_asks_again(exam):
    """Dead in the middle of the first check: the second one asks for what the first could not learn."""
    dying = (
        RIGHT
        + b"""
import os
_scaler, seen = fit_scaler, []
def fit_scaler(X):
    seen.append(X)
    if len(seen) == 4: os._exit(3)
    return _scaler(X)
"""
    )
    run, _ = ran(exam, dying)
    run.close()
    first, second = (run.raws["fit_scaler"][name] for name in ("mean_of_each_feature", "std_of_each_feature"))
    assert first.ended is not None
    assert len(first.passed) == 3
    assert second.ended is not None  # a fresh process comes as far, counting from 0
    assert len(second.passed) == 6


def test_what_was_printed_belongs_to_each_check_that_shares_it(exam, tmp_path):
    """The second check asked for nothing, yet its failure shows what the call printed."""
    wrong = RIGHT.replace(b"X.std(axis=0)", b"(print('std of', X.shape), X.std(axis=0) + 0.5)[1]")
    file = tmp_path / "ex1_data.py"
    file.write_bytes(wrong)
    practice = Practice(exam, file)
    try:
        assert practice.check("fit_scaler", "std_of_each_feature").outcome == Outcome.FAILED
        assert practice.said("std_of_each_feature").startswith("std of (")
    finally:
        practice.close()


def renewed(value):
    """The same example in new objects, without what was made of it."""
    if not dataclasses.is_dataclass(value):
        return value
    return type(value)(*(copy.deepcopy(getattr(value, field.name)) for field in dataclasses.fields(value)))


def test_no_check_changes_what_another_one_sends():
    """Examples are shared, tensors made of them too: whoever changes one in place changes it for all."""
    shared = Exam(Course.find(None, ROOT), "ex6_autograd", 5)
    for plan in shared.plans.values():
        for index, example in enumerate(plan.examples):
            reseed()
            alone = Recorder(shared.reference)
            student = Student(alone, plan.numbers[index])
            plan.check(student, **{name: renewed(value) for name, value in example.items()})
            frames = [encode(request) for request in afresh(alone.calls)]
            assert frames == [request.frame for request in plan.requests[index]], plan.check.name
