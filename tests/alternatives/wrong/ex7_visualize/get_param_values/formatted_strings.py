"""Returns strings, ready for a legend, instead of floats, for every model."""


def get_param_values(model):
    w, b = model.weight.item(), model.bias.item()
    return f"{w:.3f}", f"{b:.3f}"
