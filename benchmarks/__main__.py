"""What one submission costs in the sandbox: CPU of host and worker beyond the zygote's start.

    python -m benchmarks [--rounds 3] [--write]

Every example is graded `rounds` times after a warm-up; the figure of a submission is the median of its rounds, that
of the class the median of the submissions. Those that hang, or whose failures are shrunk, are named apart.
``--write`` puts the table into docs/benchmarks.md. Quote ratios and medians: machines differ, and share their cores.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import statistics
import time
from pathlib import Path
from typing import Any

from grader.catalog import LIBRARIES, Course
from grader.exam import Exam
from grader.run import UnitRun
from grader.sandbox.host import Sandbox
from grader.sandbox.place import DEFAULTS, Source
from grader.score import Marker

ROOT = Path(__file__).resolve().parents[1]
HANGS = 4.0  # seconds of wall clock: no submission but one that hangs takes as long
PAGE = ROOT / "docs" / "benchmarks.md"
FIRST_TWO = ("ex1_data", "ex2_numpy")


class Metered:
    """A place that remembers its workers, for what they cost."""

    def __init__(self, place: Sandbox) -> None:
        self.place, self.layers, self.workers = place, place.layers, []

    def open(self, source: Source) -> Any:
        self.workers.append(self.place.open(source))
        return self.workers[-1]

    def close(self) -> None:
        self.place.close()


def cost(exam: Exam, place: Metered, source: Source) -> tuple[float, float, bool]:
    """CPU seconds of host and worker for one unit of one submission, and whether all of it passed."""
    place.workers.clear()
    began = time.process_time()
    run = UnitRun(exam, place, source, DEFAULTS)
    try:
        result = Marker(run).unit()
    finally:
        run.close()
    return (
        time.process_time() - began,
        sum(worker.cpu_s or 0.0 for worker in place.workers),
        result.score == result.max_score,
    )


def main() -> None:
    """Measure, print, and write the page where asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    course = Course.find(None, ROOT)
    exams = {unit: Exam(course, unit, 0) for unit in course.units}
    gc.collect()
    gc.freeze()  # as a lane does
    with Sandbox(LIBRARIES, DEFAULTS) as sandbox, contextlib.redirect_stderr(io.StringIO()):
        place = Metered(sandbox)
        rows = [
            measure(folder, exams, place, options.rounds)
            for folder in sorted((ROOT / "examples/submissions").iterdir())
        ]
    text = table([row for row in rows if row], sandbox.layers)
    print(text)
    if options.write:
        head, _, tail = PAGE.read_text("utf-8").partition("<!-- begin cost -->")
        PAGE.write_text(
            f"{head}<!-- begin cost -->\n\n{text}\n<!-- end cost -->{tail.partition('<!-- end cost -->')[2]}", "utf-8"
        )


def measure(folder: Path, exams: dict[str, Exam], place: Metered, rounds: int) -> dict[str, Any]:
    """One submission's units: median CPU per unit, and which of them are not wholly right."""
    costs, wrong = {}, []
    for unit, exam in exams.items():
        file = folder / f"{unit}.py"
        if not file.is_file():
            continue
        source = Source(unit, file.name, (file.read_bytes(),))
        began = time.monotonic()
        cost(exam, place, source)
        if time.monotonic() - began > HANGS:
            return {"student": folder.name, "hangs": unit, "costs": {}, "wrong": []}
        seen = [cost(exam, place, source) for _ in range(rounds)]
        costs[unit] = (statistics.median(s[0] for s in seen), statistics.median(s[1] for s in seen))
        if not seen[0][2]:
            wrong.append(unit)
    return {"student": folder.name, "costs": costs, "wrong": wrong} if costs else {}


def table(rows: list[dict[str, Any]], layers: tuple[str, ...]) -> str:
    """The figures as Markdown."""
    lines = [f"Layers: {', '.join(layers)}. CPU in milliseconds, host + worker.", ""]
    lines += ["| submission | ex1 + ex2 | all seven | failures explained in |", "|---|---|---|---|"]
    sums: dict[str, list[float]] = {"two": [], "all": []}
    for row in rows:
        if "hangs" in row:
            lines.append(f"| {row['student']} | hangs in {row['hangs']} | - | - |")
            continue
        both = [row["costs"][unit] for unit in FIRST_TWO if unit in row["costs"]]
        two, every = (sum(h + w for h, w in part) * 1000 for part in (both, row["costs"].values()))
        whole = len(row["costs"]) == 7
        if len(both) == 2:
            sums["two"].append(two)
        if whole:
            sums["all"].append(every)
        shown = f"{every:.0f}" if whole else "-"
        lines.append(f"| {row['student']} | {two:.0f} | {shown} | {', '.join(row['wrong']) or 'none'} |")
    right = [
        sum(h + w for h, w in (row["costs"][u] for u in FIRST_TWO)) * 1000
        for row in rows
        if not row["wrong"] and "hangs" not in row
    ]
    middle = statistics.median(sums["two"]), statistics.median(right)
    lines += ["", f"Median, ex1 + ex2: {middle[0]:.0f} ms; of wholly right ones {middle[1]:.0f} ms."]
    lines += [f"Median, all seven units: {statistics.median(sums['all']):.0f} ms.", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
