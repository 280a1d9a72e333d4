"""Unit 1: generate the data, split it, standardize it."""

import numpy as np
import pandas as pd


def generate_data(num_samples, rng):
    """Make the lesson's data: a line with uniform noise.

    X (N, 1) holds 0, 1, ..., N-1 as floats; y (N, 1) is 3.5 X + noise, the noise drawn
    uniformly from [-10, 20) with one call of rng.uniform. Returns X, y.
    """
    # primero el ruido, todo de una vez
    ruido = rng.uniform(-10, 20, num_samples)
    lista_x = []
    lista_y = []
    for i in range(num_samples):
        lista_x.append([float(i)])
        lista_y.append([3.5 * i + ruido[i]])
    print("datos generados:", num_samples)
    # reshape por si acaso num_samples es muy pequeño
    return np.array(lista_x, dtype=float).reshape(-1, 1), np.array(lista_y, dtype=float).reshape(-1, 1)


def to_dataframe(X, y):
    """Put X (N, 1) and y (N, 1) into a DataFrame with the columns "X" and "y"."""
    columna_x = []
    columna_y = []
    for i in range(len(X)):
        columna_x.append(X[i][0])
        columna_y.append(y[i][0])
    tabla = pd.DataFrame({"X": columna_x, "y": columna_y})
    print(tabla.head())
    return tabla


def split_data(X, y, train_size, val_size, rng):
    """Shuffle the rows of X and y together and cut them into three parts.

    The first int(train_size N) rows train, those up to int((train_size + val_size) N) validate,
    the rest test. Returns X_train, X_val, X_test, y_train, y_val, y_test.
    """
    n = len(X)
    # barajo los indices, no los datos, para que cada x siga con su y
    indices = []
    for i in range(n):
        indices.append(i)
    rng.shuffle(indices)

    fin_train = int(train_size * n)
    fin_val = int((train_size + val_size) * n)
    i_train = indices[:fin_train]
    i_val = indices[fin_train:fin_val]
    i_test = indices[fin_val:]
    print("train", len(i_train), "val", len(i_val), "test", len(i_test))
    # (si la lista esta vacia numpy no sabe que son enteros)
    i_train = np.array(i_train, dtype=int)
    i_val = np.array(i_val, dtype=int)
    i_test = np.array(i_test, dtype=int)
    return X[i_train], X[i_val], X[i_test], y[i_train], y[i_val], y[i_test]


def fit_scaler(X):
    """Mean and population standard deviation (ddof 0) of each feature, both (D,)."""
    n, d = X.shape
    media = np.zeros(d)
    desviacion = np.zeros(d)
    for j in range(d):
        suma = 0.0
        for i in range(n):
            suma = suma + X[i, j]
        media[j] = suma / n
        suma2 = 0.0
        for i in range(n):
            suma2 = suma2 + (X[i, j] - media[j]) ** 2
        desviacion[j] = (suma2 / n) ** 0.5
    return media, desviacion


def standardize(data, mean, std):
    """(data - mean) / std; where std is 0, divide by 1 instead."""
    resultado = np.zeros(data.shape)
    for j in range(data.shape[1]):
        s = std[j]
        if s == 0:
            print("cuidado: la columna", j, "es constante")
            s = 1.0
        for i in range(data.shape[0]):
            resultado[i, j] = (data[i, j] - mean[j]) / s
    return resultado


# pruebas mias
if __name__ == "__main__":
    rng = np.random.default_rng(0)
    X, y = generate_data(10, rng)
    to_dataframe(X, y)
    partes = split_data(X, y, 0.7, 0.15, rng)
    m, s = fit_scaler(partes[0])
    print("media", m, "desviacion", s)
    print(standardize(partes[0], m, s))
