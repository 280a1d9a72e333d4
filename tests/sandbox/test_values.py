"""Random generators over the wire: a state that one was in is taken, and no other."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from grader.sandbox.values import Rng, WireError, restore, state_of

KINDS = ("Generator", "RandomState", "torch")
WORDS = 624


def draw(generator, count):
    if isinstance(generator, torch.Generator):
        return torch.rand(count, generator=generator).tolist()
    return generator.standard_normal(count).tolist()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("drawn", [0, 1, 2, 5, WORDS - 1, WORDS, WORDS + 1, 3 * WORDS + 1])
def test_a_state_that_a_generator_was_in_is_taken(kind, drawn):
    there = Rng(kind, 3).make()
    draw(there, drawn)
    here = Rng(kind, 0, state_of(there).state).make()
    assert draw(here, 2 * WORDS) == draw(there, 2 * WORDS)


def of_numpy(kind, **changes):
    state = state_of(Rng(kind, 0).make()).state
    inner = {name: changes.pop(name) for name in list(changes) if name in state["state"]}
    return {**state, **changes, "state": {**state["state"], **inner}}


def of_torch(**words):
    """The state of a torch.Generator with other numbers at these places, of 64 bits each."""
    state = state_of(Rng("torch", 0).make()).state.clone()
    at = {"left_and_seeded": 1, "next": 2}
    for name, value in words.items():
        state.view(torch.int64)[at[name]] = value
    return state


ZEROS = np.zeros(WORDS, np.uint32)
NO_WORDS = state_of(Rng("torch", 0).make()).state.clone()
NO_WORDS.view(torch.int64)[3 : 3 + WORDS] = 0


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        *(("RandomState", of_numpy("RandomState", pos=pos)) for pos in (-1, WORDS + 1, 2**31 - 10_000, 1.0, True)),
        *(
            ("RandomState", of_numpy("RandomState", key=key))
            for key in (ZEROS, ZEROS[1:] + 1, ZEROS + 1.0, [1] * WORDS)
        ),
        *(("RandomState", of_numpy("RandomState", gauss=gauss)) for gauss in (np.inf, np.nan, 1e300, None, "0")),
        ("RandomState", of_numpy("RandomState", has_gauss=2)),
        ("RandomState", of_numpy("Generator")),
        *(("Generator", of_numpy("Generator", inc=inc)) for inc in (0, 2, -1, 2**128 + 1, 1.0)),
        *(("Generator", of_numpy("Generator", state=now)) for now in (-1, 2**128, "1")),
        *(("Generator", of_numpy("Generator", uinteger=kept)) for kept in (-1, 2**32, None)),
        *(("torch", of_torch(left_and_seeded=(1 << 32) + left, next=WORDS)) for left in (0, 2, WORDS, WORDS + 1)),
        ("torch", of_torch(left_and_seeded=1)),  # never seeded
        *(("torch", of_torch(next=place)) for place in (1, WORDS + 1, -1, 2**62)),
        ("torch", NO_WORDS),
        ("torch", of_torch().to(torch.int16)),
        ("torch", of_torch()[:-8]),
        *((kind, state) for kind in KINDS for state in (None, {}, {"state": 3}, 7, [1, 2], {"bit_generator": "PCG64"})),
    ],
)
def test_no_other_state_is(kind, state):
    made = Rng(kind, 0).make()
    before = draw(Rng(kind, 0).make(), 3)
    with pytest.raises(WireError):
        restore(made, state)
    assert draw(made, 3) == before
