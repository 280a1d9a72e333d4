"""Gradients that owe nothing to the formula a learner was taught: torch.autograd, and central differences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def autograd(loss: Callable[..., Any], *inputs: Array) -> list[Array]:
    """The gradients of ``loss(*inputs)`` by every input, in float64.

    `loss` takes float64 tensors of the inputs' shapes and gives a scalar tensor.
    """
    import torch

    tensors = [torch.tensor(np.asarray(value), dtype=torch.float64, requires_grad=True) for value in inputs]
    grads: Any = torch.autograd.grad(loss(*tensors), tensors, allow_unused=True)
    return [
        np.zeros(np.shape(value)) if grad is None else grad.numpy() for value, grad in zip(inputs, grads, strict=True)
    ]


def vector_jacobian(function: Callable[..., Any], cotangent: Array, *inputs: Array) -> list[Array]:
    """The vector-Jacobian products of ``function(*inputs)`` with `cotangent` (the shape of its value), in float64."""
    import torch

    weight = torch.tensor(np.asarray(cotangent), dtype=torch.float64)
    return autograd(lambda *tensors: (function(*tensors) * weight).sum(), *inputs)


def central_differences(function: Callable[[Array], float], at: Array, step: float = 0.5) -> Array:
    """``(f(x + h e) - f(x - h e)) / 2h`` for every unit vector e, in the shape of `at`.

    Exact for a quadratic at any step, so that a coarse `step` measures a squared loss even where it is computed in
    float32; for other functions the error is of order step squared. (Nocedal and Wright, Numerical Optimization,
    section 8.1.)
    """
    slopes = np.zeros(np.shape(at))
    for index in np.ndindex(*np.shape(at)):
        up, down = np.array(at, dtype=np.float64), np.array(at, dtype=np.float64)
        up[index] += step
        down[index] -= step
        slopes[index] = (function(up) - function(down)) / (2 * step)
    return slopes
