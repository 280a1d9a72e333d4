"""The gradebook: what is graded stays graded, whatever happens to the process that graded it.

One row per student with the whole report, committed on its own as soon as it is there, and one row per run with what the seed
was. A report is taken up again only for the same key: the same bytes, course, seed, versions, units and limits (`key_of`).

SQLite keeps its rollback journal with ``synchronous=FULL``: a commit is on the disk before the next submission's, a killed process leaves a
journal that the next one rolls back, and between runs the gradebook is one plain file that can be copied, on network drives too, which
write-ahead logging cannot promise. At a few commits a second its speed is no matter. Any other SQLAlchemy URL works.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from pathlib import Path
from typing import Any, Iterator, Sequence

from sqlalchemy import Boolean, Engine, Float, Integer, String, Text, create_engine, event, select, update
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from .errors import GraderError
from .results import Report

BUSY_S = 10.0
_ONGOING = "graded"


class Base(DeclarativeBase):
    """The tables."""


class Row(Base):
    """One student's report. `id` is a digest of the student's id: names that a database would take for equal stay apart."""

    __tablename__ = "submissions"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    student: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(16))
    score: Mapped[float] = mapped_column(Float)
    max_score: Mapped[float] = mapped_column(Float)
    report: Mapped[str] = mapped_column(Text)
    graded_at: Mapped[str] = mapped_column(String(32))
    listed: Mapped[bool] = mapped_column(Boolean, default=True)  # was the student there in the last whole run?


class Run(Base):
    """One run of the grader."""

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    started_at: Mapped[str] = mapped_column(String(32))
    course: Mapped[str] = mapped_column(Text)
    course_digest: Mapped[str] = mapped_column(String(80))
    seed: Mapped[str] = mapped_column(Text)  # as text: it has more bits than a database's integers
    units: Mapped[str] = mapped_column(Text)
    versions: Mapped[str] = mapped_column(Text)


def key_of(*parts: Any) -> str:
    """A digest of plain data: what must be the same for a report to stand."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode("utf-8", "backslashreplace")).hexdigest()


class Gradebook:
    """Reports by student. Every method raises GraderError, in one line, where the database cannot be used."""

    def __init__(self, url: str, busy_s: float = BUSY_S) -> None:
        with _one_line(url):
            self.url = url
            self.engine = create_engine(url, connect_args={"timeout": busy_s} if url.startswith("sqlite") else {})
            if self.engine.dialect.name == "sqlite":
                event.listen(self.engine, "connect", _durable)
            Base.metadata.create_all(self.engine)

    @staticmethod
    def in_folder(folder: Path, busy_s: float = BUSY_S) -> Gradebook:
        return Gradebook(f"sqlite:///{folder / 'gradebook.db'}", busy_s)
