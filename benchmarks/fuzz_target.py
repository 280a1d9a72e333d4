"""One target under libFuzzer, in a process of its own, as atheris never gives control back (see fuzz.py).

python -m benchmarks.fuzz_target TARGET [libFuzzer's arguments]
"""

from __future__ import annotations

import sys

import atheris

from .fuzz import DRIVEN, targets

with atheris.instrument_imports(include=list(DRIVEN)):
    target = targets().TARGETS[sys.argv[1]]

# Where libFuzzer merges, it starts itself again by this name, through a shell.
again = f"{sys.executable} -m benchmarks.fuzz_target {sys.argv[1]}"
atheris.Setup([again, *sys.argv[2:]], target)
atheris.Fuzz()
