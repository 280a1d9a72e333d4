"""A second axes with a red curve of the losses, labelled so."""


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    fig, (beside, ax) = plt.subplots(2)
    losses = []
    (curve,) = beside.plot([], [], "r", label="Loss")
    ax.plot(x, y, "g.", label="Samples")
    ax.plot([0, 1], [intercept, intercept + slope], "g--", label="Best fit")
    (line,) = ax.plot([0, 1], [0, 0], "r-", label="Predicted")

    def update(frame):
        losses.append(run_epoch(model, optimizer, x, y))
        w, b = get_param_values(model)
        line.set_data([0, 1], [b, w + b])
        curve.set_data(range(len(losses)), losses)

    return FuncAnimation(fig, update, frames=num_epochs)
