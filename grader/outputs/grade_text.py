"""What a policy or a person changed, as sentences. For a student they are made of `student_grade`."""

from __future__ import annotations

from ..policy import Change, Grade
from .text import number


def reasons(grade: Grade) -> tuple[str, ...]:
    """Why the score is not the sum of the automatic checks, a line for each reason."""
    return tuple(_sentence(change) for change in grade.changes)


def _sentence(change: Change) -> str:
    said = f": {change.comment}" if change.comment else ""
    score, automatic, most = (
        "" if value is None else number(value) for value in (change.score, change.automatic, change.max_score)
    )
    match change.kind:
        case "dropped":
            return f"{_place(change)}: does not count"
        case "weight":
            return f"{_place(change)}: is worth {_points(change.max_score)} here"
        case "extra_credit":
            return f"{_place(change)}: extra credit, not needed for a full score"
        case "override":
            return f"{_place(change)}: set to {score} of {most} by hand, automatic {automatic}{said}"
        case "late":
            lost = (change.automatic or 0.0) - (change.score or 0.0)
            return f"{_place(change)}: {change.comment}, {_points(lost)} off"
        case "bonus":
            sign = "+" if (change.score or 0.0) >= 0 else ""
            return f"{sign}{_points(change.score)} by hand{said}"
        case _:
            return f"{change.comment} counts, it is better than the last one ({automatic} points)"


def _place(change: Change) -> str:
    check = "a hidden check" if change.hidden and not change.check else change.check
    return ", ".join(part for part in (change.unit, change.exercise, check) if part)


def _points(value: float | None) -> str:
    text = number(round(value or 0.0, 6))
    return f"{text} point{'s' * (text not in ('1', '-1'))}"
