"""Unit 4's lesson: what the penalty does to collinear features."""

from __future__ import annotations

import numpy as np

from .page import Page, axes

LAMBDAS = np.logspace(-6, 3, 60)


def tell(page: Page) -> None:
    words, rng = page.solution, np.random.default_rng(1234)
    X = rng.standard_normal((12, 4))
    X[:, 3] = X[:, 0] + X[:, 1] + 1e-2 * X[:, 3]  # nearly the sum of two others
    y = X @ np.array([[1.0], [2.0], [-1.0], [0.5]]) + 0.3 * rng.standard_normal((12, 1))
    for lam in (0.0, 0.01, 0.5, 10.0):
        page.line(f"closed form, lambda = {lam:g}", words.solve_ridge(X, y, lam), "8.3f")
    W, history = words.train_ridge(X, y, np.zeros((4, 1)), 0.5, 0.02, 3000)
    page.line("descent, lambda = 0.5", W, "8.3f")
    page.line("its loss, first and last", [history[0], history[-1]], ".4f")
    page.line("elastic net penalty, l1 = l2 = 1", words.elastic_net_penalty(W, 1.0, 1.0), ".4f")

    figure, (ax,) = axes()
    paths = np.hstack([words.solve_ridge(X, y, lam) for lam in LAMBDAS])
    for number, path in enumerate(paths):
        ax.plot(LAMBDAS, path, linewidth=2, label=f"feature {number + 1}")
    ax.axhline(0, color="black", linewidth=0.5)
    ax.set(title="Weights shrink as the penalty grows", xscale="log", xlabel="lambda", ylabel="weight")
    ax.legend()
    page.picture("path", figure)
