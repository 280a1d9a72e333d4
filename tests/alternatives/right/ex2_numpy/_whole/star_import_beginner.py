"""from numpy import *, Spanish comments, everything verbose."""

from numpy import *
from numpy import float64 as decimal

ESCALA = 0.01  # tamaño de los pesos iniciales


def init_weights(input_dim: int, output_dim: int, rng):
    """Pesos al azar y sesgo cero."""
    pesos = ESCALA * rng.normal(size=(input_dim, output_dim))
    sesgo = zeros(output_dim)
    return pesos, sesgo


def predict(X, W, b):
    """Predicciones."""
    producto = dot(X, W)
    resultado = producto + b
    assert resultado.shape == (X.shape[0], W.shape[1])
    return resultado


def mse_loss(y, y_hat):
    """Error cuadrático medio."""
    n = y.shape[0]
    diferencia = y - y_hat
    cuadrado = diferencia ** 2
    suma = sum(cuadrado)
    error = suma / n
    return decimal(error)


def gradients(X, y, y_hat):
    n = len(y)
    # derivada con respecto a W
    dW = (2 / n) * sum(X * (y_hat - y), axis=0).reshape(-1, 1)
    # derivada con respecto a b
    db = (2 / n) * sum(y_hat - y, axis=0)
    return dW, db


def update(W, b, dW, db, learning_rate):
    W_nuevo = W + -learning_rate * dW
    b_nuevo = b + -learning_rate * db
    return W_nuevo, b_nuevo


def train(X, y, W, b, learning_rate, num_epochs):
    losses = []
    epoca = 0
    while epoca < num_epochs:
        y_hat = predict(X, W, b)
        losses = losses + [mse_loss(y, y_hat)]
        dW, db = gradients(X, y, y_hat)
        W, b = update(W, b, dW, db, learning_rate)
        epoca = epoca + 1
    return W, b, losses


def evaluate(X, y, W, b):
    prediccion = predict(X, W, b)
    error = mse_loss(y, prediccion)
    print("error:", error)
    return error


def unscale(W, b, X_mean, X_std, y_mean, y_std):
    W_original = zeros(W.shape)
    for j in range(len(W)):
        W_original[j] = W[j] * y_std / X_std[j]
    b_original = b * y_std + y_mean
    for j in range(len(W)):
        b_original = b_original - W_original[j] * X_mean[j]
    return W_original, b_original


def run_experiment(X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    # 1. estadísticas (solo del entrenamiento)
    X_mean = mean(X_train, axis=0)
    X_std = std(X_train, axis=0)
    y_mean = mean(y_train, axis=0)
    y_std = std(y_train, axis=0)
    # 2. escalar
    X_train = (X_train - X_mean) / X_std
    X_test = (X_test - X_mean) / X_std
    y_train = (y_train - y_mean) / y_std
    y_test = (y_test - y_mean) / y_std
    # 3. entrenar
    D = X_train.shape[1]
    W, b = init_weights(D, 1, rng)
    W, b, losses = train(X_train, y_train, W, b, learning_rate, num_epochs)
    # 4. evaluar
    train_mse = evaluate(X_train, y_train, W, b)
    test_mse = evaluate(X_test, y_test, W, b)
    # 5. volver a las unidades originales
    W, b = unscale(W, b, X_mean, X_std, y_mean, y_std)
    resultado = {"train_mse": train_mse, "test_mse": test_mse, "W": W, "b": b, "losses": losses}
    return resultado
