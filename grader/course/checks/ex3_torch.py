"""What is checked of unit 3: the lesson in PyTorch and scikit-learn."""

from __future__ import annotations

from grader.checks import Exercise, Unit

from ._ex3_data import *  # noqa: F403 -- the checks of split_data, fit_scalers and to_tensors
from ._ex3_model import *  # noqa: F403 -- those of LinearRegression
from ._ex3_training import *  # noqa: F403 -- those of train and evaluate
from ._ex3_units import *  # noqa: F403 -- those of predict and unscale

UNIT = Unit(
    "The same in PyTorch and scikit-learn",
    Exercise(
        "split_data",
        hints=(
            "`train_test_split` cuts in two. How do you come to three parts?",
            "First 0.7 of everything against a remainder, then 0.5 of that remainder against the rest.",
            "`random_state=seed` in both calls. Each gives two parts of X, then two of y; mind what you return where.",
        ),
    ),
    Exercise(
        "fit_scalers",
        hints=(
            "X and y have means and stds of their own, so there are two scalers.",
            "`scaler.fit(data)` computes the statistics and keeps them in the scaler. It does not change the data.",
            "What is asked for are the scalers, X's first, and not the scaled data: `transform` is not called here.",
        ),
    ),
    Exercise(
        "to_tensors",
        hints=(
            "One array first: how does it become a tensor of 32-bit floats?",
            "`torch.tensor(array)` keeps float64; its argument `dtype` asks for something else.",
            "A loop over `arrays`, or a generator inside `tuple(...)`. A single array gives a tuple of one tensor.",
        ),
    ),
    Exercise(
        "LinearRegression",
        hints=(
            "`nn.Linear(inputs, outputs)` is the whole model: it keeps weight and bias and computes x weight' + bias.",
            "`super().__init__()` comes first in `__init__`. Then the layer becomes an attribute of `self`.",
            "`forward` calls the layer with x_in and returns what it gives. Nothing else is done to it.",
        ),
    ),
    Exercise(
        "train",
        hints=(
            "Loss function and optimizer are made once, before the loop; the loop has five steps.",
            "Predict, loss, `optimizer.zero_grad()`, `loss.backward()`, `optimizer.step()`, in this order.",
            "`Adam(model.parameters(), lr=learning_rate, weight_decay=...)`; append `loss.item()`, not `loss`.",
        ),
    ),
    Exercise(
        "evaluate",
        hints=(
            "Predict and compare, as in training, but without anything that learns.",
            "`with torch.no_grad():` around the forward pass keeps PyTorch from building a graph.",
            "Whoever calls `model.eval()` must put back the mode that was there; not needed here. End with `.item()`.",
        ),
    ),
    Exercise(
        "predict",
        hints=(
            "The model knows standardized units only. What has to happen before it, and what after?",
            "`X_scaler.transform` before, `y_scaler.inverse_transform` after. `fit` is for training data alone.",
            "Between them: a float32 tensor in, `model(...)` under `torch.no_grad()`, and `.numpy()` out, as a column.",
        ),
    ),
    Exercise(
        "unscale",
        hints=(
            "It is the formula of unit 2. What is new is where its six numbers come from.",
            "`model.fc1.weight` is (1, D), and a tensor with a graph: `.detach().numpy()`, then transpose it.",
            "`scale_` is flat: make X's a column before you divide. The new b needs the *new* W and X_scaler.mean_.",
        ),
    ),
)
