def update(W, b, dW, db, learning_rate):
    return np.round(W - learning_rate * dW, 6), np.round(b - learning_rate * db, 6)
