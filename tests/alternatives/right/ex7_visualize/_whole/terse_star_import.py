"""Names of matplotlib.pylab, as short as it gets."""

from matplotlib.pylab import *
from matplotlib.animation import FuncAnimation
from torch import tensor, float32
from torch.nn.functional import mse_loss


def sample_line(num_samples, slope, intercept, rng):
    x = rng.uniform(size=num_samples)
    return x, slope * x + intercept + rng.standard_normal(num_samples) / 4


def plot_data(x, y, title):
    fig, ax = subplots()
    ax.plot(x, y, "o")
    fig.suptitle(title)
    return fig


def plot_fit(*a):
    fig, axs = subplots(1, 2)
    for ax, t, (X, y, p) in zip(axs, ("Train", "Test"), (a[:3], a[3:])):
        ax.set(title=t)
        ax.plot(X, y, "k.", label="data")
        ax.plot(X, p, "r", label="model")
        ax.legend()
    return fig


def run_epoch(model, optimizer, x, y):
    X, Y = tensor(np.c_[x, y], dtype=float32).split(1, dim=1)

    def step():
        optimizer.zero_grad()
        (loss := mse_loss(model(X), Y)).backward()
        return loss

    return optimizer.step(step).item()


def get_param_values(model):
    return [p.item() for p in model.parameters()]


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    fig, ax = subplots()
    ax.plot(x, y, "b.")
    ax.plot([0, 1], [intercept, intercept + slope], "g", label="Best fit")
    (line,) = ax.plot([0, 1], [0, 0], "r", label="Predicted")
    ax.legend()

    def frame(_):
        run_epoch(model, optimizer, x, y)
        line.set_ydata(np.polyval(get_param_values(model), [0, 1]))

    return FuncAnimation(fig, frame, num_epochs, repeat=False)
