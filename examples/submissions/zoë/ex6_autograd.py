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


def init_parameters(input_size, output_size, generator):
    """w1 (in, out), then b1 (1, out), uniform in [0, 1) from the generator; leaves that require grad."""
    w1 = torch.rand(input_size, output_size, generator=generator, requires_grad=True)
    b1 = torch.rand(1, output_size, generator=generator, requires_grad=True)
    return w1, b1


def forward(X, w1, b1):
    """X w1 clamped below at 0, plus b1."""
    return (X @ w1 + b1).clamp(min=0)


def sse_loss(y_hat, y):
    """Sum of squared errors, a scalar tensor."""
    return ((y_hat - y) ** 2).sum()


def train_step(X, y, w1, b1, learning_rate):
    """One step of gradient descent, in place, outside autograd; leaves no gradient behind.

    Returns the loss before the step, as a float.
    """
    loss = sse_loss(forward(X, w1, b1), y)
    loss.backward()
    with torch.no_grad():
        w1 -= learning_rate * w1.grad
        b1 -= learning_rate * b1.grad
        w1.grad.zero_()
        b1.grad.zero_()
    return loss.item()


def train(X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    """That many steps, in place. Returns the list of losses."""
    losses = []
    for i in range(num_iterations):
        losses.append(train_step(X, y, w1, b1, learning_rate))
    return losses
