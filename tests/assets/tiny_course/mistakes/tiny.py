"""What learners get wrong in tiny."""

from __future__ import annotations

import numpy as np

from grader.mistakes import mistake


@mistake("mean", hint="Divide by len(x).")
def sum_instead_of_mean(ref, x):
    """The sum is not divided by the number of values."""
    return float(np.sum(x))


@mistake("variance", hint="Divide by N, not by N - 1.")
def sample_variance(ref, x):
    """This is the sample variance, divided by N - 1."""
    return float(np.sum((x - ref.mean(x)) ** 2) / max(len(x) - 1, 1))


@mistake("report", hint="Look at the order.")
def swapped(ref, x):
    """Mean and variance are swapped."""
    return {"mean": ref.variance(x), "variance": ref.mean(x)}
