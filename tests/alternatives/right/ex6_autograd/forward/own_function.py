"""A torch.autograd.Function with its own backward."""

import torch


class _OwnFunctionClamp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, h):
        ctx.save_for_backward(h)
        return h.clamp(min=0)

    @staticmethod
    def backward(ctx, upstream):
        (h,) = ctx.saved_tensors
        return upstream * (h >= 0)


def forward(X, w1, b1):
    return _OwnFunctionClamp.apply(X @ w1) + b1
