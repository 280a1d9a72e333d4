"""What is checked of unit 6: a perceptron on raw tensors, its gradients by autograd."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from hypothesis import example, given
from hypothesis import strategies as st

from grader.checks import Exercise, Mismatch, Rng, Unit, check, close, oracle, pure, require, unpack
from grader.gradients import autograd, vector_jacobian

from ..perceptrons import KINK, Perceptron, perceptrons, pulled
from ..problems import Array, Targets, targets, telling
from ..tensors import float32, gradient, leaf32, tensor
from ._ex6_training import *  # noqa: F403 -- the second half of the checks

UNIT = Unit(
    "A perceptron on raw tensors, its gradients by autograd",
    Exercise(
        "init_parameters",
        hints=(
            "Two tensors: w1 with one row for every input and one column for every output, b1 with a single row.",
            "`torch.rand(rows, columns, generator=generator)` draws from [0, 1). Draw w1 first.",
            "Ask for gradients in the call itself, `requires_grad=True`, and do not compute with the result any more.",
        ),
    ),
    Exercise(
        "forward",
        hints=(
            "Three steps in this order: multiply, cut, add the bias.",
            "`X.mm(w1)` is a product of matrices; X * w1 is something else.",
            "`clamp(min=0)` keeps what is positive and puts 0 for the rest. The bias is added to what it gives.",
        ),
    ),
    Exercise(
        "sse_loss",
        hints=(
            "Errors, squares, sum.",
            "Tensors subtract and square like arrays: `(y_hat - y) ** 2`.",
            "`.sum()` of a tensor is a tensor of shape (), and it keeps its graph. Leave it so.",
        ),
    ),
    Exercise(
        "train_step",
        needs=("forward", "sse_loss"),
        hints=(
            "Predict, loss, backward; then both updates; then the gradients away; then return the loss.",
            "After `loss.backward()` the derivatives are in `w1.grad` and `b1.grad`. Update under `torch.no_grad()`.",
            "`w1 -= ...` changes the caller's tensor, `w1 = w1 - ...` does not. `loss.item()` is a float.",
        ),
    ),
    Exercise(
        "train",
        needs=("train_step",),
        hints=(
            "Call train_step again and again.",
            "It changes w1 and b1 itself, so the same four tensors go into every call.",
            "Collect what it returns in a list, and return that list when the loop is over.",
        ),
    ),
)


# ---- init_parameters

sizes = st.integers(1, 5)
generators = st.builds(Rng, st.just("torch"), st.integers(1, 9999))


def drawn(rng: Rng, input_size: int, output_size: int) -> tuple[Array, Array]:
    """The numbers that a generator gives for w1 and then for b1, each sorted: their order in the tensor is free."""
    numbers = torch.rand(input_size * output_size + output_size, generator=rng.make()).double().numpy()
    return np.sort(numbers[: input_size * output_size]), np.sort(numbers[input_size * output_size :])


def parameters(student: Any, input_size: int, output_size: int, rng: Rng) -> tuple[Array, Array]:
    """The learner's w1 and b1."""
    w1, b1 = unpack(student.init_parameters(input_size, output_size, rng), "w1", "b1")
    return tensor(w1, (input_size, output_size), "w1"), tensor(b1, (1, output_size), "b1")


@check(
    "init_parameters",
    points=1,
    hint="torch.rand(input_size, output_size, generator=generator), before anything else; it comes seeded.",
    examples=6,
)
@given(input_size=sizes, output_size=sizes, rng=generators)
@example(input_size=2, output_size=1, rng=Rng("torch", 1234))
def w1_is_drawn_first(student, input_size, output_size, rng):
    """w1 (in, out) holds the first numbers that the generator gives, uniform in [0, 1)."""
    w1, _ = unpack(student.init_parameters(input_size, output_size, rng), "w1", "b1")
    values = tensor(w1, (input_size, output_size), "w1")
    close(np.sort(values.ravel()), drawn(rng, input_size, output_size)[0], name="the sorted w1")


@check("init_parameters", points=1, hint="b1 is drawn like w1, after it; its shape is (1, output_size).", examples=6)
@given(input_size=sizes, output_size=sizes, rng=generators)
@example(input_size=2, output_size=1, rng=Rng("torch", 1234))
def b1_is_drawn_next(student, input_size, output_size, rng):
    """b1 (1, out) holds the generator's next numbers."""
    _, b1 = unpack(student.init_parameters(input_size, output_size, rng), "w1", "b1")
    values = tensor(b1, (1, output_size), "b1")
    close(np.sort(values.ravel()), drawn(rng, input_size, output_size)[1], name="the sorted b1")


@check(
    "init_parameters", points=0.5, kind="property", hint="Uniform in [0, 1): torch.rand, without a shift.", examples=1
)
@given(rng=generators)
def numbers_fill_the_unit_interval(student, rng):
    """Of 40 x 10 weights all lie in [0, 1), near both of its ends too, around a mean of 0.5."""
    for name, values in zip(("w1", "b1"), parameters(student, 40, 10, rng), strict=True):
        lowest, highest = float(values.min()), float(values.max())
        require(lowest >= 0 and highest < 1, f"{name} reaches from {lowest:.3g} to {highest:.3g}, expected [0, 1)")
    values, _ = parameters(student, 40, 10, rng)
    mean = float(values.mean())
    require(0.4 < mean < 0.6 and values.min() < 0.05 and values.max() > 0.95, f"the mean of 400 weights is {mean:.3g}")


@check(
    "init_parameters",
    points=0.5,
    kind="contract",
    hint="requires_grad=True for both, where they are drawn; what is then computed from such a tensor is no leaf.",
    examples=3,
)
@given(input_size=sizes, output_size=sizes, rng=generators)
def parameters_are_leaves(student, input_size, output_size, rng):
    """w1 and b1 require gradients, and are leaves: their gradients will be kept."""
    answer = unpack(student.init_parameters(input_size, output_size, rng), "w1", "b1")
    for name, got in zip(("w1", "b1"), answer, strict=True):
        tensor(got, (input_size, output_size) if name == "w1" else (1, output_size), name)
        require(got.requires_grad, f"{name}.requires_grad is False")
        require(got.is_leaf, f"{name} is no leaf: it was computed from another tensor that requires grad")


@check(
    "init_parameters",
    points=0.5,
    kind="contract",
    hint="generator=generator in every draw, and no manual_seed: the generator comes seeded.",
    examples=3,
)
@given(input_size=sizes, output_size=sizes, seed=st.integers(1, 9999))
def same_generator_same_parameters(student, input_size, output_size, seed):
    """The same generator gives the same parameters, another gives others; the global random state is left alone."""
    unpack(pure(student, "init_parameters", input_size, output_size, Rng("torch", seed)), "w1", "b1")
    first, other = (parameters(student, input_size, output_size, Rng("torch", seed + i))[0] for i in (0, 1))
    require(not np.array_equal(first, other), "two generators of different seeds give the same w1")


# ---- forward


@oracle
def clamped(problem: Perceptron) -> tuple[Array, list[Array]]:
    """y_hat, and the gradients of sum(y_hat * upstream) by w1 and b1, as torch has them in float64."""

    def model(X: Any, w1: Any, b1: Any) -> Any:
        return torch.nn.functional.relu(X @ w1) + b1

    X, w1, b1 = (torch.tensor(values, dtype=torch.float64) for values in (problem.X, problem.w1, problem.b1))
    slopes = vector_jacobian(model, problem.upstream, problem.X, problem.w1, problem.b1)
    return model(X, w1, b1).numpy(), slopes[1:]


SIGNS = Perceptron(np.array([[2.0], [-1.0]]), np.array([[3.125]]), np.array([[0.625]]), np.array([[1.125], [-3.0]]))
LARGE = Perceptron(
    np.array([[64.125], [-48.375]]), np.array([[3.125]]), np.array([[0.625]]), np.array([[1.125], [-3.0]])
)


@check("forward", points=1.5, hint="X.mm(w1).clamp(min=0) + b1: product, cut, bias, in this order.", examples=8)
@given(problem=perceptrons())
@example(problem=SIGNS)
@example(problem=LARGE)
def match_relu(student, problem):
    """y_hat is X w1 with its negative entries set to 0, plus b1."""
    got = tensor(student.forward(*problem.args), problem.y_hat.shape, "y_hat")
    close(got, clamped(problem)[0], name="y_hat", scale=problem.scale, terms=problem.terms)


def slopes_of(student: Any, problem: Perceptron) -> list[Any]:
    """The gradients that flow back through the learner's forward, to X, w1 and b1, unseen."""
    value, grads = pulled(student, "forward", *problem.args, upstream=problem.weights)
    tensor(value, problem.y_hat.shape, "y_hat")
    return grads


@check(
    "forward",
    points=1,
    hint="It is X' (upstream where X w1 > 0, else 0): is all of X multiplied with w1, and clamp(min=0) the cut?",
    examples=6,
)
@given(problem=perceptrons())
@example(problem=SIGNS)
def gradient_flows_to_w1(student, problem):
    """The gradient by w1 equals torch.autograd's in float64: only the entries that were not cut have a say."""
    got = gradient(slopes_of(student, problem)[1], problem.w1.shape, "w1")
    scale = np.abs(problem.X).T @ np.abs(problem.upstream)
    close(got, clamped(problem)[1][0], name="the gradient by w1", scale=scale, terms=len(problem.X))


@check(
    "forward", points=0.5, hint="b1 is added last, after the cut: every row of y_hat has it, cut or not.", examples=4
)
@given(problem=perceptrons())
@example(problem=SIGNS)
def gradient_flows_to_b1(student, problem):
    """The gradient by b1 equals torch.autograd's in float64: every row has a say, cut or not."""
    got = gradient(slopes_of(student, problem)[2], problem.b1.shape, "b1")
    scale = np.abs(problem.upstream).sum(axis=0, keepdims=True)
    close(got, clamped(problem)[1][1], name="the gradient by b1", scale=scale, terms=len(problem.X))


@check(
    "forward",
    points=0.5,
    kind="property",
    hint="max(X w1, 0), with all of X and without an upper limit; then b1, and nothing else, is added.",
    examples=3,
)
@given(problem=perceptrons())
def rows_and_scales(student, problem):
    """A row is predicted the same alone as among others; for 2 X the part without the bias is twice as large."""
    X, w1, b1 = problem.args
    whole = tensor(student.forward(X, w1, b1), problem.y_hat.shape, "y_hat")
    alone = tensor(student.forward(X[-1:], w1, b1), whole[-1:].shape, "y_hat of the last row alone")
    close(alone, whole[-1:], name="y_hat of the last row alone", scale=problem.scale[-1:], terms=problem.terms)
    doubled = tensor(student.forward(2 * X, w1, b1), whole.shape, "y_hat of 2 X")
    expected = 2 * (whole - problem.b1) + problem.b1
    close(doubled, expected, name="y_hat of 2 X", scale=4 * problem.scale, terms=problem.terms)


@check(
    "forward", points=0.5, kind="edge", hint="clamp(min=0) makes 0 of what is negative, and 0 + b1 is b1.", examples=3
)
@given(problem=perceptrons())
def all_cut_leaves_the_bias(student, problem):
    """Where all of X w1 is negative, every row of y_hat is b1."""
    X, w1 = np.abs(problem.X) + KINK, -np.abs(problem.w1) - KINK
    got = tensor(student.forward(float32(X), float32(w1), float32(problem.b1)), problem.y_hat.shape, "y_hat")
    close(got, np.tile(problem.b1, (len(X), 1)), name="y_hat", scale=np.abs(problem.b1))


@check(
    "forward", points=0.5, kind="contract", hint="relu_ and clamp_ change a tensor in place; make new ones.", examples=3
)
@given(problem=perceptrons(rows=(1, 3), inputs=(2, 4)))
@example(problem=Perceptron(np.array([[2.5]]), np.array([[1.25]]), np.array([[-0.625]]), np.array([[1.0]])))
def forward_is_pure(student, problem):
    """(N, out) also for N = 1 and more inputs than rows; X, w1 and b1 are left as they were."""
    tensor(pure(student, "forward", *problem.args), problem.y_hat.shape, "y_hat")


# ---- sse_loss


@oracle
def summed(pair: Targets) -> tuple[float, Array]:
    """The sum of squared errors and its gradient by y_hat, by torch in float64."""

    def loss(y_hat: Any) -> Any:
        y = torch.tensor(pair.y, dtype=torch.float64)
        return torch.nn.functional.mse_loss(y_hat, y, reduction="sum")

    return float(loss(torch.tensor(pair.y_hat, dtype=torch.float64))), autograd(loss, pair.y_hat)[0]


def sum_scale(pair: Targets) -> float:
    return float(np.sum((np.abs(pair.y) + np.abs(pair.y_hat)) ** 2))


def loss_of(student: Any, y_hat: Array, y: Array) -> float:
    """The learner's loss, as a number."""
    return float(tensor(student.sse_loss(float32(y_hat), float32(y)), (), "the loss"))


def two_columns(pair: Targets) -> Targets:
    """The same errors and as many of their own, in a second column."""
    return Targets(np.hstack([pair.y, pair.y_hat / 2]), np.hstack([pair.y_hat, pair.y[::-1]]))


pairs = targets(rows=(2, 8)).filter(lambda pair: telling(np.sum((pair.y_hat - pair.y) ** 2)))
THIRDS = Targets(np.array([[0.125], [-0.25], [0.0625]]), np.array([[0.15625], [-0.296875], [0.1015625]]))
FAR = Targets(np.array([[-999.5], [899.75], [2.125]]), np.array([[998.25], [-750.5], [0.375]]))
SMALL = Targets(np.array([[6.0], [2.0]]), np.array([[6.625], [0.5]]))


@check("sse_loss", points=1.5, hint="((y_hat - y) ** 2).sum(): a sum over all entries, not a mean.", examples=7)
@given(pair=pairs)
@example(pair=SMALL)
@example(pair=THIRDS)
@example(pair=FAR)
def match_sum_of_squares(student, pair):
    """The loss is a tensor of shape () with the sum of the squared errors."""
    got = tensor(student.sse_loss(float32(pair.y_hat), float32(pair.y)), (), "the loss")
    close(float(got), summed(pair)[0], name="the loss", scale=sum_scale(pair), terms=len(pair.y))


@check(
    "sse_loss",
    points=1,
    hint="It is 2 (y_hat - y): is the loss (y_hat - y)^2, summed, and a tensor to the end?",
    examples=5,
)
@given(pair=pairs)
@example(pair=SMALL)
def gradient_flows_to_y_hat(student, pair):
    """The gradient by y_hat is twice the errors, as torch.autograd finds it."""
    value, grads = pulled(student, "sse_loss", float32(pair.y_hat), float32(pair.y), upstream=torch.tensor(1.0))
    tensor(value, (), "the loss")
    got = gradient(grads[0], pair.y_hat.shape, "y_hat")
    close(got, summed(pair)[1], name="the gradient by y_hat", scale=2 * (np.abs(pair.y) + np.abs(pair.y_hat)))


@check("sse_loss", points=0.5, visibility="hidden", hint="Sum over rows and columns.", examples=3)
@given(pair=pairs.map(two_columns))
def sum_over_two_columns(student, pair):
    """With two outputs the errors of both are summed."""
    got = tensor(student.sse_loss(float32(pair.y_hat), float32(pair.y)), (), "the loss")
    close(float(got), summed(pair)[0], name="the loss", scale=sum_scale(pair), terms=2 * len(pair.y))


@check("sse_loss", points=0.5, kind="property", hint="An error is a difference: no error, no loss.", examples=3)
@given(pair=pairs)
def no_errors_no_loss(student, pair):
    """A prediction equal to the targets has loss 0; errors twice as large have a loss four times as large."""
    error, terms = pair.y_hat - pair.y, len(pair.y)
    zero = loss_of(student, pair.y, pair.y)
    close(zero, 0.0, name="the loss of y against itself", scale=4 * np.sum(pair.y**2), terms=terms)
    once, twice = loss_of(student, pair.y_hat, pair.y), loss_of(student, pair.y + 2 * error, pair.y)
    scale = float(np.sum((2 * np.abs(pair.y) + 2 * np.abs(error)) ** 2))
    close(twice, 4 * once, name="the loss of doubled errors", scale=2 * scale, terms=terms)


@check(
    "sse_loss", points=0.5, kind="property", hint="A sum grows with the number of rows; a mean does not.", examples=3
)
@given(pair=pairs)
def losses_of_parts_add_up(student, pair):
    """The loss of the first row plus that of the others is the loss of all."""
    parts = [loss_of(student, pair.y_hat[rows], pair.y[rows]) for rows in (slice(0, 1), slice(1, None))]
    close(sum(parts), loss_of(student, pair.y_hat, pair.y), scale=sum_scale(pair), terms=2 * len(pair.y))


@check("sse_loss", points=0.5, kind="contract", hint="backward() will be called on what you return.", examples=3)
@given(pair=pairs)
@example(pair=Targets(np.array([[0.75]]), np.array([[2.125]])))
def loss_keeps_its_graph(student, pair):
    """Where y_hat requires a gradient, so does the loss, also for a single row; y_hat and y are left as they were."""
    y_hat, y = leaf32(pair.y_hat), float32(pair.y)
    got = pure(student, "sse_loss", y_hat, y)
    tensor(got, (), "the loss")
    if not got.requires_grad or got.is_leaf:
        raise Mismatch("the loss has no graph that leads back to y_hat", kind="graph", got=got)
