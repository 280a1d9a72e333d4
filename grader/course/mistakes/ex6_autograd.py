"""What learners get wrong in unit 6."""

from __future__ import annotations

import torch

from grader.mistakes import mistake

# ---- init_parameters


@mistake("init_parameters", hint="Say requires_grad=True, in torch.rand or with requires_grad_().")
def no_requires_grad(ref, input_size, output_size, generator):
    """The tensors do not require gradients, so that backward has nothing to work on."""
    w1 = torch.rand(input_size, output_size, generator=generator)
    return w1, torch.rand(1, output_size, generator=generator)


@mistake("init_parameters", hint="torch.rand is uniform in [0, 1), torch.randn is normal.")
def normal_instead_of_uniform(ref, input_size, output_size, generator):
    """The numbers are standard normal, not uniform."""
    w1 = torch.randn(input_size, output_size, generator=generator, requires_grad=True)
    return w1, torch.randn(1, output_size, generator=generator, requires_grad=True)


@mistake("init_parameters", hint="The order of the draws decides who gets which numbers: w1 first.")
def bias_drawn_first(ref, input_size, output_size, generator):
    """b1 is drawn before w1, and takes the numbers that were meant for it."""
    b1 = torch.rand(1, output_size, generator=generator, requires_grad=True)
    return torch.rand(input_size, output_size, generator=generator, requires_grad=True), b1


@mistake("init_parameters", hint="Draw b1 as you draw w1, with torch.rand(1, output_size, ...).")
def bias_of_zeros(ref, input_size, output_size, generator):
    """b1 starts at zero instead of being drawn."""
    w1 = torch.rand(input_size, output_size, generator=generator, requires_grad=True)
    return w1, torch.zeros(1, output_size, requires_grad=True)


@mistake(
    "init_parameters", hint="nn.Linear keeps its weight (out, in); here w1 is (in, out), so that X w1 is a product."
)
def weights_transposed(ref, input_size, output_size, generator):
    """w1 has shape (out, in)."""
    w1 = torch.rand(output_size, input_size, generator=generator, requires_grad=True)
    return w1, torch.rand(1, output_size, generator=generator, requires_grad=True)


@mistake("init_parameters", hint="b1 is one row, (1, out): torch.rand(1, output_size, ...).")
def flat_bias(ref, input_size, output_size, generator):
    """b1 has shape (out,)."""
    w1 = torch.rand(input_size, output_size, generator=generator, requires_grad=True)
    return w1, torch.rand(output_size, generator=generator, requires_grad=True)


@mistake("init_parameters", hint="torch.rand(..., generator=generator); without it the global random state is used.")
def generator_forgotten(ref, input_size, output_size, generator):
    """The generator is not used, so that the same seed gives other numbers."""
    w1 = torch.rand(input_size, output_size, requires_grad=True)
    return w1, torch.rand(1, output_size, requires_grad=True)


@mistake("init_parameters", hint="Finish computing first, and only then call requires_grad_().")
def computed_from_leaves(ref, input_size, output_size, generator):
    """w1 and b1 were computed from tensors that require gradients: they are no leaves and never get a .grad."""
    w1 = torch.rand(input_size, output_size, generator=generator, requires_grad=True) * 1.0
    return w1, torch.rand(1, output_size, generator=generator, requires_grad=True) * 1.0


# ---- forward


@mistake("forward", hint="clamp(min=0) after the product.")
def not_clamped(ref, X, w1, b1):
    """Nothing is cut: this is X w1 + b1."""
    return X.mm(w1) + b1


@mistake("forward", hint="Cut the product, then add the bias to what is left.")
def clamped_after_the_bias(ref, X, w1, b1):
    """The bias is added before the cut."""
    return (X.mm(w1) + b1).clamp(min=0)


@mistake("forward", hint="The bias is the last step: ... + b1.")
def bias_forgotten(ref, X, w1, b1):
    """The bias is missing."""
    return X.mm(w1).clamp(min=0)


@mistake("forward", hint="clamp(min=0) keeps what is above 0; clamp(max=0) what is below.")
def clamped_above(ref, X, w1, b1):
    """The positive products are cut, not the negative ones."""
    return X.mm(w1).clamp(max=0) + b1


@mistake("forward", hint="clamp(min=0) makes a negative number 0; abs flips its sign.")
def absolute_instead_of_clamped(ref, X, w1, b1):
    """Negative products lose their sign instead of becoming 0."""
    return X.mm(w1).abs() + b1


@mistake("forward", hint="Cut the products, not the weights: with negative inputs that is not the same.")
def weights_clamped(ref, X, w1, b1):
    """w1 is cut, and not X w1."""
    return X.mm(w1.clamp(min=0)) + b1


@mistake("forward", hint="Inside the model, use w1 and b1 themselves: .data and .detach() cut the graph.")
def graph_cut(ref, X, w1, b1):
    """The values are right, but no gradient flows back to w1 and b1."""
    return X.mm(w1.detach()).clamp(min=0) + b1.detach()


@mistake("forward", hint="The cut of this unit is clamp(min=0), which is called ReLU.")
def sigmoid_instead_of_relu(ref, X, w1, b1):
    """The product goes through a sigmoid."""
    return torch.sigmoid(X.mm(w1)) + b1


# ---- sse_loss


@mistake("sse_loss", hint="The first S is for sum.")
def mean_instead_of_sum(ref, y_hat, y):
    """This is the mean of the squared errors."""
    return ((y_hat - y) ** 2).mean()


@mistake("sse_loss", hint="No factor stands before the sum.")
def halved(ref, y_hat, y):
    """This is half of the sum."""
    return ((y_hat - y) ** 2).sum() / 2


@mistake("sse_loss", hint="Square the errors; abs() is another loss.")
def absolute_errors(ref, y_hat, y):
    """The errors are not squared, but made positive."""
    return (y_hat - y).abs().sum()


@mistake("sse_loss", hint="Square each error first, then sum.")
def square_of_the_sum(ref, y_hat, y):
    """The sum is squared, not the errors: errors of different signs cancel."""
    return (y_hat - y).sum() ** 2


@mistake("sse_loss", hint="One number for all samples: .sum() at the end.")
def not_summed(ref, y_hat, y):
    """The squared errors come back one by one."""
    return (y_hat - y) ** 2


@mistake("sse_loss", hint="The loss is the squares' sum itself, without a root.")
def root_of_the_sum(ref, y_hat, y):
    """This is the root of the sum."""
    return ((y_hat - y) ** 2).sum().sqrt()


@mistake("sse_loss", hint="Return the tensor: backward() needs its graph. Take .item() where a float is asked for.")
def float_instead_of_tensor(ref, y_hat, y):
    """The loss is a Python float, on which nobody can call backward()."""
    return ((y_hat - y) ** 2).sum().item()


@mistake("sse_loss", hint="torch.tensor(...) makes a tensor without a past; return the sum as it is.")
def wrapped_in_a_new_tensor(ref, y_hat, y):
    """The value is right, but in a new tensor, which knows nothing of y_hat."""
    return torch.tensor(((y_hat - y) ** 2).sum().item(), requires_grad=True)


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
