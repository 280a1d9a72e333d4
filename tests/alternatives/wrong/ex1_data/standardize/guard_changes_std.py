"""Writes the guard into the caller's std array; right values, but the argument is changed where a std is 0."""


def standardize(data, mean, std):
    std[std == 0] = 1.0
    return (data - mean) / std
