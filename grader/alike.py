"""Are two answers the same answer? For recognising a mistake, and for following one through its callers.

Looser than compare.close, for there is no formula to bound rounding by: arrays agree to 2e-4 of their largest value.
Stricter in another way: what is compared is all that a call did, its value, the arguments it changed, the global
random state.
"""

from __future__ import annotations

import re
import sys
from typing import Any

import numpy as np

from .errors import AnswerError, NeedsUpstream, NotAttempted, StudentRaised
from .student import Answer

RTOL = 2e-4
Reply = Answer | AnswerError
_SIZES = re.compile(r"\((\d{1,9}), ?\1\)|\(size \d{1,9} is different from \d{1,9}\)")
_NUMBER = re.compile(r"\d+")
_DETAIL = re.compile(r"""0x[0-9a-fA-F]+|(?<!\w)'[^']*'(?!\w)|"[^"]*"|`[^`]*`|\d+(?:\.\d+)?""")


def alike(a: Reply, b: Reply, *, told: bool = False) -> bool:
    """Did two calls do the same: give the same value with the same effects, or raise the same type of exception?

    `told`: exceptions must also say the same (see `gist`). A mistake is only recognised so; a caller of a broken
    function is followed without, for the same fault reads otherwise in another expression.
    """
    if isinstance(a, Answer) and isinstance(b, Answer):
        if a.global_rng != b.global_rng or set(a.changed) != set(b.changed):
            return False
        return same(a.value, b.value) and all(same(a.changed[i], b.changed[i]) for i in a.changed)
    if isinstance(a, StudentRaised) and isinstance(b, StudentRaised):
        return a.type_name == b.type_name and (not told or gist(a.message) == gist(b.message))
    if isinstance(a, NotAttempted | NeedsUpstream) or isinstance(b, NotAttempted | NeedsUpstream):
        return False
    return type(a) is type(b) and isinstance(a, AnswerError) and a.outcome == b.outcome  # type: ignore[union-attr]


def gist(message: str) -> str:
    """What a message says, whatever the sizes, addresses and names in it. Of squares, and of two sizes, that do not fit
    it keeps which is the larger: (3,3) against (2,2) is not (2,2) against (3,3).
    """
    sizes = sorted({int(size) for found in _SIZES.finditer(message) for size in _NUMBER.findall(found[0])})

    def ranked(found: re.Match[str]) -> str:
        return _NUMBER.sub(lambda size: "x" * (1 + sizes.index(int(size[0]))), found[0])

    return " ".join(_DETAIL.sub("#", _SIZES.sub(ranked, message)).split())


def numeric(value: Any) -> Any:
    """A number, a bool, an array or a tensor of them as a float64 array; None for all else."""
    if type(value).__module__ == "torch" and hasattr(value, "detach"):
        value = value.detach().cpu().double().numpy() if not value.is_complex() else None
    if isinstance(value, np.ndarray | np.generic | float | int) and np.asarray(value).dtype.kind in "fiub":
        return np.asarray(value, dtype=np.float64)
    return None


def same(a: Any, b: Any) -> bool:
    """Are two decoded values the same up to rounding? Shapes and sorts of types must agree (see `sort_of`)."""
    a, b = _plain(a), _plain(b)
    kind = sort_of(a)
    if kind != sort_of(b):
        return False
    if kind == "sequence":
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    if kind == "dict":
        return set(a) == set(b) and all(same(a[key], b[key]) for key in a)
    if kind == "frame":
        return list(a.columns) == list(b.columns) and all(
            same(np.asarray(a.iloc[:, i]), np.asarray(b.iloc[:, i])) for i in range(a.shape[1])
        )
    if kind.startswith(("array", "tensor", "number")):
        x, y = numeric(a), numeric(b)
        return bool(np.array_equal(a, b)) if x is None or y is None else _near(x, y)
    return bool(a == b)


def sort_of(value: Any) -> str:
    """The sort of a value, as far as right answers may not differ in it."""
    if type(value) in (list, tuple):
        return "sequence"
    if type(value) is dict:
        return "dict"
    if isinstance(value, np.ndarray) and value.ndim:
        return f"array {value.shape} {value.dtype.kind}{value.dtype == np.float16}"
    torch, pandas = sys.modules.get("torch"), sys.modules.get("pandas")
    if torch is not None and isinstance(value, torch.Tensor):
        return f"tensor {tuple(value.shape)} {value.dtype.is_floating_point} {value.requires_grad}"
    if pandas is not None and isinstance(value, pandas.DataFrame):
        return "frame"
    if type(value) in (int, float) or isinstance(value, np.number | np.ndarray):
        return f"number {getattr(value, 'dtype', None) == np.float16}"
    return type(value).__name__


def _plain(value: Any) -> Any:
    """One form for what right answers may return in several: a list of numbers as an array, one number as a 0-d
    array.
    """
    if type(value) in (list, tuple):
        parts = [_plain(part) for part in value]
        single = all(isinstance(part, np.ndarray) and part.ndim == 0 for part in parts)
        return np.array([float(part) for part in parts]) if single else value
    if type(value) in (int, float) or isinstance(value, np.integer | np.floating):
        return np.asarray(value)
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor) and value.ndim == 0 and not value.requires_grad:
        return np.asarray(value.item())
    return value


def _near(a: Any, b: Any) -> bool:
    finite = np.isfinite(b)
    if not np.array_equal(finite, np.isfinite(a)) or not np.array_equal(a[~finite], b[~finite], equal_nan=True):
        return False
    largest = float(np.abs(b[finite]).max(initial=0.0))
    return bool((np.abs(a[finite] - b[finite]) <= RTOL * largest + 1e-12).all())
