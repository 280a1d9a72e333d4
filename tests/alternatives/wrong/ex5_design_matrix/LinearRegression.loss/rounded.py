"""Rounds the loss to four digits; shows only where it is small or has more of them."""


def _loss(self, y_hat, y):
    return round(float(np.mean((y_hat - y) ** 2)), 4)


LinearRegression.loss = _loss
