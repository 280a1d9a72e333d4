"""What is checked of unit 2: the model, its gradients, training, unscaling."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from hypothesis import example, given
from hypothesis import strategies as st
from sklearn.metrics import mean_squared_error

from grader.checks import Exercise, Rng, Unit, array, check, close, number, oracle, pure, require, unpack
from grader.gradients import autograd, central_differences

from ..problems import Array, Model, Regression, Targets, models, regressions, rngs, targets
from ._ex2_experiment import *  # noqa: F403 -- unscale, run_experiment
from ._ex2_training import *  # noqa: F403 -- update, train, evaluate
from ._ex2_training import MANY_ROWS, STEEP

UNIT = Unit(
    "The model, its gradients, training, unscaling",
    Exercise(
        "init_weights",
        hints=(
            "Two arrays: W with a number for every pair of input and output, b with one for every output.",
            "`rng.standard_normal(size=(input_dim, output_dim))` draws the numbers, still 100 times too large.",
            "b is not drawn at all: `np.zeros` makes it, and its shape is flat.",
        ),
    ),
    Exercise(
        "predict",
        hints=(
            "Each prediction is a weighted sum of one row of X, plus the bias.",
            "(N, D) times (D, K) is (N, K): a product of matrices.",
            "`X @ W` is that product. Adding b of shape (K,) adds it to every row.",
        ),
    ),
    Exercise(
        "mse_loss",
        hints=(
            "Three steps, in the order in which the name says them backwards: error, square, mean.",
            "y and y_hat have the same shape (N, 1); their difference has it, too.",
            "`np.mean` of the squared differences is one number. It is divided by N already.",
        ),
    ),
    Exercise(
        "gradients",
        hints=(
            "Write the error e = y_hat - y first. Both gradients are sums over the samples of something times e.",
            "The square brings a factor 2, the mean a factor 1/N. What does a change of W_j change y_hat_i by?",
            "For dW that sum is a product of matrices, with X transposed; for db it is a plain sum over axis 0.",
        ),
    ),
    Exercise(
        "update",
        hints=(
            "The gradient points uphill. The loss is to go down.",
            "The step is learning_rate times the gradient, for W and for b alike.",
            "Write `W - ...`, not `W -= ...`: the second one changes the caller's array.",
        ),
    ),
    Exercise(
        "train",
        needs=("predict", "mse_loss", "gradients", "update"),
        hints=(
            "A loop over epochs. In each: predict, loss, gradients, update, in this order.",
            "The loss is written down before the update; it belongs to the parameters that made the prediction.",
            "Keep what update gives, `W, b = update(...)`, and start with `losses = []`: no epochs return W, b and [].",
        ),
    ),
    Exercise(
        "evaluate",
        needs=("predict", "mse_loss"),
        hints=(
            "What would you do to say how wrong the model is on new data?",
            "Predict for X, then compare with y. Nothing is trained here.",
            "`mse_loss` wants y first and the predictions second, and both in columns.",
        ),
    ),
    Exercise(
        "unscale",
        hints=(
            "Start from (y - y_mean) / y_std = sum of W_j (x_j - X_mean_j) / X_std_j + b, and solve it for y.",
            "What stands before x_j is the new W_j. All that has no x in it is the new b.",
            "X_std is flat and W is a column: `X_std.reshape(-1, 1)`. The new b uses the *new* W.",
        ),
    ),
    Exercise(
        "run_experiment",
        needs=("init_weights", "train", "evaluate", "unscale"),
        hints=(
            "Statistics of the training part first, then standardize four arrays with them, then call what you wrote.",
            "The targets are standardized, too, and the test part with the training part's mean and std.",
            "Evaluate before you unscale: the two errors are in standardized units, W and b in original ones.",
        ),
    ),
)


# ---- init_weights


@check("init_weights", points=1.5, hint="0.01 times rng.standard_normal(size=(input_dim, output_dim)).")
@given(input_dim=st.integers(1, 5), output_dim=st.integers(1, 4), rng=rngs)
@example(input_dim=3, output_dim=2, rng=Rng("RandomState", 1234))
@example(input_dim=3, output_dim=2, rng=Rng("Generator", 1234))
def weights_are_scaled_draws(student, input_dim, output_dim, rng):
    """W (D, K) holds 0.01 times the standard normal numbers that rng draws, in any order."""
    W, _ = unpack(student.init_weights(input_dim, output_dim, rng), "W", "b")
    drawn = 0.01 * rng.make().standard_normal(size=input_dim * output_dim)
    close(np.sort(array(W, (input_dim, output_dim), "W").ravel()), np.sort(drawn), name="the sorted W")


@check("init_weights", points=0.5, kind="property", hint="Draws of mean 0 and std 1 are made 100 times smaller.")
@given(rng=rngs)
def weights_are_small_and_centered(student, rng):
    """The values of a W with 400 x 3 numbers have a mean of about 0 and a standard deviation of about 0.01."""
    W, _ = unpack(student.init_weights(400, 3, rng), "W", "b")
    values = array(W, (400, 3), "W")
    mean, std = float(values.mean()), float(values.std())
    require(0.0085 < std < 0.0115, f"the std of 1200 weights is {std:.3g}, expected about 0.01")
    require(abs(mean) < 0.002, f"the mean of 1200 weights is {mean:.3g}, expected about 0")


@check("init_weights", points=0.5, kind="contract", hint="b has one zero for each output: np.zeros(output_dim).")
@given(input_dim=st.integers(1, 5), output_dim=st.integers(1, 4), rng=rngs)
def bias_is_zero(student, input_dim, output_dim, rng):
    """b has shape (K,) and is zero."""
    _, b = unpack(student.init_weights(input_dim, output_dim, rng), "W", "b")
    close(b, np.zeros(output_dim), name="b")


@check("init_weights", points=0.5, kind="contract", hint="Draw from the rng that is passed in, not from np.random.")
@given(input_dim=st.integers(1, 5), output_dim=st.integers(1, 4), rng=rngs)
def same_rng_same_weights(student, input_dim, output_dim, rng):
    """The same rng gives the same weights; the global np.random is left alone."""
    unpack(pure(student, "init_weights", input_dim, output_dim, rng), "W", "b")


# ---- predict


@oracle
def linear(model: Model) -> Array:
    """torch's linear layer in float64."""
    X, W, b = (torch.tensor(values, dtype=torch.float64) for values in (model.X, model.W, model.b))
    return np.asarray(torch.nn.functional.linear(X, W.T, b).numpy())


def predicts(student: Any, model: Model) -> None:
    """The learner's prediction equals the oracle's."""
    close(student.predict(model.X, model.W, model.b), linear(model), name="y_hat", scale=model.scale, terms=model.terms)


TWO_BY_TWO = Model(np.array([[1.0, 2.0], [0.0, 3.0]]), np.array([[1.25], [-2.0]]), np.array([0.5]))
# Small values with many digits, and large ones: what is rounded, or cut off somewhere, shows.
FINE_MODEL = Model(np.array([[1 / 30, 0.02], [-0.007, 1 / 15]]), np.array([[1 / 7], [-0.0031]]), np.array([0.0013]))
LARGE_MODEL = Model(np.array([[300.5, -725.25], [12.0, 980.0]]), np.array([[-1.5], [2.25]]), np.array([640.0]))


@check("predict", points=1.5, hint="X @ W + b: a product of matrices, then the bias.")
@given(model=models())
@example(model=TWO_BY_TWO)
@example(model=FINE_MODEL)
@example(model=LARGE_MODEL)
@example(model=Model(MANY_ROWS.X, MANY_ROWS.W, MANY_ROWS.b))
def match_torch_linear(student, model):
    """X W + b as torch computes it, for any number of features."""
    predicts(student, model)


@check(
    "predict",
    points=0.5,
    hint=(
        "X @ W + b: the matrix product makes the columns, and b adds its own number to each; nothing is flattened "
        "or summed."
    ),
)
@given(model=models(outputs=3))
def several_outputs(student, model):
    """With K = 3 outputs the answer has three columns, each by its own weights and bias."""
    predicts(student, model)


@check("predict", points=0.5, kind="property", hint="Row i of the answer depends on row i of X alone.")
@given(model=models(rows=(2, 6)))
def each_row_by_itself(student, model):
    """A row is predicted the same alone as among others, and a row of zeros is predicted as b."""
    whole = array(student.predict(model.X, model.W, model.b), model.y_hat.shape, "y_hat")
    alone = student.predict(model.X[-1:], model.W, model.b)
    close(alone, whole[-1:], name="y_hat of the last row alone", scale=model.scale[-1:], terms=model.terms)
    nothing = student.predict(np.zeros_like(model.X), model.W, model.b)
    close(nothing, np.tile(model.b, (len(model.X), 1)), name="y_hat of zeros", scale=np.abs(model.b))


@check("predict", points=0.5, kind="contract", hint="Mind X @ W += b and squeeze(): make a new array of shape (N, K).")
@given(model=models(rows=(1, 3), features=(3, 5)))
@example(model=Model(np.array([[2.5]]), np.array([[1.25]]), np.array([-0.5])))
def predict_keeps_shapes(student, model):
    """(N, K) also for N = 1, D = 1 and D > N; X, W and b are left as they were."""
    array(pure(student, "predict", model.X, model.W, model.b), model.y_hat.shape, "y_hat")


# ---- mse_loss


@oracle
def mse(pair: Targets) -> float:
    """scikit-learn's mean squared error."""
    return float(mean_squared_error(pair.y, pair.y_hat))


def losses_agree(student: Any, pair: Targets) -> None:
    """The learner's loss equals the oracle's."""
    close(student.mse_loss(pair.y, pair.y_hat), mse(pair), name="the loss", scale=pair.loss_scale, terms=len(pair.y))


@check("mse_loss", points=1.5, hint="Square the differences, then take their mean over the N samples.")
@given(pair=targets())
@example(pair=Targets(np.array([[1.0], [2.0], [3.0]]), np.array([[1.0], [4.0], [0.0]])))
@example(pair=Targets(np.array([[0.01 / 3], [-0.0275], [1 / 70]]), np.array([[-0.0319], [0.02 / 7], [-0.009]])))
@example(
    pair=Targets(
        np.array([[912.5], [-640.25], [7.5], [88.0], [-1.25]]), np.array([[-333.0], [871.75], [0.5], [0.0], [64.0]])
    )
)
@example(pair=Targets(MANY_ROWS.y, MANY_ROWS.y_hat))
def match_mean_squared_error(student, pair):
    """The loss equals scikit-learn's mean_squared_error."""
    losses_agree(student, pair)


@check("mse_loss", points=0.5, visibility="hidden", hint="Nothing in the formula depends on how large the targets are.")
@given(pair=targets(rows=(12, 40), largest=500.0))
def match_on_large_targets(student, pair):
    """The same for more samples, with targets up to 500."""
    losses_agree(student, pair)


@check("mse_loss", points=0.5, kind="property", hint="An error is a difference: no error, no loss.")
@given(pair=targets())
def perfect_prediction_has_no_loss(student, pair):
    """A prediction equal to the targets has loss 0; errors twice as large have a loss four times as large."""
    error, terms = pair.y_hat - pair.y, len(pair.y)
    zero = student.mse_loss(pair.y, pair.y)
    close(zero, 0.0, name="the loss of y against itself", scale=4 * np.mean(pair.y**2), terms=terms)
    once = float(number(student.mse_loss(pair.y, pair.y_hat), "the loss"))
    twice, scale = student.mse_loss(pair.y, pair.y + 2 * error), np.mean((2 * np.abs(pair.y) + 2 * np.abs(error)) ** 2)
    close(twice, 4 * once, name="the loss of doubled errors", scale=2 * scale, terms=terms)


@check("mse_loss", points=0.5, kind="property", hint="A mean does not grow with the number of samples.")
@given(pair=targets())
def same_rows_twice_same_loss(student, pair):
    """Every row twice, in another order, leaves the loss as it is, and so does swapping y with y_hat."""
    once = float(number(student.mse_loss(pair.y, pair.y_hat), "the loss"))
    y, y_hat = np.vstack([pair.y, pair.y[::-1]]), np.vstack([pair.y_hat, pair.y_hat[::-1]])
    for name, args in (("of the rows twice", (y, y_hat)), ("with y and y_hat swapped", (pair.y_hat, pair.y))):
        close(student.mse_loss(*args), once, name=f"the loss {name}", scale=2 * pair.loss_scale, terms=2 * len(pair.y))


@check("mse_loss", points=0.5, kind="contract", hint="Return one number, e.g. float(...), and work on a new array.")
@given(pair=targets(rows=(1, 4)))
@example(pair=Targets(np.array([[0.75]]), np.array([[2.125]])))
def loss_is_one_number(student, pair):
    """One number, also for a single sample; y and y_hat are left as they were."""
    number(pure(student, "mse_loss", pair.y, pair.y_hat), "the loss")
    first = Targets(pair.y[:1], pair.y_hat[:1])
    squared = float((first.y_hat - first.y)[0, 0] ** 2)
    close(student.mse_loss(first.y, first.y_hat), squared, name="the loss of one sample", scale=first.loss_scale)


# ---- gradients


@oracle
def slopes(problem: Regression) -> list[Array]:
    """By torch: how the loss changes when W and b move away from where they predict y_hat."""
    X, y, y_hat = (torch.tensor(values, dtype=torch.float64) for values in (problem.X, problem.y, problem.y_hat))
    return autograd(lambda dW, db: ((y_hat + X @ dW + db - y) ** 2).mean(), np.zeros_like(problem.W), np.zeros(1))


def slope_scales(problem: Regression) -> tuple[Array, Array]:
    """The formulas of dW and db on absolute values."""
    size = np.abs(problem.y_hat) + np.abs(problem.y)
    return 2 / len(size) * np.abs(problem.X).T @ size, 2 / len(size) * size.sum(axis=0)


def both(student: Any, problem: Regression) -> list[Any]:
    """The learner's dW and db, unseen."""
    return unpack(student.gradients(problem.X, problem.y, problem.y_hat), "dW", "db")


LINE = Regression(np.array([[1.0], [2.0]]), np.array([[2.0]]), np.array([-1.0]), np.array([[0.25], [0.5]]))
FINE_LINE = Regression(
    np.array([[1 / 3], [-0.02], [1 / 7]]),
    np.array([[0.003]]),
    np.array([0.0007]),
    np.array([[0.01 / 3], [0.002], [-0.1]]),
)


@check("gradients", points=1.5, hint="dW = (2/N) X' (y_hat - y): X transposed, times the errors.")
@given(problem=regressions())
@example(problem=LINE)
@example(problem=FINE_LINE)
@example(problem=STEEP)
@example(problem=MANY_ROWS)
def dw_matches_autograd(student, problem):
    """dW equals the gradient that torch.autograd computes for the same loss."""
    terms = len(problem.X)
    close(both(student, problem)[0], slopes(problem)[0], name="dW", scale=slope_scales(problem)[0], terms=terms)


@check("gradients", points=1, hint="db = (2/N) times the sum of the errors, down the rows: axis 0.")
@given(problem=regressions())
@example(problem=LINE)
@example(problem=FINE_LINE)
@example(problem=STEEP)
@example(problem=MANY_ROWS)
def db_matches_autograd(student, problem):
    """db equals the gradient that torch.autograd computes for the same loss."""
    terms = len(problem.X)
    close(both(student, problem)[1], slopes(problem)[1], name="db", scale=slope_scales(problem)[1], terms=terms)


@check(
    "gradients", points=0.5, visibility="hidden", hint="Nudge one weight, see how much the loss changes: that is dW."
)
@given(problem=regressions(rows=(1, 3), features=(4, 6)))
def central_differences_with_more_features_than_rows(student, problem):
    """With D > N, dW and db are what the loss really changes by when W and b are nudged."""

    def loss_at(parameters: Array) -> float:
        return float(np.mean((problem.X @ parameters[:-1] + parameters[-1] - problem.y) ** 2))

    measured = central_differences(loss_at, np.vstack([problem.W, problem.b[:, None]]))
    dW, db = both(student, problem)
    scales = slope_scales(problem)
    close(dW, measured[:-1], name="dW", scale=scales[0], terms=len(problem.X))
    close(db, measured[-1], name="db", scale=scales[1], terms=len(problem.X))


@check(
    "gradients",
    points=0.5,
    kind="property",
    hint="Is the error y_hat - y, in this order, is each gradient divided by N, and is none of them 0, as 2 // N is?",
)
@given(problem=regressions())
def small_step_lowers_the_loss(student, problem):
    """A small step against dW and db lowers the loss."""
    dW, db = both(student, problem)
    step = 0.5 / problem.curvature
    W = problem.W - step * array(dW, problem.W.shape, "dW")
    b = problem.b - step * array(db, problem.b.shape, "db")
    after = float(np.mean((problem.X @ W + b - problem.y) ** 2))
    require(
        after < problem.loss, f"the loss goes from {problem.loss:.6g} to {after:.6g}", expected=problem.loss, got=after
    )


@check("gradients", points=0.5, kind="property", hint="Both gradients are sums of something times the errors.")
@given(problem=regressions(rows=(1, 8)))
def vanish_at_a_perfect_fit(student, problem):
    """Where every prediction is right, both gradients are zero."""
    perfect = Regression(problem.X, problem.W, problem.b, problem.y_hat)
    scales, terms = slope_scales(perfect), len(problem.X)
    for name, got, scale in zip(("dW", "db"), both(student, perfect), scales, strict=True):
        close(got, np.zeros_like(scale), name=name, scale=scale, terms=terms)


@check("gradients", points=0.5, kind="contract", hint="dW has the shape of W, (D, 1), and db that of b, (1,).")
@given(problem=regressions(rows=(1, 4)))
@example(problem=Regression(np.array([[2.5]]), np.array([[1.25]]), np.array([-0.5]), np.array([[0.75]])))
def gradients_have_the_shapes_of_parameters(student, problem):
    """dW is (D, 1) and db (1,), also for N = 1 and D = 1; X, y and y_hat are left as they were."""
    dW, db = unpack(pure(student, "gradients", problem.X, problem.y, problem.y_hat), "dW", "db")
    array(dW, problem.W.shape, "dW")
    array(db, (1,), "db")
