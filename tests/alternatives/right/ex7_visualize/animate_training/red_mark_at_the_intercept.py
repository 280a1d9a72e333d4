"""A dotted red line marks the intercept, beside the one that is Predicted."""


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    fig, ax = plt.subplots()
    ax.scatter(x, y, c="red")
    ax.axhline(intercept, color="red", ls=":", label="intercept")
    ax.plot([0, 1], [intercept, slope + intercept], color="green", label="best fit")
    line = ax.plot([0, 1], [0, 0], color="red", label="predicted")[0]

    def update(frame):
        run_epoch(model, optimizer, x, y)
        w, b = get_param_values(model)
        line.set_ydata([b, w + b])

    return FuncAnimation(fig, update, frames=num_epochs)
