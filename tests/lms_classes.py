"""Made-up classes as LMSs hand them out: file names and bytes, to be zipped or laid out as folders. Units: one, two."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

from grader.intake import Batch

UNITS = ("one", "two")
EXERCISES = {"one": {"add", "mean", "spread"}, "two": {"slope", "intercept"}}
ONE = b"def add(a, b):\n    return a + b\n\n\ndef mean(x):\n    return sum(x) / len(x)\n"
TWO = b"def slope(x):\n    return x\n\n\nclass intercept:\n    pass\n"
Files = Mapping[str, bytes]


def zipped(files: Files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def as_zip(path: Path, files: Files) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(zipped(files))
    return path


def as_folder(path: Path, files: Files) -> Path:
    for name, data in files.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return path


def notebook(*cells: bytes) -> bytes:
    code = [{"cell_type": "code", "source": cell.decode(), "metadata": {}, "outputs": []} for cell in cells]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": code}).encode()


CANVAS: Files = {
    "müllerzoë_1001_90001_one.py": ONE,
    "nguyễnthị_1002_90002_one-1.py": ONE,  # handed in again
    "obrienmary_LATE_1003_90003_one.py": ONE,
    "obrienmary_LATE_1003_90004_two.ipynb": notebook(TWO),
    "de_la_cruzana_1004_90005_homework final.py": ONE,  # known by its content
    "smithjohn_1005_90006_one.py": ONE,
    "smithjohn_1006_90007_one.py": ONE,  # another of the same name
    "leewei_1007_90008_essay.pdf": b"%PDF-1.7",  # the wrong file
    "kimminho_1008_90009_one.py": b"",
    "ivanovaolga_1009_90010_work.zip": zipped({"work/one.py": ONE, "work/helper.py": b"x = 1\n"}),
    "okaforada_1010_text.html": b"<p>I could not upload</p>",
    "rossiluca_1011_90011_one.py": ONE + b"old = 1\n",  # two downloads in one folder
    "rossiluca_LATE_1011_90012_one-1.py": ONE + b"new = 1\n",
    "notes.txt": b"for the marker",
}
CANVAS_ANONYMOUS: Files = {
    "anon_Ab3xY_90001_one.py": ONE,
    "LATE_anon_Qz9kP_90002_one.py": ONE,
    "anon_77777_90003_one-2.py": ONE,
}
CANVAS_GRADEBOOK = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Week 1 (555)\n"
    ",,,,,Manual Posting\n"
    "    Points Possible,,,,,10\n"
    '"Müller, Zoë",1001,S-1,zmueller,A,\n'
    '"Nguyễn, Thị",1002,S-2,tnguyen,A,\n'
    '"O\'Brien, Mary",1003,S-3,mobrien,B,\n'
    '"de la Cruz, Ana",1004,S-4,acruz,B,\n'
    '"Nobody, Nora",1999,S-9,nnobody,B,\n'
    '"Student, Test",,,,B,\n'
).encode()

MOODLE: Files = {
    "Zoë Müller_501_assignsubmission_file/one.py": ONE,
    "Zoë Müller_501_assignsubmission_onlinetext/onlinetext.html": b"<p>done</p>",
    "Ana de la Cruz_502_assignsubmission_file_/deep/er/one.py": ONE,
    "John Smith_503_assignsubmission_file/One (1).py": ONE,
    "John Smith_504_assignsubmission_file/one.ipynb": notebook(ONE),
    "Mary OBrien_505_assignsubmission_file/stuff.tar": b"",
    "Li Wei_506_assignsubmission_onlinetext/onlinetext.html": b"<p>sorry</p>",
}
MOODLE_FLAT: Files = {
    "Zoë Müller_501_assignsubmission_file_one.py": ONE,
    "Ana_502_assignsubmission_file_my_assignsubmission_file_one.py": ONE,
    "Ana_502_assignsubmission_file_two.py": TWO,
}
MOODLE_BLIND: Files = {
    f"Teilnehmer_in_{number}_assignsubmission_file/one.py": ONE + b"#%d\n" % number for number in (7, 8)
}
MOODLE_SHEET = (  # in German: no header is known
    "ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung\n"
    "Teilnehmer/in 501,Zoë Müller,zoe@example.org,Abgegeben,\n"
    "Teilnehmer/in 502,Ana de la Cruz,ana@example.org,Abgegeben,\n"
    "Teilnehmer/in 599,Nora Nobody,nora@example.org,-,\n"
).encode()

NBGRADER: Files = {
    "nbgrader_config.py": b"raise SystemExit\n",
    "source/ps1/one.ipynb": notebook(ONE),
    "submitted/bitdiddle/ps1/one.ipynb": notebook(ONE),
    "submitted/bitdiddle/ps1/timestamp.txt": b"2026-03-02 15:58:23.948203 America/New_York\n",
    "submitted/bitdiddle/ps2/two.ipynb": notebook(TWO),
    "submitted/bitdiddle/ps2/timestamp.txt": b"2026-03-09 10:00:00 UTC",
    "submitted/hacker/ps1/one.ipynb": notebook(ONE),
    "submitted/hacker/ps1/timestamp.txt": b"yesterday",
    "submitted/hacker/readme.md": b"hi",
    "submitted/reasoner/ps1/one.ipynb": notebook(ONE),
    "submitted/reasoner/ps1/timestamp.txt": b"2026-03-02 15:58:23 +0100",
    "submitted/reasoner/ps1-again/one.ipynb": notebook(ONE, b"x = 1"),
    "submitted/reasoner/ps1-again/timestamp.txt": b"2026-03-01 09:00 UTC",
}

SHA = "0123456789abcdef0123456789abcdef01234567"
CLONES: Files = {
    "cs-hello-ada/.git/HEAD": b"ref: refs/heads/main\n",
    "cs-hello-ada/.git/refs/heads/main": SHA.encode() + b"\n",
    "cs-hello-ada/one.py": ONE,
    "cs-hello-bob-smith/.git/HEAD": SHA.encode(),
    "cs-hello-bob-smith/src/one.py": ONE,
    "cs-hello-smith/.git/HEAD": b"ref: refs/heads/main",
    "cs-hello-smith/.git/packed-refs": b"# pack-refs\n" + SHA.encode() + b" refs/heads/main\n",
    "cs-hello-smith/one.py": ONE,
    "cs-hello-eve/.git/HEAD": b"ref: refs/../../../../secret\n",
    "cs-hello-eve/one.py": ONE,
    "scores.csv": (
        b"username,first_name,last_name,email,section,score,max_score,datetime,submission_tag,submitted_by,review_url,late,override\n"
        b"ada,Ada,L,,,,,2026-03-02T10:00:00Z,submit/1,ada,,false,\n"
        b"bob-smith,Bob,S,,,,,2026-03-04T10:00:00Z,submit/1,bob,,true,\n"
        b"smith,Sam,S,,,,,,,,,,\n"
    ),
}


def told(batch: Batch) -> dict[str, object]:
    """All that a survey found, as plain data."""
    return {
        "students": [
            {
                "student": entry.student,
                "units": {
                    unit: one.name if one.problem is None else f"{one.problem.outcome}: {one.problem.message}"
                    for unit, one in entry.found.items()
                },
                "problem": None if entry.problem is None else f"{entry.problem.outcome}: {entry.problem.message}",
                "notes": list(entry.notes),
                "others": list(entry.others),
                "origin": None if entry.origin is None else entry.origin.to_dict(),
            }
            for entry in batch.entries
        ],
        "passed_over": list(batch.passed_over),
    }
