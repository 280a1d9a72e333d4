"""What to try, and how an answer is wrong, continued: answers moved by a place, parameters, gradients."""

from __future__ import annotations

import numpy as np
import pytest
from classroom import exam
from test_feedback import raised, raw_of, wrong

from grader.advice import advice, of_exception
from grader.catalog import LIBRARIES
from grader.errors import Mismatch
from grader.raw import Failure
from grader.run import UnitRun
from grader.sandbox.local import LocalPlace
from grader.sandbox.place import DEFAULTS, Source
from grader.student import Answer, Call
from grader.transforms import transform


@pytest.mark.parametrize(("places", "from_where"), [(-1, "t + 1"), (1, "t - 1")])
def test_answers_moved_by_one_place(places, from_where):
    right = np.array([9.0, 4.5, 2.25, 1.5])
    found = transform(raw_of(wrong(np.roll(right, places), right, right)), ["X"])
    assert found == f"It is the right answer moved by one place: at [t] stands what belongs at [{from_where}]."


@pytest.mark.parametrize(("known", "hint"), [("none", "nn.Parameter"), ("(2, 1), (1,)", "another shape")])
def test_advice_about_parameters(known, hint):
    error = Mismatch(f"C(2, 1) has no parameter of shape (1, 2); the parameters have: {known}", kind="parameters")
    failure = Failure(0, error, [Call("C", (2, 1))], [Answer(None)])
    assert hint in advice(raw_of(failure), failure, "", "C")


def test_advice_on_numpy_is_right_where_gradients_are_asked_for():
    error = raised(
        "RuntimeError", "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead."
    )
    found = of_exception(error, "", "forward")
    assert found.index("Stay in torch") < found.index("no_grad")


def test_demo_code_that_calls_a_stub_is_named_with_its_line():
    """Not the line in the stub, which is as it should be."""
    source = b"def fit_scaler(X):\n    raise NotImplementedError\n\n\nprint(fit_scaler([1.0]))\n"
    run = UnitRun(exam("ex1_data"), LocalPlace(LIBRARIES), Source("ex1_data", "ex1_data.py", (source,)), DEFAULTS)
    try:
        problem = run.load()
    finally:
        run.close()
    assert problem is not None
    assert problem.line == 5
    assert "fit_scaler is not written yet" in problem.message
    assert '`if __name__ == "__main__":`' in problem.message
