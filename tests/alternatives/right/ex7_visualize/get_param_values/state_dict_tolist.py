"""state_dict and tolist."""

def get_param_values(model):
    state = model.state_dict()
    ((w,),), (b,) = state["weight"].tolist(), state["bias"].tolist()
    return w, b
