"""What is read first costs no more than a fixed part of the machine, however it is made.

Each case runs in a process of its own, that says by how much its memory grew at the highest; its processor time is
limited so generously that only a missing bound runs into it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="NOT TESTED: memory is read as Linux tells it")
HERE = Path(__file__).parent
CPU_S = 60
MEASURE = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({CPU_S}, {CPU_S}))
sys.path[:0] = [{str(HERE)!r}, {str(HERE.parent)!r}]
import fuzzing
from grader.sandbox.wire import MAX_BODY, MAX_HEADER, PREFIX, WireError, decode, encode
def highest():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]) >> 10
def grown(run, *given):  # MiB
    for one in given[:1]:
        open("/proc/self/clear_refs", "w").write("5")  # forget what the making of the case has cost
        before = highest()
        run(one)
        return highest() - before
"""
WIRE = """
def run(data):
    try:
        kept = decode(data)
    except WireError:
        pass
"""


def say(code: str, *arguments: str) -> list[int]:
    """The numbers that a script prints."""
    ended = subprocess.run(
        [sys.executable, "-c", MEASURE + code, *arguments],
        check=False,
        capture_output=True,
        text=True,
        timeout=600,
        env={**os.environ, "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"},
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    return [int(line) for line in ended.stdout.split()]


def test_a_header_of_one_value_over_and_over():
    """Every sort of value, as often as a header holds it, all with the same bytes behind them."""
    grew = say(WIRE + "for frame in fuzzing.frames(): print(grown(run, fuzzing.repeated(frame, MAX_HEADER)))")
    assert len(grew) > 30
    assert max(grew) < 400


def test_data_frames_of_what_cannot_be_sent():
    """The largest that may be sent, and then many of them."""
    code = """
import pandas as pd
big = encode(pd.DataFrame({"a": ["x"] * 199_990}))
print(grown(run, big), grown(run, fuzzing.repeated(big, MAX_HEADER)))
"""
    one, many = say(WIRE + code)
    assert max(one, many) < 400


def test_keys_with_one_hash():
    """Ints that differ by 2**61 - 1 have the same hash: a dict of 30,000 of them took half a minute."""
    code = """
import struct
from grader.sandbox.wire import _BIGINT, _ext, _pack
keys = b"".join(_pack(_ext(_BIGINT, _pack(f"{((1 << 61) - 1) * (16 + j):x}"))) + b"\\xc0" for j in range(40_000))
header = b"\\xdf" + struct.pack(">I", 40_000) + keys
assert len(header) <= MAX_HEADER
resource.setrlimit(resource.RLIMIT_CPU, (15, 15))
print(grown(run, PREFIX.pack(len(header), 0) + header))
"""
    assert max(say(WIRE + code)) < 400


def test_a_full_body():
    code = """
import numpy as np, torch
for made in (np.zeros(MAX_BODY // 8), torch.zeros(MAX_BODY // 4, requires_grad=True) * 2, np.zeros(MAX_BODY, bool)):
    print(grown(run, encode(made)))
"""
    assert max(say(WIRE + code)) < 400


NOTEBOOKS = {
    "numbers": b'{"cells": [' + b"0," * 9_900_000 + b"0]}",
    "floats": b'{"cells": [' + b"1e5," * 4_900_000 + b"0]}",
    "texts": b'{"cells": [' + b'"ab",' * 3_900_000 + b"0]}",
    "wide texts": b'{"cells": [' + '"\U0001f600",'.encode() * 2_800_000 + b"0]}",
    "lists": b'{"cells": [' + b"[]," * 999_000 + b"0]}",
    "objects": b'{"cells": [' + b'{"a":0},' * 999_000 + b"0]}",
    "lines": b'{"cells": [{"cell_type": "code", "source": "' + b"\\n" * 9_900_000 + b'"}]}',
    "allowed lines": b'{"cells": [{"cell_type": "code", "source": "' + b"%\\n" * 490_000 + b'"}]}',
    "spaces": b'{"cells": [{"cell_type": "code", "source": "' + b" " * 990_000 + b'x"}]}',
    "questions": b'{"cells": [{"cell_type": "code", "source": "' + b"a?" * 490_000 + b'x"}]}',
    "commas": b'{"cells": [{"cell_type": "code", "source": "' + b"a, " * 330_000 + b'x"}]}',
    "quotes": b'{"cells": [{"cell_type": "code", "source": "' + b"'''\\\\" * 190_000 + b'x"}]}',
}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_of_20_megabytes(name, tmp_path):
    data = NOTEBOOKS[name]
    assert len(data) <= 20_000_000
    (tmp_path / "one.ipynb").write_bytes(data)
    code = "from pathlib import Path\nprint(grown(fuzzing.notebook, Path(sys.argv[1]).read_bytes()))"
    assert max(say(code, str(tmp_path / "one.ipynb"))) < 600


def test_a_source_in_an_encoding_for_short_names(tmp_path):
    """Python's codec for punycode takes half an hour for a megabyte."""
    (tmp_path / "one.py").write_bytes(b"# coding: punycode\n" + b"a" * 400_000 + b"-" + b"ab" * 250_000)
    code = "from pathlib import Path\nprint(grown(fuzzing.source, Path(sys.argv[1]).read_bytes()))"
    assert max(say(code, str(tmp_path / "one.py"))) < 100
