"""Which check catches which known mistake, as a page of Markdown."""

from __future__ import annotations

from collections.abc import Mapping

NOTHING = ("passed", "skipped", "not_attempted")


def markdown(matrices: Mapping[str, Mapping[str, Mapping[str, str]]]) -> str:
    """``{unit: {mistake: {"exercise.check": outcome}}}`` as tables: a row per mistake, with what catches it."""
    lines = ["# Known mistakes, and what catches them", "", "Written by `grader verify --matrix`."]
    for unit, matrix in matrices.items():
        lines += ["", f"## {unit}", "", "| exercise | mistake | caught by |", "|---|---|---|"]
        for name, outcomes in matrix.items():
            exercise, _, mistake = name.partition(": ")
            caught = ", ".join(f"`{check}`" for check, outcome in outcomes.items() if outcome not in NOTHING)
            lines.append(f"| {exercise} | `{mistake}` | {caught or 'nothing'} |")
    return "\n".join(lines) + "\n"
