"""How large a value of a submission's may be for the host to compute with it.

In follow-through the reference's own code runs here, on what a submission has computed. A learner's numbers are those
of a lesson: a table, a column, some counts. Of larger ones, or of odd shapes, a sum of two would fill the memory, for
arrays of a few thousand numbers stretch each other to millions.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

MOST_WORK = 1_000  # where an argument is a whole number (epochs, samples), or an axis is that long
MOST_NUMBERS = 20_000  # in all
MOST_THICK = 16  # along an axis of an array of three
MOST_AXES = 3


def modest(value: Any, *, counts: bool = True) -> bool:
    """Can the host work with a value, and all others as small? `counts`: whole numbers may say how often."""
    return _numbers(value, counts=counts) <= MOST_NUMBERS


def _numbers(value: Any, *, counts: bool) -> float:
    """How many numbers there are in a value; infinitely many where it is not modest."""
    if type(value) in (list, tuple):
        return sum(_numbers(item, counts=counts) for item in value) if len(value) <= MOST_NUMBERS else math.inf
    if type(value) is dict:
        return sum(_numbers(item, counts=counts) for item in value.values())
    if isinstance(value, int | np.integer) and counts and abs(int(value)) > MOST_WORK:
        return math.inf
    shape = tuple(getattr(value, "shape", ()))
    longest = MOST_WORK if len(shape) < MOST_AXES else MOST_THICK
    return math.inf if len(shape) > MOST_AXES or max(shape, default=0) > longest else math.prod(shape)
