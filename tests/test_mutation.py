"""The mutation tool on the tiny course, and the list of equivalent mutants."""

import shutil
import sys
from pathlib import Path

import pytest

from grader.catalog import Course

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT))  # the benchmarks are no installed package

from benchmarks import mutation  # noqa: E402

TINY = ROOT / "tests" / "assets" / "tiny_course"
SOURCE = '''"""A solution with 1 + 1 in its docstring."""


class Line:
    def fit(self, x, rate=1 + 1):
        """Add 1 + 1."""
        ### BEGIN SOLUTION
        self.loss = 0
        x += rate @ x
        return sorted(x, key=abs)
        ### END SOLUTION


def given():
    return 1 + 1
'''


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """The tiny course with a solution of `mean` that has one mutant that is right and many that are wrong."""
    folder = tmp_path_factory.mktemp("tiny") / "course"
    shutil.copytree(TINY, folder, ignore=shutil.ignore_patterns("__pycache__"))
    solution = folder / "solutions" / "tiny.py"
    solution.write_text(
        solution.read_text().replace("return float(np.sum(x) / len(x))", "return x.sum() / x.shape[-1]")
    )
    return Course.find(folder)


def test_only_what_learners_write_is_changed_and_every_change_once():
    made = pytest.importorskip("benchmarks.mutants", exc_type=ImportError).mutants(SOURCE)
    assert {mutant.exercise for mutant in made} == {"Line.fit"}
    assert len({mutant.source for mutant in made}) == len(made)
    assert [(mutant.original, mutant.mutated) for mutant in made] == [
        ("self.loss = 0", "self.loss = 1"),
        ("self.loss = 0", "self.loss = -1"),
        ("self.loss = 0", "pass"),
        ("x += rate @ x", "pass"),
        ("x += rate @ x", "x -= rate @ x"),
        ("x += rate @ x", "x = rate @ x"),
        ("x += rate @ x", "x += rate * x"),
        ("return sorted(x, key=abs)", "return sorted(x, **{})"),
    ]


def test_wrong_mutants_are_killed_and_right_ones_need_a_reason(tiny):
    pytest.importorskip("cosmic_ray")
    found = mutation.survey(tiny, "tiny")
    original = "return x.sum() / x.shape[-1]"
    right = ["return x.sum() / x.shape[not 1]", "return x.sum() / x.shape[- 0]"]
    assert {mutant.key for mutant in found.survivors} == {("mean", original, line) for line in right}
    assert found.mutants - found.killed == 2
    assert not found.broken

    known = [mutation.Equivalent("tiny", "mean", original, line, "The last axis is the first.") for line in right]
    assert mutation.faults(found, known) == []
    assert "survives" in mutation.faults(found, known[1:])[0]
    stale = mutation.Equivalent("tiny", "mean", original, "return 0", "Nobody knows.")
    assert "does not survive" in mutation.faults(found, [*known, stale])[0]

    page = mutation.page({"tiny": mutation.section(found, known)}, "# Old\n\n## small\n\nKept.\n\n## tiny\n\nGone.\n")
    assert "Kept." in page
    assert "Gone." not in page
    assert f"- {original}\n+ {right[0]}\n+ {right[1]}\n```" in page


def test_entries_of_the_list_are_whole_and_once(tmp_path):
    path = tmp_path / "list.toml"
    entry = '[[mutant]]\nunit = "u"\nexercise = "e"\noriginal = "a"\nmutated = {}\nreason = "r."\n'
    path.write_text(entry.format('["b", "c"]'))
    assert [one.key for one in mutation.listed(path)] == [("e", "a", "b"), ("e", "a", "c")]
    for wrong in (entry.format('["b", "b"]'), entry.format('"a"'), entry.format('""'), '[[mutant]]\nunit = "u"\n'):
        path.write_text(wrong)
        with pytest.raises(ValueError, match=r"twice|nothing is changed|not an entry"):
            mutation.listed(path)


def test_the_list_names_lines_that_the_solutions_have():
    for entry in mutation.listed():
        source = (ROOT / "solutions" / f"{entry.unit}.py").read_text("utf-8")
        evened = " ".join(source.split())
        assert " ".join(entry.original.split()) in evened, f"{entry.unit}: no line {entry.original}"
        assert f"def {entry.exercise.rpartition('.')[2]}(" in source, f"{entry.unit} has no {entry.exercise}"
        assert entry.reason.endswith("."), f"a sentence, please: {entry.reason}"
