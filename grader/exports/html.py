"""The class page and every student's feedback page, in a folder that needs nothing else and can be moved anywhere.

Unlike in the folder of results, all of it, the reports too, is made from what students may see.
"""

from __future__ import annotations

from ..outputs import html
from ..outputs.json import report
from ..outputs.summary import summarize
from ..outputs.text import file_name
from .job import Job


def export(job: Job) -> list[str]:
    for one in job.students:
        job.write(html.feedback(one.view), job.output / "feedback" / file_name(one.student, ".html"))
        job.write(report(one.view), job.output / "reports" / file_name(one.student, ".json"))
    summaries = [summarize(one.view) for one in job.students]
    job.write(html.index(summaries, course=job.course), job.output / "index.html")
    return job.ungraded()
