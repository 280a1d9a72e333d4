"""Returns the loss tensor, which still requires grad, instead of a float."""


def train_step(X, y, w1, b1, learning_rate):
    loss = sse_loss(forward(X, w1, b1), y)
    loss.backward()
    w1.data -= learning_rate * w1.grad
    b1.data -= learning_rate * b1.grad
    w1.grad = None
    b1.grad = None
    return loss
