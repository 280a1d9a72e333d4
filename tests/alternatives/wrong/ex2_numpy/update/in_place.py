"""Uses -=, so the caller's W and b are changed instead of new arrays made; the values are right."""


def update(W, b, dW, db, learning_rate):
    W -= learning_rate * dW
    b -= learning_rate * db
    return W, b
