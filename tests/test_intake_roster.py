"""Rosters: read whatever system exported them, and matched with what was handed in."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import lms_classes as made
import pytest

from grader import roster
from grader.errors import UsageError
from grader.intake import Batch, survey


def load(tmp_path: Path, text: str | bytes) -> roster.Roster:
    tmp_path.mkdir(exist_ok=True)
    path = tmp_path / "people.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return roster.load(path)


def joined(tmp_path: Path, files: made.Files | list[str], people: str) -> Batch:
    known = load(tmp_path, people)
    if isinstance(files, list):
        files = {f"{name}/one.py": b"1" for name in files}
    return survey([made.as_folder(tmp_path / "class", files)], made.UNITS, roster=known)


def ids(batch: Batch) -> list[str]:
    return [entry.student for entry in batch.entries]


# ---- reading one


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("id,name\n7,Ada L\n", {"id": "7", "name": "Ada L"}),
        ("id,last_name,first_name,email\nada,L,Ada,a@x\n", {"id": "ada", "name": "Ada L", "email": "a@x"}),
        ("Username,GitHub Username\r\nal,ada-l\r\n", {"id": "al", "login": "al", "github": "ada-l"}),
        ("\ufeffE-Mail;Full Name;X\na@x;Ada L;\n", {"id": "a@x", "email": "a@x", "name": "Ada L"}),
        ("student\nada\n", {"id": "ada"}),
        ("Student,ID number\nAda L,77\n", {"id": "77", "sis_id": "77", "name": "Ada L"}),
        ("name\tsection\nAda L\tB\n", {"id": "Ada L", "name": "Ada L", "section": "B"}),
        (
            'Identifier,Full name,Email address\nParticipant 12,"L, Ada",a@x\n',
            {"id": "a@x", "lms_id": "12", "name": "L, Ada", "email": "a@x"},
        ),
        ("Identifier,Status\nParticipant 12,Submitted\n", {"id": "Participant 12", "lms_id": "12"}),
        (
            "Kennung,Name X,E-Mail\nTeilnehmer/in 12,Ada L,a@x\n",
            {"id": "a@x", "lms_id": "12", "name": "Ada L", "email": "a@x"},
        ),
        (
            "username,first_name,last_name,email,section,github_id\nada,Ada,L,,A,991\n",
            {"id": "ada", "login": "ada", "name": "Ada L", "section": "A"},
        ),
    ],
    ids=range(11),
)
def test_the_columns_of_many_systems(tmp_path, text, person):
    assert load(tmp_path, text).people == (person,)


def test_canvas_gradebook_with_its_odd_rows(tmp_path):
    people = load(tmp_path, made.CANVAS_GRADEBOOK).people
    assert [person["id"] for person in people] == ["zmueller", "tnguyen", "mobrien", "acruz", "nnobody"]
    assert people[0] == {
        "id": "zmueller", "name": "Müller, Zoë", "login": "zmueller", "sis_id": "S-1", "lms_id": "1001", "section": "A",
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_what_spreadsheets_save(tmp_path, encoding):
    assert load(tmp_path, "id,name\nz,Zoë Müller\n".encode(encoding)).people[0]["name"] == "Zoë Müller"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("\n,,\n", "is empty"),
        ("a,b\n1,2\n", "no column that names students"),
        ("section\nA\n", "no column that names students"),
        ("id,name\nada,Ada\nada,Another\n", "row 3: 'ada' is there already"),
        ('id,name\n"' + "x" * 200_000 + "\n", "is no CSV"),
    ],
)
def test_what_is_no_roster(tmp_path, text, says):
    with pytest.raises(UsageError, match=says):
        load(tmp_path, text)


def test_a_roster_that_is_not_there(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        roster.load(tmp_path / "none.csv")


def test_one_person_in_two_sections_is_one(tmp_path):
    assert len(load(tmp_path, "id,name,section\nada,Ada,A\nada,Ada,B\n").people) == 1


# ---- matching


def test_folders_are_known_by_any_id_or_name(tmp_path):
    people = "id,name,login,email\n1,Zoë Müller,zm,z@x\n2,Ana de la Cruz,ac,a@x\n3,John Smith,js,j@x\n4,Bob B,bb,b@x\n"
    batch = joined(tmp_path, ["zoe muller", "Cruz, Ana de la", "JS", "4"], people)
    assert ids(batch) == ["1", "2", "3", "4"]
    assert batch.passed_over == ()
    origin = batch.entries[0].origin
    assert origin is not None
    assert (origin.label, origin.in_roster, origin.person["email"]) == ("zoe muller", True, "z@x")


def test_names_taken_apart_by_a_disk_are_known(tmp_path):
    batch = joined(tmp_path, [unicodedata.normalize("NFD", "Zoë Müller")], "id,name\n1,Zoë Müller\n")
    assert ids(batch) == ["1"]


def test_accents_count_where_they_tell_two_people_apart(tmp_path):
    people = "id,name\n1,Jose Pena\n2,José Peña\n"
    assert ids(joined(tmp_path, ["José Peña", "Jose Pena"], people)) == ["1", "2"]
    batch = joined(tmp_path / "x", ["Jose Peña"], people)
    assert ids(batch) == ["Jose Peña"]
    assert batch.passed_over[0] == "Jose Peña: fits several in the roster: 1, 2; graded under this name"


def test_who_is_not_there_is_listed_and_graded_all_the_same(tmp_path):
    batch = joined(tmp_path, ["ada", "eve"], "id,name\nada,Ada\nnora,Nora\n")
    assert ids(batch) == ["ada", "eve"]
    assert batch.passed_over == (
        "eve: not in the roster; graded under this name",
        "nora: in the roster, but nothing was handed in",
    )
    assert [one.origin.in_roster for one in batch.entries if one.origin] == [True, False]


def test_a_number_of_another_kind_is_no_match(tmp_path):
    """Canvas's user id 1001 is not the student number 1001 of somebody else."""
    people = 'Student,ID,SIS User ID,Section\n"Other, Person",5,1001,A\n"Müller, Zoë",6,7,A\n'
    assert ids(joined(tmp_path, {"müllerzoë_1001_1_one.py": b"1"}, people)) == ["7"]


def test_clones_are_known_by_the_longest_user_name(tmp_path):
    clones = {f"cs-hw-{user}/{name}": b"1" for user in ("bob-smith", "smith") for name in (".git/HEAD", "one.py")}
    batch = joined(tmp_path, clones, "id,github\ns1,smith\ns2,Bob-Smith\n")
    assert {entry.student: entry.origin.label for entry in batch.entries if entry.origin} == {
        "s1": "cs-hw-smith",
        "s2": "cs-hw-bob-smith",
    }


def test_two_moodle_downloads_are_joined_by_the_roster(tmp_path):
    """Moodle numbers people anew in every assignment."""
    first = made.as_zip(tmp_path / "a.zip", {"Zoë M_501_assignsubmission_file/one.py": b"1"})
    second = made.as_zip(tmp_path / "b.zip", {"Zoë M_877_assignsubmission_file/two.py": b"2"})
    people = load(tmp_path, "id,name\nz,Zoë M\n")
    (entry,) = survey([first, second], made.UNITS, roster=people).entries
    assert set(entry.found) == {"one", "two"}
    assert len(survey([first, second], made.UNITS).entries) == 2


def test_two_folders_of_one_person_are_two_hand_ins(tmp_path):
    (entry,) = joined(tmp_path, ["Ada", "ada@x"], "id,name,email\n1,Ada,ada@x\n").entries
    assert entry.notes == ("one was handed in 2 times; the last was taken",)
