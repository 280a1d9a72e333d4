"""The learner's module as a check sees it: ``student.gradients(X, y, y_hat)`` calls their function, wherever it runs.

A check never knows where. Arguments travel by position and as fresh copies; what comes back is a value, or an AnswerError that
ends the check. `Student.call` gives the whole `Answer`: the value, and what the call did beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable, Protocol

from .errors import Mismatch
from .sandbox.wire import Handle


@dataclass(frozen=True)
class Call:
    """One call of a learner's function, or of a method of an object that lives in the worker (`target`)."""

    name: str
    args: tuple[Any, ...]
    target: Handle | None = None
    keep: bool = False  # objects in the answer stay in the worker, as handles
    watch: bool = False  # report whether global random state was touched
    op: str = "call"

    def request(self) -> dict[str, Any]:
        """The request that a worker answers."""
        return {
            "op": self.op,
            "target": self.target,
            "name": self.name,
            "args": list(self.args),
            "keep": self.keep,
            "watch": self.watch,
        }


@dataclass(frozen=True)
class Answer:
    """What a call gave. `changed` maps an argument's position to its value after the call, where it was changed."""

    value: Any
    changed: dict[int, Any] = field(default_factory=dict)
    global_rng: bool = False


class Caller(Protocol):
    """Whoever can answer a call. Raises AnswerError where there is no answer."""

    def __call__(self, call: Call) -> Answer: ...


class Student:
    """Attribute access gives the learner's functions; see the module's docstring."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def call(self, name: str, *args: Any, watch: bool = False) -> Answer:
        """Call the function `name` and give the whole answer."""
        return self._caller(Call(name, args, watch=watch))

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args: self.call(name, *args).value


def pure(student: Student, name: str, *args: Any) -> Any:
    """Call `name` twice; raise Mismatch if it changes an argument, touches the global np.random, or answers differently.

    Gives the value of the first call.
    """
    first = student.call(name, *args, watch=True)
    second = student.call(name, *args, watch=True)
    for answer in (first, second):
        if answer.changed:
            position = min(answer.changed)
            raise Mismatch(
                f"argument {position + 1} is changed by the call; work on a copy or make a new array",
                kind="mutated",
                expected=args[position],
                got=answer.changed[position],
            )
        if answer.global_rng:
            raise Mismatch("the call touches the global random state; draw from the rng that is passed in", kind="global_rng")
    if not identical(first.value, second.value):
        raise Mismatch("the same call gave two different answers", kind="unstable", expected=first.value, got=second.value)
    return first.value


def identical(a: Any, b: Any) -> bool:
    """Are two decoded values the same, bit for bit where they are numbers (NaN equals NaN)?"""
    from .sandbox.wire import encode

    return encode(a) == encode(b)
