"""The made-up class, and known mistakes beside it, graded once a unit for all tests that ask.

UNITS               parameters for tests; what is about the same unit goes to one worker of pytest-xdist
handed_in(unit)     {"anneke": b"..."}: the Python files of that unit
mistakes(unit)      {"gradients: missing_factor_two": b"..."}: every known mistake, or one of each exercise
graded(unit)        {"anneke": Report(...), "gradients: missing_factor_two": ...}, by `grader grade`
"""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest
from agreement import PATIENT, ROOT, grade, reports

from grader.catalog import Course
from grader.exam import Exam
from grader.results import Report

SUBMISSIONS = ROOT / "examples" / "submissions"
COURSE = Course.find(None, ROOT)
UNITS = [pytest.param(unit, marks=pytest.mark.xdist_group(unit)) for unit in COURSE.units]
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


def mistakes(unit: str, *, every: bool = False) -> dict[str, bytes]:
    """The reference with one known mistake in it: the first of each exercise, or every one."""
    loaded = COURSE.load(unit)
    assert loaded.solution is not None
    found: dict[str, bytes] = {}
    seen: set[str] = set()
    for mistake in loaded.mistakes:
        if every or mistake.exercise not in seen:
            seen.add(mistake.exercise)
            found[f"{mistake.exercise}: {mistake.name}"] = loaded.solution + mistake.source.encode()
    return found


@cache
def graded(unit: str) -> dict[str, Report]:
    """The class, without what the clock decides, and a mistake of each exercise."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        shutil.copytree(SUBMISSIONS, folder / "class")
        for student, theirs in BY_THE_CLOCK:
            (folder / "class" / student / f"{theirs}.py").unlink()
        for name, source in mistakes(unit).items():
            (folder / "class" / name).mkdir()
            (folder / "class" / name / f"{unit}.py").write_bytes(source)
        (folder / "grader.toml").write_text(PATIENT)
        grade(folder / "class", "--out", folder / "out", "--unit", unit, "--seed", str(SEED), cwd=folder)
        return reports(folder / "out")
