"""The units as notebooks: made from the solutions, run from top to bottom, checked in the kernel, graded like files."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import nbformat
import numpy as np
import pytest
from agreement import ROOT, TINY
from classroom import COURSE, SEED, UNITS, exam
from click.testing import CliRunner

from grader.catalog import LIBRARIES, Course
from grader.cli import cli
from grader.grade import Grader, Terms
from grader.intake import Submission, UnitFile
from grader.notebook import AskedWrong, check
from grader.notebooks import notebook, out_of_date, write
from grader.sandbox.local import LocalPlace
from grader.sandbox.place import Limits

SOLUTION = (TINY / "solutions/tiny.py").read_text()
MISTAKE = ("2 / N *", "1 / N *")  # in unit 2: a gradient without its factor, which costs nothing further down


def cells_of(text, kind="code"):
    return ["".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == kind]


# ---- a live namespace


@pytest.fixture
def live():
    """A namespace with everything solved, and what puts other code into it."""
    namespace = {"COURSE": str(TINY), "UNIT": "tiny"}
    exec(SOLUTION, namespace)
    return namespace


def test_right_functions_score_full(live):
    result = check(namespace=live)
    assert (result.score, result.max_score) == (8, 8)
    assert repr(result).splitlines()[-1] == "tiny: 8 / 8"
    assert [one.name for one in check("report", live).exercises] == ["report"]


def test_the_functions_are_those_of_the_moment(live):
    exec("def mean(x):\n    print('seen', x)\n    return float(np.sum(x))", live)
    wrong = check("mean", live)
    assert wrong.score == 1
    assert "mean(x=np.array([1.0, 0.0]))\n    expected: 0.5\n    got:      1\n" in repr(wrong)
    assert "Hint: Divide by len(x)." in repr(wrong)
    assert "It printed:\nseen [1. 0.]" in repr(wrong)
    page = wrong._repr_html_()
    assert "Divide by len(x)." in page
    assert "mean(x=np.array([1.0, 0.0]))" in page
    assert check("tiny.variance", live).score == 3  # it follows from the mean
    del live["mean"]
    assert check("mean", live).exercises[0].checks[0].outcome == "not_attempted"
    exec(SOLUTION, live)
    assert check("mean", live).score == 3


def test_a_right_caller_of_what_raises_pays_nothing(monkeypatch):
    namespace = {"UNIT": "ex2_numpy"}
    monkeypatch.chdir(ROOT)
    exec((ROOT / "solutions" / "ex2_numpy.py").read_text(), namespace)
    exec("def gradients(X, y, y_hat):\n    return X.T @ (y_hat - z)", namespace)
    exec(
        "def train(X, y, W, b, learning_rate, num_epochs):\n"
        "    losses = []\n"
        "    for _ in range(num_epochs):\n"
        "        y_hat = predict(X, W, b)\n"
        "        losses.append(mse_loss(y, y_hat))\n"
        "        W, b = update(W, b, *gradients(X, y, y_hat=y_hat), learning_rate)\n"
        "    return W, b, losses",
        namespace,
    )
    before = dict(namespace)
    assert [one.score == one.max_score for one in check("train", namespace).exercises] == [True]
    assert {name: namespace[name] for name in before} == before


def test_an_exception_is_shown_with_its_own_line(live, tmp_path):
    cell = tmp_path / "cell.py"
    cell.write_text("def mean(x):\n    return x.nothing\n")
    exec(compile(cell.read_text(), str(cell), "exec"), live)
    result = check("mean", live)
    assert "line 2, in mean: return x.nothing" in result.exercises[0].checks[0].traceback
    assert "return x.nothing" in result._repr_html_()


def test_an_endless_loop_ends(live, monkeypatch):
    monkeypatch.setattr("grader.notebook.Limits", lambda: Limits(call_s=0.3))
    exec("def mean(x):\n    while True:\n        pass", live)
    assert {one.outcome for one in check("mean", live).exercises[0].checks} == {"timed_out"}


def test_of_a_hidden_check_nothing_is_shown(live):
    exec("def variance(x):\n    return float(np.var(x)) if x.max() <= 8 else 0.0", live)
    result = check("variance", live)
    hidden = next(one for one in result.exercises[0].checks if one.visibility == "hidden")
    assert hidden.outcome == "failed"
    assert "This check is hidden" in result._repr_html_()
    for text in (result._repr_html_(), repr(result)):
        assert hidden.message not in text
        assert hidden.counterexample.call not in text


def test_text_of_the_learners_is_text(live):
    exec("def mean(x):\n    raise ValueError('<script>alert(1)</script>')", live)
    assert "<script>" not in check("mean", live)._repr_html_()


def test_the_kernel_is_left_as_it_was(live):
    live["random"] = random
    exec("def mean(x):\n    random.random(), np.random.rand(), np.seterr(all='ignore')\n    return 1.0", live)
    before = state_of(live)
    check("mean", live)
    assert state_of(live) == before


def state_of(namespace):
    legacy = np.random.get_state()  # noqa: NPY002 -- that of the whole process
    return random.getstate(), legacy[1].tolist(), np.geterr(), Path.cwd(), set(namespace)


@pytest.mark.parametrize(
    ("wanted", "unit", "message"),
    [
        ("train", None, 'train is in several units; set UNIT, or name it: check("ex2_numpy.train") or'),
        ("", None, "which unit? Set UNIT, or name it:"),
        ("gradient", None, "no exercise of this course is called 'gradient'; did you mean gradients?"),
        ("nothing", "ex1_data", "no exercise of ex1_data is called 'nothing'; there are generate_data,"),
        ("train", "ex2", "UNIT is 'ex2', and there is no such unit"),
    ],
)
def test_what_is_unclear_is_asked(wanted, unit, message, monkeypatch):
    monkeypatch.chdir(ROOT)
    with pytest.raises(AskedWrong) as raised:
        check(wanted, {} if unit is None else {"UNIT": unit})
    assert message in str(raised.value)
    assert raised.value._render_traceback_() == [f"grader: {raised.value}"]


# ---- notebooks from solutions


@pytest.mark.parametrize("unit", COURSE.units)
def test_a_notebook_has_all_that_the_stub_has(unit):
    text = notebook(COURSE, unit)
    code = cells_of(text)
    assert code[0] == f'from grader.notebook import check\n\nUNIT = "{unit}"'
    assert code[-1] == "check()"
    exercises = [entry.name for entry in COURSE.outline(unit).exercises]
    assert [cell for cell in code if cell.startswith("check(")][:-1] == [f'check("{name}")' for name in exercises]
    assert sum(cell.count("raise NotImplementedError") for cell in code) >= len(
        {name.split(".")[0] for name in exercises}
    )
    told = "".join("".join(cells_of(text, kind)) for kind in ("markdown", "code"))
    lesson = (ROOT / "solutions" / f"{unit}.py").read_text().split('"""')[1].split(".\n", 1)[1]
    assert lesson.strip().splitlines()[0] in told
    assert "### BEGIN" not in told


def test_the_committed_notebooks_are_up_to_date():
    assert out_of_date(COURSE) == []


def test_a_notebook_with_work_in_it_is_kept(tmp_path):
    course = Course.find(TINY)
    assert write(course, tmp_path) == {"tiny": None}
    assert write(course, tmp_path) == {}
    path = tmp_path / "tiny.ipynb"
    book = json.loads(path.read_text())
    book["cells"][2]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["x"]}]
    path.write_text(json.dumps(book))
    assert write(course, tmp_path) == {"tiny": None}  # it ran, and nobody worked in it
    book["cells"][4]["source"] = ["def mean(x):\n", "    return 1"]
    path.write_text(json.dumps(book))
    assert write(course, tmp_path) == {"tiny": tmp_path / "tiny.ipynb.bak-1"}
    assert json.loads((tmp_path / "tiny.ipynb.bak-1").read_text()) == book
    assert out_of_date(course, tmp_path) == []


def test_the_command(tmp_path):
    course = tmp_path / "course"
    shutil.copytree(TINY, course, ignore=shutil.ignore_patterns("__pycache__"))
    arguments = ["notebooks", "--course", str(course)]
    result = CliRunner().invoke(cli, [*arguments, "--check"], standalone_mode=False)
    assert (result.return_value, result.output) == (1, "notebooks/tiny.ipynb is out of date\n")
    assert CliRunner().invoke(cli, arguments).output == "notebooks/tiny.ipynb written\n"
    assert CliRunner().invoke(cli, [*arguments, "--check"], standalone_mode=False).return_value == 0
    assert "COURSE = '..'" in cells_of((course / "notebooks/tiny.ipynb").read_text())[0]


# ---- notebooks that run


@pytest.mark.parametrize("unit", UNITS)
def test_every_cell_runs_and_what_is_filled_in_is_right(unit, monkeypatch):
    """First as it is, then filled. What a kernel adds to this, it adds to every unit alike: see below."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("grader.notebook._exam", lambda course, unit: exam(unit))
    filled = notebook(COURSE, unit, (ROOT / "solutions" / f"{unit}.py").read_text())
    namespace = {}
    results = []
    for text in (notebook(COURSE, unit), filled):
        for cell in cells_of(text):
            if not cell.startswith("check("):
                exec(cell, namespace)
        results.append(eval("check()", namespace))
    before, after = (
        [(one.name, one.score, one.max_score, outcomes(one)) for one in result.exercises] for result in results
    )
    judged(before, after)


def outcomes(exercise):
    return [one.outcome for one in exercise.checks]


def judged(before, after):
    """(exercise, score, max_score, outcomes): nothing of the untouched one is wrong, all of the filled one is right."""
    assert all(score == 0 and "failed" not in ends and "raised" not in ends for _, score, _, ends in before)
    assert all("not_attempted" in ends for _, _, _, ends in before)
    assert all(score == most for _, score, most, _ in after), after


@pytest.mark.parametrize("unit", ["ex1_data", "ex5_design_matrix", "ex7_visualize"])  # functions, a class, figures
def test_a_notebook_runs_from_top_to_bottom_in_a_kernel(unit, monkeypatch):
    """First as it is, then filled, in one kernel: that costs half."""
    pytest.importorskip("ipykernel")
    from nbclient import NotebookClient

    filled = notebook(COURSE, unit, (ROOT / "solutions" / f"{unit}.py").read_text())
    book, more = (nbformat.reads(text, 4) for text in (notebook(COURSE, unit), filled))
    untouched = len(book.cells)
    results = "[(one.name, one.score, one.max_score, [c.outcome for c in one.checks]) for one in _.exercises]"
    probe = nbformat.v4.new_code_cell(f"import json\nprint(json.dumps({results}))")
    book.cells = [*book.cells, probe, *more.cells, nbformat.v4.new_code_cell(probe.source)]
    for cell in book.cells:
        cell.pop("id", None)
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    NotebookClient(book, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}).execute()

    judged(*(json.loads(book.cells[at].outputs[0].text) for at in (untouched, -1)))
    shown = [cell for cell in book.cells if cell.cell_type == "code" and cell.source.startswith("check(")]
    assert [[output.output_type for output in cell.outputs] for cell in shown] == [["execute_result"]] * len(shown)
    pages = "".join(cell.outputs[0].data["text/html"] for cell in shown)
    assert ("data:image/" in pages) == (unit != "ex1_data")


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.values[0] in ("ex2_numpy", "ex5_design_matrix")])
def test_a_filled_notebook_scores_like_the_file(unit, monkeypatch):
    """In the place that tests use everywhere; that the sandbox is another place for the same session, others prove."""
    monkeypatch.setattr("grader.grade.Exam", lambda course, unit, seed: exam(unit))
    right = (ROOT / "solutions" / f"{unit}.py").read_text()
    terms = Terms.of(COURSE, (unit,), SEED, Limits(), unsafe=False, forbidden=())
    grader = Grader(terms, LocalPlace(LIBRARIES))
    try:
        for source in (right, right.replace(*MISTAKE)):
            as_file = UnitFile(unit, f"{unit}.py", source.encode(), "sha256:0")
            as_notebook = UnitFile(unit, f"{unit}.ipynb", notebook(COURSE, unit, source).encode(), "sha256:0")
            file, book = (grader.grade(Submission("a", (one,))).units[0] for one in (as_file, as_notebook))
            outcomes = [[(one.name, one.outcome, one.score) for _, one in unit.checks] for unit in (file, book)]
            assert outcomes[0] == outcomes[1]
            assert (file.score == file.max_score) == (source == right)
            assert book.notes == ()
    finally:
        grader.close()
