"""The line as the mean of the normal draw."""

def sample_line(n, a, b, rng):
    return (x := rng.uniform(size=n)), rng.normal(loc=a * x + b, scale=1 / 4)
