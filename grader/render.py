"""Values as text: arguments as Python that can be pasted, answers with six digits.

Six digits keep a report the same wherever it is made; arguments are written exactly, so that the call really fails.
(A zero has no sign in either: nobody writes -0.0.)
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Any

import numpy as np

from .compare import is_tensor
from .sandbox.wire import Handle, Opaque
from .student import Thing

MOST = 1500  # characters of a value
MOST_ITEMS = 400  # of an argument: more than that is not pasted
READABLE = 40  # of an answer: more than that is not read


def line_of(source: str, function: str) -> int | None:
    """The line of a learner's ``def`` or ``class`` of this name (the last one counts, as in Python)."""
    name = function.rpartition(".")[2]
    found = list(
        re.finditer(rf"^[ \t]*(?:def|class)[ \t]+{re.escape(name)}\b|^{re.escape(name)}[ \t]*=", source, re.MULTILINE)
    )
    return source.count("\n", 0, found[-1].start()) + 1 if found else None


def words_of(source: str, function: str) -> set[str]:
    """The words of a learner's ``def`` or ``class``, without its comments and docstrings; read as text."""
    first = line_of(source, function)
    if first is None:
        return set()
    begin, *lines = source.splitlines()[first - 1 :]
    depth = len(begin) - len(begin.lstrip())
    inside = [begin, *takewhile(lambda line: not re.match(rf"[ \t]{{0,{depth}}}[^ \t#)\]}}]", line), lines)]
    text = re.sub(r"\"\"\".*?\"\"\"|'''.*?'''", "", "\n".join(inside), flags=re.DOTALL)
    return set(re.findall(r"\w+", re.sub(r"#.*", "", text)))


def code(value: Any) -> str:
    """A value as Python source."""
    if isinstance(value, np.ndarray):
        if value.size > MOST_ITEMS:
            return f"<array of shape {value.shape}>"
        if value.size == 0:
            return f"np.empty({value.shape})"
        kind = "" if value.dtype in (np.float64, np.int64, np.bool_) else f", dtype=np.{value.dtype}"
        return _counted(value) or f"np.array({_nested(value.tolist())}{kind})"
    if isinstance(value, np.generic):
        return _nested(value.item())
    if is_tensor(value):
        grad = ", requires_grad=True" if value.requires_grad else ""
        kind = "" if str(value.dtype) in ("torch.float32", "torch.int64") else f", dtype={value.dtype}"
        return f"torch.tensor({_nested(value.detach().tolist())}{kind}{grad})"
    if isinstance(value, Handle | Thing):
        return value.type_name
    return _nested(value) if type(value) in (list, tuple, float) else repr(value)[:MOST]


def _counted(value: Any) -> str:
    """A long array that only counts upwards, in a short form that gives the very same numbers."""
    flat = value.ravel()
    if value.dtype != np.float64 or value.size < 13 or not np.array_equal(flat, np.arange(value.size) + flat[0]):
        return ""
    start = f" + {_nested(float(flat[0]))}" if flat[0] else ""
    return f"np.arange({float(value.size)}){'' if value.ndim == 1 else f'.reshape{value.shape}'}{start}"


def _nested(value: Any) -> str:
    if type(value) is list:
        return "[" + ", ".join(_nested(item) for item in value) + "]"
    if type(value) is tuple:
        return "(" + ", ".join(code(item) for item in value) + ("," if len(value) == 1 else "") + ")"
    if type(value) is float and not np.isfinite(value):
        return "np.nan" if np.isnan(value) else ("np.inf" if value > 0 else "-np.inf")
    return repr(value + 0.0) if type(value) is float else repr(value)


def show(value: Any, digits: int = 6) -> str:
    """A value as a person reads it: numbers to six digits, long things cut."""
    text = _show(value, digits)
    return text if len(text) <= MOST else text[: MOST - 4] + " ..."


def _show(value: Any, digits: int) -> str:  # noqa: C901  one line per sort of value
    if isinstance(value, np.ndarray):
        if value.ndim == 0:
            return _number(value[()], digits)
        if value.size > READABLE:
            return f"an array of shape {value.shape}"
        return _rows(value.tolist(), digits) if value.size else f"an empty array of shape {value.shape}"
    if isinstance(value, bool | np.bool_):
        return str(value)
    if isinstance(value, float | int | np.generic):
        return _number(value, digits)
    if is_tensor(value):
        if value.numel() > READABLE:
            return f"a tensor of shape {tuple(value.shape)}"
        return f"tensor({_rows(value.detach().tolist(), digits)})"
    if type(value) in (list, tuple):
        parts = [_show(item, digits) for item in value[:READABLE]]
        parts += [f"... ({len(value)} in all)"] if len(value) > READABLE else []
        return f"[{', '.join(parts)}]" if type(value) is list else f"({', '.join(parts)})"
    if type(value) is dict:
        return "{" + ", ".join(f"{k!r}: {_show(item, digits)}" for k, item in list(value.items())[:READABLE]) + "}"
    if isinstance(value, Opaque | Handle | Thing):
        return f"<{value.type_name} object>"
    if hasattr(value, "to_string"):
        return str(value.head(10).to_string())
    return repr(value)[:MOST]


def _rows(value: Any, digits: int) -> str:
    return (
        "[" + ", ".join(_rows(item, digits) for item in value) + "]" if type(value) is list else _number(value, digits)
    )


def _number(value: Any, digits: int) -> str:
    if isinstance(value, complex | np.complexfloating | str):
        return str(value)
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    return f"{float(value) + 0.0:.{digits}g}" if not isinstance(value, int) else str(value)
