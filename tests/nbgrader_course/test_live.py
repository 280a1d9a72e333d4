"""nbgrader's own commands on a course of ours, with submissions put through them. `make nbgrader` runs this: it takes
a minute or two.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.catalog import Course
from grader.nbgrader_course.making import make

pytest.importorskip("nbgrader", reason="NOT TESTED: nbgrader is missing; see make nbgrader")
if not os.environ.get("GRADER_NBGRADER_LIVE"):
    pytest.skip("NOT TESTED: the live run of nbgrader; see make nbgrader", allow_module_level=True)

import nbformat

TINY = Path(__file__).parents[1] / "assets" / "tiny_course"
BIN = Path(sys.executable).parent
# What a submission may do to its kernel, to have any score shown there.
FORGED = """\
import builtins, sys
import grader.nbgrader_course.cell as ours, grader.nbgrader_course as package
get_ipython().display_formatter.formatters["text/plain"].for_type(float, lambda value, p, _: p.text("3.0"))
ours.points_of = package.grade = lambda *_, **__: 3.0
get_ipython().user_ns["grade"] = ours.points_of

def mean(x):
    return 1"""
NOISY = """\
import sys, warnings
import numpy as np

def mean(x):
    print("noise", file=sys.stderr)
    warnings.warn("more noise")
    return np.float64(np.sum(x) / len(x))"""
SPY = "import sys\nprint('LOADED', *sorted(m for m in sys.modules if m.split('.')[0] in ('grader', 'hypothesis')))"
BARE = "import os\nc = get_config()\nc.Execute.timeout = 600\nos.environ['GRADER_COURSE'] = {root!r}\n"


class Folder:
    """An nbgrader course folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        make(Course.find(TINY), root, ["tiny"])

    def nbgrader(self, *arguments: str, code: int = 0) -> str:
        environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
        command = [sys.executable, "-m", "nbgrader", *arguments]
        done = subprocess.run(
            command, cwd=self.root, env=environment, capture_output=True, text=True, timeout=900, check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def submit(self, student: str, edit: Callable[[Any, Any], None], last: str = "") -> None:
        """The released notebook with every solution cell edited: `edit(cell, the reference's)`."""
        released = nbformat.read(self.root / "release" / "tiny" / "tiny.ipynb", 4)
        source = nbformat.read(self.root / "source" / "tiny" / "tiny.ipynb", 4)
        for one, other in zip(released.cells, source.cells, strict=True):
            if one.metadata.get("nbgrader", {}).get("solution"):
                edit(one, other)
        if last:
            released.cells.append(nbformat.v4.new_code_cell(last))
        home = self.root / "submitted" / student / "tiny"
        home.mkdir(parents=True)
        nbformat.write(released, home / "tiny.ipynb")
        (home / "timestamp.txt").write_text("2026-03-10 11:00:00 UTC")

    def autograded(self, student: str) -> Any:
        return nbformat.read(self.root / "autograded" / student / "tiny" / "tiny.ipynb", 4)

    def totals(self) -> dict[str, tuple[float, float]]:
        self.nbgrader("export")
        with (self.root / "grades.csv").open(newline="") as file:
            return {row["student_id"]: (float(row["score"]), float(row["max_score"])) for row in csv.DictReader(file)}


def right(one: Any, other: Any) -> None:
    one.source = other.source


def wrong(one: Any, other: Any) -> None:
    one.source = other.source.replace(" / len(x)", "", 1) if "def mean" in other.source else other.source


def with_mean(text: str) -> Callable[[Any, Any], None]:
    def edit(one: Any, other: Any) -> None:
        one.source = text if "def mean" in other.source else other.source

    return edit


def untouched(one: Any, other: Any) -> None:
    """As it was released."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Folder:
    """Released, and submissions taken through autograding."""
    made = Folder(tmp_path_factory.mktemp("nbgrader") / "course")
    made.nbgrader("generate_assignment", "tiny", "--create")
    for student, edit in (("alice", right), ("bob", wrong), ("nils", untouched)):
        made.submit(student, edit)
    made.submit("eve", with_mean(FORGED))
    made.submit("noah", with_mean(NOISY))
    made.nbgrader("autograde", "tiny")
    return made


def test_what_students_get_has_no_solution_and_no_hidden_part(folder):
    text = (folder.root / "release" / "tiny" / "tiny.ipynb").read_text()
    for word in ("HIDDEN", "hidden", "BEGIN SOLUTION", "np.sum"):
        assert word not in text
    assert "raise NotImplementedError" in text


def test_validate_passes_the_reference_and_not_the_stub(folder):
    assert "passes all the tests" in folder.nbgrader("validate", "source/tiny/tiny.ipynb")
    assert "passes all the tests" not in folder.nbgrader("validate", "release/tiny/tiny.ipynb")


def test_totals_are_the_graders_own(folder):
    """Partial credit, a forger, noise on stderr and NumPy's floats."""
    totals = folder.totals()
    assert {most for _, most in totals.values()} == {8.0}
    assert totals["alice"][0] == totals["noah"][0] == 8.0
    assert totals["nils"][0] == 0.0
    assert 0.0 < totals["bob"][0] < 8.0
    mean = next(one for one in folder.autograded("eve").cells if one.metadata.get("nbgrader", {}).get("points") == 3.0)
    assert mean.outputs[-1].data["text/plain"] == "0.0"
    assert totals["eve"][0] <= 5.0


def test_feedback_says_what_is_wrong(folder):
    folder.nbgrader("generate_feedback", "tiny")
    page = (folder.root / "feedback" / "bob" / "tiny" / "tiny.html").read_text()
    assert "mean_is_right" in page


def test_an_export_of_ours_is_what_nbgrader_exports(folder, tmp_path):
    before = folder.totals()

    def grader(*arguments: object) -> None:
        command = [sys.executable, "-m", "grader", *map(str, arguments)]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=900, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    grader("grade", folder.root / "submitted", "--out", "out", "--course", TINY, "--seed", 1)
    grader("export", "out", "--to", "nbgrader", "--output", folder.root / "gradebook.db")
    assert folder.totals() == before  # another seed, the same scores
    grader("override", "out", "bob", "mean", "--points", 3, "--comment", "seen by hand")
    grader("export", "out", "--to", "nbgrader", "--output", folder.root / "gradebook.db")
    with (tmp_path / "out" / "grades.csv").open(newline="") as file:
        ours = {row["student"]: (float(row["score"]), float(row["max_score"])) for row in csv.DictReader(file)}
    assert folder.totals() == ours
    assert ours["bob"][0] > before["bob"][0]
    folder.nbgrader("generate_feedback", "tiny", "--force")
    assert "seen by hand" in (folder.root / "feedback" / "bob" / "tiny" / "tiny.html").read_text()


def test_without_the_seal_the_grade_cells_ask_the_host(tmp_path):
    """nbgrader as it comes. Nothing of the engine is in the kernel, and honest scores are the same."""
    folder = Folder(tmp_path / "bare")
    folder.nbgrader("generate_assignment", "tiny", "--create")
    (folder.root / "nbgrader_config.py").write_text(BARE.format(root=str(TINY)))
    folder.submit("alice", right, last=SPY)
    folder.submit("bob", wrong)
    folder.nbgrader("autograde", "tiny")
    totals = folder.totals()
    assert totals["alice"] == (8.0, 8.0)
    assert 0.0 < totals["bob"][0] < 8.0
    said = "".join(output.text for output in folder.autograded("alice").cells[-1].outputs)
    package = "grader.nbgrader_course"
    assert said.split() == ["LOADED", "grader", package, f"{package}.asking", f"{package}.cell"]
    # a host that cannot grade is nobody's zero
    (folder.root / "nbgrader_config.py").write_text(BARE.format(root=str(tmp_path / "gone")))
    folder.submit("carol", right)
    folder.nbgrader("autograde", "tiny", "--student", "carol", code=1)
    assert not (folder.root / "autograded" / "carol" / "tiny").exists()
