"""What learners get wrong in unit 6, second half: a training step and a training."""

from __future__ import annotations

import torch

from grader.mistakes import mistake

# ---- train_step


@mistake("train_step", hint="w1 -= ... changes the tensor; w1 = w1 - ... makes another one that nobody else sees.")
def parameters_stay(ref, X, y, w1, b1, learning_rate):
    """The caller's w1 and b1 stay as they were: new tensors took their names, or gradients were cleared too early."""
    loss = ref.sse_loss(ref.forward(X, w1, b1), y)
    loss.backward()
    w1.grad.zero_()
    b1.grad.zero_()
    return loss.item()


@mistake("train_step", hint="The gradient points uphill; subtract it.")
def uphill(ref, X, y, w1, b1, learning_rate):
    """The gradients are added, and the loss grows."""
    loss = ref.sse_loss(ref.forward(X, w1, b1), y)
    loss.backward()
    with torch.no_grad():
        w1 += learning_rate * w1.grad
        b1 += learning_rate * b1.grad
    w1.grad = b1.grad = None
    return loss.item()


@mistake("train_step", hint="Set both gradients to None, or call zero_() on them, before you return.")
def gradients_left_behind(ref, X, y, w1, b1, learning_rate):
    """The gradients are still there when the function returns: a backward that finds them adds to them."""
    loss = ref.sse_loss(ref.forward(X, w1, b1), y)
    loss.backward()
    with torch.no_grad():
        w1 -= learning_rate * w1.grad
        b1 -= learning_rate * b1.grad
    return loss.item()


@mistake("train_step", hint="There are two gradients to clear.")
def gradient_of_b1_left_behind(ref, X, y, w1, b1, learning_rate):
    """Only the gradient of w1 is cleared in the end: a backward that finds that of b1 adds to it."""
    loss = ref.sse_loss(ref.forward(X, w1, b1), y)
    loss.backward()
    with torch.no_grad():
        w1 -= learning_rate * w1.grad
        b1 -= learning_rate * b1.grad
    w1.grad.zero_()
    return loss.item()


@mistake("train_step", hint="Both parameters take a step, each with its own gradient.")
def bias_never_moves(ref, X, y, w1, b1, learning_rate):
    """Only w1 is updated."""
    loss = ref.sse_loss(ref.forward(X, w1, b1), y)
    loss.backward()
    with torch.no_grad():
        w1 -= learning_rate * w1.grad
    w1.grad = b1.grad = None
    return loss.item()


@mistake("train_step", hint="The loss of before the step was computed for backward already: return that one.")
def loss_after_the_step(ref, X, y, w1, b1, learning_rate):
    """The loss is computed anew after the step."""
    ref.sse_loss(ref.forward(X, w1, b1), y).backward()
    with torch.no_grad():
        w1 -= learning_rate * w1.grad
        b1 -= learning_rate * b1.grad
        w1.grad = b1.grad = None
        return ref.sse_loss(ref.forward(X, w1, b1), y).item()


@mistake("train_step", hint="Return loss.item(): a tensor with its graph keeps all the computation alive.")
def loss_with_its_graph(ref, X, y, w1, b1, learning_rate):
    """The loss comes back as a tensor that still has its graph, not as a float."""
    loss = ref.sse_loss(ref.forward(X, w1, b1), y)
    loss.backward()
    with torch.no_grad():
        w1 -= learning_rate * w1.grad
        b1 -= learning_rate * b1.grad
    w1.grad = b1.grad = None
    return loss


@mistake("train_step", hint="Put the update under `with torch.no_grad():`.")
def updated_inside_autograd(ref, X, y, w1, b1, learning_rate):
    """The update is done where autograd watches, which refuses to have a leaf changed in place."""
    loss = ref.sse_loss(ref.forward(X, w1, b1), y)
    loss.backward()
    w1 -= learning_rate * w1.grad
    b1 -= learning_rate * b1.grad
    w1.grad = b1.grad = None
    return loss.item()


@mistake("train_step", hint="Both parameters take a step, each with its own gradient.")
def weights_never_move(ref, X, y, w1, b1, learning_rate):
    """Only b1 is updated."""
    loss = ref.sse_loss(ref.forward(X, w1, b1), y)
    loss.backward()
    with torch.no_grad():
        b1 -= learning_rate * b1.grad
    w1.grad = b1.grad = None
    return loss.item()


@mistake("train_step", hint="Step at the learning_rate that is passed in.")
def rate_is_always_a_thousandth(ref, X, y, w1, b1, learning_rate):
    """The step is taken at 0.001, whatever is passed."""
    loss = ref.sse_loss(ref.forward(X, w1, b1), y)
    loss.backward()
    with torch.no_grad():
        w1 -= 0.001 * w1.grad
        b1 -= 0.001 * b1.grad
    w1.grad = b1.grad = None
    return loss.item()


@mistake("train_step", hint="The loss is a sum, and so is its gradient: do not divide by the number of rows.")
def step_divided_by_rows(ref, X, y, w1, b1, learning_rate):
    """The step is divided by the number of rows, as that of a mean would be."""
    loss = ref.sse_loss(ref.forward(X, w1, b1), y)
    loss.backward()
    with torch.no_grad():
        w1 -= learning_rate * w1.grad / len(X)
        b1 -= learning_rate * b1.grad / len(X)
    w1.grad = b1.grad = None
    return loss.item()


# ---- train


@mistake("train", hint="range(num_iterations) counts num_iterations times.")
def one_iteration_short(ref, X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    """One iteration is missing."""
    return [ref.train_step(X, y, w1, b1, learning_rate) for _ in range(1, num_iterations)]


@mistake("train", hint="Pass w1 and b1 on as they are: clones are not what the caller holds.")
def copies_are_trained(ref, X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    """Copies are trained, and the caller's w1 and b1 stay as they were."""
    w1, b1 = (parameter.detach().clone().requires_grad_() for parameter in (w1, b1))
    return [ref.train_step(X, y, w1, b1, learning_rate) for _ in range(num_iterations)]


@mistake("train", hint="train_step returns the loss of before its step: append that one.")
def losses_of_after_the_steps(ref, X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    """losses[t] is the loss after step t."""
    losses = []
    for _ in range(num_iterations):
        ref.train_step(X, y, w1, b1, learning_rate)
        losses.append(ref.sse_loss(ref.forward(X, w1, b1), y).item())
    return losses


@mistake("train", hint="Start with an empty list, and append to it in every iteration.")
def last_loss_only(ref, X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    """Only the last loss comes back, not all of them."""
    loss = None
    for _ in range(num_iterations):
        loss = ref.train_step(X, y, w1, b1, learning_rate)
    return loss


@mistake("train", hint="Keep every loss; printing now and then is another matter.")
def every_tenth_loss(ref, X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    """Only some of the losses are kept."""
    losses = [ref.train_step(X, y, w1, b1, learning_rate) for _ in range(num_iterations)]
    return losses[::10]


@mistake("train", hint="Pass learning_rate on to train_step.")
def learning_rate_fixed(ref, X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    """The learning rate is always 0.001, whatever is passed."""
    return [ref.train_step(X, y, w1, b1, 0.001) for _ in range(num_iterations)]


@mistake("train", hint="One iteration is one step on all rows together.")
def row_by_row(ref, X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    """Every iteration takes a step for each row, instead of one for all of them."""
    rows = range(len(X))
    return [
        sum(ref.train_step(X[i : i + 1], y[i : i + 1], w1, b1, learning_rate) for i in rows)
        for _ in range(num_iterations)
    ]


@mistake("train", hint="def train(X, y, w1, b1, learning_rate=0.001, num_iterations=4000)")
def other_defaults(ref, X, y, w1, b1, learning_rate=0.01, num_iterations=1000):
    """The defaults are not those of the lesson."""
    return [ref.train_step(X, y, w1, b1, learning_rate) for _ in range(num_iterations)]


@mistake("train", hint="Append losses of num_iterations steps, and return nothing beside them.")
def parameters_returned_too(ref, X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    """w1 and b1 are returned beside the losses; they changed in place, nobody needs them."""
    losses = [ref.train_step(X, y, w1, b1, learning_rate) for _ in range(num_iterations)]
    return w1, b1, losses


@mistake("train", hint="Return the list of losses alone: w1 and b1 changed in place.")
def losses_and_parameters_returned(ref, X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    """w1 and b1 are returned behind the losses; they changed in place, nobody needs them."""
    losses = [ref.train_step(X, y, w1, b1, learning_rate) for _ in range(num_iterations)]
    return losses, w1, b1


@mistake("train", hint="train_step(X, y, w1, b1, learning_rate): first the weights, then the bias.")
def weights_and_bias_exchanged(ref, X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    """w1 and b1 are passed on in the other order."""
    return [ref.train_step(X, y, b1, w1, learning_rate) for _ in range(num_iterations)]


@mistake("train", hint="Run all num_iterations, whatever the losses do.")
def ended_when_the_loss_rises(ref, X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    """The loop ends as soon as the loss does not fall any more."""
    losses = []
    for _ in range(num_iterations):
        losses.append(ref.train_step(X, y, w1, b1, learning_rate))
        if len(losses) > 1 and losses[-1] >= losses[-2]:
            break
    return losses
