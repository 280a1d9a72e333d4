"""The words in which a course author says what is checked.

    UNIT = Unit("The model, its gradients, training", Exercise("gradients", hints=(...)), Exercise("train",
    needs=("gradients",)))

    @check("gradients", points=3)
    @given(problem=regression_problems())
    def match_autograd(student, problem):
        \"\"\"dW and db equal the gradients that torch.autograd computes for the same loss.\"\"\"
        dW, db = unpack(student.gradients(problem.X, problem.y, problem.y_hat), "dW", "db")
        close(dW, ...)

A check's name is its id, its docstring the line a learner reads, its first argument the learner's module. Its inputs
come from Hypothesis's ``@given`` (and ``@example``), but the engine decides when they are drawn (examples.py), so a
body must be a plain function of its arguments: no ``data()``, no ``target()``, no ``assume``. A check passes unless
its body raises.

Four kinds. ``oracle``: agreement with an independent oracle. ``property``, ``contract``, ``edge``: the rest, which
pay only where an oracle check of the same exercise passes some informative example, so that an empty answer earns
nothing.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .compare import array, close, describe, number, numbers, require, spread, unpack
from .errors import CheckFailed, CourseError, Mismatch
from .sandbox.wire import Handle, Opaque, Rng
from .student import Answer, Student, Thing, identical, pure

__all__ = [
    "Answer",
    "Check",
    "CheckFailed",
    "Exercise",
    "Handle",
    "Mismatch",
    "Opaque",
    "Rng",
    "Student",
    "Thing",
    "Unit",
    "array",
    "check",
    "close",
    "describe",
    "identical",
    "number",
    "numbers",
    "oracle",
    "pure",
    "require",
    "spread",
    "unpack",
]

KINDS = ("oracle", "property", "contract", "edge")
_EXAMPLES = {"oracle": 12, "property": 8, "contract": 5, "edge": 8}  # a broken contract shows on almost any input


@dataclass(frozen=True)
class Exercise:
    """One function or class that a learner fills. `needs` names the exercises that a right answer may call.

    `hints` are read one by one with ``grader hint``; the last stops short of the answer.
    """

    name: str
    needs: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


class Unit:
    """One file's exercises, in the order in which they are learned. Its name is the stem of the file."""

    def __init__(self, title: str, *exercises: Exercise) -> None:
        self.title = title
        self.exercises = exercises
        known: set[str] = set()
        for exercise in exercises:
            if exercise.name in known:
                raise CourseError(f"exercise {exercise.name} is declared twice")
            for need in exercise.needs:
                if need not in known:
                    raise CourseError(f"exercise {exercise.name} needs {need}, which must come before it")
            known.add(exercise.name)


@dataclass(frozen=True, eq=False)
class Check:
    """One property of one exercise, worth `points`."""

    exercise: str
    name: str
    says: str
    points: float
    kind: str
    visibility: str
    hint: str
    examples: int
    test: Callable[..., Any]  # as Hypothesis wrapped it, or plain where there is no @given
    body: Callable[..., None]  # the author's own function
    line: int
    slow: bool = False

    def __call__(self, student: Student, **arguments: Any) -> None:
        """Run the body once. Raises CheckFailed where the check does not pass."""
        self.body(student, **arguments)


def check(
    exercise: str,
    *,
    points: float = 1.0,
    kind: str = "oracle",
    visibility: str = "visible",
    hint: str = "",
    examples: int | None = None,
    slow: bool = False,
) -> Callable[[Callable[..., Any]], Check]:
    """Declare a check of `exercise`. `hint` says what to try when it fails; `examples` is how many inputs are drawn (12
    for an oracle, 5 for a contract, 8 for the rest). What fails a `slow` check is shown as it was drawn: the clock
    would end the search for a smaller example, each time at another one.

    Raises CourseError where the declaration cannot be right.
    """
    if kind not in KINDS:
        raise CourseError(f"a check of {exercise} has kind {kind!r}; known: {', '.join(KINDS)}")
    if visibility not in ("visible", "hidden") or points <= 0:
        raise CourseError(f"a check of {exercise} needs points above 0 and visibility 'visible' or 'hidden'")

    def declare(test: Callable[..., Any]) -> Check:
        body = test.hypothesis.inner_test if hasattr(test, "hypothesis") else test
        says = inspect.getdoc(test)
        if not says:
            raise CourseError(f"check {body.__name__} of {exercise} has no docstring: it is the line a learner reads")
        line = inspect.unwrap(body).__code__.co_firstlineno
        return Check(
            exercise,
            body.__name__,
            " ".join(says.split()),
            points,
            kind,
            visibility,
            hint,
            examples or _EXAMPLES[kind],
            test,
            body,
            line,
            slow,
        )

    return declare


def oracle(function: Callable[..., Any]) -> Callable[..., Any]:
    """Remember an oracle's answers by the identity of its arguments: frozen examples are the same objects for every
    submission.

    Arguments that were made in the check body are new objects each time: give the oracle the example's own.
    """
    kept: dict[tuple[int, ...], tuple[tuple[Any, ...], Any]] = {}

    @functools.wraps(function)
    def remembered(*args: Any) -> Any:
        key = tuple(id(arg) for arg in args)
        if key not in kept:
            if len(kept) >= 1_000:  # inputs made while shrinking are new for every submission
                kept.clear()
            kept[key] = (args, function(*args))  # args are kept alive, so that no id is used twice
        return kept[key][1]

    return remembered
