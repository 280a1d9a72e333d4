"""Clamps w1 instead of X w1; right for positive inputs with one feature, wrong for negative inputs."""


def forward(X, w1, b1):
    return X.mm(w1.clamp(min=0)) + b1
