"""Grade cells: what nbgrader makes of their output, and what they load in the student's kernel."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from grader.catalog import Course
from grader.nbgrader_course import asking, cell, host
from grader.nbgrader_course.asking import Host, NoGrade, points_of
from grader.nbgrader_course.book import grade_id, source_notebook
from grader.nbgrader_course.making import make
from grader.results import CheckResult, ExerciseResult, Outcome, Report, UnitResult

TINY = Path(__file__).parents[1] / "assets" / "tiny_course"
needs_nbgrader = pytest.mark.skipif(
    "not __import__('importlib').util.find_spec('nbgrader')",
    reason="NOT TESTED: nbgrader is missing; see make nbgrader",
)


@pytest.fixture(scope="module")
def book() -> dict:
    return json.loads(source_notebook(Course.find(TINY), "tiny"))


def parts(book: dict, **about: object) -> list[dict]:
    told = [(one, one["metadata"].get("nbgrader", {})) for one in book["cells"]]
    return [one for one, said in told if said and all(said[key] == value for key, value in about.items())]


# ---- the source notebook


def test_every_exercise_has_a_solution_and_a_grade_cell_with_its_points(book):
    outline = Course.find(TINY).outline("tiny")
    graded = {one["metadata"]["nbgrader"]["grade_id"]: one for one in parts(book, grade=True)}
    assert {name: one["metadata"]["nbgrader"]["points"] for name, one in graded.items()} == {
        grade_id(exercise.name): exercise.points for exercise in outline.exercises
    }
    solutions = ["".join(one["source"]) for one in parts(book, solution=True)]
    assert len(solutions) == 3
    for text in solutions:
        assert text.count("### BEGIN SOLUTION") == text.count("### END SOLUTION") == 1
    assert all(one["metadata"]["nbgrader"]["locked"] for one in parts(book, solution=False))


def test_the_cells_together_are_the_solution(book):
    code = "\n".join("".join(one["source"]) for one in book["cells"] if one["cell_type"] == "code")
    namespace: dict = {}
    exec(code.replace("from grader.nbgrader_course import grade", "grade = lambda *_, **__: 0.0"), namespace)
    assert namespace["variance"]([1.0, 3.0] * __import__("numpy").ones(2)) == 1.0


@pytest.mark.parametrize("name", ["LinearRegression.y_hat", "f", "\u00e9t\u00e9", "a b"])
def test_ids_are_of_letters_that_nbgrader_takes(name):
    assert set(grade_id(name)) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


@needs_nbgrader
def test_the_metadata_is_valid_in_schema_3():
    import nbformat
    from nbgrader.nbgraderformat import MetadataValidator

    for unit in Course.find().units:
        made = nbformat.reads(source_notebook(Course.find(), unit), 4)
        MetadataValidator().validate_nb(made)
        ids = [one.metadata.nbgrader.grade_id for one in made.cells if "nbgrader" in one.metadata]
        assert len(ids) == len(set(ids))


def test_what_is_there_is_kept(tmp_path):
    course = Course.find(TINY)
    made = make(course, tmp_path / "my course", ["tiny"])
    assert all(made.values())
    before = {path: path.read_bytes() for path in made}
    assert not any(make(course, tmp_path / "my course", ["tiny"]).values())
    assert {path: path.read_bytes() for path in made} == before
    assert (tmp_path / "my course" / "grader.toml").stat().st_mode & 0o077 == 0


# ---- points


@pytest.mark.parametrize(
    ("share", "points", "score"),
    [(0.0, 3, 0.0), (1.0, 3, 3.0), (1 / 3, 3, 1.0), (1.0000001, 3, 3.0), (-0.1, 3, 0.0), (float("nan"), 3, 0.0)],
)  # fmt: skip
def test_points_are_a_plain_float_between_none_and_all(share, points, score):
    found = points_of(share, points)
    assert type(found) is float
    assert found == score


@needs_nbgrader
def test_what_nbgrader_makes_of_outputs():
    """The traps, as nbgrader has them; and that our output falls into none."""
    import nbformat
    from nbgrader.utils import determine_grade

    v4 = nbformat.v4

    def scored(*outputs: object) -> float:
        made = v4.new_code_cell("x", outputs=list(outputs))
        made.metadata["nbgrader"] = {"grade": True, "solution": False, "locked": True, "points": 3, "grade_id": "a"}
        return determine_grade(made)[0]

    def shown(text: str) -> object:
        return v4.new_output("execute_result", data={"text/plain": text})

    noise = v4.new_output("stream", name="stderr", text="a warning")
    assert scored(shown("np.float64(0.0)")) == 3  # NumPy 2's repr is no float
    assert scored(noise, shown("3.0")) == 0
    with pytest.raises(ValueError, match="greater than maximum"):
        scored(shown("3.0000001"))
    for share in (0.0, 0.5, 1.0, 7.0):
        ours = repr(points_of(share, 3))
        said = v4.new_output("stream", name="stdout", text="what was wrong")
        assert scored(said, shown(ours)) == min(share, 1.0) * 3


# ---- in the kernel


def test_a_kernel_loads_nothing_of_the_engine():
    program = "import sys, grader.nbgrader_course as g; print(*sorted(m for m in sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    modules = loaded.stdout.split()
    assert loaded.stderr == ""
    ours = [name for name in modules if name.startswith("grader")]
    assert ours == ["grader", *(f"grader.nbgrader_course{rest}" for rest in ("", ".asking", ".cell"))]
    assert not {"numpy", "torch", "hypothesis", "sqlalchemy", "click"} & set(modules)


class Fake(Host):
    """A host that says what it is told to."""

    def __init__(self, answer: dict | Exception) -> None:
        super().__init__()
        self.answer = answer

    def ask(self, cells, unit, exercise, *, hidden):
        self.asked = (list(cells), unit, exercise, hidden)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def kernel(monkeypatch):
    """A kernel in which two cells were run, and a way to set the host's answer."""
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.delenv("GRADER_SEALED", raising=False)
    monkeypatch.setattr(cell, "_cells", lambda: ["x = 1", "grade()"])

    def answers(answer: dict | Exception) -> Fake:
        fake = Fake(answer)
        monkeypatch.setattr(cell, "_host", fake)
        return fake

    return answers


def test_a_grade_cell_says_what_is_wrong_and_gives_a_float(kernel, capsys):
    fake = kernel({"share": 0.5, "says": "the mean is wrong"})
    assert cell.grade("tiny", "mean", 3.0, hidden=True) == 1.5
    assert fake.asked == (["x = 1", "grade()"], "tiny", "mean", True)
    assert tuple(capsys.readouterr()) == ("the mean is wrong\n", "")


def test_where_the_host_cannot_grade_there_is_no_score(kernel, capsys, monkeypatch):
    kernel(NoGrade("no sandbox"))
    assert cell.grade("tiny", "mean", 3.0) == 0.0  # the student's own run
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    ended: list[int] = []
    monkeypatch.setattr(cell.os, "_exit", ended.append)
    cell.grade("tiny", "mean", 3.0, hidden=True)
    assert ended == [cell.UNGRADED_STATUS]
    assert capsys.readouterr().err == ""


def test_under_the_seal_a_grade_cell_asks_nobody(kernel, monkeypatch):
    kernel(AssertionError("asked"))
    monkeypatch.setenv("GRADER_SEALED", "1")
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert cell.grade("tiny", "mean", 3.0, hidden=True) == 0.0


# ---- the seal


@needs_nbgrader
def test_the_seal_writes_over_whatever_the_kernel_put_out(book, monkeypatch):
    import nbformat
    from nbgrader.utils import determine_grade

    from grader.nbgrader_course import seal

    fake = Fake({"share": 1 / 3, "says": ""})
    monkeypatch.setattr(seal, "_host", fake)
    made = nbformat.reads(json.dumps(book), 4)
    forged = nbformat.v4.new_output("execute_result", data={"text/plain": "3.0"})
    noise = nbformat.v4.new_output("stream", name="stderr", text="noise")
    own = nbformat.v4.new_code_cell("assert True")  # another instructor's test cell, which is not ours to judge
    own.metadata["nbgrader"] = {"grade": True, "solution": False, "locked": True, "points": 1, "grade_id": "own"}
    for one in [*made.cells, own]:
        if one.cell_type == "code":
            one.outputs = [noise, forged]
    made.cells.append(own)
    seal.Seal().preprocess(made, {})
    graded = [one for one in made.cells if one.metadata.get("nbgrader", {}).get("grade")]
    assert [determine_grade(one)[0] for one in graded] == [1.0, 1.0, pytest.approx(2 / 3, abs=1e-6), 0]
    assert fake.asked[1:] == ("tiny", "report", True)
    assert own.outputs == [noise, forged]
    monkeypatch.setattr(seal, "_host", Fake(NoGrade("no sandbox")))
    with pytest.raises(NoGrade):
        seal.Seal().preprocess(made, {})


@needs_nbgrader
def test_a_grade_cell_that_cannot_be_read_is_no_zero(monkeypatch):
    import nbformat

    from grader.nbgrader_course import seal

    monkeypatch.setattr(seal, "_host", Fake({"share": 1.0, "says": ""}))
    about = {"grade": True, "solution": False, "locked": True, "points": 1, "grade_id": "a"}
    for source in ("%time grade('tiny', 'mean', points=3)", "grade(unit, exercise, 3)"):
        made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source, metadata={"nbgrader": about})])
        with pytest.raises(NoGrade, match="can be read"):
            seal.Seal().preprocess(made, {})


# ---- the host


def question(**other: object) -> dict:
    return {"cells": ["def mean(x): return 1"], "unit": "tiny", "exercise": "mean", "hidden": True, **other}


@pytest.fixture
def desk(monkeypatch, tmp_path):
    """The host, with a report in place of the sandbox."""
    hidden = CheckResult("kept_secret", "", Outcome.FAILED, 0.0, 2.0, "hidden", message="SECRET")
    shown = CheckResult("is_right", "It is right.", Outcome.PASSED, 1.0, 1.0)
    broken = CheckResult("is_pure", "", Outcome.GRADER_ERROR, 0.0, 1.0)
    exercises = (ExerciseResult("mean", (shown, hidden)), ExerciseResult("variance", (broken,)))
    report = Report("student", {}, {}, (UnitResult("tiny", exercises),), status="ungraded")
    monkeypatch.setenv("GRADER_COURSE", str(TINY))
    (tmp_path / "grader.toml").write_text("seed = 12345")
    (tmp_path / "autograded" / "alice").mkdir(parents=True)
    made = host.Desk(tmp_path / "autograded" / "alice")
    monkeypatch.setattr(made, "_report", lambda *_: report)
    return made


def test_the_host_says_of_a_hidden_check_its_outcome_only(desk):
    answer = desk.answer(question())
    assert answer["share"] == pytest.approx(1 / 3)
    assert "SECRET" not in answer["says"]
    assert desk.answer(question(hidden=False)) == {"share": 1.0, "says": ""}


def test_the_host_takes_the_seed_of_the_course_folder(desk):
    assert desk.settings.seed == 12345


def test_what_the_grader_could_not_do_is_no_score(desk):
    with pytest.raises(Exception, match="the grader failed"):
        desk.answer(question(exercise="variance"))
    with pytest.raises(Exception, match="no exercise nothing"):
        desk.answer(question(exercise="nothing"))
    with pytest.raises(Exception, match="no unit is called"):
        desk.answer(question(unit="nothing"))


def test_a_host_that_dies_is_no_score(monkeypatch):
    class Dead:
        stdin, stdout = io.StringIO(), io.StringIO()

        def poll(self) -> int:
            return 1

    monkeypatch.setattr(asking.Host, "_started", lambda _: Dead())
    with pytest.raises(NoGrade, match="ended"):
        Host().ask([], "tiny", "mean", hidden=True)
