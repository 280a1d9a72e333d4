"""Whatever a path looks like: nobody is dropped, nobody is doubled, and nothing is raised but a message."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import lms_classes as made
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from grader.arrivals import KINDS, Ask, take
from grader.errors import UsageError
from grader.intake import read, survey
from grader.results import Report
from grader.trees import as_id
from grader.walk import is_junk

SILENT = ("grader.toml", "scores.csv", "timestamp.txt")  # not a student's
ASK = Ask(made.UNITS, exercises=made.EXERCISES)
AWKWARD = [
    *("one.py", "ONE.PY", "two.ipynb", "one (1).py", "one-1.py", "x.zip", "y.tar.gz", "essay.pdf", "timestamp.txt"),
    *(".git", "scores.csv", "submitted", "grader.toml", "__MACOSX", "-rf", "--out", "$(reboot)", "a\nb", "=1+1", "a b"),
    *(
        "é",
        "e\u0301",
        "\u202egpj",
        "con",
        "..a",
        "a" * 200,
        "%00",
        "'",
        '"',
        "<b>",
        "{{7*7}}",
        "x_1_",
        "_1_2_",
        "LATE_",
    ),
]
LMS = [
    *("ada_1_10_one.py", "ada_LATE_1_11_one-1.py", "_2_3_two.py", "anon_x_4_one.py", "ada_1_text.html"),
    *(
        "Ada_1_assignsubmission_file_",
        "Ada_1_assignsubmission_file_one.py",
        "_assignsubmission_file",
        "B_2_assignsubmission_file",
    ),
]
part = st.sampled_from(AWKWARD + LMS) | st.text(
    st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=8
)
name = st.lists(part.filter(lambda text: text not in (".", "..")), min_size=1, max_size=3).map("/".join)
names = st.lists(name, min_size=1, max_size=12, unique=True)
quick = settings(max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def archive(path: Path, members: list[str]) -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for number, member in enumerate(members):
            file.writestr(member, (made.ONE, made.TWO, b"", b"PK", made.notebook(made.ONE))[number % 5])
    path.write_bytes(out.getvalue())
    return path


@quick
@given(members=names, kind=st.sampled_from(["", *KINDS]))
@example(members=["one.py/ada_1_10_one.py"], kind="")
def test_nothing_at_the_top_is_dropped(tmp_path_factory, members, kind):
    members = [one for one in members if not any(other.startswith(f"{one}/") for other in members)]
    path = archive(tmp_path_factory.getbasetemp() / "any.zip", members)
    try:
        taken = take(path, ASK, kind)
    except UsageError:
        return
    # walk what was taken, by its place in the archive
    there: set[tuple[str, ...]] = set()
    for arrival in taken.arrivals:
        there |= {item.at for item in arrival.listing.items if item.at}
    said = "\n".join(taken.left_over)
    labels = {arrival.label for arrival in taken.arrivals}
    listings = [arrival.listing for arrival in taken.arrivals]
    other = "\n".join(line for one in listings for line in (*one.others, *one.broken))
    for member in members:
        parts = tuple(part for part in member.replace("\\", "/").split("/") if part not in ("", "."))
        if not parts or parts[-1] in SILENT or any(is_junk(part) for part in parts):
            continue
        taken_in = parts in there
        if parts[0].lower().endswith((".py", ".ipynb")):  # a folder that is called like a source is refused as one
            parts = parts[:1]
        known = (
            taken_in
            or parts in there
            or as_id(parts[-1]) in other
            or any(as_id(part) in said for part in parts)
            or repr(member)[1:-1] in said
        )
        whole = any(as_id(part) in label or label in as_id(part) for part in parts for label in labels)
        assert known or whole, (member, taken)


@quick
@given(members=names)
def test_every_student_has_one_report_and_every_report_is_strict(tmp_path_factory, members):
    path = archive(tmp_path_factory.getbasetemp() / "every.zip", members)
    try:
        batch = survey([path], made.UNITS, exercises=made.EXERCISES)
    except UsageError:
        return
    assert len({entry.student for entry in batch.entries}) == len(batch.entries)
    for entry in batch.entries:
        submission = read(entry, made.UNITS)
        assert len({file.name for file in submission.files if file.name}) == sum(
            bool(file.name) for file in submission.files
        )
        report = Report(
            entry.student, {file.name: file.digest for file in submission.files}, {}, (), origin=submission.origin
        )
        back = json.loads(report.to_json())
        assert Report.from_dict(back).origin == report.origin
        assert set(back["submission"]["origin"]["files"]) == {file.name for file in submission.files if file.name}


@pytest.mark.parametrize(
    "encoded", [b"\xff\xfe", b"a\nb", b"-rf", b"\xc3\xa9", b"e\xcc\x81", b"Ada", b"ada", b"$(touch PWNED)"]
)
def test_names_on_the_disk_stay_apart(tmp_path, encoded):
    for one in (encoded, b"zz"):
        folder = tmp_path / "c" / os.fsdecode(one)
        folder.mkdir(parents=True)
        (folder / "one.py").write_bytes(one)
    batch = survey([tmp_path / "c"], made.UNITS)
    assert {entry.student: read(entry, ["one"]).files[0].data for entry in batch.entries} == {
        as_id(os.fsdecode(encoded)): encoded,
        "zz": b"zz",
    }
