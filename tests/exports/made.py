"""A class in a gradebook, made by hand: nothing here grades. GRADER_GOLDEN=write writes the golden files anew."""

import os
from pathlib import Path

from grader.gradebook import Gradebook
from grader.origin import Origin
from grader.results import CheckResult, Counterexample, ExerciseResult, Outcome, Problem, Report, UnitResult

GOLDEN = Path(__file__).parent / "golden"
SECRET = "SECRET-OF-A-HIDDEN-CHECK"
SEED = 987654321987654321
COURSE = {"name": "A tiny course", "digest": "sha256:c0", "seed": SEED, "examples": "sha256:e0"}


def check(name, outcome=Outcome.PASSED, points=2.0, **told):
    return CheckResult(
        name, f"What {name} looks at.", outcome, points if outcome == Outcome.PASSED else 0.0, points, **told
    )


WRONG = check(
    "is_right",
    Outcome.FAILED,
    message="the answer is 1, expected 0.5: 100 % too large. The sum is not divided by <N> & co, ```or``` is it?",
    hint="Divide by len(x).",
    mistake="sum_instead_of_mean",
    line=7,
    counterexample=Counterexample("mean(x=np.array([0.0, 1.0]))", "0.5", "1.0"),
)
RAISED = check(
    "is_pure",
    Outcome.RAISED,
    points=1.5,
    message="ValueError: \x00\x1b[31m =cmd|' /C calc'!A1",
    line=9,
    traceback=("line 12, in report: return mean(x)", "line 9, in mean: raise ValueError"),
)
HIDDEN = check(
    "ignores_a_shift",
    Outcome.FAILED,
    points=0.5,
    visibility="hidden",
    message=SECRET,
    hint=SECRET,
    mistake=SECRET,
    line=31337,
    counterexample=Counterexample(SECRET, SECRET, SECRET),
    traceback=(SECRET,),
)
HIDDEN_PASSED = check("ignores_a_shift", points=0.5, visibility="hidden", message=SECRET)


def unit(first, *others, **told):
    exercises = (ExerciseResult("mean", first), *(ExerciseResult(name, checks) for name, checks in others))
    return UnitResult("one", exercises, **told)


def report(student, *units, **told):
    given = {"timing": {"wall_s": 0.1}, "sandbox": {"layers": ["seccomp"]}, "files": {"one.py": "sha256:ab"}}
    return Report(student, course=COURSE, units=units, **{**given, **told})


def origin(kind, label, lms_id, **told):
    return Origin(kind, label, lms_id, submitted_at="2026-03-01T10:00:00+02:00", **told)


ALL = (check("is_right"), check("is_pure", points=1.5), HIDDEN_PASSED)
BLANK = (
    check("is_right", Outcome.NOT_ATTEMPTED),
    check("is_pure", Outcome.NOT_ATTEMPTED, 1.5),
    check("ignores_a_shift", Outcome.NOT_ATTEMPTED, 0.5, visibility="hidden"),
)
CLASS = [
    report("alice", unit(ALL), origin=origin("canvas", "liddellalice_101", "101")),
    report(
        "bob",
        unit((WRONG, RAISED, HIDDEN), notes=("cell 2: ValueError: <script>alert(1)</script>",)),
        notes=("one was read from week1/one.py",),
        files={"week1/one.py": "sha256:ab"},
        origin=origin("moodle", 'O\'Neil, "Bob"', "17", person={"sis_id": "S102", "email": "bob@example.org"}),
    ),
    report(
        "carol",
        unit((check("is_right"), check("is_pure", Outcome.TIMED_OUT, 1.5), HIDDEN_PASSED)),
        origin=origin("folders", "carol", None),
    ),
    report(
        "dave",
        unit(BLANK, problem=Problem(Outcome.RAISED, "SyntaxError: '(' was never closed", 3)),
        origin=origin("canvas", "dave_104", "104"),
    ),
    report("erin", unit(BLANK), problem=Problem(Outcome.REFUSED, "no file"), files={}),
    report(
        "frank",
        unit((check("is_right", Outcome.GRADER_ERROR, message=f"ours: {SECRET}"), *ALL[1:])),
        status="ungraded",
        origin=origin("canvas", "frank_106", "106"),
    ),
    report('=HYPERLINK("http://x"),\n\u202eZoë', unit(ALL)),
]


def book(folder, reports=CLASS):
    """A folder of results with these reports in its gradebook."""
    folder.mkdir(parents=True, exist_ok=True)
    gradebook = Gradebook.in_folder(folder)
    for one in reports:
        gradebook.put(one, "k")
    gradebook.close()
    return folder


def golden(name, data):
    """Compare with the file kept under `name`, byte for byte."""
    path = GOLDEN / name
    data = data if isinstance(data, bytes) else data.encode()
    if os.environ.get("GRADER_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    assert data == path.read_bytes()
