"""What a call may leave changed in its process for all that come after it: put back before every example, so that one
function's `torch.set_grad_enabled(False)` is not the fault of another.

What the file itself has set when it was loaded stays: it is put back to that. World keeps whole files apart, where
several share a process; this keeps one file's calls apart, and has to be cheap.

Stands alone: standard library, NumPy, and torch, sklearn and matplotlib where they are imported already.
"""

from __future__ import annotations

import decimal
import locale
import re
import sys
import warnings
from typing import Any

import numpy as np

_WORDS = re.compile(
    rb"deterministic|set_config|rcParams|rc_|\brc\(|\bstyle\b|xkcd|seterr|warnings|decimal|locale|setrecursionlimit"
)


def modes() -> Any:
    """What no function may change by the way, comparable: whether torch takes notes, and the dtype that it prefers."""
    torch = sys.modules.get("torch")
    return None if torch is None else (torch.is_grad_enabled(), torch.get_default_dtype())


def set_modes(wanted: Any) -> None:
    """Put back what `modes` gave; what torch begins with where it gave nothing."""
    torch = sys.modules.get("torch")
    if torch is not None:
        grad, dtype = wanted or (True, torch.float32)
        if torch.is_grad_enabled() is not grad:
            torch.set_grad_enabled(grad)
        if torch.get_default_dtype() is not dtype:
            torch.set_default_dtype(dtype)


def set_filters(filters: list[Any]) -> None:
    """Have these warning filters, and no other."""
    warnings.resetwarnings()
    warnings.filters.extend(filters)  # type: ignore[attr-defined]  # a list, whatever typeshed says


class Settings:
    """The settings of this process as they were when this was made, for the code in `source`; None: it is not known.

    There are hundreds of examples, and looking at all settings takes a tenth of what they take. So what hardly any file
    changes is looked at only where the file has a word for it.
    """

    def __init__(self, source: bytes | None) -> None:
        self.modes = modes()
        self.rest = _Rest() if source is None or _WORDS.search(source) else None

    def restore(self) -> None:
        """Put back what is another now. Where torch was not imported when this was made, it is as it is at first."""
        set_modes(self.modes)
        if self.rest is not None:
            self.rest.restore()


class _Rest:
    """What few files change."""

    def __init__(self) -> None:
        torch, sklearn, matplotlib = (sys.modules.get(name) for name in ("torch", "sklearn", "matplotlib"))
        self.strict = None if torch is None else _strictness(torch)
        self.sklearn = None if sklearn is None else sklearn.get_config()
        self.plots = None if matplotlib is None else dict.copy(matplotlib.rcParams)
        self.errors = np.geterr()
        self.filters = list(warnings.filters)
        self.decimals = decimal.getcontext().copy()
        self.locale = locale.setlocale(locale.LC_ALL)
        self.recursion = sys.getrecursionlimit()

    def restore(self) -> None:
        torch = sys.modules.get("torch")
        strict, warn_only = self.strict or (False, False)
        if torch is not None and _strictness(torch) != (strict, warn_only):
            torch.use_deterministic_algorithms(strict, warn_only=warn_only)
        sklearn = sys.modules.get("sklearn")
        if self.sklearn is not None and sklearn is not None and sklearn.get_config() != self.sklearn:
            sklearn.set_config(**self.sklearn)
        if self.plots is not None:
            self._restore_plots(self.plots)
        if np.geterr() != self.errors:
            np.seterr(**self.errors)
        self._restore_python()

    def _restore_python(self) -> None:
        if warnings.filters != self.filters:
            set_filters(self.filters)
        now, then = decimal.getcontext(), self.decimals
        if (now.prec, now.rounding, now.traps) != (then.prec, then.rounding, then.traps):
            decimal.setcontext(then.copy())
        if locale.setlocale(locale.LC_ALL) != self.locale:
            locale.setlocale(locale.LC_ALL, self.locale)
        if sys.getrecursionlimit() != self.recursion:
            sys.setrecursionlimit(self.recursion)

    @staticmethod
    def _restore_plots(plots: dict[str, Any]) -> None:
        current = sys.modules["matplotlib"].rcParams
        plots["backend"] = dict.__getitem__(current, "backend")  # chosen at the first figure, and then there
        if dict.__ne__(current, plots):
            dict.update(current, plots)


def _strictness(torch: Any) -> tuple[bool, bool]:
    return torch.are_deterministic_algorithms_enabled(), torch.is_deterministic_algorithms_warn_only_enabled()
