"""The learner's own file, checked on demand in this very process: what ``pytest`` and ``grader check`` share.

The engine is the one that grades; only the place differs. The seed is public: practice draws the same examples for
everybody.

What the learner's code prints is kept by check, for it is called far more often than anyone wants to read: a check that
fails with a call shows what that one call printed, any other check what was printed while it ran.
"""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, TextIO

from .callers import RESET
from .catalog import LIBRARIES
from .errors import UsageError
from .exam import Exam, Plan
from .raw import Failure, Raw
from .results import CheckResult, ExerciseResult, Problem
from .run import UnitRun
from .sandbox.local import LocalPlace, LocalWorker
from .sandbox.place import Limits, Source
from .score import Marker

SEED = 0


def scaled(limits: Limits, call_s: float) -> Limits:
    """`limits` with `call_s` seconds for a call, and the other times in proportion."""
    by = call_s / limits.call_s
    return Limits(by * limits.load_s, call_s, by * limits.check_s, by * limits.unit_s, by * limits.submission_s)


class Practice:
    """One unit's file. Close it when done."""

    def __init__(self, exam: Exam, path: Path, limits: Limits | None = None) -> None:
        limits = limits or Limits()
        try:
            source = Source(exam.unit, str(path), (path.read_bytes(),))
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}") from None
        self.path = path
        self._begin(exam, LocalPlace(LIBRARIES, limits), source, limits)

    def _begin(self, exam: Exam, place: LocalPlace, source: Source, limits: Limits) -> None:
        self.run = _Run(exam, place, source, limits)
        self.marker = Marker(self.run)

    @property
    def problem(self) -> Problem | None:
        """What keeps the whole file from loading."""
        with listening(self.run.heard.setdefault("", Heard())):
            return self.run.load()

    def exercise(self, name: str) -> ExerciseResult:
        """What all checks of an exercise gave; what it needs runs before it."""
        if self.problem is None:
            with listening(Heard(limit=0)):
                return self.marker.exercise(name)
        return self.marker.exercise(name)

    def check(self, exercise: str, name: str) -> CheckResult:
        """What one check gave. Raises UsageError for one that does not exist."""
        for check in self.exercise(exercise).checks:
            if check.name == name:
                return check
        raise UsageError(f"exercise {exercise} has no check {name}")

    def loading_said(self) -> str:
        """What the file printed when it was loaded; once."""
        return self.run.heard.pop("", Heard()).text

    def said(self, check: str) -> str:
        """What the learner's code printed in a check that was run; in the shown call alone, where there is one."""
        failure = self.marker.shown.get(check)
        if failure is None or not failure.calls:
            return self.run.heard.get(check, Heard()).text
        asked_by = {check, *(asked.by[0] for asked in self.run.exam.plans[check].asked)}
        if not any(self.run.heard.get(name, Heard()).text for name in asked_by):
            return ""
        heard = Heard()
        with listening(heard):
            self._again(failure)
        return heard.text

    def land(self, check: str) -> tuple[BaseException | None, TracebackType | None]:
        """Make a check's failing call once more: the exception, and the learner's own frames, innermost last.

        For a wrong answer there is no exception, and the one frame is that of their function as it returned.
        """
        failure = self.marker.shown.get(check)
        if failure is None or not failure.calls:
            return None, None
        returned: list[FrameType] = []
        name = failure.calls[-1].name

        def profile(frame: FrameType, event: str, _: object) -> None:
            code = frame.f_code
            if event == "return" and code.co_filename == self.run.source.name and code.co_name == name:
                returned[:] = [frame]

        with listening(Heard(limit=0)):
            self._again(failure, profile)
        error = self.run.worker.session.error if isinstance(self.run.worker, LocalWorker) else None
        if error is not None and (own := _own_frames(error.__traceback__, self.run.source.name)) is not None:
            return error, own
        return None, TracebackType(None, returned[0], returned[0].f_lasti, returned[0].f_lineno) if returned else None

    def _again(self, failure: Failure, profile: object = None) -> None:
        *before, last = [call.request() for call in failure.calls]
        self.run.ask([RESET, *before], self.run.limits.check_s)
        kept = sys.getprofile()
        sys.setprofile(profile)  # type: ignore[arg-type]
        try:
            self.run.ask([last], self.run.limits.check_s)
        finally:
            sys.setprofile(kept)

    def close(self) -> None:
        self.run.close()


class _Run(UnitRun):
    """A run that keeps what each check printed, by its name; what loading printed by ""."""

    def __init__(self, exam: Exam, place: LocalPlace, source: Source, limits: Limits) -> None:
        super().__init__(exam, place, source, limits)
        self.heard: dict[str, Heard] = {}

    def _run_check(self, plan: Plan) -> Raw:
        with listening(self.heard.setdefault(plan.check.name, Heard())):
            return super()._run_check(plan)


def _own_frames(trace: TracebackType | None, name: str) -> TracebackType | None:
    """A traceback of the frames of one file alone."""
    own: list[TracebackType] = []
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == name:
            own.append(trace)
        trace = trace.tb_next
    found: TracebackType | None = None
    for one in reversed(own):
        found = TracebackType(found, one.tb_frame, one.tb_lasti, one.tb_lineno)
    return found


class Heard:
    """Text that was printed, up to `limit` characters."""

    def __init__(self, limit: int = 64 << 10) -> None:
        self.limit = limit
        self.text = ""

    def add(self, text: str) -> None:
        self.text += text[: max(self.limit - len(self.text), 0)]


class _Ear(io.TextIOBase):
    """Stands for standard output. A debugger's own words go on to where they belong."""

    def __init__(self, heard: Heard, beyond: TextIO) -> None:
        self.heard = heard
        self.beyond = beyond

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    @property
    def buffer(self) -> Any:
        return _Bytes(self)

    def reconfigure(self, **_settings: object) -> None:
        """A file may ask its terminal for UTF-8, as is usual on Windows; here all is text already."""

    def fileno(self) -> int:
        return self.beyond.fileno()

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if _from_debugger():
            self.beyond.write(text)
            self.beyond.flush()
        else:
            self.heard.add(str(text))
        return len(text)


class _Bytes(io.RawIOBase):
    """The ``buffer`` below standard output. Each time another one, for who wraps it closes it."""

    def __init__(self, ear: _Ear) -> None:
        self.ear = ear

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        whole = bytes(data)
        self.ear.write(whole.decode("utf-8", "replace"))
        return len(whole)


def _from_debugger() -> bool:
    frame: FrameType | None = sys._getframe(2)  # noqa: SLF001 -- inspect.currentframe, without importing inspect
    while frame is not None:
        if frame.f_globals.get("__name__") in ("bdb", "pdb", "cmd"):
            return True
        frame = frame.f_back
    return False


@contextlib.contextmanager
def listening(heard: Heard) -> Iterator[None]:
    """Keep what is printed in `heard`; what is printed within a block of its own belongs to that one."""
    with contextlib.redirect_stdout(_ear(heard, sys.stdout)), contextlib.redirect_stderr(_ear(heard, sys.stderr)):
        yield


def _ear(heard: Heard, beyond: TextIO) -> _Ear:
    return _Ear(heard, beyond.beyond if isinstance(beyond, _Ear) else beyond)
