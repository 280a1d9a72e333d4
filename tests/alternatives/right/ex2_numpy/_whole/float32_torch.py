"""Every function goes through float32 tensors."""

import torch


def t(a):
    return torch.tensor(a, dtype=torch.float32)


def init_weights(input_dim, output_dim, rng):
    return (t(rng.standard_normal((input_dim, output_dim))) * 0.01).numpy(), torch.zeros(output_dim).numpy()


def predict(X, W, b):
    return (t(X) @ t(W) + t(b)).numpy()


def mse_loss(y, y_hat):
    return (t(y) - t(y_hat)).square().sum().div(len(y))


def gradients(X, y, y_hat):
    e = t(y_hat) - t(y)
    return (t(X).T @ e * 2 / len(e)).numpy(), (e.sum(0) * 2 / len(e)).numpy()


def update(W, b, dW, db, learning_rate):
    return [t(W).sub(t(dW), alpha=learning_rate).numpy(), t(b).sub(t(db), alpha=learning_rate).numpy()]


def train(X, y, W, b, learning_rate, num_epochs):
    X, y = t(X), t(y)
    layer = torch.nn.Linear(X.shape[1], 1)
    layer.weight.data, layer.bias.data = t(W.T), t(b)
    losses = []
    for _ in range(num_epochs):
        layer.zero_grad()
        loss = torch.nn.functional.mse_loss(layer(X), y)
        loss.backward()
        for p in layer.parameters():
            p.data -= learning_rate * p.grad
        losses.append(float(loss))
    return layer.weight.detach().numpy().T, layer.bias.detach().numpy(), losses


def evaluate(X, y, W, b):
    return float(mse_loss(y, predict(X, W, b)))


def unscale(W, b, X_mean, X_std, y_mean, y_std):
    W, b, X_mean, X_std, y_mean, y_std = map(t, (W, b, X_mean, X_std, y_mean, y_std))
    W = W / X_std.unsqueeze(1) * y_std
    return W.numpy(), (y_mean + y_std * b - X_mean @ W).numpy()


def run_experiment(X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    X_std, X_mean = torch.std_mean(t(X_train), dim=0, unbiased=False)
    y_std, y_mean = torch.std_mean(t(y_train), dim=0, unbiased=False)
    A, B = ((t(a) - X_mean) / X_std for a in (X_train, X_test))
    c, d = ((t(a) - y_mean) / y_std for a in (y_train, y_test))
    A, B, c, d = A.numpy(), B.numpy(), c.numpy(), d.numpy()
    W, b, losses = train(A, c, *init_weights(A.shape[1], 1, rng), learning_rate, num_epochs)
    stats = (s.numpy() for s in (X_mean, X_std, y_mean, y_std))
    W_raw, b_raw = unscale(W, b, *stats)
    return {
        "losses": losses,
        "train_mse": evaluate(A, c, W, b),
        "test_mse": evaluate(B, d, W, b),
        "W": W_raw,
        "b": b_raw,
    }
