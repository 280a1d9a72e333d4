"""Which of a module's functions call which others, and with what: the calls that reach some functions are written down.

Follow-through asks for it where a broken function leaves its caller no answer to be judged by: what the caller handed
to it, up to there, is then compared with what the right caller would have.

Stands alone: standard library and its neighbour, the wire.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from .wire import WireError, decode, encode

MOST = 200
Log = list[list[Any]]  # [name, [argument, ...]], objects by the name of their type


def written(args: tuple[Any, ...]) -> list[Any]:
    """Arguments as they are now: copies of data, the type's name of anything else."""
    try:
        return [decode(encode(arg)) for arg in args]
    except WireError:
        return []


def install(module: Any, names: list[str], log: Log) -> Callable[[], None]:
    """Let calls of the functions `names` of `module` (``f``, or ``Class.method``) be written to `log`. Gives the
    undoing.
    """
    undo: list[tuple[Any, str, Any]] = []
    for name in names:
        owner_name, _, attribute = name.rpartition(".")
        owner = getattr(module, owner_name, None) if owner_name else module
        function = getattr(owner, attribute, None)
        if owner is not None and callable(function) and not isinstance(function, type):
            undo.append((owner, attribute, function))
            setattr(owner, attribute, _logged(name, function, log, bound=bool(owner_name)))

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
