"""mm, clamp, add in a chain."""

def forward(X, w1, b1):
    return X.mm(w1).clamp(min=0).add(b1)
