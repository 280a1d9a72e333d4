"""Mutants of a reference solution: the whole file again, with one small thing changed in a learner's part.

The changes are those of cosmic-ray's operators, used as a library: all that need no settings, as cosmic-ray itself
does. The two that do, VariableReplacer and VariableInserter, draw their constants at random: two runs would make
different mutants. To them come four kinds for what this course's solutions are made of and cosmic-ray has no operator
for: a statement left out, a keyword argument left out, ``-=`` for ``+=``, and ``*`` for ``@``.

Only what stands between the markers is changed, so docstrings, signatures and imports stay as they are: they are
given to the learner.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Example, Operator
from cosmic_ray.operators.provider import OperatorProvider
from parso.python import tree

from grader.stubs import BEGIN, END

WITH_SETTINGS = ("VariableReplacer", "VariableInserter")


@dataclass(frozen=True)
class Mutant:
    """One changed solution. `exercise` is the function or ``Class.method`` in which it was changed; `original` and
    `mutated` are the changed line before and after, spaces evened out.
    """

    exercise: str
    original: str
    mutated: str
    source: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is called in the list of equivalent mutants: no line number, so that other lines may come and go."""
        return self.exercise, self.original, self.mutated


def mutants(source: str) -> list[Mutant]:
    """All mutants of a solution, in the order of its lines; of several that are the same text, one."""
    lines = learners_lines(source)
    owners = owners_of(source)
    before = [(node, ast_line(node)) for node in ast_nodes(get_ast(source))]
    found: dict[str, tuple[int, Mutant]] = {}
    for operator in operators():
        places = [line for node, line in before for _ in operator.mutation_positions(node)]
        for occurrence, line in enumerate(places):
            if line not in lines:
                continue
            changed = mutate_code(source, operator, occurrence)
            if changed is not None and changed not in found and not same(source, changed):
                original, mutated = difference(source, changed)
                found[changed] = line, Mutant(owners[line], original, mutated, changed)
    return [mutant for _, mutant in sorted(found.values(), key=lambda entry: entry[0])]


def operators() -> Iterator[Operator]:
    """Every operator that a mutant is made by."""
    provider = OperatorProvider()
    for name in provider:
        if name not in WITH_SETTINGS:
            yield provider[name]()
    yield from (StatementDeletion(), ArgumentDeletion(), InPlaceReplacement(), ProductReplacement())


def learners_lines(source: str) -> set[int]:
    """The numbers of the lines between the markers."""
    found: set[int] = set()
    inside = False
    for number, line in enumerate(source.splitlines(), 1):
        inside = (inside or line.strip() == BEGIN) and line.strip() != END
        if inside:
            found.add(number)
    return found


def owners_of(source: str) -> dict[int, str]:
    """For every line of a function or method its name: ``fit_scaler``, ``LinearRegression.fit``."""
    found: dict[int, str] = {}
    for node in ast.parse(source).body:
        parts = node.body if isinstance(node, ast.ClassDef) else [node]
        owner = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
        for part in parts:
            if isinstance(part, ast.FunctionDef):
                found |= dict.fromkeys(range(part.lineno, (part.end_lineno or part.lineno) + 1), owner + part.name)
    return found


def ast_line(node: tree.PythonBaseNode) -> int:
    """The line on which a node begins."""
    return int(node.start_pos[0])


def same(one: str, other: str) -> bool:
    """Are two sources the same program? A source that is none is like no other."""
    try:
        return ast.dump(ast.parse(one)) == ast.dump(ast.parse(other))
    except SyntaxError:
        return False


def difference(before: str, after: str) -> tuple[str, str]:
    """The lines that differ, each side as one line."""
    old, new = before.split("\n"), after.split("\n")
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return evened(old), evened(new)


def evened(lines: list[str]) -> str:
    text = re.sub(r"\s+", " ", " ".join(lines)).strip()
    return re.sub(r"(?<=[(\[{]) ", "", text)


class StatementDeletion(Operator):
    """Leaves a simple statement out. A return is not: without it every answer is None, which nothing accepts."""

    def mutation_positions(self, node):
        if node.type == "simple_stmt" and node.children[0].type not in ("return_stmt", "string"):
            yield node.start_pos, node.end_pos

    def mutate(self, node, index):  # noqa: ARG002 -- as it is called
        return tree.Name("pass\n", node.start_pos, prefix=node.get_first_leaf().prefix)

    @classmethod
    def examples(cls):
        return (Example("f(x)\n", "pass\n"),)


class ArgumentDeletion(Operator):
    """Leaves a keyword argument out: what is passed instead is an empty ``**{}``, which fits behind any comma."""

    def mutation_positions(self, node):
        if node.type == "argument" and node.children[1] == "=":
            yield node.start_pos, node.end_pos

    def mutate(self, node, index):  # noqa: ARG002 -- as it is called
        return tree.Name("**{}", node.start_pos, prefix=node.get_first_leaf().prefix)

    @classmethod
    def examples(cls):
        return (Example("f(x, y=1)\n", "f(x, **{})\n"),)


class LeafReplacement(Operator):
    """Writes another operator in place of one, each that `others` names."""

    others: dict[str, tuple[str, ...]]

    def mutation_positions(self, node):
        if isinstance(node, tree.Operator) and node.parent.type != "decorator":
            for _ in self.others.get(node.value, ()):
                yield node.start_pos, node.end_pos

    def mutate(self, node, index):
        node.value = self.others[node.value][index]
        return node


class InPlaceReplacement(LeafReplacement):
    """Subtracts instead of adding, and the other way round, or assigns."""

    others = {"+=": ("-=", "="), "-=": ("+=", "=")}  # noqa: RUF012 -- a constant

    @classmethod
    def examples(cls):
        return (Example("x += 1\n", "x -= 1\n"), Example("x += 1\n", "x = 1\n", occurrence=1))


class ProductReplacement(LeafReplacement):
    """Multiplies element by element in place of matrices."""

    others = {"@": ("*",)}  # noqa: RUF012 -- a constant

    @classmethod
    def examples(cls):
        return (Example("x @ y\n", "x * y\n"),)
