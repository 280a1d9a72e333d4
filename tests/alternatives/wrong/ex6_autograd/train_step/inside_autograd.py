"""Updates the leaves with -= outside no_grad, which autograd refuses with an error."""


def train_step(X, y, w1, b1, learning_rate):
    loss = sse_loss(forward(X, w1, b1), y)
    loss.backward()
    w1 -= learning_rate * w1.grad
    b1 -= learning_rate * b1.grad
    w1.grad.zero_()
    b1.grad.zero_()
    return loss.item()
