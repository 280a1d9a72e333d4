"""Files that share a process do not see each other's settings, nor does the process theirs."""

from __future__ import annotations

import sys

import matplotlib as mpl
import numpy as np
import pytest
import torch

from grader.sandbox import world
from grader.sandbox.local import LocalPlace
from grader.sandbox.place import Source

LIBRARIES = frozenset({"numpy", "torch", "matplotlib"})
READS = b"""
import matplotlib
import numpy as np
import torch
def read():
    plots = [matplotlib.rcParams[name] for name in ("axes.facecolor", "lines.linewidth")]
    return [*plots, np.geterr()["divide"], torch.get_default_dtype() == torch.float32]
"""
CHANGES = b"""
import matplotlib.pyplot as plt
plt.style.use("ggplot")
plt.rcParams["lines.linewidth"] = 7.5
np.seterr(divide="raise")
torch.set_default_dtype(torch.float64)
"""
FRESH = ["white", 1.5, "warn", True]


def read(*sources: bytes) -> list[list[object]]:
    """What each file sees, all loaded before the first is asked."""
    place = LocalPlace(LIBRARIES)
    workers = [place.open(Source("unit", "unit.py", (source,))) for source in sources]
    try:
        assert [worker.load(5).replies[0]["problem"] for worker in workers] == [None] * len(sources)
        return [worker.ask([{"op": "call", "name": "read"}], 5, 5).replies[0]["ok"] for worker in workers]
    finally:
        for worker in workers[::-1]:
            worker.close()


def test_each_file_keeps_its_own_settings() -> None:
    theirs, others = read(READS + CHANGES, READS)
    assert theirs == ["#E5E5E5", 7.5, "raise", False]
    assert others == FRESH


def test_the_process_keeps_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(mpl.rcParams, "lines.linewidth", 3.25)
    backend, errors = mpl.get_backend(), np.geterr()
    assert read(READS + CHANGES, READS)[1] == FRESH
    assert mpl.rcParams["lines.linewidth"] == 3.25
    assert (mpl.get_backend(), np.geterr(), torch.get_default_dtype()) == (backend, errors, torch.float32)


@pytest.mark.parametrize(("use", "ahead"), [(b"torch.optim.Adam", True), (b"torch.zeros(1)", False)])
def test_what_the_first_optimizer_imports_is_not_on_its_clock(use, ahead, monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes seconds, and a call has five."""
    imported: list[str] = []
    monkeypatch.setattr(world.importlib, "import_module", imported.append)
    monkeypatch.delitem(sys.modules, "torch._dynamo", raising=False)
    world.import_ahead([b"import torch\nx = " + use], LIBRARIES)
    assert ("torch._dynamo" in imported) is ahead
