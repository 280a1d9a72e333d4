"""plot_data always writes the title Data, and run_epoch sums the squared errors instead of averaging, for N > 1."""

import matplotlib.pyplot as plt
import torch


def plot_data(x, y, title):
    fig, ax = plt.subplots()
    ax.scatter(x, y)
    ax.set_title("Data")
    return fig


def run_epoch(model, optimizer, x, y):
    x = torch.tensor(x, dtype=torch.float32).view(-1, 1)
    y = torch.tensor(y, dtype=torch.float32).view(-1, 1)
    loss = ((model(x) - y) ** 2).sum()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()
