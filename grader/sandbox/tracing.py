"""Which of a module's functions call which others, and with what: the calls that reach some functions are written down.

Follow-through asks for it where a broken function leaves its caller no answer to be judged by: what the caller handed
to it, up to there, is then compared with what the right caller would have. And it asks for the answers, too, where a
broken function would not give them again: because it draws, or keeps something between calls.

Last, a caller may be run while its broken functions answer from a script that the host has written (`put_in`).

Stands alone: standard library, NumPy and its neighbour, the wire.
"""

from __future__ import annotations

import functools
import inspect
import sys
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from .wire import Handle, Opaque, WireError, decode, encode, restore, state_of

MOST = 200
MOST_ANSWERS = 2_000
BACKWARD = ""  # no function's name
Log = list[list[Any]]  # [name, [argument, ...]], objects by the name of their type; with answers see `_answered`


def written(args: tuple[Any, ...]) -> list[Any]:
    """Arguments as they are now: copies of data, the type's name of anything else."""
    try:
        return [decode(encode(arg)) for arg in args]
    except WireError:
        return []


def written_with_states(args: tuple[Any, ...]) -> list[Any]:
    """The same, with the states of random generators, so that they can be brought there."""
    return written(tuple(arg if (rng := state_of(arg)) is None else rng.state for arg in args))


def write_back(target: Any, value: Any) -> None:
    """Do to an argument what was done to its copy."""
    if state_of(target) is not None:
        restore(target, value)
    elif isinstance(target, np.ndarray) and isinstance(value, np.ndarray) and target.shape == value.shape:
        target[...] = value
    elif hasattr(target, "data") and hasattr(value, "detach"):  # tensors
        target.data.copy_(value.detach())


class Wanted(BaseException):
    """A call that has no answer yet. No Exception, for a caller's own ``except`` is not for it."""


def install(module: Any, names: list[str], log: Log, answers: bool = False) -> Callable[[], None]:
    """Let calls of the functions `names` of `module` (``f``, or ``Class.method``) be written to `log`, with their
    `answers` where asked for. Gives the undoing.
    """
    written_down = _answered if answers else _logged

    def made(name: str, function: Callable[..., Any], bound: bool) -> Any:
        call = written_down(name, function, log, bound=bound)
        return call if bound or "." not in name else staticmethod(call)

    return _replace(module, names, made)


def put_in(
    module: Any, names: list[str], script: Log, log: Log, number_of: Callable[[Any], Handle | None]
) -> Callable[[], None]:
    """Let the functions `names` of `module` answer as the `script` says: ``[name, [value], [argument afterwards or
    None, ...], graph]`` for each call. Gives the undoing.

    The first call past its end is written to `log`: ``[name, [argument, ...], [state or None, ...]]``, and ends what
    is going on. Objects go by their handles, which `number_of` knows; the state is that of a random generator, a
    module's parameters, or an object's attributes.

    Where `graph` is true the value carries one. To go back through it is a call, too, of `BACKWARD`, with the number of
    the answer in the script and the cotangent; the answer is ``[BACKWARD, [gradient or None, ...], [], False]``, of
    what `differentiable` finds in the arguments.
    """
    answers = _Script(script, log)
    return _replace(module, names, lambda name, function, _: _scripted(name, function, answers, number_of))


def _replace(
    module: Any, names: list[str], made: Callable[[str, Callable[..., Any], bool], Callable[..., Any]]
) -> Callable[[], None]:
    undo: list[tuple[Any, str, Any]] = []
    for name in names:
        owner_name, _, attribute = name.rpartition(".")
        owner = getattr(module, owner_name, None) if owner_name else module
        function = getattr(owner, attribute, None)
        if owner is not None and callable(function) and not isinstance(function, type):
            held = inspect.getattr_static(owner, attribute, function)
            replacement = made(name, function, bool(owner_name) and not isinstance(held, staticmethod))
            undo.append((owner, attribute, held))
            setattr(owner, attribute, replacement)
            undo += _in_defaults(module, function, replacement)

    def restore() -> None:
        for owner, attribute, held in reversed(undo):
            setattr(owner, attribute, held)

    return restore


def _in_defaults(module: Any, function: Any, replacement: Any) -> list[tuple[Any, str, Any]]:
    """Replace a function where it is another one's default, as in ``def train(..., step=train_step)``. The undoing."""
    undo: list[tuple[Any, str, Any]] = []
    scopes = [vars(module), *(vars(kind) for kind in vars(module).values() if isinstance(kind, type))]
    for found in [found for scope in scopes for found in scope.values() if isinstance(found, types.FunctionType)]:
        for attribute, held in (("__defaults__", found.__defaults__), ("__kwdefaults__", found.__kwdefaults__)):
            if held and any(value is function for value in (held.values() if isinstance(held, dict) else held)):
                undo.append((found, attribute, held))
                put = [
                    (key, replacement if value is function else value)
                    for key, value in (held.items() if isinstance(held, dict) else enumerate(held))
                ]
                setattr(found, attribute, dict(put) if isinstance(held, dict) else tuple(value for _, value in put))
    return undo


def _by_position(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
    """What a call is given, by position, whatever the learner calls it; nothing where that cannot be said."""
    if not kwargs:
        return args
    try:
        bound = inspect.signature(function).bind(*args, **kwargs)
    except (TypeError, ValueError):  # it does not take them, as the call itself will say
        return ()
    return bound.args if not bound.kwargs else ()


def _logged(name: str, function: Callable[..., Any], log: Log, *, bound: bool) -> Callable[..., Any]:
    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if len(log) < MOST:
            log.append([name, written(_by_position(function, args, kwargs)[bound:])])
        return function(*args, **kwargs)

    return call


def _answered(name: str, function: Callable[..., Any], log: Log, *, bound: bool) -> Callable[..., Any]:
    """Writes down ``[name, [argument, ...], [value], [argument afterwards, ...]]`` of what returns.

    Of calls within such a call nothing: who has its answer needs none of theirs.
    """

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if len(log) >= MOST_ANSWERS or (log and log[-1] == [None]):
            return function(*args, **kwargs)
        given = _by_position(function, args, kwargs)[bound:]
        before = written_with_states(given)
        log.append([None])  # under way
        try:
            value = function(*args, **kwargs)
        finally:
            log.pop()
        log.append([name, before, written((value,)), written_with_states(given)])
        return value

    return call


class _Script:
    """The answers that are left, and the log for the first call that has none."""

    def __init__(self, answers: Log, log: Log) -> None:
        self.answers, self.log = answers, log
        self.next = 0

    def answer(self, name: str, wanted: Callable[[], list[Any]]) -> list[Any]:
        """The next answer, which must be to a call of `name`. Raises Wanted where there is none."""
        if self.log or self.next == len(self.answers):
            if not self.log:
                self.log.append([name, *wanted()])
            raise Wanted
        self.next += 1
        found = self.answers[self.next - 1]
        if found[0] != name:
            raise Wanted
        return found


def _scripted(
    name: str, function: Callable[..., Any], script: _Script, number_of: Callable[[Any], Handle | None]
) -> Callable[..., Any]:
    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        given = _by_position(function, args, kwargs)

        def wanted() -> list[Any]:
            return [[decode(encode(arg, number_of)) for arg in given], [_state(arg) for arg in given]]

        _, value, after, graph = script.answer(name, wanted)
        if len(after) != len(given):
            raise Wanted
        for target, changed in zip(given, after, strict=True):
            if type(changed) is dict and state_of(target) is None:
                _change(target, changed)
            elif changed is not None:
                write_back(target, changed)
        return _with_graph(value[0], given, script) if graph else value[0]

    return call


def _change(target: Any, changed: dict[str, Any]) -> None:
    """Give a module its parameters, another object its attributes."""
    torch = sys.modules.get("torch")
    if torch is None or not isinstance(target, torch.nn.Module):
        vars(target).update(changed)
        return
    for name, parameter in torch.nn.Module.named_parameters(target):
        parameter.data.copy_(changed[name])


def differentiable(args: Any) -> list[Any]:
    """The tensors that autograd goes back to, of a call's arguments: those that require it, and modules' parameters."""
    torch = sys.modules.get("torch")
    if torch is None:
        return []
    tensors = [
        tensor
        for arg in args
        for tensor in (torch.nn.Module.parameters(arg) if isinstance(arg, torch.nn.Module) else [arg])
    ]
    return [tensor for tensor in tensors if isinstance(tensor, torch.Tensor) and tensor.requires_grad]


def _with_graph(answer: Any, given: Any, script: _Script) -> Any:
    """An answer through which autograd can go back, by asking for the product with each cotangent."""
    torch, number = sys.modules["torch"], script.next - 1

    class Answered(torch.autograd.Function):  # type: ignore[name-defined, misc]
        @staticmethod
        def forward(_context: Any, *_tensors: Any) -> Any:
            return answer

        @staticmethod
        def backward(_context: Any, cotangent: Any) -> Any:
            _, gradients, *_ = script.answer(BACKWARD, lambda: [[number, cotangent.detach()], [None, None]])
            return tuple(gradients)

    return Answered.apply(*differentiable(given))


def _state(value: Any) -> Any:
    """What must be known of an object beside its name: a generator's kind and state, a module's parameters, the
    attributes of any other.
    """
    rng = state_of(value)
    if rng is not None:
        return {"kind": rng.kind, "state": rng.state}
    torch = sys.modules.get("torch")
    if torch is None or not isinstance(value, torch.nn.Module):
        return attributes(value)
    return {name: decode(encode(found.detach())) for name, found in torch.nn.Module.named_parameters(value)}


def attributes(value: Any) -> dict[str, Any] | None:
    """Copies of an object's attributes, as far as they are data; None for what has none."""
    found = getattr(value, "__dict__", None)
    if type(found) is not dict:
        return None
    kept = {name: written((each,)) for name, each in found.items() if type(name) is str}
    return {name: copy[0] for name, copy in kept.items() if len(copy) == 1 and type(copy[0]) is not Opaque}
