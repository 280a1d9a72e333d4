"""grade, rescore and override on one folder of results: what counts changes, and no code runs again."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader.catalog import Course
from grader.cli import main
from grader.grade import Terms
from grader.gradebook import Gradebook
from grader.intake import Submission
from grader.outputs.text import file_name
from grader.policy import reach
from grader.results import Report

TINY = Path(__file__).parent / "assets" / "tiny_course"
RIGHT = (TINY / "solutions" / "tiny.py").read_bytes()
WRONG = RIGHT.replace(b" / len(x)", b"", 1)
LATE = """
[due]
default = 2026-03-08T12:00:00Z

[late]
percent = 10
"""


@pytest.fixture
def grader(capsys, tmp_path, monkeypatch):
    """Runs a command in an empty folder: its exit code, and what it said."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out + said.err

    return run


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> Path:
    """Alice is right, Bob is wrong and handed in two days late; graded once for all tests here."""
    folder = tmp_path_factory.mktemp("graded")
    for student, source, at in (("alice", RIGHT, "07"), ("bob", WRONG, "10")):
        home = folder / "submitted" / student / "hw1"
        home.mkdir(parents=True)
        (home / "tiny.py").write_bytes(source)
        (home / "timestamp.txt").write_text(f"2026-03-{at} 11:00:00 UTC")
    arguments = ["grade", folder / "submitted", "--out", folder / "out", "--course", TINY, "--seed", 1]
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    assert ended.value.code == 0
    return folder


@pytest.fixture
def results(graded, tmp_path, monkeypatch) -> Path:
    """A copy of the results; whatever would run a student's code fails."""
    shutil.copytree(graded / "out", tmp_path / "out")

    def run(*_: object, **__: object) -> None:
        raise AssertionError("code ran again")

    monkeypatch.setattr("grader.sandbox.host.place_for", run)
    monkeypatch.setattr("grader.batch.grade_all", run)
    return tmp_path / "out"


@pytest.fixture
def grading(graded, monkeypatch) -> None:
    """Grading without a sandbox: a right file has Alice's report, any other Bob's. What is graded, kept and counted is
    the command's own doing.
    """
    like = {student: stored(graded / "out", student) for student in ("alice", "bob")}

    def grade_all(_terms: Terms, submissions: Iterable[Submission], _jobs: int) -> Iterator[Report]:
        for one in submissions:
            found = like["alice" if one.files[0].data == RIGHT else "bob"]
            files = {file.name: file.digest for file in one.files}
            yield replace(found, student=one.student, files=files, origin=one.origin)

    monkeypatch.setattr("grader.batch.grade_all", grade_all)
    monkeypatch.setattr(Course, "digest", "sha256:0")


def table(results: Path) -> dict[str, dict[str, str]]:
    with (results / "grades.csv").open(newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def stored(results: Path, student: str) -> Report:
    book = Gradebook.in_folder(results)
    report = book.report(student)
    book.close()
    assert report is not None
    return report


def settings(folder: Path, text: str) -> Path:
    (folder / "grader.toml").write_text(text)
    return folder / "grader.toml"


def test_names_of_a_course_are_those_in_its_reports(graded):
    course = Course.find(TINY)
    assert course.outline("tiny").names == reach.names_in([stored(graded / "out", "alice")])


def test_rescore_reckons_from_the_reports(grader, results, tmp_path):
    raw = {student: stored(results, student) for student in ("alice", "bob")}
    before = table(results)
    file = settings(tmp_path, LATE)
    code, said = grader("rescore", results, "--settings", file)
    assert code == 0, said
    after = table(results)
    assert after["alice"]["score"] == before["alice"]["score"]
    assert float(after["bob"]["score"]) == pytest.approx(0.8 * float(before["bob"]["score"]))
    assert after["bob"]["automatic_score"] == before["bob"]["score"]
    assert {student: stored(results, student) for student in raw} == raw
    page = (results / "feedback" / file_name("bob", ".html")).read_text()
    assert "2 days late" in page
    # from now on the file is known, and an edit of it is enough
    file.write_text('drop = ["tiny.mean"]')
    assert grader("rescore", results)[0] == 0
    mean = next(one for one in raw["bob"].units[0].exercises if one.name == "mean")
    assert float(table(results)["bob"]["max_score"]) == raw["bob"].max_score - mean.max_score
    assert float(table(results)["bob"]["score"]) == raw["bob"].score - mean.score
    file.unlink()
    code, said = grader("rescore", results)
    assert (code, "is not there any more" in said) == (2, True)
    assert grader("rescore", results, "--settings", settings(tmp_path, ""))[0] == 0
    assert table(results) == before


def test_a_slip_in_the_file_changes_nothing(grader, results, tmp_path):
    before = table(results)
    for text, said in (
        ('drop = ["tiny.maen"]', "line 1: tiny.maen is no unit, exercise or check here; did you mean tiny.mean?"),
        ("[late]\npercent = 0", "line 2: late.percent must be"),
    ):
        code, told = grader("rescore", results, "--settings", settings(tmp_path, text))
        assert code == 2
        assert said in told
    assert table(results) == before
    absent = '[[bonus]]\nstudent = "zoe"\npoints = 1\ncomment = "x"\n[points]\nother_unit = 3\n'
    code, told = grader("rescore", results, "--settings", settings(tmp_path, absent))
    assert code == 0
    assert "line 2: no student is called 'zoe'" in told
    assert "line 6: other_unit is no unit" in told


def test_an_override_is_set_shown_and_taken_back(grader, results):
    before = table(results)
    mean = next(one for one in stored(results, "bob").units[0].exercises if one.name == "mean")
    code, said = grader(
        "override", results, "bob", "mean", "--points", mean.max_score, "--comment", "seen <b>by</b> me"
    )
    assert code == 0, said
    assert float(table(results)["bob"]["score"]) == float(before["bob"]["score"]) + mean.max_score - mean.score
    assert f"automatic {before['bob']['score']}" in said
    assert table(results)["bob"]["automatic_score"] == before["bob"]["score"]
    page = (results / "feedback" / file_name("bob", ".html")).read_text()
    assert "seen &lt;b&gt;by&lt;/b&gt; me" in page
    data = json.loads((results / "reports" / file_name("bob", ".json")).read_text())
    assert data["grade"]["changes"][0]["comment"] == "seen <b>by</b> me"
    assert grader("override", results)[1] == "bob  tiny.mean  4 of 4  seen <b>by</b> me\n".replace(
        "4", f"{mean.max_score:g}"
    )
    code, said = grader("override", results, "bob", "tiny.mean", "--remove")
    assert (code, table(results)) == (0, before)
    assert grader("override", results)[1] == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("bbo", "mean", "--points", 1, "--comment", "x"), "no student is called 'bbo' in the gradebook; did you mean"),
        (("bob", "maen", "--points", 1, "--comment", "x"), "no exercise or check 'maen'; did you mean mean?"),
        (("bob", "mean", "--points", 99, "--comment", "x"), "--points must be from 0 to"),
        (("bob", "mean", "--points", "nan", "--comment", "x"), "--points must be from 0 to"),
        (("bob", "mean", "--comment", "x"), "--points must be from 0 to"),
        (("bob", "mean", "--points", 1), "--comment TEXT is needed"),
        (("bob", "mean", "--points", 1, "--comment", "  "), "--comment TEXT is needed"),
        (("bob", "mean", "--remove"), "tiny.mean of bob was not set by grader override"),
        (("bob", "--points", 1), "name a student and an exercise"),
    ],
)  # fmt: skip
def test_an_override_that_cannot_be_is_said(grader, results, arguments, said):
    code, told = grader("override", results, *arguments)
    assert code == 2
    assert said in told
    assert "Traceback" not in told


@pytest.mark.parametrize("command", [("rescore",), ("override",)])
def test_a_folder_without_a_gradebook_is_said(grader, tmp_path, command):
    code, told = grader(*command, tmp_path)
    assert (code, "has no gradebook.db" in told) == (2, True)


@pytest.mark.usefixtures("grading")
def test_an_override_outlives_grading_again(grader, graded, tmp_path):
    out = shutil.copytree(graded / "out", tmp_path / "out")
    grader("override", out, "bob", "tiny.mean", "--points", 0, "--comment", "copied")
    counted = table(out)["bob"]
    for more in (("--fresh",), ("--fresh", "--seed", 2)):
        code, said = grader("grade", graded / "submitted", "--out", out, "--course", TINY, *more)
        assert (code, "2 graded" in said) == (0, True)
        assert table(out)["bob"] == counted
    assert "copied" in counted["changes"]


@pytest.mark.usefixtures("grading")
def test_grading_takes_the_policy_beside_the_submissions(grader, graded, tmp_path):
    shutil.copytree(graded / "submitted", tmp_path / "submitted")
    out = shutil.copytree(graded / "out", tmp_path / "out")
    command = ("grade", tmp_path / "submitted", "--out", out, "--course", TINY)
    settings(tmp_path, LATE + "[points]\n'tiny.maen' = 3")
    code, said = grader(*command)
    assert (code, "line 8: tiny.maen is no unit" in said) == (2, True)
    settings(tmp_path, LATE)
    code, said = grader(*command)
    assert (code, "2 days late" in table(out)["bob"]["changes"]) == (0, True)
    assert "2 graded" in said  # they were under another digest of the course
    (tmp_path / "grader.toml").unlink()
    code, said = grader(*command)
    assert "0 graded (2 were already)" in said
    assert "stays in force" in said
    assert "2 days late" in table(out)["bob"]["changes"]


@pytest.mark.usefixtures("grading")
def test_a_better_former_hand_in_counts_where_the_best_counts(grader, tmp_path):
    """Two runs, with another file each; the first is not read again."""
    home = tmp_path / "class" / "carol"
    home.mkdir(parents=True)
    command = ("grade", tmp_path / "class", "--out", tmp_path / "out", "--course", TINY, "--seed", 1)
    scores = []
    for source in (RIGHT, WRONG):
        (home / "tiny.py").write_bytes(source)
        assert grader(*command)[0] == 0
        scores.append(table(tmp_path / "out")["carol"]["score"])
    assert float(scores[0]) > float(scores[1])
    file = settings(tmp_path, 'attempts = "best"')
    assert grader("rescore", tmp_path / "out", "--settings", file)[0] == 0
    row = table(tmp_path / "out")["carol"]
    assert (row["score"], row["automatic_score"]) == (scores[0], scores[0])
    assert row["changes"] == f"an earlier hand-in counts, it is better than the last one ({scores[1]} points)"


@pytest.mark.usefixtures("grading")
def test_every_hand_in_of_a_download_is_graded_where_the_best_counts(grader, tmp_path):
    with zipfile.ZipFile(tmp_path / "canvas.zip", "w") as archive:
        for source, name in ((RIGHT, "tiny.py"), (WRONG, "tiny-1.py")):
            archive.writestr(f"doedana_11_{22 + len(name)}_{name}", source)
    settings(tmp_path, 'attempts = "best"')
    command = ("grade", tmp_path / "canvas.zip", "--out", tmp_path / "out", "--course", TINY, "--seed", 1)
    code, said = grader(*command)
    assert code == 0, said
    (row,) = table(tmp_path / "out").values()
    assert row["score"] == row["max_score"], said
    code, said = grader(*command)
    assert "0 graded (1 were already)" in said
