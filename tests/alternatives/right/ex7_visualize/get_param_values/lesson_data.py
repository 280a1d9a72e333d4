""".data[0][0], as in the lesson; a list."""

def get_param_values(model):
    weight = model.weight.data[0][0]
    bias = model.bias.data[0]
    return [weight.item(), bias.item()]
