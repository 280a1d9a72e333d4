"""forward takes abs instead of clamping at 0 (negative X w1), and train runs one iteration too many."""

import torch


def forward(X, w1, b1):
    return torch.abs(X.mm(w1)) + b1


def train(X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    losses = []
    for _ in range(num_iterations + 1):
        losses.append(train_step(X, y, w1, b1, learning_rate))
    return losses
