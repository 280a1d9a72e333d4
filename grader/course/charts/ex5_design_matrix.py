"""Pictures of unit 5: a fit, as the line that it finds and the losses on the way."""

from __future__ import annotations

import numpy as np

from grader.charts import Curve, chart

from ..checks._ex5_step import made
from .ex2_numpy import X, Y

ENDS = np.array([-1.75, 1.75])
ITERATIONS = 60


@chart("LinearRegression.fit", x="x", y="y", points=(X.ravel(), Y.ravel()))
def line_that_is_found(student):
    """The line of the W that fit returns after 60 iterations at a learning rate of 0.1, through the points."""
    W = np.asarray(made(student, 0.1, ITERATIONS).fit(X.T, Y.T), dtype=np.float64).reshape(2)
    return Curve(W[0] + W[1] * ENDS, ENDS)


@chart("LinearRegression.fit", x="iteration", y="loss")
def loss_by_iteration(student):
    """The losses that this fit keeps."""
    model = made(student, 0.1, ITERATIONS)
    model.fit(X.T, Y.T)
    return Curve(model.get("losses"), np.arange(ITERATIONS))
