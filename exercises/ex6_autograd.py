"""Unit 6: a perceptron on raw tensors, its gradients by autograd.

A *perceptron* multiplies its inputs by weights, cuts off what is negative, and adds a bias:

    h = X w1                            X (N, in),  w1 (in, out),  h (N, out)
    y_hat = max(h, 0) + b1              b1 (1, out),  y_hat (N, out)

The cut is called ReLU. It lets the slope through where h > 0 and stops it where h < 0. How wrong the model is, the sum
of squared errors (SSE) tells:

    L = sum over all entries of (y_hat - y)^2

**Autograd.** No derivative is written down in this unit. A tensor with ``requires_grad=True`` is a *leaf* of a graph:
PyTorch notes every operation on it, and ``loss.backward()`` walks from the loss back through the graph by the chain
rule, and *adds* the derivatives to ``w1.grad`` and ``b1.grad``. (With e = y_hat - y it finds dL/db1 = 2 sum e, and
dL/dw1 = 2 X' (e where h > 0, else 0). You may check it by hand, once.)

One step of gradient descent moves the parameters a little against their gradients:

    w1 <- w1 - learning_rate w1.grad            b1 <- b1 - learning_rate b1.grad

Three things go wrong where tensors are raw:

- The update is no part of the model. Do it under ``torch.no_grad()``, else autograd would note it, too, and refuses.
- It must happen *in place* (``w1 -= ...``, ``w1.copy_(...)``, ``w1.data = ...``): whoever passed w1 holds the same
  tensor, and sees it change. ``w1 = w1 - ...`` only binds the name to a new tensor, and the caller's stays as it was.
- As backward *adds*, a gradient that is left over spoils the next one. Leave None or zeros behind.

Trained on the 25 points below, from any start, this perceptron finds the least-squares line 0.1751 x + 1.4045, with an
SSE of 6.1199: all x are positive, and so is w1, so nothing is ever cut off.

Conventions: tensors are float32. Arguments are passed by position. Only `train_step` and `train` change arguments: w1
and b1, in place.
"""

import torch

# 25 points that one line fits fairly well.
X_TRAIN = torch.tensor(
    [
        [4.7, 2.4, 7.5, 7.1, 4.3],
        [7.8, 8.9, 5.2, 4.59, 2.1],
        [8.0, 5.0, 7.5, 5.0, 4.0],
        [8.0, 5.2, 4.9, 3.0, 4.7],
        [4.0, 4.8, 3.5, 2.1, 4.1],
    ]
).reshape(-1, 1)
Y_TRAIN = torch.tensor(
    [
        [2.6, 1.6, 3.09, 2.4, 2.4],
        [3.3, 2.6, 1.96, 3.13, 1.76],
        [3.2, 2.1, 1.6, 2.5, 2.2],
        [2.75, 2.4, 1.8, 1.0, 2.0],
        [1.6, 2.4, 2.6, 1.5, 3.1],
    ]
).reshape(-1, 1)


def init_parameters(input_size, output_size, generator):
    """Parameters to start from: uniform random numbers in [0, 1), which autograd is to follow.

    `generator` is a ``torch.Generator``. w1 is drawn first, then b1. Both are leaves with ``requires_grad=True``: made
    so directly, and not computed from another tensor that requires grad.

    Shapes: w1 (input_size, output_size), b1 (1, output_size).

    Example: sizes 2 and 1, with a generator whose next numbers are 0.4963, 0.7682 and 0.0885

        w1 = [[0.4963], [0.7682]]               b1 = [[0.0885]]

    First hint: ``torch.rand(rows, columns, generator=...)`` draws; it takes ``requires_grad=True``, too.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def forward(X, w1, b1):
    """The perceptron: y_hat = max(X w1, 0) + b1. The cut comes before the bias, so y_hat itself may be negative.

    The answer must be differentiable: use tensor operations all the way, no ``.item()``, ``.data`` or ``.detach()``.

    Shapes: X (N, in), w1 (in, out), b1 (1, out); returns (N, out).

    Example: X = [[2.], [-1.]], w1 = [[3.]], b1 = [[0.5]]

        X w1 = [[6.], [-3.]],   cut: [[6.], [0.]],   y_hat = [[6.5], [0.5]]

    First hint: ``X.mm(w1)`` is the product; a tensor's ``clamp(min=...)`` cuts it.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def sse_loss(y_hat, y):
    """The sum of squared errors, a scalar tensor: L = sum of (y_hat - y)^2. A sum, not a mean.

    The answer must be differentiable: a tensor of shape () that still has its graph, no float.

    Shapes: y_hat (N, out), y (N, out); returns ().

    Example: y_hat = [[6.5], [0.5]] and y = [[6.], [2.]] have errors 0.5 and -1.5, so the loss is 0.25 + 2.25 = 2.5, and
    its derivatives by y_hat are twice the errors, [[1.], [-3.]].

    First hint: square first, then sum.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def train_step(X, y, w1, b1, learning_rate):
    """One step of gradient descent on all the data, in place. Returns the loss *before* the step, a float.

    1. Predict, compute the loss, ``backward()``.
    2. Outside autograd: w1 <- w1 - learning_rate w1.grad and b1 <- b1 - learning_rate b1.grad, in place.
    3. Leave no gradient behind: None or zeros. (There is none when you start.)

    Shapes: X (N, in), y (N, out), w1 (in, out), b1 (1, out); returns one float.

    Example: X = [[2.], [-1.]], y = [[6.], [2.]], w1 = [[3.]], b1 = [[0.5]], learning_rate = 0.1. The errors are 0.5 and
    -1.5, the loss is 2.5. The second row was cut, so it has no say in w1:

        w1.grad = [[2 * 2 * 0.5]] = [[2.]]      b1.grad = [[2 * (0.5 - 1.5)]] = [[-2.]]
        w1 = [[2.8]]                            b1 = [[0.7]]

    First hint: ``with torch.no_grad():`` and, inside, ``w1 -= ...``.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def train(X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    """`num_iterations` steps, in place. Returns their losses: a list of floats, ``losses[t]`` from before step t.

    Shapes: X (N, in), y (N, out), w1 (in, out), b1 (1, out); returns num_iterations floats.

    Example: the data of `train_step` and two iterations: the losses are 2.5, and then that of w1 = [[2.8]] and b1 =
    [[0.7]]. These predict 6.3 and 0.7, so the errors are 0.3 and -1.3, and the loss is 0.09 + 1.69 = 1.78.

    First hint: a loop, and one call in it. As `train_step` works in place, there is nothing to pass on.
    """
    # YOUR CODE HERE
    raise NotImplementedError
