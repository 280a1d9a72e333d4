"""The course proves itself: every check on every submission whose score is known beforehand.

The reference scores full and the stub 0; an empty answer earns nothing; every known mistake loses points on its own
exercise, is named there, and costs nothing elsewhere; no two mistakes are the same; other right answers score full.
All of it over several seeds, in the sandbox (``grader grade``) and in-process (``pytest``), with the same results in
both. Under the first seed every exercise of every submission is marked. Under the others, of a submission that is
the reference but for one exercise, those alone which that one can reach (the rest is the reference, word for word),
and failing examples are not made smaller.
"""

from __future__ import annotations

import ast
import contextlib
import inspect
import io
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from .alike import alike
from .catalog import LIBRARIES, Course, LoadedUnit
from .compare import quiet
from .errors import CourseError
from .exam import Exam
from .results import Outcome, UnitResult
from .run import UnitRun
from .sandbox.local import LocalPlace
from .sandbox.place import Limits, Place, Source
from .score import Marker
from .stubs import out_of_date
from .variants import Variant, exercise_of, variants

Matrix = dict[str, dict[str, str]]  # mistake -> "exercise.check" -> outcome


@dataclass
class Proof:
    """What verifying one unit under one seed found: sentences, each a fault of the course; and the matrix."""

    unit: str
    seed: int
    faults: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    matrix: Matrix = field(default_factory=dict)


def verify(
    course: Course,
    units: Iterable[str],
    seeds: Iterable[int],
    *,
    jobs: int = 1,
    sandbox: Callable[[Course], Place] | None = None,
    report: Callable[[Proof], None] = lambda _proof: None,
) -> list[Proof]:
    """Prove `units` over `seeds`, calling `report` with each proof as it is ready. `sandbox` makes the sandboxed
    place.
    """
    tasks = [
        (course.root, course.base, course.package, unit, seed, not later, sandbox)
        for later, seed in enumerate(seeds)
        for unit in units
    ]
    proofs = []
    if jobs <= 1:
        for task in tasks:
            proofs.append(_prove_task(task))
            report(proofs[-1])
        return proofs
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for proof in pool.map(_prove_task, tasks):
            proofs.append(proof)
            report(proof)
    return proofs


_places: dict[str, Place] = {}


def _prove_task(task: tuple[Path, Path, str, str, int, bool, Callable[[Course], Place] | None]) -> Proof:
    """One unit under one seed, with this process's own sandbox."""
    root, base, package, unit, seed, whole, sandbox = task
    course = Course(root, base, package)
    places: dict[str, Place] = {"local": LocalPlace(LIBRARIES)}
    if sandbox is not None:
        if str(root) not in _places:
            _places[str(root)] = sandbox(course)
        places["sandbox"] = _places[str(root)]
    return prove(course, unit, seed, places, whole=whole)


def prove(course: Course, unit: str, seed: int, places: dict[str, Place], *, whole: bool = True) -> Proof:
    """All that must hold of one unit under one seed; with `whole`, on every exercise of every submission."""
    proof = Proof(unit, seed)
    loaded = course.load(unit)
    proof.faults += lint(course, loaded)
    exam = Exam(course, unit, seed)
    proof.faults += [plan.broken for plan in exam.plans.values() if plan.broken]
    proof.faults += [
        f"oracle check {plan.check.name} has no informative example on which every empty answer fails"
        for plan in exam.plans.values()
        if plan.check.kind == "oracle" and not plan.telling
    ]
    proof.faults += twins(exam)
    for variant in variants(course, loaded):
        names = None if whole else reach(loaded, variant)
        results = {name: grade(exam, place, variant.source, names, shrink=whole) for name, place in places.items()}
        for name, result in results.items():
            proof.faults += [f"{variant.kind} {variant.name} ({name}): {fault}" for fault in judge(variant, result)]
        first, *others = results.values()
        for other in others:
            if other != first:
                proof.faults.append(f"{variant.kind} {variant.name}: the places differ: {_difference(first, other)}")
        proof.counts[variant.kind] += 1
        if variant.kind == "mistake":
            proof.matrix[f"{variant.exercise}: {variant.name}"] = {
                f"{exercise}.{check.name}": str(check.outcome) for exercise, check in first.checks
            }
    return proof


def reach(loaded: LoadedUnit, variant: Variant) -> list[str] | None:
    """The exercises on which a submission can differ from the reference; None for all of them."""
    if variant.exercise in ("", "*"):
        return None
    if variant.kind == "empty":
        return [variant.exercise]  # nothing is said of the others
    owner = variant.exercise.partition(".")[0]
    names = [exercise.name for exercise in loaded.unit.exercises]
    kin = {name for name in names if name.partition(".")[0] == owner}  # methods of a class call each other
    return [name for name in names if kin & {name, *loaded.upstream(name)}]


def grade(
    exam: Exam, place: Place, source: bytes, names: list[str] | None = None, *, shrink: bool = True
) -> UnitResult:
    """One unit of one submission, from its source; of its exercises those of these names."""
    run = UnitRun(exam, place, Source(exam.unit, f"{exam.unit}.py", (source,)), Limits())
    try:
        aside = io.StringIO()  # what they print is theirs, and so are their warnings
        with contextlib.redirect_stdout(aside), contextlib.redirect_stderr(aside), quiet():
            return Marker(run, shrink=shrink).unit(names)
    finally:
        run.close()


def judge(variant: Variant, result: UnitResult) -> list[str]:
    """What is wrong with a result whose score is known beforehand."""
    if result.problem is not None and variant.kind != "stub":
        return [f"does not load: {result.problem.message}"]
    broken = [
        f"{exercise}.{check.name}: {check.message}"
        for exercise, check in result.checks
        if check.outcome == Outcome.GRADER_ERROR
    ]
    if broken:
        return broken
    lost = {exercise.name for exercise in result.exercises if exercise.score < exercise.max_score}
    if variant.kind in ("reference", "alternative"):
        return [_loss(result, name) for name in sorted(lost)]
    if variant.kind == "stub":
        blamed = [check for _, check in result.checks if check.outcome not in (Outcome.NOT_ATTEMPTED, Outcome.SKIPPED)]
        return [f"the stub has {check.outcome} {check.name}: {check.message}" for check in blamed]
    if variant.kind == "empty":
        own = [exercise for exercise in result.exercises if variant.exercise in ("*", exercise.name)]
        return [
            f"earns {check.score:g} on {exercise.name}.{check.name}"
            for exercise in own
            for check in exercise.checks
            if check.score
        ]
    faults = [_loss(result, name) for name in sorted(lost - {variant.exercise})]
    if variant.exercise not in lost:
        return [*faults, f"is not caught on {variant.exercise}"]
    named = {check.mistake for exercise, check in result.checks if exercise == variant.exercise and check.mistake}
    if named != {variant.name}:
        faults.append(f"is named {', '.join(sorted(filter(None, named))) or 'not at all'}")
    return faults


def _loss(result: UnitResult, exercise: str) -> str:
    for name, check in result.checks:
        if name == exercise and check.score < check.max_score:
            return f"loses {exercise}.{check.name} ({check.outcome}: {check.message})"
    return f"loses {exercise}"


def _difference(a: UnitResult, b: UnitResult) -> str:
    for (exercise, first), (_, second) in zip(a.checks, b.checks, strict=True):
        if first != second:
            return f"{exercise}.{first.name}: {first.outcome} ({first.message}) and {second.outcome} ({second.message})"
    return f"{a.problem} {a.notes} and {b.problem} {b.notes}"


def twins(exam: Exam) -> list[str]:
    """Mistakes of one exercise that answer alike on every example, to every check: one of them is never named."""
    faults = []
    known = exam.loaded.mistakes
    for i, one in enumerate(known):
        for other in known[i + 1 :]:
            if one.exercise != other.exercise:
                continue
            plans = exam.plans_of(exercise_of(exam.loaded, one.exercise))
            pairs = [(exam.mistaken(plan, one), exam.mistaken(plan, other)) for plan in plans if not plan.broken]
            if all(
                alike(x, y)
                for a, b in pairs
                for left, right in zip(a, b, strict=True)
                for x, y in zip(left, right, strict=True)
            ):
                faults.append(f"mistakes {one.name} and {other.name} of {one.exercise} answer alike on every example")
    return faults


def lint(course: Course, loaded: LoadedUnit) -> list[str]:
    """What can be said of the content without running it: hints, docstrings, declared needs, committed stubs."""
    faults = []
    names = {exercise.name for exercise in loaded.unit.exercises}
    tree = ast.parse(loaded.solution or b"")
    defined = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    for exercise in loaded.unit.exercises:
        node = defined.get(exercise.name.partition(".")[0])
        if node is None:
            faults.append(f"the solution does not define {exercise.name}")
            continue
        if not ast.get_docstring(node):
            faults.append(f"{exercise.name} has no docstring in the solution")
        if len(exercise.hints) != 3:
            faults.append(f"{exercise.name} has {len(exercise.hints)} hints, not 3")
        called = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)} & names - {exercise.name}
        undeclared = called - set(loaded.upstream(exercise.name))
        if "." not in exercise.name and undeclared:
            faults.append(f"{exercise.name} calls {', '.join(sorted(undeclared))}, which its needs do not name")
    faults += [
        f"the first argument of check {check.name} is not called student"
        for check in loaded.checks
        if list(inspect.signature(check.body).parameters)[:1] != ["student"]
    ]
    try:
        faults += [
            f"exercises/{unit}.py is out of date: run grader stubs"
            for unit in out_of_date(course)
            if unit == loaded.name
        ]
    except CourseError as error:
        faults.append(str(error))
    return faults
