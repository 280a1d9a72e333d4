"""What a lesson writes on: lines on the terminal, pictures in a folder."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

mpl.use("agg")
POINTS, OTHERS, MODEL, TRUTH, QUIET = "#4878a8", "#e0923f", "#c2272d", "#1a7f37", "#9aa5b1"
LOOKS = {"axes.spines.top": False, "axes.spines.right": False, "legend.frameon": False, "axes.titlelocation": "left"}
LOOKS |= {"figure.constrained_layout.use": True, "figure.dpi": 80, "savefig.dpi": 80, "axes.titleweight": "bold"}
mpl.rcParams.update(LOOKS)


def solution(unit: str) -> ModuleType:
    """The reference solution of a unit, as a module."""
    path = Path(__file__).resolve().parents[1] / "solutions" / f"{unit}.py"
    spec = importlib.util.spec_from_file_location(f"solution_{unit}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Page:
    """One unit's lesson under way."""

    def __init__(self, unit: str, folder: Path) -> None:
        self.unit = unit
        self.folder = folder
        self.solution = solution(unit)
        title = (self.solution.__doc__ or unit).splitlines()[0].rstrip(".")
        print(f"\n{title}\n{'-' * len(title)}")

    def line(self, label: str, value: Any, form: str = "") -> None:
        """One line of the table: a label, and a number or several in the given form."""
        values = np.asarray(value).ravel().tolist() if not isinstance(value, str) else [value]
        print(f"  {label:<40} {' '.join(format(one, form) for one in values)}")

    def text(self, text: str) -> None:
        """Several lines as they are."""
        print("  " + text.replace("\n", "\n  "))

    def picture(self, name: str, figure: Figure) -> None:
        self.said(self.path(f"{name}.png"), figure.savefig)

    def said(self, path: Path, write: Any) -> None:
        """Write a file and say where it is."""
        write(path)
        print(f"  -> {path}")

    def path(self, name: str) -> Path:
        return self.folder / f"{self.unit}_{name}"


def axes(wide: float = 6.0, high: float = 3.6, columns: int = 1) -> tuple[Figure, list[Axes]]:
    """An empty figure, with as many axes side by side."""
    figure = Figure(figsize=(wide, high))
    return figure, list(np.atleast_1d(figure.subplots(1, columns)))


def losses(page: Page, curves: dict[str, Any], title: str, log: bool = True) -> None:
    """A picture of loss histories."""
    figure, (ax,) = axes()
    looks = zip((MODEL, POINTS, OTHERS, TRUTH), ("-", "--", "-.", ":"), strict=True)
    for (label, values), (color, style) in zip(curves.items(), looks, strict=False):
        ax.plot(values, style, color=color, label=label, linewidth=2)
    if log:
        ax.set_yscale("log")
    ax.set(title=title, xlabel="epoch", ylabel="loss")
    if len(curves) > 1:
        ax.legend()
    page.picture("losses", figure)
