"""Make a failing example smaller: fewer rows, fewer features, rounder numbers, as long as it fails in the same way.

Examples are dataclasses whose arrays name their axes, ``X: Annotated[np.ndarray, "N D"]``: a row is dropped from
every array with that letter at once, so a problem stays a problem. A smaller example counts only where the reference
still passes the check on it, where its own ``valid()``, if it has one, agrees, and where what the check says of its
axes (D > N) still holds. The budget is counted in tries, so that the same submission always gets the same
counterexample; only slow code is given up sooner, for the time is the unit's.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator, Sequence
from typing import Any, get_type_hints

import numpy as np

from .alike import alike, gist
from .callers import matches
from .checks import Check
from .compare import quiet
from .errors import AnswerError, CheckFailed, Mismatch, NeedsUpstream, NotAttempted, StudentRaised, WorkerEnded
from .exam import Plan
from .examples import Example, size
from .raw import Failure, Raw
from .results import Outcome
from .run import Replay, UnitRun
from .student import Call

TRIES = 60


def smallest(run: UnitRun, raw: Raw) -> Failure | None:
    """The smallest failure of a check that the budget finds; its own smallest where nothing smaller fails alike.

    Gives a failure that says so where the same example is answered otherwise when it is put again.
    """
    first = raw.failure
    if first is None or isinstance(first.error, NotAttempted | NeedsUpstream | WorkerEnded):
        return first
    if isinstance(first.error, AnswerError) and first.error.outcome == Outcome.OUT_OF_MEMORY:
        return first  # each try would fill the memory once more
    example = raw.plan.examples[first.index]
    again = _put(run, raw.plan, example, anew=True)
    if again is None and run.ended is None:
        error = Mismatch("the same call gives another answer each time", kind="unstable")
        return Failure(first.index, error, first.calls, first.replies)
    if (
        again is not None
        and isinstance(first.error, Mismatch)
        and first.error.kind != "unstable"
        and _changes(first, again)
    ):
        told = f"{first.error.message}; asked again, the same call gives another answer"
        error = Mismatch(told, kind="unstable", expected=first.error.expected, got=first.error.got)
        return Failure(first.index, error, first.calls, first.replies)
    hopeless = raw.plan.check.slow or run.exam.reference is None or run.ended is not None
    best, tries = first, 0 if hopeless else TRIES
    until = run.left - run.limits.check_s / 4
    while tries > 0:
        found, tries = _smaller(run, raw, example, tries, until)
        example, best = found or (example, best)
    return best


def _changes(first: Failure, again: Failure) -> bool:
    """Were the same calls answered otherwise the second time?"""
    pairs = zip(first.calls, first.replies, again.calls, again.replies, strict=False)
    return any(matches(one, other) and not alike(a, b) for one, a, other, b in pairs)


def _smaller(
    run: UnitRun, raw: Raw, example: Example, tries: int, until: float
) -> tuple[tuple[Example, Failure] | None, int]:
    """The first simpler example that fails alike, with its failure, and the tries that are left: 0 without one."""
    first = raw.failure
    assert first is not None
    orders = _orders(raw.plan.check, raw.plan.examples[first.index])
    for candidate in candidates(example):
        tries -= 1
        if tries < 0 or run.left < until:
            break
        if size(candidate) >= size(example) or not all(_longer(candidate[name], a, b) for name, a, b in orders):
            continue
        sound = run.exam.sound(raw.plan.check, candidate)
        failure = None if sound is None else _put(run, raw.plan, sound.example, sound.calls)
        if run.ended is not None:
            break
        if sound is not None and failure is not None and _same_way(failure.error, first.error):
            return (sound.example, failure), tries
    return None, 0


def _put(run: UnitRun, plan: Plan, example: Example, calls: Sequence[Call] = (), anew: bool = False) -> Failure | None:
    """Run the check on the submission, every call live, or as it was before if not `anew`; how it failed, or None.

    `calls` are those that the check will likely make: they are asked in one message.
    """
    run.refresh()
    replay = Replay(run, [], complete=True, anew=anew)
    replay.ask_ahead(calls)
    if run.ended is not None:
        return None
    try:
        with quiet():
            plan.run(replay, example)
    except CheckFailed as error:
        return Failure(0, error, replay.calls, replay.replies)
    except Exception:  # the check breaks on it: no smaller example, and no verdict either
        return None
    return None


def _same_way(a: CheckFailed, b: CheckFailed) -> bool:
    if isinstance(a, Mismatch) and isinstance(b, Mismatch):
        return a.kind == b.kind and (a.kind != "shape" or gist(a.message) == gist(b.message))
    if isinstance(a, StudentRaised) and isinstance(b, StudentRaised):
        return a.type_name == b.type_name and gist(a.message) == gist(b.message)
    return type(a) is type(b) and not isinstance(a, AnswerError)


def _orders(check: Check, example: Example) -> list[tuple[str, str, str]]:
    """The axes of which the check says ``D > N``, where it is so: (argument, longer, shorter)."""
    said = re.findall(r"\b([A-Za-z]) > ([A-Za-z])\b", check.says)
    return [(name, a, b) for name in example for a, b in said if _longer(example[name], a, b)]


def _longer(problem: Any, a: str, b: str) -> bool:
    lengths = _lengths(problem)
    return a in lengths and b in lengths and lengths[a] > lengths[b]


def candidates(example: Example) -> Iterator[Example]:
    """Simpler examples, boldest first."""
    for name, value in example.items():
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            for smaller in _simpler(value):
                yield {**example, name: smaller}
        elif type(value) is int and value > 1:
            for number in dict.fromkeys((1, 2, value // 2, value - 1)):
                if number < value:
                    yield {**example, name: number}


def _simpler(problem: Any) -> Iterator[Any]:
    kind: type = type(problem)
    axes = _axes(kind)
    arrays = {name: getattr(problem, name) for name in axes}
    lengths = _lengths(problem)
    for letter, length in sorted(lengths.items(), key=lambda item: -item[1]):
        for keep in _subsets(length):
            yield dataclasses.replace(problem, **_taken(arrays, axes, letter, keep))
    yield from _rounder(problem, arrays)


def _subsets(length: int) -> Iterator[list[int]]:
    if length > 3:
        yield list(range(length // 2))
        yield list(range(length // 2, length))
    if length > 1:
        for drop in range(length - 1, -1, -1):
            yield [i for i in range(length) if i != drop]


def _taken(arrays: dict[str, Any], axes: dict[str, list[str]], letter: str, keep: list[int]) -> dict[str, Any]:
    taken = dict(arrays)
    for name in arrays:
        for axis, own in enumerate(axes[name]):
            if own == letter:
                taken[name] = np.take(taken[name], keep, axis=axis)
    return taken


def _rounder(problem: Any, arrays: dict[str, Any]) -> Iterator[Any]:
    floats = {
        name: value for name, value in arrays.items() if isinstance(value, np.ndarray) and value.dtype.kind == "f"
    }
    whole = {name: np.round(value) + 0.0 for name, value in floats.items()}  # + 0.0: a -0.0 is no rounder number
    yield dataclasses.replace(problem, **whole)
    for name, value in floats.items():
        for simple in (np.zeros_like(value), np.ones_like(value), whole[name], np.clip(whole[name], -3, 3)):
            yield dataclasses.replace(problem, **{name: simple})
    for name, value in floats.items():
        for index in np.ndindex(*value.shape):
            if value[index] not in (0.0, 1.0):
                for number in (0.0, 1.0):
                    changed = value.copy()
                    changed[index] = number
                    yield dataclasses.replace(problem, **{name: changed})


def _lengths(problem: Any) -> dict[str, int]:
    """How long each lettered axis of a problem is."""
    lengths: dict[str, int] = {}
    if not dataclasses.is_dataclass(problem) or isinstance(problem, type):
        return lengths
    for name, letters in _axes(type(problem)).items():
        for letter, length in zip(letters, np.shape(getattr(problem, name)), strict=False):
            if letter.isalpha():
                lengths[letter] = length  # noqa: PERF403  a letter may stand in several arrays
    return lengths


@functools.cache
def _axes(kind: type) -> dict[str, list[str]]:
    """The letters of each annotated array field, ``{"X": ["N", "D"]}``."""
    hints = get_type_hints(kind, include_extras=True)
    found = {}
    for field in dataclasses.fields(kind):
        metadata = getattr(hints.get(field.name), "__metadata__", ())
        if metadata and isinstance(metadata[0], str):
            found[field.name] = metadata[0].split()
    return found
