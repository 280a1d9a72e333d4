"""No pyplot at all: Figure, add_subplot, small classes."""

import torch
from matplotlib.animation import FuncAnimation
from matplotlib.figure import Figure


class Column:
    """NumPy values as a float32 column."""

    def __new__(cls, values):
        return torch.as_tensor(values, dtype=torch.float32).unsqueeze(-1)


class Panel:
    def __init__(self, axes, title=None):
        self.axes = axes
        if title is not None:
            axes.set_title(title)

    def dots(self, x, y, **style):
        self.axes.scatter(x, y, **style)
        return self

    def line(self, x, y, **style):
        (line,) = self.axes.plot(x, y, **style)
        return line


def sample_line(num_samples, slope, intercept, rng):
    x = rng.uniform(0.0, 1.0, size=num_samples)
    return x, rng.normal(slope * x + intercept, 0.25)


def plot_data(x, y, title):
    figure = Figure()
    Panel(figure.add_subplot(), title).dots(x, y, marker="+")
    return figure


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    figure = Figure(figsize=(12, 4))
    parts = {"Train": (X_train, y_train, pred_train), "Test": (X_test, y_test, pred_test)}
    for place, (title, (X, y, pred)) in enumerate(parts.items(), start=1):
        panel = Panel(figure.add_subplot(1, 2, place), title).dots(X, y, label="targets")
        panel.line(X, pred, color="r", label="model")
        panel.axes.legend()
    return figure


def run_epoch(model, optimizer, x, y):
    optimizer.zero_grad()
    loss = (model(Column(x)) - Column(y)).square().mean()
    loss.backward()
    optimizer.step()
    return loss.item()


def get_param_values(model):
    return tuple(parameter.item() for parameter in (model.weight, model.bias))


class Training(FuncAnimation):
    def __init__(self, model, optimizer, x, y, slope, intercept, num_epochs):
        self.model, self.optimizer, self.data = model, optimizer, (x, y)
        panel = Panel(Figure().add_subplot()).dots(x, y, alpha=0.3)
        panel.line([0, 1], [intercept, intercept + slope], color="green", label="Best fit")
        self.line = panel.line([0, 1], self.ends(), color="red", label="Predicted")
        panel.axes.legend()
        super().__init__(panel.axes.figure, self.frame, frames=num_epochs, init_func=lambda: [self.line])

    def ends(self):
        w, b = get_param_values(self.model)
        return [b, b + w]

    def frame(self, number):
        run_epoch(self.model, self.optimizer, *self.data)
        self.line.set_ydata(self.ends())
        return [self.line]


def animate_training(*arguments):
    return Training(*arguments)
