"""What does a check object to? Of an answer that is wrong in two ways, most checks look at one.

`passes_with_the_rest_put_right` answers for follow-through: the student's caller and the reference with the student's
upstream functions in it have answered the same calls. Where both say the same, the fault is upstream; so that is put
right, value by value, and the check is run once more on what is left of the student's own. Where it passes, all that it
objects to comes from upstream, whatever else is wrong in the same answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from .alike import Reply, alike, same
from .callers import matches
from .compare import quiet
from .errors import CheckFailed, NotAttempted
from .raw import Raw
from .student import Answer, Call


def passes_with_the_rest_put_right(raw: Raw, index: int, theirs: list[Reply], others: list[Reply]) -> bool:
    """Does the check pass on an example once its answers are the reference's wherever they are like `others`?

    `theirs` are the student's answers to the example's planned calls, `others` those of the reference with the
    student's upstream functions.
    """
    calls, right = raw.plan.calls[index], raw.plan.answers[index]
    if not len(calls) == len(theirs) == len(others) == len(right):
        return False
    mended = [_mended(*replies) for replies in zip(theirs, others, right, strict=True)]
    return put_to(raw, index, mended).passes is True


@dataclass
class Verdict:
    """What a check said: whether it passes, what it objects to, the calls that it made and their replies.

    `passes` is None where it makes other calls than were planned, and nobody answers them.
    """

    passes: bool | None
    error: CheckFailed | None
    calls: list[Call]
    replies: list[Reply]


def put_to(
    raw: Raw, index: int, replies: list[Reply], ask: Callable[[list[Call]], list[Reply]] = lambda _: []
) -> Verdict:
    """Put a check to an example whose planned calls are answered so. Of another call it makes, `ask` is asked: for the
    replies to all calls until then.
    """
    player = _Player(raw.plan.calls[index], replies, ask)
    passes: bool | None = True
    objection: CheckFailed | None = None
    try:
        with quiet():
            raw.plan.put(player, index)
    except Exception as error:  # noqa: BLE001 -- it objects to something else, or calls something else
        passes, objection = False, error if isinstance(error, CheckFailed) else None
    if player.left_the_plan:
        passes, objection = None, None
    return Verdict(passes, objection, player.calls, player.replies)


class _Player:
    """Answers the planned calls, in their order; any other call by asking."""

    def __init__(self, calls: list[Call], replies: list[Reply], ask: Callable[[list[Call]], list[Reply]]) -> None:
        self.left = list(zip(calls, replies, strict=True))
        self.ask = ask
        self.calls: list[Call] = []
        self.replies: list[Reply] = []
        self.left_the_plan = False

    def __call__(self, call: Call) -> Answer:
        self.calls.append(call)
        if self.left and matches(call, self.left[0][0]):
            reply = self.left.pop(0)[1]
        else:
            self.left = []
            replies = self.ask(self.calls)
            if len(replies) < len(self.calls):
                self.left_the_plan = True
                raise NotAttempted("another call than was planned")
            reply = replies[-1]
        self.replies.append(reply)
        if isinstance(reply, Answer):
            return reply
        raise reply


def _mended(theirs: Reply, other: Reply, right: Reply) -> Reply:
    if alike(theirs, other):
        return right
    if not (isinstance(theirs, Answer) and isinstance(other, Answer) and isinstance(right, Answer)):
        return theirs
    changed = {
        at: right.changed.get(at, value) if at in other.changed and same(value, other.changed[at]) else value
        for at, value in theirs.changed.items()
    }
    return replace(theirs, value=_parts(theirs.value, other.value, right.value), changed=changed)


def _parts(theirs: Any, other: Any, right: Any) -> Any:
    """A value with the right one in place of each part that is like the other's; lists of numbers are one part."""
    if same(theirs, other):
        return right
    if type(theirs) is dict and type(other) is dict and type(right) is dict:
        known = other.keys() & right.keys()
        return {key: _parts(value, other[key], right[key]) if key in known else value for key, value in theirs.items()}
    rows = all(type(value) in (tuple, list) for value in (theirs, other, right))
    if rows and len(theirs) == len(other) == len(right) and not all(type(part) in (int, float) for part in right):
        return type(theirs)(_parts(*parts) for parts in zip(theirs, other, right, strict=True))
    return theirs
