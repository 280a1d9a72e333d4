"""What can be asked of an object that lives where the learner's code runs: a module, a scaler, a tensor.

Objects never cross the boundary; values do. Each operation here reads or drives an object and gives plain data.
Library functions are taken from the library's own classes (``torch.nn.Module.named_parameters(model)``, not
``model.named_parameters()``), so that a subclass cannot answer for them; but this is still the worker's own word, and
checks rest on how objects behave on values.

Stands alone: NumPy, and torch and matplotlib where they are imported already.
"""

from __future__ import annotations

import importlib
import sys
import types
from collections.abc import Callable
from typing import Any

from .figures import close, draw, figure, start
from .restore import modes, set_modes


def make(request: dict[str, Any], target: Any) -> Any:
    """Construct a library object by its dotted path: ``torch.nn.Linear``, with args and kwargs.

    It is ours, so it is made in float32, whatever default the learner's file has set.
    """
    module, _, name = request["name"].rpartition(".")
    made = getattr(importlib.import_module(module), name)
    theirs = modes()
    if theirs is not None:
        set_modes((theirs[0], sys.modules["torch"].float32))
    try:
        return made(*request["args"], **request["kwargs"])
    finally:
        set_modes(theirs)


def hold(request: dict[str, Any], target: Any) -> Any:
    """Keep a value that the host sent, so that calls may change it in place."""
    return request["args"][0]


def get(request: dict[str, Any], target: Any) -> Any:
    """An attribute."""
    return getattr(target, request["name"])


def read(request: dict[str, Any], target: Any) -> Any:
    """A kept value itself."""
    return target


def state(request: dict[str, Any], target: Any) -> dict[str, Any]:
    """A module's parameters, buffers and gradients by name, and its training mode."""
    torch = sys.modules["torch"]
    named = _parameters(torch, target)
    return {
        "parameters": {name: value.detach() for name, value in named.items()},
        "gradients": {name: value.grad for name, value in named.items()},
        "trainable": {name: bool(value.requires_grad) for name, value in named.items()},
        "buffers": dict(torch.nn.Module.named_buffers(target)),
        "training": bool(target.training),
    }


def _parameters(torch: Any, target: Any) -> dict[str, Any]:
    if not isinstance(target, torch.nn.Module):
        raise TypeError(f"an object of type {type(target).__name__} is no torch.nn.Module")
    return dict(torch.nn.Module.named_parameters(target))


def load(request: dict[str, Any], target: Any) -> None:
    """Write values, in place, into a tensor or into a module's parameters: a dict by name, or a list, by shape."""
    torch = sys.modules["torch"]
    (values,) = request["args"]
    with torch.no_grad():
        if isinstance(values, torch.Tensor):
            torch.Tensor.copy_(target.data, values)
            return
        named = _parameters(torch, target)
        for name, value in values.items() if isinstance(values, dict) else _by_shape(named, values):
            torch.Tensor.copy_(named[name].data, value)


def _by_shape(named: dict[str, Any], values: list[Any]) -> list[tuple[str, Any]]:
    """Each value with the name of the first parameter of its shape that is still free."""
    free, pairs = dict(named), []
    for value in values:
        name = next((name for name, parameter in free.items() if parameter.shape == value.shape), None)
        if name is None:
            shapes = ", ".join(str(tuple(parameter.shape)) for parameter in named.values()) or "none"
            raise ValueError(f"no parameter of shape {tuple(value.shape)}; the module's parameters have: {shapes}")
        del free[name]
        pairs.append((name, value))
    return pairs


def fill(request: dict[str, Any], target: Any) -> None:
    """Set attributes: the cheap way to, say, a fitted scaler with known statistics."""
    for name, value in request["kwargs"].items():
        setattr(target, name, value)


class Probe:
    """Notes of every forward pass of a module: did its value carry a graph, and was the module in training mode?"""

    def __init__(self) -> None:
        self.seen: list[list[bool]] = []


def probe(request: dict[str, Any], target: Any) -> Probe:
    """Start to take notes. Copies of the module write into the same notes."""
    torch = sys.modules["torch"]
    notes = Probe()

    def note(module: Any, inputs: Any, value: Any) -> None:
        notes.seen.append([bool(getattr(value, "requires_grad", False)), bool(module.training)])

    torch.nn.Module.register_forward_hook(target, note)
    return notes


def vjp(request: dict[str, Any], target: Any, function: Callable[..., Any]) -> dict[str, Any]:
    """Forward, then the vector-Jacobian product for the cotangent that the host sent (the last argument).

    Floating-point tensors among the arguments, or those at the positions in ``with_respect_to``, get a gradient; so do
    the parameters of a module. None where the value does not depend on one.
    """
    torch = sys.modules["torch"]
    *args, cotangent = request["args"]
    asks = request["kwargs"].get("with_respect_to", range(len(args)))
    at = [i for i, a in enumerate(args) if i in asks and _is_float(torch, a)]
    inputs = [a.detach().clone().requires_grad_() if i in at else a for i, a in enumerate(args)]
    named = dict(torch.nn.Module.named_parameters(target)) if isinstance(target, torch.nn.Module) else {}
    value = function(*inputs)
    leaves = [inputs[i] for i in at] + list(named.values())
    if not isinstance(value, torch.Tensor) or not value.requires_grad or value.shape != cotangent.shape:
        grads: list[Any] = [None] * len(leaves)
    else:
        grads = list(torch.autograd.grad(value, leaves, cotangent.to(value.dtype), allow_unused=True))
    of_args = [grads.pop(0) if i in at else None for i in range(len(inputs))]
    plain = value.detach() if isinstance(value, torch.Tensor) else value
    return {"value": plain, "args": of_args, "parameters": dict(zip(named, grads, strict=True))}


def defaults(request: dict[str, Any], target: Any, function: Callable[..., Any]) -> list[Any] | None:
    """The default values of a plain function's positional parameters, None for a parameter without one; None instead
    of a list for any other callable, of which only a call can tell. Of a class, those of its ``__init__``.
    """
    if isinstance(function, type):
        found = defaults(request, target, function.__init__)  # type: ignore[misc]
        return found and found[1:]
    if isinstance(function, staticmethod):
        function = function.__func__
    plain = isinstance(function, types.FunctionType) and not hasattr(function, "__wrapped__")
    if not plain or function.__code__.co_flags & 0x0C or function.__code__.co_kwonlyargcount:  # *args or **kwargs
        return None
    given = list(function.__defaults__ or ())
    return [None] * (function.__code__.co_argcount - len(given)) + given


def _is_float(torch: Any, value: Any) -> bool:
    return isinstance(value, torch.Tensor) and value.is_floating_point()


def is_a(request: dict[str, Any], target: Any) -> bool:
    """Is it an instance of the class at this dotted path?"""
    module, _, name = request["name"].rpartition(".")
    return isinstance(target, getattr(importlib.import_module(module), name))


OPERATIONS: dict[str, Callable[[dict[str, Any], Any], Any]] = {
    operation.__name__: operation
    for operation in (make, hold, get, read, state, load, fill, probe, is_a, figure, start, draw, close)
}
OF_FUNCTIONS = {"vjp": vjp, "defaults": defaults}  # of a function of the learner's module, or of a kept object's method
KEPT = ("make", "hold", "probe")  # operations whose value always stays in the worker
