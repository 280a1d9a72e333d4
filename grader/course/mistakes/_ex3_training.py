"""What learners get wrong in unit 3, continued: train."""

from __future__ import annotations

import torch
from torch import nn

from grader.mistakes import mistake

# ---- train


@mistake("train", hint="optimizer.zero_grad() in every epoch: backward adds to what is there.")
def gradients_add_up(ref, model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """The gradients are never cleared, so that they add up."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        loss = nn.functional.mse_loss(model(X), y)
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
    return losses


@mistake("train", hint="zero_grad, backward, step: all three, in this order, in every epoch.")
def gradients_cleared_before_the_step(ref, model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """Nothing is learned: the gradients are cleared between backward and step, or backward is not called."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        loss = nn.functional.mse_loss(model(X), y)
        losses.append(loss.item())
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
    return losses


@mistake("train", hint="Make the optimizer once, before the loop: it remembers.")
def optimizer_made_in_the_loop(ref, model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """Every epoch makes an Adam of its own, which remembers nothing."""
    losses = []
    for _ in range(num_epochs):
        optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
        loss = nn.functional.mse_loss(model(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


@mistake("train", hint="torch.optim.Adam, as asked for.")
def sgd_for_adam(ref, model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """The optimizer is SGD."""
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        loss = nn.functional.mse_loss(model(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


@mistake("train", hint="Adam, not AdamW: the penalty is a part of the gradient here.")
def adamw_for_adam(ref, model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """The optimizer is AdamW, whose weight decay is no L2 penalty."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        loss = nn.functional.mse_loss(model(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


@mistake("train", hint="Hand weight_decay on to Adam.")
def weight_decay_ignored(ref, model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """weight_decay is not used."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(num_epochs):
        loss = nn.functional.mse_loss(model(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


@mistake("train", hint="Hand learning_rate on to Adam: lr=learning_rate.")
def learning_rate_ignored(ref, model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """learning_rate is not used: Adam takes its own 0.001."""
    optimizer = torch.optim.Adam(model.parameters(), weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        loss = nn.functional.mse_loss(model(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


@mistake("train", hint="Keep both columns: model(X) and y are (N, 1). (N, 1) minus (N,) is N x N.")
def square_of_errors(ref, model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """A column and a flat tensor are subtracted, all from all: the loss is the mean of an N x N square."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        loss = ((model(X) - y.flatten()) ** 2).mean()
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


@mistake("train", hint="nn.MSELoss() takes the mean over the samples.")
def sum_of_squared_errors(ref, model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """The loss is the sum of squared errors, not their mean."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        loss = nn.functional.mse_loss(model(X), y, reduction="sum")
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


@mistake("train", hint="Compute the loss, write it down, then step.")
def loss_of_after_the_step(ref, model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """losses[t] is the loss after step t."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        optimizer.zero_grad()
        nn.functional.mse_loss(model(X), y).backward()
        optimizer.step()
        losses.append(nn.functional.mse_loss(model(X), y).item())
    return losses


@mistake("train", hint="Append loss.item(): the tensor keeps the whole graph alive.")
def losses_are_tensors(ref, model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """The losses are tensors that still carry their graph."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        loss = nn.functional.mse_loss(model(X), y)
        losses.append(loss)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


@mistake("train", hint="Return the list of all losses.")
def last_loss_only(ref, model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """Only the last loss is returned."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        loss = nn.functional.mse_loss(model(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses[-1] if losses else None


@mistake("train", hint="Indent the return less: it ends the function in the first epoch.")
def return_in_the_loop(ref, model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """The function returns in the first epoch."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        loss = nn.functional.mse_loss(model(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return losses
    return None


@mistake("train", hint="model.parameters() gives weight and bias; Adam must have both.")
def bias_not_trained(ref, model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """Only the first parameter is given to the optimizer, so the bias never moves."""
    optimizer = torch.optim.Adam([next(iter(model.parameters()))], lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        loss = nn.functional.mse_loss(model(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


@mistake("train", hint="Train the model that is passed in; a copy is lost.")
def copy_is_trained(ref, model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """A copy of the model is trained, and the given one stays as it is."""
    import copy

    model = copy.deepcopy(model)
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        loss = nn.functional.mse_loss(model(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


@mistake("train", hint="backward only computes gradients; optimizer.step(), after it, moves the parameters.")
def no_optimizer_step(ref, model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """Nothing is learned: the gradients are computed, and optimizer.step() is not called."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        loss = nn.functional.mse_loss(model(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
    return losses


@mistake("train", hint="Indent optimizer.step() as far as loss.backward(): a step in every epoch.")
def one_step_after_the_loop(ref, model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """There is one step after the loop, not one in every epoch."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        loss = nn.functional.mse_loss(model(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
    if num_epochs > 0:
        optimizer.step()
    return losses


@mistake("train", hint="nn.MSELoss squares the errors; nn.L1Loss does not.")
def absolute_errors_minimized(ref, model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """The loss is the mean of absolute errors, not of squares."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        loss = nn.functional.l1_loss(model(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


@mistake("train", hint="Hand learning_rate on to Adam, whatever it is: lr=learning_rate.")
def learning_rate_of_the_lesson(ref, model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """The learning rate is always the lesson's 0.1."""
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1, weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        loss = nn.functional.mse_loss(model(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
