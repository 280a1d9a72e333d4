"""The parameters unpacked in their order."""

def get_param_values(model):
    [w, b] = model.parameters()
    return float(w), float(b)
