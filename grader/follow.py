"""Follow-through: an error costs once.

A check of `train` that fails is forgiven where the student's `train` does exactly what the reference's own loop does
once some of the *failing* upstream functions in it are the student's: same values, same arguments changed, same
exceptions, on every failing example. Then the fault is upstream, where it has cost already. The loop runs in the
host, the student's functions in their worker. Where the caller is wrong in a way of its own, too, a check that does
not look at that is forgiven all the same (objection.py).

That shows nothing where the upstream function is degenerate (always the same numbers, or one of its own arguments),
unless another oracle check of the exercise passes on its own: a loop around an empty answer is as good as any other.
Where the upstream function leaves no answer at all (it raises, or gives None), the calls that reach it are compared: a
caller that hands on what the reference hands on is right as far as anyone can see.

What is left, callers that go another way than the reference, and those that were followed without a value to show for
it, are run once more with what they call put right (put_right.py). A check that passes so is forgiven; one that fails
so is the caller's own, and is shown so where upstream leaves nothing to look at; one of which nothing can be said is
skipped, or stays forgiven.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from .alike import Reply, alike, numeric, same
from .errors import AnswerError
from .mixed import Mixed
from .objection import passes_with_the_rest_put_right
from .put_right import PutRight, once_put_right
from .raw import Failure, Raw
from .recorded import explained_by_record
from .results import Outcome
from .run import UnitRun
from .sandbox.wire import Handle
from .student import Answer, Call

MOST_SUBSETS = 16


def follow_through(run: UnitRun, exercise: str, called: Sequence[str] = ()) -> None:
    """Mark each failing check of `exercise` that an upstream error explains, or of which it leaves nothing to say.

    `called` are all exercises that it may call, needed or not, run already.
    """
    if run.exam.reference is None:
        return
    failing = [
        raw
        for raw in run.raws[exercise].values()
        if raw.failures and not raw.grader_error and raw.ended is None
        if raw.outcome not in (Outcome.SKIPPED, Outcome.NOT_ATTEMPTED)
    ]
    silent: list[Raw] = []
    if failing and (upstream := [name for name in run.exam.loaded.upstream(exercise) if costs(run, name)]):
        silent = _explain(run, exercise, failing, upstream)
    wrong = [name for name in called if costs(run, name)]
    stuck = [raw for raw in run.raws[exercise].values() if raw.ended and raw.blocked_by and not raw.grader_error]
    left = [raw for raw in failing if not raw.forgiven_by] + stuck
    found: list[PutRight] = []
    for raw in left:  # where the first is not explained by what no check finds, that is no matter here
        search = all(one.passes for one in found)
        found.append(once_put_right(run, raw, wrong, called, search=search))
    # What is called too often to be put right is taken on trust where the others of the exercise have earned it.
    trusted = all(one.passes is not False for one in found) and any(
        one.passes and raw.plan.check.kind == "oracle" for raw, one in zip(left, found, strict=True)
    )
    for raw, one in zip(left, found, strict=True):
        if one.passes or (one.passes is None and trusted):
            raw.forgiven_by, raw.put_right, raw.blocked_by = one.reached, True, ""
        _fails_alone(raw, one)
    for raw in silent:
        _fails_alone(raw, once_put_right(run, raw, wrong, called))


def _fails_alone(raw: Raw, found: PutRight) -> None:
    """Note how a check fails with upstream put right, if it does: then the caller is wrong itself."""
    if found.failures:
        raw.beside, raw.alone = found.reached, found.failures
        if raw.forgiven_by or raw.blocked_by or isinstance(raw.error, AnswerError):
            raw.failures = raw.alone
        raw.forgiven_by, raw.blocked_by = (), ""


def _explain(run: UnitRun, exercise: str, failing: list[Raw], upstream: list[str]) -> list[Raw]:
    """Put the student's functions into the reference, and see which failures that explains.

    Those that are explained by no value, for there is none, are given back: what comes after may be wrong all the same.
    """
    own = any(raw.shows and not raw.failures and raw.plan.check.kind == "oracle" for raw in run.raws[exercise].values())
    unproven: list[tuple[Raw, tuple[str, ...]]] = []
    made: dict[tuple[str, ...], Mixed] = {}
    silent: list[Raw] = []
    for raw in failing:
        for names, mixed, explained in _explanations(run, raw, upstream, made):
            hollow = [name for name in names if degenerate(run, name)]
            seen = explained and not any(mute(run, name) for name in names)
            if hollow and not own:
                raw.blocked_by = hollow[0]
            elif own or seen or _same_calls(raw, mixed):
                raw.forgiven_by = names
                silent += [] if seen else [raw]
            else:
                unproven.append((raw, names))
            break
    # A check that shows nothing by itself, not even the right calls, needs another of the exercise that does.
    shown = any(_shows(raw) for raw in run.raws[exercise].values())
    for raw, names in unproven:
        proven = shown and not any(mute(run, name) for name in names)
        raw.forgiven_by, raw.blocked_by = (names, "") if proven else ((), names[0])
        silent += [raw] if proven else []
    return silent


def _shows(raw: Raw) -> bool:
    return bool(raw.forgiven_by) or (raw.plan.check.kind == "oracle" and raw.shows)


def costs(run: UnitRun, exercise: str) -> bool:
    """Did any check of `exercise` not pass?"""
    return any(raw.outcome != Outcome.PASSED for raw in run.raws[exercise].values())


def _mixes(wrong: list[str], upstream: list[str]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """What to blame, and what to put in for it: of the wrong ones all, then ever fewer; last, the right ones beside
    them, for these may do otherwise with what a wrong one hands on.
    """
    yield from ((names, names) for names in _subsets(wrong))
    if len(upstream) > len(wrong):
        yield tuple(wrong), tuple(upstream)


def _subsets(names: list[str]) -> Iterator[tuple[str, ...]]:
    """All of them first, then ever fewer."""
    count = 0
    for size in range(len(names), 0, -1):
        for subset in combinations(names, size):
            count += 1
            if count > MOST_SUBSETS:
                return
            yield subset


def _explanations(
    run: UnitRun, raw: Raw, wrong: list[str], made: dict[tuple[str, ...], Mixed]
) -> Iterator[tuple[tuple[str, ...], Mixed, bool]]:
    """What to blame for a failing check, with the stand-in that shows it, and whether it shows values; likeliest first.

    Last, the wrong ones with what they answered on the way: they may answer otherwise each time.
    """
    for names, put_in in _mixes(wrong, run.exam.loaded.upstream(raw.plan.check.exercise)):
        mixed = made.get(put_in) or made.setdefault(put_in, Mixed(run, put_in))
        explained = _explains(raw, mixed)
        if explained is not None:
            yield names, mixed, explained
    if explained_by_record(run, raw, tuple(wrong)):
        yield tuple(wrong), made[tuple(wrong)], True


def _explains(raw: Raw, mixed: Mixed) -> bool | None:
    """Does the reference with some of the student's functions in it answer as they do, on every failing example?

    None: no. False: yes, but only by raising as they do, so that nothing is shown. True: yes, with values.
    """
    shown = raw.shows
    for failure in raw.failures:
        others = mixed.replies(failure.calls, raw.plan.check.exercise)
        if not failure.replies:
            return None
        told = zip(failure.calls, failure.replies, others, strict=True)
        alone = all(_unread(call, a) or alike(a, b) for call, a, b in told)
        if not alone and not _objects_to_no_more(raw, failure, mixed):
            return None
        shown = shown or all(isinstance(other, Answer) for other in others)
    return shown


def _unread(call: Call, reply: Reply) -> bool:
    """Is it a look at a ``def`` line that cannot be read, and so says nothing? What is called then says it."""
    return call.op == "defaults" and isinstance(reply, Answer) and reply.value is None


def _objects_to_no_more(raw: Raw, failure: Failure, mixed: Mixed) -> bool:
    """Is what the check objects to explained, though the caller is wrong in something else, too?"""
    others = mixed.replies(raw.plan.calls[failure.index], raw.plan.check.exercise)
    theirs = raw.replies[failure.index]
    return passes_with_the_rest_put_right(raw, failure.index, theirs, others)


def _same_calls(raw: Raw, mixed: Mixed) -> bool:
    """Does the student's code hand to its broken functions what the reference would have, call by call?

    Then it is written and right up to there, though its answers, being none, cannot show it.
    """
    run = mixed.run
    for failure in raw.failures:
        mixed.replies(failure.calls, raw.plan.check.exercise)
        traced = run.traced({"op": "trace", "names": list(mixed.names)}, failure.calls)
        if traced is None or not traced[1] or not same(traced[1], mixed.trace):
            return False
    return bool(raw.failures)


def mute(run: UnitRun, exercise: str) -> bool:
    """Does the student's function never give a number: only None, text, exceptions?"""
    return not any(isinstance(part, Handle) or part.size for _, part in _answered(run, exercise))


def degenerate(run: UnitRun, exercise: str) -> bool:
    """Are the student's answers hollow: one number for ever, or always one of the arguments?"""
    seen: set[float] = set()
    only_arguments = True
    numbers = 0
    for call, part in _answered(run, exercise):
        if isinstance(part, Handle):  # an object: how it behaves is seen elsewhere
            return False
        numbers += part.size
        seen.update(np.unique(np.round(part, 9)).tolist()[:3])
        only_arguments = only_arguments and any(
            isinstance(other, np.ndarray) and np.array_equal(part, other, equal_nan=True)
            for arg in call.args
            for other in parts(arg)
        )
    return numbers > 0 and (only_arguments or len(seen) <= 1)


def _answered(run: UnitRun, exercise: str) -> Iterator[tuple[Call, Any]]:
    """The arrays of numbers and the handles in what an exercise itself answered, each with its call.

    The object that a check makes to call a method of is no answer of that method; nor is a tensor that it reads
    afterwards, which may be as it was.
    """
    own = exercise.rpartition(".")[2]
    for raw in run.raws[exercise].values():
        for calls, replies in zip(raw.plan.calls, raw.replies, strict=False):
            for call, reply in zip(calls, replies, strict=False):
                if call.name == own and isinstance(reply, Answer):
                    yield from ((call, part) for part in parts(reply.value))


def parts(value: Any) -> list[Any]:
    """The arrays of numbers in a value, and the handles."""
    if isinstance(value, Handle):
        return [value]
    if type(value) in (list, tuple):
        return [part for item in value for part in parts(item)]
    if type(value) is dict:
        return [part for item in value.values() for part in parts(item)]
    found = numeric(value.to_numpy() if hasattr(value, "to_numpy") else value)
    return [] if found is None else [found]
