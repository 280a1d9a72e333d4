"""init_func, blit, an empty line at first, range as frames."""

import matplotlib.pyplot as plt
from matplotlib import animation


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    fig = plt.figure(figsize=(6, 6))
    ax = fig.add_subplot(1, 1, 1)
    ax.set_xlim(-0.1, 1.1)
    ax.set_ylim(min(0, *y) - 1, max(0, *y) + 1)
    ax.plot(x, y, "b.", label="Data")
    ax.plot([0, 1], [intercept, slope + intercept], color="green", label="Best fit")
    (predicted,) = ax.plot([], [], lw=2, color="red", label="Predicted")
    ax.legend(loc="upper left")

    def init():
        predicted.set_data([], [])
        return (predicted,)

    def update(frame):
        run_epoch(model, optimizer, x, y)
        w, b = get_param_values(model)
        predicted.set_data([0, 1], [b, w + b])
        return (predicted,)

    return animation.FuncAnimation(
        fig, update, init_func=init, frames=range(num_epochs), blit=True, repeat=False
    )
