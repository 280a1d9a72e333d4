"""Charts as SVG to stand in a page: Matplotlib draws, the page's style sheet colours.

What Matplotlib writes has the colours of `INKS`, which are no colours but names: each becomes a variable of the page
(``var(--ink)``), so that one picture serves light and dark. Nothing in it depends on the day or on chance. Text is
text and not outlines, so that it can be read, found and made larger.
"""

from __future__ import annotations

import functools
import html
import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..results import Chart, Series
from .text import one_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INKS = {
    "ink": "#010101",
    "quiet": "#010102",
    "line": "#010103",
    "yours": "#010104",
    "reference": "#010105",
    "good": "#010106",
    "bad": "#010107",
    "none": "#010108",
}
WIDTH = 4.2  # inches of 72 units; the page stretches it
SMALL = 8.5  # points
LEGEND: dict[str, Any] = {"frameon": False, "labelcolor": INKS["ink"], "fontsize": SMALL, "handlelength": 2.2}
STEEP = 1000.0  # largest over smallest, from where on a loss is drawn on a logarithmic axis


@functools.lru_cache(maxsize=512)
def comparison(chart: Chart) -> str:
    """One exercise's chart: the student's curve on the reference's; a sentence where it cannot be drawn."""
    try:
        return _comparison(chart)
    except Exception as error:  # noqa: BLE001 -- the numbers are a submission's, and the page has more to say
        return f"<p>This cannot be drawn ({type(error).__name__}).</p>"


def _comparison(chart: Chart) -> str:
    figure, axes = _blank(2.3)
    if chart.points is not None:
        axes.plot(*_gaps(chart.points), "o", color=INKS["quiet"], markersize=3.5, label="data")
    axes.plot(*_gaps(chart.reference), "--", color=INKS["reference"], linewidth=3.2, label="reference", zorder=3)
    if chart.yours is not None:
        axes.plot(*_gaps(chart.yours), "-", color=INKS["yours"], linewidth=1.5, label="yours", zorder=4)
    if _steep(chart):
        axes.set_yscale("log")
    axes.set_xlabel(chart.x_label, parse_math=False)
    axes.set_ylabel(chart.y_label, parse_math=False)
    axes.legend(**LEGEND)
    return _svg(figure, compared(chart), f"{chart.name} {chart.says}")


def compared(chart: Chart) -> str:
    """What is to be seen in the chart, in a sentence."""
    if chart.yours is None:
        return f"Only the reference's curve: {one_line(chart.missing) or 'yours is missing'}."
    if _alike(chart.yours, chart.reference):
        return "Your curve lies on the reference's."
    return f"Yours runs from {_ends(chart.yours)}, the reference's from {_ends(chart.reference)}."


def histogram(shares: Sequence[float]) -> str:
    """How many students have which share of the points, in tenths. A full score stands in the last tenth."""
    import numpy as np

    counts, edges = np.histogram(np.clip(shares, 0, 1), bins=10, range=(0.0, 1.0))
    figure, axes = _blank(2.0)
    bars = axes.bar(100 * edges[:-1] + 5, counts, width=9.2, color=INKS["yours"], zorder=3)
    axes.bar_label(bars, labels=[str(count) if count else "" for count in counts], color=INKS["ink"], fontsize=SMALL)
    axes.set_xticks(range(0, 101, 20), [f"{tick} %" for tick in range(0, 101, 20)])
    axes.set_xlabel("share of the points")
    axes.set_ylabel("students")
    axes.margins(y=0.15)
    axes.locator_params(axis="y", integer=True)
    told = ", ".join(
        f"{count} from {100 * low:.0f} to {100 * high:.0f} %"
        for count, low, high in zip(counts, edges, edges[1:], strict=False)
        if count
    )
    return _svg(figure, f"Students by share of the points: {told}.", "histogram")


def rates(rows: Sequence[tuple[str, int, int, int]], name: str) -> str:
    """A bar for each (check, passed, wrong, not tried): the shares of the class."""
    top = 0.35
    figure, axes = _blank(0.42 + top + 0.27 * len(rows), left=0.12, top=top)
    position, left = range(len(rows)), [0.0] * len(rows)
    whole = [max(1, passed + wrong + other) for _, passed, wrong, other in rows]
    for index, (label, ink) in enumerate((("passed", "yours"), ("wrong", "reference"), ("not tried", "none"))):
        widths = [100 * row[1:][index] / of for row, of in zip(rows, whole, strict=True)]
        axes.barh(position, widths, left=left, height=0.38, color=INKS[ink], label=label, zorder=3)
        left = [one + other for one, other in zip(left, widths, strict=True)]
    for place, row, of in zip(position, rows, whole, strict=True):
        style: dict[str, Any] = {"va": "bottom", "fontsize": SMALL, "color": INKS["ink"], "parse_math": False}
        axes.text(0, place - 0.22, row[0], **style)
        axes.text(100, place - 0.22, f"{100 * row[1] / of:.0f} %", ha="right", **style)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlim(0, 100)
    axes.set_ylim(len(rows) - 0.6, -0.8)
    axes.set_xticks(range(0, 101, 25), [f"{tick} %" for tick in range(0, 101, 25)])
    axes.legend(
        **LEGEND, ncols=3, loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.1, borderpad=0, columnspacing=1.2
    )
    told = ", ".join(f"{row[0]} {100 * row[1] / of:.0f} %" for row, of in zip(rows, whole, strict=True))
    return _svg(figure, f"Share of the class that passed each check of {name}: {told}.", f"rates {name}")


# ---- how they all look


def _blank(height: float, left: float = 0.5, top: float = 0.06) -> tuple[Figure, Axes]:
    """Axes with as little around them as can be; `left` and `top` are inches kept for labels.

    (Matplotlib could find the room by itself, at twice the time for each of a class's pictures.)
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height))
    bottom = 0.42
    axes = figure.add_axes(
        (left / WIDTH, bottom / height, 1 - (left + 0.22) / WIDTH, 1 - (bottom + top) / height),
    )
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(INKS["line"])
    axes.tick_params(colors=INKS["ink"], labelsize=SMALL, length=3)
    axes.grid(color=INKS["line"], linewidth=0.5, zorder=0)
    for label in (axes.xaxis.label, axes.yaxis.label):
        label.set(color=INKS["ink"], fontsize=SMALL)
    return figure, axes


def _svg(figure: Figure, told: str, salt: str) -> str:
    """The figure as an element of a page, `told` for whoever does not see it."""
    from matplotlib import rc_context

    out = io.StringIO()
    # the salt makes the names inside the same on every run, and others than those of the page's other pictures
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": salt, "font.family": "DejaVu Sans"}):
        nothing: dict[str, Any] = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        figure.savefig(out, format="svg", transparent=True, metadata=nothing)
    text = out.getvalue()
    text = text[text.index("<svg") :].strip()
    text = re.sub(r'<g id="[^"]*"', "<g", text)
    text = re.sub(r"font-family: [^;\"]*", "font-family: system-ui, sans-serif", text)
    text = re.sub(r"\s*\n\s*", "\n", text)
    for name, colour in INKS.items():
        text = text.replace(colour, f"var(--{name})")
    width, height = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', text).groups()  # type: ignore[union-attr]
    head = f'<svg role="img" aria-label="{html.escape(told)}" viewBox="0 0 {width} {height}">'
    return re.sub(r"<svg[^>]*>", lambda _: head, text, count=1)


# ---- numbers


def _gaps(series: Series) -> tuple[list[float], list[float]]:
    """The numbers, NaN where there is none: Matplotlib leaves a gap there."""
    x, y = ([float("nan") if value is None else value for value in values] for values in (series.x, series.y))
    return x, y


def _steep(chart: Chart) -> bool:
    """Do values run over so many powers of ten that only a logarithmic axis shows both ends?"""
    drawn = [series.y for series in (chart.reference, chart.yours, chart.points) if series is not None]
    values = [value for y in drawn for value in y if value is not None]
    return bool(values) and min(values) > 0 and max(values) > STEEP * min(values)


def _alike(a: Series, b: Series) -> bool:
    if len(a.y) != len(b.y):
        return False
    size = max((abs(value) for value in b.y if value is not None), default=0.0)
    return all(
        one is other or (one is not None and other is not None and abs(one - other) <= 1e-3 * size)
        for one, other in zip(a.y, b.y, strict=True)
    )


def _ends(series: Series) -> str:
    ends = (series.y[0], series.y[-1]) if series.y else (None, None)
    return " to ".join("no number" if value is None else f"{value:.3g}" for value in ends)
