"""Rounds to two digits for printing, wherever there are more."""


def get_param_values(model):
    return round(model.weight.item(), 2), round(model.bias.item(), 2)
