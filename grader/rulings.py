"""The instructor's half of the gradebook: the policy in force, the overrides, earlier hand-ins, and the grades that
they and the reports make together.

None of it is touched by grading again, ``--fresh`` or not. The policy is kept as the text of ``grader.toml``, so that
an export says the same as the pages that were written last, wherever the command runs.
"""

from __future__ import annotations

import abc
import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from . import settings
from .policy import Grade, Override, Rules, grade_of
from .results import Report
from .settings import Settings
from .tables import AttemptRow, OverrideRow, PolicyRow, Row


class Rulings(abc.ABC):
    """Part of `Gradebook`."""

    @abc.abstractmethod
    def _session(self) -> AbstractContextManager[Session]: ...

    @abc.abstractmethod
    def students(self, listed: bool = True) -> list[str]: ...

    @abc.abstractmethod
    def report(self, student: str) -> Report | None: ...

    # ---- what counts

    def grade(self, student: str) -> Grade | None:
        """What counts for one student; None where there is no report."""
        return next(self._grades([student]), None)

    def grades(self) -> Iterator[Grade]:
        """What counts for the class, by student's id, one at a time: reports under the policy in force."""
        return self._grades(self.students())

    def _grades(self, students: Sequence[str]) -> Iterator[Grade]:
        rules, overrides = self.rules(), self.overrides()
        for student in students:
            report = self.report(student)
            if report is not None:
                earlier = self.attempts(student) if rules.attempts == "best" else []
                yield grade_of(report, rules, overrides, earlier)

    # ---- the policy

    def settings(self) -> Settings:
        """The grader.toml in force; the defaults where there never was one."""
        with self._session() as session:
            row = session.scalar(select(PolicyRow).order_by(PolicyRow.id.desc()).limit(1))
            return Settings() if row is None else settings.parse(row.text, Path(row.path))

    def rules(self) -> Rules:
        return self.settings().rules

    def settle(self, found: Settings) -> None:
        """Put a grader.toml in force. The one before is kept, for the record."""
        known = self.settings()
        if found.path is not None and (found.text, found.path) != (known.text, known.path):
            with self._session() as session:
                session.add(PolicyRow(since=_now(), path=str(found.path), text=found.text))

    # ---- overrides

    def overrides(self) -> list[Override]:
        """Those that were set by command, in the order of students and targets."""
        with self._session() as session:
            rows = session.scalars(select(OverrideRow).order_by(OverrideRow.student, OverrideRow.target))
            return [
                Override(student=row.student, target=row.target, points=row.points, comment=row.comment, of=row.of)
                for row in rows
            ]

    def override(self, one: Override) -> None:
        """Set points, in place of those that were set before."""
        row = OverrideRow(id=student_id(one.student), target=one.target, student=one.student, set_at=_now())
        row.points, row.of, row.comment = one.points, one.of or 0.0, one.comment
        with self._session() as session:
            session.merge(row)

    def take_back(self, student: str, target: str) -> bool:
        """Let the automatic points count again. Was there an override?"""
        with self._session() as session:
            row = session.get(OverrideRow, (student_id(student), target))
            if row is not None:
                session.delete(row)
            return row is not None

    # ---- earlier hand-ins

    def attempts(self, student: str) -> list[Report]:
        """The reports of earlier hand-ins, the oldest first."""
        with self._session() as session:
            rows = session.scalars(
                select(AttemptRow).where(AttemptRow.id == student_id(student)).order_by(AttemptRow.number)
            )
            return [Report.from_dict(json.loads(row.report)) for row in rows]

    def attempts_done(self) -> dict[tuple[str, str], str]:
        """The key of every earlier hand-in whose report stands, by the student's and the files' digests."""
        with self._session() as session:
            rows = session.execute(
                select(AttemptRow.id, AttemptRow.files, AttemptRow.key).where(AttemptRow.status == "graded")
            )
            return {(row.id, row.files): row.key for row in rows}

    def put_attempt(self, report: Report, key: str) -> None:
        """Keep the report of an earlier hand-in."""
        with self._session() as session:
            keep_attempt(session, report, key)


def keep_former(session: Session, report: Report) -> None:
    """Before `report` takes the place of the student's last one: keep that as an earlier hand-in, if it is of other
    files; and forget an earlier one of the same files.
    """
    student = student_id(report.student)
    row = session.get(Row, student)
    if row is not None:
        former = Report.from_dict(json.loads(row.report))
        if former.files and former.files != report.files and former.status == "graded":
            keep_attempt(session, former, row.key)
    session.execute(delete(AttemptRow).where(AttemptRow.id == student, AttemptRow.files == files_digest(report.files)))


def keep_attempt(session: Session, report: Report, key: str) -> None:
    student, files = student_id(report.student), files_digest(report.files)
    known = session.get(AttemptRow, (student, files))
    last = session.scalar(select(func.max(AttemptRow.number)).where(AttemptRow.id == student))
    number = known.number if known is not None else (last or 0) + 1
    row = AttemptRow(id=student, files=files, number=number, key=key, status=report.status, report=report.to_json())
    session.merge(row)


def student_id(student: str) -> str:
    """The id of a student's rows."""
    return hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()


def files_digest(files: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
