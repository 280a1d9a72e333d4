"""std + 1e-8."""

def standardize(data, mean, std):
    return (data - mean) / (std + 1e-8)
