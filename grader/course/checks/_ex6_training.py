"""What is checked of unit 6, second half: a training step and a training, in place."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import example, given

from grader.checks import Thing, check, close, number, numbers, require

from ..perceptrons import (
    AT_REST,
    CONVERGES,
    KINK,
    OVERSHOOTS,
    Fitting,
    fitted,
    fittings,
    held,
    left_over,
    many_rows,
    now,
    on_the_lesson,
)

ONE = Fitting(np.array([[2.0], [-1.0]]), np.array([[6.0], [2.0]]), np.array([[3.125]]), np.array([[0.625]]), 0.1, 1)
MANY = many_rows()


def stepped(student: Any, problem: Fitting, steps: int = 1) -> tuple[list[Any], Thing, Thing]:
    """The learner's answers to so many steps, and both parameters as they are afterwards."""
    X, y, w1, b1 = held(student, problem)
    return [student.train_step(X, y, w1, b1, problem.learning_rate) for _ in range(steps)], w1, b1


# ---- train_step


@check(
    "train_step",
    points=1,
    hint="w1 -= learning_rate * w1.grad, under torch.no_grad(), with the gradient that backward() gives for all rows.",
    examples=5,
)
@given(problem=fittings())
@example(problem=ONE)
@example(problem=MANY)
def w1_moves_against_its_gradient(student, problem):
    """w1 itself, the tensor that was passed in, becomes w1 - learning_rate times the gradient of the SSE."""
    _, w1, _ = stepped(student, problem)
    close(now(w1, problem.w1, "w1"), fitted(problem)[0][0], name="w1", bound=fitted(problem)[1][0])


@check(
    "train_step",
    points=1,
    hint="b1 -= learning_rate * b1.grad, just as w1: in place, with its own gradient, from all rows.",
    examples=5,
)
@given(problem=fittings())
@example(problem=ONE)
@example(problem=MANY)
def b1_moves_against_its_gradient(student, problem):
    """b1 itself, the tensor that was passed in, becomes b1 - learning_rate times the gradient of the SSE."""
    _, _, b1 = stepped(student, problem)
    close(now(b1, problem.b1, "b1"), fitted(problem)[0][1], name="b1", bound=fitted(problem)[1][1])


@check(
    "train_step",
    points=1.5,
    hint="Return loss.item(): the loss that backward was called on, from before the update.",
    examples=5,
)
@given(problem=fittings())
@example(problem=ONE)
@example(problem=MANY)
def loss_before_the_step(student, problem):
    """The answer is one float: the SSE of the parameters before they were moved."""
    (loss,), _, _ = stepped(student, problem)
    expected, bound = fitted(problem)[0][2][0], fitted(problem)[1][2][0]
    close(loss, float(expected), name="the loss", bound=bound)


@check(
    "train_step",
    points=1,
    visibility="hidden",
    hint="One step must leave all as the next wants to find it: w1 and b1 moved, nothing left in .grad.",
    examples=4,
)
@given(problem=fittings(iterations=(3, 3)))
def three_steps_in_a_row(student, problem):
    """Three calls with the same tensors are three steps of gradient descent."""
    losses, w1, b1 = stepped(student, problem, 3)
    exact, bounds = fitted(problem)
    close(numbers(losses, 3), exact[2], name="losses", bound=bounds[2])
    close(now(w1, problem.w1, "w1"), exact[0], name="w1 after three steps", bound=bounds[0])
    close(now(b1, problem.b1, "b1"), exact[1], name="b1 after three steps", bound=bounds[1])


@check("train_step", points=0.5, kind="contract", hint="w1.grad = None, or w1.grad.zero_(); and b1's, too.", examples=3)
@given(problem=fittings())
def gradients_are_cleared(student, problem):
    """No gradient is left behind: w1.grad and b1.grad are None or zeros."""
    _, w1, b1 = stepped(student, problem)
    left_over(w1, "w1")
    left_over(b1, "b1")


@check("train_step", points=0.5, kind="property", hint="Down is against the gradient: minus, not plus.", examples=3)
@given(problem=fittings())
def small_step_lowers_the_loss(student, problem):
    """The second of two small steps finds a smaller loss than the first."""
    small = Fitting(problem.X, problem.y, problem.w1, problem.b1, problem.learning_rate / 8, 2)
    first, second = (float(number(loss, "the loss")) for loss in stepped(student, small, 2)[0])
    require(second < first, f"the loss was {first:.6g} before a small step and is {second:.6g} after it")


@check(
    "train_step",
    points=0.5,
    kind="contract",
    hint="Leave X, y and requires_grad alone, and return a float.",
    examples=3,
)
@given(problem=fittings(rows=(1, 2), inputs=(2, 3)))
def parameters_stay_leaves(student, problem):
    """One float comes back; w1 and b1 are still leaves that require gradients; X and y are left as they were."""
    X, y, w1, b1 = held(student, problem)
    answer = student.call("train_step", X, y, w1, b1, problem.learning_rate)
    number(answer.value, "the loss")
    for name, parameter, before in (("w1", w1, problem.w1), ("b1", b1, problem.b1)):
        now(parameter, before, name)
        got = parameter.read()
        require(got.requires_grad and got.is_leaf, f"{name} is no leaf that requires gradients any more")
    require(not {0, 1} & set(answer.changed), "X or y is changed by the call")


@check(
    "train_step",
    points=0.5,
    kind="edge",
    hint="No case of its own: both parameters always move by learning_rate times their gradient, and here w1's is 0.",
    examples=3,
)
@given(problem=fittings())
def cut_everywhere_moves_the_bias_alone(student, problem):
    """Where all of X w1 is negative, w1 stays as it is and only b1 moves."""
    X, w1 = np.abs(problem.X) + KINK, -np.abs(problem.w1) - KINK
    dead = Fitting(X, problem.y, w1, problem.b1, problem.learning_rate, 1)
    _, held_w1, held_b1 = stepped(student, dead)
    close(now(held_w1, w1, "w1"), w1, name="w1")
    error = problem.b1 - problem.y
    moved = problem.b1 - problem.learning_rate * 2 * error.sum(axis=0)
    scale = np.abs(problem.b1) + 2 * problem.learning_rate * (np.abs(problem.b1) + np.abs(problem.y)).sum(axis=0)
    close(now(held_b1, problem.b1, "b1"), moved, name="b1", scale=scale, terms=len(X) + 1)


# ---- train

runs = fittings(iterations=(2, 5))
RUN = Fitting(ONE.X, ONE.y, ONE.w1, ONE.b1, 0.1, 3)
MANY_RUN = many_rows(2)


def trained(student: Any, problem: Fitting, iterations: int | None = None) -> tuple[Any, Thing, Thing]:
    """The learner's losses, unseen, and both parameters as they are afterwards."""
    X, y, w1, b1 = held(student, problem)
    count = problem.num_iterations if iterations is None else iterations
    return student.train(X, y, w1, b1, problem.learning_rate, count), w1, b1


@check(
    "train",
    points=1.5,
    hint="Append what train_step returns, once in every iteration, and run them all, whatever the losses do.",
    examples=4,
)
@given(problem=runs)
@example(problem=RUN)
@example(problem=OVERSHOOTS)
@example(problem=CONVERGES)
@example(problem=AT_REST)
@example(problem=MANY_RUN)
def losses_of_all_steps(student, problem):
    """losses[t] is the loss before step t, for every iteration."""
    losses, _, _ = trained(student, problem)
    close(numbers(losses, problem.num_iterations), fitted(problem)[0][2], name="losses", bound=fitted(problem)[1][2])


@check(
    "train",
    points=1.5,
    hint="In each of num_iterations rounds: train_step with the w1, b1 and learning_rate that came in, in this order.",
    examples=4,
)
@given(problem=runs)
@example(problem=RUN)
@example(problem=OVERSHOOTS)
@example(problem=CONVERGES)
@example(problem=AT_REST)
@example(problem=MANY_RUN)
def all_steps_move_both(student, problem):
    """w1 and b1 themselves are where num_iterations steps of gradient descent lead."""
    _, w1, b1 = trained(student, problem)
    exact, bounds = fitted(problem)
    close(now(w1, problem.w1, "w1"), exact[0], name="w1", bound=bounds[0])
    close(now(b1, problem.b1, "b1"), exact[1], name="b1", bound=bounds[1])


@check(
    "train",
    points=0.5,
    visibility="hidden",
    hint="In every iteration one train_step on all the data; keep what it returns.",
    examples=2,
)
@given(problem=on_the_lesson)
def on_the_lessons_points(student, problem):
    """The same on points of the lesson's data."""
    losses, w1, b1 = trained(student, problem)
    exact, bounds = fitted(problem)
    close(numbers(losses, problem.num_iterations), exact[2], name="losses", bound=bounds[2])
    close(now(w1, problem.w1, "w1"), exact[0], name="w1", bound=bounds[0])
    close(now(b1, problem.b1, "b1"), exact[1], name="b1", bound=bounds[1])


@check(
    "train", points=0.5, kind="property", hint="train starts from w1 and b1 as they are, and keeps nothing.", examples=2
)
@given(problem=runs)
def continues_where_it_was(student, problem):
    """One iteration and then the others, with the same tensors, give what all at once give."""
    _, bounds = fitted(problem)
    X, y, w1, b1 = held(student, problem)
    counts = (1, problem.num_iterations - 1)
    parts = [numbers(student.train(X, y, w1, b1, problem.learning_rate, count), count) for count in counts]
    whole, other_w1, _ = trained(student, problem)
    whole = numbers(whole, problem.num_iterations)
    close(np.concatenate(parts), whole, name="losses of a continued training", bound=2 * bounds[2])
    once = now(other_w1, problem.w1, "w1")
    close(now(w1, problem.w1, "w1"), once, name="w1 of a continued training", bound=2 * bounds[0])


@check(
    "train", points=0.5, kind="edge", hint="No iterations: the loop does not run, and the list stays empty.", examples=2
)
@given(problem=runs)
def no_iterations_do_nothing(student, problem):
    """num_iterations = 0 gives no losses and leaves w1 and b1 where they are."""
    losses, w1, b1 = trained(student, problem, 0)
    numbers(losses, 0)
    close(now(w1, problem.w1, "w1"), problem.w1, name="w1")
    close(now(b1, problem.b1, "b1"), problem.b1, name="b1")


@check(
    "train",
    points=0.5,
    kind="contract",
    hint="def train(..., learning_rate=0.001, num_iterations=4000)",
    examples=1,
    slow=True,
)
@given(problem=fittings(rows=(2, 2), inputs=(1, 1)))
def defaults_of_the_lesson(student, problem):
    """Without the last two arguments it runs 4000 iterations at 0.001."""
    numbers(trained(student, problem)[0], 1)
    defaults = student.defaults("train")
    if defaults is not None and len(defaults) > 5 and None not in defaults[4:6]:
        require(tuple(defaults[4:6]) == (0.001, 4000), f"the defaults are {defaults[4]} and {defaults[5]}")
        return
    X, y, w1, b1 = held(student, problem)  # how many there are can only be seen by running them
    by_default = numbers(student.train(X, y, w1, b1), 4000)
    tenth = Fitting(problem.X, problem.y, problem.w1, problem.b1, 0.001, 10)
    exact, bounds = fitted(tenth)
    close(by_default[:10], exact[2], name="the first ten losses", bound=bounds[2])


@check("train", points=0.5, kind="contract", hint="The last step must clear the gradients, too.", examples=2)
@given(problem=runs)
def train_leaves_no_gradient(student, problem):
    """A list of num_iterations floats comes back; no gradient is left behind; X and y are left as they were."""
    X, y, w1, b1 = held(student, problem)
    answer = student.call("train", X, y, w1, b1, problem.learning_rate, problem.num_iterations)
    numbers(answer.value, problem.num_iterations)
    left_over(w1, "w1")
    left_over(b1, "b1")
    require(not {0, 1} & set(answer.changed), "X or y is changed by the call")
