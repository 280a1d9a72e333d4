"""PrairieLearn's results.json, one for each student: a score from 0 to 1, at most a megabyte.

What is ungraded is not gradable there: the student loses no attempt.
"""

from __future__ import annotations

import json
from typing import Any

from .job import Job
from .students import Graded
from .words import NOT_GRADED, lines, on_top

MOST_BYTES = 1_000_000
MOST_LETTERS = (20_000, 2_000, 400, 80, 0)  # of one message; the first with which the whole fits is taken


def export(job: Job) -> list[str]:
    job.write_each({"results.json": as_json})
    return job.ungraded()


def as_json(one: Graded) -> str:
    made = [json.dumps(results(one, most), ensure_ascii=True, allow_nan=False) + "\n" for most in MOST_LETTERS[:1]]
    for most in MOST_LETTERS[1:]:
        if len(made[-1]) <= MOST_BYTES:
            break
        made.append(json.dumps(results(one, most), ensure_ascii=True, allow_nan=False) + "\n")
    return made[-1]


def results(one: Graded, most: int = MOST_LETTERS[0]) -> dict[str, Any]:
    if one.final is None:
        return {"gradable": False, "message": NOT_GRADED, "format_errors": [NOT_GRADED]}
    share = one.final.score / one.final.max_score if one.final.max_score else 0.0
    return {
        "gradable": True,
        "score": round(min(max(share, 0.0), 1.0), 6),
        "message": "",
        "output": cut("\n".join(on_top(one)), most),
        "tests": [
            {
                "name": line.name,
                "description": cut(line.check.says, most),
                "points": line.check.score,
                "max_points": line.check.max_score,
                "message": "" if line.passed else cut(line.text, most),
            }
            for line in lines(one.view)
        ],
    }


def cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most] + " ..."
