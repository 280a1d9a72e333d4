"""What learners get wrong in the second half of unit 1: fit_scaler and standardize."""

from __future__ import annotations

import numpy as np

from grader.mistakes import mistake

# ---- fit_scaler


@mistake("fit_scaler", hint="NumPy's default ddof=0 divides by N, as the lesson does.")
def sample_std(ref, X):
    """The standard deviation of a sample: the sum is divided by N - 1."""
    return X.mean(axis=0), X.std(axis=0, ddof=1)


@mistake("fit_scaler", hint="The standard deviation is the square root of the variance.")
def variance(ref, X):
    """The variance is returned and not the standard deviation."""
    return X.mean(axis=0), X.var(axis=0)


@mistake("fit_scaler", hint="axis=0 runs down the rows and leaves one number per feature.")
def per_row(ref, X):
    """The statistics are those of each row."""
    return X.mean(axis=1), X.std(axis=1)


@mistake("fit_scaler", hint="Without axis=0 all features are thrown together; the answer has shape (D,).")
def whole_table(ref, X):
    """One mean and one std for the whole table."""
    return X.mean(), X.std()


@mistake("fit_scaler", hint="Without keepdims the answer has shape (D,).")
def kept_dimensions(ref, X):
    """The statistics have shape (1, D)."""
    return X.mean(axis=0, keepdims=True), X.std(axis=0, keepdims=True)


@mistake("fit_scaler", hint="The mean comes first.")
def std_before_mean(ref, X):
    """std and mean are returned in the wrong order."""
    return X.std(axis=0), X.mean(axis=0)


@mistake("fit_scaler", hint="What to do about a std of 0 is for `standardize`; here it is 0.")
def zero_std_becomes_one(ref, X):
    """The std of a constant feature is given as 1."""
    std = X.std(axis=0)
    return X.mean(axis=0), np.where(std == 0, 1.0, std)


@mistake("fit_scaler", hint="X -= mean changes the array that was passed in; write X - mean.")
def centers_in_place(ref, X):
    """The caller's X is centered."""
    mean = X.mean(axis=0)
    X -= mean
    return mean, np.sqrt((X**2).mean(axis=0))


# ---- standardize


@mistake("standardize", hint="Put 1 where std is 0: np.where(std == 0, 1.0, std).")
def divides_by_zero(ref, data, mean, std):
    """A std of 0 is divided by."""
    return (data - mean) / std


@mistake("standardize", hint="Use the mean and std that are passed in: test data is standardized with the training's.")
def own_statistics(ref, data, mean, std):
    """The data's own mean and std are used, not those passed in."""
    own = data.std(axis=0)
    return (data - data.mean(axis=0)) / np.where(own == 0, 1.0, own)


@mistake("standardize", hint="Use the mean that is passed in: test data is standardized with the training's.")
def own_mean(ref, data, mean, std):
    """The data's own mean is subtracted, not the one passed in."""
    return (data - data.mean(axis=0)) / np.where(std == 0, 1.0, std)


@mistake("standardize", hint="Use the std that is passed in: test data is standardized with the training's.")
def own_std(ref, data, mean, std):
    """The data's own std is divided by, not the one passed in."""
    own = data.std(axis=0)
    return (data - mean) / np.where(own == 0, 1.0, own)


@mistake("standardize", hint="Subtract the mean, divide by the std; mean comes before std in the def line.")
def mean_and_std_exchanged(ref, data, mean, std):
    """mean and std are exchanged: std is subtracted, and mean divided by."""
    return (data - std) / np.where(mean == 0, 1.0, mean)


@mistake("standardize", hint="Indent the return less: inside the loop it ends the function after one column.")
def only_the_first_column(ref, data, mean, std):
    """The function returns in its loop: one column is standardized, and the others stay 0."""
    scaled = np.zeros_like(data)
    scaled[:, 0] = (data[:, 0] - mean[0]) / (std[0] or 1.0)
    return scaled


@mistake("standardize", hint="Subtract first: (data - mean) / std. Without parentheses only the mean is divided.")
def missing_parentheses(ref, data, mean, std):
    """Only the mean is divided by std."""
    return data - mean / np.where(std == 0, 1.0, std)


@mistake("standardize", hint="Divide by std itself; its square is the variance.")
def divides_by_variance(ref, data, mean, std):
    """The data is divided by the variance."""
    return (data - mean) / np.where(std == 0, 1.0, std) ** 2


@mistake("standardize", hint="Divide by std after subtracting the mean.")
def only_centered(ref, data, mean, std):
    """The mean is subtracted and nothing is divided."""
    return data - mean


@mistake("standardize", hint="Subtract the mean from every value before dividing.")
def only_scaled(ref, data, mean, std):
    """The data is divided by std, and its mean is not subtracted."""
    return data / np.where(std == 0, 1.0, std)


@mistake("standardize", hint="z-scores need mean and std; minimum and maximum are another scaling.")
def min_max(ref, data, mean, std):
    """The data is scaled to lie between 0 and 1."""
    low, high = data.min(axis=0), data.max(axis=0)
    return (data - low) / np.where(high == low, 1.0, high - low)


@mistake("standardize", hint="std[std == 0] = 1 writes into the caller's array; np.where makes a new one.")
def guards_in_place(ref, data, mean, std):
    """The caller's std is changed where it is 0."""
    std[std == 0] = 1.0
    return (data - mean) / std


@mistake("standardize", hint="data -= mean changes the array that was passed in; write data - mean.")
def changes_data(ref, data, mean, std):
    """The caller's data is changed."""
    data -= mean
    return data / np.where(std == 0, 1.0, std)


@mistake("standardize", hint="Only the features whose std is 0 are divided by 1; the others still by their own std.")
def one_zero_stops_all(ref, data, mean, std):
    """If any std is 0, no feature is divided."""
    return (data - mean) / (std if np.all(std != 0) else 1.0)
