"""A callable class behind every name."""

import numpy as np


class _Model:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def __call__(self, X):
        return np.matmul(X, self.W) + self.b

    def step(self, dW, db, learning_rate):
        return _Model(self.W - learning_rate * dW, self.b - learning_rate * db)


class _MeanSquaredError:
    def __call__(self, y, y_hat):
        return np.sum(np.square(np.subtract(y_hat, y))).item() / len(y)

    def gradients(self, X, y, y_hat):
        signal = 2.0 * (y_hat - y) / len(y)
        return X.transpose() @ signal, signal.sum(axis=0)


class _Standard:
    def __init__(self, a):
        self.mean, self.std = a.mean(axis=0), a.std(axis=0)

    def forward(self, a):
        return (a - self.mean) / self.std


class _Initializer:
    scale = 0.01

    def __call__(self, input_dim, output_dim, rng):
        return self.scale * rng.standard_normal((input_dim, output_dim)), np.zeros(output_dim)


mse_loss = _MeanSquaredError()
gradients = mse_loss.gradients
init_weights = _Initializer()


def predict(X, W, b):
    return _Model(W, b)(X)


def update(W, b, dW, db, learning_rate):
    new = _Model(W, b).step(dW, db, learning_rate)
    return new.W, new.b


def train(X, y, W, b, learning_rate, num_epochs):
    model, losses = _Model(W, b), []
    for _ in range(num_epochs):
        y_hat = model(X)
        losses.append(mse_loss(y, y_hat))
        model = model.step(*mse_loss.gradients(X, y, y_hat), learning_rate)
    return model.W, model.b, losses


def evaluate(X, y, W, b):
    return mse_loss(y, _Model(W, b)(X))


def unscale(W, b, X_mean, X_std, y_mean, y_std):
    new_W = np.divide(W, X_std[:, np.newaxis]) * y_std
    return new_W, b * y_std + y_mean - (X_mean[:, np.newaxis] * new_W).sum(axis=0)


def run_experiment(X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    X_scale, y_scale = _Standard(X_train), _Standard(y_train)
    A, t = X_scale.forward(X_train), y_scale.forward(y_train)
    W, b = init_weights(X_train.shape[1], 1, rng)
    W, b, losses = train(A, t, W, b, learning_rate, num_epochs)
    report = {"losses": losses, "train_mse": evaluate(A, t, W, b)}
    report["test_mse"] = evaluate(X_scale.forward(X_test), y_scale.forward(y_test), W, b)
    report["W"], report["b"] = unscale(W, b, X_scale.mean, X_scale.std, y_scale.mean, y_scale.std)
    return report
