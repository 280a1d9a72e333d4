"""A loop, with an if for the absolute value."""

def elastic_net_penalty(W, l1, l2):
    penalty = 0.0
    for w in W[:, 0]:
        if w < 0:
            penalty += l1 * -w
        else:
            penalty += l1 * w
        penalty += l2 / 2 * w * w
    return float(penalty)
