"""In a notebook: ``from grader.notebook import check``, then ``check("gradients")`` below the cell that defines it.

The functions that are checked are the live ones, as the caller has them at that moment, in this very kernel; the
engine and the examples are those of `grader check`. Works in a plain Python session just as well.

In a file that is graded `grader.notebook` does nothing: grades are reached elsewhere.
"""

from __future__ import annotations

import contextlib
import difflib
import inspect
import random
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from .catalog import LIBRARIES, Course
from .errors import UsageError
from .exam import Exam
from .outputs import html
from .outputs.failure_text import failure_text
from .outputs.practice_text import exercise_lines, first_failure, printed, score_line
from .practice import SEED, Heard, Practice, listening
from .results import ExerciseResult
from .sandbox.live import LivePlace
from .sandbox.place import Limits, Source
from .sandbox.world import World
from .sketch import no_new_figures, sketch

__all__ = ["Result", "check"]

_exams: dict[tuple[str, str], Exam] = {}


def check(exercise: str = "", namespace: dict[str, Any] | None = None) -> Result:
    """Check your own functions as they are now: one exercise, all of a class's, or with no name the whole unit.

        check("gradients")        of the unit that UNIT = "..." names, or the only one that has it
        check("ex2_numpy.train")  of that unit
        check()                   all of UNIT

    `namespace` holds the functions; it is the caller's own if not given. Raises AskedWrong where it is unclear what to
    check.
    """
    if namespace is None:
        namespace = sys._getframe(1).f_globals  # noqa: SLF001 -- the documented way to the caller
    where = namespace.get("COURSE")
    course = Course.find(Path(where) if isinstance(where, str) else None)
    unit, names = _asked(course, exercise, namespace.get("UNIT"))
    theirs = World.of_now()  # what the learner set; the engine works as in a fresh process
    with listening(Heard(limit=0)), _random_state_kept(), no_new_figures(), World().entered():
        practice = Live(_exam(course, unit), namespace, theirs)
        try:
            with _nothing_displayed():
                results = [practice.exercise(name) for name in names]
                wrong = first_failure(results)
                said = printed(practice.said(wrong[1].name)) if wrong else ""
                pictures = {name: picture for name in names if (picture := sketch(practice, name))}
        finally:
            practice.close()
    return Result(unit, results, said, pictures)


class Result:
    """What came of a check. A notebook shows it as a page; printed it is text."""

    def __init__(self, unit: str, exercises: Sequence[ExerciseResult], said: str, pictures: dict[str, str]) -> None:
        self.unit = unit
        self.exercises = tuple(exercises)
        self.said = said
        self.pictures = pictures

    @property
    def score(self) -> float:
        return sum(exercise.score for exercise in self.exercises)

    @property
    def max_score(self) -> float:
        return sum(exercise.max_score for exercise in self.exercises)

    def _repr_html_(self) -> str:
        return html.cell(self.unit, self.exercises, self.said, self.pictures)

    def __repr__(self) -> str:
        wide = max(len(exercise.name) for exercise in self.exercises)
        parts = [exercise_lines(exercise, wide).plain for exercise in self.exercises]
        wrong = first_failure(self.exercises)
        if wrong is not None:
            exercise, failed = wrong
            parts += [
                "",
                failure_text(failed, exercise, self.unit),
                *(["", "It printed:", self.said] * bool(self.said)),
            ]
        return "\n".join([*parts, score_line(self.unit, self.exercises).plain])


class AskedWrong(UsageError):
    """It is unclear what to check. A notebook shows the sentence alone, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [f"grader: {self}"]


class Live(Practice):
    """A unit whose functions live in a namespace."""

    def __init__(self, exam: Exam, namespace: dict[str, Any], settings: World) -> None:
        self.path = Path(f"{exam.unit}.ipynb")
        limits = Limits()
        tops = {name.partition(".")[0] for name in exam.names}
        cells = tuple(_source(namespace.get(name)).encode("utf-8", "replace") for name in sorted(tops))
        place = LivePlace(namespace, LIBRARIES, limits, settings)
        self._begin(exam, place, Source(exam.unit, self.path.name, cells, notebook=True), limits)

    def exercise(self, name: str) -> ExerciseResult:
        """As ever; but a line without its text says nothing, for it is no line of any one cell."""
        result = super().exercise(name)
        return replace(result, checks=tuple(replace(one, line=None) for one in result.checks))


def _source(value: Any) -> str:
    """The text of a function or class, for the names of its parameters."""
    try:
        return textwrap.dedent(inspect.getsource(value)) if callable(value) else ""
    except (OSError, TypeError, SyntaxError):
        return ""


def _exam(course: Course, unit: str) -> Exam:
    key = (str(course.root), unit)
    if key not in _exams:
        _exams[key] = Exam(course, unit, SEED)
    return _exams[key]


# ---- what is asked for


def _asked(course: Course, wanted: str, declared: object) -> tuple[str, list[str]]:
    """The unit and the exercises that are meant. Raises AskedWrong."""
    known = {unit: [entry.name for entry in course.outline(unit).exercises] for unit in course.units}
    first, _, rest = wanted.partition(".")
    if first in known:
        return first, _of(known[first], rest, first)
    if declared is not None and declared not in known:
        raise AskedWrong(f"UNIT is {declared!r}, and there is no such unit; there are {', '.join(known)}")
    if isinstance(declared, str):
        return declared, _of(known[declared], wanted, declared)
    found = [unit for unit, names in known.items() if wanted and _matching(names, wanted)]
    if not wanted:
        raise AskedWrong(f"which unit? Set UNIT, or name it: {_choice(list(known))}")
    if len(found) > 1:
        raise AskedWrong(f"{wanted} is in several units; set UNIT, or name it: {_choice(found, '.' + wanted)}")
    if not found:
        _of([name for names in known.values() for name in names], wanted, "this course")
    return found[0], _matching(known[found[0]], wanted)


def _choice(units: list[str], rest: str = "") -> str:
    return " or ".join(f'check("{unit}{rest}")' for unit in units)


def _of(names: list[str], wanted: str, where: str) -> list[str]:
    found = _matching(names, wanted)
    if not found:
        near = difflib.get_close_matches(wanted, names, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
        raise AskedWrong(f"no exercise of {where} is called {wanted!r}; {hint}")
    return found


def _matching(names: list[str], wanted: str) -> list[str]:
    """The exercise of that name, or those of the class of that name; all for no name."""
    return [name for name in names if wanted in ("", name, name.partition(".")[0])]


# ---- the kernel is the learner's: it is left as it was


@contextlib.contextmanager
def _random_state_kept() -> Iterator[None]:
    import numpy as np

    torch = sys.modules.get("torch")
    ours = random.getstate(), np.random.get_state(), torch.get_rng_state() if torch else None  # noqa: NPY002
    try:
        yield
    finally:
        random.setstate(ours[0])
        np.random.set_state(ours[1])  # noqa: NPY002
        if torch:
            torch.set_rng_state(ours[2])


@contextlib.contextmanager
def _nothing_displayed() -> Iterator[None]:
    """What IPython would show at once: a ``plt.show()`` in a function that is called a hundred times."""
    if "IPython" not in sys.modules:
        yield
        return
    from IPython.utils.capture import capture_output

    with capture_output(stdout=False, stderr=False, display=True):
        yield
