"""Why is it wrong? Name the misconception, or at least the simplest transform that turns the right answer into the
given one.

First the known mistakes: the submission's answers to a check's calls are compared with each mistake's; one that
answers alike on every example is the name. Of several, the one that explains most checks of the exercise. Then simple
transforms: "exactly 2 times too large", "the sign is flipped", "transposed", "broadcast to N x N", "one step late".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from .alike import Reply, alike
from .compare import is_tensor
from .errors import CheckFailed, CourseError, Mismatch
from .follow import costs
from .mistakes import Mistake
from .mixed import Mixed
from .raw import Failure, Raw
from .results import Outcome
from .run import UnitRun

NICE = {2.0: "2", 3.0: "3", 4.0: "4", 10.0: "10", 100.0: "100", 1000.0: "1000"}


def name_mistakes(run: UnitRun, exercise: str) -> dict[str, Mistake]:
    """The known mistake behind each failing check of `exercise`, by check name."""
    raws = {name: raw for name, raw in run.raws[exercise].items() if not raw.plan.broken}
    failing = [
        raw for raw in raws.values() if raw.failure is not None and raw.outcome in (Outcome.FAILED, Outcome.RAISED)
    ]
    known = [entry for entry in run.exam.loaded.mistakes if _about(entry, exercise)]
    if not failing or not known or run.exam.reference is None:
        return {}
    explained = {entry.name: [name for name, raw in raws.items() if _answers_like(run, raw, entry)] for entry in known}
    named = {}
    for raw in failing:
        fits = [entry for entry in known if raw.plan.check.name in explained[entry.name]]
        if fits:
            named[raw.plan.check.name] = max(fits, key=lambda entry: len(explained[entry.name]))
    return named or _name_over_upstream(run, exercise, failing, known)


def _about(mistake: Mistake, exercise: str) -> bool:
    return mistake.exercise == exercise or mistake.exercise.partition(".")[0] == exercise


def _answers_like(run: UnitRun, raw: Raw, mistake: Mistake) -> bool:
    """Does the mistake answer every planned call of a check as the submission did, and not as the reference
    throughout?
    """
    theirs = raw.replies
    if len(theirs) < len(raw.plan.calls) or not any(theirs):
        return False
    return _all_alike(theirs, run.exam.mistaken(raw.plan, mistake))


def _all_alike(theirs: list[list[Reply]], others: list[list[Reply]]) -> bool:
    return all(
        len(a) == len(b) and all(alike(x, y) for x, y in zip(a, b, strict=True))
        for a, b in zip(theirs, others, strict=True)
    )


def _name_over_upstream(run: UnitRun, exercise: str, failing: list[Raw], known: list[Mistake]) -> dict[str, Mistake]:
    """The same where upstream functions are wrong too: the mistake is put on top of the student's own."""
    upstream = tuple(name for name in run.exam.loaded.upstream(exercise) if costs(run, name))
    if not upstream:
        return {}
    named: dict[str, Mistake] = {}
    for entry in known:
        for raw in failing:
            failure = raw.failure
            if failure is None or raw.plan.check.name in named:
                continue
            try:
                others = Mixed(run, upstream, entry).replies(failure.calls, exercise)
            except (CheckFailed, CourseError):
                continue
            if all(alike(a, b) for a, b in zip(failure.replies, others, strict=True)):
                named[raw.plan.check.name] = entry
    return named


def transform(failures: Iterable[Failure]) -> str:
    """One sentence on how the given answers come from the right ones, or nothing. It must hold on every failing
    example.
    """
    pairs = []
    for failure in failures:
        error = failure.error
        if not isinstance(error, Mismatch) or error.kind not in ("value", "shape"):
            return ""
        expected, got = _numbers(error.expected), _numbers(error.got)
        if expected is None or got is None:
            return ""
        pairs.append((expected, got, failure))
    if not pairs:
        return ""
    return _shape_sentence(pairs) or _value_sentence(pairs)


def _shape_sentence(pairs: list[tuple[Any, Any, Failure]]) -> str:
    if all(
        got.ndim == 2 and got.shape == expected.shape[::-1] and _same(got.T, expected) for expected, got, _ in pairs
    ):
        return (
            "It is the right answer transposed."
            if any(got.shape != expected.shape for expected, got, _ in pairs)
            else ""
        )
    if all(got.shape != expected.shape and _same(got.ravel(), expected.ravel()) for expected, got, _ in pairs):
        return "The values are right, the shape is not."
    first_expected, first_got, _ = pairs[-1]
    rows = first_expected.shape[:1]
    if (
        first_got.ndim == 2
        and rows
        and first_got.shape == rows * 2
        and first_expected.shape != first_got.shape
        and rows[0] > 1
    ):
        return f"(N,) and (N, 1) were broadcast to N x N, here {rows[0]} x {rows[0]}."
    return ""


def _value_sentence(pairs: list[tuple[Any, Any, Failure]]) -> str:
    if any(expected.shape != got.shape or not expected.size for expected, got, _ in pairs):
        return ""
    ratios = [_ratio(expected, got) for expected, got, _ in pairs]
    if all(ratio is not None for ratio in ratios):
        known = [float(ratio) for ratio in ratios if ratio is not None]
        return _ratio_sentence(known, pairs)
    if all(_same(got, np.sqrt(np.abs(expected))) for expected, got, _ in pairs):
        return "It is the square root of the right answer."
    if all(_same(got, expected**2) for expected, got, _ in pairs):
        return "It is the square of the right answer."
    if all(got.ndim >= 1 and len(got) > 2 and _same(got[:-1], expected[1:]) for expected, got, _ in pairs):
        return "It is the right answer, one step too early."
    if all(got.ndim >= 1 and len(got) > 2 and _same(got[1:], expected[:-1]) for expected, got, _ in pairs):
        return "It is the right answer, one step late."
    return ""


def _ratio_sentence(ratios: list[float], pairs: list[tuple[Any, Any, Failure]]) -> str:
    enough = len(ratios) > 1 or pairs[0][0].size > 1
    if enough and all(abs(ratio + 1) < 1e-3 for ratio in ratios):
        return "It is exactly the right answer with its sign flipped."
    for factor, text in NICE.items():
        for sign, word in ((1, ""), (-1, " and its sign is flipped")):
            if enough and all(abs(ratio - sign * factor) < 1e-3 * factor for ratio in ratios):
                return f"It is exactly {text} times too large{word}."
            if enough and all(abs(ratio * factor - sign) < 1e-3 for ratio in ratios):
                return f"It is exactly {text} times too small{word}."
    sizes = [_sizes(failure) for _, _, failure in pairs]
    for axis, word in ((0, "N times too {}, the number of rows"), (1, "D times too {}, the number of columns")):
        counts = [size[axis] if len(size) > axis else 0 for size in sizes]
        if 0 in counts or len(set(counts)) < 2:  # one and the same size proves nothing
            continue
        if all(abs(ratio - count) < 1e-3 * count for ratio, count in zip(ratios, counts, strict=True)):
            return f"It is exactly {word.format('large')}."
        if all(abs(ratio * count - 1) < 1e-3 for ratio, count in zip(ratios, counts, strict=True)):
            return f"It is exactly {word.format('small')}."
    return ""


def _sizes(failure: Failure) -> tuple[int, ...]:
    """The shape of the first two-dimensional argument of the failing call."""
    for call in failure.calls:
        for arg in call.args:
            if isinstance(arg, np.ndarray) and arg.ndim == 2:
                return tuple(arg.shape)
    return ()


def _ratio(expected: Any, got: Any) -> float | None:
    """The one factor between two arrays, or None."""
    largest = float(np.abs(expected).max(initial=0.0))
    if largest == 0 or not np.isfinite(got).all() or not np.isfinite(expected).all():
        return None
    at = int(np.argmax(np.abs(expected)))
    ratio = float(got.ravel()[at] / expected.ravel()[at])
    return ratio if ratio != 0 and _same(got, ratio * expected) else None


def _same(a: Any, b: Any) -> bool:
    return a.shape == b.shape and bool(np.allclose(a, b, rtol=1e-4, atol=1e-5 * float(np.abs(b).max(initial=0.0))))


def _numbers(value: Any) -> Any:
    if isinstance(value, np.ndarray | np.generic | float | int) and np.asarray(value).dtype.kind in "fiu":
        return np.asarray(value, dtype=np.float64)
    if is_tensor(value):
        return value.detach().double().numpy()
    return None
