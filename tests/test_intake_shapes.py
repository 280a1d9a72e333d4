"""Which shape a path has, which file is which unit where no name says so, and several hand-ins of one student."""

from __future__ import annotations

import dataclasses
import os
import tomllib
from pathlib import Path

import lms_classes as made
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.arrivals import KINDS, Ask, clones, nbgrader, take
from grader.cli import KINDS as OFFERED
from grader.errors import UsageError
from grader.find import unit_of
from grader.intake import Batch, Caps, read, survey

ASK = Ask(made.UNITS, exercises=made.EXERCISES)


def kind_of(path: Path) -> str:
    return take(path, ASK).kind


def found(*paths: Path, **more: object) -> Batch:
    return survey(paths, made.UNITS, **{"exercises": made.EXERCISES, **more})


def taken(batch: Batch) -> dict[str, dict[str, str]]:
    return {entry.student: {unit: one.name for unit, one in entry.found.items()} for entry in batch.entries}


# ---- the shape


def test_the_command_line_offers_every_kind():
    assert OFFERED == KINDS


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        ("moodle", made.MOODLE),
        ("moodle", made.MOODLE_FLAT),
        ("canvas", made.CANVAS),
        ("canvas", made.CANVAS_ANONYMOUS),
        ("nbgrader", made.NBGRADER),
        ("nbgrader", {"ada/ps1/one.py": b"1", "ada/ps1/timestamp.txt": b"", "bob/ps1/timestamp.txt": b""}),
        ("clones", made.CLONES),
        ("student", {"one.py": b"1", "data/points.csv": b"", "README.md": b""}),
        ("student", {"One (1).ipynb": b"1", "two.py": b"1"}),
        ("files", {"ada.py": b"1", "bob.ipynb": b"1", "notes.txt": b""}),
        ("folders", {"ada/one.py": b"1", "bob/one.py": b"1", "notes.txt": b""}),
        ("folders", {"ada/one.py": b"1", "one.py": b"the stub, forgotten here"}),
        ("folders", {"ada/week1/one.py": b"1", "ada/week1/timestamp.txt": b"", "bob/one.py": b"", "cyd/one.py": b""}),
        ("folders", {"ada.zip": made.zipped({"one.py": b"1"}), "bob.zip": b""}),
        ("folders", {"ada/.git/HEAD": b"", "bob/one.py": b"1"}),
    ],
    ids=range(15),
)
def test_the_shape_is_recognised(tmp_path, kind, files):
    assert kind_of(made.as_folder(tmp_path / "path", files)) == kind
    assert kind_of(made.as_zip(tmp_path / "path.zip", files)) == kind


def test_one_students_names_do_not_change_the_shape_of_the_class(tmp_path):
    hostile = {
        "x_1_assignsubmission_file_one.py": b"",
        "y_1_assignsubmission_file/one.py": b"",
        "a/b/timestamp.txt": b"",
    }
    assert kind_of(made.as_folder(tmp_path / "canvas", {**made.CANVAS, **hostile})) == "canvas"
    hostile = {"x_1_2_one.py": b"", "y_LATE_1_2_one.py": b"", "bob/.git/HEAD": b""}
    assert kind_of(made.as_folder(tmp_path / "moodle", {**made.MOODLE, **hostile})) == "moodle"


def test_a_folder_called_submitted_is_nbgraders(tmp_path):
    path = made.as_folder(tmp_path / "submitted", {"ada/ps1/one.ipynb": b"1", "bob/ps1/one.ipynb": b"1"})
    assert kind_of(path) == "nbgrader"
    made.as_folder(tmp_path / "submitted", {"cyd/one.py": b"1"})
    assert kind_of(path) == "folders"


def test_the_kind_can_be_said(tmp_path):
    path = made.as_folder(tmp_path / "path", {"one.py": made.ONE, "two.py": made.TWO})
    assert taken(found(path)) == {"path": {"one": "one.py", "two": "two.py"}}
    assert taken(found(path, kind="files")) == {"one": {"one": "one.py"}, "two": {"two": "two.py"}}
    assert found(path, kind="folders").entries == ()


def test_a_zip_of_a_folder_of_its_own_name_is_that_folder(tmp_path):
    files = {"class/ada/one.py": b"1", "class/bob/one.py": b"1"}
    assert set(taken(found(made.as_zip(tmp_path / "class.zip", files)))) == {"ada", "bob"}


def test_what_is_no_archive_is_a_usage_error(tmp_path):
    (tmp_path / "class.zip").write_bytes(b"PK no")
    with pytest.raises(UsageError, match=r"class\.zip is a broken archive"):
        found(tmp_path / "class.zip")


def test_a_bad_name_in_a_download_costs_only_that_member(tmp_path):
    batch = found(made.as_zip(tmp_path / "d.zip", {**made.CANVAS_ANONYMOUS, "../../evil_1_2_one.py": b"1"}))
    assert len(batch.entries) == 3
    assert batch.passed_over == (
        "d.zip: '../../evil_1_2_one.py' has a member whose name leads outside: '../../evil_1_2_one.py'",
    )


@pytest.mark.skipif(os.getuid() == 0, reason="root can read every folder")
def test_a_folder_that_cannot_be_read_is_one_students_matter(tmp_path):
    path = made.as_folder(tmp_path / "path", {"ada/one.py": b"1", "bob/one.py": b"1"})
    (path / "ada").chmod(0)
    try:
        assert set(taken(found(path))) == {"ada", "bob"}
    finally:
        (path / "ada").chmod(0o755)


@pytest.mark.parametrize(
    "files", [made.CLONES, made.NBGRADER, {"ada/one.py": b"1"}], ids=["clones", "nbgrader", "folders"]
)
def test_the_folder_of_results_is_nobody(tmp_path, files):
    path = made.as_folder(tmp_path / "c", files)
    before = taken(found(path))
    made.as_folder(path / "out", {"reports/ada.json": b"{}"})
    assert taken(found(path, leave_out=path / "out")) == before


# ---- loose files


def test_loose_files_are_their_students(tmp_path):
    files = {
        "ada_one.py": made.ONE,
        "two-ada.ipynb": made.notebook(made.TWO),
        "Bob Smith ONE.py": made.ONE,
        "cyd.py": made.ONE,
        "dee.zip": made.zipped({"one.py": made.ONE}),
        "list.csv": b"",
    }
    batch = found(made.as_folder(tmp_path / "path", files))
    assert taken(batch) == {
        "Bob Smith": {"one": "Bob Smith ONE.py"},
        "ada": {"one": "ada_one.py", "two": "two-ada.ipynb"},
        "cyd": {"one": "cyd.py"},
        "dee": {"one": "dee.zip/one.py"},
    }
    assert batch.passed_over == ("list.csv: neither a source nor an archive",)


def test_the_only_unit_asked_for_is_every_loose_files(tmp_path):
    path = made.as_folder(tmp_path / "path", {"ada.py": b"x = 1", "bob.py": b"x = 2"})
    assert taken(found(path, asked=["two"])) == {"ada": {"two": "ada.py"}, "bob": {"two": "bob.py"}}


def test_a_single_file_is_known_by_its_content(tmp_path):
    path = made.as_folder(tmp_path / "x", {"homework.py": made.TWO}) / "homework.py"
    assert taken(found(path)) == {"homework": {"two": "homework.py"}}
    path.write_bytes(b"x = 1")
    with pytest.raises(UsageError, match="say which with --unit"):
        found(path)


def test_an_archive_beside_its_folder_is_left_over(tmp_path):
    path = made.as_folder(
        tmp_path / "c", {"ada/one.py": b"1", "ada.zip": b"", "bob.zip": made.zipped({"one.py": b"1"})}
    )
    batch = found(path)
    assert taken(batch) == {"ada": {"one": "one.py"}, "bob": {"one": "bob.zip/one.py"}}
    assert batch.passed_over == ("ada.zip: an archive beside the folder of its name, which was taken",)


# ---- by content


@pytest.mark.parametrize(
    ("source", "unit"),
    [
        (made.ONE, "one"),
        (made.TWO, "two"),
        (b"\xef\xbb\xbfdef add(): 1\r\nasync  def mean(): 1\r\n", "one"),
        (b"class add: pass\nclass mean: pass", "one"),
        (b"def add(): pass", None),  # less than half
        (made.ONE + made.TWO, None),  # no unit stands out
        (b"    def add(): 1\n    def mean(): 1", None),
        (b"'''\nx def add\n'''\n", None),
        (b"\xff\xfe\0\0" * 100, None),
        (b"", None),
    ],
)
def test_a_file_is_known_by_what_it_defines(tmp_path, source, unit):
    files = {"ada/stuff.py": source, "bob/one.py": b"1", "bob/two.py": b"1"}
    batch = found(made.as_folder(tmp_path / "c", files))
    assert taken(batch)["ada"] == ({unit: "stuff.py"} if unit else {})
    if unit is not None:
        assert batch.entries[0].found[unit].notes == (f"{unit} was read from stuff.py",)
        assert batch.entries[0].notes == batch.passed_over == ()
    else:
        assert batch.entries[0].notes == ("stuff.py was not taken: it is no unit's file",)
        assert "ada: stuff.py is no unit's file" in batch.passed_over


def test_what_two_units_define_alike_places_no_file():
    exercises = {"x": {"a", "b", "c"}, "y": {"a", "d"}}
    assert unit_of({"a"}, exercises) is None
    assert unit_of({"a", "d"}, exercises) == "y"
    assert unit_of({"a", "b", "d"}, exercises) is None
    assert unit_of(set(), exercises) is None
    assert unit_of({"a"}, {}) is None


def test_content_adds_no_unit_to_the_batch(tmp_path):
    """A scratch file that looks like another unit must not make that unit count for everyone."""
    batch = found(made.as_folder(tmp_path / "c", {"ada/one.py": b"1", "ada/scratch.py": made.TWO, "bob/one.py": b"1"}))
    assert batch.units == {"one"}
    assert found(tmp_path / "c", asked=["two"]).units == {"one", "two"}


def test_two_files_of_the_same_content_are_not_chosen_from(tmp_path):
    files = {"ada/a.py": made.ONE, "ada/b.py": made.ONE, "bob/one.py": b"1"}
    entry = found(made.as_folder(tmp_path / "c", files)).entries[0]
    problem = entry.found["one"].problem
    assert problem is not None
    assert problem.message == "several files could be one: a.py, b.py"


def test_content_is_read_with_the_same_care(tmp_path):
    (tmp_path / "c" / "ada").mkdir(parents=True)
    (tmp_path / "secret.py").write_bytes(made.ONE)
    (tmp_path / "c" / "ada" / "x.py").symlink_to(tmp_path / "secret.py")
    os.mkfifo(tmp_path / "c" / "ada" / "y.py")
    with (tmp_path / "c" / "ada" / "z.py").open("wb") as file:
        file.truncate(1 << 40)
    (entry,) = found(tmp_path / "c").entries
    assert entry.found == {}
    problem = read(entry, made.UNITS).problem
    assert problem is not None
    assert problem.message == "no file: one.py or two.py is missing; handed in: x.py, y.py, z.py"


# ---- wrong files, said so


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "one.py is empty"),
        (b" \r\n\t\n", "one.py is empty"),
        (made.zipped({"a": b""}), "one.py is a zip archive, not Python"),
        (b"%PDF-1.4", "one.py is a PDF, not Python"),
        (made.notebook(made.ONE), "one.py is a notebook, not Python"),
        (b"{'cells': 1}", None),
    ],
)
def test_a_wrong_file_under_the_right_name(tmp_path, data, says):
    (entry,) = found(made.as_folder(tmp_path / "c", {"ada/one.py": data})).entries
    problem = read(entry, ["one"]).files[0].problem
    assert (None if problem is None else problem.message) == says


# ---- several hand-ins


def test_of_several_hand_ins_the_last_of_each_unit_is_taken(tmp_path):
    files = {
        "ada_1_10_one.py": b"1",
        "ada_1_11_two.py": b"2",
        "ada_LATE_1_20_one-1.py": b"3",
        "ada_LATE_1_30_one-2.py": b"4",
    }
    (entry,) = found(made.as_folder(tmp_path / "c", files)).entries
    assert [{unit: one.name for unit, one in version.found.items()} for version in entry.versions()] == [
        {"one": "one.py", "two": "two.py"},
        {"one": "one-1.py", "two": "two.py"},
        {"one": "one-2.py", "two": "two.py"},
    ]
    assert entry.origin is not None
    assert [(one.attempt, one.late, one.units) for one in entry.origin.attempts] == [
        (1, False, ("one", "two")),
        (2, True, ("one",)),
        (3, True, ("one",)),
    ]
    assert (entry.origin.attempt, entry.origin.late) == (3, True)
    assert {name: (one.unit, one.id, one.attempt, one.late) for name, one in entry.origin.files.items()} == {
        "one-2.py": ("one", "30", 3, True),
        "two.py": ("two", "11", 1, False),
    }
    assert entry.notes == (
        "one was handed in 3 times; the last was taken",
        "two was read from an earlier hand-in; the last one lacks it",
    )
    assert [file.data for file in read(entry, made.UNITS).files] == [b"4", b"2"]
    assert [file.data for file in read(entry.versions()[0], made.UNITS).files] == [b"1", b"2"]


def test_downloads_of_several_assignments_are_one_class(tmp_path):
    first = made.as_zip(tmp_path / "week1.zip", {"ada_1_10_one.py": b"1", "bob_2_11_one.py": b"1"})
    second = made.as_zip(tmp_path / "week2.zip", {"ada_LATE_1_12_two.py": b"2"})
    ada, bob = found(first, second).entries
    assert set(ada.found) == {"one", "two"}
    assert ada.notes == bob.notes == ()
    assert ada.origin is not None
    assert {one.unit: one.late for one in ada.origin.files.values()} == {"one": False, "two": True}
    with pytest.raises(UsageError, match="is named twice"):
        found(first, first)


def test_files_of_one_name_from_two_downloads_stay_apart(tmp_path):
    first = made.as_zip(tmp_path / "week1.zip", {"ada_1_10_homework.py": made.ONE})
    second = made.as_zip(tmp_path / "week2.zip", {"ada_1_12_homework.py": made.TWO})
    (entry,) = found(first, second).entries
    assert {unit: one.name for unit, one in entry.found.items()} == {
        "one": "week1.zip/homework.py",
        "two": "week2.zip/homework.py",
    }
    assert [file.data for file in read(entry, made.UNITS).files] == [made.ONE, made.TWO]


# ---- what is said beside a submission


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2015-02-02 15:58:23.948203 America/New_York", "2015-02-02T15:58:23.948203-05:00"),
        ("2015-02-02 15:58:23 UTC\n", "2015-02-02T15:58:23+00:00"),
        ("2015-02-02 15:58:23", "2015-02-02T15:58:23+00:00"),
        ("2015-02-02T15:58+0530", "2015-02-02T15:58:00+05:30"),
        ("2015-02-02 15:58:23.9 -08:00", "2015-02-02T15:58:23.900000-08:00"),
    ],
)
def test_nbgraders_times(text, iso):
    assert nbgrader.parse_time(text) == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "2015-13-02 15:58",
        "2015-02-02 25:58 UTC",
        "2015-02-02 15:58 ../../etc/passwd",
        "2015-02-02 15:58 +99:99",
    ],
)
def test_what_is_no_time(text):
    with pytest.raises(ValueError, match="not a time"):
        nbgrader.parse_time(text)


@settings(max_examples=200, deadline=None, database=None)
@given(
    text=st.text(max_size=60) | st.from_regex(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?(\.\d+)?( .{0,20})?", fullmatch=True)
)
def test_a_hostile_time_is_a_value_error(text):
    try:
        nbgrader.parse_time(text)
    except ValueError:
        return


def test_git_is_never_started(tmp_path, monkeypatch):
    """A repository's own configuration can name commands to run."""
    config = b"[core]\n\tfsmonitor = touch PWNED\n\thooksPath = hooks\n[include]\n\tpath = ../evil\n"
    path = made.as_folder(tmp_path / "c", {**made.CLONES, "cs-hello-ada/.git/config": config})
    for name in ("fork", "posix_spawn", "execve", "system"):
        monkeypatch.setattr(os, name, lambda *_: pytest.fail("a process"))
    monkeypatch.setattr("subprocess.Popen", lambda *_, **__: pytest.fail("a process"))
    assert clones.SCORES not in {line.partition(":")[0] for line in found(path).passed_over}
    assert found(path).entries[0].origin.commit == made.SHA


def test_the_page_on_intake_says_what_is():
    page = (Path(__file__).parents[1] / "docs" / "intake.md").read_text("utf-8")
    limits = tomllib.loads(page.split("```toml")[1].split("```")[0])
    assert limits == dataclasses.asdict(Caps())
