"""The reference with what the student's functions answered before: for functions that would not answer so again.

One that draws at random, or keeps something between calls, cannot be put into the reference and called once more
(mixed.py). So the student's caller is run while the answers of its broken upstream functions are written down
(sandbox/tracing.py), and the reference is run on these: it must hand to them what the student did, call by call.

The record is the worker's own word. It explains an answer only together with the arguments that the reference itself
arrives at, so whoever would forge it has to have written the caller.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .alike import Reply, same
from .callers import reply_of
from .compare import quiet
from .modest import modest
from .objection import passes_with_the_rest_put_right
from .raw import Raw
from .run import UnitRun
from .sandbox.tracing import Log, write_back, written_with_states
from .sandbox.wire import decode, encode
from .student import Call


def explained_by_record(run: UnitRun, raw: Raw, names: tuple[str, ...]) -> bool:
    """Is every failure of a check explained by what the student's functions `names` answered on the way?"""
    recorded = Recorded(run, names)
    for failure in raw.failures:
        if not raw.plan.calls or not _explained(run, raw, failure.index, recorded, names):
            return False
    return bool(raw.failures)


def _explained(run: UnitRun, raw: Raw, index: int, recorded: Recorded, names: tuple[str, ...]) -> bool:
    calls = raw.plan.calls[index]
    traced = run.traced({"op": "trace", "names": list(names), "answers": True}, calls)
    if traced is None:
        return False
    theirs, log = traced
    return passes_with_the_rest_put_right(raw, index, theirs, recorded.replies(calls, log))


class Recorded:
    """A stand-in module in which the functions `names` answer from a record, and raise where it does not fit."""

    def __init__(self, run: UnitRun, names: tuple[str, ...]) -> None:
        self.caller = run.exam.stand_in({name: self._shim(name) for name in names})
        self.log: Log = []

    def replies(self, calls: list[Call], log: Any) -> list[Reply]:
        """What it answers to an example's calls; nothing where more was recorded than it asks for."""
        self.log = list(log) if type(log) is list and all(modest(entry, counts=False) for entry in log) else []
        self.caller.session.start_afresh(None)
        with quiet():
            given = [reply_of(self.caller, call) for call in calls]
        return [] if self.log else given

    def _shim(self, name: str) -> Callable[..., Any]:
        bound = "." in name

        def function(*args: Any) -> Any:
            given = args[bound:]
            kind, before, value, after = self.log.pop(0)
            if kind != name or not same(before, written_with_states(given)) or len(value) != 1:
                raise LookupError("this call was not recorded")
            for target, changed in zip(given, after if len(after) == len(given) else [], strict=False):
                write_back(target, changed)
            return decode(encode(value[0]))

        return function
