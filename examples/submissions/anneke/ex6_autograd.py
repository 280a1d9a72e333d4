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
    return tuple(torch.rand(n, output_size, generator=generator, requires_grad=True) for n in (input_size, 1))


def forward(X, w1, b1):
    return torch.einsum("ni,io->no", X, w1).clamp_min(0) + b1


def sse_loss(y_hat, y):
    return (y_hat - y).square().sum()


def train_step(X, y, w1, b1, learning_rate):
    loss = sse_loss(forward(X, w1, b1), y)
    with torch.no_grad():
        for p, g in zip((w1, b1), torch.autograd.grad(loss, (w1, b1))):
            p -= learning_rate * g
    return loss.item()


def train(X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    return [train_step(X, y, w1, b1, learning_rate) for _ in range(num_iterations)]
