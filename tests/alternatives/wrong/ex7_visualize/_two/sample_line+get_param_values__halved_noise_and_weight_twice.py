"""sample_line divides the noise by 2 instead of 4, and get_param_values returns the weight twice."""


def sample_line(num_samples, slope, intercept, rng):
    x = rng.uniform(size=num_samples)
    y = slope * x + intercept + rng.standard_normal(num_samples) / 2
    return x, y


def get_param_values(model):
    w = model.weight.item()
    b = model.weight.item()
    return w, b
