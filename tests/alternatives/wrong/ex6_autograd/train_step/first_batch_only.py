"""Looks at the first 32 rows; shows only where there are more."""


def train_step(X, y, w1, b1, learning_rate):
    loss = sse_loss(forward(X[:32], w1, b1), y[:32])
    loss.backward()
    with torch.no_grad():
        w1 -= learning_rate * w1.grad
        b1 -= learning_rate * b1.grad
    w1.grad = b1.grad = None
    return loss.item()
