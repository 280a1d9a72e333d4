"""Unit 2's lesson: trained in NumPy on unit 1's data."""

from __future__ import annotations

import numpy as np

from .ex1_data import data
from .page import MODEL, POINTS, Page, axes, losses


def tell(page: Page) -> None:
    _, _, (X_train, _, X_test, y_train, _, y_test), rng = data()
    page.solution.init_weights(1, 1, rng)  # the lesson shows the weights once, and draws new ones before it trains
    found = page.solution.run_experiment(X_train, y_train, X_test, y_test, rng)
    for epoch in range(0, 100, 10):
        page.line(f"loss at epoch {epoch}", found["losses"][epoch], ".3f")
    page.line("MSE, train and test", [found["train_mse"], found["test_mse"]], ".2f")
    slope, intercept = found["W"][0, 0], found["b"][0]
    page.line("the line", f"y = {slope:.1f} X + {intercept:.1f}")

    losses(page, {"train": found["losses"]}, "Gradient descent on standardized data")
    figure, parts = axes(8, 3.4, 2)
    ends = np.array([[0.0], [49.0]])
    for ax, title, X, y in zip(parts, ("Train", "Test"), (X_train, X_test), (y_train, y_test), strict=True):
        ax.scatter(X, y, s=24, color=POINTS, label="data")
        ax.plot(ends, page.solution.predict(ends, found["W"], found["b"]), color=MODEL, linewidth=2, label="model")
        ax.set(title=title, xlabel="X", ylabel="y", ylim=(-20, 200))
        ax.legend()
    page.picture("fit", figure)
