"""Modules, scalers and tensors as checks of PyTorch units use them: made, filled with known values, and read back."""

from __future__ import annotations

from typing import Any

import torch

from grader.checks import CheckFailed, Mismatch, Thing, array, describe, oracle

from .problems import Array


def fresh(values: Array) -> torch.Tensor:
    """A float32 tensor, as a learner's own data is."""
    return torch.tensor(values, dtype=torch.float32)


float32 = oracle(fresh)  # the same tensor again for an example's own array: a call with it is known at a glance
leaf32 = oracle(lambda values: fresh(values).requires_grad_())  # one of its own: examples are shared between checks


@oracle
def filling(W: Array, b: Array) -> list[torch.Tensor]:
    """The weight and bias of a linear layer that computes x W + b."""
    return [fresh(W.T), fresh(b)]


def tensor(got: Any, shape: tuple[int, ...], name: str = "the answer", dtype: torch.dtype | None = None) -> Array:
    """`got` as a float64 array of exactly `shape`. Raises Mismatch where it is no tensor, or another one."""
    if not isinstance(got, torch.Tensor):
        raise Mismatch(f"{name} is {describe(got)}, expected a torch tensor of shape {shape}", kind="type", got=got)
    if dtype is not None and got.dtype != dtype:
        word, wanted = (str(kind).removeprefix("torch.") for kind in (got.dtype, dtype))
        raise Mismatch(f"{name} holds {word} values, expected {wanted}", kind="dtype", got=got)
    if got.dtype == torch.bfloat16:
        raise Mismatch(f"{name} is bfloat16, which is too coarse; use float32", kind="dtype", got=got)
    return array(got.detach().numpy(), shape, name)


def gradient(got: Any, shape: tuple[int, ...], name: str) -> Array:
    """The gradient by `name`. Raises Mismatch where the graph does not lead there."""
    if got is None:
        raise Mismatch(f"no gradient reaches {name}: somewhere on the way the graph is cut", kind="graph")
    return tensor(got, shape, f"the gradient by {name}")


def thing(got: Any, name: str, wanted: str) -> Thing:
    """`got` if it is an object in the worker. Raises Mismatch for plain data."""
    if not isinstance(got, Thing):
        raise Mismatch(f"{name} is {describe(got)}, expected {wanted}", kind="type", got=got)
    return got


# ---- modules


def layer(student: Any, W: Array, b: Array) -> Thing:
    """A torch.nn.Linear that computes x W + b. Its weight is W transposed."""
    made: Thing = student.make("torch.nn.Linear", *W.shape)
    made.load(filling(W, b))
    return made


def own(student: Any, W: Array, b: Array) -> Thing:
    """The learner's LinearRegression, filled with these values."""
    model = thing(student.keep("LinearRegression", *W.shape), "LinearRegression(...)", "an nn.Module")
    try:
        model.load(filling(W, b))
    except CheckFailed as error:
        fault = str(error).partition("no parameter of shape")[2]
        if not fault:
            raise
        asked = ", ".join(map(str, W.shape))
        raise Mismatch(f"LinearRegression({asked}) has no parameter of shape{fault}", kind="parameters") from None
    return model


def own_whatever_it_is(student: Any, W: Array, b: Array) -> Thing:
    """The same where the class is wrong: its parameters lie otherwise, or are plain tensors that nobody registered.

    What the learner's other functions read of it is there all the same. Raises Mismatch where nothing fits.
    """
    model = thing(student.keep("LinearRegression", *W.shape), "LinearRegression(...)", "an nn.Module")
    registered = dict(state_of(model)["parameters"])
    attributes = model.get("__dict__")
    plain = attributes if isinstance(attributes, dict) else {}
    found = {name: value for name, value in {**plain, **registered}.items() if isinstance(value, torch.Tensor)}
    weights = [name for name, value in found.items() if value.dim() == 2 and tuple(value.shape) in (W.shape, W.T.shape)]
    biases = [name for name, value in found.items() if name not in weights[:1] and value.numel() == b.size]
    if not weights or not biases:
        raise Mismatch("LinearRegression(...) has no weight and bias", kind="parameters")
    as_it_lies = W if tuple(found[weights[0]].shape) == W.shape else W.T
    for name, values in ((weights[0], as_it_lies), (biases[0], b.reshape(tuple(found[biases[0]].shape)))):
        if name in registered:
            model.load({name: fresh(values)})
        else:
            model.fill(**{name: fresh(values)})
    return model


def stack(student: Any, *layers: tuple[Array, Array]) -> Thing:
    """A torch.nn.Sequential of linear layers, each given as (W, b)."""
    made: Thing = student.make("torch.nn.Sequential", *(layer(student, W, b) for W, b in layers))
    return made


def parameter(values: Any, shape: tuple[int, ...], name: str) -> Array:
    """The one tensor of this shape among a module's parameters, or their gradients. Raises Mismatch without it."""
    found = list(values.values()) if isinstance(values, dict) else []
    if found and all(value is None for value in found):
        raise Mismatch(f"there is no {name}: somewhere on the way the graph is cut", kind="graph")
    fits = [value for value in found if isinstance(value, torch.Tensor) and tuple(value.shape) == shape]
    if len(fits) != 1:
        others = ", ".join(str(tuple(v.shape)) if isinstance(v, torch.Tensor) else str(v) for v in found) or "none"
        raise Mismatch(f"expected one {name} of shape {shape}; there are: {others}", kind="parameters", got=values)
    return tensor(fits[0], shape, name)


def ordered(model: Thing, shapes: list[tuple[int, ...]]) -> list[Array]:
    """The parameters of a library module, in the order in which its layers have them. Raises Mismatch otherwise."""
    values = state_of(model)["parameters"]
    found = list(values.values()) if isinstance(values, dict) else []
    if len(found) != len(shapes):
        raise Mismatch(f"the model has {len(found)} parameters left, it had {len(shapes)}", kind="parameters")
    return [tensor(got, shape, "a parameter of the model") for got, shape in zip(found, shapes, strict=True)]


STATE = ("parameters", "gradients", "trainable", "training")


def state_of(model: Thing) -> dict[str, Any]:
    """A module's state, with all of STATE in it."""
    state: Any = model.state()
    if not isinstance(state, dict) or not set(STATE) <= set(state):
        raise Mismatch("the model's parameters cannot be read", kind="type", got=state)
    return dict(state)


# ---- scalers


def scaler(student: Any, mean: Array, std: Array) -> Thing:
    """A StandardScaler as it is after fitting on two rows with exactly this mean and std."""
    made: Thing = student.make("sklearn.preprocessing.StandardScaler")
    made.fill(mean_=mean, scale_=std, var_=std**2, n_features_in_=len(mean), n_samples_seen_=2)
    return made


def statistics(fitted: Thing) -> tuple[Any, Any]:
    """What a scaler knows: its mean and its scale, or None."""
    known = fitted.get("__dict__")
    return (known.get("mean_"), known.get("scale_")) if isinstance(known, dict) else (None, None)
