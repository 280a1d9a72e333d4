"""sorted() with random keys, sizes from a subtraction."""

def split_data(X, y, train_size, val_size, rng):
    N = X.shape[0]
    keys = rng.standard_normal(N)
    order = sorted(range(N), key=lambda i: keys[i])
    n_train = int(train_size * N)
    n_val = int((train_size + val_size) * N) - n_train
    n_test = N - n_train - n_val
    assert n_train + n_val + n_test == N
    i_train = order[:n_train]
    i_val = order[n_train : n_train + n_val]
    i_test = order[N - n_test :]
    return X[i_train], X[i_val], X[i_test], y[i_train], y[i_val], y[i_test]
