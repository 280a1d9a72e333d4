"""Every destination, from a gradebook to its files, by golden files and by what its reader asks for."""

import csv as reading
import io
import json
import os
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from exports.made import CLASS, SECRET, SEED, check, golden, report, unit

from grader.exports import FORMATS
from grader.exports.classroom50 import as_json, factor_of
from grader.exports.github import MOST_ANNOTATIONS, annotate, command, escape, fenced, summary
from grader.exports.junit import clean
from grader.exports.prairielearn import MOST_BYTES
from grader.exports.prairielearn import as_json as for_prairielearn
from grader.exports.students import graded
from grader.results import Outcome, Problem, Report

STUDENTS = [one.student for one in CLASS]
CANVAS = "Student,ID,SIS User ID,SIS Login ID,Section,Ex one (9),Final Score\n" + "".join(
    f'"{name}",{100 + index},S{100 + index},{name},A,,\n'
    for index, name in enumerate(["alice", "bob", "carol", "dave", "erin", "frank"], 1)
)
MOODLE = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Last modified (grade),Feedback comments\n"
    + "".join(
        f"Participant {number},{name},{name}@example.org,,,4.00,-,\n"
        for number, name in ((17, "bob"), (18, "alice"), (19, "carol"), (20, "dave"), (21, "erin"), (22, "frank"))
    )
)
EACH = {
    "gradescope": "results.json",
    "prairielearn": "results.json",
    "classroom50": "result.json",
    "github": "summary.md",
}


def all_of(export, monkeypatch, tmp_path, name):
    """Everything that an export of the class writes, by path."""
    monkeypatch.setenv("CLASSROOM", "c")
    monkeypatch.setenv("ASSIGNMENT", "a")
    template = tmp_path / "template.csv"
    template.write_text(MOODLE if name == "moodle" else CANVAS)
    more = ["--template", template] if name in ("canvas", "moodle") else []
    output = "out" if name in EACH or name == "html" else "out.txt"
    if name == "nbgrader":
        api = pytest.importorskip("nbgrader.api")
        monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))  # alembic
        output = "gradebook.db"
        api.Gradebook(f"sqlite:///{tmp_path / output}").close()
    done = export(name, output, *more)
    assert done.exit_code == 0
    assert done.return_value == 1  # frank is ungraded
    assert "frank: ungraded" in done.stderr
    out = tmp_path / output
    paths = [path for path in out.rglob("*") if path.is_file()] if out.is_dir() else [out]
    return {path.name if path == out else str(path.relative_to(out)): path.read_bytes() for path in paths}


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_hidden_checks_stay_hidden(export, monkeypatch, tmp_path, name):
    files = all_of(export, monkeypatch, tmp_path, name)
    assert files
    everything = b"\n".join(files.values())
    for secret in (SECRET, "31337", str(SEED), "sha256:e0"):
        assert secret.encode() not in everything
    if name not in ("csv", "canvas"):  # these have no checks
        assert b"ignores_a_shift" in everything


@pytest.mark.parametrize("name", sorted(EACH))
def test_each_student_has_a_folder_that_a_list_names(export, monkeypatch, tmp_path, name):
    files = all_of(export, monkeypatch, tmp_path, name)
    rows = list(reading.DictReader(io.StringIO(files["students.csv"].decode())))
    there = [student for student in STUDENTS if name != "classroom50" or student != "frank"]
    assert [row["student"].removeprefix("'") for row in rows] == sorted(there)
    for row in rows:
        assert f"{row['folder']}/{EACH[name]}" in files


# ---- golden files


@pytest.mark.parametrize("student", ["alice", "bob", "dave", "erin", "frank"])
def test_golden_gradescope(export, folder_of, student):
    export("gradescope", "out")
    golden(f"gradescope-{student}.json", (folder_of("out", student) / "results.json").read_bytes())


@pytest.mark.parametrize("student", ["bob", "frank"])
def test_golden_prairielearn(export, folder_of, student):
    export("prairielearn", "out")
    golden(f"prairielearn-{student}.json", (folder_of("out", student) / "results.json").read_bytes())


@pytest.mark.parametrize("student", ["bob", "dave", "erin", "frank"])
def test_golden_github(export, folder_of, student):
    export("github", "out")
    for name in ("annotations.txt", "summary.md"):
        golden(f"github-{student}-{name}", (folder_of("out", student) / name).read_bytes())


def test_golden_classroom50(export, folder_of, monkeypatch):
    for name in ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL", "REVIEW_URL", "OWNER"):
        monkeypatch.setenv(name, f"the {name.lower()}")
    export("classroom50", "out")
    for name in ("result.json", "release-body.md"):
        golden(f"classroom50-bob-{name}", (folder_of("out", "bob") / name).read_bytes())


@pytest.mark.parametrize(("name", "file"), [("csv", "grades.csv"), ("json", "class.json"), ("junit", "junit.xml")])
def test_golden_class(export, tmp_path, name, file):
    export(name, file)
    golden(file, (tmp_path / file).read_bytes())


# ---- what their readers ask for


def test_gradescope_gets_what_it_knows(export, folder_of):
    export("gradescope", "out")
    results = json.loads((folder_of("out", "bob") / "results.json").read_text())
    known = "score execution_time output output_format test_output_format test_name_format visibility stdout_visibility"
    assert results.keys() <= {*known.split(), "extra_data", "tests", "leaderboard"}
    assert sum(test["score"] for test in results["tests"]) == results["score"]
    assert {test["status"] for test in results["tests"]} == {"failed"}
    assert {test["visibility"] for test in results["tests"]} == {"visible"}  # a hidden one would hide the total
    ungraded = json.loads((folder_of("out", "frank") / "results.json").read_text())
    assert not {"score", "tests"} & ungraded.keys()


def test_one_student_may_be_one_file(export, tmp_path):
    assert export("gradescope", "results.json", "--only", "alice").return_value == 0
    assert json.loads((tmp_path / "results.json").read_text())["score"] == 4.0
    done = export("gradescope", "other.json")
    assert "7 students" in str(done.exception)
    assert not (tmp_path / "other.json").exists()


def test_prairielearn_takes_a_megabyte():
    long = check("is_right", Outcome.FAILED, message="x" * 6_000)
    many = report("a", *(unit(tuple([long] * 40)) for _ in range(5)))
    text = for_prairielearn(graded(many))
    assert len(text) <= MOST_BYTES
    assert len(json.loads(text)["tests"]) == 200


def test_prairielearn_scores_are_shares(export, folder_of):
    export("prairielearn", "out")
    shares = {}
    for student in ("alice", "bob", "carol"):
        shares[student] = json.loads((folder_of("out", student) / "results.json").read_text())["score"]
    assert shares == {"alice": 1.0, "bob": 0.0, "carol": 0.625}


def test_junit_is_xml_whatever_a_student_writes(export, tmp_path):
    export("junit", "junit.xml")
    root = ET.parse(tmp_path / "junit.xml").getroot()
    assert root.tag == "testsuites"
    suites = {suite.get("name"): suite for suite in root}
    assert len(suites) == len(CLASS)
    bob = suites["bob: one"]
    assert [bob.get(name) for name in ("tests", "failures", "errors", "skipped")] == ["3", "3", "0", "0"]
    assert suites["frank: one"].get("errors") == "1"
    assert suites["erin: one"].get("skipped") == "3"
    assert {case.get("name"): len(case) for case in bob.iter("testcase")} == {
        "is_right": 1,
        "is_pure": 1,
        "ignores_a_shift": 1,
    }
    for case in root.iter("testcase"):
        assert not case.findall("properties")  # no valid xunit2
    told = {entry.get("name"): entry.get("value") for entry in suites["alice: one"].iter("property")}
    assert told["final_score"] == "4"


def test_xml_escapes_what_it_cannot_hold():
    assert clean("a\x00\x1b\x0b\ud800\ufffe\t\né\U0001f600") == "a\\x00\\x1b\\x0b\\ud800\\ufffe\t\né\U0001f600"


def test_annotations_are_escaped():
    text = command("error", "50 %\r\nof: a, b", file="a,b:c%.py", line=3, title="x: y, z")
    assert text == "::error file=a%2Cb%3Ac%25.py,line=3,title=x%3A y%2C z::50 %25%0D%0Aof: a, b"
    assert command("error", "m", line=3) == "::error::m"


def test_there_are_ten_annotations_and_the_rest_is_counted():
    wrong = tuple(check(f"c{index}", Outcome.FAILED, message="::set-output::no\n::error::x") for index in range(14))
    lines = annotate(graded(report("a", unit(wrong)))).splitlines()
    assert sum(line.startswith("::error ") for line in lines) == MOST_ANNOTATIONS
    assert len(lines) == MOST_ANNOTATIONS + 1
    assert "4 more" in lines[-1]


def test_a_summary_cannot_be_broken_out_of():
    assert fenced("a\n````\nb").splitlines()[0] == "`````text"
    assert escape("<img src=x>|**a**\n[b](c) @all #1") == r"\<img src=x\>\|\*\*a\*\*\\n\[b\]\(c\) \@all \#1"
    hit = check("is_right", Outcome.FAILED, message="```\n</details><img src=x>\n```")
    text = summary(graded(report("a", unit((hit,)))))
    body = text.partition("````text\n")[2].partition("\n````")[0]
    assert "<img" in body
    assert "<img" not in text.replace(body, "")


def test_classroom50_counts_in_whole_numbers(export, folder_of, monkeypatch):
    done = export("classroom50", "out")
    assert "CLASSROOM and ASSIGNMENT" in str(done.exception)
    monkeypatch.setenv("CLASSROOM", "c")
    monkeypatch.setenv("ASSIGNMENT", "a")
    done = export("classroom50", "out")
    assert "times 2" in done.stderr
    result = json.loads((folder_of("out", "carol") / "result.json").read_text())
    assert (result["score"], result["max-score"]) == (5, 8)
    assert result["datetime"] == "2026-03-01T08:00:00Z"
    assert result["owner"] == "carol"
    for test in result["tests"]:
        assert type(test["score"]) is int
        assert type(test["max-score"]) is int
    assert sum(test["score"] for test in result["tests"]) == 5


def test_classroom50_has_nothing_for_who_is_ungraded(export, monkeypatch, tmp_path):
    monkeypatch.setenv("CLASSROOM", "c")
    monkeypatch.setenv("ASSIGNMENT", "a")
    done = export("classroom50", "result.json", "--only", "frank")
    assert (done.exception, done.return_value) == (None, 1)
    assert "frank: ungraded" in done.stderr
    assert not (tmp_path / "result.json").exists()


def test_classroom50_rounds_where_points_are_odd():
    one = graded(report("a", unit((check("c", points=0.333333), check("d", points=0.14159)))))
    assert factor_of([one]) == 100
    assert [
        test["score"] for test in json.loads(as_json(one, 100, {"CLASSROOM": "c", "ASSIGNMENT": "a"}))["tests"]
    ] == [33, 14]


def test_a_spreadsheet_runs_no_cell(export, tmp_path):
    names = ["=1+1", "+1", "-1", "@sum", "\tx", "\rx", 'a,"b"\nc', "Zoë 李"]
    export("csv", "out.csv", reports=[report(name, unit((check("c"),))) for name in names])
    rows = list(reading.reader(io.StringIO((tmp_path / "out.csv").read_bytes().decode(), newline="")))
    found = [row[0] for row in rows[1:]]
    assert sorted(found) == sorted(["'=1+1", "'+1", "'-1", "'@sum", "'\tx", "'\rx", 'a,"b"\nc', "Zoë 李"])


def test_csv_has_no_number_for_who_has_no_score(export, tmp_path):
    export("csv", "out.csv")
    rows = {row["student"]: row for row in reading.DictReader(io.StringIO((tmp_path / "out.csv").read_text()))}
    assert (rows["frank"]["score"], rows["frank"]["one"], rows["frank"]["one.mean"]) == ("", "", "")
    assert rows["frank"]["status"] == "ungraded"
    assert rows["erin"]["score"] == "0"  # nothing handed in is a zero
    assert rows["bob"]["email"] == "bob@example.org"


def test_json_is_strict_and_has_the_student_view(export, tmp_path):
    export("json", "class.json")
    data = json.loads((tmp_path / "class.json").read_text(), parse_constant=pytest.fail)
    assert [one["student"] for one in data["students"]] == sorted(STUDENTS)
    frank = next(one for one in data["students"] if one["student"] == "frank")
    assert frank["score"] is None
    bob = next(one for one in data["students"] if one["student"] == "bob")
    assert Report.from_dict(bob["report"]).course == {"name": "A tiny course"}


def test_html_links_stay_inside(export, tmp_path):
    export("html", "site")
    page = (tmp_path / "site/index.html").read_text()
    links = re.findall(r'href="([^"#][^"]*)"', page)
    assert len(links) >= len(CLASS)
    from urllib.parse import unquote

    for link in links:
        assert (tmp_path / "site" / unquote(link)).is_file()


# ---- the command


def test_one_unit_alone(export, tmp_path):
    two = report("a", unit((check("c"),)), *[unit_two()])
    assert export("csv", "out.csv", "--unit", "two", reports=[two]).return_value == 0
    (row,) = reading.DictReader(io.StringIO((tmp_path / "out.csv").read_text()))
    assert (row["score"], row["max_score"]) == ("5", "5")
    done = export("csv", "out.csv", "--unit", "three", reports=[two])
    assert "no unit is called 'three'" in str(done.exception)
    assert "one, two" in str(done.exception)


def unit_two():
    made = unit((check("c", points=5.0),))
    return type(made)("two", made.exercises)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--to", "csv", "--output", "{tmp}/x.csv", "--only", "nobody"], "no student is called 'nobody'"),
        (["--to", "canvas", "--output", "{tmp}/x.csv"], "needs --template"),
        (["--to", "moodle", "--output", "{tmp}/x.csv"], "needs --template"),
        (["--to", "canvas", "--output", "{tmp}/x.csv", "--template", "{tmp}/none.csv"], "cannot be read"),
        (["--to", "csv", "--output", "{tmp}"], "is a folder"),
    ],
)
def test_what_cannot_be_done_is_said(export, tmp_path, arguments, says):
    filled = [argument.format(tmp=tmp_path) for argument in arguments]
    done = export(filled[1], filled[3].removeprefix(f"{tmp_path}/") if filled[3] != str(tmp_path) else ".", *filled[4:])
    assert says in str(done.exception)
    assert getattr(done.exception, "exit_code", None) == 2


def test_a_folder_without_a_gradebook(tmp_path):
    from click.testing import CliRunner

    from grader.cli import cli

    done = CliRunner().invoke(cli, ["export", str(tmp_path), "--to", "csv", "--output", "x"], standalone_mode=False)
    assert "has no gradebook.db" in str(done.exception)
    assert not list(tmp_path.iterdir())


def test_the_template_is_not_overwritten(export, tmp_path):
    template = tmp_path / "t.csv"
    template.write_text(CANVAS)
    done = export("canvas", "t.csv", "--template", template)
    assert "would overwrite" in str(done.exception)
    assert template.read_text() == CANVAS


def test_a_problem_is_told_once():
    problem = Problem(Outcome.REFUSED, "too large")
    text = summary(graded(report("a", unit((check("c", Outcome.NOT_ATTEMPTED),), problem=problem), problem=problem)))
    assert text.count("too large") == 1
