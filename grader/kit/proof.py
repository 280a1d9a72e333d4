"""A kit proves itself: in a process that has the kit's engine and course and nothing of ours, the right answers score
full, with no solution at hand.

    python -m grader.kit.proof < {"unit": "source of the reference", ...}

runs in the kit with what it installs on its path, and prints, as JSON, what is wrong: nothing, if all is well.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from ..errors import GraderError
from ..results import Outcome


def prove(kit: Path, installed: Path, references: Mapping[str, str]) -> list[str]:
    """What is wrong with a kit, a line each. `installed` is the folder with its package."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "grader.kit.proof"],
        input=json.dumps(references),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=kit,
        env={**os.environ, "PYTHONPATH": str(installed)},
    )
    try:
        found = json.loads(done.stdout.splitlines()[-1])
    except (ValueError, IndexError):
        told = (done.stderr.strip() or "no answer").splitlines()[-1]
        raise GraderError(f"the kit's own checks do not run: {told}") from None
    return [str(line) for line in found]


def faults(references: Mapping[str, str]) -> list[str]:
    """The same, in the kit's own process, started in its folder."""
    from ..catalog import LIBRARIES, Course
    from ..exam import Exam
    from ..practice import SEED
    from ..run import UnitRun
    from ..sandbox.local import LocalPlace
    from ..sandbox.place import Limits, Source
    from ..score import Marker

    course, limits, found = Course.find(), Limits(), []
    for unit, source in references.items():
        loaded = course.load(unit)
        found += [f"{unit}: hidden check {check.name}" for check in loaded.checks if check.visibility != "visible"]
        if loaded.solution is not None or loaded.mistakes:
            found.append(f"{unit}: a solution or mistakes are there")
        run = UnitRun(
            Exam(course, unit, SEED), LocalPlace(LIBRARIES, limits), Source(unit, unit, (source.encode(),)), limits
        )
        try:
            checks = Marker(run).unit().checks
        finally:
            run.close()
        for exercise, check in checks:
            if check.outcome != Outcome.PASSED:
                found.append(f"{unit}, {exercise}, {check.name}: {check.outcome} on the right answer: {check.message}")
    return found


if __name__ == "__main__":
    print(json.dumps(faults(json.load(sys.stdin))))  # noqa: T201 -- what `prove` reads
