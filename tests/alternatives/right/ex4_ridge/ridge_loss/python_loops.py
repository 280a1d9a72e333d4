"""Loops, verbose."""

def ridge_loss(X, y, W, lam):
    N = X.shape[0]
    D = X.shape[1]
    data_term = 0.0
    for i in range(N):
        prediction = 0.0
        for j in range(D):
            prediction = prediction + X[i, j] * W[j, 0]
        data_term = data_term + (prediction - y[i, 0]) ** 2
    data_term = 0.5 * data_term
    penalty_term = 0.0
    for j in range(D):
        penalty_term = penalty_term + W[j, 0] ** 2
    penalty_term = 0.5 * lam * penalty_term
    total = data_term + penalty_term
    return total
