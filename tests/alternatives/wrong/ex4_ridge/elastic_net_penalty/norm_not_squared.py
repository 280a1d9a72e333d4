"""Uses the Euclidean norm of W where its square belongs; shows where l2 > 0 and the norm is neither 0 nor 1."""

import numpy as np


def elastic_net_penalty(W, l1, l2):
    return float(l1 * np.linalg.norm(W, 1) + l2 / 2 * np.linalg.norm(W))
