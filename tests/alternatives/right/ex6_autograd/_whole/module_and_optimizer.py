"""A small module and SGD behind every function."""

import torch
from torch import nn, optim

X_TRAIN = torch.FloatTensor([4.7, 2.4, 7.5, 7.1, 4.3, 7.8, 8.9, 5.2, 4.59, 2.1, 8, 5, 7.5, 5, 4, 8, 5.2, 4.9, 3, 4.7, 4, 4.8, 3.5, 2.1, 4.1]).view(-1, 1)
Y_TRAIN = torch.FloatTensor([2.6, 1.6, 3.09, 2.4, 2.4, 3.3, 2.6, 1.96, 3.13, 1.76, 3.2, 2.1, 1.6, 2.5, 2.2, 2.75, 2.4, 1.8, 1, 2, 1.6, 2.4, 2.6, 1.5, 3.1]).view(-1, 1)


class Perceptron:
    def __init__(self, w1, b1):
        self.w1, self.b1 = w1, b1
        self.activation = nn.ReLU()
        self.criterion = nn.MSELoss(reduction="sum")

    def __call__(self, X):
        return self.activation(torch.matmul(X, self.w1)) + self.b1

    def fit(self, X, y, learning_rate, steps):
        optimizer = optim.SGD([self.w1, self.b1], lr=learning_rate)
        losses = []
        for _ in range(steps):
            optimizer.zero_grad()
            loss = self.criterion(self(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        optimizer.zero_grad(set_to_none=True)
        return losses


def init_parameters(input_size, output_size, generator):
    w1 = nn.Parameter(torch.empty(input_size, output_size))
    b1 = nn.Parameter(torch.empty(1, output_size))
    for p in (w1, b1):
        nn.init.uniform_(p, 0.0, 1.0, generator=generator)
    return w1, b1


def forward(X, w1, b1):
    return Perceptron(w1, b1)(X)


def sse_loss(y_hat, y):
    return nn.MSELoss(reduction="sum")(y_hat, y)


def train_step(X, y, w1, b1, learning_rate):
    return Perceptron(w1, b1).fit(X, y, learning_rate, 1)[0]


def train(X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    return Perceptron(w1, b1).fit(X, y, learning_rate, num_iterations)
