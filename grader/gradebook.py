"""The gradebook: what is graded stays graded, whatever happens to the process that graded it.

One row per student with the whole report, committed on its own as soon as it is there, beside it the code that it is
about, and one row per run with what the seed was. A report is taken up again only for the same key: the same bytes,
course, seed, versions, units and limits (`key_of`). The tables are in tables.py; what an instructor rules about the
reports is in rulings.py.

SQLite keeps its rollback journal with ``synchronous=FULL``: a commit is on the disk before the next submission's, a
killed process leaves a journal that the next one rolls back, and between runs the gradebook is one plain file that
can be copied, on network drives too, which write-ahead logging cannot promise. At a few commits a second its speed is
no matter. Any other SQLAlchemy URL works.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import create_engine, delete, event, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session, load_only

from .errors import GraderError, UnwritableError
from .intake import Code
from .origin import Origin
from .results import Report
from .rulings import Rulings, keep_former, student_id
from .tables import Base, CodeRow, LeftOverRow, Row, Run

BUSY_S = 10.0
GRADED = "graded"


def key_of(*parts: Any) -> str:
    """A digest of plain data: what must be the same for a report to stand."""
    return hashlib.sha256(
        json.dumps(parts, sort_keys=True, default=str).encode("utf-8", "backslashreplace")
    ).hexdigest()


class Gradebook(Rulings):
    """Reports by student. Every method raises GraderError, in one line, where the database cannot be used."""

    def __init__(self, url: str, busy_s: float = BUSY_S) -> None:
        self.name = re.sub(r"(:)[^:@/]*(@)", r"\1***\2", url)  # as it may be shown
        with _one_line(self.name):
            self.engine = create_engine(url, connect_args={"timeout": busy_s} if url.startswith("sqlite") else {})
            if self.engine.dialect.name == "sqlite":
                event.listen(self.engine, "connect", _durable)
            Base.metadata.create_all(self.engine)

    @staticmethod
    def in_folder(folder: Path, busy_s: float = BUSY_S) -> Gradebook:
        return Gradebook(f"sqlite:///{folder / 'gradebook.db'}", busy_s)

    @contextlib.contextmanager
    def _session(self) -> Iterator[Session]:
        """One transaction."""
        with _one_line(self.name), Session(self.engine) as session, session.begin():
            yield session

    def close(self) -> None:
        self.engine.dispose()

    # ---- runs

    def seed(self) -> int | None:
        """The seed of the last run."""
        with self._session() as session:
            found = session.scalar(select(Run.seed).order_by(Run.id.desc()).limit(1))
            return None if found is None else int(found)

    def begin(self, course: str, digest: str, seed: int, units: Sequence[str], versions: dict[str, str]) -> None:
        """Write down a run before it grades anything."""
        with self._session() as session:
            run = Run(started_at=_now(), course=course, course_digest=digest, seed=str(seed))
            run.units, run.versions = json.dumps(list(units)), json.dumps(versions, sort_keys=True)
            session.add(run)

    # ---- reports

    def done(self) -> dict[str, str]:
        """The key of every student's report that stands; one that is ungraded does not."""
        with self._session() as session:
            return {
                row.student: row.key
                for row in session.execute(select(Row.student, Row.key).where(Row.status == GRADED))
            }

    def put(self, report: Report, key: str, code: Mapping[str, Code] = MappingProxyType({})) -> None:
        """Keep a report, and the code of each unit, in place of the student's earlier ones. When this returns they are
        on the disk. A report of other files is kept aside, as one of an earlier hand-in.
        """
        with self._session() as session:
            keep_former(session, report)
            session.execute(delete(CodeRow).where(CodeRow.id == student_id(report.student)))
            for unit, found in code.items():
                session.add(CodeRow(id=student_id(report.student), unit=unit, name=found.name, text=found.text))
            session.merge(
                Row(
                    id=student_id(report.student),
                    student=report.student,
                    key=key,
                    status=report.status,
                    score=report.score,
                    max_score=report.max_score,
                    report=report.to_json(),
                    graded_at=_now(),
                    listed=True,
                )
            )

    def came_from(self, student: str, origin: Origin | None) -> None:
        """Write into a report that stands where its submission came from, if that is said otherwise now."""
        with self._session() as session:
            row = session.get(Row, student_id(student))
            report = None if row is None else Report.from_dict(json.loads(row.report))
            if row is not None and report is not None and report.origin != origin:
                row.report = replace(report, origin=origin).to_json()

    def leave_over(self, lines: Sequence[str]) -> None:
        """Keep what intake could not match, in place of what it could not before."""
        with self._session() as session:
            session.execute(delete(LeftOverRow))
            session.add_all(LeftOverRow(id=number, text=line) for number, line in enumerate(lines, 1))

    def left_over(self) -> list[str]:
        """What intake could not match in the last whole run."""
        with self._session() as session:
            return list(session.scalars(select(LeftOverRow.text).order_by(LeftOverRow.id)))

    def list_only(self, students: Sequence[str]) -> None:
        """Say who is in the class: the others' reports are kept, but no longer listed."""
        wanted = {student_id(student) for student in students}
        with self._session() as session:
            for row in session.scalars(select(Row).options(load_only(Row.id, Row.listed))):
                row.listed = row.id in wanted

    def students(self, listed: bool = True) -> list[str]:
        """Who is in the class, or who no longer is, by id."""
        with self._session() as session:
            return sorted(session.scalars(select(Row.student).where(Row.listed == listed)))

    def report(self, student: str) -> Report | None:
        with self._session() as session:
            row = session.get(Row, student_id(student))
            return None if row is None else Report.from_dict(json.loads(row.report))

    def code(self, student: str) -> dict[str, Code]:
        """What a student's report is about, by unit; empty where it was not kept."""
        with self._session() as session:
            rows = session.scalars(select(CodeRow).where(CodeRow.id == student_id(student)).order_by(CodeRow.unit))
            return {row.unit: Code(row.name, row.text) for row in rows}

    def reports(self) -> Iterator[Report]:
        """The class's reports, by student's id, one at a time."""
        for student in self.students():
            report = self.report(student)
            if report is not None:
                yield report


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _durable(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA synchronous=FULL")


@contextlib.contextmanager
def _one_line(name: str) -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, ImportError, ValueError, KeyError) as error:
        text = str(error.orig if isinstance(error, DBAPIError) else error).splitlines()[0]
        if "database is locked" in text:
            raise GraderError(
                f"the gradebook {name} is in use by another process; try again when that is done"
            ) from None
        if "disk is full" in text:
            raise GraderError(f"no room is left on the disk of the gradebook {name}; make some and try again") from None
        whose = UnwritableError if isinstance(getattr(error, "orig", error), ValueError) else GraderError
        raise whose(f"the gradebook {name} cannot be used: {text}") from None
