"""What the host says is what nbgrader saves.

A preprocessor for ``Autograde``, after ``Execute``: the outputs of our grade cells are replaced by the host's answers
for the cells as they were handed in. Whatever the submission's code did in its kernel, to `float`, to the display, to
our own module, it did to outputs that are thrown away. Where the host cannot grade, nbgrader is told that this
submission failed, and no score is saved.

A grade cell is known by its source, which nbgrader takes from its own database when it grades.
"""

from __future__ import annotations

import ast
import atexit
import os
import re
from collections.abc import Iterator
from typing import Any

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from .asking import Host, NoGrade, points_of

_host = Host()
atexit.register(_host.close)


class Seal(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader ships no types
    """Puts the host's scores into our grade cells."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Raises NoGrade, and nbgrader then gives up this submission, and says so."""
        cells = [cell.source for cell in nb.cells if cell.cell_type == "code"]
        for cell in nb.cells:
            call = _call_in(cell.source) if _is_test(cell) else None
            if call is not None:
                unit, exercise = call
                answer = _host.ask(cells, unit, exercise, hidden=True)
                score = points_of(answer["share"], cell.metadata["nbgrader"]["points"])
                cell.outputs = list(_outputs(answer["says"], score))
        return nb, resources


def _is_test(cell: Any) -> bool:
    return bool(cell.cell_type == "code" and is_grade(cell) and not is_solution(cell))


def _call_in(source: str) -> tuple[str, str] | None:
    """The unit and the exercise of a cell's ``grade("unit", "exercise", ...)``; None where it has no such call. Raises
    NoGrade for a cell of ours that cannot be read: the zero that it shows under the seal is no score.
    """
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:
        nodes = []
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "grade":
            named = [one.value for one in node.args[:2] if isinstance(one, ast.Constant)]
            if len(named) == 2:
                return str(named[0]), str(named[1])
    if re.search(r"\bgrade\(", source):
        raise NoGrade(f"no unit and exercise can be read from the grade cell {source!r}")
    return None


def _outputs(says: str, score: float) -> Iterator[Any]:
    new_output: Any = nbformat.v4.new_output
    if says:
        yield new_output("stream", name="stdout", text=says + os.linesep)
    yield new_output("execute_result", data={"text/plain": repr(score)}, execution_count=None)
