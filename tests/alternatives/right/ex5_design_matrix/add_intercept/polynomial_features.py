"""scikit-learn's PolynomialFeatures of degree 1."""

from sklearn.preprocessing import PolynomialFeatures


def add_intercept(X):
    examples_in_rows = X.T
    return PolynomialFeatures(degree=1).fit_transform(examples_in_rows).T
