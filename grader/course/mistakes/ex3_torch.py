"""What learners get wrong in unit 3: splits, scalers, tensors and the model."""

from __future__ import annotations

import numpy as np
import torch
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from torch import nn

from grader.mistakes import mistake

from ._ex3_evaluation import *  # noqa: F403 -- the mistakes of evaluate
from ._ex3_training import *  # noqa: F403 -- those of train
from ._ex3_units import *  # noqa: F403 -- those of predict and unscale

# ---- split_data


@mistake("split_data", hint="Collect the parts in the order asked for: all three of X, then all three of y.")
def order_of_sklearn(ref, X, y, seed):
    """The parts come in the order of train_test_split, X and y in turn."""
    X_train, X_rest, y_train, y_rest = train_test_split(X, y, train_size=0.7, random_state=seed)
    X_val, X_test, y_val, y_test = train_test_split(X_rest, y_rest, train_size=0.5, random_state=seed)
    return X_train, X_val, y_train, y_val, X_test, y_test


@mistake("split_data", hint="The second call splits X_rest and y_rest, what the first one left over.")
def everything_split_twice(ref, X, y, seed):
    """The second split is made from all rows again, so training rows are tested, too."""
    X_train, _, y_train, _ = train_test_split(X, y, train_size=0.7, random_state=seed)
    X_val, X_test, y_val, y_test = train_test_split(X, y, train_size=0.5, random_state=seed)
    return X_train, X_val, X_test, y_train, y_val, y_test


@mistake("split_data", hint="train_size=0.7, or test_size=0.3: 70 % are to be learned from.")
def test_size_for_train_size(ref, X, y, seed):
    """0.7 is given as test_size, so that 30 % are left to train on."""
    X_train, X_rest, y_train, y_rest = train_test_split(X, y, test_size=0.7, random_state=seed)
    X_val, X_test, y_val, y_test = train_test_split(X_rest, y_rest, train_size=0.5, random_state=seed)
    return X_train, X_val, X_test, y_train, y_val, y_test


@mistake("split_data", hint="0.15 of the whole is 0.5 of the remainder.")
def remainder_split_by_share_of_the_whole(ref, X, y, seed):
    """The remainder is split by 0.15, the share of the whole, and not in half."""
    X_train, X_rest, y_train, y_rest = train_test_split(X, y, train_size=0.7, random_state=seed)
    X_val, X_test, y_val, y_test = train_test_split(X_rest, y_rest, test_size=0.15, random_state=seed)
    return X_train, X_val, X_test, y_train, y_val, y_test


@mistake("split_data", hint="Pass random_state=seed to the second call, too.")
def second_split_without_seed(ref, X, y, seed):
    """The second split has no random_state, so validation and test rows are others at every call."""
    X_train, X_rest, y_train, y_rest = train_test_split(X, y, train_size=0.7, random_state=seed)
    X_val, X_test, y_val, y_test = train_test_split(X_rest, y_rest, train_size=0.5)
    return X_train, X_val, X_test, y_train, y_val, y_test


@mistake("split_data", hint="random_state=seed, the argument, and not a number of your own.")
def seed_hard_coded(ref, X, y, seed):
    """The lesson's seed 1234 is used, whatever seed is given."""
    X_train, X_rest, y_train, y_rest = train_test_split(X, y, train_size=0.7, random_state=1234)
    X_val, X_test, y_val, y_test = train_test_split(X_rest, y_rest, train_size=0.5, random_state=1234)
    return X_train, X_val, X_test, y_train, y_val, y_test


@mistake("split_data", hint="Validation comes before test: the first part of the second split validates.")
def validation_and_test_swapped(ref, X, y, seed):
    """Validation and test parts are swapped."""
    X_train, X_rest, y_train, y_rest = train_test_split(X, y, train_size=0.7, random_state=seed)
    X_val, X_test, y_val, y_test = train_test_split(X_rest, y_rest, train_size=0.5, random_state=seed)
    return X_train, X_test, X_val, y_train, y_test, y_val


@mistake("split_data", hint="Leave shuffle as it is: without it the last rows are always the test rows.")
def not_shuffled(ref, X, y, seed):
    """The rows are not shuffled."""
    X_train, X_rest, y_train, y_rest = train_test_split(X, y, train_size=0.7, shuffle=False)
    X_val, X_test, y_val, y_test = train_test_split(X_rest, y_rest, train_size=0.5, shuffle=False)
    return X_train, X_val, X_test, y_train, y_val, y_test


@mistake("split_data", hint="Split X and y in the same call, or with the same seed: row i of X belongs to row i of y.")
def targets_shuffled_apart(ref, X, y, seed):
    """y is split with another seed than X, so that targets and rows no longer belong together."""
    X_train, X_rest = train_test_split(X, train_size=0.7, random_state=seed)
    y_train, y_rest = train_test_split(y, train_size=0.7, random_state=seed + 1)
    X_val, X_test, y_val, y_test = train_test_split(X_rest, y_rest, train_size=0.5, random_state=seed)
    return X_train, X_val, X_test, y_train, y_val, y_test


@mistake("split_data", hint="train_test_split gives both parts of X first: X_train, X_rest, y_train, y_rest = ...")
def parts_unpacked_in_pairs(ref, X, y, seed):
    """What train_test_split gives is unpacked as X_train, y_train, X_rest, y_rest: rows are taken for targets."""
    X_train, y_train, X_rest, y_rest = train_test_split(X, y, train_size=0.7, random_state=seed)
    X_val, X_test, y_val, y_test = train_test_split(X_rest, y_rest, train_size=0.5, random_state=seed)
    return X_train, X_val, X_test, y_train, y_val, y_test


# ---- fit_scalers


@mistake("fit_scalers", hint="StandardScaler() knows nothing until .fit(data) is called.")
def scalers_not_fitted(ref, X_train, y_train):
    """The scalers are made, but not fitted."""
    return StandardScaler(), StandardScaler()


@mistake("fit_scalers", hint="Make a second StandardScaler for y: fitting again replaces what was known.")
def one_scaler_for_both(ref, X_train, y_train):
    """One scaler is fitted on X and then again on y, so that X's statistics are lost."""
    scaler = StandardScaler()
    return scaler.fit(X_train), scaler.fit(y_train)


@mistake("fit_scalers", hint="Return the scalers themselves; .fit() gives the scaler, .fit_transform() the data.")
def scaled_data_returned(ref, X_train, y_train):
    """The standardized data is returned, not the scalers."""
    return StandardScaler().fit_transform(X_train), StandardScaler().fit_transform(y_train)


@mistake("fit_scalers", hint="X's scaler comes first.")
def scalers_swapped(ref, X_train, y_train):
    """The scaler of y comes first."""
    return StandardScaler().fit(y_train), StandardScaler().fit(X_train)


@mistake("fit_scalers", hint="Leave with_mean as it is: standardizing subtracts the mean, too.")
def mean_not_subtracted(ref, X_train, y_train):
    """The scalers divide by the std, but do not subtract the mean."""
    return StandardScaler(with_mean=False).fit(X_train), StandardScaler(with_mean=False).fit(y_train)


@mistake("fit_scalers", hint="StandardScaler, not MinMaxScaler.")
def min_max_scalers(ref, X_train, y_train):
    """The scalers squeeze the data into [0, 1]."""
    from sklearn.preprocessing import MinMaxScaler

    return MinMaxScaler().fit(X_train), MinMaxScaler().fit(y_train)


@mistake("fit_scalers", hint="Fit the second scaler on y_train.")
def both_fitted_on_inputs(ref, X_train, y_train):
    """Both scalers are fitted on X."""
    return StandardScaler().fit(X_train), StandardScaler().fit(X_train)


@mistake("fit_scalers", hint="fit computes the statistics and leaves the data alone; scaling it is a step of its own.")
def data_standardized_in_place(ref, X_train, y_train):
    """The given arrays are standardized in place."""
    X_scaler, y_scaler = StandardScaler(copy=False), StandardScaler(copy=False)
    X_scaler.fit_transform(X_train)
    y_scaler.fit_transform(y_train)
    return X_scaler, y_scaler


# ---- to_tensors


@mistake("to_tensors", hint="dtype=torch.float32, or .float(): a tensor keeps the array's float64 otherwise.")
def float64_kept(ref, *arrays):
    """The tensors are float64."""
    return tuple(torch.tensor(array) for array in arrays)


@mistake("to_tensors", hint="Keep every array as it is; a tensor may have as many dimensions as an array.")
def tensors_flattened(ref, *arrays):
    """The tensors are flat."""
    return tuple(torch.tensor(array, dtype=torch.float32).flatten() for array in arrays)


@mistake("to_tensors", hint="Collect the tensors first; `return` ends the function at once.")
def only_the_first_tensor(ref, *arrays):
    """Only the first array becomes a tensor, and it comes without a tuple."""
    return torch.tensor(arrays[0], dtype=torch.float32)


@mistake("to_tensors", hint="The values are real numbers: float32, not an integer type.")
def integer_tensors(ref, *arrays):
    """The tensors hold whole numbers, fractions are cut off."""
    return tuple(torch.tensor(array, dtype=torch.int64) for array in arrays)


@mistake("to_tensors", hint="float32 has 32 bits; .half() and float16 keep three digits only.")
def half_precision(ref, *arrays):
    """The tensors are float16, with three digits."""
    return tuple(torch.tensor(array, dtype=torch.float16) for array in arrays)


@mistake("to_tensors", hint="astype changes the dtype of an array; it is still an array.")
def arrays_of_float32(ref, *arrays):
    """The answers are NumPy arrays of float32, not tensors."""
    return tuple(array.astype(np.float32) for array in arrays)


@mistake("to_tensors", hint="Parentheses around `... for ...` make a generator, which is no tuple yet: tuple(...).")
def generator_returned(ref, *arrays):
    """A generator is returned, not a tuple."""
    return (torch.tensor(array, dtype=torch.float32) for array in arrays)


@mistake(
    "to_tensors", hint="Keep the shape of each array: a flat one stays flat, and one with more columns keeps them."
)
def everything_made_a_column(ref, *arrays):
    """Every tensor is made a single column, whatever the shape of its array."""
    return tuple(torch.tensor(array, dtype=torch.float32).reshape(-1, 1) for array in arrays)


# ---- LinearRegression


@mistake("LinearRegression.__init__", hint="nn.Linear(input_dim, output_dim): inputs first.")
def dimensions_swapped(ref, self, input_dim, output_dim):
    """The layer is made with inputs and outputs swapped."""
    nn.Module.__init__(self)
    self.fc1 = nn.Linear(output_dim, input_dim)


@mistake("LinearRegression.__init__", hint="Leave the bias in: nn.Linear has one unless it is told otherwise.")
def layer_without_bias(ref, self, input_dim, output_dim):
    """The layer has no bias."""
    nn.Module.__init__(self)
    self.fc1 = nn.Linear(input_dim, output_dim, bias=False)


@mistake("LinearRegression.__init__", hint="nn.Linear(input_dim, output_dim): as many outputs as are asked for.")
def one_output_always(ref, self, input_dim, output_dim):
    """The layer has one output, whatever is asked for."""
    nn.Module.__init__(self)
    self.fc1 = nn.Linear(input_dim, 1)


@mistake("LinearRegression.__init__", hint="nn.Linear(input_dim, output_dim): the sizes are given.")
def sizes_hard_coded(ref, self, input_dim, output_dim):
    """The layer has one input and one output, whatever is asked for."""
    nn.Module.__init__(self)
    self.fc1 = nn.Linear(1, 1)


@mistake("LinearRegression.__init__", hint="Wrap the tensors in nn.Parameter, or use nn.Linear.")
def tensors_not_registered(ref, self, input_dim, output_dim):
    """Weight and bias are plain tensors, which the module does not know as parameters."""
    nn.Module.__init__(self)
    weight = 0.1 * torch.randn(output_dim, input_dim)
    bias = torch.zeros(output_dim)
    self.fc1 = lambda x_in: x_in @ weight.T + bias


@mistake("LinearRegression.__init__", hint="requires_grad=True does not do it: nn.Parameter does, or nn.Linear.")
def tensors_only_require_grad(ref, self, input_dim, output_dim):
    """Weight and bias require gradients, but are plain tensors, which the module does not know as parameters."""
    nn.Module.__init__(self)
    weight = torch.randn(output_dim, input_dim, requires_grad=True)
    bias = torch.zeros(output_dim, requires_grad=True)
    self.fc1 = lambda x_in: x_in @ weight.T + bias


@mistake("LinearRegression.__init__", hint="super().__init__() comes first, before any layer is set.")
def init_of_module_not_called(ref, self, input_dim, output_dim):
    """nn.Module's own __init__ is not called."""
    self.fc1 = nn.Linear(input_dim, output_dim)


@mistake("LinearRegression.__init__", hint="One layer is the whole model.")
def second_layer(ref, self, input_dim, output_dim):
    """There is a second layer, with parameters of its own."""
    nn.Module.__init__(self)
    self.fc1 = nn.Linear(input_dim, output_dim)
    self.fc2 = nn.Linear(output_dim, output_dim)


@mistake("LinearRegression.forward", hint="Return what the layer gives.")
def forward_returns_nothing(ref, self, x_in):
    """forward computes, but returns nothing."""
    self.fc1(x_in)


@mistake("LinearRegression.forward", hint="Regression has no activation: a prediction may be negative.")
def relu_on_the_output(ref, self, x_in):
    """A ReLU cuts off all negative predictions."""
    return torch.relu(self.fc1(x_in))


@mistake(
    "LinearRegression.forward", hint="Keep everything in torch, without .detach(): gradients must find their way back."
)
def answer_detached(ref, self, x_in):
    """The predictions are cut off from the graph, so nothing can be learned."""
    return self.fc1(x_in).detach()


@mistake("LinearRegression.forward", hint="Leave x_in in the graph: a layer before this one may want its gradient.")
def input_detached(ref, self, x_in):
    """The inputs are cut off from the graph, so no gradient reaches them."""
    return self.fc1(x_in.detach())


@mistake("LinearRegression.forward", hint="Leave x_in as it is: it may be float64, and it may want a gradient.")
def input_made_float32(ref, self, x_in):
    """The inputs are made float32, so a float64 model cannot use them."""
    return self.fc1(x_in.float())


@mistake("LinearRegression.forward", hint="Return (N, K) as it is; y is a column, too.")
def predictions_squeezed(ref, self, x_in):
    """The predictions are squeezed, and a column becomes flat."""
    return self.fc1(x_in).squeeze()
