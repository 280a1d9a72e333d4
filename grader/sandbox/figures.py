"""Matplotlib's figures and animations as data: what was drawn, read off the artists, and never a pixel.

Nothing is rendered. An animation is stepped as if it were saved to a file, frame by frame, by Matplotlib's own private
methods, for the public ones all render.

Stands alone: NumPy, and matplotlib where it is imported already.
"""

from __future__ import annotations

import colorsys
import sys
from collections.abc import Callable
from typing import Any

import numpy as np


def figure(request: dict[str, Any], target: Any) -> dict[str, Any]:
    """A figure, or an animation's, as data: its own ``title`` and ``legend``, and for each of its ``axes`` the parts
    that are asked for by name (see PARTS). Nothing is rendered: what is read is what was drawn, by whatever function.
    """
    shown = target if hasattr(target, "axes") else target._fig
    wanted = request["args"] or list(PARTS)
    titles = [part.get_suptitle() for part in (shown, *getattr(shown, "subfigs", ()))]
    return {
        "title": next((text for text in titles if text), ""),
        "legend": [text.get_text() for legend in shown.legends for text in legend.get_texts()],
        "axes": [{part: PARTS[part](axes) for part in wanted} for axes in shown.axes],
    }


def _title(axes: Any) -> str:
    return next((text for text in (axes.get_title(place) for place in ("center", "left", "right")) if text), "")


def _place(axes: Any) -> list[float]:
    """Left, bottom, right and top, in fractions of the figure."""
    width, height = axes.figure.canvas.figure.bbox.size  # of the whole figure, also where the axes are in a part of it
    x0, y0, x1, y1 = axes.bbox.extents
    return [float(x0 / width), float(y0 / height), float(x1 / width), float(y1 / height)]


def _legend(axes: Any) -> list[str]:
    legend = axes.get_legend()
    return [] if legend is None else [str(text.get_text()) for text in legend.get_texts()]


def _points(axes: Any) -> Any:
    """All points (n, 2): scatters, and markers that no line joins."""
    from matplotlib.collections import PathCollection

    clouds = [cloud.get_offsets() for cloud in axes.collections if isinstance(cloud, PathCollection) and _seen(cloud)]
    clouds += [line.get_xydata() for line in axes.get_lines() if _seen(line) and _marked(line) and not _joined(line)]
    return np.concatenate([_floats(cloud).reshape(-1, 2) for cloud in (*clouds, np.empty((0, 2)))])


def _lines(axes: Any) -> list[dict[str, Any]]:
    """The lines that are seen: their points ``xy`` (n, 2) and their ``color`` in a word."""
    lines = [line for line in axes.get_lines() if _seen(line) and _joined(line)]
    return [{"xy": _floats(line.get_xydata()).reshape(-1, 2), "color": color_word(line.get_color())} for line in lines]


def _labels(axes: Any) -> list[list[str]]:
    """The labels of those lines, each with its line's color: its own, else the legend's for a line of that color."""
    legend = axes.get_legend()
    told = {}
    for handle, text in zip(legend.legend_handles, legend.get_texts(), strict=False) if legend is not None else ():
        if hasattr(handle, "get_linestyle") and hasattr(handle, "get_xydata") and _joined(handle):
            told[color_word(handle.get_color())] = str(text.get_text())
    found = []
    for line in axes.get_lines():
        if _seen(line) and _joined(line):
            own, color = str(line.get_label()), color_word(line.get_color())
            found.append([told.get(color, "") if own.startswith("_") else own, color])
    return found


def _seen(artist: Any) -> bool:
    return bool(artist.get_visible())


def _joined(line: Any) -> bool:
    return str(line.get_linestyle()).strip().lower() not in ("none", "") and line.get_linewidth() > 0


def _marked(line: Any) -> bool:
    return str(line.get_marker()).strip().lower() not in ("none", "")


def _floats(values: Any) -> Any:
    return np.ma.filled(np.ma.asarray(values, dtype=np.float64), np.nan)


def color_word(color: Any) -> str:
    """What a person calls a color: red is also crimson, darkred and #d62728."""
    from matplotlib.colors import to_rgb

    hue, saturation, value = colorsys.rgb_to_hsv(*to_rgb(color))
    if value < 0.2:
        return "black"
    if saturation < 0.2:
        return "white" if value > 0.9 else "gray"
    word = next(word for limit, word in _HUES if hue * 360 <= limit)
    return "pink" if word == "red" and saturation < 0.4 else word


_HUES = (
    (20, "red"),
    (45, "orange"),
    (70, "yellow"),
    (168, "green"),
    (200, "cyan"),
    (255, "blue"),
    (338, "purple"),
    (360, "red"),
)
PARTS: dict[str, Callable[[Any], Any]] = {
    part.__name__[1:]: part for part in (_title, _place, _points, _lines, _labels, _legend)
}


def settle(value: Any) -> None:
    """Keep an animation that nobody will draw from saying so on the terminal, once it is thrown away."""
    if "_draw_was_started" in getattr(value, "__dict__", ()):
        value._draw_was_started = True


def start(request: dict[str, Any], target: Any) -> bool:
    """Get an animation ready for `draw`, without rendering. True where Matplotlib drew the first frame already, as
    it does when an animation with blit and without init_func is made.
    """
    if getattr(target, "_first_draw_id", None) is not None:  # as `save` does: their own drawing must not start it
        target._fig.canvas.mpl_disconnect(target._first_draw_id)
    if target._init_func is not None and not target._blit:
        target._init_draw()
    target._stepper = iter(target.new_saved_frame_seq())
    return bool(target._blit and target._init_func is None)


def draw(request: dict[str, Any], target: Any) -> bool:
    """Draw the next frame; False where there was none."""
    for frame in target._stepper:
        target._draw_frame(frame)
        return True
    return False


def close(request: dict[str, Any], target: Any) -> None:
    """Close every figure, so that figures of one check do not pile up in the next."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close("all")
