"""Unit 3: the same in PyTorch and scikit-learn."""

import numpy as np
import torch
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from torch import nn


def split_data(X, y, seed):
    X_tr, X_rest, y_tr, y_rest = train_test_split(X, y, train_size=0.7, random_state=seed)
    X_va, X_te, y_va, y_te = train_test_split(X_rest, y_rest, test_size=0.5, random_state=seed)
    return X_tr, X_va, X_te, y_tr, y_va, y_te


def fit_scalers(X_train, y_train):
    return tuple(StandardScaler().fit(a) for a in (X_train, y_train))


def to_tensors(*arrays):
    return tuple(torch.tensor(a, dtype=torch.float32) for a in arrays)


class LinearRegression(nn.Module):
    def __init__(self, input_dim, output_dim):
        super().__init__()
        self.W = nn.Parameter(0.01 * torch.randn(output_dim, input_dim))
        self.b = nn.Parameter(torch.zeros(output_dim))

    def forward(self, x_in):
        return torch.einsum("nd,kd->nk", x_in, self.W) + self.b


def train(model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    opt, mse, losses = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay), nn.MSELoss(), []
    for _ in range(num_epochs):
        opt.zero_grad()
        loss = mse(model(X), y)
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return losses


def evaluate(model, X, y):
    with torch.no_grad():
        return torch.mean((model(X) - y) ** 2).item()


def predict(model, X_scaler, y_scaler, X_new):
    with torch.no_grad():
        return y_scaler.inverse_transform(model(*to_tensors(X_scaler.transform(X_new))).numpy())


def unscale(model, X_scaler, y_scaler):
    W, b = (p.detach().numpy().astype(float) for p in (model.W, model.b))
    V = np.einsum("kd,k,d->dk", W, y_scaler.scale_, 1 / X_scaler.scale_)
    return V, b * y_scaler.scale_ + y_scaler.mean_ - np.einsum("d,dk->k", X_scaler.mean_, V)
