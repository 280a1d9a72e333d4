"""A unit made ready to be put to many submissions: frozen examples, and what the reference answers to every call on
them.

Running each check against the reference once tells which calls it makes. For a submission the same calls are sent
ahead in one message (run.py); a call that turns out different, because it depends on the submission's own answers, is
made live. The reference also proves each check: one that its own reference does not pass is `broken`, a grader error.

`Stand-ins` are modules of the host that mix the reference with other functions: a known mistake, or the student's own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .alike import Reply
from .asking import Asked, share
from .callers import EmptyCaller, HostCaller, Recorder, Said, afresh
from .catalog import LIBRARIES, Course, LoadedUnit
from .checks import Check
from .compare import quiet, watch
from .empties import EMPTY
from .errors import AnswerError, CheckFailed, CourseError
from .examples import Example, collect, digest
from .mistakes import Mistake
from .sandbox.dice import reseed
from .sandbox.place import Request
from .sandbox.worker import Session
from .student import Call, Caller, Student

MOST_SOUND = 4_000  # checks on examples that were not drawn, of which is kept how the reference did: some megabytes


@dataclass
class Plan:
    """One check with its examples, smallest first, and the reference's calls and answers on each."""

    check: Check
    examples: list[Example]
    calls: list[list[Call]] = field(default_factory=list)
    answers: list[list[Reply]] = field(default_factory=list)
    said: list[list[Said]] = field(default_factory=list)  # the same answers as they come over the wire
    informative: list[int] = field(default_factory=list)  # examples on which values tell right from wrong
    broken: str = ""  # why the check cannot be used
    numbers: list[int] = field(default_factory=list)  # of the examples, the same in every check that has them
    asked: list[Asked] = field(default_factory=list)  # by example: what is sent for it, and who sends it

    @cached_property
    def requests(self) -> list[list[Request]]:
        """The calls of each example; the first of them starts afresh."""
        made = [[Request(request) for request in afresh(calls)] for calls in self.calls]
        for requests, said in zip(made, self.said, strict=True):
            for request, (frame, reply) in zip(requests, said, strict=False):  # a broken check's last has none
                request.expected, request.reply = frame, reply
        return made

    def put(self, caller: Caller, index: int) -> None:
        """Run the check on one example. Raises what its body raises."""
        self.run(caller, self.examples[index], self.numbers[index])

    def run(self, caller: Caller, example: Example, number: int = 0) -> None:
        """Run the check on any example. Raises what its body raises."""
        self.check(Student(caller, number, contract=self.check.kind == "contract"), **example)

    def is_met_by(self, index: int, replies: list[dict[str, Any]]) -> bool:
        """Are these the reference's answers to all calls of an example, to the byte? Then the check passes on it."""
        requests = self.requests[index]
        return len(replies) == len(requests) and all(map(Request.is_met_by, requests, replies))

    @cached_property
    def telling(self) -> set[int]:
        """The informative examples on which no empty answer passes: passing one of them shows something."""
        return {index for index in self.informative if not self._empty_passes(index)}

    def _empty_passes(self, index: int) -> bool:
        for how in EMPTY:
            caller = EmptyCaller(self.calls[index], self.answers[index], how)
            try:
                with quiet():
                    self.put(caller, index)
            except Exception:
                continue
            return True
        return False


@dataclass(frozen=True)
class Sound:
    """An example that was not drawn, and the calls that the reference made on it to pass."""

    example: Example
    calls: list[Call]


class Exam:
    """One unit of a course under one seed."""

    def __init__(self, course: Course, unit: str, seed: int) -> None:
        self.course = course
        self.unit = unit
        self.seed = seed
        self.loaded: LoadedUnit = course.load(unit)
        drawn = collect(course, unit, seed)
        self.digest = hashlib.sha256(digest(drawn).encode()).hexdigest()
        declared = [exercise.name for exercise in self.loaded.unit.exercises]
        self.names = frozenset(declared) | {name.partition(".")[0] for name in declared}  # methods' classes, too
        self._mistaken: dict[tuple[str, str], list[list[Reply]]] = {}
        self._sound: dict[tuple[str, str], Sound | None] = {}
        self._kept: dict[str, Example] = {}
        self._said: dict[bytes, Said] = {}  # equal ones are the same object, whichever check asked
        numbers: dict[str, dict[int, int]] = {exercise: {} for exercise in declared}
        self.plans = {
            check.name: self._plan(check, drawn[check.name], numbers[check.exercise]) for check in self.loaded.checks
        }
        for exercise in declared:
            plans = self.plans_of(exercise)
            for name, asked in share([(plan.check.name, plan.requests) for plan in plans]).items():
                self.plans[name].asked = asked

    @cached_property
    def reference(self) -> HostCaller | None:
        """The reference, or None where a learner has none."""
        return None if self.loaded.solution is None else self.stand_in({})

    def plans_of(self, exercise: str) -> list[Plan]:
        return [self.plans[check.name] for check in self.loaded.checks_of(exercise)]

    def stand_in(self, functions: dict[str, Callable[..., Any]], mistake: Mistake | None = None) -> HostCaller:
        """A module of the host: the reference, a mistake in it where given, and `functions` in place of those of
        their names.

        Raises CourseError where the reference does not load.
        """
        assert self.loaded.solution is not None
        source = self.loaded.solution + (mistake.source.encode() if mistake else b"")
        session = Session(
            self.unit, f"<{mistake.name if mistake else 'reference'}>", LIBRARIES, (AnswerError, KeyboardInterrupt)
        )
        problem = session.load([source])["problem"]
        if problem:
            what = f"mistake {mistake.name}" if mistake else "the reference"
            raise CourseError(f"{what} of unit {self.unit} does not load: {problem['type']}: {problem['text']}")
        for name, function in functions.items():
            owner, _, method = name.rpartition(".")
            setattr(getattr(session.module, owner) if owner else session.module, method, function)
        return HostCaller(session)

    def mistaken(self, plan: Plan, mistake: Mistake) -> list[list[Reply]]:
        """A known mistake's answers to the plan's calls, kept for the next submission."""
        key = (plan.check.name, mistake.name)
        if key not in self._mistaken:
            caller = self.stand_in({}, mistake)
            reseed()  # as a worker is before each check
            with quiet():
                self._mistaken[key] = [caller.replies(calls) for calls in plan.calls]
        return self._mistaken[key]

    def sound(self, check: Check, example: Example) -> Sound | None:
        """An example that was not drawn, where the reference passes a check on it and it tells right from wrong.

        It is kept, as one object, for the next check or submission that fails alike and whose search comes by it.
        """
        found = digest(example)
        if (check.name, found) not in self._sound:
            if len(self._sound) >= MOST_SOUND:
                self._sound.clear()
                self._kept.clear()
            self._sound[check.name, found] = self._try(check, self._kept.setdefault(found, example))
        return self._sound[check.name, found]

    def _try(self, check: Check, example: Example) -> Sound | None:
        assert self.reference is not None
        if any(hasattr(value, "valid") and not value.valid() for value in example.values()):
            return None
        recorder = Recorder(self.reference)
        with quiet(), watch() as seen:
            try:
                check(Student(recorder), **example)
            except Exception:
                return None
        return Sound(example, recorder.calls) if seen.informative > 0 or check.kind != "oracle" else None

    def _plan(self, check: Check, examples: list[Example], numbers: dict[int, int]) -> Plan:
        plan = Plan(check, examples, numbers=[numbers.setdefault(id(example), len(numbers)) for example in examples])
        if self.reference is None:
            return plan
        for index in range(len(examples)):
            reseed()
            recorder = Recorder(self.reference)
            with quiet(), watch() as seen:
                try:
                    plan.put(recorder, index)
                except CheckFailed as failure:
                    plan.broken = f"the reference fails check {check.name}: {failure}"
                except Exception as error:
                    plan.broken = f"check {check.name} breaks on the reference: {type(error).__name__}: {error}"
            plan.calls.append(recorder.calls)
            plan.answers.append(recorder.answers)
            plan.said.append([self._said.setdefault(frame, (frame, reply)) for frame, reply in recorder.said])
            if seen.informative:
                plan.informative.append(index)
        if not plan.broken and check.kind == "oracle" and not plan.informative:
            plan.broken = f"oracle check {check.name} has no informative example"
        return plan
