"""Ctrl-C at any instant: it stops tidily, says how to go on, ends with 130, and leaves no process behind."""

from __future__ import annotations

import os
import random
import signal
import time

import pytest
from faulting import COUNT, Class, all_gone, below, finish, rows, start, until, until_kept, until_over

INSTANTS = max(2, int(os.environ.get("FAULT_INSTANTS", "4")) // 4)


@pytest.mark.parametrize("twice", [False, True], ids=["once", "twice"])
def test_interrupted_at_any_instant(tiny_class: Class, tmp_path, twice, record_property):
    """The whole group gets the signal, as at a terminal; or, by an impatient person, gets it again."""
    chooser = random.Random(twice)
    out, batches = tmp_path / "out0", 0
    kept: dict[str, tuple[str, str]] = {}
    stopped, longest = 0, 0.0
    while stopped < INSTANTS:
        early = stopped % 3 == 0
        if early:
            out, batches, kept = tmp_path / f"out{batches + 1}", batches + 1, {}
        process = start(tiny_class.folder, out, "--jobs", str(1 + stopped % 2))
        if early:  # while the lanes start; before that it is Python that starts
            until(lambda out=out: (out / ".lock").exists())
            ended = until_over(process, chooser.uniform(0, tiny_class.seconds / 2))
        else:
            until_kept(process, out, chooser.randint(min(len(kept) + 1, COUNT), COUNT))
            ended = until_over(process, chooser.uniform(0, 0.3))
        family = below(process.pid)
        done = len(rows(out)) == COUNT
        began = time.monotonic()
        for _ in range(1 + twice):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
                time.sleep(chooser.uniform(0, 0.3) if twice else 0)
        said, errors = process.communicate(timeout=60)
        longest = max(longest, time.monotonic() - began)
        assert all_gone(family), "processes are left"
        kept = tiny_class.part_is_right(out, kept)
        if ended or process.returncode == 0:  # the signal came when all was done
            assert ended or done, "the interrupt was lost"
            tiny_class.all_is_right(out)
            out, batches, kept = tmp_path / f"out{batches + 1}", batches + 1, {}
            continue
        stopped += 1
        assert process.returncode == 130, errors
        assert said == ""
        assert "Traceback" not in errors, errors
        last = errors.strip().splitlines()[-1]
        assert last == f"stopped; what is graded is kept in {out}, and the same command goes on from there"
    record_property("longest", f"{longest:.1f} s to stop")
    ended_well = finish(tiny_class.folder, out)
    assert ended_well.returncode == 0, ended_well.stderr
    tiny_class.all_is_right(out)
