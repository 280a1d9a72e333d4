"""What the wire carries that is no plain data of Python's: random generators, objects that stay where they are, and
things that are no values at all.

Stands alone, as wire.py does, for workers load it without the rest of the package.
"""

from __future__ import annotations

import struct
import sys
from dataclasses import dataclass, field
from typing import Any

import numpy as np


class WireError(Exception):
    """A value cannot be sent, or a frame cannot be taken."""


@dataclass(frozen=True)
class Opaque:
    """Something that is not data. `type_name` is all that is known of it."""

    type_name: str

    def __repr__(self) -> str:
        return f"<{self.type_name} object>"


@dataclass(frozen=True)
class Rng:
    """A random generator to be made where the student's code runs: ``Generator``, ``RandomState`` or ``torch`` of
    `seed`.

    `state` puts it into a state that another one was in (see `state_of`).
    """

    kind: str
    seed: int
    state: Any = None

    def make(self) -> Any:
        """A fresh generator, in its first state or in `state`."""
        made: Any
        if self.kind == "Generator":
            made = np.random.Generator(np.random.PCG64(self.seed))
        elif self.kind == "RandomState":
            made = np.random.RandomState(self.seed)
        elif self.kind == "torch":
            made = sys.modules["torch"].Generator().manual_seed(self.seed)
        else:
            raise WireError(f"no random generator is called {self.kind!r}")
        if self.state is not None:
            restore(made, self.state)
        return made

    def __repr__(self) -> str:
        made = {"Generator": "np.random.default_rng", "RandomState": "np.random.RandomState"}
        return f"{made.get(self.kind, 'torch.Generator().manual_seed')}({self.seed})"


def state_of(value: Any) -> Rng | None:
    """A random generator of the kinds that `Rng` makes, as an Rng in its present state; None for anything else."""
    if type(value) is np.random.Generator and type(value.bit_generator) is np.random.PCG64:
        return Rng("Generator", 0, value.bit_generator.state)
    if type(value) is np.random.RandomState:
        return Rng("RandomState", 0, value.get_state(legacy=False))
    torch = sys.modules.get("torch")
    if torch is not None and type(value) is torch.Generator:
        return Rng("torch", 0, value.get_state())
    return None


def restore(generator: Any, state: Any) -> None:
    """Put a random generator into the state that `state_of` read.

    Raises WireError for a state in which no generator of its kind can be. The libraries look at little of it: from a
    wrong position NumPy would read on in memory that is not the generator's, and there are states that draw for ever.
    """
    kind = type(generator)
    if kind is np.random.Generator:
        if not _is_pcg64(state):
            raise WireError("no state of a PCG64")
        generator.bit_generator.state = state
    elif kind is np.random.RandomState:
        if not _is_twister(state):
            raise WireError("no state of an MT19937")
        generator.set_state(state)
    else:
        if not _is_torch(state):
            raise WireError("no state of a torch.Generator")
        generator.set_state(state)


def _is_whole(value: Any, below: int) -> bool:
    return type(value) is int and 0 <= value < below


def _is_pcg64(state: Any) -> bool:
    """Its increment is odd, else it goes in small circles."""
    match state:
        case {"bit_generator": "PCG64", "state": {"state": now, "inc": inc}, "has_uint32": has, "uinteger": kept}:
            return _is_whole(now, 1 << 128) and _is_whole(inc, 1 << 128) and inc % 2 == 1 and _is_half(has, kept)
    return False


def _is_half(has: Any, kept: Any) -> bool:
    return _is_whole(has, 2) and _is_whole(kept, 1 << 32)


def _is_twister(state: Any) -> bool:
    match state:
        case {"bit_generator": "MT19937", "state": {"key": key, "pos": position}, "has_gauss": has, "gauss": gauss}:
            words = type(key) is np.ndarray and key.dtype == np.uint32 and key.shape == (_WORDS,) and key[1:].any()
            kept = type(gauss) is float and abs(gauss) < _FARTHEST
            return bool(words) and _is_whole(position, _WORDS + 1) and _is_whole(has, 2) and kept
    return False


def _is_torch(state: Any) -> bool:
    """Its seed, how many words are left, whether it is seeded, the next word, the words, and the kept draws."""
    torch = sys.modules["torch"]
    if type(state) is not torch.Tensor or state.dtype != torch.uint8 or state.shape != (_TORCH_STATE.size,):
        return False
    _, left, seeded, following, words, *_ = _TORCH_STATE.unpack(state.numpy().tobytes())
    at = (left, following) == (1, 0) or (left + following == _WORDS + 1 and 0 < left <= _WORDS)
    return seeded == 1 and at and any(words[8:])


_WORDS = 624  # of a Mersenne twister
_FARTHEST = 40.0  # no normal draw is farther from 0
_TORCH_STATE = struct.Struct(f"<QiiQ{8 * _WORDS}s3di4xf?3x")


@dataclass(frozen=True)
class Handle:
    """An object that stays in the worker; `number` names it there."""

    number: int
    type_name: str = field(compare=False)
