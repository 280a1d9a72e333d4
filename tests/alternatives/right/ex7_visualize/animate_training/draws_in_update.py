"""Every frame is drawn at once."""

import matplotlib.pyplot as plt
from matplotlib.animation import FuncAnimation


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    fig, ax = plt.subplots()
    ax.scatter(x, y)
    ax.plot([0, 1], [intercept, slope + intercept], color="green", label="Best fit")
    w, b = get_param_values(model)
    (line,) = ax.plot([0, 1], [b, w + b], color="red", label="Predicted")
    ax.legend()

    def update(frame):
        run_epoch(model, optimizer, x, y)
        w, b = get_param_values(model)
        line.set_ydata([b, w + b])
        fig.canvas.draw()
        fig.canvas.draw_idle()
        return (line,)

    return FuncAnimation(fig, update, frames=num_epochs)
