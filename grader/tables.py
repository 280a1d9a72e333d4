"""The gradebook's tables. What grading found stands apart from what an instructor rules about it, so that grading again
replaces the one and leaves the other.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Float, Integer, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """The tables."""


class Row(Base):
    """One student's report. `id` is a digest of the student's: ids that a database takes for equal stay apart."""

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


class CodeRow(Base):
    """The code of one unit of a submission, as it was graded."""

    __tablename__ = "code"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)  # the submission's
    unit: Mapped[str] = mapped_column(String(200), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)


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


class AttemptRow(Base):
    """The report of an earlier hand-in. `files` is a digest of what was handed in: the same bytes are one attempt."""

    __tablename__ = "attempts"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)  # the student's, as in submissions
    files: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(Integer)  # in the order in which they were handed in
    key: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(16))
    report: Mapped[str] = mapped_column(Text)


class LeftOverRow(Base):
    """A line on what intake found in the last whole run and could not match with a student or a unit."""

    __tablename__ = "left_over"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class OverrideRow(Base):
    """Points that a person set."""

    __tablename__ = "overrides"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)  # the student's
    target: Mapped[str] = mapped_column(String(500), primary_key=True)
    student: Mapped[str] = mapped_column(Text)
    points: Mapped[float] = mapped_column(Float)
    of: Mapped[float] = mapped_column(Float)
    comment: Mapped[str] = mapped_column(Text)
    set_at: Mapped[str] = mapped_column(String(32))


class PolicyRow(Base):
    """The grader.toml that was in force from some time on; the last row is in force now."""

    __tablename__ = "policies"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    since: Mapped[str] = mapped_column(String(32))
    path: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
