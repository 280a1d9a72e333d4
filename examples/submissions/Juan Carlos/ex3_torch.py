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
    X_train, X_resto, y_train, y_resto = train_test_split(X, y, train_size=0.7, random_state=seed)
    # la mitad de lo que queda para cada uno
    X_val, X_test, y_val, y_test = train_test_split(X_resto, y_resto, train_size=0.5, random_state=seed)
    print("tamaños:", len(X_train), len(X_val), len(X_test))
    return X_train, X_val, X_test, y_train, y_val, y_test


def fit_scalers(X_train, y_train):
    """Two fitted StandardScalers: X_scaler, y_scaler."""
    X_scaler = StandardScaler()
    X_scaler.fit(X_train)
    y_scaler = StandardScaler()
    y_scaler.fit(y_train)
    return X_scaler, y_scaler


def to_tensors(*arrays):
    """The arrays as float32 tensors of the same shapes, in a tuple."""
    tensores = []
    for arreglo in arrays:
        tensores.append(torch.FloatTensor(np.array(arreglo)))
    return tuple(tensores)


class LinearRegression(nn.Module):
    """One linear layer: weight (K, D) and bias (K,)."""

    def __init__(self, input_dim, output_dim):
        super(LinearRegression, self).__init__()
        self.capa = nn.Linear(input_dim, output_dim)

    def forward(self, x_in):
        return self.capa(x_in)


def train(model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """Full-batch training with nn.MSELoss and Adam; changes the model in place.

    losses[t] is the loss before step t. weight_decay is passed to Adam. Returns losses.
    """
    funcion_perdida = nn.MSELoss()
    optimizador = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for epoca in range(num_epochs):
        y_pred = model(X)
        perdida = funcion_perdida(y_pred, y)
        losses.append(perdida.item())
        if epoca % 20 == 0:
            print("epoca", epoca, "perdida", perdida.item())
        # siempre los tres pasos: limpiar, backward, step
        optimizador.zero_grad()
        perdida.backward()
        optimizador.step()
    return losses


def evaluate(model, X, y):
    """MSE of the model, as a float.

    No autograd graph; parameters, gradients and training mode are left as they were.
    """
    with torch.no_grad():
        y_pred = model(X)
        total = 0.0
        for i in range(len(y)):
            total = total + (y_pred[i, 0].item() - y[i, 0].item()) ** 2
    return total / len(y)


def predict(model, X_scaler, y_scaler, X_new):
    """Predictions for raw inputs X_new (M, D) in the original units, as an array (M, 1)."""
    X_estandar = X_scaler.transform(X_new)
    with torch.no_grad():
        y_estandar = model(torch.FloatTensor(X_estandar))
    return y_scaler.inverse_transform(y_estandar.numpy())


def unscale(model, X_scaler, y_scaler):
    """W (D, 1), b (1,) in the original units, as NumPy arrays."""
    d = len(X_scaler.mean_)
    W = np.zeros((d, 1))
    b = model.capa.bias[0].item() * y_scaler.scale_[0] + y_scaler.mean_[0]
    for j in range(d):
        W[j, 0] = model.capa.weight[0, j].item() * y_scaler.scale_[0] / X_scaler.scale_[j]
        b = b - W[j, 0] * X_scaler.mean_[j]
    return W, np.array([b])
