"""What real pytest says of submissions, to be compared with what grading says.

run(folder, "exercises", "-x")                        pytest in a process of its own
by_pytest(course, "tiny", {"alice": b"..."}, folder)  {"alice": {("mean", "mean_is_right"): ("passed", 2.0), ...}}
"""

import importlib.metadata
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TINY = ROOT / "tests/assets/tiny_course"

Verdicts = dict[tuple[str, str], tuple[str, float]]  # (exercise, check) -> (outcome, score)

_RECORDER = """
import json

def pytest_runtest_logreport(report):
    if hasattr(report, "grader"):
        with open("verdicts.jsonl", "a", encoding="utf-8") as file:
            file.write(json.dumps({**report.grader, "nodeid": str(report.nodeid), "pytest": report.outcome}) + "\\n")
"""


@dataclass
class Run:
    """A finished process."""

    code: int
    out: str


def run(folder, *arguments, given="", env=None, seconds=120):
    """``pytest arguments`` in `folder`, with `given` typed in."""
    installed = importlib.metadata.entry_points(group="pytest11", name="grader")
    plugin = [] if installed else ["-p", "grader.pytest_plugin"]
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
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
        env={**os.environ, "PYTHONPATH": paths, "COLUMNS": "120", **(env or {})},
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
    env: Mapping[str, str] | None = None,
    seconds: float = 1800,
) -> dict[str, Verdicts]:
    """What one run of pytest over all `sources` (by any name) gives. `folder` must be empty.

    Raises AssertionError where a check has no verdict, or pytest's own outcome does not fit the engine's.
    """
    for number, source in enumerate(sources.values()):
        (folder / str(number) / "exercises").mkdir(parents=True)
        (folder / str(number) / "exercises" / f"{unit}.py").write_bytes(source)
    (folder / "conftest.py").write_text(_RECORDER)
    given = [f"grader_course = {course}"] if course else []
    given += [f"grader_call_seconds = {call_seconds}"] if call_seconds else []
    (folder / "pytest.ini").write_text("\n".join(["[pytest]", *given, ""]))
    done = run(folder, "-q", "--tb=no", "-p", "no:cacheprovider", *options, ".", env=env, seconds=seconds)
    lines = (folder / "verdicts.jsonl").read_text("utf-8").splitlines() if (folder / "verdicts.jsonl").exists() else []
    found: dict[str, Verdicts] = {name: {} for name in sources}
    names = list(sources)
    checks = 0
    for line in lines:
        row = json.loads(line)
        checks = max(checks, row["checks"])
        assert row["pytest"] in _fitting(row["outcome"]), row
        found[names[int(Path(row["file"]).parts[0])]][row["exercise"], row["check"]] = (row["outcome"], row["score"])
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
