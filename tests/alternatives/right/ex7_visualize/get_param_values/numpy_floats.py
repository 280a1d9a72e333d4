"""detach().numpy() and float()."""

import numpy as np

get_param_values = lambda model: tuple(
    float(np.squeeze(p.detach().numpy())) for p in (model.weight, model.bias)
)
