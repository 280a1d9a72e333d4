"""Unit 3: the same in PyTorch and scikit-learn."""

import numpy as np
import torch
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from torch import nn
from sklearn.metrics import mean_squared_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer


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
    return StandardScaler().fit(X_train), StandardScaler().fit(y_train)


def to_tensors(*arrays):
    """The arrays as float32 tensors of the same shapes, in a tuple."""
    return tuple(torch.as_tensor(a).to(torch.float32) for a in arrays)


class LinearRegression(nn.Module):
    """One linear layer: weight (K, D) and bias (K,)."""

    def __init__(self, input_dim, output_dim):
        super().__init__()
        self.fc1 = nn.Linear(in_features=input_dim, out_features=output_dim)

    def forward(self, x_in):
        return self.fc1(x_in)


def train(model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """Full-batch training with nn.MSELoss and Adam; changes the model in place.

    losses[t] is the loss before step t. weight_decay is passed to Adam. Returns losses.
    """
    loss_fn = nn.MSELoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        loss = loss_fn(model(X), y)
        losses.append(float(loss.detach()))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


def evaluate(model, X, y):
    """MSE of the model, as a float.

    No autograd graph; parameters, gradients and training mode are left as they were.
    """
    with torch.no_grad():
        y_pred = model(X)
    return mean_squared_error(y.numpy(), y_pred.numpy())


def predict(model, X_scaler, y_scaler, X_new):
    """Predictions for raw inputs X_new (M, D) in the original units, as an array (M, 1)."""
    def network(X):
        with torch.no_grad():
            return model(torch.as_tensor(X, dtype=torch.float32)).numpy()

    pipeline = make_pipeline(X_scaler, FunctionTransformer(network))
    return y_scaler.inverse_transform(pipeline.transform(X_new))


def unscale(model, X_scaler, y_scaler):
    """W (D, 1), b (1,) in the original units, as NumPy arrays."""
    # where the model cuts the axes: its value at 0, and one step along every axis
    d = X_scaler.mean_.size
    corners = np.vstack([np.zeros((1, d)), np.eye(d)])
    coef = model.fc1.weight.detach().numpy().astype(np.float64)
    intercept = model.fc1.bias.detach().numpy().astype(np.float64)
    values = y_scaler.inverse_transform(X_scaler.transform(corners) @ coef.T + intercept)
    return values[1:] - values[0], values[0]
