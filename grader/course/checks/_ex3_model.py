"""What is checked of unit 3, continued: LinearRegression.

Nothing is believed because the module says so: known values are written into its parameters, and then it is looked at
what it computes, what autograd says of it, and what an optimizer can move.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from hypothesis import example, given

from grader.checks import Mismatch, array, check, close, oracle, require
from grader.gradients import central_differences, vector_jacobian

from ..problems import Array
from ..tensors import float32, fresh, gradient, own, parameter, state_of, tensor, thing
from ..torch_problems import Layer, layers

TWO_BY_TWO = Layer(
    np.array([[1.0, 2.0], [0.0, 3.0]]), np.array([[1.25], [-2.0]]), np.array([0.5]), np.array([[1.0], [-0.75]])
)

THREE_BY_TWO = Layer(
    np.array([[1.0, -2.0, 0.5]]),
    np.array([[1.25, 0.5], [-2.0, 3.0], [0.75, -1.0]]),
    np.array([0.5, -1.5]),
    np.array([[1.0, -0.75]]),
)


@oracle
def linear(problem: Layer) -> tuple[Array, list[Array]]:
    """torch's linear layer in float64 on values in thirds, and its gradients by X, W and b, weighted with C."""
    thirds = problem.rough

    def forward(X: torch.Tensor, W: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.linear(X, W.T, b)

    value = forward(*(torch.tensor(values) for values in (thirds.X, thirds.W, thirds.b))).numpy()
    return value, vector_jacobian(forward, thirds.C, thirds.X, thirds.W, thirds.b)


def in_float64(student: Any, problem: Layer) -> Any:
    """The learner's model after ``.double()``, filled with the problem's thirds."""
    model, thirds = own(student, problem.W, problem.b), problem.rough
    model.call("double")
    model.load([torch.tensor(thirds.W.T.copy()), torch.tensor(thirds.b)])
    return model


def products(model: Any, X: Array, C: Array) -> tuple[Any, Any, dict[str, Any]]:
    """Its value at X, and the gradients by X and by the parameters. Raises Mismatch where they cannot be read."""
    got = model.vjp(torch.tensor(X), cotangent=torch.tensor(C))
    if not isinstance(got, dict) or not got.get("args"):
        raise Mismatch("no gradients can be read from the model", kind="type", got=got)
    return got.get("value"), got["args"][0], got.get("parameters", {})


def of_parameters(saved: Any, values: dict[str, Any]) -> Any:
    """What a state_dict holds of the parameters: a layer with two names is in it twice, and buffers are there, too."""
    kept = {name: saved[name] for name in values if name in saved} if isinstance(saved, dict) else {}
    return kept or saved


@check(
    "LinearRegression",
    points=1.5,
    examples=7,
    hint="forward returns self.fc1(x_in), for nn.Linear(input_dim, output_dim).",
)
@given(problem=layers())
@example(problem=TWO_BY_TWO)
def forward_matches_linear(student, problem):
    """With known weight and bias, forward(x) is x weight' + bias, for any D and K."""
    got = tensor(own(student, problem.W, problem.b)(float32(problem.X)), problem.y_hat.shape, "forward(x)")
    close(got, problem.y_hat, name="forward(x)", scale=problem.scale, terms=problem.terms)


@check(
    "LinearRegression",
    points=1,
    examples=5,
    hint="No .detach(), .data, .float() or .item() in forward: all of it belongs to autograd.",
)
@given(problem=layers(rows=(2, 5), features=(1, 3)))
@example(problem=TWO_BY_TWO)
def gradients_match_autograd_in_float64(student, problem):
    """After .double(), its value and its gradients by weight, bias and x_in equal those of torch's own linear layer."""
    thirds, terms = problem.rough, problem.terms + len(problem.X)
    expected, (dX, dW, db) = linear(problem)
    value, by_x, by_parameters = products(in_float64(student, problem), thirds.X, thirds.C)
    close(
        tensor(value, expected.shape, "forward(x)"),
        expected,
        name="forward(x)",
        scale=thirds.scale,
        terms=terms,
        dtype="float64",
    )
    X, W, C = (np.abs(values) for values in (thirds.X, thirds.W, thirds.C))
    for name, got, wanted, scale in (
        ("the gradient by weight", parameter(by_parameters, dW.T.shape, "gradient by weight"), dW.T, C.T @ X),
        ("the gradient by bias", parameter(by_parameters, db.shape, "gradient by bias"), db, C.sum(axis=0)),
        ("the gradient by x_in", gradient(by_x, dX.shape, "x_in"), dX, C @ W.T),
    ):
        close(got, wanted, name=name, scale=scale, terms=terms, dtype="float64")


@check(
    "LinearRegression",
    points=0.5,
    examples=3,
    kind="property",
    visibility="hidden",
    hint="Nudge a weight: the outputs must move as its gradient says.",
)
@given(problem=layers(rows=(2, 2), features=(2, 3), outputs=(1, 1)))
def gradients_are_what_nudges_show(student, problem):
    """The gradients are what the outputs really change by when weight, bias and x_in are nudged."""
    thirds = problem.rough
    model = in_float64(student, problem)
    value, by_x, by_parameters = products(model, thirds.X, thirds.C)
    tensor(value, thirds.C.shape, "forward(x)")
    slopes = {
        "x_in": gradient(by_x, thirds.X.shape, "x_in"),
        "weight": parameter(by_parameters, thirds.W.T.shape, "gradient by weight"),
        "bias": parameter(by_parameters, thirds.b.shape, "gradient by bias"),
    }
    start = {"x_in": thirds.X, "weight": thirds.W.T, "bias": thirds.b}
    size = float(np.abs(thirds.C).sum() * (thirds.scale.max() + 4))

    for name, value in start.items():
        along = np.round(value) + 1

        def output(length: Array, name: str = name, at: Array = value, along: Array = along) -> float:
            moved = {**start, name: at + length * along}
            model.load([torch.tensor(moved["weight"]), torch.tensor(moved["bias"])])
            return float((tensor(model(torch.tensor(moved["x_in"])), thirds.C.shape, "forward(x)") * thirds.C).sum())

        measured = central_differences(output, np.zeros(1))
        close(
            np.array([(slopes[name] * along).sum()]), measured, name=f"the slope along a nudge of {name}",
            scale=np.array([size * np.abs(along).max() * along.size]), terms=8, dtype="float64",
        )  # fmt: skip


@check(
    "LinearRegression",
    points=1,
    examples=4,
    kind="contract",
    hint="self.fc1 = nn.Linear(...), after super().__init__(): plain tensors are not parameters.",
)
@given(problem=layers(rows=(2, 4)))
def weight_and_bias_are_registered(student, problem):
    """parameters() has one weight (K, D), one bias (K,), nothing else; state_dict has them, an optimizer moves them."""
    model = own(student, problem.W, problem.b)
    state = state_of(model)
    values, trainable = state["parameters"], state["trainable"]
    require(
        isinstance(values, dict) and len(values) == 2, f"the model has {len(values)} parameters, expected 2", got=values
    )
    require(
        isinstance(trainable, dict) and all(trainable.values()),
        "weight and bias must both require gradients",
        got=trainable,
    )
    saved = of_parameters(model.state_dict(), values)
    shapes = {"weight": problem.W.T.shape, "bias": problem.b.shape}
    start = {"weight": problem.W.T, "bias": problem.b}
    for name, shape in shapes.items():
        close(parameter(saved, shape, f"{name} in state_dict()"), start[name], name=f"the {name} in state_dict()")
    optimizer = student.make("torch.optim.SGD", thing(model.keep("parameters"), "parameters()", "an iterator"), lr=0.5)
    outputs = thing(model.keep("__call__", float32(problem.X)), "forward(x)", "a tensor with a graph")
    outputs.call("backward", float32(problem.C))
    optimizer.call("step")
    slopes = {"weight": problem.C.T @ problem.X, "bias": problem.C.sum(axis=0)}
    sizes = {"weight": np.abs(problem.C.T) @ np.abs(problem.X), "bias": np.abs(problem.C).sum(axis=0)}
    moved = state_of(model)["parameters"]
    for name, shape in shapes.items():
        got, expected = parameter(moved, shape, name), start[name] - 0.5 * slopes[name]
        scale = np.abs(start[name]) + sizes[name]
        close(got, expected, name=f"the {name} after a step of SGD", scale=scale, terms=len(problem.X))


@check(
    "LinearRegression",
    points=0.5,
    examples=4,
    kind="property",
    hint="Row i of the answer depends on row i of x_in alone.",
)
@given(problem=layers(rows=(2, 5)))
def rows_are_predicted_one_by_one(student, problem):
    """A row is predicted the same alone as among others, rows of zeros as the bias; x_in is left as it was."""
    model = own(student, problem.W, problem.b)
    answer = model.call("__call__", float32(problem.X))
    require(not answer.changed, "forward changes x_in")
    whole = tensor(answer.value, problem.y_hat.shape, "forward(x)")
    alone = tensor(model(fresh(problem.X[-1:])), whole[-1:].shape, "forward of one row")
    close(alone, whole[-1:], name="forward of the last row alone", scale=problem.scale[-1:], terms=problem.terms)
    nothing = tensor(model(fresh(0 * problem.X)), whole.shape, "forward of zeros")
    close(nothing, np.tile(problem.b, (len(problem.X), 1)), name="forward of zeros", scale=np.abs(problem.b))


@check(
    "LinearRegression",
    points=0.5,
    examples=3,
    kind="contract",
    hint="Make the layer in __init__, so that every model has its own.",
)
@given(problem=layers(rows=(1, 1), features=(1, 3), outputs=(1, 2)))
@example(problem=THREE_BY_TWO)
def every_model_has_its_own_parameters(student, problem):
    """Filling one model with values changes no other, nor does a second forward pass change anything."""
    first, second = own(student, problem.W, problem.b), own(student, -2 * problem.W, problem.b + 1)
    once = tensor(first(float32(problem.X)), problem.y_hat.shape, "forward(x)")
    close(once, problem.y_hat, name="forward(x) of the first model", scale=problem.scale, terms=problem.terms)
    again = tensor(first(float32(problem.X)), problem.y_hat.shape, "forward(x)")
    close(again, array(once, problem.y_hat.shape), name="forward(x), called again")
    other = -2 * problem.X @ problem.W + problem.b + 1
    got = tensor(second(float32(problem.X)), other.shape, "forward(x)")
    close(got, other, name="forward(x) of the second model", scale=2 * problem.scale + 1, terms=problem.terms)
