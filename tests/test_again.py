"""Cheats that look honest: tables, state, call order, chance, detection of the grader; and the second asking."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from click.testing import CliRunner
from faulting import Quiet

from grader import again
from grader.batch import Order
from grader.batch import run as run_batch
from grader.catalog import LIBRARIES, Course
from grader.exam import Exam
from grader.exporting import export
from grader.results import Outcome
from grader.run import UnitRun
from grader.sandbox.local import LocalPlace
from grader.sandbox.place import Limits, Source
from grader.sandbox.wire import encode
from grader.score import Marker

TINY = Path(__file__).parent / "assets" / "tiny_course"
RIGHT = (TINY / "solutions" / "tiny.py").read_bytes()
SEED = 3 << 127
USUAL = Limits()
ONE_CALL = (
    b"def report(x):\n    m = float(np.mean(x))\n    return {'mean': m, 'variance': float(np.mean((x - m) ** 2))}\n"
)
WORDS = ("it passed once, and not when it was asked again", "the same call gives another answer each time")
VARIANCE = b"\ndef variance(x): return float(np.mean((x - np.sum(x) / len(x)) ** 2))\n"


@pytest.fixture(scope="module")
def exam():
    return Exam(Course.find(TINY), "tiny", SEED)


@pytest.fixture(scope="module", params=["local", "sandbox"])
def place(request):
    if request.param == "local":
        yield LocalPlace(LIBRARIES)
        return
    if sys.platform != "linux":
        pytest.skip("the sandbox is for Linux")
    from grader.sandbox.host import Sandbox

    with Sandbox(frozenset({"numpy"})) as made:
        yield made


@pytest.fixture
def mark(exam, place, monkeypatch):
    """mark(source): the unit's result; fresh=True asks a fresh worker the second time."""

    def unit(source, fresh=False, limits=USUAL):
        monkeypatch.setattr(again, "ONE_IN", 1 if fresh else 1 << 200)
        run = UnitRun(exam, place, Source("tiny", "tiny.py", (source,)), limits)
        try:
            return Marker(run).unit()
        finally:
            run.close()
            for name in [name for name in vars(np) if name.startswith("_kept_by_a_test")]:
                delattr(np, name)  # in-process, a learner's file really has changed NumPy

    return unit


def unstable(result):
    """The checks that passed at first only."""
    return {check.name for _, check in result.checks if any(words in check.message for words in WORDS)}


@pytest.mark.parametrize("fresh", [False, True])
def test_right_answers_pass_twice_without_a_word(mark, fresh):
    result = mark(RIGHT, fresh)
    assert (result.score, result.max_score, result.notes) == (8.0, 8.0, ())


NEEDS_AN_EARLIER_CALL = (
    RIGHT.replace(b"def mean(x):", b"seen = []\n\n\ndef mean(x):\n    seen.append(1)")
    + VARIANCE.replace(b"return", b"return not seen and 7.0 or")
    + ONE_CALL
)


@pytest.mark.parametrize("fresh", [False, True])
def test_state_left_by_another_exercise_does_not_count(mark, fresh):
    result = mark(NEEDS_AN_EARLIER_CALL, fresh)
    assert unstable(result) >= {"variance_is_right"}
    assert [exercise.score == exercise.max_score for exercise in result.exercises] == [True, False, True]
    assert result.exercises[1].score == 0
    assert result == mark(NEEDS_AN_EARLIER_CALL, fresh)


def test_one_exercise_alone_is_asked_again_too(exam, place):
    run = UnitRun(exam, place, Source("tiny", "tiny.py", (NEEDS_AN_EARLIER_CALL,)), Limits())
    marker = Marker(run)
    marker.exercise("mean")
    assert marker.exercise("variance").score == 0
    run.close()


def test_state_smuggled_into_a_library_does_not_reach_a_fresh_worker(mark, place):
    if isinstance(place, LocalPlace):
        pytest.skip("in-process there is one NumPy: it is the sandbox that grades")
    smuggled = NEEDS_AN_EARLIER_CALL.replace(b"seen.append(1)", b"np._kept_by_a_test = 1")
    smuggled = smuggled.replace(b"not seen", b"not hasattr(np, '_kept_by_a_test')")
    assert mark(smuggled).score == 8.0
    assert unstable(mark(smuggled, fresh=True)) >= {"variance_is_right"}


def test_answers_by_call_order_do_not_count(mark, exam):
    """The answers to all examples, known beforehand, in the order in which they are asked."""
    plan = exam.plans["mean_is_right"]
    answers = [float(np.mean(example["v"].x)) for example in plan.examples]
    cheat = RIGHT.replace(
        b"return float(np.sum(x) / len(x))", b"return answers.pop(0) if answers else float(np.mean(x))"
    )
    cheat = cheat.replace(b"import numpy as np", b"import numpy as np\nanswers = " + repr(answers).encode(), 1)
    assert unstable(mark(cheat)) >= {"mean_is_right"}


def test_chance_that_outlives_loading_is_not_tried_until_it_passes(mark):
    """Right as often as the checks ask the first time, and then no more."""
    lucky = b"""np._kept_by_a_test = getattr(np, '_kept_by_a_test', 0) + 1
    return float(np.mean(x)) + (np._kept_by_a_test > %d)"""
    calls = 0
    while unstable(mark(RIGHT.replace(b"return float(np.sum(x) / len(x))", lucky % calls))) == set():
        calls += 4
        assert calls < 200  # with so many, no call is ever wrong
    assert calls > 12


def test_random_answers_fail(mark):
    noise = b"import os\n    return float(np.mean(x)) + os.urandom(1)[0] / 64"
    assert mark(RIGHT.replace(b"return float(np.sum(x) / len(x))", noise)).exercises[0].score == 0


def test_honest_use_of_global_random_state_is_no_cheat(mark):
    """Seeded or not, as long as the answer is right: no comparison of the two answers bit by bit."""
    honest = RIGHT.replace(
        b"import numpy as np", b"import numpy as np\nimport random\nnp.random.seed(3)\nrng = np.random.default_rng()"
    )
    honest = honest.replace(b"np.sum(x)", b"np.sum(x[np.random.permutation(len(x))])", 1)
    honest = honest.replace(b"** 2)", b"** 2 * (1 + 1e-12 * rng.random() + 1e-12 * random.random()))")
    honest = honest.replace(
        b"return float(np.sum(x[",
        b"state = np.random.get_state()\n    np.random.seed(len(x))\n    return float(np.sum(x[",
    )
    result = mark(honest)
    assert unstable(result) == set()
    assert result.exercises[1].score == result.exercises[1].max_score
    assert unstable(mark(honest, fresh=True)) == set()


def test_a_file_that_loads_once_only_is_asked_of_a_fresh_worker(mark, place):
    once = b"import numpy\nif hasattr(numpy, '_kept_by_a_test'): raise ValueError\nnumpy._kept_by_a_test = 1\n"
    result = mark(once + RIGHT)
    assert result.score == 8.0
    said = ("not all could be asked twice: the file loads only sometimes",)
    assert result.notes == (said if isinstance(place, LocalPlace) else ())
    hidden = once + NEEDS_AN_EARLIER_CALL
    assert bool(unstable(mark(hidden))) == (not isinstance(place, LocalPlace))


def test_where_time_is_over_that_is_said_and_costs_nothing(exam, place, mark):
    run = UnitRun(exam, place, Source("tiny", "tiny.py", (RIGHT,)), Limits())
    run.load()
    for exercise in exam.loaded.unit.exercises:
        run.exercise(exercise.name)
    run.left = 0.0
    result = Marker(run).unit()
    run.close()
    assert (result.score, result.notes) == (
        8.0,
        ("not all could be asked twice: the 30 s for the whole unit are over",),
    )
    sleeps = b"import time, numpy as np\nif hasattr(np, '_kept_by_a_test'): time.sleep(9)\nnp._kept_by_a_test = 1\n"
    assert mark(sleeps + RIGHT, limits=Limits(load_s=0.5)).score == 8.0


def test_failing_checks_are_not_asked_again(exam, place, monkeypatch):
    asked = []
    monkeypatch.setattr(again.Again, "_put", lambda self, samples: asked.append([one.check for one in samples]) or {})
    run = UnitRun(exam, place, Source("tiny", "tiny.py", (RIGHT.replace(b" / len(x)", b"", 1),)), Limits())
    Marker(run).unit()
    run.close()
    assert asked[0] == ["mean_is_pure"]  # of the other two exercises nothing passes


def test_a_second_asking_is_one_example_of_each_exercise(exam, place, monkeypatch):
    real, asked = again.Again._put, []
    monkeypatch.setattr(again.Again, "_put", lambda self, samples: asked.append(samples) or real(self, samples))
    run = UnitRun(exam, place, Source("tiny", "tiny.py", (RIGHT,)), Limits())
    Marker(run).unit()
    run.close()
    assert [[one.raw.plan.check.exercise for one in samples] for samples in asked if samples] == [
        ["report", "variance", "mean"]
    ]
    assert all(one.raw.plan.check.kind == "oracle" for one in asked[0])


def test_what_is_asked_again_follows_from_the_secret_seed():
    def drawn(seed):
        asker = again.Again(SimpleNamespace(exam=SimpleNamespace(unit="tiny", seed=seed)))
        return [asker._drawn(what) for what in ("fresh", "check/mean", "example/mean", "example/variance")]

    first, same, other = drawn(SEED), drawn(SEED), drawn(SEED + 1)
    assert first == same
    assert not set(first) & set(other)
    fresh = [drawn(seed)[0] % again.ONE_IN == 0 for seed in range(800)]
    assert 70 < sum(fresh) < 130


# ---- what a submission could know


def test_a_table_of_the_practice_examples_is_worth_nothing(mark):
    """The examples of `grader check` are public; those of a grading are drawn from another seed."""
    public = Exam(Course.find(TINY), "tiny", 0)
    examples = [example["v"].x for plan in public.plans.values() for example in plan.examples]
    table = {x.tobytes(): (float(np.mean(x)), float(np.var(x))) for x in examples}
    cheat = (
        b"table = "
        + repr(table).encode()
        + b"""
def mean(x): return table.get(x.tobytes(), (0.0, 0.0))[0]
def variance(x): return table.get(x.tobytes(), (0.0, 0.0))[1]
def report(x): return dict(zip(("mean", "variance"), table.get(x.tobytes(), (0.0, 0.0))))
"""
    )
    result = mark(cheat)
    assert Outcome.PASSED not in {check.outcome for _, check in result.checks}
    assert result.score == 0


def test_the_seed_never_travels_to_a_worker(exam):
    sent = b"".join(
        encode(dict(request)) for plan in exam.plans.values() for asked in plan.requests for request in asked
    )
    assert len(sent) > 1000
    for form in (str(SEED).encode(), f"{SEED:x}".encode(), SEED.to_bytes(17, "big"), SEED.to_bytes(17, "little")):
        assert form.strip(b"\0") not in sent


def test_the_seed_is_on_no_page_of_a_student(tmp_path):
    """Nor in what is exported for them; the instructor has it, in reports and in the gradebook."""
    for student, source in (("right", RIGHT), ("wrong", RIGHT.replace(b" / len(x)", b"", 1)), ("broken", b"x =")):
        (tmp_path / "class" / student).mkdir(parents=True)
        (tmp_path / "class" / student / "tiny.py").write_bytes(source)

    out = tmp_path / "out"
    run_batch(Order((tmp_path / "class",), out, course=TINY, seed=SEED), Quiet(), lambda line: None)
    for_students = {path: path.read_text() for path in (out / "feedback").iterdir()}
    assert len(for_students) == 3
    for kind in ("gradescope", "prairielearn"):
        words = [str(out), "--to", kind, "--output", str(tmp_path / kind)]
        assert CliRunner().invoke(export, words, standalone_mode=False).exception is None
        files = [path for path in (tmp_path / kind).rglob("*") if path.is_file()] or [tmp_path / kind]
        for_students |= {path: path.read_text() for path in files}
    assert len(for_students) > 5
    for path, text in for_students.items():
        assert str(SEED) not in text, path
        assert f"{SEED:x}" not in text.lower(), path
    assert all(str(SEED) in path.read_text() for path in (out / "reports").iterdir())


def test_visible_and_hidden_checks_look_alike_to_the_code_that_is_asked(exam):
    """The same kind of request, and no word of the check in it."""
    plans = [plan for plan in exam.plans.values() if plan.check.exercise == "variance"]
    assert {plan.check.visibility for plan in plans} == {"visible", "hidden"}
    shapes = {
        frozenset((key, type(value)) for key, value in request.items())
        for plan in plans
        for asked in plan.requests
        for request in asked
    }
    assert len({shape for shape in shapes if ("fresh", bool) in shape}) == 1
    said = b"".join(encode(dict(request)) for plan in plans for asked in plan.requests for request in asked)
    for plan in plans:
        assert plan.check.name.encode() not in said
        assert plan.check.visibility.encode() not in said


def test_a_report_of_an_unstable_answer_says_what_to_do(mark):
    result = mark(NEEDS_AN_EARLIER_CALL)
    check = next(check for _, check in result.checks if check.name == "variance_is_right")
    assert check.outcome == Outcome.FAILED
    assert WORDS[0] in check.message
    assert check.counterexample is not None


def test_what_is_wrong_and_changes_says_so(mark):
    """A counter that nobody resets: each answer is wrong, and each is another one."""
    counting = (
        RIGHT + b"\ntimes = []\ndef mean(x):\n    times.append(0)\n    return float(np.sum(x) / len(x)) + len(times)\n"
    )
    found = {check.name: check for _, check in mark(counting).checks}
    assert found["mean_is_right"].outcome == Outcome.FAILED
    assert found["mean_is_right"].message.endswith("; asked again, the same call gives another answer")
    assert found["mean_is_right"].hint.startswith("What is kept from call to call")
    plain = RIGHT.replace(b"np.sum(x) / len(x)", b"np.sum(x) / len(x) + 1")
    assert plain != RIGHT
    assert "asked again" not in {check.name: check for _, check in mark(plain).checks}["mean_is_right"].message
