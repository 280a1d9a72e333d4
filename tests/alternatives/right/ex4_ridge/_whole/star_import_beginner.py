"""from numpy import *, type hints, docstrings, own asserts."""

from numpy import *
from numpy.linalg import inv


def ridge_loss(X: ndarray, y: ndarray, W: ndarray, lam: float) -> float:
    """The loss of ridge regression."""
    y_hat = dot(X, W)
    error = y_hat - y
    first_part = (1 / 2) * sum(error**2)
    second_part = (lam / 2) * dot(W.T, W)[0][0]
    loss = first_part + second_part
    assert loss >= 0 or isnan(loss)
    return loss


def ridge_gradient(X: ndarray, y: ndarray, W: ndarray, lam: float) -> ndarray:
    """The gradient."""
    y_hat = dot(X, W)
    error = y_hat - y
    gradient = dot(transpose(X), error) + lam * W
    assert gradient.shape == W.shape
    return gradient


def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    """Gradient descent."""
    all_losses = []
    current_W = W
    for epoch in range(1, num_epochs + 1):
        loss = ridge_loss(X, y, current_W, lam)
        all_losses.append(loss)
        gradient = ridge_gradient(X, y, current_W, lam)
        step = learning_rate * gradient
        current_W = current_W - step
    final_W = current_W
    return final_W, all_losses


def solve_ridge(X, y, lam):
    """The formula of the lecture."""
    number_of_features = X.shape[1]
    matrix_to_invert = dot(X.T, X) + lam * identity(number_of_features)
    inverse = inv(matrix_to_invert)
    W = dot(dot(inverse, X.T), y)
    return W


def elastic_net_penalty(W, l1, l2):
    lasso_part = l1 * sum(absolute(W))
    ridge_part = l2 / 2 * sum(W**2)
    return lasso_part + ridge_part


def elastic_net_subgradient(W, l1, l2):
    lasso_part = l1 * sign(W)
    ridge_part = l2 * W
    return add(lasso_part, ridge_part)
