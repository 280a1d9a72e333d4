"""What real pytest and the real command say of the same submissions.

run(folder, "exercises", "-x")                       pytest in a process of its own
by_pytest(course, unit, {"alice": b"..."}, folder)   {"alice": {("mean", "mean_is_right"): {"outcome": "passed", ...}}}
by_grade(course, unit, {"alice": b"..."}, folder)    the same, by `grader grade` in the sandbox
differences(one, other)                              lines, none where both say the same of every check
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from grader.results import CheckResult, Report

ROOT = Path(__file__).resolve().parents[1]
TINY = ROOT / "tests/assets/tiny_course"

# A machine with much else to do lets a call wait for seconds. Where the clock is not what is tested, both places are
# given six times what they allow by default.
PATIENT_S = 30.0
PATIENT = "[limits]\nload_s = 60\ncall_s = 30\ncheck_s = 60\nunit_s = 180\nsubmission_s = 360\n"

Verdicts = dict[tuple[str, str], dict[str, Any]]  # (exercise, check) -> all that a CheckResult says

# What pytest counts and what the engine found, of every item. `grader` on a report is what the score table is made of.
_RECORDER = """
import dataclasses, json
import pytest

@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.when == "call" and hasattr(report, "grader"):
        told = {**report.grader, "pytest": report.outcome, "result": dataclasses.asdict(item.result)}
        with open("verdicts.jsonl", "a", encoding="utf-8") as file:
            file.write(json.dumps(told) + "\\n")
    return report
"""


@dataclass
class Run:
    """A finished process."""

    code: int
    out: str


def environment(**more: str) -> dict[str, str]:
    """This process's, with `grader` importable wherever a command runs."""
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, "PYTHONPATH": paths, "COLUMNS": "120", **more}


def run(folder, *arguments, given="", env=None, seconds=120):
    """``pytest arguments`` in `folder`, with `given` typed in."""
    installed = importlib.metadata.entry_points(group="pytest11", name="grader")
    plugin = [] if installed else ["-p", "grader.pytest_plugin"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *plugin, *arguments],
        cwd=folder,
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
        env=environment(**(env or {})),
    )
    return Run(done.returncode, done.stdout)


def by_pytest(
    course: Path | None,
    unit: str,
    sources: Mapping[str, bytes],
    folder: Path,
    *,
    options: tuple[str, ...] = (),
    call_seconds: float | None = None,
    seconds: float = 1800,
    seed: int = 0,
) -> dict[str, Verdicts]:
    """What one run of pytest over all `sources` (by any name) gives. `folder` must be empty or not there.

    Raises AssertionError where a check has no verdict, or pytest's own outcome or the score table's does not fit the
    engine's.
    """
    for number, source in enumerate(sources.values()):
        (folder / str(number) / "exercises").mkdir(parents=True)
        (folder / str(number) / "exercises" / f"{unit}.py").write_bytes(source)
    (folder / "conftest.py").write_text(_RECORDER)
    given = [f"grader_course = {course}"] if course else []
    given += [f"grader_call_seconds = {call_seconds}"] if call_seconds else []
    given += [f"grader_seed = {seed}"]
    (folder / "pytest.ini").write_text("\n".join(["[pytest]", *given, ""]))
    done = run(folder, "-q", "--tb=no", "-p", "no:cacheprovider", *options, ".", seconds=seconds)
    lines = (folder / "verdicts.jsonl").read_text("utf-8").splitlines() if (folder / "verdicts.jsonl").exists() else []
    found: dict[str, Verdicts] = {name: {} for name in sources}
    names = list(sources)
    for line in lines:
        row = json.loads(line)
        result = row["result"]
        assert row["pytest"] in _fitting(row["outcome"]), row
        assert (row["outcome"], row["score"]) == (result["outcome"], result["score"]), row
        found[names[int(Path(row["file"]).parts[0])]][row["exercise"], row["check"]] = result
    lengths = {len(verdicts) for verdicts in found.values()}
    assert done.code in (0, 1), done.out
    assert len(lengths) <= 1, f"some checks have no verdict\n{done.out[-4000:]}"
    return found


def _fitting(outcome: str) -> tuple[str, ...]:
    """How pytest may count an outcome. A file that does not load fails once, its other checks are skipped."""
    if outcome == "passed":
        return ("passed",)
    if outcome in ("skipped", "not_attempted"):
        return ("skipped",)
    return ("failed", "skipped")


def grade(*arguments: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None, code: int = 0) -> None:
    """``grader grade arguments``, which must end with `code`."""
    done = subprocess.run(
        [sys.executable, "-m", "grader", "grade", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env=env or environment(),
    )
    assert done.returncode == code, done.stdout + done.stderr


def reports(out: Path) -> dict[str, Report]:
    """The reports in a folder of results, by student."""
    found = [Report.from_dict(json.loads(path.read_text("utf-8"))) for path in (out / "reports").glob("*.json")]
    return {report.student: report for report in found}


def by_grade(
    course: Path | None, unit: str, sources: Mapping[str, bytes], folder: Path, *, settings: str = "", seed: int = 0
) -> dict[str, Verdicts]:
    """What ``grader grade`` gives for the same, with `settings` for a grader.toml. `folder` must be empty or not
    there."""
    for name, source in sources.items():
        (folder / "class" / name).mkdir(parents=True)
        (folder / "class" / name / f"{unit}.py").write_bytes(source)
    (folder / "grader.toml").write_text(settings)
    other = ["--course", course] if course else []
    grade(folder / "class", "--out", folder / "out", "--unit", unit, "--seed", str(seed), *other, cwd=folder)
    found = reports(folder / "out")
    return {name: verdicts(found[name]) for name in sources}


def verdicts(report: Report) -> Verdicts:
    """What a report says of every check."""
    return {(exercise, one.name): plain(one) for unit in report.units for exercise, one in unit.checks}


def plain(result: CheckResult) -> dict[str, Any]:
    """A result as it comes out of JSON."""
    found: dict[str, Any] = json.loads(json.dumps(asdict(result)))
    return found


def differences(one: Mapping[str, Verdicts], other: Mapping[str, Verdicts]) -> list[str]:
    """Where two sources of verdicts part ways, a line each: submission, check, what is different in both."""
    lines = []
    for name in sorted({*one, *other}):
        left, right = one.get(name, {}), other.get(name, {})
        for key in sorted({*left, *right}):
            a, b = left.get(key, {}), right.get(key, {})
            told = [f"{part} {a.get(part)!r} / {b.get(part)!r}" for part in {**a, **b} if a.get(part) != b.get(part)]
            if told:
                lines.append(f"{name}, {'.'.join(key)}: {'; '.join(told)}")
    return lines
