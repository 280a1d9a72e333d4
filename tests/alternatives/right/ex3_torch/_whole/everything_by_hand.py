"""Own parameters, own Adam, own statistics where possible; comments in German."""

import math

import numpy as np
import torch
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

# Konstanten für Adam
BETA_1 = 0.9
BETA_2 = 0.999
EPSILON = 1e-8


def split_data(X, y, seed):
    # zuerst die Zeilennummern teilen, dann die Daten
    nummern = list(range(X.shape[0]))
    train_nr, rest = train_test_split(nummern, train_size=0.7, random_state=seed)
    val_nr, test_nr = train_test_split(rest, train_size=0.5, random_state=seed)
    return X[train_nr], X[val_nr], X[test_nr], y[train_nr], y[val_nr], y[test_nr]


def fit_scalers(X_train, y_train):
    X_scaler, y_scaler = StandardScaler(), StandardScaler()
    for skalierer, daten in zip((X_scaler, y_scaler), (X_train, y_train)):
        skalierer.fit(daten)
    return X_scaler, y_scaler


def to_tensors(*arrays):
    return tuple(torch.from_numpy(np.array(a, dtype="float32")) for a in arrays)


class LinearRegression(torch.nn.Module):
    def __init__(self, eingaenge, ausgaenge):
        super().__init__()
        grenze = 1 / math.sqrt(eingaenge)
        self.gewicht = torch.nn.Parameter(torch.empty(ausgaenge, eingaenge).uniform_(-grenze, grenze))
        self.achse = torch.nn.Parameter(torch.empty(ausgaenge).uniform_(-grenze, grenze))

    def forward(self, x_in):
        return torch.addmm(self.achse, x_in, self.gewicht.t())


def train(model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    zustand = {}
    verluste = []
    for schritt in range(1, num_epochs + 1):
        model.zero_grad()
        verlust = torch.nn.MSELoss()(model(X), y)
        verlust.backward()
        verluste.append(verlust.item())
        for p in model.parameters():
            if p.grad is None:
                continue
            g = p.grad.data + weight_decay * p.data
            m, v = zustand.get(p, (0.0, 0.0))
            m = BETA_1 * m + (1 - BETA_1) * g
            v = BETA_2 * v + (1 - BETA_2) * g**2
            zustand[p] = (m, v)
            # Korrektur des Anfangs
            nenner = (v / (1 - BETA_2**schritt)).sqrt() + EPSILON
            p.data = p.data - learning_rate * (m / (1 - BETA_1**schritt)) / nenner
    return verluste


def evaluate(model, X, y):
    with torch.no_grad():
        fehler = (model(X) - y).flatten()
        return torch.dot(fehler, fehler).item() / len(fehler)


def predict(model, X_scaler, y_scaler, X_new):
    with torch.no_grad():
        z = model(torch.tensor((X_new - X_scaler.mean_) / X_scaler.scale_, dtype=torch.float32))
    return z.numpy() * y_scaler.scale_ + y_scaler.mean_


def unscale(model, X_scaler, y_scaler):
    W = model.gewicht.detach().numpy().astype(float).T
    b = model.achse.detach().numpy().astype(float)
    W = W * y_scaler.scale_ / X_scaler.scale_[:, np.newaxis]
    b = y_scaler.mean_ + y_scaler.scale_ * b - np.matmul(X_scaler.mean_, W)
    return W, b
