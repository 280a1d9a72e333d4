"""What is checked of unit 3, continued: predict and unscale, between two scalers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from hypothesis import example, given

from grader.checks import CheckFailed, Thing, array, check, close, identical, oracle, pure, require, unpack

from ..problems import FINE_UNITS, LARGE_UNITS, Array, Standardized, standardized
from ..tensors import layer, own, own_whatever_it_is, scaler, state_of, statistics
from ..torch_problems import Deployed, Unvaried, deployed


def scalers(student: Any, problem: Standardized) -> tuple[Thing, Thing]:
    """scikit-learn's scalers with the problem's means and stds."""
    pair = scaler(student, problem.X_mean, problem.X_std), scaler(student, problem.y_mean, problem.y_std)
    if isinstance(problem, Unvaried):
        pair[0].fill(var_=problem.X_var)
    return pair


def untouched(model: Thing, pair: tuple[Thing, Thing], act: Callable[[], None]) -> None:
    """Raise Mismatch where `act` changes the model's parameters or what the scalers know."""
    before, known = state_of(model)["parameters"], [statistics(made) for made in pair]
    act()
    require(identical(state_of(model)["parameters"], before), "the model's parameters are changed")
    for name, made, kept in zip(("X_scaler", "y_scaler"), pair, known, strict=True):
        require(identical(statistics(made), kept), f"{name} is changed: it was fitted anew", expected=kept)


def stand_in(student: Any, problem: Standardized, name: str) -> Thing:
    """A right model whose layer has this name; without one, whose weight and bias are its own."""
    if not name:
        return layer(student, problem.W, problem.b)
    made: Thing = student.make("torch.nn.Sequential")
    made.call("add_module", name, layer(student, problem.W, problem.b))
    return made


def layer_names(student: Any, problem: Standardized) -> list[str]:
    """What the layer may be called: as in the lesson, or as in the learner's own class."""
    try:
        parameters = state_of(student.keep("LinearRegression", len(problem.W), 1))["parameters"]
    except CheckFailed:
        return ["fc1"]
    own_names = [key.removesuffix(".weight") for key in parameters if key.endswith(".weight") and key.count(".") == 1]
    return ["fc1", *(name for name in own_names if name != "fc1")]


def for_its_model(student: Any, problem: Standardized, judge: Callable[[Thing], None]) -> None:
    """`judge` a model of the learner's own class or, where that does not pass, a given one with a layer that is called
    alike.
    """
    model, failed = None, None
    try:
        model = own(student, problem.W, problem.b)
        judge(model)
        return
    except CheckFailed as failure:
        failed = failure
    stand_ins: list[Callable[[], Thing]] = []
    if model is None:
        stand_ins.append(lambda: own_whatever_it_is(student, problem.W, problem.b))
    names = layer_names(student, problem)
    stand_ins += [partial(stand_in, student, problem, name) for name in (names if model is not None else [*names, ""])]
    for make in stand_ins:
        try:
            judge(make())
            return
        except CheckFailed as failure:
            failed = failed if model is not None else failure
            missing = _NO_LAYER.search(str(failure))
            if missing and model is None and missing[1] not in names:  # so is the layer called that is not there
                names.append(missing[1])
                stand_ins.append(partial(stand_in, student, problem, missing[1]))
    raise failed


_NO_LAYER = re.compile(r"has no attribute '([A-Za-z]\w*)'")


# ---- predict


@oracle
def original_units(problem: Deployed) -> Array:
    """The predictions of the plane that the model is in original units."""
    W, b = problem.unscaled
    return np.asarray(problem.X_new @ W + b)


def predicts(student: Any, problem: Deployed) -> None:
    """The learner's predictions equal the oracle's."""
    pair = scalers(student, problem)

    def judge(model: Thing) -> None:
        got = student.predict(model, *pair, problem.X_new)
        close(got, original_units(problem), name="the prediction", scale=problem.scale, terms=len(problem.W) + 4)

    for_its_model(student, problem, judge)


LESSON = Deployed(
    np.array([[0.5]]),
    np.array([0.25]),
    np.array([10.0]),
    np.array([2.0]),
    np.array([100.0]),
    np.array([8.0]),
    np.array([[14.5]]),
)
# Small values with many digits, and large ones: what is rounded, or cut off somewhere, shows.
FINE_LESSON = replace(
    LESSON,
    X_mean=np.array([0.1 / 3]),
    X_std=np.array([0.7]),
    y_mean=np.array([-0.004]),
    y_std=np.array([0.0151765]),
    X_new=np.array([[0.02], [-1 / 3]]),
)
LARGE_LESSON = replace(LESSON, y_mean=np.array([900.0]), y_std=np.array([300.0]), X_new=np.array([[640.5], [-333.0]]))

UNVARIED = Unvaried(
    np.array([[0.5], [0.25]]),
    np.array([0.25]),
    np.array([10.0, 2.0]),
    np.array([2.0, 1.0]),
    np.array([100.0]),
    np.array([8.0]),
    np.array([[14.5, 2.0]]),
)


@check("predict", points=1.5, examples=6, hint="X_scaler.transform, the model, y_scaler.inverse_transform.")
@given(problem=deployed())
@example(problem=LESSON)
@example(problem=FINE_LESSON)
@example(problem=LARGE_LESSON)
@example(problem=UNVARIED)
def predictions_are_in_original_units(student, problem):
    """Raw inputs give predictions in the units of y: standardized, predicted, and the standardization undone."""
    predicts(student, problem)


@check(
    "predict",
    points=0.5,
    examples=4,
    visibility="hidden",
    hint=(
        "X_scaler.transform, the model, y_scaler.inverse_transform: all rows and features at once, however many "
        "there are."
    ),
)
@given(problem=deployed(rows=(8, 20), features=(3, 5)))
def many_rows_and_features(student, problem):
    """The same for up to 20 rows of up to 5 features."""
    predicts(student, problem)


@check(
    "predict",
    points=0.5,
    examples=4,
    kind="property",
    hint=(
        "At the mean of X the model gets 0 and says its bias b: the answer is y_mean + y_std b, which "
        "y_scaler.inverse_transform makes. Does a row alone differ? transform, not fit_transform."
    ),
)
@given(problem=deployed(rows=(2, 5)))
def a_row_is_predicted_the_same_alone(student, problem):
    """A row alone is predicted as among others; the mean of X is predicted as y_mean + y_std times the bias."""
    pair, terms = scalers(student, problem), len(problem.W) + 4
    at_mean = (problem.y_mean + problem.y_std * problem.b)[None]
    scale = np.abs(problem.y_mean) + problem.y_std * np.abs(problem.b) + np.abs(problem.X_mean / problem.X_std).sum()

    def judge(model: Thing) -> None:
        whole = array(student.predict(model, *pair, problem.X_new), problem.y_new.shape, "the prediction")
        alone = student.predict(model, *pair, problem.X_new[-1:])
        last = "the prediction of the last row alone"
        close(alone, whole[-1:], name=last, scale=2 * problem.scale[-1:], terms=terms)
        middle = student.predict(model, *pair, problem.X_mean[None])
        close(middle, at_mean, name="the prediction at the mean", scale=scale * np.ones((1, 1)), terms=terms)

    for_its_model(student, problem, judge)


@check(
    "predict", points=1, examples=3, kind="contract", hint="Return a NumPy array (M, 1); fit nothing, train nothing."
)
@given(problem=deployed(rows=(1, 3)))
def predict_changes_nothing(student, problem):
    """A NumPy array (M, 1), also for M = 1; X_new, both scalers and the model's parameters are left as they were."""
    pair = scalers(student, problem)

    def judge(model: Thing) -> None:
        def act() -> None:
            got = pure(student, "predict", model, *pair, problem.X_new)
            array(got, problem.y_new.shape, "the prediction", kind="f")

        untouched(model, pair, act)

    for_its_model(student, problem, judge)


# ---- unscale


def original(student: Any, problem: Standardized, model: Thing) -> list[Any]:
    """The learner's W and b in original units, unseen."""
    return unpack(student.unscale(model, *scalers(student, problem)), "W", "b")


FITTED = Standardized(
    np.array([[0.5]]), np.array([0.25]), np.array([10.0]), np.array([2.0]), np.array([100.0]), np.array([8.25])
)


@check("unscale", points=1, examples=5, hint="W_j = weight_j y_scale / X_scale_j, as a column.")
@given(problem=standardized())
@example(problem=FITTED)
@example(problem=FINE_UNITS)
@example(problem=LARGE_UNITS)
def weights_in_original_units(student, problem):
    """W_j is the change of y for one unit of x_j."""
    W, _ = problem.unscaled
    for_its_model(student, problem, lambda model: close(original(student, problem, model)[0], W, name="W", terms=3))


@check("unscale", points=1, examples=5, hint="b = bias y_scale + y_mean - sum_j W_j X_mean_j, with the new W.")
@given(problem=standardized())
@example(problem=FITTED)
@example(problem=FINE_UNITS)
@example(problem=LARGE_UNITS)
def bias_in_original_units(student, problem):
    """b is what the model predicts at x = 0."""
    _, b = problem.unscaled
    terms = len(problem.W) + 4

    def judge(model: Thing) -> None:
        close(original(student, problem, model)[1], b, name="b", scale=problem.b_scale, terms=terms)

    for_its_model(student, problem, judge)


@check("unscale", points=0.5, examples=4, kind="property", hint="Means of 0 and stds of 1 scale nothing.")
@given(problem=standardized())
def nothing_to_unscale(student, problem):
    """With means of 0 and stds of 1, W and b are the model's own, the weight as a column."""
    D = len(problem.W)
    plain = Standardized(problem.W, problem.b, np.zeros(D), np.ones(D), np.zeros(1), np.ones(1))

    def judge(model: Thing) -> None:
        W, b = original(student, plain, model)
        close(W, problem.W, name="W")
        close(b, problem.b, name="b")

    for_its_model(student, problem, judge)


@check(
    "unscale",
    points=0.5,
    examples=4,
    kind="contract",
    hint="W (D, 1) and b (1,) are new arrays: W *= ... would change the model's weight.",
)
@given(problem=standardized())
def unscale_changes_nothing(student, problem):
    """W is a NumPy array (D, 1), b one (1,); the model and both scalers are left as they were."""

    def judge(model: Thing) -> None:
        pair = scalers(student, problem)

        def act() -> None:
            W, b = unpack(pure(student, "unscale", model, *pair), "W", "b")
            array(W, problem.W.shape, "W", kind="f")
            array(b, (1,), "b", kind="f")

        untouched(model, pair, act)

    for_its_model(student, problem, judge)
