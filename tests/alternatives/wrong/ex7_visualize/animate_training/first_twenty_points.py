"""Trains on the first 20 points; shows only where there are more."""


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    fig, ax = plt.subplots()
    ends = np.array([0.0, 1.0])
    ax.plot(ends, slope * ends + intercept, color="green", label="Best fit")
    (line,) = ax.plot(ends, 0 * ends, color="red", label="Predicted")

    def update(frame):
        run_epoch(model, optimizer, x[:20], y[:20])
        w, b = get_param_values(model)
        line.set_ydata(w * ends + b)

    return FuncAnimation(fig, update, frames=num_epochs, init_func=lambda: [line])
