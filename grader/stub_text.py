"""One exercise's text in a learner's file, to be replaced by the stub's.

replaced(theirs, stub, "gradients")      their text with that function as it was in the beginning
"""

from __future__ import annotations

import ast
import codecs
import re

from .errors import UsageError

Span = tuple[int, int]  # first and last line, from 0, the last not included


def replaced(theirs: str, stub: str, exercise: str) -> str:
    """`theirs` with the exercise's text from `stub`, appended where there is none. Raises UsageError where unclear."""
    lines, fresh = theirs.splitlines(), stub.splitlines()
    source = span(stub, exercise)
    if source is None:
        raise UsageError(f"the stub has no {exercise}")
    own = span(theirs, exercise)
    text = fresh[slice(*source)]
    if own is None and "." in exercise:
        raise UsageError(f"{exercise} is not there to be replaced; put the whole unit back instead")
    if own is None:
        return "\n".join([*lines, "", "", *text]) + "\n"
    return "\n".join([*lines[: own[0]], *text, *lines[own[1] :]]) + "\n"


def in_bytes(theirs: bytes, stub: str, exercise: str) -> bytes:
    """The same with a file's bytes: byte order mark and line ends stay. Raises UsageError for what is no UTF-8."""
    mark = codecs.BOM_UTF8 if theirs.startswith(codecs.BOM_UTF8) else b""
    try:
        text = theirs.removeprefix(mark).decode()
    except UnicodeDecodeError:
        raise UsageError("your file is not UTF-8; put the whole unit back instead") from None
    fresh = replaced(text, stub, exercise).encode()
    return mark + (fresh.replace(b"\n", b"\r\n") if b"\r\n" in theirs else fresh)


def span(text: str, exercise: str) -> Span | None:
    """The lines of a function, class or method (``Class.method``); its last definition counts, as in Python."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return _span_by_eye(text, exercise)
    body: list[ast.stmt] = tree.body
    found: ast.stmt | None = None
    for name in exercise.split("."):
        found = next((node for node in reversed(body) if _defines(node, name)), None)
        if found is None:
            return None
        body = getattr(found, "body", [])
    assert found is not None
    decorators = getattr(found, "decorator_list", [])
    first = min([found.lineno, *(decorator.lineno for decorator in decorators)])
    return first - 1, found.end_lineno or first


def _defines(node: ast.stmt, name: str) -> bool:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return node.name == name
    return isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == name for to in node.targets)


def _span_by_eye(text: str, exercise: str) -> Span | None:
    """The same in a file that does not parse: from its ``def`` to the next thing that begins at the margin."""
    lines = text.splitlines()
    begins = re.compile(rf"(?:async +)?(?:def|class)\s+{re.escape(exercise)}\b")
    starts = [i for i, line in enumerate(lines) if begins.match(line)]
    if not starts:
        return None
    first = starts[-1]
    last = next(
        (i for i in range(first + 1, len(lines)) if re.match(r"(?:async +)?(?:def|class)\b|@|if __name__", lines[i])),
        len(lines),
    )
    while last > first + 1 and not lines[last - 1].strip():
        last -= 1
    while first > 0 and lines[first - 1].startswith("@"):
        first -= 1
    return first, last
