"""What counts: an instructor's policy, laid over the reports that grading made.

A report is what was found and never changes for a policy's sake. What it is worth is reckoned from it, whenever it is
written or exported, by one pure function, so that an edit of ``grader.toml`` needs no code to run again:

    rules.py    the words of ``grader.toml``: due dates, late penalty, extensions, attempts, points, drop, override
    clock.py    when a unit was due, and what being late costs
    points.py   dropped, re-weighted and overridden checks: a report in, a report out
    late.py     what one student's unit loses
    changes.py  what was changed, as facts
    reach.py    which names a policy may speak of
    grade.py    `grade_of`: a report, the rules and the overrides -> `Grade`, what counts and why

The order is fixed: checks are dropped, then given other points, then overridden; then comes what is lost for lateness,
unit by unit; then a bonus. Only then, once, the sum is rounded to the policy's digits, half up.
"""

from .changes import Change
from .grade import Grade, UnitGrade, grade_of
from .rules import Override, Rules

__all__ = ["Change", "Grade", "Override", "Rules", "UnitGrade", "grade_of"]
