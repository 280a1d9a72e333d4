"""Uses scikit-learn's Ridge with its intercept, which centers X and y; shows wherever they are not centered."""

from sklearn.linear_model import Ridge


def solve_ridge(X, y, lam):
    model = Ridge(alpha=lam)
    model.fit(X, y)
    return model.coef_.reshape(-1, 1)
