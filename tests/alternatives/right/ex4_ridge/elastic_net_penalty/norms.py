"""The 1-norm and the squared 2-norm."""

import numpy as np


def elastic_net_penalty(W, l1, l2):
    w = W.ravel()
    return l1 * np.linalg.norm(w, ord=1) + l2 / 2 * np.linalg.norm(w, ord=2) ** 2
