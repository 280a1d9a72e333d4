"""How a wrong answer comes from the right one, in a sentence: "exactly 2 times too large", "transposed", "in another
order".

Facts only: what holds on every failing example of a check, and cannot well be an accident of one.
"""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np

from .alike import numeric, same
from .errors import Mismatch
from .raw import Failure, Raw
from .student import Answer

NICE = {2.0: "2", 3.0: "3", 4.0: "4", 10.0: "10", 100.0: "100", 1000.0: "1000"}
MOST_PARTS = 6
MOST_ARGUMENTS = 12
TELLING = 3  # so many numbers must have lost their digits for it to be no accident
Pair = tuple[Any, Any, Failure]  # expected, got, the failure that they belong to


def transform(raw: Raw, parameters: list[str]) -> str:
    """One sentence on how the given answers come from the right ones, or nothing. `parameters` are the names of what
    the exercise is given.
    """
    if reordered(raw):
        return "The right values are returned, but in another order."
    if (position := given_back(raw)) >= 0:
        return f"It is {parameters[position] if position < len(parameters) else 'an argument'} as it was passed in."
    pairs = _pairs(raw)
    return _shape_sentence(pairs) or _value_sentence(pairs, parameters) or digits_lost(raw) if pairs else ""


def _pairs(raw: Raw) -> list[Pair]:
    """What was expected and what came, of every failing example; none where one of them has no such numbers."""
    pairs = []
    for failure in raw.failures:
        error = failure.error
        if not isinstance(error, Mismatch) or error.kind not in ("value", "shape"):
            return []
        expected, got = numeric(error.expected), numeric(error.got)
        if expected is None or got is None:
            return []
        pairs.append((expected, got, failure))
    return pairs


def given_back(raw: Raw) -> int:
    """The position of the array that every failing example has back as it was passed in; -1 where there is none."""
    positions, seen = set(range(MOST_ARGUMENTS)), 0
    for _, got, failure in _pairs(raw):
        args = [(at, arg) for call in failure.calls for at, arg in enumerate(call.args) if isinstance(arg, np.ndarray)]
        positions &= {at for at, arg in args if got.any() and np.array_equal(arg, got)}
        seen += got.size
    return min(positions) if positions and seen > 1 else -1


def digits_lost(raw: Raw) -> str:
    """A sentence where every answer is the right one with some of its digits cut off, or rounded."""
    pairs = _pairs(raw)
    if not all(got.shape == expected.shape and np.isfinite([got, expected]).all() for expected, got, _ in pairs):
        return ""
    if len({float(value) for _, got, _ in pairs for value in got.ravel()} - {0.0}) < TELLING:
        return ""
    if all(np.array_equal(got, np.trunc(expected + 1e-9 * np.sign(expected))) for expected, got, _ in pairs):
        return "It is the right answer without its decimals: they were cut off."
    for digits in range(6):
        if all(_rounded(expected, got, digits) for expected, got, _ in pairs):
            return f"It is the right answer, rounded to {digits} decimal{'' if digits == 1 else 's'}."
    return ""


def _rounded(expected: Any, got: Any, digits: int) -> bool:
    near = np.abs(got - expected) <= 0.500001 * 10.0**-digits  # a half goes either way
    return bool(near.all()) and np.allclose(got, np.round(got, digits), rtol=1e-12, atol=0)


def reordered(raw: Raw) -> bool:
    """Are the parts of every answer those of the reference's, in one and the same other order?"""
    orders: set[tuple[int, ...]] | None = None
    for failure in raw.failures:
        replies = raw.replies_to(failure.index)
        if not replies or failure.index >= len(raw.plan.answers):
            return False
        for theirs, right in zip(replies, raw.plan.answers[failure.index], strict=False):
            if not isinstance(theirs, Answer) or not isinstance(right, Answer):
                return False
            orders = _orders(theirs.value, right.value, orders)
            if not orders:
                return False
    return bool(orders) and all(order != tuple(sorted(order)) for order in orders or ())


def _orders(got: Any, expected: Any, known: set[tuple[int, ...]] | None) -> set[tuple[int, ...]]:
    """The orders in which the parts of `expected` are those of `got`, of those that are `known` to fit so far."""
    if type(got) not in (tuple, list) or type(expected) is not tuple or not 1 < len(got) <= MOST_PARTS:
        return set()
    if len(got) != len(expected):
        return set()
    fits = [[same(part, right) for right in expected] for part in got]
    tried = permutations(range(len(got))) if known is None else known
    return {order for order in tried if all(fits[i][j] for i, j in enumerate(order))}


def _shape_sentence(pairs: list[Pair]) -> str:
    if all(got.shape == expected.shape for expected, got, _ in pairs):
        return ""
    if all(got.ndim == 2 and _same(got.T, expected) for expected, got, _ in pairs):
        return "It is the right answer transposed."
    if all(_same(got.ravel(), expected.ravel()) for expected, got, _ in pairs):
        return "The values are right, the shape is not."
    if all(_squared(expected, got) for expected, got, _ in pairs):
        rows = max(len(expected) for expected, _, _ in pairs)
        return f"A column and a flat array, or a row, were broadcast to a square, up to {rows} x {rows}."
    return ""


def _squared(expected: Any, got: Any) -> bool:
    return expected.ndim > 0 and len(expected) > 1 and got.shape == (len(expected),) * 2 != expected.shape


def _value_sentence(pairs: list[Pair], parameters: list[str]) -> str:
    if any(expected.shape != got.shape or not expected.size for expected, got, _ in pairs):
        return ""
    ratios = [_ratio(expected, got) for expected, got, _ in pairs]
    if all(ratio is not None for ratio in ratios):
        known = [float(ratio) for ratio in ratios if ratio is not None]
        return _ratio_sentence(known, pairs, parameters)
    if all(_same(got, np.sqrt(np.abs(expected))) for expected, got, _ in pairs):
        return "It is the square root of the right answer."
    if all(_same(got, expected**2) for expected, got, _ in pairs):
        return "It is the square of the right answer."
    if all(got.ndim >= 1 and len(got) > 2 and _same(got[:-1], expected[1:]) for expected, got, _ in pairs):
        return "It is the right answer moved by one place: at [t] stands what belongs at [t + 1]."
    if all(got.ndim >= 1 and len(got) > 2 and _same(got[1:], expected[:-1]) for expected, got, _ in pairs):
        return "It is the right answer moved by one place: at [t] stands what belongs at [t - 1]."
    return ""


def _ratio_sentence(ratios: list[float], pairs: list[Pair], parameters: list[str]) -> str:
    enough = len(ratios) > 1 or pairs[0][0].size > 1
    if enough and all(abs(ratio + 1) < 1e-3 for ratio in ratios):
        return "It is exactly the right answer with its sign flipped."
    for factor, text in NICE.items():
        for sign, word in ((1, ""), (-1, " and its sign is flipped")):
            if enough and all(abs(ratio - sign * factor) < 1e-3 * factor for ratio in ratios):
                return f"It is exactly {text} times too large{word}."
            if enough and all(abs(ratio * factor - sign) < 1e-3 for ratio in ratios):
                return f"It is exactly {text} times too small{word}."
    return _size_sentence(ratios, [_table(failure) for _, _, failure in pairs], parameters)


def _size_sentence(ratios: list[float], tables: list[tuple[int, int, int]], parameters: list[str]) -> str:
    """Is the factor the number of rows, or of columns, of the first table that is passed?"""
    at = {position for position, _, _ in tables}
    if len(at) != 1 or -1 in at:
        return ""
    position = at.pop()
    what = parameters[position] if position < len(parameters) else f"argument {position + 1}"
    for words, factors in (
        ("times the number of rows", [float(rows) for _, rows, _ in tables]),
        ("divided by the number of rows", [1 / rows for _, rows, _ in tables]),
        ("times the number of columns", [float(columns) for _, _, columns in tables]),
        ("divided by the number of columns", [1 / columns for _, _, columns in tables]),
        ("times the number of rows / columns", [rows / columns for _, rows, columns in tables]),
        ("times the number of columns / rows", [columns / rows for _, rows, columns in tables]),
    ):
        telling = len(set(factors)) > 1  # one and the same size proves nothing
        if telling and all(abs(ratio / factor - 1) < 1e-3 for ratio, factor in zip(ratios, factors, strict=True)):
            return f"It is exactly the right answer {words} of {what}."
    return ""


def _table(failure: Failure) -> tuple[int, int, int]:
    """The first two-dimensional argument of the failing call: its position, rows and columns. -1 where there is
    none.
    """
    for call in failure.calls:
        for position, arg in enumerate(call.args):
            if isinstance(arg, np.ndarray) and arg.ndim == 2 and arg.size:
                return position, *arg.shape
    return -1, 0, 0


def _ratio(expected: Any, got: Any) -> float | None:
    """The one factor between two arrays, or None."""
    largest = float(np.abs(expected).max(initial=0.0))
    if largest == 0 or not np.isfinite(got).all() or not np.isfinite(expected).all():
        return None
    at = int(np.argmax(np.abs(expected)))
    ratio = float(got.ravel()[at] / expected.ravel()[at])
    return ratio if ratio != 0 and _same(got, ratio * expected) else None


def _same(a: Any, b: Any) -> bool:
    return a.shape == b.shape and bool(np.allclose(a, b, rtol=1e-4, atol=1e-5 * float(np.abs(b).max(initial=0.0))))
