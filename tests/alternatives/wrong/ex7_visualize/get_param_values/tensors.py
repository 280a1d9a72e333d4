"""Returns the parameters themselves, tensors that require grad, instead of floats."""


def get_param_values(model):
    w, b = model.parameters()
    return w, b
