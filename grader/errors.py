"""What can go wrong, as one tree.

GraderError                     a message for a person, one or two lines, no traceback
├── UsageError                  the command line or a file named on it           exit code 2
├── CourseError                 the course itself is wrong (a check, a mistake, a stub)
├── UnwritableError             one report cannot be kept; the others go on
└── SandboxMissing              no sandbox worth the name on this machine        exit code 3

CheckFailed                     a check's verdict on an answer; never leaves grader.run
├── Mismatch                    the answer is wrong: facts of what, where and how much
└── AnswerError                 there is no answer
    ├── StudentRaised           the submission raised an exception
    ├── NotAttempted            an untouched stub, or the name is missing or cannot be called
    ├── NeedsUpstream           an untouched stub further up: another exercise comes first
    └── WorkerEnded             the worker timed out, ran out of memory or died
"""

from __future__ import annotations

from dataclasses import dataclass

from .results import Outcome


class GraderError(Exception):
    """Shown to a person as it is."""

    exit_code = 1


class UsageError(GraderError):
    """The command line, or a file named on it, cannot be used."""

    exit_code = 2


class CourseError(GraderError):
    """The course's own files are wrong: an instructor must mend them."""


class UnwritableError(GraderError):
    """What is to be kept cannot be written down, or not be read."""


class SandboxMissing(GraderError):
    """A layer of the sandbox that grading untrusted code needs is missing here."""

    exit_code = 3


class CheckFailed(Exception):
    """A check did not pass. Raised in check bodies, caught by the engine."""


class Mismatch(CheckFailed):
    """The answer is wrong.

    `kind` is a stable word for the sort of difference (``type``, ``shape``, ``finite``, ``value``, ``property``, ...).
    `expected` and `got` are the values themselves, rendered late.
    """

    def __init__(self, message: str, *, kind: str = "property", expected: object = None, got: object = None) -> None:
        super().__init__(message)
        self.message = message
        self.kind = kind
        self.expected = expected
        self.got = got


@dataclass(frozen=True)
class Frame:
    """One frame of the learner's own code in a traceback."""

    line: int
    function: str  # qualified name, "<module>" at the top level
    text: str = ""


class AnswerError(CheckFailed):
    """The submission gave no answer to a call; `outcome` names how, `message` says it to a person."""

    def __init__(self, outcome: Outcome, message: str, frames: tuple[Frame, ...] = ()) -> None:
        super().__init__(message)
        self.outcome = outcome
        self.message = message
        self.frames = frames  # the learner's own, outermost first


class StudentRaised(AnswerError):
    """The submission raised an exception of type `type_name`."""

    def __init__(self, type_name: str, text: str, frames: tuple[Frame, ...] = ()) -> None:
        outcome = Outcome.OUT_OF_MEMORY if type_name == "MemoryError" else Outcome.RAISED
        super().__init__(outcome, f"{type_name}: {text}" if text else type_name, frames)
        self.type_name = type_name


class NotAttempted(AnswerError):
    """The exercise is still a stub, or its name is missing or cannot be called."""

    def __init__(self, message: str = "") -> None:
        super().__init__(Outcome.NOT_ATTEMPTED, message)


class NeedsUpstream(AnswerError):
    """Another exercise, still a stub or broken, was reached first."""

    def __init__(self, exercise: str) -> None:
        super().__init__(Outcome.SKIPPED, f"needs {exercise}")
        self.exercise = exercise


class WorkerEnded(AnswerError):
    """The worker timed out, ran out of memory or died before it answered."""
