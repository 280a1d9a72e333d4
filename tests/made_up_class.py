"""Reports of students who never were, for tests of pages: as many as wanted, alike on every run."""

from __future__ import annotations

import numpy as np

from grader.results import (
    Chart,
    CheckResult,
    Counterexample,
    ExerciseResult,
    Outcome,
    Problem,
    Report,
    Series,
    UnitResult,
)

COURSE = {"name": "A made-up course", "digest": "sha256:c0", "seed": 987654321, "examples": "sha256:e0"}
HOSTILE = (
    "<script>window.hacked = 1</script>",
    '"><img src=x onerror="window.hacked = 1">',
    "</title></style></script><svg onload='window.hacked = 1'>",
    "{{ 7 * 7 }}{% raw %} ${window.hacked = 1}",
    '=HYPERLINK("http://x")\n\u202eenil',
    "javascript:window.hacked = 1",
    "&lt;b&gt; &amp; <!-- --> ]]>",
)
CODE = '''import numpy as np


def gradients(X, y, y_hat):
    """A docstring
    of two lines.
    """
    error = y_hat - y
    return X.T @ error / len(X), error.mean(axis=0)


def train(X, y):
    return gradients(X, y, </script><img src=x onerror="window.hacked = 1">)
'''
EPOCHS = tuple(float(epoch) for epoch in range(12))
FALLING = Series(EPOCHS, tuple(8.0 * 0.6**epoch for epoch in EPOCHS))
LATE = Series(EPOCHS, tuple(8.0 * 0.6 ** (epoch + 1) for epoch in EPOCHS))
CHART = Chart("losses", "The losses of train.", "epoch", "loss", FALLING, LATE)
NAMES = ("Lucía", "Bjørn", "Çağla", "Zoë", "Nguyễn", "Amina", "Łukasz", "李雷", "Olu", "Ines")


def result(name: str, outcome: Outcome, said: str = "", visibility: str = "visible") -> CheckResult:
    told = {}
    if outcome == Outcome.FAILED:
        told = {
            "message": f"dW[0] is 1, expected 2. {said}",
            "hint": "A square brings a factor 2 down.",
            "mistake": "missing_factor_two" if said == "" else None,
            "line": 4,
            "counterexample": Counterexample("gradients(X=np.array([[1.0]]), y=1, y_hat=2)", "2", f"1{said}"),
        }
    if outcome == Outcome.RAISED:
        told = {"message": f"ValueError: {said}", "line": 13, "traceback": (f"line 13, in train: return {said}",)}
    points = 2.0
    return CheckResult(
        name, f"What {name} looks at.", outcome, points * (outcome == Outcome.PASSED), points, visibility, **told
    )


def report(student: str, skill: float, dice: np.random.Generator, said: str = "") -> Report:
    """A student who passes a check with a chance that goes with `skill`; `said` is what their code says of itself."""

    def drawn(name: str, hardness: float, visibility: str = "visible") -> CheckResult:
        passed = dice.random() < 1 / (1 + np.exp(-6 * (skill - hardness)))
        wrong = Outcome.RAISED if dice.random() < 0.2 else Outcome.FAILED
        return result(name, Outcome.PASSED if passed else wrong, said, visibility)

    def luck() -> CheckResult:  # passed by those who know little just as by those who know much
        return result("a_matter_of_luck", Outcome.PASSED if dice.random() < 0.5 else Outcome.FAILED, said)

    units = []
    for unit in ("one", "two"):
        gradients = tuple(drawn(f"check_{index}", index / 6) for index in range(5))
        train = (drawn("loss_falls", 0.4), drawn("out_of_sight", 0.5, "hidden"), luck())
        exercises = (ExerciseResult("gradients", gradients), ExerciseResult("train", train, (CHART,)))
        units.append(UnitResult(unit, exercises, notes=(said,) if said else ()))
    return Report(student, {"one.py": "sha256:ab"}, COURSE, tuple(units), {}, notes=(said,) if said else ())


def untouched(outcome: Outcome) -> tuple[ExerciseResult, ...]:
    """The exercises of a file of which nothing was run."""
    return (ExerciseResult("gradients", tuple(result(f"check_{index}", outcome) for index in range(5))),)


def students(count: int) -> list[Report]:
    """A class in which some are strong, some hostile, one file does not load and one could not be graded."""
    dice = np.random.default_rng(2)
    made = [
        report(f"{NAMES[index % len(NAMES)]} {index:04}", float(dice.random()), dice)
        for index in range(count - len(HOSTILE) - 2)
    ]
    made += [report(name, 0.4, dice, said=name) for name in HOSTILE]
    broken = UnitResult("one", untouched(Outcome.RAISED), Problem(Outcome.RAISED, f"SyntaxError: {HOSTILE[0]}", 13))
    made.append(Report("Broken", {}, COURSE, (broken,)))
    ours = Problem(Outcome.GRADER_ERROR, f"we fell over {HOSTILE[1]}")
    made.append(
        Report("Ungraded", {}, COURSE, (UnitResult("one", untouched(Outcome.GRADER_ERROR), ours),), status="ungraded")
    )
    return made
