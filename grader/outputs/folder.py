"""The folder of results, written from the gradebook: each file whole or not at all, none of a student who has gone."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from ..errors import GraderError
from ..gradebook import Gradebook
from . import csv, html, json
from .summary import Summary, summarize
from .text import file_name

_ASIDE = f".{'[0-9a-f]' * 16}.tmp"


def write(out: Path, gradebook: Gradebook, course: str, passed_over: Sequence[str] = ()) -> list[Summary]:
    """Bring `out` in line with the gradebook; the class in short. Raises GraderError where a file cannot be written."""
    summaries = []
    try:
        for name in ("reports", "feedback"):
            (out / name).mkdir(parents=True, exist_ok=True)
        for left in [left for name in (".", "reports", "feedback") for left in (out / name).glob(_ASIDE)]:
            left.unlink(missing_ok=True)  # by a run that was killed: this one is alone in the folder
        for grade in gradebook.grades():
            replace(out / "reports" / file_name(grade.student, ".json"), json.report(grade))
            replace(out / "feedback" / file_name(grade.student, ".html"), html.feedback(grade.report))
            summaries.append(summarize(grade))
        for student in gradebook.students(listed=False):
            (out / "reports" / file_name(student, ".json")).unlink(missing_ok=True)
            (out / "feedback" / file_name(student, ".html")).unlink(missing_ok=True)
        replace(out / "grades.csv", csv.grades(summaries))
        replace(out / "index.html", html.index(summaries, passed_over, course))
    except OSError as error:
        raise GraderError(f"the results cannot be written: {error}") from None
    return summaries


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
