"""Forgets to add b1; shows for any b1 that is not 0."""


def forward(X, w1, b1):
    hidden = X.mm(w1)
    return hidden.clamp(min=0)
