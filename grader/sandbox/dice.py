"""The global random generators of a process: put into a known state before every example, and watched by contracts.

Both happen some thousand times for a submission, and mostly nobody has touched them. So NumPy's is looked at where it
lies: 2,500 bytes of a Mersenne twister, read by their address, tell that it is still as it was put.

Stands alone: standard library, NumPy, and torch where it is imported already.
"""

from __future__ import annotations

import ctypes
import random
import sys
from typing import Any

import numpy as np

_SEED = 3_141_592_653  # one that nobody writes: a `seed(0)` in the wrong place must not look as if nothing was done
_TWISTER = 2500  # bytes of its state: 624 words and the position
_fresh = b""
_numpy: Any = np.random  # its types leave out half of this


def reseed() -> None:
    """Put every global random generator into a known state."""
    global _fresh  # noqa: PLW0603  as of the first time
    random.seed(_SEED)
    if not _fresh or _memory() != _fresh:
        if type(_numpy.get_bit_generator()) is not np.random.MT19937:  # somebody has put another one there
            _numpy.set_bit_generator(np.random.MT19937())
        _numpy.seed(_SEED)
        _fresh = _memory()
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.default_generator.manual_seed(_SEED)  # torch.manual_seed looks for accelerators: 20 times the price


def global_state() -> Any:
    """The state of NumPy's global random generator, comparable."""
    memory = _memory()
    if memory and memory == _fresh:
        return memory
    legacy = _numpy.get_state(legacy=True)
    if type(legacy) is dict:  # another generator than the usual one
        return repr(legacy)
    kind, keys, *rest = legacy
    return kind, keys.tobytes(), rest


def _memory() -> bytes:
    """The bytes of the generator's state; none where it is not the usual one."""
    generator = _numpy.get_bit_generator()
    if type(generator) is not np.random.MT19937:
        return b""
    return ctypes.string_at(generator.ctypes.state_address, _TWISTER)
