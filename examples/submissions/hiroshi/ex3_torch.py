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
    X_train, X_rest, y_train, y_rest = train_test_split(X, y, train_size=0.7, random_state=seed)
    # 15 % of the data each
    X_val, X_test, y_val, y_test = train_test_split(X_rest, y_rest, test_size=0.15, random_state=seed)
    return X_train, X_val, X_test, y_train, y_val, y_test


def fit_scalers(X_train, y_train):
    """Two fitted StandardScalers: X_scaler, y_scaler."""
    X_scaler = StandardScaler().fit(X_train)
    y_scaler = StandardScaler().fit(y_train)
    return X_scaler, y_scaler


def to_tensors(*arrays):
    """The arrays as float32 tensors of the same shapes, in a tuple."""
    return tuple(torch.tensor(a, dtype=torch.float32) for a in arrays)


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
    criterion = nn.MSELoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for epoch in range(num_epochs):
        loss = criterion(model(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


def evaluate(model, X, y):
    """MSE of the model, as a float.

    No autograd graph; parameters, gradients and training mode are left as they were.
    """
    with torch.no_grad():
        return nn.MSELoss()(model(X), y).item()


def predict(model, X_scaler, y_scaler, X_new):
    """Predictions for raw inputs X_new (M, D) in the original units, as an array (M, 1)."""
    X_s = torch.tensor(X_scaler.transform(X_new), dtype=torch.float32)
    return y_scaler.inverse_transform(model(X_s).detach().numpy())


def unscale(model, X_scaler, y_scaler):
    """W (D, 1), b (1,) in the original units, as NumPy arrays."""
    W = model.fc1.weight.detach().numpy().T
    b = model.fc1.bias.detach().numpy()
    W_o = W * y_scaler.scale_ / X_scaler.scale_.reshape(-1, 1)
    b_o = b * y_scaler.scale_ + y_scaler.mean_ - X_scaler.mean_ @ W_o
    return W_o, b_o
