"""Filled into empty tensors; a recursive tuple."""

import torch


def to_tensors(*arrays):
    if not arrays:
        return ()
    head, *tail = arrays
    t = torch.empty(head.shape)
    t.copy_(torch.from_numpy(head))
    return (t, *to_tensors(*tail))
