"""Redraws the line in every frame but runs no epoch, so the model stays as it was."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.animation import FuncAnimation


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    fig, ax = plt.subplots()
    ends = np.array([0.0, 1.0])
    ax.scatter(x, y)
    ax.plot(ends, slope * ends + intercept, color="green", label="Best fit")
    line, = ax.plot(ends, ends, color="red", label="Predicted")
    ax.legend()

    def update(frame):
        w, b = get_param_values(model)
        line.set_ydata(w * ends + b)
        return (line,)

    return FuncAnimation(fig, update, frames=num_epochs, init_func=lambda: (line,))
