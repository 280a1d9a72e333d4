"""X.dot(W)."""

def predict(X, W, b):
    scores = X.dot(W)
    scores = scores + b
    return scores
