"""torch.addmm in float32."""

import torch


def predict(X, W, b):
    X, W, b = [torch.from_numpy(a).float() for a in (X, W, b)]
    return torch.addmm(b, X, W).numpy()
