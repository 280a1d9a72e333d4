"""Gradescope's results.json, one for each student.

A hidden check is an ordinary visible test with its name and outcome and nothing else: Gradescope's own ``hidden`` would
hide the student's total as well. What is ungraded has no score at all.
"""

from __future__ import annotations

import json
from typing import Any

from .job import Job
from .students import Graded
from .words import lines, on_top


def export(job: Job) -> list[str]:
    job.write_each({"results.json": as_json})
    return job.ungraded()


def as_json(one: Graded) -> str:
    return json.dumps(results(one), indent=1, ensure_ascii=True, allow_nan=False) + "\n"


def results(one: Graded) -> dict[str, Any]:
    top = {"output": "\n".join(on_top(one)), "output_format": "text", "visibility": "visible"}
    top |= {"stdout_visibility": "hidden", "test_output_format": "text", "test_name_format": "text"}
    if one.final is None:
        return top  # an empty list of tests might be added up to 0
    return {"score": one.final.score, **top, "tests": _tests(one)}


def _tests(one: Graded) -> list[dict[str, Any]]:
    return [
        {
            "name": line.name,
            "number": str(number),
            "score": line.check.score,
            "max_score": line.check.max_score,
            "status": "passed" if line.passed else "failed",
            "output": line.text,
            "tags": [line.unit, line.exercise],
            "visibility": "visible",
        }
        for number, line in enumerate(lines(one.view), 1)
    ]
