"""What closes a run: the score table, the exit code, the points in JUnit XML."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Any

import pytest

from ..outputs.text import number

MOST_FILES = 8  # beyond which a file has one line
_SHORT = {
    "failed": "wrong",
    "raised": "raises",
    "timed_out": "no answer in time",
    "out_of_memory": "out of memory",
    "grader_error": "grader error",
}

Row = dict[str, Any]


def finish(session: pytest.Session, rows: Sequence[Row]) -> None:
    """The exit code is 0 only when everything passed; points go into JUnit XML as properties of the suite."""
    if hasattr(session.config, "workerinput"):
        return
    if session.exitstatus == pytest.ExitCode.OK and any(row["outcome"] != "passed" for row in rows):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    for plugin in session.config.pluginmanager.get_plugins():
        if type(plugin).__name__ == "LogXML":
            for file, own in _by(rows, "file").items():
                plugin.add_global_property(f"score:{file}", number(_sum(own, "score")))
                plugin.add_global_property(f"max_score:{file}", number(_sum(own, "max_score")))


def write(terminal: pytest.TerminalReporter, rows: Sequence[Row]) -> None:
    """One line an exercise, a total, and how to run one again."""
    files = dict(sorted(_by(rows, "file").items()))
    terminal.section("score")
    if len(files) > MOST_FILES:
        for file, own in files.items():
            terminal.line(f"{file}  {_share(own)}")
        return
    for file, own in files.items():
        lines = _lines(own)
        wide = max(len(name) for name, _, _ in lines)
        high = max(len(share) for _, share, _ in lines)
        terminal.line(file, bold=True)
        for name, share, rest in lines:
            full = rest == "" and name != "total"
            terminal.write(f"  {name:<{wide}}  {share:>{high}}", green=full)
            terminal.line(f"   {rest}".rstrip())
    again = next((row for file in files for row in _ordered(files[file]) if row["outcome"] != "passed"), None)
    if again is not None:
        node = f"{again['file']}::{again['exercise']}"
        terminal.line("")
        terminal.line(f"one exercise again: pytest {shlex.quote(node)}")


def _lines(rows: Sequence[Row]) -> list[tuple[str, str, str]]:
    lines = []
    for name, own in _by(_ordered(rows), "exercise").items():
        lines.append((name, _share(own), _says(own)))
    return [*lines, ("total", _share(rows), "")]


def _says(rows: Sequence[Row]) -> str:
    """What is the matter with an exercise, in a few words; nothing where all is well."""
    outcomes = {row["outcome"] for row in rows}
    part = f"{len(rows)} of {rows[0]['checks']} checks run" if len(rows) < rows[0]["checks"] else ""
    if "not_attempted" in outcomes and outcomes <= {"not_attempted", "skipped"}:
        return ", ".join(filter(None, ("not attempted", part)))
    said: list[str] = []
    for outcome, own in _by([row for row in rows if row["outcome"] != "passed"], "outcome").items():
        if outcome == "skipped":
            said += dict.fromkeys(row["message"] for row in own)
        else:
            said.append(f"{_SHORT.get(outcome, outcome.replace('_', ' '))}: {', '.join(row['check'] for row in own)}")
    return "; ".join(filter(None, (*said, part)))


def _ordered(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row["index"])


def _by(rows: Sequence[Row], key: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(row)
    return found


def _sum(rows: Sequence[Row], key: str) -> float:
    return float(sum(row[key] for row in rows))


def _share(rows: Sequence[Row]) -> str:
    return f"{number(_sum(rows, 'score'))}/{number(_sum(rows, 'max_score'))}"
