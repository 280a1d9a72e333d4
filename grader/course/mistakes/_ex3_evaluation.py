"""What learners get wrong in unit 3, continued: evaluate."""

from __future__ import annotations

import torch
from torch import nn

from grader.mistakes import mistake

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
