"""A notebook pasted together: prints, type hints, docstrings, own asserts."""

# %% [markdown]
# # Exercise 1

# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt

# %%
np.__version__


# %%
def generate_data(num_samples: int, rng) -> "tuple[np.ndarray, np.ndarray]":
    """Make the data.

    num_samples: how many points
    rng: random generator
    """
    X = np.array(range(num_samples))
    X = X.astype(np.float64)
    random_noise = rng.uniform(-10, 20, size=num_samples)
    y = 3.5 * X + random_noise
    X = X.reshape(-1, 1)
    y = y.reshape(-1, 1)
    return X, y


# %%
X, y = generate_data(5, np.random.default_rng(0))
print(X.shape, y.shape)
X[:3]


# %%
def to_dataframe(X: np.ndarray, y: np.ndarray) -> pd.DataFrame:
    """Put X and y in a table."""
    data = np.concatenate([X, y], axis=1)
    df = pd.DataFrame(data, columns=["X", "y"])
    return df


df = to_dataframe(X, y)
print(df.head())


# %%
def split_data(X: np.ndarray, y: np.ndarray, train_size: float, val_size: float, rng):
    """Shuffle and split."""
    N = len(X)
    indices = list(range(N))
    indices = rng.permutation(indices)
    X = X[indices]
    y = y[indices]

    train_end = int(train_size * N)
    val_end = int((train_size + val_size) * N)

    X_train = X[0:train_end]
    y_train = y[0:train_end]
    X_val = X[train_end:val_end]
    y_val = y[train_end:val_end]
    X_test = X[val_end:N]
    y_test = y[val_end:N]

    assert len(X_train) + len(X_val) + len(X_test) == N
    assert len(y_train) + len(y_val) + len(y_test) == N
    return X_train, X_val, X_test, y_train, y_val, y_test


# %%
def fit_scaler(X: np.ndarray):
    """Mean and std of the columns."""
    mean = np.mean(X, axis=0)
    std = np.std(X, axis=0)
    print("mean", mean, "std", std)
    return mean, std


# %%
def standardize(data: np.ndarray, mean: np.ndarray, std: np.ndarray) -> np.ndarray:
    """Standardize data."""
    new_std = []
    for s in std:
        if s == 0.0:
            new_std.append(1.0)
        else:
            new_std.append(s)
    new_std = np.array(new_std)
    return (data - mean) / new_std


# %%
mean, std = fit_scaler(X)
assert abs(standardize(X, mean, std).mean()) < 1e-9
if __name__ == "__main__":
    plt.scatter(X, y)
    plt.show()
