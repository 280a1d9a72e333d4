"""Nothing called: the epoch inlined; fargs; frames as a list."""

import matplotlib.pyplot as plt
import torch
from matplotlib.animation import FuncAnimation
from torch import nn


def _inlined_torch_draw(epoch, line, model, optimizer, X, Y):
    optimizer.zero_grad()
    nn.functional.mse_loss(model(X), Y).backward()
    optimizer.step()
    with torch.no_grad():
        line.set_ydata(model(torch.tensor([[0.0], [1.0]])).flatten().numpy())


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    X = torch.tensor(x, dtype=torch.float32).reshape(-1, 1)
    Y = torch.tensor(y, dtype=torch.float32).reshape(-1, 1)
    fig, ax = plt.subplots()
    ax.scatter(x, y)
    ax.plot([0, 1], [intercept, intercept + slope], c="g", ls="--", label="Best Fit")
    line = ax.plot([0, 1], [0, 0], c="r", label="Predicted")[0]
    ax.legend()
    return FuncAnimation(
        fig, _inlined_torch_draw, frames=list(range(num_epochs)), fargs=(line, model, optimizer, X, Y)
    )
