"""What learners get wrong in unit 3, continued: predict and unscale."""

from __future__ import annotations

import numpy as np
import torch

from grader.mistakes import mistake

# ---- predict


@mistake("predict", hint="y_scaler.inverse_transform(...) brings the answers back into the units of y.")
def answers_left_standardized(ref, model, X_scaler, y_scaler, X_new):
    """The answers are still in standardized units."""
    with torch.no_grad():
        return model(torch.tensor(X_scaler.transform(X_new), dtype=torch.float32)).numpy()


@mistake("predict", hint="X_scaler.transform(X_new) first: the model has only ever seen standardized inputs.")
def inputs_not_standardized(ref, model, X_scaler, y_scaler, X_new):
    """The model is given the raw inputs."""
    with torch.no_grad():
        return y_scaler.inverse_transform(model(torch.tensor(X_new, dtype=torch.float32)).numpy())


@mistake("predict", hint="transform, not fit_transform: new data is measured with the training data's statistics.")
def scaler_fitted_on_new_inputs(ref, model, X_scaler, y_scaler, X_new):
    """X_scaler is fitted anew on the new inputs."""
    with torch.no_grad():
        z = model(torch.tensor(X_scaler.fit_transform(X_new), dtype=torch.float32)).numpy()
    return y_scaler.inverse_transform(z)


@mistake("predict", hint="The answers are in the units of y: y_scaler undoes its own scaling.")
def undone_with_the_scaler_of_x(ref, model, X_scaler, y_scaler, X_new):
    """The scaling of y is undone with X's scaler."""
    with torch.no_grad():
        return X_scaler.inverse_transform(model(torch.tensor(X_scaler.transform(X_new), dtype=torch.float32)).numpy())


@mistake("predict", hint="Return the column (M, 1) as it is.")
def flat_predictions(ref, model, X_scaler, y_scaler, X_new):
    """The predictions are flat."""
    with torch.no_grad():
        z = model(torch.tensor(X_scaler.transform(X_new), dtype=torch.float32)).numpy()
    return y_scaler.inverse_transform(z).ravel()


@mistake("predict", hint="The model is float32, so its inputs must be, too: dtype=torch.float32.")
def inputs_left_in_float64(ref, model, X_scaler, y_scaler, X_new):
    """The model is given float64 inputs, which it refuses."""
    with torch.no_grad():
        return y_scaler.inverse_transform(model(torch.tensor(X_scaler.transform(X_new))).numpy())


@mistake("predict", hint="scale_ is the standard deviation; var_ is its square.")
def scaled_by_the_variance(ref, model, X_scaler, y_scaler, X_new):
    """The answers are multiplied by the variance of y and not by its standard deviation."""
    with torch.no_grad():
        z = model(torch.tensor(X_scaler.transform(X_new), dtype=torch.float32)).numpy()
    return z * y_scaler.var_ + y_scaler.mean_


@mistake("predict", hint="Return a NumPy array: the scaler gives one when it gets one.")
def predictions_as_tensor(ref, model, X_scaler, y_scaler, X_new):
    """The predictions are a torch tensor."""
    with torch.no_grad():
        z = model(torch.tensor(X_scaler.transform(X_new), dtype=torch.float32)).numpy()
    return torch.tensor(y_scaler.inverse_transform(z))


@mistake(
    "predict",
    hint="The answers are standardized already: y_scaler.inverse_transform undoes that, transform repeats it.",
)
def answers_standardized_again(ref, model, X_scaler, y_scaler, X_new):
    """The answers go through y_scaler.transform, not through inverse_transform."""
    with torch.no_grad():
        return y_scaler.transform(model(torch.tensor(X_scaler.transform(X_new), dtype=torch.float32)).numpy())


@mistake(
    "predict", hint="Standardizing subtracted the mean of y as well: add y_scaler.mean_, or use inverse_transform."
)
def mean_of_answers_forgotten(ref, model, X_scaler, y_scaler, X_new):
    """The answers are multiplied by the scale of y, and its mean is not added."""
    with torch.no_grad():
        z = model(torch.tensor(X_scaler.transform(X_new), dtype=torch.float32)).numpy()
    return z * y_scaler.scale_


# ---- unscale


@mistake("unscale", hint="Transpose the weight: nn.Linear keeps it as (1, D), W is (D, 1).")
def weights_as_a_row(ref, model, X_scaler, y_scaler):
    """W is a row, as nn.Linear keeps it."""
    weight, bias = model.fc1.weight.detach().numpy(), model.fc1.bias.detach().numpy()
    W = weight.T * y_scaler.scale_ / X_scaler.scale_.reshape(-1, 1)
    return W.T, bias * y_scaler.scale_ + y_scaler.mean_ - X_scaler.mean_ @ W


@mistake("unscale", hint="(D, 1) divided by (D,) is (D, D): make scale_ a column first.")
def column_divided_by_flat(ref, model, X_scaler, y_scaler):
    """The column of weights is divided by a flat scale_, all by all."""
    weight, bias = model.fc1.weight.detach().numpy(), model.fc1.bias.detach().numpy()
    W = weight.T * y_scaler.scale_ / X_scaler.scale_
    return W, bias * y_scaler.scale_ + y_scaler.mean_ - np.sum(W * X_scaler.mean_)


@mistake("unscale", hint="A weight is per unit of X: divide it by X_scaler.scale_, as a column.")
def scale_of_x_forgotten(ref, model, X_scaler, y_scaler):
    """W is not divided by the scale of X."""
    weight, bias = model.fc1.weight.detach().numpy(), model.fc1.bias.detach().numpy()
    W = weight.T * y_scaler.scale_
    return W, bias * y_scaler.scale_ + y_scaler.mean_ - X_scaler.mean_ @ W


@mistake("unscale", hint="scale_ is the standard deviation; var_ is its square.")
def variances_for_scales(ref, model, X_scaler, y_scaler):
    """var_ is used where scale_ belongs."""
    weight, bias = model.fc1.weight.detach().numpy(), model.fc1.bias.detach().numpy()
    W = weight.T * y_scaler.var_ / X_scaler.var_.reshape(-1, 1)
    return W, bias * y_scaler.var_ + y_scaler.mean_ - X_scaler.mean_ @ W


@mistake("unscale", hint="Add y_scaler.mean_ to the bias.")
def mean_of_y_forgotten(ref, model, X_scaler, y_scaler):
    """The mean of y is missing in b."""
    weight, bias = model.fc1.weight.detach().numpy(), model.fc1.bias.detach().numpy()
    W = weight.T * y_scaler.scale_ / X_scaler.scale_.reshape(-1, 1)
    return W, bias * y_scaler.scale_ - X_scaler.mean_ @ W


@mistake("unscale", hint="Subtract X_mean times the new W from the bias.")
def means_of_x_forgotten(ref, model, X_scaler, y_scaler):
    """The means of X are missing in b."""
    weight, bias = model.fc1.weight.detach().numpy(), model.fc1.bias.detach().numpy()
    W = weight.T * y_scaler.scale_ / X_scaler.scale_.reshape(-1, 1)
    return W, bias * y_scaler.scale_ + y_scaler.mean_


@mistake("unscale", hint="The means of X go with the *new* W.")
def old_weights_in_the_bias(ref, model, X_scaler, y_scaler):
    """b is computed with the weights before unscaling."""
    weight, bias = model.fc1.weight.detach().numpy(), model.fc1.bias.detach().numpy()
    W = weight.T * y_scaler.scale_ / X_scaler.scale_.reshape(-1, 1)
    return W, bias * y_scaler.scale_ + y_scaler.mean_ - X_scaler.mean_ @ weight.T


@mistake("unscale", hint="Standardizing divided X: a weight is divided by X's scale and multiplied by y's.")
def scales_swapped(ref, model, X_scaler, y_scaler):
    """The scales of X and y are swapped in W."""
    weight, bias = model.fc1.weight.detach().numpy(), model.fc1.bias.detach().numpy()
    W = weight.T * X_scaler.scale_.reshape(-1, 1) / y_scaler.scale_
    return W, bias * y_scaler.scale_ + y_scaler.mean_ - X_scaler.mean_ @ W


@mistake("unscale", hint="W *= ... works on the model's own memory: write W = W * ...")
def model_is_scaled_with_it(ref, model, X_scaler, y_scaler):
    """The model's weight is scaled in place."""
    weight, bias = model.fc1.weight.detach().numpy(), model.fc1.bias.detach().numpy()
    weight *= y_scaler.scale_ / X_scaler.scale_
    return weight.T, bias * y_scaler.scale_ + y_scaler.mean_ - X_scaler.mean_ @ weight.T


@mistake("unscale", hint="The bias is in standard deviations of y, too: bias * y_scaler.scale_.")
def bias_not_scaled(ref, model, X_scaler, y_scaler):
    """The model's bias is not multiplied by the scale of y."""
    weight, bias = model.fc1.weight.detach().numpy(), model.fc1.bias.detach().numpy()
    W = weight.T * y_scaler.scale_ / X_scaler.scale_.reshape(-1, 1)
    return W, bias + y_scaler.mean_ - X_scaler.mean_ @ W


@mistake("unscale", hint="Standardizing subtracted the means of X, so X_scaler.mean_ @ W is subtracted here.")
def means_of_x_added(ref, model, X_scaler, y_scaler):
    """The part of the means of X is added to b and not subtracted."""
    weight, bias = model.fc1.weight.detach().numpy(), model.fc1.bias.detach().numpy()
    W = weight.T * y_scaler.scale_ / X_scaler.scale_.reshape(-1, 1)
    return W, bias * y_scaler.scale_ + y_scaler.mean_ + X_scaler.mean_ @ W


@mistake("unscale", hint="scale_ is the standard deviation of X; var_ is its square.")
def variance_of_x_for_its_scale(ref, model, X_scaler, y_scaler):
    """W is divided by the variance of X and not by its standard deviation."""
    weight, bias = model.fc1.weight.detach().numpy(), model.fc1.bias.detach().numpy()
    W = weight.T * y_scaler.scale_ / X_scaler.var_.reshape(-1, 1)
    return W, bias * y_scaler.scale_ + y_scaler.mean_ - X_scaler.mean_ @ W
