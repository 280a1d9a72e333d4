"""Downloads of every LMS, zipped and unpacked: who and what is found in them. GRADER_GOLDEN=write writes anew."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path

import lms_classes as made
import pytest

from grader import roster
from grader.intake import survey

GOLDEN = Path(__file__).parent / "golden" / "intake"
CLASSES = {
    "canvas": (made.CANVAS, None),
    "canvas-roster": (made.CANVAS, made.CANVAS_GRADEBOOK),
    "canvas-anonymous": (made.CANVAS_ANONYMOUS, None),
    "moodle": (made.MOODLE, None),
    "moodle-roster": (made.MOODLE, made.MOODLE_SHEET),
    "moodle-flat": (made.MOODLE_FLAT, None),
    "moodle-blind": (made.MOODLE_BLIND, None),
    "nbgrader": (made.NBGRADER, None),
    "clones": (made.CLONES, None),
}


def found(path: Path, sheet: Path | None) -> dict[str, object]:
    people = None if sheet is None else roster.load(sheet)
    return made.told(survey([path], made.UNITS, exercises=made.EXERCISES, roster=people))


@pytest.mark.parametrize("name", CLASSES)
def test_golden(name, tmp_path):
    files, people = CLASSES[name]
    sheet = None
    if people is not None:
        sheet = tmp_path / "people.csv"
        sheet.write_bytes(people)
    zipped = found(made.as_zip(tmp_path / "download.zip", files), sheet)
    text = json.dumps(zipped, indent=1, ensure_ascii=False) + "\n"
    path = GOLDEN / f"{name}.json"
    if os.environ.get("GRADER_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")
    # the same, unpacked; and unpacked on a system that takes accents apart, in a folder of its own
    assert found(made.as_folder(tmp_path / "download", files), sheet) == zipped
    apart = {f"{name}/{unicodedata.normalize('NFD', name_)}": data for name_, data in files.items()}
    assert found(made.as_folder(tmp_path / "apart", apart), sheet) == zipped
