"""Which of a module's functions call which others, and with what: the calls that reach some functions are written down.

Follow-through asks for it where a broken function leaves its caller no answer to be judged by: what the caller handed
to it, up to there, is then compared with what the right caller would have. And it asks for the answers, too, where a
broken function would not give them again: because it draws, or keeps something between calls.

Stands alone: standard library and its neighbour, the wire.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from .wire import WireError, decode, encode, state_of

MOST = 200
MOST_ANSWERS = 2_000
Log = list[list[Any]]  # [name, [argument, ...]], objects by the name of their type; with answers see `_answered`


def written(args: tuple[Any, ...]) -> list[Any]:
    """Arguments as they are now: copies of data, the type's name of anything else."""
    try:
        return [decode(encode(arg)) for arg in args]
    except WireError:
        return []


def written_with_states(args: tuple[Any, ...]) -> list[Any]:
    """The same, with the states of random generators, so that they can be brought there."""
    return written(tuple(arg if (state := state_of(arg)) is None else state for arg in args))


def install(module: Any, names: list[str], log: Log, answers: bool = False) -> Callable[[], None]:
    """Let calls of the functions `names` of `module` (``f``, or ``Class.method``) be written to `log`, with their
    `answers` where asked for. Gives the undoing.
    """
    written_down = _answered if answers else _logged
    undo: list[tuple[Any, str, Any]] = []
    for name in names:
        owner_name, _, attribute = name.rpartition(".")
        owner = getattr(module, owner_name, None) if owner_name else module
        function = getattr(owner, attribute, None)
        if owner is not None and callable(function) and not isinstance(function, type):
            undo.append((owner, attribute, function))
            setattr(owner, attribute, written_down(name, function, log, bound=bool(owner_name)))

    def restore() -> None:
        for owner, attribute, function in undo:
            setattr(owner, attribute, function)

    return restore


def _logged(name: str, function: Callable[..., Any], log: Log, *, bound: bool) -> Callable[..., Any]:
    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if len(log) < MOST:
            log.append([name, written((*args[bound:], *kwargs.values()))])
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
        given = (*args[bound:], *kwargs.values())
        before = written_with_states(given)
        log.append([None])  # under way
        try:
            value = function(*args, **kwargs)
        finally:
            log.pop()
        log.append([name, before, written((value,)), written_with_states(given)])
        return value

    return call
