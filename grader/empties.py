"""Empty answers: of the right sort and shape, and without a thought behind them.

`emptied` turns a right answer into one. The engine uses it to find the examples on which an empty answer happens to
be right, which must not open the door to other points (exam.py); `grader verify` hands its text, appended to the
reference, to a worker (variants.py). So this file stands alone.
"""

from typing import Any

EMPTY = ("none", "argument", "zeros", "ones", "constant", "noise")


def emptied(value: Any, how: str, args: Any = (), rng: Any = None) -> Any:
    """`value` as an empty answer: nothing, the first argument, or zeros, ones, one constant, noise of its shape; of an
    object, a new one of its class. Noise comes from `rng`, or is another one each time.
    """
    import sys

    import numpy as np

    torch, pandas = sys.modules.get("torch"), sys.modules.get("pandas")
    if how == "none":
        return None
    if how == "argument":
        return args[0] if len(args) else None
    rng = rng or np.random.default_rng()
    fill = {"zeros": 0.0, "ones": 1.0, "constant": 0.37}.get(how)
    if type(value) in (tuple, list):
        return type(value)([emptied(part, how, (), rng) for part in value])
    if type(value) is dict:
        return {key: emptied(part, how, (), rng) for key, part in value.items()}
    if isinstance(value, np.ndarray) and value.dtype.kind in "fiub":
        return rng.normal(size=value.shape) if fill is None else np.full_like(value, fill)
    if torch is not None and type(value) is torch.Tensor:
        noise = torch.tensor(rng.normal(size=tuple(value.shape)), dtype=torch.float32)
        made = noise if fill is None else torch.full_like(value, fill)
        return made.detach().requires_grad_(value.requires_grad)
    if pandas is not None and isinstance(value, pandas.DataFrame):
        return pandas.DataFrame(emptied(value.to_numpy(), how, (), rng), columns=value.columns)
    if isinstance(value, int | float | np.number):
        return float(rng.normal()) if fill is None else fill
    return _bare(value)


def _bare(value: Any) -> Any:
    """A new object of the same class: a figure with nothing in it, a scaler that was not fitted; else None."""
    if value is None or type(value).__name__ == "Handle":  # an object elsewhere: what is read of it is emptied
        return value
    try:
        return type(value)()
    except Exception:  # noqa: BLE001 -- whatever such a class wants
        return None
