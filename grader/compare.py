"""Is this number, or this array, right? Type, shape and finiteness first, then values by a bound that knows rounding.

The bound for a value computed with k summed terms is

    |got - expected| <= 8 eps (k + 4) scale + 4 realmin

elementwise, where `scale` is the same formula on absolute values and eps belongs to the precision that a right answer
may have been *computed* in: float32 unless a check declares float64, whatever dtype comes back. (The running error
bound of Higham, Accuracy and Stability of Numerical Algorithms, section 3.1, with a constant of 8.) Relative
tolerances as of np.allclose fail right float32 answers where terms cancel and pass wrong ones where values are tiny.
For iterated quantities, where no formula can be written, `spread` measures the bound on the oracle itself.

A comparison is *informative* where its expected values exceed 1,000 tolerances: then a wrong answer cannot hide in
the bound. `watch` counts informative comparisons for the engine.
"""

from __future__ import annotations

import contextlib
import functools
import sys
import warnings
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import Mismatch
from .sandbox.wire import Handle, Opaque
from .student import Thing

SAFETY = 8.0
INFORMATIVE = 1000.0
Array = NDArray[Any]


@dataclass
class Watch:
    """What the comparisons in a check body have seen."""

    informative: int = 0
    compared: int = 0


_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """No warnings of NumPy's or Python's."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def watch() -> Iterator[Watch]:
    """Count the comparisons made inside. Be `quiet` around it: wrong answers overflow and divide by zero as they
    like.
    """
    seen = Watch()
    token = _watch.set(seen)
    try:
        yield seen
    finally:
        _watch.reset(token)


def close(
    got: Any,
    expected: Any,
    *,
    name: str = "the answer",
    scale: Any = None,
    terms: int = 1,
    dtype: str = "float32",
    bound: Any = None,
) -> None:
    """Raise Mismatch unless `got` is `expected`, a number or an array, up to rounding.

    `expected` is an oracle's value in float64; where it is a Python float any kind of single number is taken (see
    `number`), where it is an array `got` must be an array of exactly its shape. `scale` is the formula of `expected`
    on absolute values (default: its own absolute value, right where nothing cancels), `terms` the number of summed
    terms. `bound` replaces the rule by a tolerance of its own, e.g. from `spread`. Where the right answer is zero,
    `scale` must say the scale of the inputs.
    """
    reference = np.asarray(expected, dtype=np.float64)
    try:
        values = number(got, name) if isinstance(expected, float | int) else array(got, reference.shape, name)
    except Mismatch as error:
        error.expected = expected
        raise
    size = np.abs(reference if scale is None else np.asarray(scale, dtype=np.float64))
    if bound is None:
        eps, least = _precision(dtype)
        allowed = SAFETY * eps * (terms + 4) * size + 4 * least
    else:
        allowed = np.asarray(bound, dtype=np.float64)
    finite = np.isfinite(reference)
    _note(reference, finite, size, allowed)
    if finite.all() and (np.abs(values - reference) <= allowed).all():
        return
    same = np.where(finite, False, (values == reference) | (np.isnan(values) & np.isnan(reference)))
    with np.errstate(invalid="ignore", over="ignore"):
        difference = np.abs(values - reference)
    right = np.where(finite, difference <= allowed, same)
    if right.all():
        return
    if finite.all() and not np.isfinite(values).all():
        index = _first(~np.isfinite(values))
        raise Mismatch(
            f"{_at(name, index)} is {values[index]:g}, not a finite number", kind="finite", expected=expected, got=got
        )
    index = _worst(right, difference, allowed)
    count = f"; {int((~right).sum())} of {right.size} values differ" if right.size > 1 else ""
    raise Mismatch(
        f"{_at(name, index)} is {_apart(values[index], reference[index])}{count}",
        kind="value",
        expected=expected,
        got=got,
    )


def number(got: Any, name: str = "the answer") -> Array:
    """`got` as a 0-d float64 array: a Python number, a NumPy scalar, a 0-d array, or a 0-d tensor without a graph.

    Raises Mismatch for anything else, float16 included.
    """
    if type(got) in (int, float):
        return np.asarray(float(got))
    if is_tensor(got):
        if got.requires_grad:
            raise Mismatch(
                f"{name} is a tensor that still carries its graph; take its value with .item()", kind="type", got=got
            )
        got = got.numpy() if str(got.dtype) != "torch.bfloat16" else got.float().numpy().astype(np.float16)
    if isinstance(got, np.generic | np.ndarray):
        if got.shape != ():
            raise Mismatch(f"{name} has shape {got.shape}, expected one number", kind="shape", got=got)
        return np.asarray(_numeric(np.asarray(got), name))
    raise Mismatch(f"{name} is {describe(got)}, expected a float", kind="type", got=got)


def array(got: Any, shape: tuple[int, ...], name: str = "the answer", *, kind: str = "") -> Array:
    """`got` as a float64 array of exactly `shape`. Raises Mismatch where it is no array, no numbers, or of another
    shape.

    `kind` may ask for a dtype kind besides: ``"f"`` for floats.
    """
    if not isinstance(got, np.ndarray):
        raise Mismatch(f"{name} is {describe(got)}, expected a NumPy array of shape {shape}", kind="type", got=got)
    if got.shape != shape:
        raise Mismatch(f"{name} has shape {got.shape}, expected {shape}", kind="shape", got=got)
    if kind and got.dtype.kind not in kind:
        raise Mismatch(f"{name} has dtype {got.dtype}, expected floats", kind="dtype", got=got)
    return _numeric(got, name)


def unpack(got: Any, *names: str) -> list[Any]:
    """The parts of a returned tuple or list, as many as `names`. Raises Mismatch otherwise."""
    wanted = ", ".join(names)
    if type(got) not in (tuple, list):
        raise Mismatch(f"returned {describe(got)}, expected {len(names)} values: {wanted}", kind="type", got=got)
    if len(got) != len(names):
        raise Mismatch(f"returned {len(got)} values, expected {len(names)}: {wanted}", kind="shape", got=got)
    return list(got)


def numbers(got: Any, count: int, name: str = "losses") -> Array:
    """`got` as a float64 array of `count` numbers: a list or tuple of numbers, or a 1-D array. Raises Mismatch
    otherwise.
    """
    if isinstance(got, np.ndarray):
        return array(got, (count,), name)
    if type(got) not in (list, tuple):
        raise Mismatch(f"{name} is {describe(got)}, expected a list of {_many(count, 'number')}", kind="type", got=got)
    if len(got) != count:
        raise Mismatch(f"{name} has {_many(len(got), 'value')}, expected {count}", kind="shape", got=got)
    if not set(map(type, got)) <= {int, float}:
        got = [number(value, f"{name}[{i}]") for i, value in enumerate(got)]
    return np.array(got, dtype=np.float64).reshape(count)


def require(condition: bool, message: str, *, expected: Any = None, got: Any = None) -> None:
    """Raise Mismatch with `message` unless `condition` holds. Counts as an informative comparison."""
    seen = _watch.get()
    if seen is not None:
        seen.compared += 1
        seen.informative += 1
    if not condition:
        raise Mismatch(message, kind="property", expected=expected, got=got)


def spread(
    oracle: Callable[..., Any], *args: Any, rows: tuple[int, ...] = (), seed: int = 0
) -> tuple[list[Array], list[Array]]:
    """The oracle's values at `args` and a bound for each, from its own spread, for quantities that are iterated or
    solved.

    `oracle` returns a sequence of arrays and follows the dtype of its arguments. It is run in float64, in float32,
    with its rows permuted (`rows`: positions of the arguments whose first axis are samples) and with inputs perturbed
    in the last float32 place. The bound is 8 times the largest distance, plus 8 float32 roundings of the values
    themselves.
    """
    rng = np.random.default_rng(seed)
    eps = float(np.finfo(np.float32).eps)
    exact = [np.asarray(value, dtype=np.float64) for value in oracle(*args)]
    variants = [tuple(_cast(arg) for arg in args)]
    if rows:
        order = rng.permutation(len(args[rows[0]]))
        variants.append(tuple(_cast(arg[order]) if i in rows else _cast(arg) for i, arg in enumerate(args)))
    variants += [tuple(_perturbed(arg, eps, rng) for arg in args) for _ in range(3)]
    bounds = [SAFETY * eps * np.abs(value) for value in exact]
    for variant in variants:
        with np.errstate(all="ignore"):
            for i, value in enumerate(oracle(*variant)):
                bounds[i] = np.maximum(bounds[i], SAFETY * np.abs(np.asarray(value, dtype=np.float64) - exact[i]))
    return exact, [
        bound.max(initial=0.0) + SAFETY * eps * np.abs(value) for value, bound in zip(exact, bounds, strict=True)
    ]


def describe(value: Any) -> str:
    """What a value is, in a learner's words: ``None (is a return missing?)``, ``an array of shape (3,)``."""
    if value is None:
        return "None (is a return missing?)"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if is_tensor(value):
        return f"a torch tensor of shape {tuple(value.shape)}"
    if isinstance(value, Opaque | Handle | Thing):
        return f"an object of type {value.type_name}"
    if isinstance(value, np.generic):
        return f"one number ({value.dtype})"
    word = {"str": "a string", "int": "one number (int)", "float": "one number (float)", "bool": "a bool"}.get(
        type(value).__name__
    )
    return word or f"a {type(value).__name__}"


def _numeric(values: Array, name: str) -> Array:
    if values.dtype == np.float16:
        raise Mismatch(f"{name} is float16, which is too coarse; use float32 or float64", kind="dtype", got=values)
    if values.dtype.kind not in "fiu":
        raise Mismatch(f"{name} holds {values.dtype} values, expected real numbers", kind="dtype", got=values)
    return values.astype(np.float64)


def is_tensor(value: Any) -> bool:
    """A torch tensor itself. (An object in the worker seems to have any attribute: never ask with hasattr.)"""
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor)


def _perturbed(value: Any, eps: float, rng: np.random.Generator) -> Any:
    return value * (1 + eps * rng.uniform(-1, 1, value.shape)) if isinstance(value, np.ndarray) else value


def _cast(value: Any) -> Any:
    return value.astype(np.float32) if isinstance(value, np.ndarray) and value.dtype == np.float64 else value


def _note(reference: Array, finite: Array, size: Array, allowed: Array) -> None:
    seen = _watch.get()
    if seen is None:
        return
    seen.compared += 1
    largest = np.abs(reference).max(initial=0.0, where=finite) or size.max(initial=0.0)
    tolerance = allowed.max(initial=0.0, where=np.isfinite(allowed))
    seen.informative += bool(largest > INFORMATIVE * tolerance) and reference.size > 0


@functools.cache
def _precision(dtype: str) -> tuple[float, float]:
    """The rounding unit and the smallest normal number of a dtype."""
    limits = np.finfo(dtype)
    return float(limits.eps), float(limits.smallest_normal)


def _first(mask: Array) -> tuple[int, ...]:
    return tuple(int(i) for i in np.unravel_index(int(np.argmax(mask)), mask.shape))


def _worst(right: Array, difference: Array, allowed: Array) -> tuple[int, ...]:
    with np.errstate(all="ignore"):
        excess = np.where(
            right, -1.0, np.nan_to_num(difference / np.broadcast_to(allowed + 1e-300, difference.shape), nan=np.inf)
        )
    return tuple(int(i) for i in np.unravel_index(int(np.argmax(excess)), excess.shape))


def _apart(got: float, expected: float) -> str:
    """Two numbers that differ, with as many digits as it takes to see it."""
    for digits in (6, 9, 17):
        texts = f"{got + 0.0:.{digits}g}", f"{expected + 0.0:.{digits}g}"
        if texts[0] != texts[1]:
            break
    return f"{texts[0]}, expected {texts[1]}"


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _at(name: str, index: tuple[int, ...]) -> str:
    """An entry of what is called so: ``dW[0, 0]``, but ``the loss at [0]``."""
    if not index:
        return name
    plain = all(letter.isalnum() or letter in "_.[]" for letter in name)
    return f"{name}{'' if plain else ' at '}[{', '.join(map(str, index))}]"
