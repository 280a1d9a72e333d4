"""A learner's own run on the terminal: a line an exercise, the checks of one that is not done, the score."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from ..results import CheckResult, ExerciseResult, Outcome
from .failure_text import headline
from .text import number, visible

_PASSED, _FAILED, _OPEN = 0, 1, 2
_STYLES = ("green", "red", "dim")
SIGNS, PLAIN_SIGNS = "✓✗·", "+x-"  # the second where the terminal cannot show the first


def exercise_lines(exercise: ExerciseResult, wide: int, signs: str = SIGNS) -> Text:
    """One line, and below it the checks where some did not pass. `wide` is the length of the unit's longest name."""
    states = {_state(check) for check in exercise.checks}
    state = _FAILED if _FAILED in states else _OPEN if _OPEN in states else _PASSED
    text = Text(f"  {signs[state]} ", style=_STYLES[state])
    text.append(f"{exercise.name:<{wide}}", style="bold" if state == _FAILED else "")
    text.append(f"  {share(exercise.score, exercise.max_score):>9}", style=_STYLES[state])
    outcomes = {check.outcome for check in exercise.checks}
    if Outcome.NOT_ATTEMPTED in outcomes and outcomes <= {Outcome.NOT_ATTEMPTED, Outcome.SKIPPED}:
        return text.append("  not attempted", style="dim")
    if state == _PASSED:
        return text
    for check in exercise.checks:
        text.append(f"\n      {signs[_state(check)]} ", style=_STYLES[_state(check)])
        text.append(check.name)
        if check.outcome != Outcome.PASSED:
            text.append(
                f": {headline(check)}" if check.outcome != Outcome.NOT_ATTEMPTED else ": not attempted", style="dim"
            )
    return text


def share(score: float, most: float) -> str:
    return f"{number(score)} / {number(most)}"


def score_line(unit: str, exercises: Sequence[ExerciseResult]) -> Text:
    """The score of what was checked."""
    score = sum(exercise.score for exercise in exercises)
    most = sum(exercise.max_score for exercise in exercises)
    return Text(f"{unit}: {share(score, most)}", style="bold green" if score == most else "bold")


def first_failure(exercises: Sequence[ExerciseResult]) -> tuple[str, CheckResult] | None:
    """The first check that is wrong, with its exercise's name."""
    for exercise in exercises:
        for check in exercise.checks:
            if _state(check) == _FAILED:
                return exercise.name, check
    return None


def printed(text: str, most: int = 2000) -> str:
    """What the learner's code printed, cut."""
    text = visible(text.rstrip("\n"))
    return text if len(text) <= most else text[:most] + "\n..."


def _state(check: CheckResult) -> int:
    if check.outcome == Outcome.PASSED:
        return _PASSED
    return _OPEN if check.outcome in (Outcome.NOT_ATTEMPTED, Outcome.SKIPPED) else _FAILED
