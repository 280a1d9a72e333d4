"""The axes are cleared and everything is drawn anew in each frame."""

import matplotlib.pyplot as plt
from matplotlib.animation import FuncAnimation


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    fig, ax = plt.subplots()

    def draw_everything():
        w, b = get_param_values(model)
        ax.clear()
        ax.scatter(x, y)
        ax.plot([0, 1], [intercept, slope + intercept], color="green", label="Best fit")
        ax.plot([0, 1], [b, w + b], color="red", label="Predicted")
        ax.legend()

    def frame(i):
        run_epoch(model, optimizer, x, y)
        draw_everything()

    draw_everything()
    return FuncAnimation(fig, frame, frames=num_epochs)
