def gradients(X, y, y_hat):
    e = y_hat - y
    dW, db = 2 / len(X) * X.T @ e, 2 / len(X) * np.sum(e, axis=0)
    return np.clip(dW, -1e3, 1e3), db
