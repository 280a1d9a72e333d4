"""The page on security: every line of the catalogue has its row, and every row tests that are there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text()
# The catalogue: how many lines it has of each kind.
LINES = {"X": 7, "T": 10, "M": 14, "S": 18, "C": 17, "P": 14, "W": 10, "K": 4, "F": 11, "H": 8}
ALIASES = {
    "A": ("sandbox/test_attacks.py", "test_layer_one_holds"),
    "G": ("sandbox/test_graded.py", "test_it_is_worth_nothing_and_costs_nobody_else"),
    "P": ("sandbox/test_graded.py", "test_what_it_patches_is_its_own"),
}
TABLES = {"A": "ATTACKS", "G": "LIARS", "P": "PATCHES"}
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if re.match(r"\| [A-Z]\d", line)
]


@cache
def functions_of(file: str) -> set[str]:
    tree = ast.parse((ROOT / "tests" / file).read_text())
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@cache
def keys_of(file: str, table: str) -> set[str]:
    tree = ast.parse((ROOT / "tests" / file).read_text())
    (found,) = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == table
    ]
    assert isinstance(found, ast.Dict)
    return {key.value for key in found.keys if isinstance(key, ast.Constant)}


def test_every_line_of_the_catalogue_has_one_row():
    wanted = [f"{kind}{number}" for kind, count in LINES.items() for number in range(1, count + 1)]
    assert [row[0] for row in ROWS] == wanted
    assert len(wanted) == 113


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_row_names_tests_that_are_there(row):
    assert len(row) == 6
    assert all(row)
    named = re.findall(r"`([^`]+)`", row[2])
    assert named
    for name in named:
        alias = re.fullmatch(r"([AGP])\[(.+)\]", name)
        if alias:
            file, test = ALIASES[alias[1]]
            assert alias[2] in keys_of(file, TABLES[alias[1]])
        else:
            file, _, test = name.partition("::")
        assert test in functions_of(file), name


def test_what_is_open_says_why():
    """A row says held or a dash; any other word, or anything open, has its reason beside it."""
    for number, _, _, layer, root, user in ROWS:
        if (root, user) not in {("held", "held"), ("\u2013", "\u2013")}:
            assert "**open" in root, number
        if "**open" in layer:
            assert ":" in layer.partition("**open")[2], number
    open_rows = {row[0] for row in ROWS if "**open" in " ".join(row)}
    assert open_rows == {"S3", "S14", "H4", "H5", "H8"}


def test_every_attack_of_the_tables_is_on_the_page():
    for alias, (file, _) in ALIASES.items():
        for key in keys_of(file, TABLES[alias]) - UNNAMED:
            assert f"`{alias}[{key}]`" in PAGE, key


# Attacks that belong to no line of the catalogue: kept, because they hold.
UNNAMED = {"a message queue", "signal", "nothing", "a type", "an exception that exits"}
