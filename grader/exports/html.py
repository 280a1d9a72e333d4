"""The class page and every student's feedback page, in a folder that needs nothing else and can be moved anywhere.

Unlike in the folder of results, all of it, the reports too, is made from what students may see.
"""

from __future__ import annotations

from ..outputs import html
from ..outputs.insight import Insight
from ..outputs.json import report
from ..outputs.summary import summarize
from ..outputs.text import file_name
from .job import Job


def export(job: Job) -> list[str]:
    insight = Insight()
    for one in job.students:
        job.write(html.feedback(one.grade, one.code), job.output / "feedback" / file_name(one.student, ".html"))
        job.write(report(one.grade), job.output / "reports" / file_name(one.student, ".json"))
        insight.add(one.view, one.grade.score / one.grade.max_score if one.grade.max_score else 1.0)
    summaries = [summarize(one.grade) for one in job.students]
    job.write(html.index(summaries, course=job.course, insight=insight), job.output / "index.html")
    return job.ungraded()
