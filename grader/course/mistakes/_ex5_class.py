"""What learners get wrong in gradient_descent and fit."""

from __future__ import annotations

import numpy as np

from grader.mistakes import mistake

# ---- gradient_descent


@mistake("LinearRegression.gradient_descent", hint="The gradient points uphill: subtract it.")
def step_uphill(ref, self, W, X, y, y_hat):
    """The step is added and not subtracted."""
    return W + self.learning_rate * 2 / y.shape[1] * (X @ (y_hat - y).T)


@mistake("LinearRegression.gradient_descent", hint="W is a column (n, 1), and so is its gradient: X @ (y_hat - y).T.")
def gradient_as_a_row(ref, self, W, X, y, y_hat):
    """The gradient is a row, and a column minus a row is a square."""
    return W - self.learning_rate * 2 / y.shape[1] * ((y_hat - y) @ X.T)


@mistake("LinearRegression.gradient_descent", hint="The derivative of a square brings a factor 2 down.")
def two_forgotten(ref, self, W, X, y, y_hat):
    """The factor 2 of the derivative is missing."""
    return W - self.learning_rate / y.shape[1] * (X @ (y_hat - y).T)


@mistake("LinearRegression.gradient_descent", hint="The loss is a mean: its gradient is divided by m.")
def step_not_averaged(ref, self, W, X, y, y_hat):
    """The gradient is not divided by m."""
    return W - self.learning_rate * 2 * (X @ (y_hat - y).T)


@mistake("LinearRegression.gradient_descent", hint="Examples are columns: m is X.shape[1]. X.shape[0] counts features.")
def divided_by_features(ref, self, W, X, y, y_hat):
    """The gradient is divided by the number of features and not of examples."""
    return W - self.learning_rate * 2 / X.shape[0] * (X @ (y_hat - y).T)


@mistake("LinearRegression.gradient_descent", hint="Use the rate that was given to the class.")
def rate_is_always_a_hundredth(ref, self, W, X, y, y_hat):
    """The learning rate is 0.01, whatever was given."""
    return W - 0.01 * 2 / y.shape[1] * (X @ (y_hat - y).T)


@mistake("LinearRegression.gradient_descent", hint="Return the new W, not what is taken from it.")
def gradient_returned(ref, self, W, X, y, y_hat):
    """The gradient is returned and not the new W."""
    return 2 / y.shape[1] * (X @ (y_hat - y).T)


@mistake("LinearRegression.gradient_descent", hint="W -= ... changes the caller's W; W - ... makes a new array.")
def stepped_in_place(ref, self, W, X, y, y_hat):
    """The given W is changed in place."""
    W -= self.learning_rate * 2 / y.shape[1] * (X @ (y_hat - y).T)
    return W


@mistake(
    "LinearRegression.gradient_descent", hint="Each weight has a gradient of its own: sum over the examples alone."
)
def one_step_for_all_weights(ref, self, W, X, y, y_hat):
    """The gradient is summed over the features, too, so that every weight takes the same step."""
    return W - self.learning_rate * 2 / y.shape[1] * np.sum(X * (y_hat - y))


@mistake("LinearRegression.gradient_descent", hint="W[0] is a weight like the others, and moves with them.")
def first_weight_stays(ref, self, W, X, y, y_hat):
    """The first weight never moves."""
    step = self.learning_rate * 2 / y.shape[1] * (X @ (y_hat - y).T)
    step[0] = 0
    return W - step


# ---- fit


@mistake("LinearRegression.fit", hint="Begin with X = add_intercept(X); W then has n + 1 rows.")
def intercept_row_forgotten(ref, self, X, y):
    """The row of ones is not added, so the line goes through the origin."""
    W, self.losses = np.zeros((X.shape[0], 1)), []
    for _ in range(self.total_iterations):
        y_hat = self.y_hat(X, W)
        self.losses.append(self.loss(y_hat, y))
        W = self.gradient_descent(W, X, y, y_hat)
    return W


@mistake("LinearRegression.fit", hint="Append the loss before the step.")
def losses_after_updates(ref, self, X, y):
    """losses[t] is the loss after update t, and not before."""
    X, self.losses = ref.add_intercept(X), []
    W = np.zeros((X.shape[0], 1))
    for _ in range(self.total_iterations):
        W = self.gradient_descent(W, X, y, self.y_hat(X, W))
        self.losses.append(self.loss(self.y_hat(X, W), y))
    return W


@mistake("LinearRegression.fit", hint="range(self.total_iterations) runs total_iterations times.")
def one_iteration_short(ref, self, X, y):
    """There is one iteration too few."""
    X, self.losses = ref.add_intercept(X), []
    W = np.zeros((X.shape[0], 1))
    for _ in range(self.total_iterations - 1):
        y_hat = self.y_hat(X, W)
        self.losses.append(self.loss(y_hat, y))
        W = self.gradient_descent(W, X, y, y_hat)
    return W


@mistake("LinearRegression.fit", hint="Start from np.zeros.")
def starts_from_ones(ref, self, X, y):
    """W starts from ones and not from zeros."""
    X, self.losses = ref.add_intercept(X), []
    W = np.ones((X.shape[0], 1))
    for _ in range(self.total_iterations):
        y_hat = self.y_hat(X, W)
        self.losses.append(self.loss(y_hat, y))
        W = self.gradient_descent(W, X, y, y_hat)
    return W


@mistake("LinearRegression.fit", hint="self.losses = [] belongs in fit, not in __init__ alone.")
def losses_pile_up(ref, self, X, y):
    """The losses of a second fit are appended to those of the first."""
    X = ref.add_intercept(X)
    W = np.zeros((X.shape[0], 1))
    for _ in range(self.total_iterations):
        y_hat = self.y_hat(X, W)
        self.losses.append(self.loss(y_hat, y))
        W = self.gradient_descent(W, X, y, y_hat)
    return W


@mistake("LinearRegression.fit", hint="Make W in fit, from zeros; do not keep it from the last fit.")
def goes_on_from_last_fit(ref, self, X, y):
    """A second fit starts where the first one ended."""
    X, self.losses = ref.add_intercept(X), []
    self.W = getattr(self, "W", np.zeros((X.shape[0], 1)))
    for _ in range(self.total_iterations):
        y_hat = self.y_hat(X, self.W)
        self.losses.append(self.loss(y_hat, y))
        self.W = self.gradient_descent(self.W, X, y, y_hat)
    return self.W


@mistake("LinearRegression.fit", hint="The predictions change with W: make them in every iteration.")
def predicted_once(ref, self, X, y):
    """The predictions are made once, before the loop."""
    X, self.losses = ref.add_intercept(X), []
    W = np.zeros((X.shape[0], 1))
    y_hat = self.y_hat(X, W)
    for _ in range(self.total_iterations):
        self.losses.append(self.loss(y_hat, y))
        W = self.gradient_descent(W, X, y, y_hat)
    return W


@mistake("LinearRegression.fit", hint="Return W alone; the losses are kept in self.losses.")
def losses_returned_too(ref, self, X, y):
    """The losses are returned beside W."""
    X, self.losses = ref.add_intercept(X), []
    W = np.zeros((X.shape[0], 1))
    for _ in range(self.total_iterations):
        y_hat = self.y_hat(X, W)
        self.losses.append(self.loss(y_hat, y))
        W = self.gradient_descent(W, X, y, y_hat)
    return W, self.losses


@mistake("LinearRegression.fit", hint="W is a column, (n + 1, 1).")
def weights_returned_flat(ref, self, X, y):
    """W is returned with shape (n + 1,)."""
    X, self.losses = ref.add_intercept(X), []
    W = np.zeros((X.shape[0], 1))
    for _ in range(self.total_iterations):
        y_hat = self.y_hat(X, W)
        self.losses.append(self.loss(y_hat, y))
        W = self.gradient_descent(W, X, y, y_hat)
    return W.ravel()


@mistake("LinearRegression.fit", hint="Print as seldom as you like, but append the loss in every iteration.")
def losses_now_and_then(ref, self, X, y):
    """Only every hundredth loss is kept."""
    X, self.losses = ref.add_intercept(X), []
    W = np.zeros((X.shape[0], 1))
    for t in range(self.total_iterations):
        y_hat = self.y_hat(X, W)
        if t % 100 == 0:
            self.losses.append(self.loss(y_hat, y))
        W = self.gradient_descent(W, X, y, y_hat)
    return W


@mistake("LinearRegression.fit", hint="Let the loop run to its end; the losses tell that it diverged.")
def gives_up_when_diverging(ref, self, X, y):
    """The loop ends as soon as a loss is not finite."""
    X, self.losses = ref.add_intercept(X), []
    W = np.zeros((X.shape[0], 1))
    for _ in range(self.total_iterations):
        y_hat = self.y_hat(X, W)
        loss = self.loss(y_hat, y)
        if not np.isfinite(loss):
            break
        self.losses.append(loss)
        W = self.gradient_descent(W, X, y, y_hat)
    return W


@mistake("LinearRegression.fit", hint="The class attribute is called losses: write self.losses, not losses.")
def losses_not_kept(ref, self, X, y):
    """The losses are kept in a variable of fit and not in self.losses."""
    X, losses = ref.add_intercept(X), []
    W = np.zeros((X.shape[0], 1))
    for _ in range(self.total_iterations):
        y_hat = self.y_hat(X, W)
        losses.append(self.loss(y_hat, y))
        W = self.gradient_descent(W, X, y, y_hat)
    return W


@mistake("LinearRegression.fit", hint="W has as many rows as the new X: np.zeros((X.shape[0], 1)).")
def weights_for_one_feature(ref, self, X, y):
    """W has two rows, whatever the number of features is."""
    X, self.losses = ref.add_intercept(X), []
    W = np.zeros((2, 1))
    for _ in range(self.total_iterations):
        y_hat = self.y_hat(X, W)
        self.losses.append(self.loss(y_hat, y))
        W = self.gradient_descent(W, X, y, y_hat)
    return W


@mistake("LinearRegression.fit", hint="gradient_descent(W, X, y, y_hat): first the targets, then the predictions.")
def targets_and_predictions_exchanged(ref, self, X, y):
    """gradient_descent is given y and y_hat in the other order, and so goes uphill."""
    X, self.losses = ref.add_intercept(X), []
    W = np.zeros((X.shape[0], 1))
    for _ in range(self.total_iterations):
        y_hat = self.y_hat(X, W)
        self.losses.append(self.loss(y_hat, y))
        W = self.gradient_descent(W, X, y_hat, y)
    return W


@mistake("LinearRegression.fit", hint="The return line stands below the loop, not in it: take its indent away.")
def returned_in_the_first_round(ref, self, X, y):
    """The return line is inside the loop and ends it in its first round."""
    X, self.losses = ref.add_intercept(X), []
    W = np.zeros((X.shape[0], 1))
    for _ in range(self.total_iterations):
        y_hat = self.y_hat(X, W)
        self.losses.append(self.loss(y_hat, y))
        return self.gradient_descent(W, X, y, y_hat)
    return None
