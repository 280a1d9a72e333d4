"""What learners get wrong in unit 7, third part: the animation."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.animation import FuncAnimation

from grader.mistakes import mistake


@mistake("animate_training", hint="Train in the function that draws a frame; frames are drawn later, one by one.")
def trained_before_drawing(ref, model, optimizer, x, y, slope, intercept, num_epochs):
    """All epochs are run at once, and the frames only play them back."""
    history = []
    for _ in range(num_epochs):
        ref.run_epoch(model, optimizer, x, y)
        history.append(ref.get_param_values(model))
    fig, ax = plt.subplots()
    ends = np.array([0.0, 1.0])
    ax.plot(ends, slope * ends + intercept, color="green", label="Best fit")
    (line,) = ax.plot(ends, 0 * ends, color="red", label="Predicted")

    def update(frame):
        w, b = history[frame]
        line.set_ydata(w * ends + b)

    return FuncAnimation(fig, update, frames=num_epochs, init_func=lambda: None)


@mistake("animate_training", hint="One frame, one epoch: no loop in the function that draws a frame.")
def all_epochs_in_every_frame(ref, model, optimizer, x, y, slope, intercept, num_epochs):
    """Every frame runs num_epochs epochs, not one."""
    fig, ax = plt.subplots()
    ends = np.array([0.0, 1.0])
    ax.plot(ends, slope * ends + intercept, color="green", label="Best fit")
    (line,) = ax.plot(ends, 0 * ends, color="red", label="Predicted")

    def update(frame):
        for _ in range(num_epochs):
            ref.run_epoch(model, optimizer, x, y)
        w, b = ref.get_param_values(model)
        line.set_ydata(w * ends + b)

    return FuncAnimation(fig, update, frames=num_epochs, init_func=lambda: None)


@mistake("animate_training", hint="Call run_epoch in the function that draws a frame.")
def never_trained(ref, model, optimizer, x, y, slope, intercept, num_epochs):
    """The frames run no epoch, and the model stays as it was."""
    fig, ax = plt.subplots()
    ends = np.array([0.0, 1.0])
    w, b = ref.get_param_values(model)
    ax.plot(ends, slope * ends + intercept, color="green", label="Best fit")
    ax.plot(ends, w * ends + b, color="red", label="Predicted")
    return FuncAnimation(fig, lambda _: None, frames=num_epochs, init_func=lambda: None)


@mistake("animate_training", hint="After the epoch, set the line's data: line.set_ydata([b, w + b]).")
def line_never_moves(ref, model, optimizer, x, y, slope, intercept, num_epochs):
    """The model is trained, but the red line stays where it was."""
    fig, ax = plt.subplots()
    ends = np.array([0.0, 1.0])
    w, b = ref.get_param_values(model)
    ax.plot(ends, slope * ends + intercept, color="green", label="Best fit")
    ax.plot(ends, w * ends + b, color="red", label="Predicted")

    def update(frame):
        ref.run_epoch(model, optimizer, x, y)

    return FuncAnimation(fig, update, frames=num_epochs, init_func=lambda: None)


@mistake("animate_training", hint="Train first, then read w and b and move the line.")
def line_one_epoch_late(ref, model, optimizer, x, y, slope, intercept, num_epochs):
    """The line is moved before the epoch is run, so it is always one epoch late."""
    fig, ax = plt.subplots()
    ends = np.array([0.0, 1.0])
    ax.plot(ends, slope * ends + intercept, color="green", label="Best fit")
    (line,) = ax.plot(ends, 0 * ends, color="red", label="Predicted")

    def update(frame):
        w, b = ref.get_param_values(model)
        line.set_ydata(w * ends + b)
        ref.run_epoch(model, optimizer, x, y)

    return FuncAnimation(fig, update, frames=num_epochs, init_func=lambda: None)


@mistake("animate_training", hint="Draw the red line once, before the animation, and move it in each frame.")
def lines_pile_up(ref, model, optimizer, x, y, slope, intercept, num_epochs):
    """Every frame draws another red line, and the old ones stay."""
    fig, ax = plt.subplots()
    ends = np.array([0.0, 1.0])
    w, b = ref.get_param_values(model)
    ax.plot(ends, slope * ends + intercept, color="green", label="Best fit")
    ax.plot(ends, w * ends + b, color="red", label="Predicted")

    def update(frame):
        ref.run_epoch(model, optimizer, x, y)
        w, b = ref.get_param_values(model)
        ax.plot(ends, w * ends + b, color="red", label="Predicted")

    return FuncAnimation(fig, update, frames=num_epochs, init_func=lambda: None)


@mistake(
    "animate_training", hint="The best fit is slope * x + intercept, the model w * x + b: mind which multiplies x."
)
def best_fit_swapped(ref, model, optimizer, x, y, slope, intercept, num_epochs):
    """The green line takes the slope for the intercept, and the intercept for the slope."""
    fig, ax = plt.subplots()
    ends = np.array([0.0, 1.0])
    ax.plot(ends, intercept * ends + slope, color="green", label="Best fit")
    (line,) = ax.plot(ends, 0 * ends, color="red", label="Predicted")

    def update(frame):
        ref.run_epoch(model, optimizer, x, y)
        w, b = ref.get_param_values(model)
        line.set_ydata(w * ends + b)

    return FuncAnimation(fig, update, frames=num_epochs, init_func=lambda: None)


@mistake("animate_training", hint="Red is for the prediction, green for the best fit.")
def colors_swapped(ref, model, optimizer, x, y, slope, intercept, num_epochs):
    """The colors are exchanged: the prediction is green and the best fit red."""
    fig, ax = plt.subplots()
    ends = np.array([0.0, 1.0])
    ax.plot(ends, slope * ends + intercept, color="red", label="Best fit")
    (line,) = ax.plot(ends, 0 * ends, color="green", label="Predicted")

    def update(frame):
        ref.run_epoch(model, optimizer, x, y)
        w, b = ref.get_param_values(model)
        line.set_ydata(w * ends + b)

    return FuncAnimation(fig, update, frames=num_epochs, init_func=lambda: None)


@mistake("animate_training", hint="frames=num_epochs")
def too_many_frames(ref, model, optimizer, x, y, slope, intercept, num_epochs):
    """There are more frames than num_epochs: another number is given as frames, or none at all."""
    fig, ax = plt.subplots()
    ends = np.array([0.0, 1.0])
    ax.plot(ends, slope * ends + intercept, color="green", label="Best fit")
    (line,) = ax.plot(ends, 0 * ends, color="red", label="Predicted")

    def update(frame):
        ref.run_epoch(model, optimizer, x, y)
        w, b = ref.get_param_values(model)
        line.set_ydata(w * ends + b)

    return FuncAnimation(fig, update, frames=250, init_func=lambda: None)


@mistake("animate_training", hint="Return the FuncAnimation itself; the figure is part of it.")
def figure_returned(ref, model, optimizer, x, y, slope, intercept, num_epochs):
    """The figure is returned, not the animation."""
    return plt.subplots()[0]


@mistake("animate_training", hint="frames=num_epochs: frames are counted 0, 1, ..., num_epochs - 1.")
def one_frame_short(ref, model, optimizer, x, y, slope, intercept, num_epochs):
    """There is one frame too few."""
    fig, ax = plt.subplots()
    ends = np.array([0.0, 1.0])
    ax.plot(ends, slope * ends + intercept, color="green", label="Best fit")
    (line,) = ax.plot(ends, 0 * ends, color="red", label="Predicted")

    def update(frame):
        ref.run_epoch(model, optimizer, x, y)
        w, b = ref.get_param_values(model)
        line.set_ydata(w * ends + b)

    return FuncAnimation(fig, update, frames=range(1, num_epochs), init_func=lambda: None)


@mistake("animate_training", hint="Begin with fig, ax = plt.subplots(), not with plt.gcf() or plt.gca().")
def drawn_on_the_last_animation(ref, model, optimizer, x, y, slope, intercept, num_epochs):
    """No new figure is made: a second animation is drawn over the first."""
    fig, ax = plt.gcf(), plt.gca()
    ends = np.array([0.0, 1.0])
    ax.plot(ends, slope * ends + intercept, color="green", label="Best fit")
    w, b = ref.get_param_values(model)
    (line,) = ax.plot(ends, w * ends + b, color="red", label="Predicted")

    def update(frame):
        ref.run_epoch(model, optimizer, x, y)
        w, b = ref.get_param_values(model)
        line.set_ydata(w * ends + b)

    return FuncAnimation(fig, update, frames=num_epochs, init_func=lambda: None)


@mistake("animate_training", hint="Let frames alone train: draw the model as it is, and call run_epoch in update.")
def trained_before_and_while_drawing(ref, model, optimizer, x, y, slope, intercept, num_epochs):
    """All epochs are run before anything is drawn, and once more frame by frame."""
    for _ in range(num_epochs):
        ref.run_epoch(model, optimizer, x, y)
    fig, ax = plt.subplots()
    ends = np.array([0.0, 1.0])
    ax.plot(ends, slope * ends + intercept, color="green", label="Best fit")
    (line,) = ax.plot(ends, 0 * ends, color="red", label="Predicted")

    def update(frame):
        ref.run_epoch(model, optimizer, x, y)
        w, b = ref.get_param_values(model)
        line.set_ydata(w * ends + b)

    return FuncAnimation(fig, update, frames=num_epochs, init_func=lambda: None)


@mistake("animate_training", hint="Frame 0 is a frame like the others: run_epoch in each.")
def first_frame_not_trained(ref, model, optimizer, x, y, slope, intercept, num_epochs):
    """The first frame shows the model as it was, and there is one epoch too few."""
    fig, ax = plt.subplots()
    ends = np.array([0.0, 1.0])
    ax.plot(ends, slope * ends + intercept, color="green", label="Best fit")
    (line,) = ax.plot(ends, 0 * ends, color="red", label="Predicted")

    def update(frame):
        if frame > 0:
            ref.run_epoch(model, optimizer, x, y)
        w, b = ref.get_param_values(model)
        line.set_ydata(w * ends + b)

    return FuncAnimation(fig, update, frames=num_epochs, init_func=lambda: None)


@mistake("animate_training", hint="get_param_values gives w first, then b; the line is w * x + b.")
def weight_and_bias_exchanged(ref, model, optimizer, x, y, slope, intercept, num_epochs):
    """The red line takes the weight for the bias, and the bias for the weight."""
    fig, ax = plt.subplots()
    ends = np.array([0.0, 1.0])
    ax.plot(ends, slope * ends + intercept, color="green", label="Best fit")
    (line,) = ax.plot(ends, 0 * ends, color="red", label="Predicted")

    def update(frame):
        ref.run_epoch(model, optimizer, x, y)
        b, w = ref.get_param_values(model)
        line.set_ydata(w * ends + b)

    return FuncAnimation(fig, update, frames=num_epochs, init_func=lambda: None)


@mistake("animate_training", hint="The green line is the Best fit, the red one what the model Predicted.")
def labels_exchanged(ref, model, optimizer, x, y, slope, intercept, num_epochs):
    """The labels are exchanged: the red line is called Best fit."""
    fig, ax = plt.subplots()
    ends = np.array([0.0, 1.0])
    ax.plot(ends, slope * ends + intercept, color="green", label="Predicted")
    (line,) = ax.plot(ends, 0 * ends, color="red", label="Best fit")

    def update(frame):
        ref.run_epoch(model, optimizer, x, y)
        w, b = ref.get_param_values(model)
        line.set_ydata(w * ends + b)

    return FuncAnimation(fig, update, frames=num_epochs, init_func=lambda: None)


@mistake(
    "animate_training", hint="With blit=True, update returns what it has changed: return (line,). Or leave blit away."
)
def nothing_returned_for_blit(ref, model, optimizer, x, y, slope, intercept, num_epochs):
    """blit=True is set, and the function that draws a frame returns nothing."""
    fig, ax = plt.subplots()
    ends = np.array([0.0, 1.0])
    ax.plot(ends, slope * ends + intercept, color="green", label="Best fit")
    (line,) = ax.plot(ends, 0 * ends, color="red", label="Predicted")

    def update(frame):
        ref.run_epoch(model, optimizer, x, y)
        w, b = ref.get_param_values(model)
        line.set_ydata(w * ends + b)

    return FuncAnimation(fig, update, frames=num_epochs, blit=True)
