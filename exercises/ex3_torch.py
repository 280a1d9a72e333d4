"""Unit 3: linear regression in PyTorch and scikit-learn.

The model is that of unit 2, and so is the loss. What was written there by hand comes from two libraries here:

    by hand, in NumPy                       from a library
    ------------------------------------    --------------------------------------------------------
    shuffle the rows, cut them in three     sklearn.model_selection.train_test_split, twice
    mean, std, (x - mean) / std             sklearn.preprocessing.StandardScaler
    W, b and X W + b                        a class made of nn.Module, with nn.Linear inside
    the formulas of dW and db               loss.backward(): autograd follows every operation back
    W - learning_rate dW                    an optimizer: torch.optim.Adam

**Tensors** are PyTorch's arrays. Models compute in float32, so data must be float32, too: a float64 tensor in a float32
model is an error.

**A layer** ``nn.Linear(D, K)`` keeps its weight the other way round than unit 2 does, one row for each output:

    forward(x) = x weight' + bias           x (N, D),  weight (K, D),  bias (K,),  forward(x) (N, K)

Both are *parameters*: tensors that their module knows by name, so that ``model.parameters()`` gives them to an
optimizer, ``model.state_dict()`` saves them and ``model.double()`` converts them.

**Autograd.** Each operation on a parameter is noted in a graph. ``loss.backward()`` walks that graph from the loss to
the parameters and *adds* the derivative of the loss by each parameter p to ``p.grad``. As it adds, ``p.grad`` must be
cleared before the next time. Where nothing is to be learned the graph is only a cost: ``with torch.no_grad():``.

**Adam** is gradient descent with a step size of its own for every parameter. With g the gradient at step t = 1, 2, ...

    g <- g + weight_decay p                 the L2 penalty: a pull towards 0
    m <- 0.9 m + 0.1 g                      a running mean of the gradients,
    v <- 0.999 v + 0.001 g^2                and of their squares; both start at 0, for which the next line makes up
    p <- p - learning_rate (m / (1 - 0.9^t)) / (sqrt(v / (1 - 0.999^t)) + 1e-8)

The first step is learning_rate long in every parameter, however large the gradient is. m and v are the optimizer's
memory: an optimizer that is made anew in every epoch has none.

Conventions: arrays are float64 and stand in columns, X (N, D) and y (N, 1). Arguments are passed by position. No
function changes its arguments, save that `train` trains the model it is given.
"""

import numpy as np
import torch
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from torch import nn


def split_data(X, y, seed):
    """Training, validation and test data: 70 %, and half of the remainder each.

    ``train_test_split(X, y, train_size=0.7, random_state=seed)`` shuffles the rows of X and y alike, cuts them in two
    and returns four arrays: X of the first part, X of the rest, y of the first part, y of the rest. A second call, with
    train_size=0.5 and the same random_state, cuts that rest in half: the first half validates, the second tests.

    Shapes: X (N, D), y (N, 1) with N >= 10; returns X_train, X_val, X_test, y_train, y_val, y_test, in this order.

    Example: N = 15 gives 10 rows to train, 2 to validate and 3 to test: 0.7 * 15 is 10.5, half of the remaining 5 is
    2.5, and both are rounded down. The same seed gives the same rows at every call.

    First hint: the second call splits what the first one left over, not X and y again.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def fit_scalers(X_train, y_train):
    """Two fitted StandardScalers, one for the inputs and one for the targets.

    ``scaler.fit(data)`` computes mean and standard deviation of each column and keeps them as ``scaler.mean_`` and
    ``scaler.scale_``. From then on

        scaler.transform(x)          =  (x - mean_) / scale_
        scaler.inverse_transform(z)  =  z scale_ + mean_

    for any x and z, of these rows or others.

    Shapes: X_train (N, D), y_train (N, 1); returns X_scaler, y_scaler.

    Example: X_train = [[1.], [3.]] and y_train = [[10.], [30.]] give an X_scaler with mean 2 and scale 1, and a
    y_scaler with mean 20 and scale 10. The X_scaler transforms [[5.]] to [[3.]].

    First hint: ``StandardScaler()`` makes a scaler that knows nothing yet; ``.fit(data)`` teaches it and returns it.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def to_tensors(*arrays):
    """A float32 tensor for each array, with the same shape and values, in a tuple.

    The star collects the arguments: in ``to_tensors(X, y)`` the name `arrays` is the tuple (X, y).

    Shapes: any number of arrays of any shape; returns a tuple of as many tensors of these shapes.

    Example: to_tensors(np.array([[1.5], [2.0]])) is (tensor([[1.5000], [2.0000]]),), a tuple of one tensor (2, 1).

    First hint: ``torch.tensor(array, dtype=torch.float32)`` does it for one array.
    """
    # YOUR CODE HERE
    raise NotImplementedError


class LinearRegression(nn.Module):
    """The model: forward(x_in) = x_in weight' + bias.

    It has exactly one weight (K, D) and one bias (K,), and the module knows both as parameters. An attribute becomes
    known when it is an ``nn.Module`` or an ``nn.Parameter`` and ``super().__init__()`` was called before it was set; a
    plain tensor stays unknown, and no optimizer would ever move it.

    Example: with D = 2, K = 1, weight [[10., 1.]] and bias [0.5], the inputs [[1., 2.], [0., 3.]] give [[12.5], [3.5]].
    """

    def __init__(self, input_dim, output_dim):
        """Make the layer, of D = `input_dim` inputs and K = `output_dim` outputs. The lesson calls it ``self.fc1``.

        How it starts is up to you; ``nn.Linear`` starts with small random numbers.

        First hint: two lines. The first is ``super().__init__()``.
        """
        # YOUR CODE HERE
        raise NotImplementedError

    def forward(self, x_in):
        """Predictions (N, K) for x_in (N, D). ``model(x_in)`` comes here.

        All of it must be left to autograd: no ``.detach()``, ``.data``, ``.numpy()`` or ``.item()`` on the way, so that
        gradients reach weight, bias and x_in. After ``model.double()`` the same lines must work on float64.

        First hint: a layer is called like a function.
        """
        # YOUR CODE HERE
        raise NotImplementedError


def train(model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    """Train `model` in place, on all the data at once, with mean squared error and Adam. Returns the losses.

    Before the loop: ``nn.MSELoss()`` and an optimizer, ``torch.optim.Adam(parameters, lr=..., weight_decay=...)``.
    In each of the `num_epochs` epochs: predict, compute the loss, clear the old gradients, ``loss.backward()``,
    ``optimizer.step()``. ``losses[t]`` is the loss *before* step t, as a float.

    Shapes: X (N, D) and y (N, 1), float32 tensors; `model` is any nn.Module from (N, D) to (N, 1). Returns a list of
    `num_epochs` floats; no epochs change nothing and return [].

    Example: a model with weight [[1.]] and bias [0.], X = [[1.], [2.]], y = [[0.], [0.]], learning_rate = 0.1, one
    epoch. It predicts 1 and 2, so losses = [2.5]. Both gradients, 5 and 3, are positive, and Adam's first step is 0.1
    long whatever their size: weight [[0.9]], bias [-0.1].

    First hint: ``loss`` is a tensor and holds the whole graph; ``loss.item()`` is the float that belongs in the list.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def evaluate(model, X, y):
    """The mean squared error of `model` on this data, one float. Nothing is learned, so no graph is built.

    The model is left exactly as it was: its parameters, their ``.grad``, and whether it is in training mode.

    Shapes: X (N, D) and y (N, 1), float32 tensors; returns one float.

    Example: a model with weight [[1.]] and bias [0.], X = [[1.], [2.]], y = [[1.], [1.]]: the predictions are 1 and 2,
    the errors 0 and 1, the MSE 0.5.

    First hint: inside ``with torch.no_grad():`` PyTorch computes without taking notes.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def predict(model, X_scaler, y_scaler, X_new):
    """Predictions in the original units, for inputs in the original units.

    The model was trained on standardized data, so the way is: standardize, predict, undo the standardization of y.

        z = X_scaler.transform(X_new)       y_new = y_scaler.inverse_transform(what the model says of z)

    Shapes: X_new (M, D), a NumPy array; returns a NumPy array (M, 1). The scalers are fitted already and stay as they
    are, and so do the model's parameters.

    Example: X_scaler with mean 10 and scale 2, y_scaler with mean 100 and scale 8, weight [[0.5]], bias [0.]. The input
    [[14.]] is 2 in standardized units, the model says 1, and that is [[108.]] in the units of y.

    First hint: the model wants a float32 tensor, the scaler a NumPy array: ``torch.tensor(...)`` there, ``.numpy()``
    back.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def unscale(model, X_scaler, y_scaler):
    """The parameters in the original units, of a `LinearRegression` that was trained on standardized X and y.

    The model says (y - y_mean) / y_scale = sum_j weight_j (x_j - X_mean_j) / X_scale_j + bias. Solved for y:

        W_j = weight_j y_scale / X_scale_j          b = bias y_scale + y_mean - sum_j W_j X_mean_j

    Shapes: the model's weight is (1, D) and its bias (1,), the scalers' ``mean_`` and ``scale_`` are (D,) and (1,);
    returns NumPy arrays W (D, 1) and b (1,). The model stays as it is.

    Example: weight [[0.5]], bias [0.], X_scaler with mean 10 and scale 2, y_scaler with mean 100 and scale 8

        W = [[0.5 * 8 / 2]] = [[2.]]        b = [0 * 8 + 100 - 2 * 10] = [80.]

    First hint: ``model.fc1.weight.detach().numpy()`` is the weight as an array, (1, D); W is a column.
    """
    # YOUR CODE HERE
    raise NotImplementedError
