"""The page for a new instructor: its commands, run one after the other as they stand there, on a made-up class."""

from __future__ import annotations

import csv
import html
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import canvas_class as made
import pytest
from agreement import PATIENT, environment

PAGE = (Path(__file__).parents[1] / "docs" / "instructors.md").read_text("utf-8")
CANVAS, MOODLE = PAGE.split("## With Moodle")
SEED = "seed = 0\n"  # with which other tests have drawn the examples
pytestmark = pytest.mark.xdist_group("instructors")


def commands(page: str) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


@dataclass
class Followed:
    """A folder in which the page was followed, and what each step printed."""

    folder: Path
    said: dict[str, str]

    def sheet(self, name: str) -> list[list[str]]:
        with (self.folder / name).open(newline="", encoding="utf-8") as file:
            return list(csv.reader(file))


def follow(page: str, folder: Path, here: Path) -> Followed:
    """Run the commands in `here`; the folder `bin` of `folder` has `grader`, as an environment that is active has."""
    (folder / "bin").mkdir()
    (folder / "bin" / "grader").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m grader "$@"\n')
    (folder / "bin" / "grader").chmod(0o755)
    env = environment(PATH=f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}", PYTHONUTF8="1")
    said = {}
    for script in commands(page):
        done = subprocess.run(
            ["bash", "-euc", script], cwd=here, env=env, capture_output=True, encoding="utf-8", timeout=300, check=False
        )
        assert done.returncode == 0, script + done.stdout + done.stderr
        said[script] = done.stdout + done.stderr
        if script.startswith("cat > grader.toml"):
            settled = here / "grader.toml"
            settled.write_text("".join([SEED, settled.read_text(), "\n", PATIENT]))
    return Followed(here, said)


@pytest.fixture(scope="module")
def canvas(tmp_path_factory):
    folder = tmp_path_factory.mktemp("canvas")
    (folder / "week 1").mkdir()
    made.lay_out(folder / "week 1")
    return follow(CANVAS, folder, folder / "week 1")


def test_the_class_has_all_that_goes_wrong():
    assert len(made.STUDENTS) == 30
    assert sum(one.late for one in made.STUDENTS) >= 4
    assert sum(bool(re.search(r"-\d\.py", one.file)) for one in made.STUDENTS) >= 4
    assert sum(not one.name.isascii() for one in made.STUDENTS) >= 15
    assert [one.number for one in made.STUDENTS if not one.data] == [1008]
    assert [one.number for one in made.STUDENTS if one.file.endswith(".pdf")] == [1007]


def test_the_page_shows_every_step():
    words = [line.split()[:2] for script in commands(CANVAS) for line in script.splitlines()]
    steps = [word[1] for word in words if word[:1] == ["grader"]]
    assert steps == ["doctor", "grade", "override", "rescore", "export"]


def test_only_one_column_of_the_sheet_is_changed(canvas):
    before, after = canvas.sheet("gradebook.csv"), canvas.sheet("upload.csv")
    place = made.SHEET_HEADER.index(made.COLUMN)
    assert after[0][place] == made.COLUMN
    assert [row[:place] + row[place + 1 :] for row in after] == [row[:place] + row[place + 1 :] for row in before]
    assert after[:2] == before[:2]
    assert after[1][place] == made.POINTS


def test_everybody_has_a_score_that_canvas_takes(canvas):
    place = made.SHEET_HEADER.index(made.COLUMN)
    scores = {row[1]: row[place] for row in canvas.sheet("upload.csv")[2:]}
    assert (scores.pop("1099"), scores.pop("1100")) == ("", "")  # handed in nothing; Canvas's own test student
    assert set(scores) == {str(one.number) for one in made.STUDENTS}
    for score in scores.values():
        assert re.fullmatch(r"\d+(\.\d{1,2})?", score)
        assert 0 <= float(score) <= float(made.POINTS)
    right = ("1001", "1002", "1004", "1005", "1009", "1011")
    assert {scores[number] for number in right} == {"20"}
    assert {scores[number] for number in ("1003", "1006")} == {"18"}  # right, but a day late
    assert scores["1007"] == scores["1010"] == "0"
    assert scores["1008"] == "4.65"  # empty, and 5 of 21.5 points given by hand


def test_who_needs_a_look_is_named(canvas):
    text = canvas.said["grader grade submissions.zip --out results --roster gradebook.csv\n"]
    assert "user1007 (Li, Wei): no file: ex1_data.py is missing; handed in: essay.pdf" in text
    assert "user1008 (김, 민호): ex1_data: ex1_data.py is empty" in text
    assert "user1099 (Zuse, Nobody): in the roster, but nothing was handed in" in text
    assert "30 graded" in text
    page = (canvas.folder / "results" / "index.html").read_text("utf-8")
    assert all(html.escape(one.name, quote=False).replace("'", "&#39;") in page for one in made.STUDENTS)


def test_moodles_half(tmp_path):
    (tmp_path / "grader.toml").write_text(SEED + 'units = ["ex1_data"]\n' + PATIENT)
    made.lay_out_moodle(tmp_path)
    sheet = follow(MOODLE, tmp_path, tmp_path).sheet("upload.csv")
    assert [row[4] for row in sheet[1:]] == ["20", "20", "20", "20"]
    assert [row[:4] for row in sheet] == [row[:4] for row in Followed(tmp_path, {}).sheet("worksheet.csv")]
