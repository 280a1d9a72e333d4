"""What the raw outcomes are worth, and what the learner is told.

Partial credit falls out of several checks per exercise. Empty answers earn nothing: property, contract and edge
checks pay only where an oracle check of the same exercise passes some informative example. Errors that follow from
upstream are forgiven (follow.py). Each failure gets the named mistake, the smallest counterexample, the learner's own
lines and a hint.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import replace
from typing import Any

from .advice import advice, joined, of_end
from .again import Again
from .diagnose import name_mistakes
from .errors import AnswerError, Mismatch, NotAttempted
from .follow import costs, follow_through
from .mistakes import Mistake
from .raw import Failure, Raw
from .render import line_of, words_of
from .results import NOT_WRITTEN, CheckResult, ExerciseResult, Outcome, Problem, UnitResult, blank
from .run import UnitRun
from .scene import counterexample, unanswered
from .shrink import smallest
from .transforms import transform


class Marker:
    """Marks a unit's exercises on demand, each once."""

    def __init__(self, run: UnitRun, *, shrink: bool = True) -> None:
        self.run = run
        self.shrink = shrink
        self.again = Again(run)
        self.done: dict[str, ExerciseResult] = {}
        self.shown: dict[str, Failure] = {}  # by check name, for whoever wants to look closer
        self.source = b"\n".join(run.source.cells).decode("utf-8", "replace")

    def unit(self, names: list[str] | None = None) -> UnitResult:
        """The whole unit, in course order; or the exercises of these names."""
        names = names or [exercise.name for exercise in self.run.exam.loaded.unit.exercises]
        if self.run.load() is None:
            self.again.ask(names)
        exercises = tuple(self.exercise(name) for name in names)
        return UnitResult(self.run.exam.unit, exercises, self.run.problem, (*self.run.notes, *self.again.notes))

    def exercise(self, name: str) -> ExerciseResult:
        """One exercise, and what it needs before it."""
        if name not in self.done:
            problem = self.run.load()
            if problem is not None:
                self.done[name] = unloaded(self.run, name, problem)
                return self.done[name]
            for upstream in self.run.exam.loaded.upstream(name):
                self.exercise(upstream)  # so that follow-through has seen it, too
            raws = self.run.exercise(name)
            self.again.ask([name])
            follow_through(self.run, name, self._called(name))
            named = name_mistakes(self.run, name)
            counts = any(raw.plan.check.kind == "oracle" and _shows_something(raw) for raw in raws.values())
            checks = tuple(self._mark(raw, named.get(check), counts) for check, raw in raws.items())
            if {check.outcome for check in checks} == {Outcome.NOT_ATTEMPTED, Outcome.SKIPPED}:
                checks = tuple(replace(check, outcome=Outcome.NOT_ATTEMPTED, message=NOT_WRITTEN) for check in checks)
            self.done[name] = ExerciseResult(name, checks)
        return self.done[name]

    def _called(self, name: str) -> list[str]:
        """What an exercise that fails may call, whether it needs it or not: all before it in the course of which the
        file speaks, marked; and those after it that it names itself, run only: these may lean on it in turn. Not those
        of which it is a part: who takes the loss from `evaluate`, and that from nowhere, has written neither.
        """
        if not any(raw.failures or raw.ended for raw in self.run.raws[name].values()):
            return []
        names = [exercise.name for exercise in self.run.exam.loaded.unit.exercises]
        at = names.index(name)
        earlier = [other for other in names[:at] if self._speaks_of(other)]
        own = words_of(self.source, name)
        parts = self.run.exam.loaded.upstream
        later = [one for one in names[at + 1 :] if one.rpartition(".")[2] in own and name not in parts(one)]
        for other in earlier:
            self.exercise(other)
        for other in later:
            self.run.exercise(other)
        return earlier + later

    def _mark(self, raw: Raw, mistake: Mistake | None, counts: bool) -> CheckResult:
        check = raw.plan.check
        outcome = raw.outcome
        told: dict[str, Any] = {}
        if outcome == Outcome.PASSED and not counts and check.kind != "oracle":
            outcome = Outcome.SKIPPED
            told["message"] = "counts once the values are right"
        elif outcome == Outcome.PASSED:
            told["message"] = self._forgiven(raw) if raw.forgiven_by else ""
        elif raw.grader_error:
            told["message"] = raw.grader_error
        elif raw.blocked_by:
            told["message"] = f"needs {raw.blocked_by}"
        else:
            told = self._explain(raw, mistake)
        score = check.points if outcome == Outcome.PASSED else 0.0
        return CheckResult(check.name, check.says, outcome, score, check.points, check.visibility, **told)

    def _explain(self, raw: Raw, mistake: Mistake | None) -> dict[str, Any]:
        check = raw.plan.check
        if raw.failure is None:
            assert raw.ended is not None
            message, hint = of_end(raw, raw.ended.message)
            return {
                "message": message,
                "hint": hint,
                "line": line_of(self.source, check.exercise),
                "counterexample": unanswered(raw, self.source, self._parameters(check.exercise)),
            }
        if isinstance(raw.error, NotAttempted):
            return {"message": raw.error.message}
        failure = smallest(self.run, raw) if self.shrink and not raw.shows_alone else raw.failure
        assert failure is not None
        self.shown[check.name] = failure
        error = failure.error
        parameters = self._parameters(check.exercise)
        message = error.message if isinstance(error, Mismatch | AnswerError) else str(error)
        if mistake is not None:
            message = joined(message, mistake.says)
        elif isinstance(error, Mismatch) and error.kind != "unstable":
            message = joined(message, transform(raw, parameters))
        frames = error.frames if isinstance(error, AnswerError) else ()
        advised = advice(raw, failure, self.source, check.exercise) if mistake is None else mistake.hint
        return {
            "message": message,
            "hint": f"{advised or check.hint} {self._mend_first(raw)}".strip(),
            "mistake": mistake.name if mistake else None,
            "line": frames[-1].line if frames else line_of(self.source, check.exercise),
            "counterexample": counterexample(failure, self.source, check.exercise, parameters),
            "traceback": tuple(f"line {frame.line}, in {frame.function}: {frame.text}" for frame in frames),
        }

    def _forgiven(self, raw: Raw) -> str:
        names = ", ".join(raw.forgiven_by)
        if not any(costs(self.run, name) for name in raw.forgiven_by):
            return f"right with the course's own {names}: look at yours again, though the checks pass"
        return f"right once you have mended {names}" if raw.put_right else f"passes with your own {names}"

    def _mend_first(self, raw: Raw) -> str:
        """What to do before all else, where an exercise is wrong and so is what it calls."""
        if raw.shows_alone:
            return f"This is seen with a right {' and '.join(raw.beside)} in place of yours."
        if any(str(failure.error) == str(raw.error) for failure in raw.alone[:1]):
            return ""  # it is the same whether they are right or not
        upstream = self.run.exam.loaded.upstream(raw.plan.check.exercise)
        wrong = [name for name in upstream if costs(self.run, name) and self._speaks_of(name)]
        return f"Mend {' and '.join(wrong)} first: what is seen here comes from both." if wrong else ""

    def _speaks_of(self, name: str) -> bool:
        """Does the file name an exercise in another place than its definition?"""
        return len(re.findall(rf"\b{name.rpartition('.')[2]}\b", self.source)) > 1

    def _parameters(self, exercise: str) -> list[str]:
        """The reference's parameter names."""
        reference = self.run.exam.reference
        if reference is None:
            return []
        owner: Any = reference.session.module
        for part in exercise.split("."):
            owner = getattr(owner, part, None)
        try:
            return [name for name in inspect.signature(owner).parameters if name != "self"]
        except (TypeError, ValueError):
            return []


def _shows_something(raw: Raw) -> bool:
    """Does an oracle check pass on some informative example, on its own or with the student's own upstream?"""
    return not raw.grader_error and not raw.blocked_by and (raw.shows or bool(raw.forgiven_by))


def unloaded(run: UnitRun, exercise: str, problem: Problem) -> ExerciseResult:
    """An exercise of a file that did not load: no check was run, each has the file's outcome."""
    checks = run.exam.loaded.checks_of(exercise)
    return ExerciseResult(exercise, tuple(blank(check, problem.outcome, "the file did not load") for check in checks))
