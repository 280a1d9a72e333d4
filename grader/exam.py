"""A unit made ready to be put to many submissions: frozen examples, and what the reference answers to every call on
them.

Running each check against the reference once tells which calls it makes. For a submission the same calls are sent
ahead in one message (run.py); a call that turns out different, because it depends on the submission's own answers, is
made live. The reference also proves each check: one that its own reference does not pass is `broken`, a grader error.

`Stand-ins` are modules of the host that mix the reference with other functions: a known mistake, or the student's own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from .alike import Reply
from .asking import Asked, share
from .catalog import LIBRARIES, Course, LoadedUnit
from .checks import Check
from .compare import quiet, watch
from .empties import EMPTY, emptied
from .errors import AnswerError, CheckFailed, CourseError, Frame, Mismatch, NeedsUpstream, NotAttempted, StudentRaised
from .examples import Example, collect, digest
from .mistakes import Mistake
from .sandbox.dice import reseed
from .sandbox.place import Request
from .sandbox.wire import Handle, decode, encode
from .sandbox.worker import Session
from .student import Answer, Call, Caller, Student

MOST_SOUND = 4_000  # checks on examples that were not drawn, of which is kept how the reference did: some megabytes
Said = tuple[bytes, dict[str, Any]]  # a reply's frame, and what is in it
RESET = Request(op="fresh")  # every example starts from the same random state, and without objects


def afresh(calls: Sequence[Call]) -> list[dict[str, Any]]:
    """The requests of one example's calls: the first of them starts afresh, as `RESET` does."""
    return [call.request() if later else {**call.request(), "fresh": True} for later, call in enumerate(calls)]


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
        self.check(Student(caller, self.numbers[index]), **self.examples[index])

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
        self._sound: dict[tuple[str, str], bool] = {}
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

    def sound(self, check: Check, example: Example) -> Example | None:
        """An example that was not drawn, where the reference passes a check on it and it tells right from wrong.

        It is kept, as one object, for the next check or submission that fails alike and whose search comes by it.
        """
        found = digest(example)
        if (check.name, found) not in self._sound:
            if len(self._sound) >= MOST_SOUND:
                self._sound.clear()
                self._kept.clear()
            sound = self._is_sound(check, self._kept.setdefault(found, example))
            self._sound[check.name, found] = sound
        return self._kept[found] if self._sound[check.name, found] else None

    def _is_sound(self, check: Check, example: Example) -> bool:
        assert self.reference is not None
        if any(hasattr(value, "valid") and not value.valid() for value in example.values()):
            return False
        with quiet(), watch() as seen:
            try:
                check(Student(Recorder(self.reference)), **example)
            except Exception:
                return False
        return seen.informative > 0 or check.kind != "oracle"

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


class HostCaller:
    """Answers calls from a session in this process, through the wire like any other."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def replies(self, calls: list[Call]) -> list[Reply]:
        """What it answers to one example's calls, from the same random state in which a worker starts an example."""
        reseed()
        return [reply_of(self, call) for call in calls]

    def __call__(self, call: Call) -> Answer:
        return to_answer(self.say(call)[1], call, frozenset())

    def say(self, call: Call) -> Said:
        """The reply to a call as it comes over the wire."""
        frame = self.session.encode(self.session.answer(decode(encode(call.request()), self.session.resolve, rng=True)))
        return frame, decode(frame)


class EmptyCaller:
    """Answers the calls that the reference was asked with what it said, emptied; other calls with nothing."""

    def __init__(self, calls: list[Call], answers: list[Reply], how: str) -> None:
        self.known = list(zip(calls, answers, strict=True))
        self.how = how
        self.rng = np.random.default_rng(0)  # the same noise for the same examples, whoever asks

    def __call__(self, call: Call) -> Answer:
        for planned, answer in self.known:
            if matches(call, planned) and isinstance(answer, Answer):
                return Answer(emptied(answer.value, self.how, call.args, self.rng))
        return Answer(None)


class Recorder:
    """Passes calls on and writes down what was called and answered."""

    def __init__(self, caller: HostCaller) -> None:
        self.caller = caller
        self.calls: list[Call] = []
        self.answers: list[Reply] = []
        self.said: list[Said] = []

    def __call__(self, call: Call) -> Answer:
        self.calls.append(call)
        self.said.append(self.caller.say(call))
        try:
            answer = to_answer(self.said[-1][1], call, frozenset())
        except AnswerError as error:
            self.answers.append(error)
            raise
        except Mismatch as error:  # the answer could not be sent: as good as none
            self.answers.append(StudentRaised("unsendable", error.message))
            raise
        self.answers.append(answer)
        return answer


def reply_of(caller: Callable[[Call], Answer], call: Call) -> Reply:
    """The answer, or the AnswerError as a value."""
    try:
        return caller(call)
    except AnswerError as error:
        return error
    except Mismatch as error:
        return StudentRaised("unsendable", error.message)


def to_answer(reply: dict[str, Any], call: Call, exercises: frozenset[str]) -> Answer:
    """A worker's reply as an Answer. Raises the AnswerError, or Mismatch for an answer that could not be sent.

    A NotImplementedError of the called exercise itself means an untouched stub; one of another of `exercises` that it
    needs that one.
    """
    if "error" not in reply:
        return Answer(reply["ok"], reply.get("changed", {}), reply.get("global_rng", False))
    kind, text = reply["error"], reply["text"]
    if kind == "missing":
        raise NotAttempted(text)
    if kind == "unsendable":
        raise Mismatch(f"the answer cannot be read: {text}", kind="type")
    frames = tuple(Frame(*frame) for frame in reply["frames"])
    if reply["type"] == "NotImplementedError" and frames:
        where = frames[-1].function.partition(".<locals>")[0]
        if where == call.name or where.endswith(f".{call.name}"):
            raise NotAttempted("not written yet")
        if where == f"{call.name}.__init__":
            raise NotAttempted(f"{where} is not written yet")
        if where in exercises or where.partition(".")[0] in exercises:
            raise NeedsUpstream(where)
    raise StudentRaised(reply["type"], text, frames)


def matches(made: Call, planned: Call) -> bool:
    """Is a call the one that was sent ahead? By value: check bodies make new arrays at every run."""
    if made.name != planned.name or made.op != planned.op or made.watch != planned.watch or made.keep != planned.keep:
        return False
    if made.target != planned.target or made.number != planned.number or len(made.args) != len(planned.args):
        return False
    if (made.kwargs or planned.kwargs) and not _equal(made.kwargs, planned.kwargs):
        return False
    return all(a is b or _equal(a, b) for a, b in zip(made.args, planned.args, strict=True))


def _equal(a: Any, b: Any) -> bool:
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    return type(a) is type(b) and (a == b if isinstance(a, int | float | str | Handle) else encode(a) == encode(b))
