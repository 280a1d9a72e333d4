"""The class as one strict JSON file, for other programs: what each student may see, with the final score."""

from __future__ import annotations

import json
from typing import Any

from .job import Job
from .students import Graded

FORMAT = "grader-class/1"


def export(job: Job) -> list[str]:
    data = {"format": FORMAT, "course": job.course, "students": [_student(one) for one in job.students]}
    job.write(json.dumps(data, indent=1, ensure_ascii=True, allow_nan=False) + "\n")
    return job.ungraded()


def _student(one: Graded) -> dict[str, Any]:
    final = one.final
    return {
        "student": one.student,
        "names": one.names,
        "status": one.status,
        "score": None if final is None else final.score,
        "max_score": None if final is None else final.max_score,
        "says": [] if final is None else list(final.says),
        "report": one.view.to_dict(),
    }
