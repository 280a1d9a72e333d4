"""The old torch.autograd.Variable."""

import torch
from torch.autograd import Variable


def init_parameters(input_size, output_size, generator):
    w1 = Variable(torch.rand(input_size, output_size, generator=generator), requires_grad=True)
    b1 = Variable(torch.rand(1, output_size, generator=generator), requires_grad=True)
    print(w1.shape, b1.shape)
    return w1, b1
