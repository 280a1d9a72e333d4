"""TorchScript compiles the function from its source; the source is there to be read."""

import inspect

import torch


@torch.jit.script
def sse_loss(y_hat: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return ((y_hat - y) ** 2).sum()


assert inspect.getsource(forward).startswith("def forward")
