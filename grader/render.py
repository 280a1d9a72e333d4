"""Values as text: arguments as Python that can be pasted, answers with six digits.

Six digits keep a report the same wherever it is made; arguments are written exactly, so that the call really fails.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from .compare import is_tensor
from .errors import Mismatch
from .raw import Failure
from .results import Counterexample
from .sandbox.wire import Handle, Opaque
from .student import Answer, Call, Thing

MOST = 1500  # characters of a value
MOST_ITEMS = 400


def counterexample(failure: Failure, source: str, parameters: list[str]) -> Counterexample | None:
    """The failing call of a check, what was expected and what came. `parameters` are the reference's names."""
    if not failure.calls:
        return None
    at = _telling_call(failure)
    made = {made.number: made for made in failure.calls if made.keep}
    call, reply = failure.calls[at], failure.replies[at] if at < len(failure.replies) else None
    error = failure.error
    expected = got = ""
    if isinstance(error, Mismatch):
        expected = "" if error.expected is None else show(error.expected)
        got = "" if error.got is None and error.kind != "type" else show(error.got)
    else:
        got = str(error)
    if not got and isinstance(reply, Answer):
        got = show(reply.value)
    maker = made.get(call.target.number) if call.target else None
    return Counterexample(code_of(call, names_in(source, call.name) or parameters, maker), expected, got)


def _telling_call(failure: Failure) -> int:
    """The call to show: the last that ran the learner's code, for what is read after it shows what that did."""
    ran = [at for at, call in enumerate(failure.calls) if call.op in ("call", "vjp")]
    return ran[-1] if ran else len(failure.calls) - 1


def code_of(call: Call, names: list[str], maker: Call | None = None) -> str:
    """The call as Python: ``gradients(X=np.array([[1.0]]), ...)``, by position where the names do not fit.

    `maker` is the call that made the object whose method is called.
    """
    args = [code(arg) for arg in call.args]
    if len(args) <= len(names):
        args = [f"{name}={arg}" for name, arg in zip(names, args, strict=False)]
    owner = f"{code_of(maker, []) if maker else call.target.type_name}." if call.target else ""
    return f"{owner}{call.name}({', '.join(args)})"


def names_in(source: str, function: str) -> list[str]:
    """The parameter names in a learner's ``def``, read as text (their file is never parsed here); [] where unclear."""
    found = re.search(rf"^[ \t]*def[ \t]+{re.escape(function)}[ \t]*\(([^()]*)\)", source, re.MULTILINE)
    if not found:
        return []
    names = [re.split(r"[:=]", part)[0].strip() for part in found[1].split(",") if part.strip()]
    plain = [name for name in names if name != "self"]
    return plain if all(name.isidentifier() for name in plain) else []


def line_of(source: str, function: str) -> int | None:
    """The line of a learner's ``def`` or ``class`` of this name (the last one counts, as in Python)."""
    name = function.rpartition(".")[2]
    found = list(
        re.finditer(rf"^[ \t]*(?:def|class)[ \t]+{re.escape(name)}\b|^{re.escape(name)}[ \t]*=", source, re.MULTILINE)
    )
    return source.count("\n", 0, found[-1].start()) + 1 if found else None


def code(value: Any) -> str:
    """A value as Python source."""
    if isinstance(value, np.ndarray):
        if value.size > MOST_ITEMS:
            return f"<array of shape {value.shape}>"
        if value.size == 0:
            return f"np.empty({value.shape})"
        kind = "" if value.dtype in (np.float64, np.int64, np.bool_) else f", dtype=np.{value.dtype}"
        return f"np.array({_nested(value.tolist())}{kind})"
    if isinstance(value, np.generic):
        return repr(value.item())
    if is_tensor(value):
        grad = ", requires_grad=True" if value.requires_grad else ""
        kind = "" if str(value.dtype) in ("torch.float32", "torch.int64") else f", dtype={value.dtype}"
        return f"torch.tensor({_nested(value.detach().tolist())}{kind}{grad})"
    if type(value) in (list, tuple):
        return _nested(value)
    if isinstance(value, Handle | Thing):
        return value.type_name
    return repr(value)[:MOST]


def _nested(value: Any) -> str:
    if type(value) is list:
        return "[" + ", ".join(_nested(item) for item in value) + "]"
    if type(value) is tuple:
        return "(" + ", ".join(code(item) for item in value) + ("," if len(value) == 1 else "") + ")"
    if type(value) is float and not np.isfinite(value):
        return "np.nan" if np.isnan(value) else ("np.inf" if value > 0 else "-np.inf")
    return repr(value)


def show(value: Any) -> str:
    """A value as a person reads it: numbers to six digits, long things cut."""
    text = _show(value)
    return text if len(text) <= MOST else text[: MOST - 4] + " ..."


def _show(value: Any) -> str:  # noqa: C901  one line per sort of value
    if isinstance(value, np.ndarray):
        if value.ndim == 0:
            return _number(value[()])
        if value.size > MOST_ITEMS:
            return f"an array of shape {value.shape}"
        return f"{_rows(value.tolist())}" if value.size else f"an empty array of shape {value.shape}"
    if isinstance(value, bool | np.bool_):
        return str(value)
    if isinstance(value, float | int | np.generic):
        return _number(value)
    if is_tensor(value):
        return f"tensor({_rows(value.detach().tolist())})"
    if type(value) is list:
        return "[" + ", ".join(_show(item) for item in value[:MOST_ITEMS]) + "]"
    if type(value) is tuple:
        return "(" + ", ".join(_show(item) for item in value[:MOST_ITEMS]) + ")"
    if type(value) is dict:
        return "{" + ", ".join(f"{key!r}: {_show(item)}" for key, item in list(value.items())[:MOST_ITEMS]) + "}"
    if isinstance(value, Opaque | Handle | Thing):
        return f"<{value.type_name} object>"
    if hasattr(value, "to_string"):
        return str(value.head(10).to_string())
    return repr(value)[:MOST]


def _rows(value: Any) -> str:
    return "[" + ", ".join(_rows(item) for item in value) + "]" if type(value) is list else _number(value)


def _number(value: Any) -> str:
    if isinstance(value, complex | np.complexfloating | str):
        return str(value)
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    return f"{float(value):.6g}" if not isinstance(value, int) else str(value)
