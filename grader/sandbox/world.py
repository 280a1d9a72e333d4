"""What a learner's file may change for a whole process, kept apart from ours where both run in one.

In the sandbox each file has a process of its own. In-process, a ``torch.set_default_dtype`` or ``np.seterr`` of theirs
would reach our checks and the next file, and a warning filter of pytest's would reach their code. So each worker has a
`World`, which is swapped in while their code runs, and out again. It is tidiness, not a wall.

Libraries are imported ahead, as in the sandbox: an import that the clock or the memory limit cuts off in the middle
leaves half a library behind, for everyone in this process.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import re
import sys
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from .restore import modes, set_filters, set_modes

_FRESH_ERRORS = {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}
_QUIET = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)  # as in a fresh Python


_IMPORTS = re.compile(rb"^[ \t]*(?:from|import)[ \t]+([A-Za-z_][\w.]*)", re.MULTILINE)


def import_ahead(cells: Sequence[bytes], allowed: frozenset[str]) -> None:
    """Import what a file seems to import of the libraries. What fails here fails again in the file, with its line."""
    names = [match[1].decode() for cell in cells for match in _IMPORTS.finditer(cell)]
    if any(b"optim" in cell for cell in cells) and any(name.partition(".")[0] == "torch" for name in names):
        names.append("torch._dynamo")  # the first optimizer imports it, which takes seconds
    for found in dict.fromkeys(names):
        if found.partition(".")[0] in allowed and found not in sys.modules:
            with contextlib.suppress(ImportError), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                importlib.import_module(found)


class World:
    """One learner's settings, as in a fresh process at first."""

    def __init__(self) -> None:
        self._settings: dict[str, Any] | None = None
        self._filters: list[Any] | None = None

    @staticmethod
    def of_now() -> World:
        """The settings of this process as they are."""
        world = World()
        world._settings = _read()
        return world

    @contextlib.contextmanager
    def entered(self) -> Iterator[None]:
        """Their settings within, ours again after."""
        ours = _read()
        _write(self._settings or {**ours, "errors": _FRESH_ERRORS, "modes": None, "plots": _fresh_plots()})
        try:
            with warnings.catch_warnings():
                set_filters(self._filters or [])
                if self._filters is None:
                    warnings.simplefilter("default")
                    for category in _QUIET:
                        warnings.simplefilter("ignore", category)
                try:
                    yield
                finally:
                    self._filters = list(warnings.filters)
        finally:
            self._settings = _read()
            _write(ours)


def _read() -> dict[str, Any]:
    return {
        "errors": np.geterr(),
        "modes": modes(),
        "plots": dict.copy(matplotlib.rcParams) if (matplotlib := sys.modules.get("matplotlib")) else None,
        "folder": os.getcwd(),
        "environment": dict(_environment()),
        "recursion": sys.getrecursionlimit(),
    }


def _write(settings: dict[str, Any]) -> None:
    np.seterr(**settings["errors"])
    set_modes(settings["modes"])
    matplotlib = sys.modules.get("matplotlib")
    if matplotlib is not None and settings["plots"] and dict.__ne__(matplotlib.rcParams, settings["plots"]):
        dict.update(matplotlib.rcParams, settings["plots"])  # as they were: they need not be looked at again
    if sys.getrecursionlimit() != settings["recursion"]:
        sys.setrecursionlimit(settings["recursion"])
    with contextlib.suppress(OSError):
        os.chdir(settings["folder"])
    if _environment() != settings["environment"]:
        os.environ.clear()
        for key, value in settings["environment"].items():
            os.environ[os.fsdecode(key)] = os.fsdecode(value)


def _fresh_plots() -> dict[str, Any] | None:
    """How plots look where nobody has said anything, but drawn by the backend of now."""
    matplotlib = sys.modules.get("matplotlib")
    if matplotlib is None:
        return None
    return {**matplotlib.rcParamsDefault, "backend": dict.__getitem__(matplotlib.rcParams, "backend")}


def _environment() -> dict[Any, Any]:
    """What `os.environ` keeps, undecoded: decoding all of it at every call took a quarter of the time of a grading."""
    kept: dict[Any, Any] = vars(os.environ)["_data"]
    return kept
