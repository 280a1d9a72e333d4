"""The first picture is drawn by the function that draws a frame, as Matplotlib does without an init_func."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.animation import FuncAnimation


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    fig, ax = plt.subplots()
    ends = np.array([0.0, 1.0])
    w, b = get_param_values(model)
    ax.scatter(x, y)
    ax.plot(ends, slope * ends + intercept, color="green", label="Best fit")
    line, = ax.plot(ends, w * ends + b, color="red", label="Predicted")
    ax.legend()

    def update(frame):
        run_epoch(model, optimizer, x, y)
        w, b = get_param_values(model)
        line.set_ydata(w * ends + b)
        return (line,)

    return FuncAnimation(fig, update, frames=num_epochs, init_func=lambda: update(0))
