"""Where a submission came from, and what was said of it there: by the LMS that it was downloaded from, by the layout
of its folders, by the roster. It is what exports need to put scores back, and what a late policy reckons from.

In a report (format ``grader-report/1``) it is the mapping ``submission.origin``, `Report.origin` in Python; null in
a report that no intake made (a notebook's, a learner's own). Every key is always there:

    kind          the shape that the submission came in: folders, student, files, nbgrader, canvas, moodle, clones
    label         the student as that place writes it, before a roster gave another id: ``mullerzoe_4711``
    lms_id        the student's own number or id there, as text: canvas the column ID of its gradebook; moodle the N
                  of the worksheet's ``Participant N``; nbgrader the student id; clones, folders, files: null.
                  Anonymous canvas: the anonymous id, and `anonymous` is true
    anonymous     true where the place hides names (Canvas ``anon_``, Moodle ``Participant_``)
    attempt       the number of the hand-in that is graded, from 1; null where nobody counts
    submitted_at  ISO 8601 with an offset, the latest of the files taken; null where it is not known. Equal to
                  ``submission.submitted_at``
    late          true, false, or null where the place does not say; true if it is so of any file taken
    files         by name as in ``submission.files``, also of files that were refused:
                  {"unit", "id", "assignment", "attempt", "submitted_at", "late"}: the LMS's id of the file
                  (Canvas: attachment), nbgrader's assignment; null where not known. A unit has its own lateness here
    attempts      every hand-in that is known, the oldest first, each {"attempt", "submitted_at", "late", "units"}
    commit        the commit that a clone stands at, as 40 hex digits, or null. Its time is the student's own word
    in_roster     true or false with ``--roster``, else null
    person        from the roster, text, only what it has: id, name, email, login, sis_id, lms_id, section, github

The report's ``student`` is ``person.id`` for one in the roster, else `label`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class SentFile:
    """What is known of one file that was taken."""

    unit: str
    id: str | None = None
    assignment: str | None = None
    attempt: int | None = None
    submitted_at: str | None = None
    late: bool | None = None


@dataclass(frozen=True)
class Attempt:
    """One hand-in: the units that it had a file for."""

    attempt: int | None = None
    submitted_at: str | None = None
    late: bool | None = None
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class Origin:
    """See the module's docstring."""

    kind: str
    label: str
    lms_id: str | None = None
    anonymous: bool = False
    attempt: int | None = None
    submitted_at: str | None = None
    late: bool | None = None
    files: dict[str, SentFile] = field(default_factory=dict)
    attempts: tuple[Attempt, ...] = ()
    commit: str | None = None
    in_roster: bool | None = None
    person: dict[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        data = asdict(self)
        data["attempts"] = [attempt | {"units": list(attempt["units"])} for attempt in data["attempts"]]
        return data

    @staticmethod
    def from_dict(data: dict[str, Any]) -> Origin:
        """The inverse of `to_dict`."""
        files = {name: SentFile(**file) for name, file in data["files"].items()}
        attempts = tuple(Attempt(**one | {"units": tuple(one["units"])}) for one in data["attempts"])
        return Origin(**data | {"files": files, "attempts": attempts})
