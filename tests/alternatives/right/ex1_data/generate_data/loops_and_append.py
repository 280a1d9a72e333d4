"""Python loops and append, verbose, with prints."""

import numpy as np


def generate_data(num_samples, rng):
    # first I draw all of the noise
    noise = rng.uniform(-10, 20, size=num_samples)
    X_list = []
    y_list = []
    for i in range(0, num_samples, 1):
        x_value = float(i)
        noise_value = noise[i]
        y_value = 3.5 * x_value + noise_value
        X_list.append([x_value])
        y_list.append([y_value])
    X = np.array(X_list)
    y = np.array(y_list)
    print("X shape:", X.shape)
    print("y shape:", y.shape)
    return X, y
