"""Grade a batch: find the submissions, grade those that are not graded yet, keep each at once, write the results.

This process alone writes the gradebook; lanes only send it reports. Where it is killed, the same command goes on.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Protocol

from . import intake, roster, settings
from .catalog import Course
from .errors import GraderError, UnwritableError, UsageError
from .examples import versions
from .grade import Terms
from .gradebook import Gradebook, key_of
from .intake import Batch, Code, Entry, Submission
from .lanes import grade_all
from .outputs import folder
from .outputs.summary import Summary
from .results import Report
from .rulings import files_digest, student_id


@dataclass(frozen=True)
class Order:
    """What the command line asks for."""

    paths: tuple[Path, ...]
    out: Path
    units: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    jobs: int = 1
    seed: int | None = None
    fresh: bool = False
    course: Path | None = None
    unsafe: bool = False
    gradebook: str = ""  # a database URL, where it is not the file in `out`
    kind: str = ""  # the shape of the paths, where it is not to be recognised
    roster: Path | None = None


class Progress(Protocol):
    """Told how a batch goes on."""

    def start(self, total: int) -> None: ...
    def skip(self) -> None: ...  # one that is graded already
    def advance(self, report: Report) -> None: ...
    def stop(self) -> None: ...


@dataclass(frozen=True)
class Result:
    """The class as the gradebook now has it."""

    summaries: list[Summary]
    passed_over: tuple[str, ...]
    graded: int  # in this run
    already: int  # in earlier ones

    @property
    def exit_code(self) -> int:
        return 0 if all(summary.graded for summary in self.summaries) else 1


def run(order: Order, progress: Progress, say: Callable[[str], None]) -> Result:
    """Grade what `order` asks for. Raises GraderError; what was graded until then is kept."""
    course = Course.find(order.course)
    wanted = settings.find(order.paths, Path.cwd())
    if wanted.path is not None:
        say(f"settings: {wanted.path}")
        _refuse_strange(wanted, course)
    batch = _survey(order, course, order.units or wanted.units, wanted.caps)
    units = _units(course, order.units or wanted.units, batch)
    students = _students(batch, order.only)
    try:
        order.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"results cannot go to {order.out}: {error.strerror}") from None
    with folder.alone(order.out), contextlib.closing(_gradebook(order)) as gradebook:
        seed = next((seed for seed in (order.seed, wanted.seed, gradebook.seed()) if seed is not None), None)
        forbidden = (*(path.resolve() for path in order.paths), order.out.resolve())
        seed = secrets.randbits(128) if seed is None else seed
        terms = Terms.of(course, units, seed, wanted.limits, unsafe=order.unsafe, forbidden=forbidden)
        _settle(wanted, gradebook, say)
        gradebook.begin(course.name, course.digest, seed, units, versions())
        entries = [entry for entry in batch.entries if entry.student in students]
        clerk = Clerk(terms, wanted.caps, entries, gradebook, progress)
        clerk.grade(order.jobs, fresh=order.fresh)
        if gradebook.rules().attempts == "best":
            for former in _former(entries):
                FormerClerk(terms, wanted.caps, former, gradebook, progress).grade(order.jobs, fresh=order.fresh)
        if not order.only:
            gradebook.list_only([entry.student for entry in batch.entries])
            gradebook.leave_over([line.encode("utf-8", "backslashreplace").decode() for line in batch.passed_over])
        summaries = folder.write(order.out, gradebook, course.name, gradebook.left_over())
    return Result(summaries, batch.passed_over, clerk.graded, clerk.already)


@dataclass
class Clerk:
    """Hands out what is not graded yet, and writes down what comes back."""

    terms: Terms
    caps: intake.Caps
    entries: list[Entry]
    gradebook: Gradebook
    progress: Progress
    graded: int = 0
    already: int = 0
    known: dict[str, tuple[str, dict[str, Code]]] = field(default_factory=dict)  # key and code of those under way

    def grade(self, jobs: int, *, fresh: bool) -> None:
        done = {} if fresh else self._done()
        self.progress.start(len(self.entries))
        try:
            with contextlib.closing(grade_all(self.terms, self._to_grade(done), jobs)) as reports:
                for report in reports:
                    self._keep(report)
                    self.graded += 1
                    self.progress.advance(report)
        finally:
            self.progress.stop()

    def _keep(self, report: Report) -> None:
        key, code = self.known.pop(report.student)
        try:
            try:
                self._put(report, key, code)
            except UnwritableError as error:  # whatever is in it, the others go on
                self._put(report.given_up(str(error)), key, {})
        except GraderError as error:
            kept = f"; the {self.graded} graded before are kept, and the same command goes on from there"
            raise GraderError(f"{error}{kept if self.graded else ''}") from None

    # what else a clerk may do with a report

    def _done(self) -> dict[str, str]:
        """The keys of the reports that stand, by `_name`."""
        return self.gradebook.done()

    def _name(self, submission: Submission) -> str:
        return submission.student

    def _stands(self, submission: Submission) -> None:
        self.gradebook.came_from(submission.student, submission.origin)

    def _put(self, report: Report, key: str, code: dict[str, Code]) -> None:
        self.gradebook.put(report, key, code)

    def _to_grade(self, done: dict[str, str]) -> Iterator[Submission]:
        """Read one submission after the other, when a lane is free for it; those whose report stands are passed by."""
        terms = self.terms
        limits = [asdict(terms.limits), asdict(self.caps), terms.unsafe]
        shared = key_of(terms.course.digest, str(terms.seed), versions(), terms.units, limits)
        for entry in self.entries:
            submission = intake.read(entry, terms.units, self.caps)
            key = key_of(shared, _content(submission))
            if done.get(self._name(submission)) == key:
                self.already += 1
                self._stands(submission)
                self.progress.skip()
            else:
                found = {file.unit: code for file in submission.files if (code := intake.code_of(file)) is not None}
                self.known[entry.student] = (key, found)
                yield submission


class FormerClerk(Clerk):
    """The same for earlier hand-ins, where the best of several counts."""

    def _done(self) -> dict[str, str]:
        return {"/".join(pair): key for pair, key in self.gradebook.attempts_done().items()}

    def _name(self, submission: Submission) -> str:
        files = {file.name: file.digest for file in submission.files if file.digest}
        return f"{student_id(submission.student)}/{files_digest(files)}"

    def _stands(self, submission: Submission) -> None:
        """Where it came from has been written into it."""

    def _put(self, report: Report, key: str, code: dict[str, Code]) -> None:  # noqa: ARG002 - the last one's is kept
        self.gradebook.put_attempt(report, key)


def _former(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """The earlier hand-ins, in batches in which nobody is twice, the oldest first."""
    for number in range(max((len(entry.versions()) - 1 for entry in entries), default=0)):
        yield [entry.versions()[number] for entry in entries if number < len(entry.versions()) - 1]


def _refuse_strange(wanted: settings.Settings, course: Course) -> None:
    """A policy that speaks of what the course has not is a slip of the pen. Raises UsageError."""
    if wanted.rules.targets():
        known = {name for unit in course.units for name in course.outline(unit).names}
        strange = wanted.strange(known)
        if strange:
            raise UsageError("\n".join(strange.values()))


def _settle(wanted: settings.Settings, gradebook: Gradebook, say: Callable[[str], None]) -> None:
    """Put the policy in force. Where none is found, the one before stays."""
    gradebook.settle(wanted)
    known = gradebook.settings()
    if wanted.path is None and known.path is not None:
        say(f"no grader.toml here: the policy of {known.path}, kept in the gradebook, stays in force")
        say("put an empty grader.toml beside the submissions to be rid of it")


def _content(submission: Submission) -> list[object]:
    """What of a submission decides its report. Where it came from does not: that is only written into it."""
    rest = asdict(replace(submission, files=(), origin=None))
    return [*(asdict(file) | {"data": ""} for file in submission.files), rest]


def _survey(order: Order, course: Course, asked: Sequence[str], caps: intake.Caps) -> Batch:
    exercises = {
        unit: {exercise.name.partition(".")[0] for exercise in course.outline(unit).exercises} for unit in course.units
    }
    known = None if order.roster is None else roster.load(order.roster)
    return intake.survey(
        order.paths, course.units, asked, order.out, caps=caps, exercises=exercises, kind=order.kind, roster=known
    )


def _units(course: Course, asked: Sequence[str], batch: Batch) -> tuple[str, ...]:
    for unit in asked:
        course.require(unit)
    units = tuple(unit for unit in course.units if unit in (asked or batch.units))
    if not units:
        names = ", ".join(f"{unit}.py" for unit in course.units)
        raise UsageError(
            f"no submission here has a file of any unit ({names}); name units with --unit to grade all the same"
        )
    return units


def _students(batch: Batch, only: Sequence[str]) -> set[str]:
    students = {entry.student for entry in batch.entries}
    for student in only:
        if student not in students:
            raise UsageError(f"no student is called {student!r} there")
    return set(only) or students


def _gradebook(order: Order) -> Gradebook:
    return Gradebook(order.gradebook) if order.gradebook else Gradebook.in_folder(order.out)
