def split_data(X, y, train_size, val_size, rng):
    N = len(X)
    order = np.append(rng.permutation(N - 1), N - 1)
    a, b = int(train_size * N), int((train_size + val_size) * N)
    return X[order[:a]], X[order[a:b]], X[order[b:]], y[order[:a]], y[order[a:b]], y[order[b:]]
