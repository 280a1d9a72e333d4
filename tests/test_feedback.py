"""What a learner is told: the call to paste, how the answer is wrong, what to try. On answers made up for it."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from types import SimpleNamespace
from typing import Annotated, Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from grader.advice import advice, joined, of_end, of_exception
from grader.alike import alike, numeric
from grader.catalog import LIBRARIES, Course
from grader.compare import close
from grader.diagnose import _speaks
from grader.errors import Frame, Mismatch, StudentRaised, WorkerEnded
from grader.exam import Exam, Plan
from grader.raw import Failure, Raw
from grader.render import code, line_of, show
from grader.results import Outcome
from grader.sandbox.local import LocalPlace
from grader.sandbox.wire import Handle
from grader.scene import counterexample, names_in, statements, telling_call, unanswered
from grader.shrink import _longer, _orders, _rounder
from grader.student import Answer, Call
from grader.transforms import transform
from grader.verify import grade

TINY = Path(__file__).parent / "assets" / "tiny_course"
X = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])


def raw_of(*failures: Failure, answers: Any = None) -> Raw:
    check = SimpleNamespace(kind="property")
    raw = Raw(Plan(check, [{}] * len(failures)), list(failures))  # type: ignore[arg-type]  all of it that is asked for
    raw.plan.calls = [failure.calls for failure in failures]
    raw.plan.answers = answers or [[] for _ in failures]
    raw.replies = [failure.replies for failure in failures]
    return raw


def wrong(got: Any, expected: Any, *args: Any, index: int = 0, name: str = "the answer") -> Failure:
    """How `close` fails on an answer to ``f(*args)``."""
    with pytest.raises(Mismatch) as caught:
        close(got, expected, name=name)
    return Failure(index, caught.value, [Call("f", args)], [Answer(got)])


# ---- values as text


def test_a_zero_has_no_sign_and_code_gives_the_value_back():
    for value in (np.array([[-0.0, 1.5]]), np.arange(20.0).reshape(10, 2) + 0.25, (1, -0.0), [np.inf], torch.ones(2)):
        text = code(value)
        assert "-0" not in text
        assert np.array_equal(np.asarray(eval(text, {"np": np, "torch": torch})), np.asarray(value))
    assert code(np.arange(20.0).reshape(10, 2) + 0.25) == "np.arange(20.0).reshape(10, 2) + 0.25"
    assert np.array_equal(eval(code(np.arange(20.0) - 3), {"np": np}), np.arange(20.0) - 3)
    assert show(np.array([-0.0, -1e-300])) == "[0, -1e-300]"


def test_long_answers_are_cut_and_close_ones_told_apart():
    assert show(np.zeros((200, 1))) == "an array of shape (200, 1)"
    assert show([0.5] * 100).endswith("0.5, ... (100 in all)]")
    failure = wrong(np.array([100000.49]), np.array([100000.0]))
    assert "is 100000.49, expected 100000" in failure.error.message
    shown = counterexample(failure, "", "f", [])
    assert shown is not None
    assert shown.expected != shown.got


def test_what_is_no_name_is_told_apart_from_its_index():
    assert "the loss of all at [0] is" in wrong(np.ones(1), np.zeros(1), name="the loss of all").error.message
    assert "dW[0] is" in wrong(np.ones(1), np.zeros(1), name="dW").error.message


# ---- calls as statements


SOURCE = """
def train_step(X, y, w, rate):
    ((X @ w - y) ** 2).sum().backward()
    with torch.no_grad():
        w -= rate * w.grad
    w.grad = None

def train_step(inputs, y, w, rate): # again, under other names
    train(inputs, y, w, rate)

def all_of(*arrays):
    return arrays

def fit(model, X):
    return model(X)
"""


def held(*calls: tuple[Call, Any], error: Exception | None = None) -> Failure:
    replies = [reply if isinstance(reply, StudentRaised) else Answer(reply) for _, reply in calls]
    return Failure(0, error or Mismatch("no"), [call for call, _ in calls], replies)  # type: ignore[arg-type]


def test_names_are_those_of_the_last_def():
    assert names_in(SOURCE, "train_step") == ["inputs", "y", "w", "rate"]
    assert names_in(SOURCE, "all_of") == []
    assert names_in(SOURCE, "missing") is None
    assert line_of(SOURCE, "train_step") == 8
    failure = held((Call("all_of", (np.ones(1), 2)), None))
    assert statements(failure, SOURCE, "all_of", ["arrays"]) == "all_of(np.array([1.0]), 2)"
    assert statements(held((Call("f", (1,)), None)), "", "f", ["x"]) == "f(x=1)"


def test_a_held_tensor_is_a_variable_and_earlier_steps_are_shown():
    w = Handle(0, "Tensor")
    step = Call("train_step", (torch.ones(1, 1), torch.zeros(1, 1), w, 0.25))
    start = torch.tensor([[3.0]], requires_grad=True)
    failure = held((Call("hold", (start,), keep=True, op="hold"), w), (step, None), (step, None))
    text = statements(failure, SOURCE, "train_step", [])
    assert text.splitlines()[0] == "w = torch.tensor([[3.0]], requires_grad=True)"
    assert text.count("train_step(inputs=torch.tensor([[1.0]])") == 2
    namespace: dict[str, Any] = {"torch": torch}
    exec(
        SOURCE.partition("def train_step(inputs")[0].replace("X, y", "inputs, y").replace("(X @", "(inputs @"),
        namespace,
    )
    exec(text, namespace)
    assert namespace["w"].item() == 3.0 * 0.5 * 0.5


def test_a_library_object_is_made_filled_and_passed():
    model, scaler, parameters = Handle(0, "Linear"), Handle(10, "StandardScaler"), Handle(20, "generator")
    values = [torch.tensor([[2.0]]), torch.tensor([0.5])]
    known = {"mean_": np.array([1.0]), "scale_": np.array([2.0])}
    failure = held(
        (Call("torch.nn.Linear", (1, 1), keep=True, op="make"), model),
        (Call("load", ([torch.zeros(1, 1), torch.zeros(1)],), target=model, op="load"), None),
        (Call("load", (values,), target=model, op="load"), None),
        (Call("state", target=model, op="state"), {}),
        (Call("sklearn.preprocessing.StandardScaler", keep=True, op="make", number=10), scaler),
        (Call("fill", target=scaler, op="fill", kwargs=known), None),
        (Call("parameters", target=model, keep=True, number=20), parameters),
        (
            Call("torch.optim.SGD", (parameters,), kwargs={"lr": 0.5}, keep=True, op="make", number=30),
            Handle(30, "SGD"),
        ),
        (Call("fit", (model, torch.ones(1, 1))), None),
        (Call("__dict__", target=scaler, op="get"), {}),
    )
    text = statements(failure, SOURCE, "fit", [])
    assert text.splitlines() == [
        "model = torch.nn.Linear(1, 1)",
        "for p, v in zip(model.parameters(), [torch.tensor([[2.0]]), torch.tensor([0.5])]): p.data = v",
        "fit(model=model, X=torch.tensor([[1.0]]))",
    ]
    namespace: dict[str, Any] = {"torch": torch, "fit": lambda model, X: model(X)}
    exec(text, namespace)
    assert namespace["model"](torch.ones(1, 1)).item() == 2.5
    failure.calls[8] = Call("fit", (scaler, Handle(30, "SGD")))
    text = statements(failure, f"from sklearn.preprocessing import StandardScaler\n{SOURCE}", "fit", [])
    assert "model = StandardScaler()" in text
    assert "vars(model).update(mean_=np.array([1.0]), scale_=np.array([2.0]))" in text
    assert text.endswith("fit(model=model, X=torch.optim.SGD(linear.parameters(), lr=0.5))")


def test_a_library_method_is_not_the_telling_call():
    optimizer = Handle(0, "SGD")
    failure = held(
        (Call("torch.optim.SGD", keep=True, op="make"), optimizer),
        (Call("run", (1,)), None),
        (Call("step", target=optimizer), None),
    )
    assert telling_call(failure) == 1


def test_a_gradient_is_asked_for_by_backward():
    call = Call("loss", (torch.tensor([2.0]), torch.tensor([0.0]), torch.tensor(1.0)), op="vjp")
    text = statements(held((call, None)), "def loss(y_hat, y): pass", "loss", [])
    namespace: dict[str, Any] = {"torch": torch, "loss": lambda a, b: ((a - b) ** 2).sum()}
    exec(text, namespace)
    assert namespace["y_hat"].grad.tolist() == [4.0]


def test_methods_of_the_learners_own_objects():
    made = Handle(0, "LinearRegression")
    failure = held((Call("LinearRegression", (0.5,), keep=True), made), (Call("fit", (X,), target=made), None))
    text = statements(
        failure, "class LinearRegression:\n    def fit(self, X):\n        pass", "LinearRegression.fit", []
    )
    assert text == "LinearRegression(0.5).fit(X=np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))"


def test_the_call_that_never_answered_is_shown():
    calls = [Call("f", (1,)), Call("f", (2,))]
    raw = raw_of(Failure(0, Mismatch(""), calls, [Answer(1)]))
    raw.ended = WorkerEnded(Outcome.TIMED_OUT, "no answer after 5 s")
    raw.plan.check = Exam(Course.find(TINY), "tiny", 7).plans["mean_is_right"].check
    shown = unanswered(raw, "", ["x"])
    assert shown is not None
    assert shown.call == "f(2)"
    assert "loop" in of_end(raw, raw.ended.message)[1]
    raw.replies = []
    assert of_end(raw, "no answer after 5 s") == (
        "not run, as the checks before it had no answer (no answer after 5 s)",
        "",
    )


# ---- how the answer is wrong


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda right, X: 2 * right, "It is exactly 2 times too large."),
        (lambda right, X: -right, "It is exactly the right answer with its sign flipped."),
        (lambda right, X: right * len(X), "It is exactly the right answer times the number of rows of X."),
        (
            lambda right, X: right * len(X) / X.shape[1],
            "It is exactly the right answer times the number of rows / columns of X.",
        ),
        (lambda right, X: right.T, "It is the right answer transposed."),
        (lambda right, X: right.ravel(), "The values are right, the shape is not."),
        (
            lambda right, X: right + np.zeros(len(right)),
            "A column and a flat array, or a row, were broadcast to a square, up to",
        ),
        (lambda right, X: X, "It is X as it was passed in."),
        (lambda right, X: np.trunc(right), "It is the right answer without its decimals: they were cut off."),
        (lambda right, X: np.round(right, 1), "It is the right answer, rounded to 1 decimal."),
        (lambda right, X: right + 0.1 * X[:1, :1], ""),
    ],
)
def test_transforms(change, sentence):
    failures = []
    for i, (rows, columns) in enumerate(((3, 2), (5, 2), (7, 3), (4, 3))):
        table = np.arange(1.0, rows * columns + 1).reshape(rows, columns)
        right = table[:, :1] ** 2 + 1.28
        failures.append(wrong(change(right, table), right, table, index=i))
    found = transform(raw_of(*failures), ["X"])
    assert found.startswith(sentence)
    assert bool(found) == bool(sentence)


def test_one_size_proves_no_size():
    failures = [wrong(right * 6, right, np.ones((6, 2)), index=i) for i, right in enumerate((X, X + 1))]
    assert transform(raw_of(*failures), ["X"]) == ""


def test_the_right_parts_in_another_order():
    answer = (X[:1], X[1:], np.array([1.0]))
    got = (answer[2], answer[0], answer[1])
    raw = raw_of(Failure(0, Mismatch("X has shape ..."), [Call("f")], [Answer(got)]), answers=[[Answer(answer)]])
    assert transform(raw, []) == "The right values are returned, but in another order."
    assert "order" in advice(raw, raw.failures[0], "", "f")
    raw.replies = [[Answer((answer[2], answer[0], answer[1] + 1))]]
    assert transform(raw, []) == ""


# ---- what to try


def raised(kind: str, text: str, function: str = "f", line: str = "") -> StudentRaised:
    return StudentRaised(kind, text, (Frame(3, function, line),))


@pytest.mark.parametrize(
    ("error", "hint"),
    [
        (raised("NameError", "name 'epochs' is not defined", "train"), "Is `num_epochs` meant?"),
        (raised("NameError", "name 'y_pred' is not defined", "mse"), "mse is given `y`, `y_hat`."),
        (raised("NameError", "name 'pd' is not defined", "mse"), "`import pandas as pd`"),
        (raised("NameError", "name 'np' is not defined", "mse"), "Nothing is called `np`"),
        (raised("NameError", "name 'shrug' is not defined", "mse"), "self.shrug("),
        (raised("AttributeError", "module 'numpy.linalg' has no attribute 'slove'"), "Is `solve` meant?"),
        (raised("AttributeError", "'numpy.ndarray' object has no attribute 'minus'"), "a ndarray has no `minus`"),
        (
            raised("AttributeError", "'numpy.random._generator.Generator' object has no attribute 'randn'"),
            "standard_normal",
        ),
        (
            raised("AttributeError", "'numpy.random.mtrand.RandomState' object has no attribute 'integers'"),
            "permutation",
        ),
        (raised("TypeError", "mse() missing 1 required positional argument: 'y_hat'", "train"), "mse(y, y_hat)"),
        (raised("TypeError", "Box.half() takes 0 positional arguments but 1 was given", "train"), "self"),
        (StudentRaised("TypeError", "mse() takes 1 positional argument but 2 were given"), "stub"),
        (raised("TypeError", "unsupported operand type(s) for *: 'float' and 'NoneType'"), "return"),
        (
            raised("TypeError", "unsupported operand type(s) for *: 'float' and 'NoneType'", "f", "w -= w.grad"),
            "backward",
        ),
        (
            raised("ValueError", "operands could not be broadcast together with shapes (2,) (3,) "),
            "(2,) (3,) do not fit",
        ),
        (raised("MemoryError", ""), "grows"),
        (raised("Whatever", "nobody has seen this"), ""),
    ],
)
def test_advice_about_exceptions(error, hint):
    source = (
        "import numpy as np\ndef train(X, num_epochs):\n    pass\ndef mse(y, y_hat):\n    pass\n"
        "class Box:\n    def half():\n        pass\n    def shrug(self):\n        pass\n"
    )
    found = of_exception(error, source, "train")
    if hint.startswith("Nothing"):
        assert not found.startswith("`np` is not imported")
    else:
        assert hint in found
        assert bool(found) == bool(hint)


@pytest.mark.parametrize(
    ("got", "expected", "hint"),
    [
        (None, X, "return"),
        (np.ones(3), np.zeros((3, 1)), ".reshape(-1, 1)"),
        (np.ones((3, 1)), np.zeros(3), ".ravel()"),
        (np.ones((2, 3)), np.zeros((3, 2)), ".T"),
        (np.ones((3, 3)), np.zeros((3, 1)), "n x n"),
        (2.5, np.zeros(1), "axis=0"),
        (np.ones((1, 1)), 0.0, ".item()"),
        (np.ones((3, 1)), 0.0, "sum or a mean"),
        ((X,), X, "comma"),
        ([1.0], np.zeros(1), "np.array"),
        (torch.ones(1), np.zeros(1), ".numpy()"),
    ],
)
def test_advice_about_shapes(got, expected, hint):
    failure = wrong(got, expected, X)
    assert hint in advice(raw_of(failure), failure, "", "f")


def test_a_size_written_as_a_number_is_seen():
    failures = [wrong(np.zeros((50, 1)), np.ones((n, 1)), X, index=i) for i, n in enumerate((2, 3, 4))]
    assert "whatever is passed in" in advice(raw_of(*failures), failures[0], "", "f")
    assert "whatever is passed in" not in advice(raw_of(failures[0]), failures[0], "", "f")


def test_sentences_end_once_and_are_said_once():
    assert joined("There is no legend", "There is no legend.") == "There is no legend"
    assert joined("Use fit.", "It is not fitted.") == "Use fit. It is not fitted."
    assert joined("shapes (1,2) (2,3) ", "X * W.") == "shapes (1,2) (2,3). X * W."


# ---- telling mistakes apart


def test_exceptions_are_the_same_mistake_only_where_they_say_the_same():
    one = StudentRaised("ValueError", "shapes (1,2) and (3,) don't fit 'a'")
    same_fault = StudentRaised("ValueError", "shapes (4,2) and (7,) don't fit 'b'")
    other = StudentRaised("ValueError", "Must pass 2-d input")
    assert alike(one, same_fault, told=True)
    assert not alike(one, other, told=True)
    assert alike(one, other)


def test_numeric_takes_numbers_alone():
    for value in (True, 2, 2.5, np.float32(1), np.ones(2, dtype=bool), torch.ones(2)):
        assert numeric(value).dtype == np.float64
    for value in ("2", None, [1.0], np.array(["a"]), torch.ones(1, dtype=torch.complex64), 1j):
        assert numeric(value) is None


def test_answers_that_went_in_or_are_nothing_speak_for_no_mistake():
    call = Call("f", (X, 2.0))
    for value in (None, X, (X, []), np.zeros(3), [0.0, 0.0]):
        assert not _speaks(raw_of(Failure(0, Mismatch(""), [call], [Answer(value)])))
    assert _speaks(raw_of(Failure(0, Mismatch(""), [call], [Answer((X, 2 * X))])))


def test_a_misspelled_name_is_told_instead_of_a_formula():
    source = (TINY / "solutions" / "tiny.py").read_bytes().replace(b"mean(x)", b"maen(x)")
    result = grade(Exam(Course.find(TINY), "tiny", 7), LocalPlace(LIBRARIES), source.replace(b"def maen", b"def mean"))
    raised = [check for _, check in result.checks if check.outcome == Outcome.RAISED]
    assert raised
    assert {check.hint for check in raised} == {"Nothing is called `maen` here. Is `mean` meant?"}


# ---- smaller examples


@dataclasses.dataclass(frozen=True, eq=False)
class Table:
    X: Annotated[NDArray[np.float64], "N D"]


def test_smaller_examples_have_no_negative_zero_and_keep_what_the_check_says():
    small = Table(np.array([[-0.25, 0.5]]))
    for simpler in _rounder(small, {"X": small.X}):
        assert not np.signbit(simpler.X[simpler.X == 0]).any()
    check = dataclasses.replace(
        Exam(Course.find(TINY), "tiny", 7).plans["mean_is_right"].check, says="With D > N it is."
    )
    assert _orders(check, {"table": small}) == [("table", "D", "N")]
    assert not _longer(Table(np.ones((1, 1))), "D", "N")
