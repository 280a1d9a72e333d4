"""What learners get wrong in unit 3, continued: train and evaluate."""

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


# ---- evaluate


@mistake("evaluate", hint="Put model(X) inside `with torch.no_grad():`.")
def graph_is_built(ref, model, X, y):
    """The model is called with autograd on, so a graph is built for nothing."""
    return nn.functional.mse_loss(model(X), y).item()


@mistake("evaluate", hint="Return the number: .item(), and inside torch.no_grad().")
def loss_with_its_graph(ref, model, X, y):
    """The loss is returned as a tensor that carries its graph."""
    return nn.functional.mse_loss(model(X), y)


@mistake("evaluate", hint="After model.eval() put the model back into the mode that it was in.")
def left_in_eval_mode(ref, model, X, y):
    """The model stays in eval mode."""
    model.eval()
    with torch.no_grad():
        return nn.functional.mse_loss(model(X), y).item()


@mistake("evaluate", hint="Put back the mode that was there before; it need not have been training.")
def put_into_training_mode(ref, model, X, y):
    """The model is put into training mode afterwards, whatever mode it was in."""
    model.eval()
    with torch.no_grad():
        loss = nn.functional.mse_loss(model(X), y)
    model.train()
    return loss.item()


@mistake("evaluate", hint="The gradients belong to whoever trains; nothing of them is needed here.")
def gradients_cleared(ref, model, X, y):
    """The model's gradients are cleared."""
    model.zero_grad()
    with torch.no_grad():
        return nn.functional.mse_loss(model(X), y).item()


@mistake("evaluate", hint="Nothing is learned here: no backward.")
def backward_in_evaluation(ref, model, X, y):
    """backward is called, which changes the gradients."""
    loss = nn.functional.mse_loss(model(X), y)
    loss.backward()
    return loss.item()


@mistake("evaluate", hint="The MSE itself is asked for, not its root.")
def root_of_the_error(ref, model, X, y):
    """The root of the MSE is returned."""
    with torch.no_grad():
        return nn.functional.mse_loss(model(X), y).sqrt().item()


@mistake("evaluate", hint="Take the mean: nn.MSELoss() does.")
def errors_summed(ref, model, X, y):
    """The squared errors are summed, not averaged."""
    with torch.no_grad():
        return ((model(X) - y) ** 2).sum().item()


@mistake("evaluate", hint="Keep the column: (N,) minus (N, 1) is N x N.")
def flat_against_column(ref, model, X, y):
    """Flat predictions are compared with a column of targets, all with all."""
    with torch.no_grad():
        return ((model(X).flatten() - y) ** 2).mean().item()


@mistake("evaluate", hint="The MSE squares the errors; nn.L1Loss does not.")
def absolute_errors(ref, model, X, y):
    """The absolute errors are averaged, not the squares."""
    with torch.no_grad():
        return (model(X) - y).abs().mean().item()
