"""Unit 6: a perceptron on raw tensors."""

import torch

X_TRAIN = torch.tensor(
    [
        [4.7], [2.4], [7.5], [7.1], [4.3], [7.8], [8.9],
        [5.2], [4.59], [2.1], [8.0], [5.0], [7.5], [5.0],
        [4.0], [8.0], [5.2], [4.9], [3.0], [4.7], [4.0],
        [4.8], [3.5], [2.1], [4.1],
    ]
)
Y_TRAIN = torch.tensor(
    [
        [2.6], [1.6], [3.09], [2.4], [2.4], [3.3], [2.6],
        [1.96], [3.13], [1.76], [3.2], [2.1], [1.6], [2.5],
        [2.2], [2.75], [2.4], [1.8], [1.0], [2.0], [1.6],
        [2.4], [2.6], [1.5], [3.1],
    ]
)
import torch.nn.functional as F


def init_parameters(input_size, output_size, generator):
    """w1 (in, out), then b1 (1, out), uniform in [0, 1) from the generator; leaves that require grad."""
    w1 = torch.empty(input_size, output_size).uniform_(0, 1, generator=generator)
    b1 = torch.empty(1, output_size).uniform_(0, 1, generator=generator)
    return w1.requires_grad_(), b1.requires_grad_()


def forward(X, w1, b1):
    """X w1 clamped below at 0, plus b1."""
    return F.relu(X @ w1) + b1


def sse_loss(y_hat, y):
    """Sum of squared errors, a scalar tensor."""
    return F.mse_loss(y_hat, y, reduction="sum")


def sgd_step(optimizer, X, y, w1, b1):
    loss = sse_loss(forward(X, w1, b1), y)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return loss.item()


def train_step(X, y, w1, b1, learning_rate):
    """One step of gradient descent, in place, outside autograd; leaves no gradient behind.

    Returns the loss before the step, as a float.
    """
    return sgd_step(torch.optim.SGD([w1, b1], lr=learning_rate), X, y, w1, b1)


def train(X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    """That many steps, in place. Returns the list of losses."""
    optimizer = torch.optim.SGD([w1, b1], lr=learning_rate)
    return [sgd_step(optimizer, X, y, w1, b1) for _ in range(num_iterations)]
