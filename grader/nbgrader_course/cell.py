"""``grade``, the one call of a grade cell. It runs in the student's kernel and knows neither checks nor reference: the
cells that were run go to a host process, and a number and a text come back.

nbgrader reads a grade off the cell's output: any text on stderr is a zero, and what is no plain float is full marks.
So nothing is written to stderr here, and a Python float is returned. Where the host cannot grade, there is nothing that
a cell could put out and nbgrader would not take for a score; then, and only when nbgrader grades, the kernel ends, and
nbgrader says that this submission could not be graded.

Stands alone: the standard library only.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from .asking import Host, NoGrade, points_of

UNGRADED_STATUS = 70
_host = Host()


def grade(unit: str, exercise: str, points: float, hidden: bool = False) -> float:
    """The points of an exercise, from 0 to `points`. What was wrong is printed. `hidden`: with the hidden checks."""
    grading = os.environ.get("NBGRADER_EXECUTION") == "autograde"
    if grading and os.environ.get("GRADER_SEALED"):
        return 0.0  # the seal writes the score here when all cells have run
    try:
        answer = _host.ask(_cells(), unit, exercise, hidden=hidden)
    except NoGrade as error:
        print(f"{exercise} could not be graded: {error}", flush=True)  # noqa: T201 - the cell's output
        if grading:
            os._exit(UNGRADED_STATUS)
        return 0.0
    if answer["says"]:
        print(answer["says"], flush=True)  # noqa: T201 - the cell's output
    return points_of(answer["share"], points)


def _cells() -> list[str]:
    """The source of the cells that were run in this kernel, in that order."""
    shell: Any = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is None:
        raise NoGrade("this is no notebook")
    return [str(source) for source in shell.history_manager.input_hist_raw[1:]]
