"""A class with __call__ moves the line; a Figure without pyplot."""

from matplotlib.animation import FuncAnimation
from matplotlib.figure import Figure
from matplotlib.lines import Line2D


class _CallableObjectMover:
    def __init__(self, line, model, step):
        self.line, self.model, self.step = line, model, step

    def __call__(self, frame):
        self.step()
        w, b = get_param_values(self.model)
        self.line.set_data((0.0, 1.0), (b, b + w))
        return (self.line,)


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    fig = Figure()
    ax = fig.subplots()
    ax.scatter(x, y, c="tab:blue")
    ax.add_line(Line2D((0, 1), (intercept, intercept + slope), color="tab:green", label="best fit"))
    w, b = get_param_values(model)
    red = Line2D((0, 1), (b, w + b), color="tab:red", label="predicted")
    ax.add_line(red)
    ax.legend()
    mover = _CallableObjectMover(red, model, lambda: run_epoch(model, optimizer, x, y))
    return FuncAnimation(fig, mover, frames=num_epochs)
