"""What running one check on one submission gave, before it means anything for a score."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .alike import Reply
from .errors import AnswerError, CheckFailed, NeedsUpstream, WorkerEnded
from .exam import Plan
from .results import Outcome
from .sandbox.wire import encode
from .student import Answer, Call


@dataclass
class Failure:
    """One example on which a check did not pass, with the calls that the check made and their replies."""

    index: int
    error: CheckFailed
    calls: list[Call]
    replies: list[Reply]


@dataclass
class Raw:
    """What running a check gave, before anything is forgiven or diagnosed."""

    plan: Plan
    failures: list[Failure] = field(default_factory=list)
    passed: list[int] = field(default_factory=list)  # the examples that passed informatively
    replies: list[list[Reply]] = field(default_factory=list)  # to the planned calls, per example, as far as they came
    ended: WorkerEnded | None = None
    grader_error: str = ""
    forgiven_by: tuple[str, ...] = ()  # upstream exercises whose error explains every failure
    put_right: bool = False  # it passes once these are put right
    beside: tuple[str, ...] = ()  # upstream exercises that are wrong, too, and put right in `alone`
    alone: list[Failure] = field(default_factory=list)  # how it fails with these put right
    blocked_by: str = ""  # an upstream exercise without which nothing can be said

    @property
    def outcome(self) -> Outcome:
        """The first thing that went wrong; passed where nothing did."""
        if self.grader_error:
            return Outcome.GRADER_ERROR
        if self.blocked_by:
            return Outcome.SKIPPED
        error = self.error
        if self.forgiven_by or (error is None and self.ended is None):
            return Outcome.PASSED
        if error is None:
            assert self.ended is not None
            return self.ended.outcome
        return error.outcome if isinstance(error, AnswerError) else Outcome.FAILED

    @property
    def shows(self) -> bool:
        """Does it show that the answers are more than empty: right on examples that tell, and not the same on all of
        them?
        """
        if self.passed and not self.failures and self.ended is None:
            return True
        telling = self.plan.telling or set(self.passed)
        seen = {
            encode([_value(reply) for reply in self.replies[i]])
            for i in self.passed
            if i in telling and i < len(self.replies)
        }
        return len(seen) > 1 or (len(seen) == 1 and len(telling) == 1)

    @property
    def shows_alone(self) -> bool:
        """Are the failures those with upstream put right, which leaves no answer to look at?"""
        return bool(self.alone) and self.failures is self.alone

    def replies_to(self, index: int) -> list[Reply]:
        """The replies to an example's planned calls; with upstream put right, where it was asked for that."""
        put_right = [failure.replies for failure in self.alone if failure.index == index]
        return put_right[0] if put_right else self.replies[index] if index < len(self.replies) else []

    @property
    def failure(self) -> Failure | None:
        """The smallest failing example; one that an upstream stub caused only where there is no other."""
        real = [failure for failure in self.failures if not isinstance(failure.error, NeedsUpstream)]
        found = real or self.failures
        return found[0] if found else None

    @property
    def error(self) -> CheckFailed | None:
        return self.failure.error if self.failure else None


def _value(reply: Reply) -> Any:
    return reply.value if isinstance(reply, Answer) else str(reply)
