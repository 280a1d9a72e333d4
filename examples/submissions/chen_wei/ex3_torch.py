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
    X_val, X_test, y_val, y_test = train_test_split(X_rest, y_rest, test_size=0.5, random_state=seed)
    return X_train, X_val, X_test, y_train, y_val, y_test


def fit_scalers(X_train, y_train):
    """Two fitted StandardScalers: X_scaler, y_scaler."""
    X_scaler, y_scaler = StandardScaler(), StandardScaler()
    X_scaler.fit(X_train)
    y_scaler.fit(y_train)
    return X_scaler, y_scaler


def to_tensors(*arrays):
    """The arrays as float32 tensors of the same shapes, in a tuple."""
    return tuple([torch.tensor(a, dtype=torch.float32) for a in arrays])


class LinearRegression(nn.Module):
    """One linear layer: weight (K, D) and bias (K,)."""

    def __init__(self, input_dim, output_dim):
        super().__init__()
        self.fc1 = nn.Linear(input_dim, 1)

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
        y_pred = model(X)
        loss = loss_fn(y_pred, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def evaluate(model, X, y):
    """MSE of the model, as a float.

    No autograd graph; parameters, gradients and training mode are left as they were.
    """
    with torch.no_grad():
        y_pred = model(X)
        loss = ((y_pred - y) ** 2).mean()
    return float(loss)


def predict(model, X_scaler, y_scaler, X_new):
    """Predictions for raw inputs X_new (M, D) in the original units, as an array (M, 1)."""
    X_scaled = torch.tensor(X_scaler.transform(X_new), dtype=torch.float32)
    with torch.no_grad():
        y_scaled = model(X_scaled).numpy()
    y_new = y_scaler.inverse_transform(y_scaled)
    return y_new.flatten()


def unscale(model, X_scaler, y_scaler):
    """W (D, 1), b (1,) in the original units, as NumPy arrays."""
    w = model.fc1.weight.item() * y_scaler.scale_[0] / X_scaler.scale_[0]
    b = model.fc1.bias.item() * y_scaler.scale_[0] + y_scaler.mean_[0] - w * X_scaler.mean_[0]
    return np.array([[w]]), np.array([b])
