"""Guards with std + 0.01, which shifts every value by up to a percent or more where std is 1 or less."""


def standardize(data, mean, std):
    return (data - mean) / (std + 0.01)
