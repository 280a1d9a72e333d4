"""One nested expression under a decorator."""

import torch

predict = torch.no_grad()(
    lambda model, xs, ys, X_new: ys.inverse_transform(model(*to_tensors(xs.transform(X_new))).cpu().numpy())
)
