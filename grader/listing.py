"""``grader list``: what there is to do, and how far one is, by reading files and running none."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .catalog import Course
from .outputs.text import number


def listing(course: Course) -> Iterator[str]:
    """The lines of the list. A mark stands before every exercise of which the learner's file has no stub any more."""
    yield course.name
    for unit in course.units:
        outline = course.outline(unit)
        path = course.exercises / f"{unit}.py"
        left = stubs_in(path.read_bytes()) if path.exists() else None
        hitch = "" if left is not None else " (a syntax error)" if path.exists() else " (no file in exercises/)"
        yield ""
        yield f"{unit}  {outline.title}, {number(outline.points)} points{hitch}"
        for exercise in outline.exercises:
            written = left is not None and exercise.name not in left
            needs = f"  after {', '.join(exercise.needs)}" if exercise.needs else ""
            yield f"  {'[x]' if written else '[ ]'} {exercise.name}  {number(exercise.points)}{needs}"


def stubs_in(source: bytes) -> set[str] | None:
    """The functions, methods and classes with a ``raise NotImplementedError`` left; None where it is no Python."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return {name for name, node in _defined(tree) if any(_is_stub(part) for part in ast.walk(node))}


def _defined(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    """The functions and classes of a file, and the classes' methods as ``Class.method``."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node
        if isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{part.name}", part) for part in node.body if isinstance(part, ast.FunctionDef))


def _is_stub(node: ast.AST) -> bool:
    if not isinstance(node, ast.Raise):
        return False
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
