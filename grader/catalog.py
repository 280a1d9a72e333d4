"""Find a course's content: one file per unit and folder, no registry.

A course has ``checks/<unit>.py``, ``mistakes/<unit>.py``, where there is something to show ``charts/<unit>.py``, and
shared modules in one package folder (``root``), and
``exercises/<unit>.py``, ``solutions/<unit>.py`` beside it (`base`). For the built-in course the package is
grader.course and the base is the folder in which the command runs, or the project's own. ``--course DIR`` names a
folder that holds all four.

`Course.outline` reads units, exercises, points and hints by `ast`, importing nothing heavy, for commands that must
answer at once.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import sys
import types
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import CourseError, UsageError

if TYPE_CHECKING:
    from .charts import Plot
    from .checks import Check, Unit
    from .mistakes import Mistake

LIBRARIES = frozenset(  # with what comes along with them
    {
        "numpy",
        "pandas",
        "scipy",
        "torch",
        "sklearn",
        "joblib",
        "matplotlib",
        "mpl_toolkits",
        "pylab",
        "typing_extensions",
    }
)
_NOT_SCORING = frozenset(  # folders and modules that show or keep results, and what a learner works in
    [
        *("exercises", "tests", "outputs", "learner", "pytest_plugin", "notebook", "notebooks", "sketch", "cli"),
        *("exports", "exporting", "kit", "autograder", "similar", "similarity"),
        *("listing", "batch", "lanes", "gradebook", "settings", "practice"),
        # they choose the bytes, which have digests of their own
        *("origin", "roster", "survey", "entries", "arrivals", "find", "walk", "trees", "archives"),
        *("policy", "toml_lines", "rulings", "rescoring", "tables", "nbgrader_course"),
    ]
)
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class CheckOutline:
    """What a fast listing says of a check."""

    exercise: str
    name: str
    says: str
    points: float
    visibility: str


@dataclass(frozen=True)
class ExerciseOutline:
    """What a fast listing says of an exercise."""

    name: str
    checks: tuple[CheckOutline, ...]
    needs: tuple[str, ...]
    hints: tuple[str, ...]

    @property
    def points(self) -> float:
        return sum(check.points for check in self.checks)


@dataclass(frozen=True)
class UnitOutline:
    """What a fast listing says of a unit."""

    name: str
    title: str
    exercises: tuple[ExerciseOutline, ...]

    @property
    def points(self) -> float:
        return sum(exercise.points for exercise in self.exercises)

    @property
    def names(self) -> set[str]:
        """What a policy can speak of: the unit, UNIT.EXERCISE, UNIT.EXERCISE.CHECK."""
        exercises = {f"{self.name}.{exercise.name}" for exercise in self.exercises}
        checks = {f"{self.name}.{one.name}.{check.name}" for one in self.exercises for check in one.checks}
        return {self.name} | exercises | checks


@dataclass(frozen=True)
class LoadedUnit:
    """A unit with its words: what is checked and what learners get wrong. `solution` is None where a learner has no
    reference.
    """

    name: str
    unit: Unit
    checks: tuple[Check, ...]
    mistakes: tuple[Mistake, ...]
    solution: bytes | None
    charts: tuple[Plot, ...] = ()

    def checks_of(self, exercise: str) -> list[Check]:
        return [check for check in self.checks if check.exercise == exercise]

    def upstream(self, exercise: str) -> list[str]:
        """The exercises that a right answer of `exercise` may call, directly or not, in course order."""
        direct = {entry.name: entry.needs for entry in self.unit.exercises}
        found: set[str] = set()
        waiting = list(direct[exercise])
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += direct[name]
        return [entry.name for entry in self.unit.exercises if entry.name in found]


class Course:
    """A course's folders. Loads units on demand."""

    def __init__(self, root: Path, base: Path, package: str) -> None:
        self.root = root
        self.base = base
        self.package = package
        self._loaded: dict[str, LoadedUnit] = {}

    @staticmethod
    def find(folder: Path | None = None, cwd: Path | None = None) -> Course:
        """The course in `folder`, or the built-in one. Raises UsageError where there is none."""
        if folder is not None:
            root = folder.resolve()
            if not (root / "checks").is_dir():
                raise UsageError(f"{folder} is no course: it has no folder 'checks'")
            return Course(root, root, "course_" + hashlib.sha256(str(root).encode()).hexdigest()[:12])
        here = (cwd or Path.cwd()).resolve()
        for base in (here, *here.parents):
            if (base / "exercises").is_dir():
                return Course(_PACKAGE / "course", base, "grader.course")
        return Course(_PACKAGE / "course", _PACKAGE.parent, "grader.course")

    @property
    def exercises(self) -> Path:
        return self.base / "exercises"

    @property
    def solutions(self) -> Path:
        beside = _PACKAGE.parent / "solutions"
        return beside if self.package == "grader.course" and beside.is_dir() else self.base / "solutions"

    @cached_property
    def name(self) -> str:
        """The first line of the course package's docstring."""
        return (_docstring(self.root / "__init__.py") or self.root.name).splitlines()[0].rstrip(".")

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The names of all units, in order."""
        return tuple(sorted(path.stem for path in (self.root / "checks").glob("*.py") if not path.stem.startswith("_")))

    @cached_property
    def digest(self) -> str:
        """A digest of everything that decides a score: checks, mistakes, shared modules, solutions, and the engine."""
        digest = hashlib.sha256()
        for folder in (self.root, self.solutions, _PACKAGE):
            for path in sorted(folder.rglob("*.py")):
                name = path.relative_to(folder)
                if name.parts[0].removesuffix(".py") not in _NOT_SCORING:
                    digest.update(str(name).encode() + b"\0" + path.read_bytes() + b"\0")
        return "sha256:" + digest.hexdigest()

    def require(self, unit: str) -> str:
        """`unit` itself. Raises UsageError where the course has none of that name."""
        if unit not in self.units:
            raise UsageError(f"no unit is called {unit!r}; this course has {', '.join(self.units) or 'none'}")
        return unit

    def load(self, unit: str) -> LoadedUnit:
        """Import the unit's words. Raises UsageError for an unknown unit, CourseError for a wrong one."""
        if self.require(unit) not in self._loaded:
            from .charts import Plot
            from .checks import Check, Unit
            from .mistakes import Mistake

            checks = self._module("checks", unit)
            mistakes = self._module("mistakes", unit) if (self.root / "mistakes" / f"{unit}.py").exists() else None
            charts = self._module("charts", unit) if (self.root / "charts" / f"{unit}.py").exists() else None
            declared = getattr(checks, "UNIT", None)
            if not isinstance(declared, Unit):
                raise CourseError(f"checks/{unit}.py declares no UNIT = Unit(...)")
            found = tuple(value for value in vars(checks).values() if isinstance(value, Check))
            wrong = tuple(value for value in vars(mistakes).values() if isinstance(value, Mistake)) if mistakes else ()
            drawn = tuple(value for value in vars(charts).values() if isinstance(value, Plot)) if charts else ()
            names = {exercise.name for exercise in declared.exercises}
            words: tuple[Check | Mistake | Plot, ...] = (*found, *wrong, *drawn)
            for entry in words:
                if entry.exercise not in names and entry.exercise.partition(".")[0] not in names:
                    raise CourseError(
                        f"{entry.name} in unit {unit} is about {entry.exercise}, which the unit does not declare"
                    )
            for name in names - {check.exercise for check in found}:
                raise CourseError(f"exercise {name} of unit {unit} has no check")
            solution = self.solutions / f"{unit}.py"
            source = solution.read_bytes() if solution.exists() else None
            self._loaded[unit] = LoadedUnit(unit, declared, found, wrong, source, drawn)
        return self._loaded[unit]

    def _module(self, folder: str, unit: str) -> types.ModuleType:
        if self.package not in sys.modules:
            _import(self.package, self.root / "__init__.py", self.root)
        if f"{self.package}.{folder}" not in sys.modules:
            _import(f"{self.package}.{folder}", self.root / folder / "__init__.py", self.root / folder)
        return importlib.import_module(f"{self.package}.{folder}.{unit}")

    def outline(self, unit: str) -> UnitOutline:
        """The unit's title, exercises, checks, points and hints, read without running it."""
        path = self.root / "checks" / f"{self.require(unit)}.py"
        checks = _checks_in(path)
        declared = next((call for node in ast.parse(path.read_bytes()).body if (call := _assigned(node, "Unit"))), None)
        if declared is None:
            raise CourseError(f"checks/{unit}.py declares no UNIT = Unit(...)")
        exercises = []
        for entry in declared.args[1:]:
            assert isinstance(entry, ast.Call)
            name, given = ast.literal_eval(entry.args[0]), _keywords(entry)
            own = tuple(check for check in checks.values() if check.exercise == name)
            exercises.append(ExerciseOutline(name, own, given.get("needs", ()), given.get("hints", ())))
        return UnitOutline(unit, ast.literal_eval(declared.args[0]), tuple(exercises))


def _checks_in(path: Path) -> dict[str, CheckOutline]:
    """The checks that a module has after its import, in that order: its own, and those of a neighbour that it
    imports.
    """
    found: dict[str, CheckOutline] = {}
    for node in ast.parse(path.read_bytes()).body:
        if isinstance(node, ast.ImportFrom) and node.level == 1 and node.module:
            beside = path.parent / f"{node.module}.py"
            theirs = _checks_in(beside) if beside.exists() else {}
            names = [alias.name for alias in node.names]
            if names == ["*"]:
                names = _offered(beside) or [name for name in theirs if not name.startswith("_")]
            found |= {name: theirs[name] for name in names if name in theirs}
        elif isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and _called(decorator) == "check":
                    given = _keywords(decorator)
                    says = " ".join((ast.get_docstring(node) or "").split())
                    points, visibility = float(given.get("points", 1.0)), given.get("visibility", "visible")
                    found[node.name] = CheckOutline(
                        ast.literal_eval(decorator.args[0]), node.name, says, points, visibility
                    )
    return found


def _offered(path: Path) -> list[str]:
    """A module's ``__all__``, empty where it has none."""
    for node in ast.parse(path.read_bytes()).body if path.exists() else ():
        if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == "__all__" for to in node.targets):
            return list(ast.literal_eval(node.value))
    return []


def _assigned(node: ast.stmt, name: str) -> ast.Call | None:
    """The call of `name` whose value a statement assigns."""
    call = node.value if isinstance(node, ast.Assign) else None
    return call if isinstance(call, ast.Call) and _called(call) == name else None


def _import(name: str, init: Path, folder: Path) -> None:
    """Import a package by path, so that relative imports work below it; a missing __init__.py is an empty one."""
    if init.exists():
        spec = importlib.util.spec_from_file_location(name, init, submodule_search_locations=[str(folder)])
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        return
    module = types.ModuleType(name)
    module.__path__ = [str(folder)]
    sys.modules[name] = module


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _keywords(node: ast.Call) -> dict[str, Any]:
    found = {}
    for keyword in node.keywords:
        if keyword.arg in ("points", "needs", "hints", "visibility"):
            found[keyword.arg] = ast.literal_eval(keyword.value)
    return found


def _docstring(path: Path) -> str | None:
    return ast.get_docstring(ast.parse(path.read_bytes())) if path.exists() else None
