"""What can be asked of an object that lives where the learner's code runs: a module, a scaler, a tensor, a figure, an
animation.

Objects never cross the boundary; values do. Each operation here reads or drives an object and gives plain data.
Library functions are taken from the library's own classes (``torch.nn.Module.named_parameters(model)``, not
``model.named_parameters()``), so that a subclass cannot answer for them; but this is still the worker's own word, and
checks rest on how objects behave on values.

Stands alone: NumPy, and torch and matplotlib where they are imported already.
"""

from __future__ import annotations

import importlib
import itertools
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

MOST_FRAMES = 10_000


def make(request: dict[str, Any], target: Any) -> Any:
    """Construct a library object by its dotted path: ``torch.nn.Linear``, with args and kwargs."""
    module, _, name = request["name"].rpartition(".")
    return getattr(importlib.import_module(module), name)(*request["args"], **request["kwargs"])


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
    named = dict(torch.nn.Module.named_parameters(target))
    return {
        "parameters": {name: value.detach() for name, value in named.items()},
        "gradients": {name: value.grad for name, value in named.items()},
        "trainable": {name: bool(value.requires_grad) for name, value in named.items()},
        "buffers": dict(torch.nn.Module.named_buffers(target)),
        "training": bool(target.training),
    }


def load(request: dict[str, Any], target: Any) -> None:
    """Write values, in place, into a tensor or into a module's parameters (a dict by name)."""
    torch = sys.modules["torch"]
    (values,) = request["args"]
    named = dict(torch.nn.Module.named_parameters(target)) if isinstance(target, torch.nn.Module) else {"": target}
    wanted = values if isinstance(values, dict) else {"": values}
    with torch.no_grad():
        for name, value in wanted.items():
            torch.Tensor.copy_(named[name].data, value)


def vjp(request: dict[str, Any], target: Any, function: Callable[..., Any]) -> dict[str, Any]:
    """Forward, then the vector-Jacobian product for the cotangent that the host sent (the last argument).

    Floating-point tensors among the arguments get a gradient; so do the parameters of a module. None where the value
    does not depend on one.
    """
    torch = sys.modules["torch"]
    *args, cotangent = request["args"]
    inputs = [a.detach().clone().requires_grad_() if _is_float(torch, a) else a for a in args]
    named = dict(torch.nn.Module.named_parameters(target)) if isinstance(target, torch.nn.Module) else {}
    value = function(*inputs)
    leaves = [a for a in inputs if _is_float(torch, a)] + list(named.values())
    if not isinstance(value, torch.Tensor) or not value.requires_grad:
        grads: list[Any] = [None] * len(leaves)
    else:
        grads = list(
            torch.autograd.grad(value, leaves, cotangent.to(value.dtype).reshape(value.shape), allow_unused=True)
        )
    of_args = [grads.pop(0) if _is_float(torch, a) else None for a in inputs]
    plain = value.detach() if isinstance(value, torch.Tensor) else value
    return {"value": plain, "args": of_args, "parameters": dict(zip(named, grads, strict=True))}


def _is_float(torch: Any, value: Any) -> bool:
    return isinstance(value, torch.Tensor) and value.is_floating_point()


def figure(request: dict[str, Any], target: Any) -> dict[str, Any]:
    """A figure as data: per axes its titles, labels, lines, scatters (and other point clouds), legend and place."""
    shown = target
    if not hasattr(shown, "axes") and hasattr(shown, "_fig"):  # an animation
        shown = shown._fig
    shown.canvas.draw()
    suptitle = shown.get_suptitle() if hasattr(shown, "get_suptitle") else ""
    return {"suptitle": suptitle, "axes": [_axes(axes) for axes in shown.axes]}


def _axes(axes: Any) -> dict[str, Any]:
    from matplotlib.colors import to_hex

    box = axes.get_position()
    legend = axes.get_legend()
    return {
        "title": next((text for text in (axes.get_title(place) for place in ("center", "left", "right")) if text), ""),
        "xlabel": axes.get_xlabel(),
        "ylabel": axes.get_ylabel(),
        "place": [float(value) for value in box.bounds],
        "lines": [
            {
                "x": _floats(line.get_xdata(orig=False)),
                "y": _floats(line.get_ydata(orig=False)),
                "color": to_hex(line.get_color()),
                "label": str(line.get_label()),
                "marker": str(line.get_marker()),
                "style": str(line.get_linestyle()),
                "visible": bool(line.get_visible()),
            }
            for line in axes.get_lines()
        ],
        "points": [
            {
                "xy": _floats(cloud.get_offsets()),
                "colors": [to_hex(color) for color in cloud.get_facecolors()[:4]],
                "label": str(cloud.get_label()),
                "visible": bool(cloud.get_visible()),
            }
            for cloud in axes.collections
            if type(cloud).__name__ == "PathCollection"
        ],
        "legend": None if legend is None else [str(text.get_text()) for text in legend.get_texts()],
    }


def _floats(values: Any) -> Any:
    return np.ma.filled(np.ma.asarray(values, dtype=np.float64), np.nan)


def frames(request: dict[str, Any], target: Any) -> int:
    """How many frames an animation has; its sequence starts anew."""
    return sum(1 for _ in itertools.islice(target.new_frame_seq(), MOST_FRAMES))


def start(request: dict[str, Any], target: Any) -> None:
    """Get an animation ready to be drawn frame by frame, as a viewer would."""
    target._fig.canvas.draw()
    target._stepper = iter(target.new_frame_seq())


def draw(request: dict[str, Any], target: Any) -> bool:
    """Draw the next frame; False where there was none."""
    for frame in target._stepper:
        target._draw_next_frame(frame, False)
        return True
    return False


def close(request: dict[str, Any], target: Any) -> None:
    """Close every figure, so that figures of one check do not pile up in the next."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close("all")


OPERATIONS: dict[str, Callable[[dict[str, Any], Any], Any]] = {
    operation.__name__: operation
    for operation in (make, hold, get, read, state, load, figure, frames, start, draw, close)
}
KEPT = ("make", "hold")  # operations whose value always stays in the worker
