"""Empty tensors, uniform_ in place, then the flag; a list."""

import torch


def init_parameters(input_size, output_size, generator):
    parameters = []
    for rows in (input_size, 1):
        p = torch.empty((rows, output_size))
        p.uniform_(0.0, 1.0, generator=generator)
        p.requires_grad = True
        parameters.append(p)
    return parameters
