"""Why is it wrong? Name the misconception.

The submission's answers to a check's calls are compared with those of each known mistake; one that answers alike on
every example is the name. Of several, the one that explains most checks of the exercise. Where upstream functions are
wrong, too, the mistake is put on top of them. What no mistake explains is left to transforms.py and advice.py.
"""

from __future__ import annotations

import numpy as np

from .alike import Reply, alike, same
from .errors import CourseError
from .follow import costs, parts
from .mistakes import Mistake
from .mixed import Mixed
from .raw import Raw
from .results import Outcome
from .run import UnitRun
from .student import Answer, identical


def name_mistakes(run: UnitRun, exercise: str) -> dict[str, Mistake]:
    """The known mistake behind each failing check of `exercise`, by check name."""
    raws = {name: raw for name, raw in run.raws[exercise].items() if not raw.plan.broken}
    failing = {
        name: raw
        for name, raw in raws.items()
        if raw.failure is not None and raw.outcome in (Outcome.FAILED, Outcome.RAISED)
    }
    known = [entry for entry in run.exam.loaded.mistakes if _about(entry, exercise)]
    if not failing or not known or run.exam.reference is None:
        return {}
    explained = {entry.name: [name for name, raw in raws.items() if _answers_like(run, raw, entry)] for entry in known}
    named = {}
    for name, raw in failing.items():
        fits = [entry for entry in known if name in explained[entry.name]]
        best = max(fits, key=lambda entry: len(explained[entry.name]), default=None)
        if best is not None and (_speaks(raw) or _most(failing, explained[best.name])):
            named[name] = best
    left = {name: raw for name, raw in failing.items() if name not in named}
    return _over_upstream(run, exercise, left, known) | named


def _most(failing: dict[str, Raw], explained: list[str]) -> bool:
    return 2 * len(failing.keys() & set(explained)) >= len(failing)


def _speaks(raw: Raw) -> bool:
    """Is there a number in the answers that was not among the arguments? Where nothing comes back, or what went in, or
    zeros, several mistakes look alike, and one that explains this check alone is no explanation.
    """
    for index, calls in enumerate(raw.plan.calls):
        for call, reply in zip(calls, raw.replies_to(index), strict=False):
            given = [numbers for arg in call.args for numbers in parts(arg) if isinstance(numbers, np.ndarray)]
            for part in parts(reply.value) if isinstance(reply, Answer) else []:
                if isinstance(part, np.ndarray) and part.any() and not any(same(part, each) for each in given):
                    return True
    return False


def _about(mistake: Mistake, exercise: str) -> bool:
    return mistake.exercise == exercise or mistake.exercise.partition(".")[0] == exercise


def _answers_like(run: UnitRun, raw: Raw, mistake: Mistake) -> bool:
    """Does the mistake answer every planned call of a check as the submission did? Where it answers like the reference,
    up to the tolerance that is used here and not by the check, that says nothing: then to the bit.
    """
    if not raw.alone and (len(raw.replies) < len(raw.plan.calls) or not any(raw.replies)):
        return False
    theirs, others, right = raw.replies, run.exam.mistaken(raw.plan, mistake), raw.plan.answers
    if raw.alone:  # with upstream put right it was asked for these, and the others say of both
        at = [failure.index for failure in raw.alone]
        theirs = [failure.replies for failure in raw.alone]
        others, right = [others[index] for index in at], [right[index] for index in at]
    if not _all_alike(theirs, others):
        return False
    if raw.failure is None or not _all_alike(others, right):
        return True
    return all(map(_identical, theirs, others)) and not all(map(_identical, others, right))


def _identical(some: list[Reply], others: list[Reply]) -> bool:
    """Are these answers the same to the bit?"""
    return len(some) == len(others) and all(
        isinstance(a, Answer) and isinstance(b, Answer) and identical((a.value, a.changed), (b.value, b.changed))
        for a, b in zip(some, others, strict=True)
    )


def _all_alike(theirs: list[list[Reply]], others: list[list[Reply]]) -> bool:
    return all(
        len(a) == len(b) and all(alike(x, y, told=True) for x, y in zip(a, b, strict=True))
        for a, b in zip(theirs, others, strict=True)
    )


def _over_upstream(run: UnitRun, exercise: str, failing: dict[str, Raw], known: list[Mistake]) -> dict[str, Mistake]:
    """The same where upstream functions are wrong too: the mistake is put on top of the student's own. An example that
    these explain by themselves says nothing: any mistake would do that it does not show.
    """
    upstream = tuple(name for name in run.exam.loaded.upstream(exercise) if costs(run, name))
    failing = {name: raw for name, raw in failing.items() if upstream and not raw.alone}
    if failing:
        plain = Mixed(run, upstream)
        failing = {name: raw for name, raw in failing.items() if not _mixes_like(plain, raw, exercise)}
    explained: dict[Mistake, list[str]] = {}
    for entry in known if failing else []:
        mixed = _mixed(run, upstream, entry)
        for name, raw in failing.items():
            if mixed is not None and _mixes_like(mixed, raw, exercise):
                explained.setdefault(entry, []).append(name)
    best = sorted(explained, key=lambda entry: len(explained[entry]))  # the one that explains most comes last, and wins
    return {
        name: entry
        for entry in best
        for name in explained[entry]
        if _speaks(failing[name]) or _most(failing, explained[entry])
    }


def _mixed(run: UnitRun, upstream: tuple[str, ...], mistake: Mistake) -> Mixed | None:
    try:
        return Mixed(run, upstream, mistake)
    except CourseError:
        return None


def _mixes_like(mixed: Mixed, raw: Raw, exercise: str) -> bool:
    """Does a stand-in answer the smallest failing example as the submission did?"""
    failure = raw.failure
    if failure is None:
        return False
    others = mixed.replies(failure.calls, exercise)
    return all(alike(a, b, told=True) for a, b in zip(failure.replies, others, strict=True))
