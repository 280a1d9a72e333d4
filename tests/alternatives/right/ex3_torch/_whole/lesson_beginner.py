"""The lesson's own style: prints, comments, redundant names."""

# imports
import numpy as np
import torch
import torch.nn as nn
from torch.optim import Adam
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

TRAIN_SIZE = 0.7


def split_data(X, y, seed):
    """Split the data"""
    X_train, X_, y_train, y_ = train_test_split(X, y, train_size=TRAIN_SIZE, random_state=seed)
    X_val, X_test, y_val, y_test = train_test_split(X_, y_, train_size=0.5, random_state=seed)
    print(f"train: {len(X_train)}")
    print(f"val: {len(X_val)}")
    print(f"test: {len(X_test)}")
    return X_train, X_val, X_test, y_train, y_val, y_test


def fit_scalers(X_train, y_train):
    """Fit the scalers"""
    X_scaler = StandardScaler().fit(X_train)
    y_scaler = StandardScaler().fit(y_train)
    return X_scaler, y_scaler


def to_tensors(*arrays):
    """Arrays to tensors"""
    result = []
    for i in range(len(arrays)):
        tensor = torch.Tensor(arrays[i])
        result.append(tensor)
    result = tuple(result)
    return result


class LinearRegression(nn.Module):
    def __init__(self, input_dim, output_dim):
        super(LinearRegression, self).__init__()
        self.fc1 = nn.Linear(input_dim, output_dim)

    def forward(self, x_in):
        y_pred = self.fc1(x_in)
        return y_pred


def train(model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    loss_fn = nn.MSELoss()
    optimizer = Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    all_losses = []
    for epoch in range(num_epochs):
        # Forward pass
        y_pred = model(X)
        # Loss
        loss = loss_fn(y_pred, y)
        # Zero all gradients
        optimizer.zero_grad()
        # Backward pass
        loss.backward()
        # Update weights
        optimizer.step()
        all_losses.append(loss.item())
    return all_losses


def evaluate(model, X, y):
    loss_fn = nn.MSELoss()
    with torch.no_grad():
        y_pred = model(X)
        error = loss_fn(y_pred, y)
    error = error.item()
    print("error", round(error, 2))
    return error


def predict(model, X_scaler, y_scaler, X_new):
    X_infer = X_scaler.transform(X_new)
    X_infer = torch.Tensor(X_infer)
    pred_infer = model(X_infer).detach().numpy()
    pred_infer = pred_infer * np.sqrt(y_scaler.var_) + y_scaler.mean_
    return pred_infer


def unscale(model, X_scaler, y_scaler):
    W = model.fc1.weight.data.numpy()[0]
    b = model.fc1.bias.data.numpy()[0]
    W_unscaled = []
    for i in range(len(W)):
        W_unscaled.append(W[i] * (y_scaler.scale_[0] / X_scaler.scale_[i]))
    W_unscaled = np.array(W_unscaled).reshape(-1, 1)
    b_unscaled = b * y_scaler.scale_ + y_scaler.mean_
    for i in range(len(W)):
        b_unscaled = b_unscaled - W_unscaled[i] * X_scaler.mean_[i]
    return W_unscaled, b_unscaled
