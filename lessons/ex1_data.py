"""Unit 1's lesson: the data set that the others train on."""

from __future__ import annotations

import numpy as np

from .page import MODEL, OTHERS, POINTS, TRUTH, Page, axes, solution

SEED, SAMPLES = 1234, 50


def data():
    """The lesson's data, split in three, and its one stream of random numbers for what comes after."""
    words, rng = solution("ex1_data"), np.random.RandomState(SEED)
    X, y = words.generate_data(SAMPLES, rng)
    return X, y, words.split_data(X, y, 0.7, 0.15, rng), rng


def tell(page: Page) -> None:
    X, y, (X_train, X_val, X_test, y_train, y_val, y_test), _ = data()
    page.line("first targets", y[:5], ".8f")
    page.line("rows to train, validate, test", [len(X_train), len(X_val), len(X_test)])
    mean, std = page.solution.fit_scaler(X_train)
    Z = page.solution.standardize(X_train, mean, std)
    page.line("X_train, mean and std", [mean[0], std[0]], ".2f")
    page.line("standardized", [abs(Z.mean()), Z.std()], ".2f")
    page.text(page.solution.to_dataframe(X, y).head().to_string())

    figure, (ax,) = axes()
    parts = (("train", X_train, y_train, POINTS), ("validate", X_val, y_val, OTHERS), ("test", X_test, y_test, MODEL))
    for label, X_part, y_part, color in parts:
        ax.scatter(X_part, y_part, s=28, color=color, label=f"{label} ({len(X_part)})")
    ax.plot(X, 3.5 * X + 5, color=TRUTH, linewidth=1.5, zorder=0, label="3.5 X + 5, the mean")
    ax.set(title="50 points, every one in one part", xlabel="X", ylabel="y")
    ax.legend()
    page.picture("split", figure)
