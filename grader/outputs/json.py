"""reports/<student>.json: the whole report, for the instructor and for other programs."""

from __future__ import annotations

from ..results import Report


def report(found: Report) -> str:
    """Strict JSON in the format ``grader-report/1``."""
    return found.to_json()
