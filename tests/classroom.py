"""The made-up class, and known mistakes beside it, graded once a unit for all tests that ask.

about(unit, ...)    parameters of a test that is about that unit
UNITS               parameters for tests; what is about the same unit goes to one worker of pytest-xdist
handed_in(unit)     {"anneke": b"..."}: the Python files of that unit
mistakes(unit)      {"gradients: missing_factor_two": b"..."}: every known mistake
some(unit)          a mistake of each exercise, in the first two units; `make agree` takes all of all units
graded(unit)        {"anneke": Report(...), "gradients: missing_factor_two": ...}, by `grader grade`
"""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet
from agreement import PATIENT, ROOT, grade, reports

from grader.catalog import Course
from grader.exam import Exam
from grader.results import Report

SUBMISSIONS = ROOT / "examples" / "submissions"
COURSE = Course.find(None, ROOT)


def about(unit: str, *others: object) -> ParameterSet:
    return pytest.param(unit, *others, marks=pytest.mark.xdist_group(unit))


UNITS = [about(unit) for unit in COURSE.units]
# One never ends, one fills the memory: how that ends, the clock decides. They are graded apart.
BY_THE_CLOCK = {("elif_k", "ex2_numpy"), ("lucía", "ex1_data")}
SEED = 0  # that of pytest and `grader check`


@cache
def exam(unit: str) -> Exam:
    return Exam(COURSE, unit, SEED)


def handed_in(unit: str) -> dict[str, bytes]:
    """By student. A name that is only near is a unit's file all the same: ``EX2_numpy.py``, ``ex1_data (1).py``."""
    files = sorted(path for path in SUBMISSIONS.glob("*/*.py") if path.name.casefold().startswith(unit))
    return {path.parent.name: path.read_bytes() for path in files}


def mistakes(unit: str) -> dict[str, bytes]:
    """The reference with one known mistake in it, for each that is known."""
    loaded = COURSE.load(unit)
    assert loaded.solution is not None
    return {
        f"{mistake.exercise}: {mistake.name}": loaded.solution + mistake.source.encode() for mistake in loaded.mistakes
    }


def some(unit: str) -> dict[str, bytes]:
    """The first mistake of each exercise of the first two units."""
    if unit not in COURSE.units[:2]:
        return {}
    first = {name.partition(":")[0]: name for name in reversed(mistakes(unit))}
    return {name: mistakes(unit)[name] for name in first.values()}


@cache
def graded(unit: str) -> dict[str, Report]:
    """The class, without what the clock decides, and a mistake of each exercise."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        shutil.copytree(SUBMISSIONS, folder / "class")
        for student, theirs in BY_THE_CLOCK:
            (folder / "class" / student / f"{theirs}.py").unlink()
        for name, source in some(unit).items():
            (folder / "class" / name).mkdir()
            (folder / "class" / name / f"{unit}.py").write_bytes(source)
        (folder / "grader.toml").write_text(PATIENT)
        grade(folder / "class", "--out", folder / "out", "--unit", unit, "--seed", str(SEED), cwd=folder)
        return reports(folder / "out")
