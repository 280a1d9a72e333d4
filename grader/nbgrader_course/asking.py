"""The host process, as those see it who ask: a kernel with a grade cell, or the seal in nbgrader's own process.

Stands alone: the standard library only, for it is imported in the student's kernel.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any


class NoGrade(Exception):
    """The host could not grade. It is never the student's zero."""


class Host:
    """One host process, started when it is first asked, and kept: most of what it costs is its start."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def ask(self, cells: Sequence[str], unit: str, exercise: str, *, hidden: bool) -> dict[str, Any]:
        """The share of the points that `exercise` has in these cells, and what to say of it. Raises NoGrade."""
        asked = {"cells": list(cells), "unit": unit, "exercise": exercise, "hidden": hidden}
        line = self._said(json.dumps(asked))
        answer = json.loads(line) if line else {"error": "the host process ended"}
        if "error" in answer:
            raise NoGrade(str(answer["error"]))
        return dict(answer)

    def _said(self, line: str) -> str:
        if self._process is None or self._process.poll() is not None:
            self._process = self._started()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
            return self._process.stdout.readline()
        except OSError as error:
            raise NoGrade(f"the host process ended: {error}") from None

    def _started(self) -> subprocess.Popen[str]:
        try:
            return subprocess.Popen(
                [sys.executable, "-P", "-m", "grader.nbgrader_course.host"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # in a kernel any text there would be a zero
                text=True,
                encoding="utf-8",
            )
        except OSError as error:
            raise NoGrade(f"the host process cannot be started: {error}") from None

    def close(self) -> None:
        if self._process is not None:
            for stream in (self._process.stdin, self._process.stdout):
                with contextlib.suppress(OSError):
                    assert stream is not None
                    stream.close()
            self._process.wait()
            self._process = None


def points_of(share: float, points: float) -> float:
    """A plain float in [0, points]: nbgrader gives full marks for what is none, and refuses what is more."""
    score = round(float(share) * float(points), 6)
    return float(min(max(score, 0.0), float(points))) if score == score else 0.0  # noqa: PLR0124 - NaN
