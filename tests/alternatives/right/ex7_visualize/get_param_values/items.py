""".item() twice."""

def get_param_values(model):
    w = model.weight.item()
    b = model.bias.item()
    return w, b
