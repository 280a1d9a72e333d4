"""Nothing but loops and lists until the last line of each function."""

import numpy as np
import pandas as pd


def generate_data(num_samples, rng):
    noise = rng.uniform(-10, 20, num_samples)
    X = []
    y = []
    for i in range(num_samples):
        X.append([float(i)])
        y.append([3.5 * i + float(noise[i])])
    return np.array(X), np.array(y)


def to_dataframe(X, y):
    data = {"X": [], "y": []}
    for i in range(len(X)):
        data["X"].append(float(X[i, 0]))
        data["y"].append(float(y[i, 0]))
    return pd.DataFrame(data)


def split_data(X, y, train_size, val_size, rng):
    pairs = []
    for i in range(len(X)):
        pairs.append((X[i].tolist(), y[i].tolist()))
    rng.shuffle(order := list(range(len(pairs))))
    pairs = [pairs[i] for i in order]
    end_train = int(train_size * len(pairs))
    end_val = int((train_size + val_size) * len(pairs))
    answer = []
    for side in (0, 1):
        width = X.shape[1] if side == 0 else y.shape[1]
        for start, stop in ((0, end_train), (end_train, end_val), (end_val, len(pairs))):
            part = np.empty((stop - start, width))
            for k in range(start, stop):
                for j in range(width):
                    part[k - start, j] = pairs[k][side][j]
            answer.append(part)
    return tuple(answer)


def fit_scaler(X):
    rows, cols = X.shape
    mean, std = np.empty(cols), np.empty(cols)
    for j in range(cols):
        s = 0.0
        for i in range(rows):
            s += X[i, j]
        mean[j] = s / rows
        s = 0.0
        for i in range(rows):
            s += (X[i, j] - mean[j]) * (X[i, j] - mean[j])
        std[j] = (s / rows) ** 0.5
    return mean, std


def standardize(data, mean, std):
    out = np.empty(data.shape)
    for i, row in enumerate(data):
        for j, value in enumerate(row):
            out[i, j] = (value - mean[j]) / (std[j] if std[j] != 0 else 1)
    return out
