"""A comprehension over both pairs, returned as a list."""

def update(W, b, dW, db, lr):
    return [p + (-lr) * g for p, g in ((W, dW), (b, db))]
