"""Unit 3: the same in PyTorch and scikit-learn."""

import numpy as np
import torch
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from torch import nn
import torch.nn.functional as F


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
    return StandardScaler().fit(X_train), StandardScaler().fit(y_train)


def to_tensors(*arrays):
    """The arrays as float32 tensors of the same shapes, in a tuple."""
    return tuple(torch.from_numpy(np.array(a, dtype=np.float32)) for a in arrays)


class LinearRegression(nn.Module):
    """One linear layer: weight (K, D) and bias (K,)."""

    def __init__(self, input_dim, output_dim):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(output_dim, input_dim))
        self.bias = nn.Parameter(torch.zeros(output_dim))
        nn.init.xavier_uniform_(self.weight)

    def forward(self, x_in):
        return F.linear(x_in, self.weight, self.bias)


def train(model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """Full-batch training with nn.MSELoss and Adam; changes the model in place.

    losses[t] is the loss before step t. weight_decay is passed to Adam. Returns losses.
    """
    criterion = nn.MSELoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)

    def closure():
        optimizer.zero_grad(set_to_none=True)
        loss = criterion(model(X), y)
        loss.backward()
        return loss

    # with a closure, step() hands back the loss from before the step
    return [optimizer.step(closure).item() for _ in range(num_epochs)]


def evaluate(model, X, y):
    """MSE of the model, as a float.

    No autograd graph; parameters, gradients and training mode are left as they were.
    """
    was_training = model.training
    model.eval()
    with torch.inference_mode():
        loss = F.mse_loss(model(X), y).item()
    model.train(was_training)
    return loss


def predict(model, X_scaler, y_scaler, X_new):
    """Predictions for raw inputs X_new (M, D) in the original units, as an array (M, 1)."""
    (x,) = to_tensors(X_scaler.transform(X_new))
    with torch.inference_mode():
        y_hat = model(x)
    return y_hat.numpy() * y_scaler.scale_ + y_scaler.mean_


def unscale(model, X_scaler, y_scaler):
    """W (D, 1), b (1,) in the original units, as NumPy arrays."""
    with torch.no_grad():
        W = model.weight.T.numpy() * y_scaler.scale_ / X_scaler.scale_[:, None]
        b = y_scaler.mean_ + model.bias.numpy() * y_scaler.scale_ - X_scaler.mean_ @ W
    return W, b
