"""Returns [[w]] and [b] from tolist() instead of floats, for every model."""


def get_param_values(model):
    return model.weight.tolist(), model.bias.tolist()
