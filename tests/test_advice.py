"""What to try, and how an answer is wrong, continued: answers moved by a place, parameters, gradients."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from classroom import exam
from test_feedback import raised, raw_of, wrong

from grader.advice import advice, of_exception
from grader.alike import gist
from grader.catalog import LIBRARIES
from grader.compare import array, numbers, unpack
from grader.errors import Frame, Mismatch, StudentRaised
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


@pytest.mark.parametrize(
    ("name", "text", "line", "hint"),
    [
        ("ModuleNotFoundError", "No module named 'seaborn'", "", "`seaborn` is not installed here"),
        ("ImportError", "cannot import name 'train' from 'torch'", "", "what the stub imports is enough"),
        ("OSError", "[Errno 30] Read-only file system: 'out.png'", "", "no files"),
        ("FileNotFoundError", "[Errno 2] No such file or directory: 'data.csv'", "", "no files"),
        ("IndexError", "list index out of range", "return losses[-1]", "list is empty"),
        ("IndexError", "list index out of range", "return losses[n]", "the length minus 1"),
    ],
)
def test_exceptions_that_have_nothing_to_do_with_the_check(name, text, line, hint):
    assert hint in of_exception(StudentRaised(name, text, (Frame(3, "train", line),)), "", "train")


def test_a_star_import_that_hides_a_builtin():
    error = raised("TypeError", 'range() missing 1 required positional arguments: "end"')
    assert "`from torch import *`" in of_exception(error, "from torch import *\n", "train")
    assert "import *" not in of_exception(error, "import torch\n", "train")
    own = "from torch import *\n\ndef range(start, end):\n    pass\n"
    assert "import *" not in of_exception(error, own, "train")


@pytest.mark.parametrize(
    ("counts", "hint"),
    [
        ([(1, 3)], "is the return inside the loop"),
        ([(4, 3)], "before the loop, or behind it"),
        ([(2, 3)], "a break or an if"),
        ([(9, 3)], "an earlier call"),
        ([(9, 3), (9, 5), (9, 6)], "whatever is asked for"),
        ([(5, 30)], "leave some out"),
    ],
)
def test_advice_about_how_many_values_there_are(counts, hint):
    failures = []
    for index, (got, wanted) in enumerate(counts):
        with pytest.raises(Mismatch) as caught:
            numbers([0.5] * got, wanted)
        failures.append(Failure(index, caught.value, [Call("train", (wanted,))], [Answer([0.5] * got)]))
    assert hint in advice(raw_of(*failures), failures[0], "", "train")


def test_advice_about_a_list_returned_beside_other_things():
    answer = ([0.5, 0.25], torch.ones(1, 1), torch.ones(1, 1))
    for count in (2, 3):  # of another length, and of the same
        with pytest.raises(Mismatch) as caught:
            numbers(answer, count)
        failure = Failure(0, caught.value, [Call("train")], [Answer(answer)])
        assert "nothing beside it" in advice(raw_of(failure), failure, "", "train")
    weights, losses = np.ones((1, 1)), [0.5, 0.25]  # what belongs there is not meant
    with pytest.raises(Mismatch) as caught:
        numbers(losses, 3)
    failure = Failure(0, caught.value, [Call("train")], [Answer((weights, losses))])
    assert "nothing beside it" not in advice(raw_of(failure), failure, "", "train")


def test_advice_about_parts_that_are_missing():
    answer = (torch.ones(2),)
    with pytest.raises(Mismatch) as caught:
        unpack(answer, "one", "other")
    failure = Failure(0, caught.value, [Call("to_tensors")], [Answer(answer)])
    found = advice(raw_of(failure), failure, "", "to_tensors")
    assert "inside a loop" in found
    assert "comma" not in found


def test_a_scalar_tensor_is_not_told_to_be_a_float():
    """.item() would cut its graph."""
    with pytest.raises(Mismatch) as caught:
        array(np.ones(1), (), "the loss")
    failure = Failure(0, caught.value, [Call("sse_loss")], [Answer(torch.ones(1))])
    found = advice(raw_of(failure), failure, "", "sse_loss")
    assert "without dim=" in found
    assert ".item()" not in found


def test_a_number_where_an_array_of_one_is_wanted():
    failure = wrong(2.5, np.zeros(1))
    assert "shape (1,)" in advice(raw_of(failure), failure, "", "unscale")


def test_one_row_is_no_square():
    failure = wrong(np.ones((1, 1)), np.zeros((1, 2)))
    assert "square" not in advice(raw_of(failure), failure, "", "forward")
    failure = wrong(np.ones((3, 3)), np.zeros((3, 1)))
    assert "square" in advice(raw_of(failure), failure, "", "forward")


def test_where_a_graph_is_cut_the_hint_says_what_cuts():
    failure = Failure(0, Mismatch("no gradient reaches w1", kind="graph"), [Call("forward")], [Answer({})])
    assert ".detach()" in advice(raw_of(failure), failure, "", "forward")


def test_sizes_that_do_not_fit_tell_which_is_the_larger():
    one, other = "shapes (3,3) (2,2)", "shapes (2,2) (3,3)"
    assert gist(one) != gist(other)
    assert gist(one) == gist("shapes (5,5) (4,4)")
    assert gist("(size 1 is different from 2)") != gist("(size 2 is different from 1)")
    assert gist("shapes (1,2) (3,)") == gist("shapes (4,2) (7,)")
