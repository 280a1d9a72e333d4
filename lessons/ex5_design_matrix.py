"""Unit 5's lesson: the class on 500 points, and learning rates that are too small, right and too large."""

from __future__ import annotations

import numpy as np

from .page import MODEL, POINTS, Page, axes, losses


def tell(page: Page) -> None:
    rng = np.random.default_rng(1234)
    X = rng.uniform(size=(1, 500))
    y = 3 * X + 0.05 * rng.standard_normal((1, 500))
    model = page.solution.LinearRegression()
    W = model.fit(X, y)
    page.line("10,000 iterations at 0.01", f"y = {W[1, 0]:.2f} x + {W[0, 0]:.2f}")
    page.line("loss, first and last", [model.losses[0], model.losses[-1]], ".4f")
    slope, intercept = np.polyfit(X[0], y[0], 1)
    page.line("the least-squares line", f"y = {slope:.2f} x + {intercept:.2f}")
    wild = page.solution.LinearRegression(100, 1000)
    with np.errstate(all="ignore"):
        page.line("1,000 iterations at 100", wild.fit(X, y))
    page.line("of its losses, finite", int(np.isfinite(wild.losses).sum()))

    curves = {}
    for rate in (0.01, 0.1, 0.7, 0.8):
        some = page.solution.LinearRegression(rate, 60)
        some.fit(X, y)
        curves[f"learning rate {rate:g}"] = some.losses
    losses(page, curves, "Too slow, slow, right, too fast")
    figure, (ax,) = axes()
    ax.scatter(X, y, s=8, color=POINTS, label="data")
    ends = np.array([[0.0, 1.0]])
    ax.plot(ends[0], model.y_hat(page.solution.add_intercept(ends), W)[0], color=MODEL, linewidth=2, label="model")
    ax.set(title="500 points and the line", xlabel="x", ylabel="y")
    ax.legend()
    page.picture("fit", figure)
