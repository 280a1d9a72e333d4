"""The formula in a tuple."""

def update(W, b, dW, db, learning_rate):
    return (W - learning_rate * dW, b - learning_rate * db)
