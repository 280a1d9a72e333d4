"""The training runs in a generator that gives the frames."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.animation import FuncAnimation


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    fig, ax = plt.subplots()
    xs = np.linspace(0, 1, 2)
    ax.plot(x, y, ".")
    ax.plot(xs, intercept + slope * xs, "-g", label="Best fit")
    (line,) = ax.plot(xs, np.full(2, np.nan), "-r", label="Predicted")
    ax.legend()

    def epochs():
        for _ in range(num_epochs):
            run_epoch(model, optimizer, x, y)
            yield get_param_values(model)

    def draw(parameters):
        w, b = parameters
        line.set_ydata(w * xs + b)
        return (line,)

    return FuncAnimation(fig, draw, frames=epochs, save_count=num_epochs, repeat=False)
