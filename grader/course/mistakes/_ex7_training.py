"""What learners get wrong in unit 7, second part: training, and its parameters."""

from __future__ import annotations

import torch
from torch import nn

from grader.mistakes import mistake

# ---- run_epoch


@mistake("run_epoch", hint="MSE is a mean: nn.functional.mse_loss, or .mean().")
def sum_instead_of_mean(ref, model, optimizer, x, y):
    """The squared errors are summed, not averaged."""
    inputs, targets = (torch.tensor(values, dtype=torch.float32).reshape(-1, 1) for values in (x, y))
    optimizer.zero_grad()
    loss = ((model(inputs) - targets) ** 2).sum()
    loss.backward()
    optimizer.step()
    return loss.item()


@mistake("run_epoch", hint="Make columns of both, x and y: reshape(-1, 1).")
def square_of_errors(ref, model, optimizer, x, y):
    """A column of predictions minus flat targets is an N x N square, and the loss its mean."""
    inputs, targets = torch.tensor(x, dtype=torch.float32).reshape(-1, 1), torch.tensor(y, dtype=torch.float32)
    optimizer.zero_grad()
    loss = ((model(inputs) - targets) ** 2).mean()
    loss.backward()
    optimizer.step()
    return loss.item()


@mistake("run_epoch", hint="dtype=torch.float32: NumPy's arrays are float64, the model's parameters are not.")
def float64_inputs(ref, model, optimizer, x, y):
    """The tensors are float64, which a float32 model refuses."""
    inputs, targets = (torch.from_numpy(values).reshape(-1, 1) for values in (x, y))
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(inputs), targets)
    loss.backward()
    optimizer.step()
    return loss.item()


@mistake("run_epoch", hint="The loss that backward was called on is the one from before the step: return it.")
def loss_after_the_step(ref, model, optimizer, x, y):
    """The loss is computed anew after the step."""
    inputs, targets = (torch.tensor(values, dtype=torch.float32).reshape(-1, 1) for values in (x, y))
    optimizer.zero_grad()
    nn.functional.mse_loss(model(inputs), targets).backward()
    optimizer.step()
    return nn.functional.mse_loss(model(inputs), targets).item()


@mistake("run_epoch", hint="optimizer.zero_grad() before backward.")
def gradients_add_up(ref, model, optimizer, x, y):
    """The gradients are never cleared, and add up from epoch to epoch."""
    inputs, targets = (torch.tensor(values, dtype=torch.float32).reshape(-1, 1) for values in (x, y))
    loss = nn.functional.mse_loss(model(inputs), targets)
    loss.backward()
    optimizer.step()
    return loss.item()


@mistake("run_epoch", hint="Use the optimizer that comes in: it has the learning rate.")
def optimizer_of_its_own(ref, model, optimizer, x, y):
    """It steps with an optimizer of its own, at 0.01, and not with the one that is passed in."""
    inputs, targets = (torch.tensor(values, dtype=torch.float32).reshape(-1, 1) for values in (x, y))
    own = torch.optim.SGD(model.parameters(), lr=0.01)
    own.zero_grad()
    loss = nn.functional.mse_loss(model(inputs), targets)
    loss.backward()
    own.step()
    return loss.item()


@mistake("run_epoch", hint="backward only computes gradients; optimizer.step() uses them.")
def step_forgotten(ref, model, optimizer, x, y):
    """The optimizer never steps, and the model stays as it was."""
    inputs, targets = (torch.tensor(values, dtype=torch.float32).reshape(-1, 1) for values in (x, y))
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(inputs), targets)
    loss.backward()
    return loss.item()


@mistake("run_epoch", hint="One epoch is one optimizer.step().")
def stepped_twice(ref, model, optimizer, x, y):
    """The optimizer steps twice in one epoch."""
    inputs, targets = (torch.tensor(values, dtype=torch.float32).reshape(-1, 1) for values in (x, y))
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(inputs), targets)
    loss.backward()
    optimizer.step()
    optimizer.step()
    return loss.item()


@mistake("run_epoch", hint="A full batch is one step on all points together.")
def point_by_point(ref, model, optimizer, x, y):
    """It takes a step for every point, not one for all of them."""
    losses = []
    for point in zip(x, y, strict=True):
        inputs, targets = (torch.tensor([[value]], dtype=torch.float32) for value in point)
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(inputs), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake("run_epoch", hint="Convert x and y to float32, and leave the model alone.")
def model_made_float64(ref, model, optimizer, x, y):
    """The model is made float64, and stays so after the epoch."""
    inputs, targets = (torch.tensor(values).reshape(-1, 1) for values in (x, y))
    model.double()
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(inputs), targets)
    loss.backward()
    optimizer.step()
    return loss.item()


@mistake("run_epoch", hint="Return loss.item(): a tensor with its graph keeps all the computation alive.")
def loss_with_its_graph(ref, model, optimizer, x, y):
    """The loss comes back as a tensor that still has its graph, not as a float."""
    inputs, targets = (torch.tensor(values, dtype=torch.float32).reshape(-1, 1) for values in (x, y))
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(inputs), targets)
    loss.backward()
    optimizer.step()
    return loss


# ---- get_param_values


@mistake("get_param_values", hint="First the weight, then the bias.")
def bias_first(ref, model):
    """The bias comes first."""
    return model.bias.item(), model.weight.item()


@mistake("get_param_values", hint=".item() makes a float of a tensor with one number.")
def tensors_instead_of_floats(ref, model):
    """The parameters come back as tensors."""
    return model.weight, model.bias


@mistake("get_param_values", hint="tolist() keeps the shape, as lists in lists; .item() gives the number.")
def lists_instead_of_floats(ref, model):
    """The parameters come back as lists."""
    return model.weight.tolist(), model.bias.tolist()


@mistake("get_param_values", hint="Round where you print, not where you compute.")
def rounded(ref, model):
    """The values are rounded to two digits."""
    return round(model.weight.item(), 2), round(model.bias.item(), 2)


@mistake("get_param_values", hint="float(...) or .item(); int(...) cuts off all that follows the point.")
def cut_to_whole_numbers(ref, model):
    """The values are cut to whole numbers."""
    return int(model.weight), int(model.bias)
