"""Averages."""

import numpy as np


def mean(x):
    """The mean of x (N,)."""
    ### BEGIN SOLUTION
    return float(np.sum(x) / len(x))
    ### END SOLUTION


def variance(x):
    """The mean squared distance to the mean of x (N,)."""
    ### BEGIN SOLUTION
    return float(np.sum((x - mean(x)) ** 2) / len(x))
    ### END SOLUTION


def report(x):
    """Both, as {"mean": ..., "variance": ...}."""
    ### BEGIN SOLUTION
    return {"mean": mean(x), "variance": variance(x)}
    ### END SOLUTION
