"""What an exercise's answers look like, where they can be looked at: of any course, by the shape of the answers alone.

Figures and animations are drawn as the learner's code made them. A list of numbers, such as the losses of a training,
becomes a curve beside the reference's.

    sketch(practice, "train")  ->  "data:image/png;base64,...", or "" where there is nothing to see
"""

from __future__ import annotations

import base64
import contextlib
import io
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from .alike import Reply
from .callers import RESET
from .practice import Practice
from .raw import Raw
from .sandbox.local import LocalWorker
from .sandbox.wire import Handle
from .student import Answer, Call

FEWEST = 4  # numbers that make a curve
LARGEST = 1e9  # beyond, a curve has diverged: there is little to see
SECONDS = 10.0  # for an animation
FRAMES = 40
_PICTURES = ("Figure", "FuncAnimation", "ArtistAnimation", "TimedAnimation")

Place = tuple[int | str, ...]  # where in an answer: the position in a tuple, the key in a dict


def sketch(practice: Practice, exercise: str) -> str:
    """The picture of an exercise that was run, as a ``data:`` address."""
    raws = list(practice.run.exercise(exercise).values())
    if any(raw.ended is not None for raw in raws):
        return ""
    with contextlib.suppress(Exception):  # a picture is a present, not a promise
        return _picture(practice, raws) or _curves(raws)
    return ""


# ---- figures


def _picture(practice: Practice, raws: Sequence[Raw]) -> str:
    found = [one for raw in raws for one in _made(raw)]
    if not found:
        return ""
    calls, at = max(found, key=lambda one: len(_sizes(one[0])) and max(_sizes(one[0])))
    practice.run.ask([RESET, *(call.request() for call in calls[: at + 1])], practice.run.limits.check_s)
    worker = practice.run.worker
    assert isinstance(worker, LocalWorker)
    shown = worker.session.objects[calls[at].number]
    return worker.aside(lambda: _drawn(shown), SECONDS) or ""


def _made(raw: Raw) -> Iterator[tuple[list[Call], int]]:
    """The calls of examples in which a figure was made, and which call made it."""
    for calls, replies in zip(raw.plan.calls, raw.replies, strict=False):
        for at, reply in enumerate(replies[: len(calls)]):
            value = reply.value if isinstance(reply, Answer) else None
            if isinstance(value, Handle) and value.type_name in _PICTURES:
                yield calls, at


def _sizes(calls: Sequence[Call]) -> list[int]:
    return [arg.size for call in calls for arg in call.args if isinstance(arg, np.ndarray)]


def _drawn(shown: Any) -> str:
    if hasattr(shown, "savefig"):
        return _png(shown)
    from matplotlib.animation import PillowWriter

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "training.gif"
        shown._save_count = min(shown._save_count or FRAMES, FRAMES)  # noqa: SLF001 -- Matplotlib offers no other way
        shown.save(str(path), writer=PillowWriter(fps=10), dpi=60)
        return _address("gif", path.read_bytes())


def _png(figure: Any) -> str:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=60, bbox_inches="tight")
    return _address("png", buffer.getvalue())


def _address(kind: str, data: bytes) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"


@contextlib.contextmanager
def no_new_figures() -> Iterator[None]:
    """Close what is made within: a notebook would show it a second time."""
    before = set(_figures())
    try:
        yield
    finally:
        for number in set(_figures()) - before:
            sys.modules["matplotlib.pyplot"].close(number)


def _figures() -> list[int]:
    pyplot = sys.modules.get("matplotlib.pyplot")
    return [] if pyplot is None else list(pyplot.get_fignums())


# ---- curves


def _curves(raws: Sequence[Raw]) -> str:
    """The longest list of numbers that was asked for, beside the reference's; of a wrong one, if there is any."""
    pairs = [(bool(raw.failures), *pair) for raw in raws for pair in _pairs(raw)]
    if not pairs:
        return ""
    _, label, theirs, yours = max(pairs, key=lambda pair: (pair[0], len(pair[2])))
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5.5, 3), layout="constrained")
    axes = figure.add_subplot()
    axes.plot(theirs, color="#9aa5b1", linewidth=5, label="reference")
    axes.plot(yours, color="#c2272d", linewidth=1.5, marker="." if len(yours) < 30 else "", label="yours")
    both = np.concatenate([theirs, yours])
    both = both[np.isfinite(both)]
    if both.size and both.min() > 0 and both.max() > 100 * both.min():
        axes.set_yscale("log")
    axes.set_title(label, loc="left", fontsize="medium")
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    return _png(figure)


def _pairs(raw: Raw) -> Iterator[tuple[str, Any, Any]]:
    for calls, theirs, yours in zip(raw.plan.calls, raw.plan.answers, raw.replies, strict=False):
        for call, right, given in zip(calls, theirs, yours, strict=False):
            for place in _lists(right):
                wanted, found = _at(right, place), _at(given, place)
                if found is not None and found.size and np.all(np.abs(wanted) < LARGEST):
                    name = next((key for key in reversed(place) if isinstance(key, str)), "")
                    told = name or (call.name if call.op == "get" else f"the list that {call.name} gives")
                    yield told, wanted, np.where(np.abs(found) < LARGEST, found, np.nan)


def _lists(reply: Reply) -> Iterator[Place]:
    """Where in an answer there are lists of numbers."""
    value = reply.value if isinstance(reply, Answer) else None
    parts: dict[Place, Any] = {(): value}
    if type(value) is tuple:
        parts = {(at,): part for at, part in enumerate(value)}
    elif type(value) is dict:
        parts = {(key,): part for key, part in value.items()}
    for place, part in parts.items():
        if type(part) is list and len(part) >= FEWEST and all(type(item) is float for item in part):
            yield place


def _at(reply: Reply, place: Place) -> Any:
    """The numbers there, None where there are none."""
    value = reply.value if isinstance(reply, Answer) else None
    try:
        for key in place:
            value = value[key]  # type: ignore[index]
        numbers = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError, LookupError):
        return None
    return numbers if numbers.ndim == 1 else None
