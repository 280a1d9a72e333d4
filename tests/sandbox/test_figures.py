"""Figures and animations are read as data, in whatever way they were drawn."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

import matplotlib.pyplot as plt
from matplotlib.animation import FuncAnimation
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from grader.sandbox.figures import color_word, draw, figure, settle, start

X, Y = np.array([0.0, 1.0, 2.0]), np.array([3.0, 5.0, 4.0])


@pytest.fixture(autouse=True)
def no_figures_left():
    yield
    plt.close("all")


def read(shown, *parts):
    """The parts of the first axes."""
    return figure({"args": list(parts)}, shown)["axes"][0]


def scatter(ax):
    ax.scatter(X, Y)


def markers(ax):
    ax.plot(X, Y, "o")


def markers_without_style(ax):
    ax.plot(X, Y, marker=".", linestyle="none")


def markers_on_a_thin_line(ax):
    ax.plot(X, Y, marker=".", linewidth=0)


def one_by_one(ax):
    for x, y in zip(X, Y, strict=True):
        ax.scatter(x, y)


def one_by_one_as_markers(ax):
    for x, y in zip(X, Y, strict=True):
        ax.plot([x], [y], "k+")


def columns(ax):
    ax.scatter(X[:, None], Y[:, None], c="r")


@pytest.mark.parametrize(
    "drawn",
    [scatter, markers, markers_without_style, markers_on_a_thin_line, one_by_one, one_by_one_as_markers, columns],
)
def test_points_are_points(drawn):
    fig = Figure()
    drawn(fig.add_subplot())
    found = read(fig, "points", "lines")
    np.testing.assert_array_equal(found["points"], np.column_stack([X, Y]))
    assert found["lines"] == []


def test_a_line_is_no_scatter_and_an_unseen_one_is_nothing():
    fig, ax = plt.subplots()
    ax.plot(X, Y, "r-o")
    ax.plot(X, Y, visible=False)
    ax.scatter(X, Y).set_visible(False)
    found = read(fig, "points", "lines")
    assert found["points"].shape == (0, 2)
    assert [line["color"] for line in found["lines"]] == ["red"]


def test_nothing_is_rendered():
    fig, ax = plt.subplots()
    fig.canvas.mpl_connect("draw_event", lambda _: pytest.fail("the figure was rendered"))
    ax.scatter(X, Y)
    assert read(fig)["legend"] == []


@pytest.mark.parametrize("color", ["r", "red", "tab:red", "crimson", "#d00", "darkred", (0.9, 0.1, 0.1), "C3"])
def test_red_is_red(color):
    assert color_word(color) == "red"


@pytest.mark.parametrize("color", ["g", "green", "tab:green", "lime", "forestgreen", "#00aa33", "C2"])
def test_green_is_green(color):
    assert color_word(color) == "green"


@pytest.mark.parametrize(
    ("color", "word"),
    [
        ("C0", "blue"),
        ("orange", "orange"),
        ("k", "black"),
        ("w", "white"),
        ("0.5", "gray"),
        ("pink", "pink"),
        ("m", "purple"),
    ],
)
def test_other_colors(color, word):
    assert color_word(color) == word


@pytest.mark.parametrize("place", ["left", "center", "right"])
def test_titles(place):
    fig, ax = plt.subplots()
    ax.set_title("over the axes", loc=place)
    fig.suptitle("over the figure")
    found = figure({"args": ["title"]}, fig)
    assert (found["title"], found["axes"][0]["title"]) == ("over the figure", "over the axes")


def test_legends_of_axes_and_of_the_figure():
    fig, (left, _) = plt.subplots(1, 2)
    (line,) = left.plot(X, Y, label="model")
    left.legend()
    fig.legend([line], ["for both"])
    found = figure({"args": ["legend"]}, fig)
    assert (found["legend"], [axes["legend"] for axes in found["axes"]]) == (["for both"], [["model"], []])


def test_labels_may_stand_in_the_legend_alone():
    fig, ax = plt.subplots()
    ax.scatter(X, Y)
    ax.plot(X, Y, "g", label="Best fit")
    (line,) = ax.plot(X, Y, "r")
    ax.legend(handles=[Line2D([], [], color="r")], labels=["Predicted"])
    assert read(fig, "labels")["labels"] == [["Best fit", "green"], ["Predicted", "red"]]
    line.set_label("fit")
    assert read(fig, "labels")["labels"][1] == ["fit", "red"]


def test_places_in_a_part_of_the_figure():
    fig = Figure()
    left, right = fig.subfigures(1, 2)
    for part, title in ((left, "Train"), (right, "Test")):
        part.subplots().set_title(title)
    train, test = figure({"args": ["place", "title"]}, fig)["axes"]
    assert (train["title"], test["title"]) == ("Train", "Test")
    assert train["place"][2] <= test["place"][0]


class Film:
    """An animation, and how often a frame of it was drawn."""

    def __init__(self, frames=3, pyplot=True, **kwargs):
        self.fig = plt.figure() if pyplot else Figure()
        self.ax = self.fig.add_subplot()
        (self.line,) = self.ax.plot([0, 1], [0, 0], "r")
        self.count = 0
        self.animation = FuncAnimation(self.fig, self.update, frames=frames, **kwargs)
        settle(self.animation)

    def update(self, frame, *more):
        self.count += 1
        self.line.set_ydata([self.count, self.count])
        return [self.line]

    def play(self):
        ahead = start({}, self.animation)
        before, drawn = self.count, 0
        while drawn < 10 and draw({}, self.animation):
            drawn += 1
            xy = read(self.animation, "lines")["lines"][-1]["xy"]
            assert xy[:, 1].tolist() == [self.count, self.count]
        return ahead, before, drawn, self.count


@pytest.mark.parametrize(
    "kwargs",
    [
        {},
        {"frames": range(3)},
        {"frames": [7, 8, 9]},
        {"frames": lambda: iter(range(3)), "save_count": 3},
        {"frames": iter(range(3)), "save_count": 3},
        {"frames": iter(range(3)), "save_count": 3, "repeat": False},
        {"frames": None, "save_count": 3},
        {"fargs": ("more",)},
        {"init_func": list},
        {"init_func": list, "blit": True},
        {"pyplot": False},
        {"interval": 20, "repeat": False},
    ],
)
def test_every_frame_is_drawn_once_and_none_before(kwargs):
    assert Film(**kwargs).play() == (False, 0, 3, 3)


def test_with_blit_alone_matplotlib_draws_the_first_frame_itself():
    ahead, before, drawn, count = Film(blit=True).play()
    assert ahead
    assert 0 < before <= 3
    assert (drawn, count - before) == (3, 3)


def test_a_closed_figure_can_still_be_stepped():
    film = Film()
    plt.close(film.fig)
    assert film.play() == (False, 0, 3, 3)


def test_a_frame_that_draws_itself_starts_nothing():
    film = Film()

    def update(frame):
        film.count += 1
        film.line.set_ydata([film.count, film.count])
        film.fig.canvas.draw()

    film.animation._func = update
    assert film.play() == (False, 0, 3, 3)


def test_axes_may_be_cleared_in_every_frame():
    film = Film()

    def update(frame):
        film.count += 1
        film.ax.clear()
        film.ax.plot([0, 1], [frame, frame], "r")

    film.animation._func = update
    start({}, film.animation)
    for frame in range(3):
        assert draw({}, film.animation)
        (line,) = read(film.animation, "lines")["lines"]
        assert line["xy"][:, 1].tolist() == [frame, frame]


def test_a_forgotten_animation_says_nothing(recwarn):
    Film()
    assert [warning for warning in recwarn if "deleted" in str(warning.message)] == []
