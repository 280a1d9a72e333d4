"""Grade many submissions in several host processes, and outlive any of them.

Each lane is a process with its own `Grader`: its own exams, its own sandbox. One submission at a time goes in, its
report comes out, so that a lane that dies names the submission it died of. That one is tried once more when all
others are done, alone; if the process dies again it is given up as ungraded. A lane that hears nothing from this
process any more (it was killed) ends by itself, and its sandbox with it.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

from .errors import GraderError
from .grade import Grader, Terms
from .intake import Submission
from .results import Report

HANG_S = 600.0  # beyond the submission's own limit: then it is the grader that hangs
# Safe path: else a new interpreter imports from the folder in which the command runs, where a student's files may lie.
_INHERITED = {"PYTHONHASHSEED": "0", "PYTHONSAFEPATH": "1"} | dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"
)
# Where glibc raises this bound by itself, large blocks lie between small ones, and a lane grows by 10 KB a submission.
_INHERITED["MALLOC_MMAP_THRESHOLD_"] = str(1 << 17)


@dataclass
class Lane:
    """One host process. `now` is the submission it is at."""

    terms: Terms
    now: Submission | None = None
    since: float = 0.0
    connection: Connection[Any, Any] = field(init=False)
    process: Any = field(init=False)

    def __post_init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, self.terms), daemon=True)
        with _quiet_start():
            self.process.start()
        theirs.close()

    def send(self, submission: Submission, why: str = "") -> None:
        """Have it graded, or given up where `why` says so. That the process has died is for `receive` to find."""
        self.now, self.since = submission, time.monotonic()
        with contextlib.suppress(OSError):
            self.connection.send((submission, why))

    def receive(self) -> Report:
        """The report. Raises EOFError where the process died or hangs, GraderError where it could not begin."""
        if self.hangs:
            raise EOFError
        try:
            answer = self.connection.recv()
        except OSError:
            raise EOFError from None
        self.now = None
        if isinstance(answer, GraderError):
            raise answer
        assert isinstance(answer, Report)
        return answer

    @property
    def hangs(self) -> bool:
        return self.now is not None and time.monotonic() - self.since > self.terms.limits.submission_s + HANG_S

    def close(self) -> None:
        self.connection.close()
        if self.now is None:
            self.process.join(5)
        self.process.kill()
        self.process.join()


def grade_all(terms: Terms, submissions: Iterable[Submission], jobs: int = 1) -> Generator[Report, None, None]:
    """The reports, each as soon as it is there. `submissions` is drawn from when a lane is free, so it may read files
    lazily.

    Raises CourseError or SandboxMissing where grading cannot begin.
    """
    lanes: list[Lane] = []
    died: list[Submission] = []
    open_to = 1  # until the first report: the examples are drawn once, and what is wrong is said once
    try:
        for submission in submissions:
            while (lane := _free(lanes, open_to, terms)) is None:
                for report in _wait(lanes, died):
                    open_to = max(1, jobs)
                    yield report
            lane.send(submission)
        while any(lane.now for lane in lanes):
            yield from _wait(lanes, died)
    finally:
        for lane in lanes:
            lane.close()
    for submission in sorted(died, key=lambda one: one.student):
        yield _alone(terms, submission)


def _free(lanes: list[Lane], most: int, terms: Terms) -> Lane | None:
    """A lane that has nothing to do, a new one if there may be more, or None."""
    for lane in lanes:
        if lane.now is None:
            return lane
    if len(lanes) < most:
        lanes.append(Lane(terms))
        return lanes[-1]
    return None


def _wait(lanes: list[Lane], died: list[Submission]) -> Iterator[Report]:
    """Wait for at least one busy lane; yield what is done.

    A lane that died is taken away, and its submission added to `died`.
    """
    busy = [lane for lane in lanes if lane.now is not None]
    ready = wait([lane.connection for lane in busy], timeout=5.0)
    for lane in [lane for lane in busy if lane.connection in ready or lane.hangs]:
        submission = lane.now
        assert submission is not None
        try:
            report = lane.receive()
        except EOFError:
            died.append(submission)
            lanes.remove(lane)
            lane.close()
        else:
            yield report


def _alone(terms: Terms, submission: Submission) -> Report:
    """A submission whose lane died: once more, with nothing beside it, and else given up.

    Raises GraderError where no lane lives.
    """
    for why in ("", "the grading process died twice at this submission"):
        lane = Lane(terms)
        try:
            lane.send(submission, why)
            while not lane.connection.poll(5.0) and not lane.hangs:
                pass
            return lane.receive()
        except EOFError:
            continue
        finally:
            lane.close()
    raise GraderError("the grading process dies before it can grade anything")


# ---- in the lane's own process


def _serve(connection: Connection[Any, Any], terms: Terms) -> None:
    os.dup2(2, 1)  # what a course's file prints is no result
    grader: Grader | None = None
    try:
        while True:
            submission, why = connection.recv()
            try:
                grader = grader or _settled(Grader(terms))
                answer: Report | GraderError = grader.given_up(submission, why) if why else grader.grade(submission)
            except GraderError as error:
                answer = error
            connection.send(answer)
    except (EOFError, OSError):
        pass  # nobody listens any more
    finally:
        if grader is not None:
            grader.close()


def _settled(grader: Grader) -> Grader:
    """Its exams stay as long as the process does: no collection of garbage need walk through them, 0.2 s each time."""
    gc.collect()
    gc.freeze()
    return grader


@contextlib.contextmanager
def _quiet_start() -> Iterator[None]:
    """What the new process inherits: one thread for linear algebra, no import from the current folder, and no SIGINT:
    that is for this process.
    """
    kept = {name: os.environ.get(name) for name in _INHERITED}
    os.environ.update(_INHERITED)
    main = threading.current_thread() is threading.main_thread()
    previous = signal.signal(signal.SIGINT, signal.SIG_IGN) if main else None
    try:
        yield
    finally:
        if main:
            signal.signal(signal.SIGINT, previous)
        for name, value in kept.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
