"""map with a lambda, .float()."""

import torch

to_tensors = lambda *arrays: tuple(map(lambda a: torch.as_tensor(a).float(), arrays))
