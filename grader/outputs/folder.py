"""The folder of results, written from the gradebook: each file whole or not at all, none of a student who has gone."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import GraderError, UsageError
from ..gradebook import Gradebook
from ..intake import Code
from ..policy import Grade
from . import csv, html, json
from .insight import Insight
from .summary import Summary, summarize
from .text import file_name

_ASIDE = f".{'[0-9a-f]' * 16}.tmp"


def write(out: Path, gradebook: Gradebook, course: str, passed_over: Sequence[str] = ()) -> list[Summary]:
    """Bring `out` in line with the gradebook; the class in short. Raises GraderError where a file cannot be written."""
    summaries, insight = [], Insight()
    try:
        for name in ("reports", "feedback"):
            (out / name).mkdir(parents=True, exist_ok=True)
        for left in [left for name in (".", "reports", "feedback") for left in (out / name).glob(_ASIDE)]:
            left.unlink(missing_ok=True)  # by a run that was killed: this one is alone in the folder
        for grade in gradebook.grades():
            replace(out / "reports" / file_name(grade.student, ".json"), json.report(grade))
            _page(out / "feedback" / file_name(grade.student, ".html"), grade, code_of(gradebook, grade))
            summaries.append(summarize(grade))
            insight.add(grade.report, grade.score / grade.max_score if grade.max_score else 1.0)
        for student in gradebook.students(listed=False):
            (out / "reports" / file_name(student, ".json")).unlink(missing_ok=True)
            (out / "feedback" / file_name(student, ".html")).unlink(missing_ok=True)
        replace(out / "grades.csv", csv.grades(summaries))
        replace(out / "index.html", html.index(summaries, passed_over, course, insight))
    except OSError as error:
        raise GraderError(f"the results cannot be written: {error}") from None
    return summaries


def code_of(gradebook: Gradebook, grade: Grade) -> dict[str, Code]:
    """The code that the grade is about; none where an earlier hand-in counts, for the last one's is kept."""
    earlier = any(change.kind == "attempt" for change in grade.changes)
    return {} if earlier else gradebook.code(grade.student)


def _page(path: Path, grade: Grade, code: dict[str, Code]) -> None:
    """A student's page, unless it is there and was made from the same."""
    digest = html.digest(grade, code)
    with contextlib.suppress(OSError), path.open("rb") as file:
        if digest.encode() in file.read(2000):
            return
    replace(path, html.feedback(grade, code, digest))


@contextlib.contextmanager
def alone(out: Path) -> Iterator[None]:
    """One grader at a time in a folder of results. The system frees the lock however the process ends."""
    try:
        import fcntl
    except ImportError:  # Windows, where only trusted code is graded
        yield
        return
    try:
        file = (out / ".lock").open("a")
    except OSError as error:
        raise UsageError(f"results cannot go to {out}: {error.strerror}") from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise GraderError(f"another grader is at work in {out}; try again when it is done") from None
        except OSError as error:
            raise UsageError(f"results cannot go to {out}: no file there can be locked ({error.strerror})") from None
        yield


def replace(path: Path, text: str | bytes) -> None:
    """Write `text` to `path` so that a reader sees the old file or the new one. An unchanged file is left alone."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace")
    with contextlib.suppress(OSError):
        if path.read_bytes() == data:
            return
    aside = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with aside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
