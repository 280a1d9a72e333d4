"""Classroom 50's result.json and release-body.md, one for each student's repository.

Scores there are whole numbers, so points are multiplied by the smallest number that makes every check's whole, and
rounded where that would be above 1,000. What the runner knows (classroom, assignment, tag, addresses) is taken from the
environment that it sets; a batch on an instructor's machine needs CLASSROOM and ASSIGNMENT at least.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ..errors import UsageError
from .github import summary
from .job import Job
from .students import Graded
from .words import lines

SCHEMA = "classroom50/result/v1"
MOST_FACTOR = 1000
ROUND_FACTOR = 100


def export(job: Job) -> list[str]:
    known = job.environment
    require(known)
    graded = Job([one for one in job.students if one.final is not None], job.course, job.output)
    factor = factor_of(graded.students)
    if graded.students:
        graded.write_each({"result.json": lambda one: as_json(one, factor, known), "release-body.md": summary})
    told = [f"points are times {factor} in Classroom 50, which takes whole numbers only"] if factor != 1 else []
    return [*told, *job.ungraded()]


def require(known: Mapping[str, str]) -> None:
    """Raises UsageError where the environment does not say what a result is of."""
    missing = [name for name in ("CLASSROOM", "ASSIGNMENT") if not known.get(name)]
    if missing:
        raise UsageError(f"Classroom 50 needs {' and '.join(missing)} in the environment, as its runner sets them")


def factor_of(students: list[Graded]) -> int:
    """The smallest number that makes all points whole, or 100 where that is too large."""
    points = {
        value for one in students for line in lines(one.view) for value in (line.check.score, line.check.max_score)
    }
    points |= {value for one in students if one.final for value in (one.final.score, one.final.max_score)}
    factor = math.lcm(*(Fraction(str(value)).denominator for value in points))
    return factor if factor <= MOST_FACTOR else ROUND_FACTOR


def as_json(one: Graded, factor: int, known: Mapping[str, str]) -> str:
    assert one.final is not None
    commit = known.get("COMMIT_URL", "")
    result: dict[str, Any] = {
        "schema": SCHEMA,
        "classroom": known["CLASSROOM"],
        "assignment": known["ASSIGNMENT"],
        "owner": known.get("OWNER") or one.names.get("github") or one.names.get("clones") or one.student,
        "submission": known.get("SUBMISSION_TAG", ""),
        "commit": commit,
        "release": known.get("RELEASE_URL", ""),
        "review": known.get("REVIEW_URL") or commit,
        "datetime": _instant(one),
        "score": _whole(one.final.score, factor),
        "max-score": _whole(one.final.max_score, factor),
        "tests": [
            {
                "test-name": line.name,
                "passed": line.passed,
                "score": _whole(line.check.score, factor),
                "max-score": _whole(line.check.max_score, factor),
                "output": line.text,
            }
            for line in lines(one.view)
        ],
    }
    return json.dumps(result, indent=1, ensure_ascii=True, allow_nan=False) + "\n"


def _whole(score: float, factor: int) -> int:
    return math.floor(Fraction(str(score)) * factor + Fraction(1, 2))


def _instant(one: Graded) -> str:
    """When it was handed in, in UTC; now, where nobody knows."""
    said = one.view.submitted_at
    try:
        when = dt.datetime.fromisoformat(said) if said else dt.datetime.now(dt.UTC)
    except ValueError:
        when = dt.datetime.now(dt.UTC)
    when = when if when.tzinfo else when.replace(tzinfo=dt.UTC)
    return when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
