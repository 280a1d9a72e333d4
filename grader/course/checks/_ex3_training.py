"""What is checked of unit 3, continued: train and evaluate, on models of the library's own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from sklearn.metrics import mean_squared_error

from grader.checks import Mismatch, Thing, check, close, identical, number, numbers, oracle, require

from ..problems import Array, Regression, regressions, seventy_one
from ..tensors import STATE, float32, fresh, layer, ordered, stack, state_of
from ..torch_problems import Stacked, Training, stacks, trainings

# ---- train


@oracle
def trajectory(problem: Any) -> tuple[list[Array], list[Array]]:
    """The parameters and the losses of an Adam of our own, and a bound for each."""
    values, bounds = problem.trajectory()
    return values, bounds


def trained(student: Any, problem: Training, rows: Any = None) -> tuple[Any, list[Array]]:
    """The learner's losses, unseen, and the model's W and b after training."""
    model = layer(student, problem.W, problem.b)
    options = (problem.learning_rate, problem.num_epochs) + ((problem.weight_decay,) if problem.weight_decay else ())
    data = (
        (float32(problem.X), float32(problem.y)) if rows is None else (fresh(problem.X[rows]), fresh(problem.y[rows]))
    )
    losses = student.train(model, *data, *options)
    weight, bias = ordered(model, [problem.W.T.shape, problem.b.shape])
    return losses, [weight.T, bias]


RUN = Training(
    np.array([[1.0], [2.0], [3.0]]), np.array([[0.25]]), np.array([0.5]), np.array([[2.0], [4.5], [5.5]]), 0.125, 4, 0.0
)
MANY_ROWS = replace(RUN, X=seventy_one()[0], y=seventy_one()[1])  # a mini-batch is not all of it
LONG = replace(RUN, num_epochs=24)  # what is done every tenth epoch shows
AT_REST = replace(RUN, y=RUN.y_hat)  # the model is right from the start, and every epoch has its loss


@check(
    "train",
    points=1.5,
    examples=5,
    hint=(
        "Is losses[0] wrong? The loss is nn.MSELoss of model(X) and y, all rows. Only later ones? Then look at "
        "the step: zero_grad, backward, step of Adam with lr=learning_rate, and loss.item() taken before it."
    ),
)
@given(problem=trainings())
@example(problem=RUN)
def losses_match_adam(student, problem):
    """losses[t] is the mean squared error before step t of Adam, for every epoch."""
    (*_, losses), (*_, bound) = trajectory(problem)
    close(numbers(trained(student, problem)[0], problem.num_epochs), losses, name="losses", bound=bound)


@check(
    "train",
    points=1.5,
    examples=5,
    hint=(
        "One Adam for all epochs, with lr=learning_rate and nothing else of its own; zero_grad, backward, step in "
        "each, of nn.MSELoss on all rows."
    ),
)
@given(problem=trainings())
@example(problem=RUN)
@example(problem=MANY_ROWS)
@example(problem=LONG)
def parameters_match_adam(student, problem):
    """The model's weight and bias end where Adam leads from the same start."""
    (W, b, _), (W_bound, b_bound, _) = trajectory(problem)
    _, got = trained(student, problem)
    close(got[0], W, name="the transposed weight", bound=W_bound)
    close(got[1], b, name="the bias", bound=b_bound)


@check(
    "train",
    points=1,
    examples=5,
    hint=(
        "If checks without weight decay fail, too, begin with those. If not: Adam(..., weight_decay=weight_decay) "
        "does it all, on weight and bias; the loss stays the MSE."
    ),
)
@given(problem=trainings(epochs=(3, 6), decays=(0.25, 0.5, 1.0, 2.0)))
def weight_decay_is_adams_l2_penalty(student, problem):
    """weight_decay pulls weight and bias towards 0 in the way of Adam's L2 penalty; losses are still the MSE."""
    (W, b, losses), bounds = trajectory(problem)
    told, got = trained(student, problem)
    for name, value, expected, bound in zip(("the transposed weight", "the bias"), got, (W, b), bounds, strict=False):
        close(value, expected, name=name, bound=bound)
    close(numbers(told, problem.num_epochs), losses, name="losses", bound=bounds[2])


@check(
    "train",
    points=0.5,
    examples=4,
    visibility="hidden",
    hint=(
        "If checks of one layer fail, too, begin with those. If not: give Adam all of model.parameters(), and "
        "predict with model(X)."
    ),
)
@given(problem=stacks())
def any_module_is_trained(student, problem):
    """A model of two layers is trained, too: every parameter of both, and the losses."""
    model = stack(student, *problem.layers)
    told = student.train(model, float32(problem.X), float32(problem.y), problem.learning_rate, problem.num_epochs)
    (*values, losses), bounds = trajectory(problem)
    expected = [value.T for value in values]
    got = ordered(model, [value.shape for value in expected])
    for position, (value, wanted, bound) in enumerate(zip(got, expected, bounds, strict=False)):
        name = f"the {('weight', 'bias')[position % 2]} of layer {position // 2 + 1}"
        close(value, wanted, name=name, bound=bound.T)
    close(numbers(told, problem.num_epochs), losses, name="losses", bound=bounds[-1])


@check(
    "train",
    points=0.5,
    examples=3,
    kind="property",
    hint="All rows are one batch: nothing is shuffled, and MSELoss takes the mean.",
)
@given(problem=trainings(rows=(2, 5), epochs=(2, 4)))
@example(problem=MANY_ROWS)
def order_and_copies_of_rows_do_not_matter(student, problem):
    """The rows in another order, and each of them twice, train to the same losses."""
    once = numbers(trained(student, problem)[0], problem.num_epochs)
    twice = trained(student, problem, np.r_[len(problem.X) - 1 : -1 : -1, : len(problem.X)])[0]
    _, bounds = trajectory(problem)
    close(numbers(twice, problem.num_epochs), once, name="losses on the rows twice", bound=2 * bounds[2])


@st.composite
def easy_trainings(draw: st.DrawFn) -> Training:
    """Problems far from their solution, at a small rate: every step of Adam is downhill."""

    def falls(problem: Training) -> bool:
        losses = problem.trajectory()[0][2]
        return bool(np.all(np.diff(losses) < -1e-3 * losses[0]))

    return draw(trainings(rates=(0.015625, 0.03125), epochs=(3, 5)).filter(falls))


@check(
    "train",
    points=0.5,
    examples=4,
    kind="property",
    hint=(
        "If the losses stay, is optimizer.step() in the loop, after backward? If they rise, a step goes the wrong "
        "way, or gradients add up."
    ),
)
@given(problem=easy_trainings())
def losses_fall_at_a_small_rate(student, problem):
    """At a small learning rate every loss is below the one before."""
    losses = numbers(trained(student, problem)[0], problem.num_epochs)
    falls = bool(np.all(np.diff(losses) < 0))
    require(falls, f"the losses are {', '.join(f'{loss:.4g}' for loss in losses)}")


@check("train", points=0.5, examples=3, kind="edge", hint="Return the list also where the loop never ran.")
@given(problem=trainings(rows=(1, 4)))
def no_epochs_change_nothing(student, problem):
    """num_epochs = 0 returns [] and leaves the model as it is, with weight decay, too."""
    model = layer(student, problem.W, problem.b)
    for options in ((0.1, 0), (0.1, 0, 0.5)):
        numbers(student.train(model, float32(problem.X), float32(problem.y), *options), 0)
    weight, bias = ordered(model, [problem.W.T.shape, problem.b.shape])
    close(weight.T, problem.W, name="the transposed weight")
    close(bias, problem.b, name="the bias")


@check(
    "train",
    points=0.5,
    examples=3,
    kind="contract",
    hint="Each call makes its own optimizer and its own list; losses are floats.",
)
@given(problem=trainings(rows=(1, 4), epochs=(2, 3)))
@example(problem=AT_REST)
def trainings_do_not_know_each_other(student, problem):
    """One float for each epoch; a second model trained the same way gives the same; X and y are left as they were."""
    models = [layer(student, problem.W, problem.b) for _ in range(2)]
    args = (float32(problem.X), float32(problem.y), problem.learning_rate, problem.num_epochs)
    answers = [student.call("train", model, *args) for model in models]
    if any(answer.changed for answer in answers):
        raise Mismatch("train changes X or y", kind="mutated")
    losses = [numbers(answer.value, problem.num_epochs) for answer in answers]
    _, bounds = trajectory(problem)
    close(losses[1], losses[0], name="losses of a second training", bound=bounds[2])
    shapes: list[tuple[int, ...]] = [problem.W.T.shape, problem.b.shape]
    for name, one, other, bound in zip(("weight", "bias"), *(ordered(m, shapes) for m in models), bounds, strict=False):
        close(other, one, name=f"the {name} of a second training", bound=bound.T)


# ---- evaluate

# Small values with many digits, and large ones: what is rounded, or cut off somewhere, shows.
FINE_ERROR = Regression(
    np.array([[1 / 3], [-0.02]]), np.array([[0.003]]), np.array([0.0007]), np.array([[0.01 / 3], [-0.055]])
)
LARGE_ERROR = Regression(
    np.array([[-20.0], [100.0], [60.0], [-80.0]]),
    np.array([[0.5]]),
    np.array([-3.0]),
    np.array([[-300.0], [900.0], [-650.0], [150.0]]),
)


@oracle
def error_of(problem: Regression) -> float:
    """scikit-learn's mean squared error of the model's predictions in float64."""
    return float(mean_squared_error(problem.y, problem.y_hat))


def error_scale(problem: Regression) -> float:
    return float(np.mean((problem.scale + np.abs(problem.y)) ** 2))


@check("evaluate", points=1.5, examples=8, hint="nn.MSELoss between model(X) and y, both (N, 1), of all rows at once.")
@given(problem=regressions())
@example(problem=Regression(*seventy_one()[:1], RUN.W, RUN.b, seventy_one()[1]))
@example(problem=Regression(np.array([[1.0], [2.0]]), np.array([[1.0]]), np.array([0.5]), np.array([[1.0], [0.25]])))
@example(problem=FINE_ERROR)
@example(problem=LARGE_ERROR)
def match_mean_squared_error_of_model(student, problem):
    """The MSE of a linear layer with known parameters equals scikit-learn's."""
    mse = student.evaluate(layer(student, problem.W, problem.b), float32(problem.X), float32(problem.y))
    close(mse, error_of(problem), name="the MSE", scale=error_scale(problem), terms=2 * problem.terms + len(problem.X))


@check(
    "evaluate",
    points=0.5,
    examples=4,
    visibility="hidden",
    hint="Ask the model for its predictions: model(X), whatever it is made of.",
)
@given(problem=stacks())
def match_error_of_two_layers(student, problem: Stacked):
    """The same for a model of two layers."""
    mse = student.evaluate(stack(student, *problem.layers), float32(problem.X), float32(problem.y))
    close(mse, problem.loss, name="the MSE", scale=problem.loss_scale, terms=2 * problem.W.size + len(problem.X))


@check(
    "evaluate",
    points=0.5,
    examples=4,
    kind="property",
    hint="Compare predictions and targets in the same shape: where they agree there is no error.",
)
@given(problem=regressions(rows=(1, 5)))
def right_model_has_no_error(student, problem):
    """On targets that the model itself made the MSE is 0; raising all of them by 3 makes it 9."""
    model, X = layer(student, problem.W, problem.b), float32(problem.X)
    scale, terms = float(np.mean((2 * problem.scale + 3) ** 2)), 2 * problem.terms + len(problem.X)
    for lift in (0.0, 3.0):
        mse = student.evaluate(model, X, fresh(problem.y_hat + lift))
        name = f"the MSE on the model's own predictions{f' + {lift:g}' if lift else ''}"
        close(mse, lift**2, name=name, scale=scale, terms=terms)


def with_gradients(student: Any, problem: Regression, training: bool) -> Thing:
    """A model after a backward pass, in training mode or not."""
    model = layer(student, problem.W, problem.b)
    model.keep("__call__", float32(problem.X)).call("backward", fresh(np.ones_like(problem.y)))
    model.call("train", training)
    return model


@check(
    "evaluate",
    points=1,
    examples=4,
    kind="contract",
    hint="No backward, no step, no zero_grad; and after model.eval() the old mode must come back.",
)
@given(problem=regressions(rows=(1, 4)), training=st.booleans())
@example(problem=RUN, training=True)
@example(problem=RUN, training=False)
def model_is_left_as_it_was(student, problem, training):
    """Parameters, their .grad and the training mode are the same after evaluate as before."""
    model = with_gradients(student, problem, training)
    before = state_of(model)
    number(student.evaluate(model, float32(problem.X), float32(problem.y)), "the MSE")
    after = state_of(model)
    words = (
        "the parameters are changed",
        "the .grad of the parameters is changed",
        "the requires_grad of the parameters is changed",
        f"the model was {'' if training else 'not '}in training mode before, and now it is the other way",
    )
    for name, sentence in zip(STATE, words, strict=True):
        require(identical(after[name], before[name]), sentence, expected=before[name], got=after[name])


@check("evaluate", points=0.5, examples=4, kind="contract", hint="Put the forward pass inside `with torch.no_grad():`.")
@given(problem=regressions(rows=(1, 4)))
def no_graph_is_built(student, problem):
    """The forward pass runs without autograd: what the model gives carries no graph."""
    model = layer(student, problem.W, problem.b)
    notes = model.probe()
    number(student.evaluate(model, float32(problem.X), float32(problem.y)), "the MSE")
    seen = notes.get("seen")
    graphs = [bool(note) and bool(note[0]) for note in seen if isinstance(note, list)] if isinstance(seen, list) else []
    require(not any(graphs), "the model was called with autograd on, so a graph was built")


@check("evaluate", points=0.5, examples=4, kind="contract", hint="Return loss.item(); work on new tensors.")
@given(problem=regressions(rows=(1, 3), features=(1, 5)))
def error_is_one_number(student, problem):
    """One number, also for N = 1 and D > N, and the same at every call; X and y are left as they were."""
    model, X, y = layer(student, problem.W, problem.b), float32(problem.X), float32(problem.y)
    answers = [student.call("evaluate", model, X, y) for _ in range(2)]
    if any(answer.changed for answer in answers):
        raise Mismatch("evaluate changes X or y", kind="mutated")
    once, again = (float(number(answer.value, "the MSE")) for answer in answers)
    close(again, once, name="the MSE, asked for again")
