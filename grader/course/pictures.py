"""Lines to sample, to plot and to train: problems, and how checks read what is on a figure or an animation.

Coordinates are on a grid, exact in float32, so that points can be sorted and compared whatever order they are drawn
in. See problems.py for the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from hypothesis import strategies as st

from grader.checks import Mismatch, Thing, array, close, oracle, spread

from .problems import Array, grid, seventy_one, telling
from .tensors import layer, tensor, thing

FIGURE, ANIMATION = "matplotlib.figure.Figure", "matplotlib.animation.FuncAnimation"
AHEAD = 3  # epochs that Matplotlib may run when an animation is made, by drawing the first frame again and again


@dataclass(frozen=True, eq=False)
class Cloud:
    """Points, and a title for them."""

    x: Annotated[Array, "N"]
    y: Annotated[Array, "N"]
    title: str

    @property
    def points(self) -> Array:
        return np.column_stack([self.x, self.y])


titles = st.sampled_from(("Random points", "y = 2 x + 3", "Data, 2nd try"))


@st.composite
def clouds(draw: st.DrawFn, sizes: tuple[int, int] = (2, 9)) -> Cloud:
    """Points of which none is mirrored by another: x and y cannot be mistaken for each other."""
    N = draw(st.integers(*sizes))
    made = st.builds(Cloud, grid(N, step=1 / 64), grid(N, step=1 / 64), titles)
    return draw(made.filter(lambda cloud: telling(cloud.points) and np.abs(cloud.x - cloud.y).min() > 0.1))


@dataclass(frozen=True, eq=False)
class Fit:
    """A line w x + b, and data on both sides of it to train and to test with."""

    X_train: Annotated[Array, "N 1"]
    y_train: Annotated[Array, "N 1"]
    X_test: Annotated[Array, "M 1"]
    y_test: Annotated[Array, "M 1"]
    w: float
    b: float

    @property
    def args(self) -> tuple[Array, ...]:
        pred_train, pred_test = (self.w * X + self.b for X in (self.X_train, self.X_test))
        return self.X_train, self.y_train, pred_train, self.X_test, self.y_test, pred_test

    def valid(self) -> bool:
        """At least two different x in each part, and targets that are no predictions."""
        apart = [np.abs(self.w * X + self.b - y).min() for X, y in self.parts]
        return all(np.ptp(X) > 1 and len(X) > 1 for X, _ in self.parts) and min(apart) > 1 / 8

    @property
    def parts(self) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
        return (self.X_train, self.y_train), (self.X_test, self.y_test)


def many_points() -> Fit:
    """A fit with more points, in both parts, than one who looks at the first 50 would see."""
    X, y = seventy_one()
    return Fit(X, y + 1 / 16, X[9:] + 1 / 16, y[9:] - 1 / 16, 0.75, 0.875)


@st.composite
def fits(draw: st.DrawFn) -> Fit:
    """Fits with rising and with falling lines, x in no order."""
    N, M = draw(st.integers(3, 8)), draw(st.integers(2, 5))
    slopes = st.sampled_from((-2.5, -1.25, 0.75, 1.625))
    made = st.builds(
        Fit, grid(N, 1), grid(N, 1), grid(M, 1), grid(M, 1), slopes, st.sampled_from((-1.25, 0.875, 3.125))
    )

    def tells(fit: Fit) -> bool:
        return fit.valid() and telling(*fit.args) and N != M and bool(np.any(np.diff(fit.X_train[:, 0]) < 0))

    return draw(made.filter(tells))


@dataclass(frozen=True, eq=False)
class Run:
    """A model w x + b to be trained on points by gradient descent, with a momentum where that is not 0."""

    x: Annotated[Array, "N"]
    y: Annotated[Array, "N"]
    w: float
    b: float
    learning_rate: float
    momentum: float
    num_epochs: int

    def descend(self, x: Array, y: Array, start: Array, epochs: int) -> list[Array]:
        """w and b before each epoch and after the last, (epochs + 1, 2); the losses. In its arguments' precision."""
        values, velocity = start, np.zeros_like(start)
        path, losses = [values], []
        for _ in range(epochs):
            error = values[0] * x + values[1] - y
            losses.append((error**2).mean())
            velocity = self.momentum * velocity + 2 * np.array([(error * x).mean(), error.mean()], dtype=start.dtype)
            values = values - self.learning_rate * velocity
            path.append(values)
        return [np.array(path), np.array(losses)]

    def valid(self) -> bool:
        """Every epoch moves w and b by far more than rounding could, and lowers the loss."""
        if self.num_epochs < 1 or self.learning_rate <= 0:
            return False
        path, losses = self.descend(self.x, self.y, np.array([self.w, self.b]), self.num_epochs + AHEAD + 1)
        return bool(np.abs(np.diff(path, axis=0)).min() > 0.004) and bool(np.all(np.diff(losses) < 0))


def long_run(num_epochs: int = 1) -> Run:
    """A training on more points than any usual mini-batch holds."""
    X, y = seventy_one()
    return Run(X[:, 0], y[:, 0], 1.03125, 0.28125, 0.0625, 0.0, num_epochs)


@st.composite
def runs(
    draw: st.DrawFn,
    epochs: tuple[int, int] = (1, 1),
    momenta: tuple[float, ...] = (0.0,),
    sizes: tuple[int, int] = (2, 7),
) -> Run:
    """Trainings that get somewhere at every step, from numbers that do not look rounded."""
    N, count = draw(st.integers(*sizes)), draw(st.integers(*epochs))
    rate, momentum = draw(st.sampled_from((0.05, 0.0625, 0.08))), draw(st.sampled_from(momenta))
    odd = st.integers(-120, 120).filter(lambda number: number % 8 not in (0, 4)).map(lambda number: number / 64)
    made = st.builds(
        lambda x, y, w, b: Run(x, y, w, b, rate, momentum, count),
        *(grid(N, largest=2), grid(N, largest=6), odd, odd),
    )

    def tells(run: Run) -> bool:
        path, losses = run.descend(run.x, run.y, np.array([run.w, run.b]), count)
        return telling(losses, path) and abs(run.w - run.b) > 0.25 and run.valid()

    return draw(made.filter(tells))


@oracle
def path_of(run: Run) -> tuple[list[Array], list[Array]]:
    """w and b before each epoch and some more, the losses, and a bound for each."""
    start = np.array([run.w, run.b])
    epochs = run.num_epochs + AHEAD
    return spread(lambda x, y, values: run.descend(x, y, values, epochs), run.x, run.y, start, rows=(0, 1))


# ---- models


def setup(student: Any, run: Run) -> tuple[Thing, Thing]:
    """An nn.Linear(1, 1) at its start, and a torch.optim.SGD on it."""
    model = layer(student, np.array([[run.w]]), np.array([run.b]))
    rate, momentum = run.learning_rate, run.momentum
    return model, student.make("torch.optim.SGD", model.keep("parameters"), lr=rate, momentum=momentum)


def current(model: Thing) -> Array:
    """w and b of an nn.Linear(1, 1), (2,). Raises Mismatch where they are not what they were."""
    weight, bias = model.get("weight"), model.get("bias")
    return np.concatenate([tensor(weight, (1, 1), "the weight").ravel(), tensor(bias, (1,), "the bias")])


def reached(model: Thing, run: Run, allowed: Any, when: str) -> int:
    """How many epochs the model has been trained: one of `allowed`. Raises Mismatch where it is none of them."""
    values = current(model)
    (path, _), (bounds, _) = path_of(run)
    for epochs in allowed:
        if np.all(np.abs(values - path[epochs]) <= bounds[epochs]):
            break
    else:
        epochs = allowed[0]
    close(values, path[epochs], name=f"[w, b] {when}", bound=bounds[epochs])
    return int(epochs)


# ---- figures


def figure_of(answer: Any, *parts: str, of: str = FIGURE) -> dict[str, Any]:
    """These parts of a figure, or of an animation's. Raises Mismatch where `answer` is no such object."""
    made = expected(answer, of)
    data = made.figure(*parts)
    if type(data) is not dict or type(data.get("axes")) is not list:
        raise Mismatch("the figure cannot be read", kind="type", got=data)
    return data


def expected(answer: Any, path: str) -> Thing:
    """`answer` if it is an object of the class at this path. Raises Mismatch otherwise."""
    wanted = {FIGURE: "a Matplotlib Figure", ANIMATION: "a FuncAnimation"}[path]
    made = thing(answer, "the answer", wanted)
    if not made.is_a(path):
        raise Mismatch(f"returned an object of type {made.type_name}, expected {wanted}", kind="type")
    return made


def axes_of(data: dict[str, Any], count: int) -> list[dict[str, Any]]:
    """The figure's axes. Raises Mismatch where they are not as many as `count`."""
    found = data["axes"]
    if len(found) != count:
        raise Mismatch(
            f"the figure has {len(found)} axes, expected {count}", kind="axes", expected=count, got=len(found)
        )
    return list(found)


def train_and_test(answer: Any, fit: Fit, *parts: str) -> list[dict[str, Any]]:
    """The two axes of a learner's figure: first the one with as many points as there are to train with. Where the
    points do not tell, the titles do, and else the places.
    """
    found = axes_of(figure_of(answer, "title", "place", "points", *parts), 2)
    counts, titles = [len(axes["points"]) for axes in found], [same(axes["title"]) for axes in found]
    for seen, wanted in ((counts, [len(X) for X, _ in fit.parts]), (titles, ["train", "test"])):
        if seen in (wanted, wanted[::-1]):
            return found if seen == wanted else found[::-1]
    return sorted(found, key=lambda axes: axes["place"][0])


def same(text: Any) -> str:
    """A text as far as it matters: in small letters, spaces as one."""
    return " ".join(str(text).casefold().split())


def shows(axes: dict[str, Any], points: Array, name: str) -> None:
    """Raise Mismatch unless the axes show exactly these points as a scatter, in any order."""
    got = axes["points"]
    if not isinstance(got, np.ndarray) or len(got) != len(points):
        count = len(got) if isinstance(got, np.ndarray) else 0
        raise Mismatch(f"{name} shows {count} points, expected {len(points)}", kind="points", expected=points, got=got)
    values = array(got, points.shape, f"the points of {name}")
    close(in_order(values), in_order(points), name=f"the sorted points of {name}", scale=np.abs(points).max())


def in_order(points: Array) -> Array:
    return points[np.lexsort(points.T[::-1])]


def line_of(
    panels: list[dict[str, Any]],
    color: str,
    name: str,
    words: tuple[str, ...],
    labelled: Callable[[], list[dict[str, Any]]],
) -> Array:
    """The points (n, 2) of the one line of this color; of several, the one whose label has one of `words` in it.
    Raises Mismatch where there is none, or more.

    `labelled` reads the panels' labels: only where there are several, as answers are recognised by all that was read.
    """
    drawn = [line for axes in panels for line in axes["lines"]]
    points = [line["xy"][np.isfinite(line["xy"]).all(axis=1)] for line in drawn]
    found = [at for at, line in enumerate(drawn) if line["color"] == color and len(points[at]) > 1]
    if len(found) > 1:
        texts = [same(label) for axes in labelled() for label, _ in axes["labels"]]
        told = [at for at in found if at < len(texts) and any(word in texts[at] for word in words)]
        found = told or found
    if len(found) != 1:
        others = ", ".join(sorted({line["color"] for line in drawn} - {color})) or "none"
        wanted = f"one, or one of them labelled {words[0].capitalize()!r}" if found else "one"
        raise Mismatch(
            f"{name} has {len(found)} {color} lines, expected {wanted}; of other colors: {others}", kind="lines"
        )
    return np.asarray(points[found[0]], dtype=np.float64)


def runs_along(line: Array, w: float, b: float, ends: tuple[float, float], name: str) -> None:
    """Raise Mismatch unless a line lies on w x + b and goes from end to end."""
    at = np.array([line[:, 0].min(), line[:, 0].max()])
    close(at, np.array(ends), name=f"the first and last x of {name}", scale=max(np.abs(ends).max(), 1.0))
    scale = np.abs(w * line[:, 0]) + abs(b)
    close(line[:, 1], w * line[:, 0] + b, name=f"the y of {name}", scale=scale, terms=2)
