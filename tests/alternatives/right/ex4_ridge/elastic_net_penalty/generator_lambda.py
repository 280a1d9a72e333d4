"""A lambda over sums of generators."""

elastic_net_penalty = lambda W, l1, l2: float(
    sum(l1 * abs(w) + 0.5 * l2 * w**2 for w in W.flatten().tolist())
)
