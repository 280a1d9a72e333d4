"""A Canvas download, graded as an instructor would: from the zip to results that know where everything came from."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import lms_classes as made
import pytest

from grader import batch
from grader.gradebook import Gradebook
from grader.results import Report

ROOT = Path(__file__).parents[1]
TINY = ROOT / "tests" / "assets" / "tiny_course"
RIGHT = (TINY / "solutions" / "tiny.py").read_bytes()
FILES = {
    "müllerzoë_1001_1_tiny.py": RIGHT,
    "nguyễnthị_LATE_1002_2_tiny-1.py": RIGHT,
    "obrienmary_1003_3_tiny.zip": made.zipped({"tiny/tiny.py": RIGHT}),
    "delacruzana_1004_4_my homework.py": RIGHT,
    "leewei_1005_5_essay.pdf": b"%PDF-1.7",
    "kimminho_1006_6_tiny.py": b"",
    "ivanovaolga_1007_7_tiny.py": b"x = '\xff'\n" + RIGHT,
    "rossiluca_1008_8_tiny.py": b"\0" + RIGHT,
    "bomb_1009_9_tiny.zip": made.zipped({"tiny.py": RIGHT, "zeros": bytes(20_000_000)}),
    "=cmd()_1010_10_tiny.ipynb": b"{",
    "readme.txt": b"not a submission",
}
PEOPLE = "Student,ID,SIS Login ID,Section\n" + "".join(
    f"{name},{number},{login},A\n"
    for name, number, login in [
        ('"Müller, Zoë"', 1001, "zmueller"),
        ('"Nguyễn, Thị"', 1002, "tnguyen"),
        ('"Nobody, Nora"', 1099, "nnobody"),
    ]
)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("canvas")
    made.as_zip(folder / "submissions.zip", FILES)
    (folder / "people.csv").write_text(PEOPLE, "utf-8")
    arguments = ["submissions.zip", "--out", "out", "--roster", "people.csv", "--seed", "7", "--course", str(TINY)]
    done = subprocess.run(
        [sys.executable, "-m", "grader", "grade", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
    )
    return folder, done


def reports(out: Path) -> dict[str, Report]:
    found = [Report.from_dict(json.loads(path.read_text("utf-8"))) for path in (out / "reports").iterdir()]
    return {report.student: report for report in found}


def test_everyone_has_a_report(graded):
    folder, done = graded
    assert done.returncode == 0, done.stderr
    found = reports(folder / "out")
    full = {student for student, report in found.items() if report.score == report.max_score > 0}
    assert full == {"zmueller", "tnguyen", "obrienmary_1003", "delacruzana_1004"}
    problems = {
        student: re.sub(r" \(.*", "", (report.problem or report.units[0].problem).message)
        for student, report in found.items()
        if student not in full
    }
    assert {student: said for student, said in problems.items() if not student.startswith(("ivanova", "rossi"))} == {
        "leewei_1005": "no file: tiny.py is missing; handed in: essay.pdf",
        "kimminho_1006": "tiny.py is empty",
        "bomb_1009": "tiny.zip unpacks to more than 100 times its size",
        "=cmd()_1010": "tiny.ipynb is not a notebook: it is not JSON",
    }
    assert "SyntaxError" in problems["ivanovaolga_1007"]
    assert "null bytes" in problems["rossiluca_1008"]
    assert {report.score for student, report in found.items() if student not in full} == {0.0}


def test_what_was_not_matched_is_listed_and_kept(graded):
    folder, done = graded
    with_rest = [
        "readme.txt: not a name that Canvas gives",
        "kimminho_1006: not in the roster; graded under this name",
        "leewei_1005: essay.pdf is no unit's file",
        "nnobody (Nobody, Nora): in the roster, but nothing was handed in",
    ]
    page = (folder / "out" / "index.html").read_text("utf-8")
    book = Gradebook.in_folder(folder / "out")
    kept = book.left_over()
    book.close()
    for line in with_rest:
        assert line in done.stdout
        assert line in kept
        assert line.replace("'", "&#39;") in page


def test_reports_know_what_canvas_said(graded):
    folder, _ = graded
    found = reports(folder / "out")
    late = found["tnguyen"].origin
    assert late is not None
    assert (late.kind, late.lms_id, late.late, late.attempt, late.in_roster) == ("canvas", "1002", True, 2, True)
    assert late.person["name"] == "Nguyễn, Thị"
    assert [(name, one.unit, one.id) for name, one in late.files.items()] == [("tiny-1.py", "tiny", "2")]
    assert set(late.files) == set(found["tnguyen"].files)


def test_a_word_of_canvas_changes_the_report_and_runs_nothing(graded, tmp_path):
    """The same bytes, LATE now: the report says so, and nobody's code is run again."""
    folder, _ = graded
    files = {name.replace("zoë_1001", "zoë_LATE_1001"): data for name, data in FILES.items()}
    (folder / "people.csv").write_text(PEOPLE.replace("zmueller,A", "zmueller,B"), "utf-8")
    path = made.as_zip(tmp_path / "submissions.zip", files)

    class Quiet:
        def start(self, total: int) -> None: ...
        def skip(self) -> None: ...
        def advance(self, report: Report) -> None:
            raise AssertionError(f"{report.student} was graded again")

        def stop(self) -> None: ...

    order = batch.Order((path,), folder / "out", course=TINY, seed=7, roster=folder / "people.csv")
    result = batch.run(order, Quiet(), lambda line: None)
    assert (result.graded, result.already) == (0, 10)
    origin = reports(folder / "out")["zmueller"].origin
    assert origin is not None
    assert (origin.late, origin.person["section"]) == (True, "B")
