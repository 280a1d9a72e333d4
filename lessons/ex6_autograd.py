"""Unit 6's lesson: 4000 steps on 25 points, and where they go on the loss."""

from __future__ import annotations

import numpy as np
import torch

from .page import MODEL, POINTS, QUIET, TRUTH, Page, axes


def tell(page: Page) -> None:
    words = page.solution
    X, y = words.X_TRAIN, words.Y_TRAIN
    w1, b1 = words.init_parameters(1, 1, torch.Generator().manual_seed(1234))
    way = [(w1.item(), b1.item())]
    history = []
    for steps in [1] * 10 + [9] * 10 + [30] * 10 + [360] * 10:  # 4000 in all, to look at its first ones closely
        history += words.train(X, y, w1, b1, 0.001, steps)
        way.append((w1.item(), b1.item()))
    page.line("w1 and b1 to start from", way[0], ".4f")
    page.line("w1 and b1 after 4000 steps", way[-1], ".4f")
    last = words.sse_loss(words.forward(X, w1, b1), y).item()
    page.line("loss, first and last", [history[0], last], ".4f")

    figure, (left, right) = axes(9, 3.6, 2)
    left.scatter(X, y, s=24, color=POINTS, label="data")
    ends = torch.tensor([[2.0], [9.0]])
    left.plot(ends, words.forward(ends, w1, b1).detach(), color=MODEL, linewidth=2, label="model")
    left.set(title="25 points and the perceptron", xlabel="x", ylabel="y")
    left.legend()
    ws, bs = np.meshgrid(np.linspace(-0.1, 0.75, 120), np.linspace(0, 2, 120))
    x, t = X.numpy().ravel(), y.numpy().ravel()
    loss = ((np.maximum(ws[..., None] * x, 0) + bs[..., None] - t) ** 2).sum(axis=-1)
    right.contour(ws, bs, np.log(loss), levels=18, colors=QUIET, linewidths=0.8)
    right.plot(*zip(*way, strict=True), color=MODEL, marker=".", markersize=4, linewidth=1)
    right.plot(*way[-1], color=TRUTH, marker="*", markersize=14)
    right.set(title="Its way down the loss", xlabel="w1", ylabel="b1")
    page.picture("way", figure)
