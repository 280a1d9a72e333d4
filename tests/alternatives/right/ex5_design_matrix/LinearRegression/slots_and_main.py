"""The lesson's `main`, with fit as another name for it; slots; constants in German."""

import numpy as np

_SLOTS_AND_MAIN_LERNRATE = 0.01
_SLOTS_AND_MAIN_SCHRITTE = 10_000


class LinearRegression:
    __slots__ = ("lernrate", "schritte", "losses")

    def __init__(
        self,
        learning_rate: float = _SLOTS_AND_MAIN_LERNRATE,
        total_iterations: int = _SLOTS_AND_MAIN_SCHRITTE,
    ) -> None:
        self.lernrate = learning_rate
        self.schritte = total_iterations

    def y_hat(self, X, W):
        # Vorhersage
        return sum(W[i, 0] * X[i : i + 1, :] for i in range(len(W)))

    def loss(self, y_hat, y):
        # mittlerer quadratischer Fehler
        abweichung = (y_hat - y).ravel()
        return np.dot(abweichung, abweichung) / len(abweichung)

    def gradient_descent(self, W, X, y, y_hat):
        ableitung = 2 / y.shape[1] * X @ (y_hat - y).T
        return W - self.lernrate * ableitung

    def main(self, X, y):
        X = add_intercept(X)
        W = np.zeros((X.shape[0], 1))
        self.losses = []
        schritt = 0
        while schritt < self.schritte:
            vorhersage = self.y_hat(X, W)
            self.losses.append(self.loss(vorhersage, y))
            W = self.gradient_descent(W, X, y, vorhersage)
            schritt += 1
        return W

    fit = main
