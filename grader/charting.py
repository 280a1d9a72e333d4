"""Make a submission's charts while its worker is still there: small series of numbers, kept in the report.

Only where the course declares a chart of an exercise, and the exercise has answers worth one. A chart costs one call
or two and decides nothing, so whatever goes wrong with it is said in its place and reaches no score.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from .callers import RESET
from .charts import Plot
from .compare import quiet
from .errors import CheckFailed, NotAttempted
from .exam import Exam
from .results import Chart, ExerciseResult, Outcome, Series, UnitResult
from .run import UnitRun
from .sandbox.dice import reseed
from .student import Student

# A worker that died or hung here would do so again; what was not tried has no picture.
_NO_PICTURE = frozenset(
    {Outcome.TIMED_OUT, Outcome.OUT_OF_MEMORY, Outcome.CRASHED, Outcome.NOT_ATTEMPTED, Outcome.GRADER_ERROR}
)


class Charts:
    """The charts of one unit. The reference's curves are made once, for all submissions."""

    def __init__(self, exam: Exam) -> None:
        self.exam = exam

    @cached_property
    def references(self) -> list[tuple[Plot, Series]]:
        """Each chart with the reference's curve; one that the reference cannot fill is left out."""
        if self.exam.reference is None:
            return []
        found = []
        for plot in self.exam.loaded.charts:
            reseed()
            try:
                with quiet():
                    found.append((plot, plot.body(Student(self.exam.reference)).series()))
            except Exception:  # noqa: BLE001, S112 - the author's own code: no picture is no reason to grade nobody
                continue
        return found

    def added(self, run: UnitRun, result: UnitResult) -> UnitResult:
        """`result` with the charts of its exercises."""
        if result.problem is not None or not self.exam.loaded.charts:
            return result
        return replace(result, exercises=tuple(self._exercise(run, one) for one in result.exercises))

    def _exercise(self, run: UnitRun, result: ExerciseResult) -> ExerciseResult:
        outcomes = {check.outcome for check in result.checks}
        plots = [(plot, series) for plot, series in self.references if plot.exercise == result.name]
        if not plots or outcomes & _NO_PICTURE:
            return result
        return replace(result, charts=tuple(_chart(run, plot, series) for plot, series in plots))


def _chart(run: UnitRun, plot: Plot, reference: Series) -> Chart:
    yours, missing = None, ""
    try:
        run.ask([RESET], run.limits.check_s)
        with quiet():
            yours = plot.body(Student(run.live)).series()
    except NotAttempted:
        missing = "not written yet"
    except CheckFailed as error:
        missing = str(error)
    except Exception:  # noqa: BLE001 - the author's own code met an answer that it did not expect
        missing = "the answer cannot be drawn"
    return Chart(plot.name, plot.says, plot.x, plot.y, reference, yours, plot.points, missing)
