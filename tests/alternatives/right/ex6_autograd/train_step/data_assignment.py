"""w1.data assigned anew, grad set to None."""

def train_step(X, y, w1, b1, learning_rate):
    loss = sse_loss(forward(X, w1, b1), y)
    loss.backward()
    w1.data = w1.data - learning_rate * w1.grad.data
    b1.data = b1.data - learning_rate * b1.grad.data
    w1.grad = None
    b1.grad = None
    return float(loss)
