"""reports/<student>.json: the whole report, for the instructor and for other programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ..policy import Grade
from ..results import Report
from .grade_text import reasons


def report(found: Grade | Report) -> str:
    """Strict JSON in the format ``grader-report/1``: what grading found, as it was found. Where a policy changed what
    counts, ``grade`` tells it.
    """
    if isinstance(found, Report):
        return found.to_json()
    return found.automatic.to_json(**({"grade": counts(found)} if found.adjusted else {}))


def counts(grade: Grade) -> dict[str, Any]:
    """What counts, as plain data."""
    return {
        "graded": grade.graded,
        "score": grade.score,
        "max_score": grade.max_score,
        "automatic_score": grade.automatic.score,
        "automatic_max_score": grade.automatic.max_score,
        "bonus": grade.bonus,
        "units": [asdict(unit) for unit in grade.units],
        "changes": [asdict(change) for change in grade.changes],
        "reasons": list(reasons(grade)),
        "look": list(grade.look),
    }
