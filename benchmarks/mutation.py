"""How well do the course's checks tell right from wrong? Every small change to a reference solution must lose points.

Each mutant (mutants.py) is graded like a submission. It is *killed* when it loses any point, or does not load. A
mutant that survives is either equivalent, that is: right by the contract of its exercise, or shows that a check is
missing. The equivalent ones are listed, each with its reason, in equivalent_mutants.toml; a survivor that is not listed
there, or a listed one that is killed or no longer made, ends the run with exit code 1.

    python -m benchmarks.mutation                       all units
    python -m benchmarks.mutation --unit ex1_data       one
    python -m benchmarks.mutation --write               all, and docs/mutation.md
"""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
import tomllib
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from grader.catalog import LIBRARIES, Course
from grader.compare import quiet
from grader.exam import Exam
from grader.raw import Raw
from grader.results import CheckResult, Outcome
from grader.run import UnitRun
from grader.sandbox.local import LocalPlace
from grader.sandbox.place import DEFAULTS, Limits, Source
from grader.score import Marker
from grader.variants import exercise_of

if TYPE_CHECKING:
    from grader.mistakes import Mistake

    from .mutants import Mutant

ROOT = Path(__file__).resolve().parent.parent
LISTED = Path(__file__).with_name("equivalent_mutants.toml")
PAGE = ROOT / "docs" / "mutation.md"
SEED = 0
SHORT = Limits(load_s=5.0, call_s=1.0, check_s=3.0, unit_s=8.0)  # so that endless mutants end
INTRODUCTION = """\
# Mutation testing

Do the checks tell right from wrong? `make mutation` changes each reference solution in every small way that
[cosmic-ray](https://github.com/sixty-north/cosmic-ray) knows, and some more (`benchmarks/mutants.py`), inside the
learner's parts only, and grades each of these mutants as a submission. One that loses any point, or does not load, is
*killed*. Those that survive are listed here: each is a right answer by the contract of its exercise, for the reason
given. A survivor without a reason fails the run.

This page is written by `python -m benchmarks.mutation --write`; the reasons are kept in
`benchmarks/equivalent_mutants.toml`.
"""

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Equivalent:
    """A mutant of `unit` that is right, and why."""

    unit: str
    exercise: str
    original: str
    mutated: str
    reason: str

    @property
    def key(self) -> Key:
        return self.exercise, self.original, self.mutated


@dataclass
class Survey:
    """What became of a unit's mutants."""

    unit: str
    mutants: int = 0
    survivors: list[Mutant] = field(default_factory=list)
    elsewhere: list[tuple[Mutant, str]] = field(default_factory=list)  # caught by another exercise's checks alone
    broken: list[tuple[Mutant, str]] = field(default_factory=list)  # a check breaks on it: a fault of the check

    @property
    def killed(self) -> int:
        return self.mutants - len(self.survivors)


class Judge(Marker):
    """Marks without a word of explanation: nobody reads it."""

    def _explain(self, raw: Raw, mistake: Mistake | None) -> dict[str, str]:  # noqa: ARG002 -- as it is called
        return {}


def survey(course: Course, unit: str, jobs: int = 1, seed: int = SEED) -> Survey:
    """Grade every mutant of a unit. Raises ValueError where the reference itself loses points in the short time."""
    from .mutants import mutants

    reference = (course.solutions / f"{unit}.py").read_text("utf-8")
    first = verdict(course, unit, seed, "", reference)
    if first:
        raise ValueError(f"the reference of {unit} loses {first}")
    found = Survey(unit)
    made = mutants(reference)
    for mutant, lost in zip(made, verdicts(course, unit, seed, made, jobs), strict=True):
        found.mutants += 1
        if not lost:
            found.survivors.append(mutant)
        elif lost.startswith(Outcome.GRADER_ERROR):
            found.broken.append((mutant, lost))
        elif not (lost + ".").startswith(f"{mutant.exercise.partition('.')[0]}.") and lost != "loading":
            found.elsewhere.append((mutant, lost))
    return found


def verdicts(course: Course, unit: str, seed: int, made: Iterable[Mutant], jobs: int) -> Iterator[str]:
    """Each mutant's verdict, in order."""
    tasks = [(course.root, course.base, course.package, unit, seed, one.exercise, one.source) for one in made]
    if jobs <= 1:
        yield from map(_task, tasks)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_task, tasks, chunksize=4)


def _task(task: tuple[Path, Path, str, str, int, str, str]) -> str:
    root, base, package, *rest = task
    return verdict(_course(root, base, package), *rest)


_courses: dict[Path, Course] = {}
_exams: dict[tuple[Path, str, int], Exam] = {}


def _course(root: Path, base: Path, package: str) -> Course:
    return _courses.setdefault(root, Course(root, base, package))


def verdict(course: Course, unit: str, seed: int, exercise: str, source: str) -> str:
    """Where a submission loses its first point, "" where nowhere: ``exercise.check``, ``loading``, or after
    ``grader_error`` the check that broke. `exercise` is looked at first.
    """
    key = course.root, unit, seed
    if key not in _exams:
        _exams[key] = Exam(course, unit, seed)
    lost, outcome = _lost(_exams[key], exercise, source, SHORT)
    if outcome == Outcome.TIMED_OUT:  # endless, or is the machine only busy?
        lost, outcome = _lost(_exams[key], exercise, source, DEFAULTS)
    return f"{outcome} {lost}" if outcome == Outcome.GRADER_ERROR else lost


def _lost(exam: Exam, exercise: str, source: str, limits: Limits) -> tuple[str, Outcome]:
    names = [entry.name for entry in exam.loaded.unit.exercises]
    own = exercise_of(exam.loaded, exercise)
    run = UnitRun(exam, LocalPlace(LIBRARIES), Source(exam.unit, f"{exam.unit}.py", (source.encode(),)), limits)
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()), quiet():
            problem = run.load()
            if problem is not None:
                return "loading", problem.outcome
            judge = Judge(run)
            for name in sorted(names, key=lambda name: name != own):
                for check in judge.exercise(name).checks:
                    if _costs(check):
                        return f"{name}.{check.name}", check.outcome
        return "", Outcome.PASSED
    finally:
        run.close()


def _costs(check: CheckResult) -> bool:
    return check.score < check.max_score


# ---------------------------------------------------------------------------------------------- the equivalent ones


def listed(path: Path = LISTED) -> list[Equivalent]:
    """The mutants that are known to be right. An entry names its unit, exercise, original line and reason, and one
    mutated line or a list of them. Raises ValueError for an entry that does not, or a mutant that is listed twice.
    """
    found: list[Equivalent] = []
    for entry in tomllib.loads(path.read_text("utf-8")).get("mutant", []):
        if set(entry) != {"unit", "exercise", "original", "mutated", "reason"} or not all(entry.values()):
            raise ValueError(f"not an entry of unit, exercise, original, mutated and reason: {entry}")
        mutated = entry.pop("mutated")
        for line in [mutated] if isinstance(mutated, str) else mutated:
            found.append(Equivalent(mutated=line, **entry))
            if found[-1].original == line:
                raise ValueError(f"nothing is changed: {entry}")
    keys = [(entry.unit, *entry.key) for entry in found]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"listed twice: {key}")
    return found


def faults(found: Survey, known: list[Equivalent]) -> list[str]:
    """What a survey shows to be wrong: checks that break, survivors without a reason, reasons without a survivor."""
    own = [entry for entry in known if entry.unit == found.unit]
    reasons = {entry.key for entry in own}
    survivors = {mutant.key for mutant in found.survivors}
    told = [f"{lost}, on\n{_diff(mutant.key)}" for mutant, lost in found.broken]
    told += [f"survives:\n{_diff(mutant.key)}" for mutant in found.survivors if mutant.key not in reasons]
    told += [f"is listed as equivalent, but does not survive:\n{_diff(e.key)}" for e in own if e.key not in survivors]
    return told


def _diff(key: Key) -> str:
    exercise, original, mutated = key
    return f"    {exercise}\n      - {original}\n      + {mutated}"


# ---------------------------------------------------------------------------------------------- the page


def section(found: Survey, known: list[Equivalent]) -> str:
    """The page's part on one unit."""
    reasons = {entry.key: entry.reason for entry in known if entry.unit == found.unit}
    lines = [
        f"## {found.unit}",
        "",
        f"{found.mutants} mutants, {found.killed} killed, {len(found.survivors)} equivalent.",
    ]
    seen: tuple[str, str] | None = None
    why = ""
    for mutant in found.survivors:
        if mutant.key not in reasons:
            continue
        reason = reasons[mutant.key]
        if (mutant.exercise, mutant.original) != seen or reason != why:
            lines += ["```"] if seen else []
            lines += ["", f"`{mutant.exercise}`: {reason}", "", "```diff", f"- {mutant.original}"]
        seen, why = (mutant.exercise, mutant.original), reason
        lines.append(f"+ {mutant.mutated}")
    return "\n".join(lines + ["```"] * (seen is not None)) + "\n"


def page(sections: dict[str, str], old: str = "") -> str:
    """The page, with `sections` in place of the old ones of these units."""
    kept = {part.partition("\n")[0]: f"## {part.strip()}\n" for part in old.split("\n## ")[1:]}
    return "\n".join([INTRODUCTION, *(text for _, text in sorted((kept | sections).items()))])


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutation", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--unit", action="append", help="this unit only; may be given several times")
    parser.add_argument("--jobs", type=int, default=1, help="processes at a time")
    parser.add_argument("--write", action="store_true", help="write docs/mutation.md")
    given = parser.parse_args(argv)
    course = Course.find(cwd=ROOT)
    known = listed()
    wrong = 0
    for unit in given.unit or course.units:
        found = survey(course, course.require(unit), given.jobs)
        print(f"{unit}: {found.mutants} mutants, {found.killed} killed, {len(found.survivors)} survive", flush=True)
        for mutant, lost in found.elsewhere:
            print(f"  killed by {lost} alone:\n{_diff(mutant.key)}")
        told = faults(found, known)
        for fault in told:
            print(f"  {fault}", flush=True)
        wrong += len(told)
        if given.write:
            old = PAGE.read_text("utf-8") if PAGE.exists() else ""
            PAGE.write_text(page({unit: section(found, known)}, old), "utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
