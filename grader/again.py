"""Ask a sample again: an answer must depend on the arguments alone, not on what was called before, nor on chance.

When the checks of a unit are through, one example of each exercise that passes is asked once more, in the opposite
order, of a file that was loaded anew, so that what it kept between calls is gone. In one unit of eight it is asked of
a fresh worker instead, which a learner's file cannot tell from the first. Which examples and which units follows from
the secret seed, and is the same for every submission.

Where the check does not pass again, all that passes in that exercise is asked again in the same way, and what does
not pass twice is a failure of the kind ``unstable``. It is the check that judges, and not the two answers that are
compared: a right answer may come with another rounding, or another draw. That the second time a file cannot be asked
at all (it takes too long, it does not load twice) is a note for a person and costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from .compare import quiet
from .errors import AnswerError, CheckFailed, Mismatch
from .examples import keyed
from .raw import Failure, Raw
from .run import UnitRun
from .sandbox.place import Request

ONE_IN = 8  # units that get a fresh worker: it costs a tenth of a unit's time, loading anew a fiftieth


@dataclass(frozen=True)
class Sample:
    """One example of one check; names of checks are a unit's own."""

    check: str
    index: int
    raw: Raw = field(compare=False, repr=False)


class Again:
    """The second asking of one unit of one submission. `notes` are for the report."""

    def __init__(self, run: UnitRun) -> None:
        self.run = run
        self.notes: tuple[str, ...] = ()
        self.done: set[str] = set()

    def ask(self, names: Iterable[str]) -> None:
        """Ask these exercises again, those that were not yet; their checks are run first."""
        wanted = [name for name in names if name not in self.done]
        self.done.update(wanted)
        passing = {name: [raw for raw in self.run.exercise(name).values() if _passes(raw)] for name in wanted}
        samples = {name: self._sample(name, raws) for name, raws in reversed(passing.items()) if raws}
        failures = self._put(list(samples.values()))
        for name, sample in samples.items():
            if sample in failures:
                everything = [
                    Sample(raw.plan.check.name, index, raw)
                    for raw in passing[name]
                    for index in range(len(raw.plan.examples))
                ]
                for other, error in self._put(everything[::-1]).items():
                    failures.setdefault(other, error)
        for sample, failure in failures.items():
            sample.raw.failures.append(failure)
            sample.raw.failures.sort(key=lambda one: one.index)
            sample.raw.passed = [index for index in sample.raw.passed if index != sample.index]

    def _sample(self, name: str, raws: list[Raw]) -> Sample:
        """One example of one check, an oracle where there is one, and one that tells right from wrong."""
        among = [raw for raw in raws if raw.plan.check.kind == "oracle" and raw.passed] or raws
        raw = among[self._drawn(f"check/{name}") % len(among)]
        indices = raw.passed or range(len(raw.plan.examples))
        index = indices[self._drawn(f"example/{name}") % len(indices)]
        return Sample(raw.plan.check.name, index, raw)

    def _drawn(self, what: str) -> int:
        return int.from_bytes(keyed(self.run.exam.seed, f"again/{self.run.exam.unit}/{what}")[:8], "big")

    def _put(self, samples: list[Sample]) -> dict[Sample, Failure]:
        """Ask all of them in one message; those that do not pass."""
        if not samples or not self._begin_anew():
            return {}
        planned = [one.raw.plan.requests[one.index] if one.raw.plan.calls else [] for one in samples]
        replies = iter(self.run.ask([one for requests in planned for one in requests], self.run.limits.check_s).replies)
        failures: dict[Sample, Failure] = {}
        for sample, requests in zip(samples, planned, strict=True):
            given = list(islice(replies, len(requests)))
            failure = self._judge(sample, requests, given)
            if self.run.ended is not None:
                self._say(self.run.ended.message)
                break
            if failure is not None:
                failures[sample] = failure
        return failures

    def _begin_anew(self) -> bool:
        """Get rid of all that the file has kept; whether that could be done."""
        run = self.run
        run.refresh()
        run.remembered.clear()
        if run.left <= 0:
            self._say(f"the {run.limits.unit_s:g} s for the whole unit are over")
            return False
        if run.worker is not None and self._drawn("fresh") % ONE_IN:
            answers = run.worker.load(min(run.limits.load_s, run.left))
            run.left -= answers.seconds
            if not answers.ended and answers.replies[0]["problem"] is None:
                return True
        run.close()  # the next call opens another
        return True

    def _judge(self, sample: Sample, requests: list[Request], replies: list[dict[str, Any]]) -> Failure | None:
        plan = sample.raw.plan
        if plan.calls and plan.is_met_by(sample.index, replies):
            return None
        own = [request.own(reply) for request, reply in zip(requests, replies, strict=False)]
        replay = self.run.replay(plan, sample.index, own)
        try:
            with quiet():
                plan.put(replay, sample.index)
        except CheckFailed as error:
            facts = {"expected": error.expected, "got": error.got} if isinstance(error, Mismatch) else {}
            what = error.message if isinstance(error, Mismatch | AnswerError) else str(error)
            told = f"it passed once, and not when it was asked again after other calls: {what}"
            return Failure(sample.index, Mismatch(told, kind="unstable", **facts), replay.calls, replay.replies)
        except Exception as error:  # noqa: BLE001 -- the check breaks on it: run.py would have said so the first time
            self._say(f"check {plan.check.name} breaks: {type(error).__name__}")
        return None

    def _say(self, why: str) -> None:
        note = f"not all could be asked twice: {why}"
        if note not in self.notes:
            self.notes = (*self.notes, note)


def _passes(raw: Raw) -> bool:
    return not (raw.failures or raw.ended or raw.grader_error or raw.blocked_by) and bool(raw.plan.examples)
