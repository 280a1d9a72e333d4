"""Unit 3: the same in PyTorch and scikit-learn."""

import numpy as np
import torch
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from torch import nn


def split_data(X, y, seed):
    """Split with scikit-learn's train_test_split, twice.

    First train_size=0.7, then the remainder in half; random_state=seed both times.
    Returns X_train, X_val, X_test, y_train, y_val, y_test.
    """
    X_train, X_, y_train, y_ = train_test_split(X, y, train_size=0.7, random_state=seed)
    X_val, X_test, y_val, y_test = train_test_split(X_, y_, train_size=0.5, random_state=seed)
    return X_train, X_val, X_test, y_train, y_val, y_test


def fit_scalers(X_train, y_train):
    """Two fitted StandardScalers: X_scaler, y_scaler."""
    X_scaler = StandardScaler().fit(X_train)
    y_scaler = StandardScaler().fit(y_train)
    return X_scaler, y_scaler


def to_tensors(*arrays):
    """The arrays as float32 tensors of the same shapes, in a tuple."""
    return tuple(torch.tensor(array).float() for array in arrays)


class LinearRegression(nn.Module):
    """One linear layer: weight (K, D) and bias (K,)."""

    def __init__(self, input_dim, output_dim):
        super().__init__()
        self.fc1 = nn.Linear(input_dim, output_dim)

    def forward(self, x_in):
        return self.fc1(x_in)


def train(model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """Full-batch training with nn.MSELoss and Adam; changes the model in place.

    losses[t] is the loss before step t. weight_decay is passed to Adam. Returns losses.
    """
    loss_fn = nn.MSELoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for epoch in range(num_epochs):
        optimizer.zero_grad()
        loss = loss_fn(model(X), y)
        loss.backward()
        losses.append(loss.item())
        optimizer.step()
    return losses


def evaluate(model, X, y):
    """MSE of the model, as a float.

    No autograd graph; parameters, gradients and training mode are left as they were.
    """
    y_pred = model(X)
    return nn.MSELoss()(y_pred, y)


def predict(model, X_scaler, y_scaler, X_new):
    """Predictions for raw inputs X_new (M, D) in the original units, as an array (M, 1)."""
    X_scaled = X_scaler.transform(X_new)
    with torch.no_grad():
        y_scaled = model(torch.tensor(X_scaled).float())
    return y_scaler.inverse_transform(y_scaled.numpy())


def unscale(model, X_scaler, y_scaler):
    """W (D, 1), b (1,) in the original units, as NumPy arrays."""
    W = model.fc1.weight.detach().numpy().reshape(-1, 1)
    b = model.fc1.bias.detach().numpy()
    W_orig = W * y_scaler.scale_ / X_scaler.scale_.reshape(-1, 1)
    b_orig = y_scaler.mean_ + b * y_scaler.scale_ - (W_orig * X_scaler.mean_.reshape(-1, 1)).sum(axis=0)
    return W_orig, b_orig
