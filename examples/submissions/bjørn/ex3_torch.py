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
    X_val, X_test, y_val, y_test = train_test_split(X_rest, y_rest, train_size=0.5, random_state=seed)
    return X_train, X_val, X_test, y_train, y_val, y_test


def fit_scalers(X_train, y_train):
    """Two fitted StandardScalers: X_scaler, y_scaler."""
    X_scaler = StandardScaler()
    y_scaler = StandardScaler()
    return X_scaler, y_scaler


def to_tensors(*arrays):
    """The arrays as float32 tensors of the same shapes, in a tuple."""
    # TODO: your code here
    raise NotImplementedError


class LinearRegression(nn.Module):
    """One linear layer: weight (K, D) and bias (K,)."""

    def __init__(self, input_dim, output_dim):
        super().__init__()
        self.fc1 = nn.Linear(input_dim, output_dim)

    def forward(self, x_in):
        x_out = self.fc1(x_in)


def train(model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """Full-batch training with nn.MSELoss and Adam; changes the model in place.

    losses[t] is the loss before step t. weight_decay is passed to Adam. Returns losses.
    """
    loss_fn = nn.MSELoss
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    losses = []
    for epoch in range(num_epochs):
        y_pred = model(X)
        loss = loss_fn(y_pred, y)
        loss.backward()
        optimizer.step()
    return losses


def evaluate(model, X, y):
    """MSE of the model, as a float.

    No autograd graph; parameters, gradients and training mode are left as they were.
    """
    # TODO: your code here
    raise NotImplementedError


def predict(model, X_scaler, y_scaler, X_new):
    """Predictions for raw inputs X_new (M, D) in the original units, as an array (M, 1)."""
    # TODO: your code here
    raise NotImplementedError


def unscale(model, X_scaler, y_scaler):
    """W (D, 1), b (1,) in the original units, as NumPy arrays."""
    # TODO: your code here
    raise NotImplementedError
