"""A course's checks without the hidden ones: what a student kit may hold, as source text.

Taking a hidden check out is not enough: its helpers, its strategies and the comments above it say what it looks at. So
the other way round: what the visible checks need is kept, statement by statement, through all modules of the course
that they import, and the rest is left out. Mistakes and charts are never looked at.

What is visible is asked of the loaded course, not of its text; the text is then followed by name.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..catalog import Course
from ..errors import CourseError

Parts = tuple[str, ...]  # a module below the course's package: ("checks", "ex1_data")
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign, ast.AugAssign)


def visible_sources(course: Course, units: Sequence[str]) -> dict[str, str]:
    """Path below the course's package -> text, for all modules that the visible checks of `units` need.

    Raises CourseError where a visible check needs a hidden one, or an exercise has hidden checks only.
    """
    pruning = Pruning(course)
    hidden: set[tuple[Parts, str]] = set()
    for unit in units:
        loaded = course.load(unit)
        for exercise in loaded.unit.exercises:
            if all(check.visibility != "visible" for check in loaded.checks_of(exercise.name)):
                raise CourseError(
                    f"exercise {exercise.name} of unit {unit} has hidden checks only, so a kit cannot check it: "
                    "give it a visible one, or choose other units with --unit"
                )
        visible = {id(check) for check in loaded.checks if check.visibility == "visible"}
        pruning.need(("checks", unit), "UNIT")
        for name, value in vars(sys.modules[f"{course.package}.checks.{unit}"]).items():
            if id(value) in visible:
                pruning.need(("checks", unit), name)
        for check in loaded.checks:
            if id(check) not in visible:
                below = check.body.__module__.removeprefix(f"{course.package}.")
                hidden.add((tuple(below.split(".")), check.name))
    pruning.run()
    for parts, name in sorted(hidden):
        if pruning.kept(parts, name):
            raise CourseError(f"what is visible uses the hidden check {name}, so no kit can be made without it")
    made = {"__init__.py": pruning.text(()) if pruning.exists(()) else ""}
    made["checks/__init__.py"] = ""
    return made | {"/".join(parts) + ".py": pruning.text(parts) for parts in pruning.modules if parts}


@dataclass
class Statement:
    """A statement at the top of a module: what it defines, what it uses, and its lines."""

    node: ast.stmt
    defines: set[str]
    uses: set[str]
    first: int  # lines from 0, with the comment right above; the last not included
    last: int
    kept: bool = False


@dataclass
class Module:
    """A module's text, its statements, and the names in it that are wanted."""

    source: list[str]
    statements: list[Statement]
    wanted: set[str] = field(default_factory=set)

    def defining(self, name: str) -> Iterator[Statement]:
        return (statement for statement in self.statements if name in statement.defines)


class Pruning:
    """Follows names from what is needed to what that needs, over module borders."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.modules: dict[Parts, Module] = {}
        self.waiting: list[tuple[Parts, str]] = []

    # ---- modules

    def path(self, parts: Parts) -> Path:
        plain = self.course.root.joinpath(*parts).with_suffix(".py") if parts else self.course.root / "__init__.py"
        return plain if plain.exists() or not parts else self.course.root.joinpath(*parts) / "__init__.py"

    def exists(self, parts: Parts) -> bool:
        return self.path(parts).is_file()

    def module(self, parts: Parts) -> Module:
        """The module, read on first use; what it does besides defining is kept, with what that uses."""
        if parts not in self.modules:
            path = self.path(parts)
            text = path.read_text("utf-8")
            self.modules[parts] = found = _read(text)
            for statement in found.statements:
                if not isinstance(statement.node, (*_DEFINITIONS, ast.Import, ast.ImportFrom)):
                    self._keep(parts, statement)
        return self.modules[parts]

    def target(self, parts: Parts, node: ast.ImportFrom) -> Parts | None:
        """The module of the course that an import is from; None for any other."""
        own = tuple(node.module.split(".")) if node.module else ()
        package = tuple(self.course.package.split("."))
        if node.level == 0:
            return own[len(package) :] if own[: len(package)] == package else None
        above = parts[: len(parts) - node.level]  # the module's own name is the first level
        return (*above, *own) if node.level <= len(parts) else None

    # ---- following

    def need(self, parts: Parts, name: str) -> None:
        self.waiting.append((parts, name))

    def run(self) -> None:
        while self.waiting:
            parts, name = self.waiting.pop()
            module = self.module(parts)
            if name in module.wanted:
                continue
            module.wanted.add(name)
            for statement in module.defining(name):
                if isinstance(statement.node, ast.ImportFrom):
                    self._follow(parts, statement.node, name)
                elif not isinstance(statement.node, ast.Import):
                    self._keep(parts, statement)
            for statement in module.statements:
                node = statement.node
                if isinstance(node, ast.ImportFrom) and node.names[0].name == "*" and not name.startswith("_"):
                    target = self.target(parts, node)
                    if target is not None and self._offers(target, name):
                        self.need(target, name)

    def _keep(self, parts: Parts, statement: Statement) -> None:
        if not statement.kept:
            statement.kept = True
            for used in statement.uses:
                self.need(parts, used)

    def _follow(self, parts: Parts, node: ast.ImportFrom, name: str) -> None:
        target = self.target(parts, node)
        if target is None:
            return
        original = next(alias.name for alias in node.names if (alias.asname or alias.name) == name)
        if self.exists((*target, original)):  # from . import problems
            self.need((*target, original), "")
            for entry in self.module((*target, original)).statements:
                self._keep((*target, original), entry)
        else:
            self.need(target, original)

    def _offers(self, parts: Parts, name: str) -> bool:
        """Has a module a name, of its own or by a star?"""
        module = self.module(parts)
        if any(True for _ in module.defining(name)):
            return True
        stars = [statement.node for statement in module.statements if isinstance(statement.node, ast.ImportFrom)]
        targets = [self.target(parts, node) for node in stars if node.names[0].name == "*"]
        return any(target is not None and self._offers(target, name) for target in targets)

    def kept(self, parts: Parts, name: str) -> bool:
        return parts in self.modules and any(entry.kept for entry in self.modules[parts].defining(name))

    # ---- writing

    def text(self, parts: Parts) -> str:
        """The module's text with what is kept of it."""
        module = self.module(parts)
        chunks = [self._written(parts, module, statement) for statement in module.statements]
        pairs = [(chunk, statement.node) for chunk, statement in zip(chunks, module.statements, strict=True) if chunk]
        lines: list[str] = []
        before: ast.stmt | None = None
        for chunk, node in pairs:
            lines += [*_gap(before, node), chunk]
            before = node
        return "\n".join(lines) + "\n" if lines else ""

    def _written(self, parts: Parts, module: Module, statement: Statement) -> str:
        node = statement.node
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            return ast.unparse(node)
        if isinstance(node, ast.Import | ast.ImportFrom):
            if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
                target = self.target(parts, node)
                return ast.unparse(node) if target is None or self._wanted(target) else ""
            names = [alias for alias in node.names if _bound(alias) in module.wanted]
            node.names = names
            return _wrapped(node) if names else ""
        if isinstance(node, ast.Assign) and statement.defines == {"__all__"}:
            offered = [name for name in ast.literal_eval(node.value) if name in module.wanted]
            return f"__all__ = {offered!r}"
        return "\n".join(module.source[statement.first : statement.last]) if statement.kept else ""

    def _wanted(self, parts: Parts) -> bool:
        return parts in self.modules and bool(self.modules[parts].wanted)


# ---- reading


def _read(text: str) -> Module:
    tree, lines = ast.parse(text), text.splitlines()
    statements = []
    for node in tree.body:
        first = min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", []))]) - 1
        while first > 0 and lines[first - 1].lstrip().startswith("#"):
            first -= 1
        statements.append(Statement(node, set(_defines(node)), set(_uses(node)), first, node.end_lineno or first))
    return Module(lines, statements)


def _defines(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from (_bound(alias) for alias in node.names)
    else:
        for part in ast.walk(node):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                yield part.id


def _uses(node: ast.stmt) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load):
            yield part.id
        elif isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value.isidentifier():
            yield part.value  # an annotation in quotes, perhaps; a name too many does no harm


def _bound(alias: ast.alias) -> str:
    return alias.asname or alias.name.partition(".")[0]


def _gap(before: ast.stmt | None, node: ast.stmt) -> list[str]:
    """Blank lines between two statements, as the formatter of the project has them."""
    if before is None:
        return []
    block = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    if isinstance(before, block) or isinstance(node, block):
        return ["", ""]
    imports = ast.Import | ast.ImportFrom
    return [] if isinstance(before, imports) and isinstance(node, imports) else [""]


def _wrapped(node: ast.Import | ast.ImportFrom) -> str:
    text = ast.unparse(node)
    if len(text) <= 120 or isinstance(node, ast.Import):
        return text
    head, _, names = text.partition(" import ")
    return "\n".join([f"{head} import (", *(f"    {name}," for name in names.split(", ")), ")"])
