def elastic_net_subgradient(W, l1, l2):
    return np.where(np.abs(W) < 1e-3, 0.0, l1 * np.sign(W) + l2 * W)
