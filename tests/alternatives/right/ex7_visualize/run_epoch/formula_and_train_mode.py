"""The formula, gradients to zero by the model, x[:, None] in float32."""

import numpy as np
import torch


def run_epoch(model, optimizer, x, y):
    model.train()
    X = torch.as_tensor(x[:, None].astype(np.float32))
    Y = torch.as_tensor(y[:, None].astype(np.float32))
    model.zero_grad(set_to_none=True)
    mse = ((model(X) - Y) ** 2).mean()
    mse.backward()
    optimizer.step()
    print("mse", mse.item())
    return float(mse)
