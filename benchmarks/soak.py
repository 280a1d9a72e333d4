"""One long run, watched for what grows: memory, open files, processes, temporary files.

    python -m benchmarks.soak [--count 2000] [--jobs 1] [--write]       generated submissions, the tests' tiny course
    python -m benchmarks.soak --copies 10 [--jobs 1] [--write]          copies of the 20 examples, ex1_data + ex2_numpy

The verdict is reached on the medians of the first and the last third after a warm-up. Exit code 1 where something
grows, is left behind, or was not graded. ``--write`` puts the figures into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from .generated import LIMITS, ROOT, TINY, write_class
from .watching import Process, Sample, Trend, graded_in, trends, watched

PAGE = ROOT / "docs" / "benchmarks.md"
EXAMPLES = ROOT / "examples" / "submissions"
MB_PER_1000 = 1.5  # a host writes down ids, an allocator wavers: 15 MB in 10,000 submissions is no leak
UNITS = ("ex1_data", "ex2_numpy")
CALL_S = 1.5  # one example of twenty hangs


def main() -> int:
    """Make the class, grade it, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=2000, help="generated submissions")
    parser.add_argument(
        "--copies", type=int, default=0, help="copies of each example, with the built-in course instead"
    )
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--every", type=float, default=1.0, help="seconds between two looks")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="soak-") as work:
        place = Path(work)
        if options.copies:
            what, more = copies(place, options.copies), [word for unit in UNITS for word in ("--unit", unit)]
        else:
            what, more = generated(place, options.count), ["--course", str(TINY)]
        total = sum(1 for _ in (place / "class").iterdir())
        print(f"{total} submissions: {what}", flush=True)
        command = [sys.executable, "-m", "grader", "grade", str(place / "class"), "--out", str(place / "out")]
        command += ["--seed", "7", "--jobs", str(options.jobs), *more]
        code, samples, left = watched(command, place / "out", place / "scratch", options.every)
        faults = faults_of(code, total, graded_in(place / "out" / "gradebook.db"), left, list(trends(samples)))
        faults += [f"left behind: {path.name}" for path in (place / "scratch" / "tmp").rglob("*")]
        text = table(total, what, options.jobs, samples, faults, outcomes(place / "out"))
    print(text)
    if options.write:
        write("copies" if options.copies else "soak", text)
    return int(bool(faults))


def generated(place: Path, count: int) -> str:
    kinds = write_class(place / "class", count)
    (place / "grader.toml").write_text(LIMITS, "utf-8")
    return "generated for the tiny course of the tests (" + ", ".join(f"{n} {kind}" for kind, n in kinds.items()) + ")"


def copies(place: Path, count: int) -> str:
    """All examples, and then all again: what an example fills for the first time is filled in the warm-up."""
    (place / "grader.toml").write_text(f"[limits]\ncall_s = {CALL_S}\n", "utf-8")
    for number in range(count):
        for example in sorted(EXAMPLES.iterdir()):
            if example.is_dir():
                shutil.copytree(example, place / "class" / f"{number:04}-{example.name}", symlinks=True)
    return f"{count} copies of the examples, {' and '.join(UNITS)}, with {CALL_S:g} s for a call"


def outcomes(out: Path) -> Counter[str]:
    """How many reports have which status and full score."""
    found: Counter[str] = Counter()
    for path in (out / "reports").glob("*.json"):
        report = json.loads(path.read_text("utf-8"))
        full = report["score"] == report["max_score"]
        found["ungraded" if report["status"] != "graded" else "full score" if full else "less"] += 1
    return found


def faults_of(code: int, total: int, graded: int, left: list[Process], found: list[Trend]) -> list[str]:
    """What is wrong with a run."""
    faults = [f"exit code {code}"] if code else []
    faults += [f"{total - graded} not graded"] if graded != total else []
    faults += [f"process {one.pid} ({one.role}) is left" for one in left]
    for trend in found:
        if trend.name.endswith(" MB") and not trend.name.startswith("gradebook") and trend.per_1000 > MB_PER_1000:
            faults.append(f"{trend.name} grow by {trend.per_1000:.2f} per 1,000 submissions")
        elif trend.name.endswith(("files", "processes")) and trend.late > trend.early:
            faults.append(f"{trend.name} grow from {trend.early:g} to {trend.late:g}")
    return faults


def table(total: int, what: str, jobs: int, samples: list[Sample], faults: list[str], graded: Counter[str]) -> str:
    """The figures as Markdown."""
    seconds = samples[-1].seconds if samples else 0.0
    reports = ", ".join(f"{count:,} {name}" for name, count in sorted(graded.items()))
    took = f"It took {seconds / 60:.1f} minutes, with {len(samples)} looks. Reports: {reports}."
    lines = [
        *(f"{total:,} submissions in one run with --jobs {jobs}: {what}.", took, ""),
        "| after the warm-up | first third | last third | highest | per 1,000 submissions |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {trend.name} | {trend.early:.1f} | {trend.late:.1f} | {trend.highest:.1f} | {trend.per_1000:+.2f} |"
        for trend in trends(samples)
    ]
    return "\n".join([*lines, "", f"Verdict: {'; '.join(faults) or 'nothing grows, nothing is left behind'}.", ""])


def write(mark: str, text: str) -> None:
    """Put the figures between their marks."""
    page = PAGE.read_text("utf-8")
    head, found, rest = page.partition(f"<!-- begin {mark} -->")
    if not found:
        head, rest = page.rstrip("\n") + "\n\n", ""
    tail = rest.partition(f"<!-- end {mark} -->")[2] or "\n"
    PAGE.write_text(f"{head}<!-- begin {mark} -->\n\n{text}\n<!-- end {mark} -->{tail}", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
