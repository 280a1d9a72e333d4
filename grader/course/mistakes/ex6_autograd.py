"""What learners get wrong in unit 6."""

from __future__ import annotations

import torch

from grader.mistakes import mistake

from ._ex6_training import *  # noqa: F403 -- the mistakes in train_step and train

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


@mistake("init_parameters", hint="torch.rand(..., generator=generator) for both; the generator is seeded already.")
def generator_forgotten(ref, input_size, output_size, generator):
    """The numbers do not come from the generator as it was passed in: it is not used, or seeded anew."""
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


@mistake("forward", hint="X.mm(w1), or X @ w1, is the product of matrices; * multiplies element by element.")
def multiplied_element_by_element(ref, X, w1, b1):
    """X and w1 are multiplied element by element, not as matrices."""
    return (X * w1).clamp(min=0) + b1


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


@mistake("sse_loss", hint="Return the sum as it is: .item(), .detach(), .data and torch.tensor(...) cut its graph.")
def float_instead_of_tensor(ref, y_hat, y):
    """The loss has no graph, so that nobody can call backward() on it: it is a float, or a tensor that was cut off."""
    return ((y_hat - y) ** 2).sum().item()


@mistake("sse_loss", hint="torch.tensor(...) makes a tensor without a past; return the sum as it is.")
def wrapped_in_a_new_tensor(ref, y_hat, y):
    """The value is right, but in a new tensor, which knows nothing of y_hat."""
    return torch.tensor(((y_hat - y) ** 2).sum().item(), requires_grad=True)


@mistake("sse_loss", hint="y_hat and y have the same shape, (N, out): subtract them as they are.")
def flat_against_column(ref, y_hat, y):
    """Flat predictions minus a column of targets are an N x N square, and all of it is summed."""
    return ((y_hat.squeeze() - y) ** 2).sum()
