"""A class on Canvas, made up: what an instructor has after Download Submissions and Grades, Export.

lay_out(folder)     writes submissions.zip and gradebook.csv
STUDENTS            thirty who handed something in, and what
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path

from lms_classes import as_zip, zipped

ROOT = Path(__file__).parents[1]
UNIT = "ex1_data"
COLUMN = "Data for a line (7301)"
POINTS = "20.00"
SHEET_HEADER = [
    *("Student", "ID", "SIS User ID", "SIS Login ID", "Section"),
    *("Welcome quiz (7300)", COLUMN, "Current Score", "Final Score"),
]


@dataclass(frozen=True)
class Student:
    """Who, as Canvas's gradebook has them, and what they handed in."""

    name: str  # sortable: "Müller, Zoë"
    number: int
    file: str
    data: bytes
    late: bool = False

    @property
    def login(self) -> str:
        return f"user{self.number}"

    @property
    def in_zip(self) -> str:
        """As Canvas names it in the download."""
        short = "".join(letter for letter in self.name.casefold() if letter.isalnum() or letter == "-")
        return f"{short}_{'LATE_' if self.late else ''}{self.number}_{self.number + 80_000}_{self.file}"


def _class() -> list[Student]:
    right = (ROOT / "solutions" / f"{UNIT}.py").read_bytes()
    stub = (ROOT / "exercises" / f"{UNIT}.py").read_bytes()
    theirs = [
        path.read_bytes()
        for path in sorted((ROOT / "examples/submissions").glob(f"*/{UNIT}.py"))
        if path.parent.name != "lucía"  # eats memory for half a minute
    ]
    again, file = f"{UNIT}-1.py", f"{UNIT}.py"
    cells = [{"cell_type": "code", "source": right.decode(), "metadata": {}, "outputs": [], "execution_count": None}]
    notebook = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()
    rows: list[tuple[str, str, bytes, bool]] = [
        ("Müller, Zoë", file, right, False),
        ("Nguyễn, Thị Hoa", again, right, False),
        ("O'Brien, Máire", file, right, True),
        ("de la Cruz, Ana", f"{UNIT}.ipynb", notebook, False),
        ("Łukasik, Paweł", f"{UNIT} (1).py", right, False),
        ("Şahin, Pınar", f"{UNIT}-2.py", right, True),  # noqa: RUF001 - so it is spelt
        ("Li, Wei", "essay.pdf", b"%PDF-1.7 An essay on lines", False),  # the wrong file
        ("김, 민호", file, b"", False),  # an empty one
        ("Ivanova, Olga", "homework.zip", zipped({f"work/{file}": right, "work/notes.txt": b"done"}), False),
        ("Okafor, Ada", file, stub, False),
        ("Sørensen, Bjørn", "my homework.py", right, False),
        *(("Smith, John", file, source, False) for source in theirs[:2]),
    ]
    others = [
        *("Andersson, Åsa", "Bălan, Ion", "Çelik, Elif", "Dvořák, Jiří", "Eriksson, Lars-Erik", "Fernández, Lucía"),
        *("García, José", "Håkansson, Märta", "Ito, Hiroshi", "Jørgensen, Ida", "Kowalska, Zofia", "Lefèvre, Chloé"),
        *("Mensah, Kwame", "Novák, Tomáš", "Öztürk, Deniz", "Papadopoulou, Ελένη", "Rossi, Niccolò"),
    ]
    for place, name in enumerate(others):
        late, version = place % 6 == 0, again if place % 5 == 0 else file
        rows.append((name, version, theirs[(place + 2) % len(theirs)], late))
    return [Student(name, 1001 + place, *rest) for place, (name, *rest) in enumerate(rows)]


STUDENTS = _class()


def gradebook() -> str:
    """Canvas's own export: a byte order mark, the points, everybody in the course, and its test student."""
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow(SHEET_HEADER)
    sheet.writerow(["    Points Possible", "", "", "", "", "5.00", POINTS, "(read only)", "(read only)"])
    people = [(one.name, one.number, one.login) for one in STUDENTS] + [("Zuse, Nobody", 1099, "user1099")]
    for name, number, login in people:
        sheet.writerow([name, number, f"S-{number}", login, "A", "4.00", "", "80.00", "80.00"])
    sheet.writerow(["Student, Test", "1100", "", "0123abcd", "A", "", "", "", ""])
    return "\ufeff" + out.getvalue()


def lay_out(folder: Path) -> None:
    as_zip(folder / "submissions.zip", {one.in_zip: one.data for one in STUDENTS})
    (folder / "gradebook.csv").write_text(gradebook(), "utf-8")


def lay_out_moodle(folder: Path) -> None:
    """The first four of them on Moodle, with its worksheet."""
    files, rows = {}, []
    for number, one in enumerate(STUDENTS[:4], start=501):
        name = " ".join(reversed(one.name.split(", ")))
        files[f"{name}_{number}_assignsubmission_file/{one.file}"] = one.data
        rows.append(f"Participant {number},{name},{one.login}@example.org,Submitted for grading,,20.00,Yes,-,-,")
    header = (
        "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
        "Last modified (submission),Last modified (grade),Feedback comments"
    )
    as_zip(folder / "submissions.zip", files)
    (folder / "worksheet.csv").write_text("\ufeff" + "\n".join([header, *rows]) + "\n", "utf-8")
