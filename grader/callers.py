"""Who answers the calls of a check in this process: the reference, a mistake in it, empty answers; and what is made of
a reply.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .alike import Reply
from .empties import emptied
from .errors import AnswerError, Frame, Mismatch, NeedsUpstream, NotAttempted, StudentRaised
from .sandbox.dice import reseed
from .sandbox.place import Request
from .sandbox.wire import Handle, decode, encode
from .sandbox.worker import Session
from .student import Answer, Call

Said = tuple[bytes, dict[str, Any]]  # a reply's frame, and what is in it
RESET = Request(op="fresh")  # every example starts from the same random state, and without objects


def afresh(calls: Sequence[Call]) -> list[dict[str, Any]]:
    """The requests of one example's calls: the first of them starts afresh, as `RESET` does."""
    return [call.request() if later else {**call.request(), "fresh": True} for later, call in enumerate(calls)]


class HostCaller:
    """Answers calls from a session in this process, through the wire like any other."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def replies(self, calls: list[Call]) -> list[Reply]:
        """What it answers to one example's calls, from the same random state in which a worker starts an example."""
        reseed()
        return [reply_of(self, call) for call in calls]

    def __call__(self, call: Call) -> Answer:
        return to_answer(self.say(call)[1], call, frozenset())

    def say(self, call: Call) -> Said:
        """The reply to a call as it comes over the wire."""
        frame = self.session.encode(self.session.answer(decode(encode(call.request()), self.session.resolve, rng=True)))
        return frame, decode(frame)


class EmptyCaller:
    """Answers the calls that the reference was asked with what it said, emptied; other calls with nothing."""

    def __init__(self, calls: list[Call], answers: list[Reply], how: str) -> None:
        self.known = list(zip(calls, answers, strict=True))
        self.how = how
        self.rng = np.random.default_rng(0)  # the same noise for the same examples, whoever asks

    def __call__(self, call: Call) -> Answer:
        for planned, answer in self.known:
            if matches(call, planned) and isinstance(answer, Answer):
                return Answer(emptied(answer.value, self.how, call.args, self.rng))
        return Answer(None)


class Recorder:
    """Passes calls on and writes down what was called and answered."""

    def __init__(self, caller: HostCaller) -> None:
        self.caller = caller
        self.calls: list[Call] = []
        self.answers: list[Reply] = []
        self.said: list[Said] = []

    def __call__(self, call: Call) -> Answer:
        self.calls.append(call)
        self.said.append(self.caller.say(call))
        try:
            answer = to_answer(self.said[-1][1], call, frozenset())
        except AnswerError as error:
            self.answers.append(error)
            raise
        except Mismatch as error:  # the answer could not be sent: as good as none
            self.answers.append(StudentRaised("unsendable", error.message))
            raise
        self.answers.append(answer)
        return answer


def reply_of(caller: Callable[[Call], Answer], call: Call) -> Reply:
    """The answer, or the AnswerError as a value."""
    try:
        return caller(call)
    except AnswerError as error:
        return error
    except Mismatch as error:
        return StudentRaised("unsendable", error.message)


def to_answer(reply: dict[str, Any], call: Call, exercises: frozenset[str]) -> Answer:
    """A worker's reply as an Answer. Raises the AnswerError, or Mismatch for an answer that could not be sent.

    A NotImplementedError of the called exercise itself means an untouched stub; one of another of `exercises` that it
    needs that one.
    """
    if "error" not in reply:
        return Answer(reply["ok"], reply.get("changed", {}), reply.get("global_rng", False), reply.get("modes", False))
    kind, text = reply["error"], reply["text"]
    if kind == "missing":
        raise NotAttempted(text)
    if kind == "unsendable":
        raise Mismatch(f"the answer cannot be read: {text}", kind="type")
    frames = tuple(Frame(*frame) for frame in reply["frames"])
    if reply["type"] == "NotImplementedError" and frames:
        where = frames[-1].function.partition(".<locals>")[0]
        if where == call.name or where.endswith(f".{call.name}"):
            raise NotAttempted("not written yet")
        if where == f"{call.name}.__init__":
            raise NotAttempted(f"{where} is not written yet")
        if where in exercises or where.partition(".")[0] in exercises:
            raise NeedsUpstream(where)
    raise StudentRaised(reply["type"], text, frames)


def matches(made: Call, planned: Call) -> bool:
    """Is a call the one that was sent ahead? By value: check bodies make new arrays at every run."""
    if made.name != planned.name or made.op != planned.op or made.watch != planned.watch or made.keep != planned.keep:
        return False
    if made.target != planned.target or made.number != planned.number or len(made.args) != len(planned.args):
        return False
    if (made.kwargs or planned.kwargs) and not _equal(made.kwargs, planned.kwargs):
        return False
    return all(a is b or _equal(a, b) for a, b in zip(made.args, planned.args, strict=True))


def _equal(a: Any, b: Any) -> bool:
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    return type(a) is type(b) and (a == b if isinstance(a, int | float | str | Handle) else encode(a) == encode(b))
