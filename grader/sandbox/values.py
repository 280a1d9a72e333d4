"""What the wire carries that is no plain data of Python's: random generators, objects that stay where they are, and
things that are no values at all.

Stands alone, as wire.py does, for workers load it without the rest of the package.
"""

from __future__ import annotations

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
    """Put a random generator into the state that `state_of` read."""
    if type(generator) is np.random.Generator:
        generator.bit_generator.state = state
    else:
        generator.set_state(state)


@dataclass(frozen=True)
class Handle:
    """An object that stays in the worker; `number` names it there."""

    number: int
    type_name: str = field(compare=False)
