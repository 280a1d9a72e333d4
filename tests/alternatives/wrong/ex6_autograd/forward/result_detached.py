"""Computes on .data, so the values are right but no gradient reaches the parameters."""


def forward(X, w1, b1):
    return X.mm(w1.data).clamp(min=0) + b1.data
