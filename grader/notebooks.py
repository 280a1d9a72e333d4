"""Notebooks from solutions: every unit also as a Jupyter notebook, with the same text and the same stubs.

notebook(course, unit)     the notebook, as JSON text
out_of_date(course)        the units whose notebook is not what its solution gives
write(course)              write them all; a notebook that somebody worked in is kept beside the new one

They lie in ``notebooks/``, apart from ``exercises/``: a folder with both would hand in the .py file, which is taken
first, and perhaps the untouched one.
"""

from __future__ import annotations

import ast
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .catalog import Course
from .stubs import stub_of

Node = ast.FunctionDef | ast.ClassDef

START = """\
# {title}

Run the cells from top to bottom (Shift+Enter). Each exercise has a cell to write in, in the place of
`raise NotImplementedError`, and below it a cell that checks what you wrote: run the first, then the second.
In a terminal, `grader hint {unit}.{exercise}` gives hints."""
END = """\
## All of it

Save the notebook. It can be handed in as it is, under this name: `{unit}.ipynb`."""


def folder_of(course: Course) -> Path:
    return course.base / "notebooks"


def notebook(course: Course, unit: str, source: str | None = None, folder: Path | None = None) -> str:
    """A unit's notebook that lies in `folder`, made from its stub or from another `source` of the same form."""
    import nbformat

    v4: Any = nbformat.v4
    source = stub_of(course, unit) if source is None else source
    made = []
    for number, (kind, text, _) in enumerate(cells_of(course, unit, source, folder or folder_of(course))):
        cell = v4.new_code_cell(text) if kind == "code" else v4.new_markdown_cell(text)
        cell["id"] = hashlib.sha256(f"{unit}/{number}".encode()).hexdigest()[:8]
        made.append(cell)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}, "grader": {"untouched": _digest(made)}}
    book = v4.new_notebook(cells=made, metadata=metadata, nbformat_minor=5)
    nbformat.validate(book)
    return str(v4.writes(book)).rstrip("\n") + "\n"


def out_of_date(course: Course, folder: Path | None = None) -> list[str]:
    """The units whose notebook is missing in `folder`, or differs from what the solution gives."""
    folder = folder or folder_of(course)
    return [unit for unit in course.units if _read(folder / f"{unit}.ipynb") != notebook(course, unit, None, folder)]


def write(course: Course, folder: Path | None = None) -> dict[str, Path | None]:
    """Write every notebook that is out of date: of each unit written, where somebody's work is kept, if there was."""
    folder = folder or folder_of(course)
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[str, Path | None] = {}
    for unit in out_of_date(course, folder):
        path = folder / f"{unit}.ipynb"
        before = _read(path)
        written[unit] = None
        if before is not None and not _untouched(before):
            written[unit] = kept = _free(path)
            kept.write_text(before, "utf-8")
        path.write_text(notebook(course, unit, None, folder), "utf-8")
    return written


# ---- cells


def cells_of(course: Course, unit: str, source: str, folder: Path) -> Iterator[tuple[str, str, str]]:
    """(kind, text, role) of every cell, in order. A role is start, text, setup, given, write NAME, check EXERCISE or
    end.
    """
    exercises = [entry.name for entry in course.outline(unit).exercises]
    tree = ast.parse(source)
    lines = source.splitlines()
    title, _, lesson = (ast.get_docstring(tree) or unit).partition("\n")
    yield "markdown", START.format(title=title.rstrip("."), unit=unit, exercise=exercises[0]), "start"
    if lesson.strip():
        yield "markdown", _markdown(lesson), "text"
    where = os.path.relpath(course.root, folder)
    other = "" if course.package == "grader.course" else f"COURSE = {where!r}\n"
    yield "code", f'from grader.notebook import check\n\nUNIT = "{unit}"\n{other}'.rstrip(), "setup"
    given: list[str] = []
    for node, first, last in _parts(tree, lines):
        names = _exercises_in(node, exercises)
        if not isinstance(node, Node) or not names:
            given += lines[first:last]
            continue
        if "".join(given).strip():
            yield "code", "\n".join(given).strip("\n"), "given"
        given = []
        yield "markdown", _teaching(node), "text"
        yield "code", "\n".join(_short(node, lines, first, last)).strip("\n"), f"write {node.name}"
        yield from (("code", f'check("{name}")', f"check {name}") for name in names)
    if "".join(given).strip():
        yield "code", "\n".join(given).strip("\n"), "given"
    yield "markdown", END.format(unit=unit), "end"
    yield "code", "check()", "end"


def _parts(tree: ast.Module, lines: list[str]) -> Iterator[tuple[ast.stmt, int, int]]:
    """Every statement but the docstring, with its lines: from the end of the one before, so that comments stay. An
    indented comment after the last line still belongs to it.
    """
    first = 0
    for node in tree.body:
        last = node.end_lineno or first
        while last < len(lines) and lines[last][:1].isspace() and lines[last].lstrip().startswith("#"):
            last += 1
        if not (node is tree.body[0] and _is_text(node)):
            yield node, first, last
        first = last


def _exercises_in(node: ast.stmt, exercises: Iterable[str]) -> list[str]:
    """The exercises that are written in a function or a class."""
    name = getattr(node, "name", None)
    return [one for one in exercises if name is not None and one.partition(".")[0] == name]


def _teaching(node: Node) -> str:
    """What the docstrings say, as Markdown: of a class, its methods', too."""
    texts = [f"## {node.name}", ast.get_docstring(node) or ""]
    if isinstance(node, ast.ClassDef):
        for method in node.body:
            if isinstance(method, ast.FunctionDef) and (told := ast.get_docstring(method)):
                texts += [f"### {node.name}.{_plain(method.name)}", told]
    return "\n\n".join(_markdown(text) for text in texts if text)


def _short(node: Node, lines: list[str], first: int, last: int) -> list[str]:
    """The lines of a function or a class, each docstring cut to its first paragraph: the rest stands above the cell."""
    kept = list(lines[:last])
    for inner in sorted(ast.walk(node), key=lambda inner: getattr(inner, "lineno", 0), reverse=True):
        if isinstance(inner, Node) and _is_text(inner.body[0]):
            docstring = inner.body[0]
            begin, end = docstring.lineno - 1, docstring.end_lineno or docstring.lineno
            blank = next((at for at in range(begin, end) if not kept[at].strip()), None)
            if blank is not None:
                kept[begin:end] = [*kept[begin : blank - 1], re.sub(":$", ".", kept[blank - 1]) + '"""']
    return kept[first:]


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _markdown(text: str) -> str:
    """A docstring as Markdown. It nearly is; what is left is `<` where Markdown would see a tag."""
    lines = text.strip("\n").splitlines()
    return "\n".join(
        line if line.startswith("    ") or "`" in line else re.sub("<(?=[A-Za-z/!?])", "&lt;", line) for line in lines
    )


def _plain(name: str) -> str:
    return f"`{name}`" if name.startswith("_") else name


# ---- files


def _digest(cells: Iterable[Any]) -> str:
    sources = ["".join(cell["source"]) for cell in cells]
    return hashlib.sha256("\0".join(sources).encode("utf-8", "replace")).hexdigest()[:16]


def _untouched(text: str) -> bool:
    """Are the cells of a notebook those that it was made with? Outputs do not matter."""
    import json

    try:
        book = json.loads(text)
        return bool(book["metadata"]["grader"]["untouched"] == _digest(book["cells"]))
    except (ValueError, KeyError, TypeError):
        return False


def _free(path: Path) -> Path:
    number = 1
    while (kept := path.with_name(f"{path.name}.bak-{number}")).exists():
        number += 1
    return kept


def _read(path: Path) -> str | None:
    return path.read_text("utf-8", "replace") if path.exists() else None
