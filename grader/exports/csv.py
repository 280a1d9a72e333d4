"""A plain table, one row for each student: identity, final score, a column for each unit and for each exercise.

An exercise's points are those that count, before what is lost for lateness.
"""

from __future__ import annotations

import csv
import io

from ..outputs.csv import cell
from ..outputs.text import number
from .job import Job
from .students import Graded


def export(job: Job) -> list[str]:
    job.write(table(job.students))
    return job.ungraded()


def table(students: list[Graded]) -> str:
    """Who is ungraded has no score. Cells that a spreadsheet would run are made text."""
    units = list(dict.fromkeys(unit.unit for one in students for unit in one.view.units))
    exercises = list(
        dict.fromkeys(
            (unit.unit, entry.name) for one in students for unit in one.view.units for entry in unit.exercises
        )
    )
    exercises.sort(key=lambda pair: units.index(pair[0]))
    out = io.StringIO()
    rows = csv.writer(out)  # its line end is CR LF: with another it leaves a lone CR in a name unquoted
    columns = [*units, *(f"{unit}.{exercise}" for unit, exercise in exercises)]
    rows.writerow(["student", "name", "email", "lms_id", "status", "score", "max_score", *map(cell, columns)])
    for one in students:
        known = one.names
        scores = {unit.unit: unit.score for unit in one.grade.units}
        parts = {(unit.unit, entry.name): entry.score for unit in one.view.units for entry in unit.exercises}
        score = ["", ""] if one.final is None else [number(one.final.score), number(one.final.max_score)]
        told = [
            "" if one.final is None or value is None else number(value)
            for value in [*map(scores.get, units), *map(parts.get, exercises)]
        ]
        place = "" if one.view.origin is None else one.view.origin.kind
        identity = [one.student, known.get("name"), known.get("email"), known.get(place) or known.get("lms_id")]
        rows.writerow([*(cell(text or "") for text in identity), one.status, *score, *told])
    return out.getvalue()
