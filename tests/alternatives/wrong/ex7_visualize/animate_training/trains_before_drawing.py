"""Trains all epochs at once and then plays the stored lines back, so the model is trained before any frame."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.animation import FuncAnimation


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    history = []
    for _ in range(num_epochs):
        run_epoch(model, optimizer, x, y)
        history.append(get_param_values(model))
    fig, ax = plt.subplots()
    ends = np.array([0.0, 1.0])
    ax.scatter(x, y)
    ax.plot(ends, slope * ends + intercept, color="green", label="Best fit")
    line, = ax.plot(ends, 0 * ends, color="red", label="Predicted")
    ax.legend()

    def update(frame):
        w, b = history[frame]
        line.set_ydata(w * ends + b)
        return (line,)

    return FuncAnimation(fig, update, frames=num_epochs, init_func=lambda: (line,))
