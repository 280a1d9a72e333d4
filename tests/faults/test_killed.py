"""`grader grade` killed at any instant: the same command goes on, and nothing is lost, doubled or half-written.

`FAULT_INSTANTS=200 pytest tests/faults/test_killed.py` takes more instants than `make test` does.
"""

from __future__ import annotations

import os
import random

from faulting import COUNT, Class, all_gone, below, finish, rows, start, stop, until_kept, until_over

INSTANTS = int(os.environ.get("FAULT_INSTANTS", "4"))
SEED = int(os.environ.get("FAULT_SEED", "0"))


def test_killed_at_any_instant(tiny_class: Class, tmp_path, record_property):
    """Half of the instants lie anywhere in the run, half while it grades and writes: the start is long."""
    chooser = random.Random(SEED)
    whole = tiny_class.seconds
    killed = batches = 0
    while killed < INSTANTS:
        batches += 1
        out = tmp_path / f"out{batches}"
        kept: dict[str, tuple[str, str]] = {}
        ended = False
        while not ended and killed < INSTANTS:
            process = start(tiny_class.folder, out, "--jobs", str(1 + batches % 2))
            if chooser.random() < 0.5:
                ended = until_over(process, chooser.uniform(0, whole))
            else:
                until_kept(process, out, chooser.randint(min(len(kept) + 1, COUNT), COUNT))
                ended = until_over(process, chooser.uniform(0, 0.3))
            family = below(process.pid)
            said = stop(process)
            killed += not ended
            assert all_gone(family), "processes are left"
            kept = tiny_class.part_is_right(out, kept)
            assert not ended or process.returncode == 0, said
        last = finish(tiny_class.folder, out)
        assert last.returncode == 0, last.stderr
        assert kept.items() <= rows(out).items()
        tiny_class.all_is_right(out)
    record_property("kills", f"{killed} in {batches} batches of {COUNT}")
