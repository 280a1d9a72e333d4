"""Put one unit's checks to one submission.

`UnitRun` works on demand: `exercise(name)` runs the checks of that exercise, and before them those of what it needs,
once. So `pytest -k` and a whole grading come to the same results by the same road. Per check: the calls that the
reference made are sent ahead in one message, then the body runs on every example with the answers at hand. All
failing examples are kept, for follow-through and diagnosis need them; what it all means for the score is score.py's
to say.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from itertools import chain, islice
from typing import Any

from .alike import Reply
from .callers import RESET, afresh, matches, to_answer
from .compare import quiet, watch
from .errors import AnswerError, CheckFailed, Mismatch, NeedsUpstream, NotAttempted, StudentRaised, WorkerEnded
from .exam import Exam, Plan
from .raw import Failure, Raw
from .results import Outcome, Problem
from .sandbox.place import MOST_ANSWERED, TOO_MUCH, Answers, Limits, Place, Request, Source, Worker
from .student import Answer, Call

MISSING = re.compile(
    r"NameError: name '(\w+)' is not defined.*|"
    r"AttributeError: (?:type object )?'(\w+)' (?:object )?has no attribute '(\w+)'",
    re.DOTALL,
)
OF_LOADING = {
    "SystemExit": (
        "(the file ends Python when it is loaded: no exit(), sys.exit() or unittest.main() outside of functions)"
    ),
    "PermissionError: [Errno 1]": "(no processes are started here, and there is no network)",
}
CALLED = 'this line calls it when the file is loaded: put such lines under `if __name__ == "__main__":`'
STRIKES = 2  # deaths or timeouts in one exercise, after which its remaining checks are not run


def _own_stub(error: CheckFailed, exercise: str) -> CheckFailed:
    """A stub that was reached within the exercise's own class is the exercise itself, not written yet."""
    if isinstance(error, NeedsUpstream):
        owner, _, method = error.exercise.partition(".")
        if exercise in {error.exercise, owner} or (method == "__init__" and exercise.startswith(f"{owner}.")):
            return NotAttempted("not written yet")
    return error


class UnitRun:
    """One unit of one submission, under way. Close it when done."""

    def __init__(self, exam: Exam, place: Place, source: Source, limits: Limits, seconds: float | None = None) -> None:
        self.exam = exam
        self.place = place
        self.source = source
        self.limits = limits
        self.left = min(limits.unit_s, limits.unit_s if seconds is None else seconds)
        self.helping = limits.check_s  # seconds for put_right.py: what hangs may have used up the unit's
        self.answered = 0  # bytes
        self.problem: Problem | None = None
        self.notes: tuple[str, ...] = source.notes
        self.worker: Worker | None = None
        self.ended: WorkerEnded | None = None  # how the current worker ended
        self.loaded = False
        self.raws: dict[str, dict[str, Raw]] = {}
        self.replied: dict[tuple[str, int], list[dict[str, Any]]] = {}  # by check and example, where all calls were
        self.remembered: dict[bytes, dict[str, Any]] = {}  # by what was asked outside of plans (see Replay, Mixed)

    def close(self) -> None:
        if self.worker is not None:
            self.worker.close()
            self.worker = None

    # ---- the worker

    def load(self) -> Problem | None:
        """Load the submission, once; what keeps the whole file from loading."""
        if not self.loaded:
            self.loaded = True
            self.problem = self._open()
        return self.problem

    def _open(self) -> Problem | None:
        self.worker = self.place.open(self.source)
        self.ended = None
        answers = self.worker.load(min(self.limits.load_s, max(self.left, 0.1)))
        self.left -= answers.seconds
        if answers.ended:
            self.close()
            return Problem(answers.ended.outcome, f"the file did not load: {answers.ended.message}")
        reply = answers.replies[0]
        self.notes = (*self.source.notes, *(str(note) for note in reply["notes"]))
        failed = reply["problem"]
        if failed is None:
            return None
        outcome = Outcome.OUT_OF_MEMORY if failed["type"] == "MemoryError" else Outcome.RAISED
        frames, message = failed["frames"], f"{failed['type']}: {failed['text']}".rstrip(": ")
        line = frames[-1][0] if frames else None
        if failed["type"] == "NotImplementedError" and len(frames) > 1 and frames[0][1] == "<module>":
            line, message = frames[0][0], f"{message}: {frames[-1][1]} is not written yet, and {CALLED}"
        aside = [why for says, why in OF_LOADING.items() if message.startswith(says)]
        return Problem(outcome, " ".join([message, *aside]), line)

    def ask(self, requests: Sequence[dict[str, Any]], seconds: float) -> Answers:
        """Send requests to the learner's worker, opening a fresh one after an end. Never raises for what the code
        does.
        """
        self.refresh()
        if self.worker is None and self._open() is not None:  # it loaded before: now it does not
            self.ended = WorkerEnded(Outcome.CRASHED, "the file loads only sometimes")
            return Answers()
        assert self.worker is not None
        if self.left <= 0:
            self.ended = WorkerEnded(Outcome.TIMED_OUT, f"the {self.limits.unit_s:g} s for the whole unit are over")
            return Answers()
        if self.answered > MOST_ANSWERED:
            self.ended = WorkerEnded(TOO_MUCH.outcome, TOO_MUCH.message)
            return Answers()
        answers = self.worker.ask(requests, self.limits.call_s, min(seconds, self.left))
        self.left -= answers.seconds
        self.answered += answers.size
        if answers.ended:
            self.ended = WorkerEnded(answers.ended.outcome, answers.ended.message)
        return answers

    def refresh(self) -> None:
        """Make sure that the next call finds a living worker, whatever happened before."""
        if self.ended is not None:
            self.close()
            self.ended = None

    def live(self, call: Call) -> Answer:
        """One call now. Raises AnswerError or Mismatch as `to_answer` does."""
        return self.answer(self.reply([call.request()]), call)

    def reply(self, requests: Sequence[dict[str, Any]]) -> dict[str, Any]:
        """The reply to the last of some requests, asked now. Raises WorkerEnded where there is none."""
        if "fresh" in requests[0]:
            self.refresh()
        if self.ended is not None:
            raise self.ended
        answers = self.ask(requests, self.limits.check_s)
        if len(answers.replies) < len(requests):
            raise self._ending()
        return answers.replies[-1]

    def traced(self, begin: dict[str, Any], calls: Sequence[Call]) -> tuple[list[Reply], Any] | None:
        """The replies to calls while the worker traces them as `begin` says (sandbox/tracing.py), and what it wrote
        down; None where it did not come to the end.
        """
        requests = [RESET, begin, *(call.request() for call in calls), {"op": "traced"}]
        answers = self.ask(requests, self.limits.check_s)
        if answers.ended is not None or len(answers.replies) < len(requests):
            return None
        theirs = [self.value_of(reply, call) for reply, call in zip(answers.replies[2:-1], calls, strict=True)]
        return theirs, answers.replies[-1].get("ok")

    def _ending(self) -> WorkerEnded:
        """How the worker ended, for a call that it did not answer."""
        return self.ended or WorkerEnded(Outcome.CRASHED, "the worker gave no answer")

    def answer(self, reply: dict[str, Any], call: Call) -> Answer:
        try:
            return to_answer(reply, call, self.exam.names)
        except StudentRaised as error:
            missing = MISSING.fullmatch(error.message)
            name = ".".join(filter(None, missing.groups())) if missing else ""
            if name in self.exam.names and name.rpartition(".")[2] != call.name:
                raise NeedsUpstream(name) from None
            raise

    # ---- checks

    def exercise(self, name: str) -> dict[str, Raw]:
        """What every check of an exercise gave, by check name; upstream exercises run first."""
        if name not in self.raws:
            for upstream in self.exam.loaded.upstream(name):
                self.exercise(upstream)
            self.raws[name] = self._run_exercise(name)
        return self.raws[name]

    def _run_exercise(self, name: str) -> dict[str, Raw]:
        raws: dict[str, Raw] = {}
        strikes = 0
        last: WorkerEnded | None = None
        stuck = self.stuck_upstream(name)
        for plan in self.exam.plans_of(name):
            if last is not None and (strikes >= STRIKES or stuck):
                raws[plan.check.name] = Raw(plan, ended=last)
                continue
            raw = self._run_check(plan)
            raws[plan.check.name] = raw
            if raw.ended is not None:
                strikes, last = strikes + 1, raw.ended
        if stuck:
            for raw in raws.values():
                raw.blocked_by = stuck if raw.ended is not None else raw.blocked_by
        return raws

    def stuck_upstream(self, name: str) -> str:
        """An upstream exercise in which the worker dies or hangs: its callers get one try, not two, and no blame."""
        for upstream in self.exam.loaded.upstream(name):
            if any(raw.ended is not None for raw in self.raws[upstream].values()):
                return upstream
        return ""

    def _run_check(self, plan: Plan) -> Raw:
        raw = Raw(plan)
        if plan.broken:
            raw.grader_error = plan.broken
            return raw
        self.refresh()
        replies, seconds = self._replies(plan)
        with quiet():
            for index in range(len(plan.examples)):
                if plan.calls and plan.is_met_by(index, replies[index]):  # then it passes, as the reference does
                    raw.passed += [index] if index in plan.informative else []
                    raw.replies.append(plan.answers[index])
                    continue
                seconds += self._run_example(raw, index, self.replay(plan, index, replies[index] if plan.calls else []))
                if raw.ended is None and seconds > self.limits.check_s:
                    raw.ended = WorkerEnded(Outcome.TIMED_OUT, f"the {self.limits.check_s:g} s for one check are over")
                first = raw.failures[0].error if raw.failures else None
                if raw.ended or raw.grader_error or isinstance(first, NotAttempted):
                    break
        return raw

    def replay(self, plan: Plan, index: int, replies: Sequence[dict[str, Any]]) -> Replay:
        """What answers a check on one example, from the replies to its planned calls, as far as they came."""
        calls = plan.calls[index] if plan.calls else []
        ready = list(zip(calls, replies, strict=False))
        return Replay(self, ready, complete=len(ready) == len(calls))

    def _replies(self, plan: Plan) -> tuple[list[list[dict[str, Any]]], float]:
        """The replies to the planned calls of each example, as far as they came, and the seconds that they took.

        What an earlier check asked, from the same start, is not asked again.
        """
        sent = [self._sent(plan, index) for index in range(len(plan.requests))]
        everything = list(chain.from_iterable(sent))
        answers = self.ask(everything, self.limits.check_s) if everything else Answers()
        came = iter(answers.replies)
        replies = []
        for index, (requests, asked) in enumerate(zip(plan.requests, plan.asked, strict=True)):
            given = list(islice(came, len(sent[index])))
            if sent[index] is asked.sent and len(given) == len(asked.sent):
                self.replied[asked.by] = given
            if sent[index] is not requests:
                given = asked.pick(self.replied.get(asked.by, given))
            met = plan.is_met_by(index, given)
            replies.append(given if met else [one.own(reply) for one, reply in zip(requests, given, strict=False)])
        return replies, answers.seconds

    def _sent(self, plan: Plan, index: int) -> list[Request]:
        """What is sent for an example: nothing where an earlier check has asked it, along with its own."""
        asked = plan.asked[index]
        if asked.by == (plan.check.name, index):
            return asked.sent
        return [] if asked.by in self.replied else plan.requests[index]

    def _run_example(self, raw: Raw, index: int, replay: Replay) -> float:
        """Run the body on one example, and note how it went. The seconds that its own live calls took."""
        plan = raw.plan
        with watch() as seen:
            try:
                plan.put(replay, index)
                raw.passed += [index] if seen.informative else []
            except WorkerEnded as ended:
                raw.ended = ended
            except CheckFailed as error:
                told = _own_stub(error, plan.check.exercise)
                raw.failures.append(Failure(index, told, replay.calls, replay.replies))
            except Exception as error:
                raw.grader_error = f"check {plan.check.name} breaks: {type(error).__name__}: {error}"
        as_planned = not plan.calls or (not replay.alone and len(replay.replies) == len(replay.ready))
        raw.replies.append(
            replay.replies if as_planned else [self.value_of(reply, call) for call, reply in replay.ready]
        )
        return replay.seconds

    def value_of(self, reply: dict[str, Any], call: Call) -> Reply:
        """A reply as a value, errors too."""
        try:
            return self.answer(reply, call)
        except AnswerError as error:
            return error
        except Mismatch as error:
            return StudentRaised("unsendable", error.message)


class Replay:
    """Answers a check body from the replies at hand; from a call on that is another one than was planned it asks.

    What was asked so, from a fresh start, a run remembers: checks that fail alike look for a smaller example by the
    same calls. `anew` asks all the same.
    """

    def __init__(
        self, run: UnitRun, ready: list[tuple[Call, dict[str, Any]]], complete: bool, anew: bool = False
    ) -> None:
        self.run = run
        self.ready = ready
        self.complete = complete
        self.anew = anew
        self.calls: list[Call] = []
        self.replies: list[Reply] = []
        self.position = 0
        self.alone = False
        self.requests: list[Request] = []  # from the fresh start on
        self.asked = 0  # how many of them the worker has answered one after the other
        self.so_far = hashlib.sha256()
        self.seconds = 0.0

    def __call__(self, call: Call) -> Answer:
        self.calls.append(call)
        try:
            answer = self._answer(call)
        except AnswerError as error:
            self.replies.append(error)
            raise
        except Mismatch as error:
            self.replies.append(StudentRaised("unsendable", error.message))
            raise
        self.replies.append(answer)
        return answer

    def _answer(self, call: Call) -> Answer:
        if not self.alone and self.position < len(self.ready) and matches(call, self.ready[self.position][0]):
            self.position += 1
            return self.run.answer(self.ready[self.position - 1][1], call)
        if not self.complete and self.run.ended is not None:
            raise self.run.ended  # the worker ended before it came to this call
        self.alone = True  # its own way from here on
        for made in afresh(self.calls)[len(self.requests) :]:
            self.requests.append(Request(made))
            self.so_far.update(self.requests[-1].frame)
        return self.run.answer(self._reply(), call)

    def ask_ahead(self, calls: Sequence[Call]) -> None:
        """Ask calls in one message, as if they were made, so that each that is made is remembered."""
        requests = [Request(made) for made in afresh(calls)]
        keys, so_far = [], hashlib.sha256()
        for request in requests:
            so_far.update(request.frame)
            keys.append(so_far.digest())
        if any(key not in self.run.remembered for key in keys):
            for key, reply in zip(keys, self.run.ask(requests, self.run.limits.check_s).replies, strict=False):
                self.run.remembered.setdefault(key, reply)

    def _reply(self) -> dict[str, Any]:
        """The reply to the last request, asked after all that came before it."""
        key = self.so_far.digest()
        if self.anew or key not in self.run.remembered:
            left = self.run.left
            try:
                self.run.remembered[key] = self.run.reply(self.requests[self.asked :])
            finally:
                self.seconds += left - self.run.left
            self.asked = len(self.requests)
        return self.run.remembered[key]
