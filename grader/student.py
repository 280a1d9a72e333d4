"""The learner's module as a check sees it: ``student.gradients(X, y, y_hat)`` calls their function, wherever it runs.

A check never knows where. Arguments travel by position and as fresh copies; what comes back is a value, or an
AnswerError that ends the check. `Student.call` gives the whole `Answer`: the value, and what the call did beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from .errors import Mismatch
from .sandbox.wire import Handle, encode

STEADY = 1e-4  # of the largest value: how far the answers to one call may lie apart


@dataclass(frozen=True)
class Call:
    """One call of a learner's function, of a method of an object that lives in the worker (`target`), or another
    operation on it.
    """

    name: str
    args: tuple[Any, ...] = ()
    target: Handle | None = None
    keep: bool = False  # objects in the answer stay in the worker, as handles numbered from `number`
    watch: bool = False  # report whether global random state was touched
    op: str = "call"
    kwargs: dict[str, Any] = field(default_factory=dict)
    number: int = 0
    states: bool = False  # report the states of the random generators among the arguments, as if they were changed

    def request(self) -> dict[str, Any]:
        """The request that a worker answers, without what is None, empty or False."""
        request: dict[str, Any] = {"op": self.op, "name": self.name}
        if self.args:
            request["args"] = list(self.args)
        if self.kwargs:
            request["kwargs"] = self.kwargs
        if self.target is not None:
            request["target"] = self.target
        if self.keep:
            request |= {"keep": True, "number": self.number}
        if self.watch:
            request["watch"] = True
        if self.states:
            request["states"] = True
        return request


@dataclass(frozen=True)
class Answer:
    """What a call gave. `changed` maps an argument's position to its value after the call, where it was changed."""

    value: Any
    changed: dict[int, Any] = field(default_factory=dict)
    global_rng: bool = False
    modes: bool = False  # was a setting of the whole process left changed, such as whether torch takes notes?


class Caller(Protocol):
    """Whoever can answer a call. Raises AnswerError where there is no answer."""

    def __call__(self, call: Call) -> Answer: ...


class Student:
    """Attribute access gives the learner's functions; see the module's docstring.

    Objects (a module, a scaler, a tensor that is changed in place, a figure) stay in the worker; a check holds a
    `Thing`. `first` is the number of the first object: the host numbers them, apart for each example of a check.
    In a check of the `contract` no call may leave a setting of the whole process changed.
    """

    def __init__(self, caller: Caller, first: int = 0, *, contract: bool = False) -> None:
        self._caller = caller
        self._contract = contract
        self._number = first * 1000

    def call(self, name: str, *args: Any, watch: bool = False) -> Answer:
        """Call the function `name` and give the whole answer."""
        return self.do(Call(name, args, watch=watch))

    def keep(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Call the function or class `name`; what is no plain data in its value comes as `Thing`s."""
        return self.do(Call(name, args, keep=True, kwargs=kwargs)).value

    def make(self, path: str, *args: Any, **kwargs: Any) -> Thing:
        """A library object, made where the learner's code runs: ``make("torch.nn.Linear", 2, 1)``."""
        made = self.do(Call(path, args, keep=True, op="make", kwargs=kwargs)).value
        assert isinstance(made, Thing)
        return made

    def hold(self, value: Any) -> Thing:
        """A tensor, kept where the learner's code runs, so that a call may change it in place. Arrays are not kept."""
        held = self.do(Call("hold", (value,), keep=True, op="hold")).value
        assert isinstance(held, Thing)
        return held

    def vjp(self, name: str, *args: Any, cotangent: Any) -> dict[str, Any]:
        """``value``, and the gradients of ``sum(value * cotangent)`` by each float tensor of ``args`` (None for the
        others).
        """
        return self.do(Call(name, (*args, cotangent), op="vjp")).value  # type: ignore[no-any-return]

    def defaults(self, name: str) -> list[Any] | None:
        """The default values of a function's positional parameters (None for one that has none); None where they
        cannot be read, and only a call can tell.
        """
        found = self.do(Call(name, op="defaults")).value
        return found if type(found) is list else None

    def close_figures(self) -> None:
        """Close all of Matplotlib's figures in the worker."""
        self.do(Call("close", op="close"))

    def do(self, call: Call) -> Answer:
        """Send a call, things as handles; wrap the handles that come back."""
        if call.keep or Thing in map(type, (*call.args, *call.kwargs.values())):
            call = replace(
                call,
                args=tuple(_unwrapped(arg) for arg in call.args),
                kwargs={name: _unwrapped(value) for name, value in call.kwargs.items()},
                number=self._number if call.keep else 0,
            )
        if call.keep:
            self._number += 10  # a call may give several objects
        answer = self._caller(call)
        if answer.modes and self._contract:
            raise Mismatch(
                f"{call.name} leaves torch changed for all that comes after it (set_grad_enabled or set_default_dtype)",
                kind="modes",
            )
        value = self._wrapped(answer.value)
        return answer if value is answer.value else replace(answer, value=value)

    def _wrapped(self, value: Any) -> Any:
        if isinstance(value, Handle):
            return Thing(self, value)
        if type(value) in (tuple, list) and Handle in map(type, _leaves(value)):
            return type(value)(self._wrapped(part) for part in value)
        return value

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args: self.call(name, *args).value


def _unwrapped(value: Any) -> Any:
    return value.handle if type(value) is Thing else value


def _leaves(value: Any) -> Iterator[Any]:
    """All that is in a tuple or list, however deep."""
    for part in value:
        if type(part) in (tuple, list):
            yield from _leaves(part)
        else:
            yield part


class Thing:
    """An object in the worker: ``thing.method(x)`` calls, ``thing(x)`` calls it itself, `get` reads an attribute."""

    def __init__(self, student: Student, handle: Handle) -> None:
        self._student = student
        self.handle = handle

    @property
    def type_name(self) -> str:
        """What its class calls itself: for messages only."""
        return self.handle.type_name

    def call(self, name: str, *args: Any, watch: bool = False, **kwargs: Any) -> Answer:
        """Call a method and give the whole answer."""
        return self._student.do(Call(name, args, target=self.handle, watch=watch, kwargs=kwargs))

    def keep(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Call a method; what is no plain data in its value comes as `Thing`s."""
        return self._student.do(Call(name, args, target=self.handle, keep=True, kwargs=kwargs)).value

    def get(self, name: str, keep: bool = False) -> Any:
        """An attribute's value."""
        return self._student.do(Call(name, target=self.handle, keep=keep, op="get")).value

    def read(self) -> Any:
        """The value itself, of a tensor that was held."""
        return self._operate("read")

    def state(self) -> dict[str, Any]:
        """A module's ``parameters``, ``gradients``, ``trainable``, ``buffers`` (dicts by name) and ``training``."""
        return self._operate("state")  # type: ignore[no-any-return]

    def load(self, values: Any) -> None:
        """Write values in place: a tensor into a tensor, a dict by name or a list by shape into parameters."""
        self._student.do(Call("load", (values,), target=self.handle, op="load"))

    def fill(self, **values: Any) -> None:
        """Set attributes."""
        self._student.do(Call("fill", target=self.handle, op="fill", kwargs=values))

    def probe(self) -> Thing:
        """Take notes of a module's forward passes; ``get("seen")`` lists for each [its value had a graph, training]."""
        notes = self._student.do(Call("probe", target=self.handle, keep=True, op="probe")).value
        assert isinstance(notes, Thing)
        return notes

    def vjp(self, *args: Any, cotangent: Any) -> dict[str, Any]:
        """``value`` of the forward pass, and the gradients of ``sum(value * cotangent)`` by ``args`` and
        ``parameters``.
        """
        call = Call("__call__", (*args, cotangent), target=self.handle, op="vjp")
        return self._student.do(call).value  # type: ignore[no-any-return]

    def is_a(self, path: str) -> bool:
        """Is it an instance of the class at this dotted path, such as ``torch.nn.Module``?"""
        return self._student.do(Call(path, target=self.handle, op="is_a")).value is True

    def figure(self, *parts: str) -> dict[str, Any]:
        """A Matplotlib figure, or an animation's, as data: of its axes the `parts` asked for (see sandbox/figures.py).

        Ask for what is looked at, and no more: answers are recognised by all that was read.
        """
        return self._student.do(Call("figure", parts, target=self.handle, op="figure")).value  # type: ignore[no-any-return]

    def start(self) -> bool:
        """Get an animation ready for `draw`. True where Matplotlib drew the first frame already (with blit)."""
        return bool(self._operate("start"))

    def draw(self) -> bool:
        """Draw an animation's next frame; False where there is none."""
        return bool(self._operate("draw"))

    def _operate(self, op: str) -> Any:
        return self._student.do(Call(op, target=self.handle, op=op)).value

    def __call__(self, *args: Any) -> Any:
        return self.call("__call__", *args).value

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self.call(name, *args, **kwargs).value


def pure(student: Student | Thing, name: str, *args: Any) -> Any:
    """Call `name` twice; raise Mismatch if it changes an argument, touches the global np.random, or answers
    differently.

    Gives the value of the first call.
    """
    first = student.call(name, *args, watch=True)
    second = student.call(name, *args)
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
            raise Mismatch(
                "the call touches the global random state; draw from the rng or the seed that is passed in",
                kind="global_rng",
            )
    if not _steady(first.value, second.value):
        raise Mismatch(
            "the same call gave two different answers", kind="unstable", expected=first.value, got=second.value
        )
    return first.value


def _steady(a: Any, b: Any) -> bool:
    """Are two decoded values the same up to rounding? (How memory happens to lie may change a library's order of
    sums.)
    """
    if type(a) is not type(b):
        return False
    if type(a) in (list, tuple):
        return len(a) == len(b) and all(_steady(x, y) for x, y in zip(a, b, strict=True))
    if type(a) is dict:
        return list(a) == list(b) and all(_steady(a[key], b[key]) for key in a)
    x, y = _floats(a), _floats(b)
    if x is None or y is None or x.dtype != y.dtype or x.shape != y.shape:
        return identical(a, b)
    if x.tobytes() == y.tobytes():
        return True
    largest = float(np.abs(x[np.isfinite(x)]).max(initial=0.0))
    return bool(np.allclose(x, y, rtol=0, atol=STEADY * largest, equal_nan=True))


def _floats(value: Any) -> NDArray[Any] | None:
    """An array, a number or a tensor of floats as an array; None for all else."""
    if type(value).__module__ == "torch" and value.dtype.is_floating_point:
        value = value.detach().double().numpy()
    found = np.asarray(value) if isinstance(value, float | np.floating | np.ndarray) else None
    return found if found is not None and found.dtype.kind == "f" else None


def identical(a: Any, b: Any) -> bool:
    """Are two decoded values the same, bit for bit where they are numbers (NaN equals NaN)?"""
    return encode(a) == encode(b)
