"""One score everywhere: lateness, weights and overrides reach every destination."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner
from exports.made import CLASS, book

from grader import settings
from grader.cli import cli
from grader.exports import FORMATS
from grader.exports.students import read
from grader.gradebook import Gradebook
from grader.policy.rules import Override

RULES = """
[due]
default = 2026-03-01T00:00:00Z

[late]
percent = 10

[points]
"one.mean.is_pure" = 3.0
"one.mean.ignores_a_shift" = 1.0
"""
CANVAS = "Student,ID,SIS User ID,SIS Login ID,Section,Ex (1)\n    Points Possible,,,,,6\nA,101,,,,\nB,,S102,,,\n"
MOODLE = (
    "Identifier,Full name,Grade,Maximum Grade,Grade can be changed,Feedback comments\n"
    "Participant 17,Bob,,6.00,Yes,\nParticipant 18,alice,,6.00,Yes,\n"
)


@pytest.fixture
def results(tmp_path):
    folder = book(tmp_path / "results", [one for one in CLASS if one.student in ("alice", "bob")])
    gradebook = Gradebook.in_folder(folder)
    gradebook.settle(settings.parse(RULES, Path("grader.toml")))
    gradebook.override(Override(student="bob", target="one.mean.is_right", points=1.0, comment="half of it is there"))
    gradebook.override(Override(student="bob", target="one.mean.ignores_a_shift", points=0.5, comment="a mild one"))
    gradebook.close()
    return folder


@pytest.fixture
def finals(results):
    """By student: the score that counts, of so many points."""
    gradebook = Gradebook.in_folder(results)
    found = {one.student: one for one in read(gradebook)}
    gradebook.close()
    return found


def one_file(name, text, student):
    """The score of a student in what an export wrote."""
    if name == "csv":
        return next(row["score"] for row in csv.DictReader(io.StringIO(text)) if row["student"] == student)
    if name == "json":
        return next(one["score"] for one in json.loads(text)["students"] if one["student"] == student)
    if name == "junit":
        suite = next(one for one in ET.fromstring(text) if one.get("name") == f"{student}: one")
        return next(entry.get("value") for entry in suite.iter("property") if entry.get("name") == "final_score")
    if name == "canvas":
        return next(row[-1] for row in csv.reader(io.StringIO(text)) if row[0] == student[0].upper())
    if name == "moodle":
        return next(row[2] for row in csv.reader(io.StringIO(text)) if row[1].lower() == student)
    if name in ("gradescope", "prairielearn"):
        return json.loads(text)["score"] * (6 if name == "prairielearn" else 1)
    if name == "classroom50":
        result = json.loads(text)
        return 6 * result["score"] / result["max-score"]
    return re.search(r"Score: ([\d.]+) of 6|class=\"score\">\s*([\d.]+) / 6", text).group(1)


def test_policy_makes_the_final_score(finals):
    assert finals["alice"].final.score == 5.4  # 6 points with the weights, a day late
    assert finals["alice"].final.max_score == 6.0
    assert finals["bob"].final.score == 1.35
    assert finals["bob"].view.units[0].score == 1.5
    assert finals["bob"].final.says[0] == "Automatic score: 0 of 4"


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"html", "nbgrader"}))
def test_every_destination_has_it(results, tmp_path, monkeypatch, finals, name):
    monkeypatch.setenv("CLASSROOM", "c")
    monkeypatch.setenv("ASSIGNMENT", "a")
    template = tmp_path / "template.csv"
    template.write_text(MOODLE if name == "moodle" else CANVAS)
    per_student = {"gradescope": ".json", "prairielearn": ".json", "classroom50": ".json", "github": ".txt"}
    for student, one in finals.items():
        output = tmp_path / f"{student}{per_student.get(name, '.out')}"
        arguments = ["export", str(results), "--to", name, "--output", str(output)]
        arguments += ["--template", str(template)] if name in ("canvas", "moodle") else []
        arguments += ["--only", student] if name in per_student else []
        done = CliRunner().invoke(cli, arguments, standalone_mode=False)
        assert done.exception is None
        text = output.read_text()
        assert float(one_file(name, text, student)) == pytest.approx(one.final.score, abs=1e-6)


def test_a_students_page_says_why(results, tmp_path):
    out = tmp_path / "out"
    arguments = ["export", str(results), "--to", "gradescope", "--output", str(out)]
    assert CliRunner().invoke(cli, arguments, standalone_mode=False).exception is None
    (path,) = out.glob("bob-*/results.json")
    told = json.loads(path.read_text())["output"]
    assert "half of it is there" in told
    assert "Automatic score: 0 of 4" in told
    assert "off" in told  # what was lost for lateness
