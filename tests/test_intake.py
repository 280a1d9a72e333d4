"""Reading submissions: who is in the batch, which file is which unit, and what cannot be taken."""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
import zipfile
from pathlib import Path

import pytest

from grader.cells import MAX_CELLS, NotANotebook, code_cells, plain_python
from grader.errors import UsageError
from grader.find import Found, by_name
from grader.intake import Caps, read, source_of, survey
from grader.results import Outcome, Problem
from grader.sandbox.place import Source
from grader.trees import Disk, as_id
from grader.walk import walk

UNITS = ("one", "two")
USUAL = Caps()


def put(path: Path, data: bytes = b"x = 1\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def everything(folder: Path) -> dict[str, Found]:
    return by_name(walk(Disk(str(folder)), (), USUAL).items, UNITS, Caps())


def found(folder: Path, unit: str = "one") -> Found:
    return everything(folder)[unit]


def submission(folder: Path, caps: Caps = USUAL):
    (entry,) = survey([folder], UNITS).entries
    return read(entry, UNITS, caps)


def notebook(*cells: object, **extra: object) -> bytes:
    return json.dumps({"nbformat": 4, "cells": list(cells), **extra}).encode()


def code(source: object) -> dict[str, object]:
    return {"cell_type": "code", "source": source, "outputs": [], "metadata": {}}


@pytest.mark.parametrize(("most", "taken"), [(50_000, "one.ipynb"), (500, "one.py")])
def test_a_notebook_is_looked_into_as_far_as_the_course_says(tmp_path, most, taken):
    put(tmp_path / "ann" / "one.py", STUB)
    put(tmp_path / "ann" / "one.ipynb", notebook(code("x = 1  # " + "a" * 1000)))
    batch = survey([tmp_path], UNITS, caps=Caps(notebook_bytes=most))
    assert batch.entries[0].found["one"].name == taken


# ---- who is there


def test_each_child_folder_is_a_student_in_the_order_of_ids(tmp_path):
    for name in ("bob", "alice", "Alice", "zoë"):
        put(tmp_path / name / "one.py")
    batch = survey([tmp_path], UNITS)
    assert [entry.student for entry in batch.entries] == ["Alice", "alice", "bob", "zoë"]
    assert batch.units == {"one"}
    assert batch.passed_over == ()


def test_what_is_no_students_folder_is_named_with_a_reason(tmp_path):
    put(tmp_path / "alice" / "one.py")
    put(tmp_path / "notes.txt")
    put(tmp_path / "__MACOSX" / "one.py")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "gone").symlink_to("nowhere")
    batch = survey([tmp_path], UNITS)
    assert [entry.student for entry in batch.entries] == ["alice"]
    assert batch.passed_over == (
        "__MACOSX: a folder of some tool",
        "gone: neither a file nor a folder, no student's folder",
        "notes.txt: a loose file, no student's folder",
        "pipe: neither a file nor a folder, no student's folder",
    )


def test_a_linked_folder_is_a_student_who_is_refused(tmp_path):
    put(tmp_path / "alice" / "one.py")
    (tmp_path / "bob").symlink_to(tmp_path / "alice")
    entry = survey([tmp_path], UNITS).entries[1]
    assert entry.student == "bob"
    assert read(entry, UNITS).problem == Problem(Outcome.REFUSED, "the folder is a symbolic link")


def test_the_folder_of_results_is_no_student(tmp_path):
    put(tmp_path / "alice" / "one.py")
    (tmp_path / "out").mkdir()
    assert [entry.student for entry in survey([tmp_path], UNITS, leave_out=tmp_path / "out").entries] == ["alice"]


@pytest.mark.skipif(os.getuid() == 0, reason="root can read every folder")
def test_a_folder_that_cannot_be_read_is_no_zero(tmp_path):
    put(tmp_path / "alice" / "one.py")
    (tmp_path / "alice").chmod(0)
    try:
        problem = submission(tmp_path).problem
    finally:
        (tmp_path / "alice").chmod(0o755)
    assert problem == Problem(Outcome.GRADER_ERROR, "the folder itself could not be read")


def test_a_file_is_a_batch_of_one(tmp_path):
    (entry,) = survey([put(tmp_path / "alice" / "one.py")], UNITS).entries
    assert (entry.student, set(entry.found)) == ("alice", {"one"})
    (entry,) = survey([put(tmp_path / "s123.py")], UNITS, ["two"]).entries
    assert (entry.student, set(entry.found)) == ("s123", {"two"})
    assert read(entry, ["two"]).files[0].notes == ("two was read from s123.py",)


def test_files_of_one_folder_are_one_submission(tmp_path):
    paths = [put(tmp_path / "alice" / f"{unit}.py") for unit in UNITS]
    (entry,) = survey(paths, UNITS).entries
    assert set(entry.found) == {"one", "two"}


def test_wrong_paths_are_usage_errors(tmp_path):
    with pytest.raises(UsageError, match="does not exist"):
        survey([tmp_path / "nowhere"], UNITS)
    with pytest.raises(UsageError, match="neither a folder, an archive nor a"):
        survey([put(tmp_path / "a.txt")], UNITS)
    with pytest.raises(UsageError, match="say which with --unit"):
        survey([put(tmp_path / "s123.py")], UNITS)
    put(tmp_path / "x" / "alice" / "one.py")
    put(tmp_path / "y" / "alice" / "one.py")
    with pytest.raises(UsageError, match="'alice' is there twice"):
        survey([tmp_path / "x", tmp_path / "y"], UNITS)


# ---- ids


def test_ids_that_look_alike_stay_apart():
    composed, decomposed = unicodedata.normalize("NFC", "é"), unicodedata.normalize("NFD", "é")
    names = [
        b"\xff",
        b"\\xff",
        b"\\\\xff",
        b"a\\xff\xff",
        b"a\xff\\xff",
        composed.encode(),
        decomposed.encode(),
        b"\\xfg",
    ]
    ids = [as_id(os.fsdecode(name)) for name in names]
    assert len(set(ids)) == len(ids)
    assert ids[0] == "\\xff"
    assert ids[-1] == "\\xfg"
    for student in ids:
        student.encode()  # no lone surrogate


def test_a_name_that_is_text_is_the_id_itself():
    for name in ("zoë", "a\nb", "-rf", "=1+1", "DOMAIN\\alice", "李雷"):
        assert as_id(name) == name


# ---- which file is which unit


def test_the_file_at_the_top_is_taken_without_a_note(tmp_path):
    put(tmp_path / "one.py")
    put(tmp_path / "one (2).py")
    put(tmp_path / "old" / "one.py")
    assert found(tmp_path).name == "one.py"
    assert found(tmp_path).notes == ()
    assert found(tmp_path).problem is None


def test_else_the_only_one_deeper(tmp_path):
    put(tmp_path / "week1" / "one.py")
    put(tmp_path / "one-3.py")
    assert found(tmp_path).name == "week1/one.py"
    assert found(tmp_path).notes == ("one was read from week1/one.py",)
    put(tmp_path / "a" / "b" / "one.py")
    assert found(tmp_path).name == "week1/one.py"  # the nearest to the top
    put(tmp_path / "week2" / "one.py")
    assert found(tmp_path).problem == Problem(Outcome.REFUSED, "several files could be one: week1/one.py, week2/one.py")


@pytest.mark.parametrize(
    ("names", "taken"),
    [
        (["ONE.py"], "ONE.py"),
        (["one.PY"], "one.PY"),
        (["one (1).py"], "one (1).py"),
        (["one (1).py", "one (2).py"], "one (2).py"),
        (["one (9).py", "one (10).py", "one-3.py"], "one (10).py"),
        (["One.py", "one-1.py"], "one-1.py"),
        (["one(4).py"], "one(4).py"),
        (["one-2.ipynb", "ONE.py"], "ONE.py"),
        (["one.ipynb", "ones.py"], "one.ipynb"),
        (["one (1).ipynb"], "one (1).ipynb"),
    ],
)
def test_else_a_near_name(tmp_path, names, taken):
    for name in names:
        put(tmp_path / name)
    assert found(tmp_path).name == taken
    assert found(tmp_path).notes == (f"one was read from {taken}",)


def test_names_that_differ_in_case_alone_are_not_chosen_from(tmp_path):
    put(tmp_path / "One.py")
    put(tmp_path / "oNE.py")
    assert found(tmp_path).problem == Problem(Outcome.REFUSED, "several files could be one: One.py, oNE.py")
    put(tmp_path / "One (2).py")
    assert found(tmp_path).name == "One (2).py"
    put(tmp_path / "one.py")
    assert found(tmp_path).name == "one.py"


STUB = b"""'''One.'''
import numpy as np
from torch import nn

def f(x,
      y):  # of two
    \"\"\"Say: what it is.

    return x
    \"\"\"
    # YOUR CODE HERE
    raise NotImplementedError

class Model(nn.Module):
    "A class."
    @property
    def g(self):
        '''And more.'''
        raise NotImplementedError("later")
"""
FILLED = STUB.replace(b"    raise NotImplementedError\n", b"    return x\n")


@pytest.mark.parametrize(
    ("source", "cells", "taken", "notes"),
    [
        (STUB, FILLED, "one.ipynb", ("one was read from one.ipynb", "nothing was written into one.py")),
        (STUB.replace(b"\n", b"\r\n"), FILLED, "one.ipynb", None),
        (b" \n", FILLED, "one.ipynb", None),
        (b"# later\nimport numpy\n", FILLED, "one.ipynb", None),
        (b"\xef\xbb\xbf" + STUB, FILLED, "one.ipynb", None),
        (STUB, STUB, "one.py", ()),
        (STUB, STUB + b"f = max\n", "one.ipynb", None),
        (FILLED, STUB, "one.py", ()),
        (FILLED, b"check('f')\nprint(1)", "one.py", ()),
        (FILLED, FILLED, "one.py", ("one.ipynb was passed over, as there is one.py",)),
        (b"f = lambda x, y: x\n" + STUB, FILLED, "one.py", None),
        (b"x = 1\n" + b'"' * 90_000 + b"\\'''\\\"\"\"" * 30_000, FILLED, "one.py", None),
    ],
)
def test_of_a_source_and_a_notebook_the_one_with_work_in_it_is_taken(tmp_path, source, cells, taken, notes):
    put(tmp_path / "one.py", source)
    put(tmp_path / "one.ipynb", notebook(code("%time\nUNIT = 1"), code(cells.decode())))
    assert found(tmp_path).name == taken
    assert notes in (None, found(tmp_path).notes)


def test_a_name_without_end_is_told_in_part(tmp_path):
    with zipfile.ZipFile(tmp_path / "alice.zip", "w") as archive:
        archive.writestr("x" * 60_000 + "/y.d/one.py", "x = 1\n")
        archive.writestr("z" * 60_000 + "/other.py", "x = 1\n")
    (entry,) = survey([tmp_path], UNITS).entries
    assert entry.found["one"].name.endswith("x/y.d/one.py")
    assert all(len(text) < 600 for text in (entry.found["one"].name, *entry.found["one"].notes, *entry.notes))
    assert read(entry, UNITS).files[0].data == b"x = 1\n"


def test_names_that_are_not_near_are_nothing(tmp_path):
    for name in ("ones.py", "one.pyc", "one.txt", "one (x).py", "my one.py", "one-1", "one.py~", "one.py.txt"):
        put(tmp_path / name)
    put(tmp_path / ".ipynb_checkpoints" / "one.ipynb")
    assert everything(tmp_path) == {}


def test_a_folder_without_end_is_looked_at_in_part(tmp_path, monkeypatch):
    put(tmp_path / "alice" / "one.py")
    for number in range(9):
        put(tmp_path / "alice" / f"zz{number}.txt")
    assert submission(tmp_path).notes == ()
    monkeypatch.setattr("grader.walk.MAX_ENTRIES", 5)
    assert submission(tmp_path).notes == ("the folder is too large or too deep; not all of it was looked at",)


def test_a_folder_too_deep_is_looked_at_in_part(tmp_path):
    deep = tmp_path / "alice" / Path(*["d"] * 9)
    put(deep / "one.py")
    assert submission(tmp_path).notes == ("the folder is too large or too deep; not all of it was looked at",)
    assert submission(tmp_path).problem == Problem(Outcome.REFUSED, "no file: one.py or two.py is missing")


# ---- its bytes


def test_the_bytes_that_are_hashed_are_the_bytes_that_run(tmp_path):
    data = "# -*- coding: latin-1 -*-\nx = 'é'\r\n".encode("latin-1")
    path = put(tmp_path / "alice" / "one.py", data)
    (file,) = submission(tmp_path).files
    path.write_bytes(b"changed")
    assert file.digest == "sha256:" + hashlib.sha256(data).hexdigest()
    assert source_of(file) == Source("one", "one.py", (data,))


def reason(folder: Path, caps: Caps = USUAL) -> str:
    (file,) = submission(folder, caps).files
    source = source_of(file)
    assert isinstance(source, Problem)
    assert source.outcome == Outcome.REFUSED
    return source.message


def test_what_is_not_a_regular_file_is_refused(tmp_path):
    secret = put(tmp_path / "secret.txt")
    folder = tmp_path / "class"
    for student, make in {
        "link": lambda path: path.symlink_to(secret),
        "pipe": os.mkfifo,
        "folder": lambda path: path.mkdir(),
    }.items():
        one = folder / student / "s"
        one.mkdir(parents=True)
        make(one / "one.py")
        assert reason(folder / student) == "one.py is not a regular file"


def test_a_linked_folder_inside_is_not_entered(tmp_path):
    put(tmp_path / "other" / "one.py")
    (tmp_path / "class" / "alice").mkdir(parents=True)
    (tmp_path / "class" / "alice" / "week1").symlink_to(tmp_path / "other")
    said = "no file: one.py or two.py is missing; handed in: week1 (a link to a folder)"
    assert submission(tmp_path / "class").problem == Problem(Outcome.REFUSED, said)


def test_sizes_are_capped(tmp_path):
    caps = Caps(source_bytes=10, notebook_bytes=300)
    put(tmp_path / "a" / "s" / "one.py", b"#" * 10)
    assert isinstance(source_of(submission(tmp_path / "a", caps).files[0]), Source)
    put(tmp_path / "a" / "s" / "one.py", b"#" * 11)
    assert reason(tmp_path / "a", caps) == "one.py is too large: more than 10 bytes"
    put(tmp_path / "b" / "s" / "one.ipynb", notebook(code("#" * 100)))
    assert isinstance(source_of(submission(tmp_path / "b", caps).files[0]), Source)
    put(tmp_path / "b" / "s" / "one.ipynb", notebook(code("#" * 300)))
    assert reason(tmp_path / "b", caps) == "one.ipynb is too large: more than 300 bytes"
    with (tmp_path / "b" / "s" / "one.ipynb").open("r+b") as file:
        file.truncate(1 << 40)  # without a byte of it on the disk
    assert reason(tmp_path / "b") == "one.ipynb is too large: more than 20,000,000 bytes"


def test_a_missing_unit_is_no_problem_of_the_others(tmp_path):
    put(tmp_path / "alice" / "two.py")
    read_back = submission(tmp_path)
    assert [file.unit for file in read_back.files] == ["two"]
    assert read_back.problem is None


# ---- notebooks


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is not JSON"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"[]", "is not an object"),
        (b"{}", "no list of cells"),
        (b'{"cells": {}}', "no list of cells"),
        (b'{"cells": [1]}', "a cell is not an object"),
        (b'{"cells": [{"cell_type": "code", "source": 1}]}', "not text"),
        (b'{"cells": [{"cell_type": "code", "source": ["a", null]}]}', "not text"),
        (b'{"worksheets": [1]}', "no list of cells"),
        (b'{"cells": ' + b"[" * 100_000, "nested too deep"),
        (b'{"cells": ' + b'{"a":' * 100_000, "nested too deep"),
        (b'{"cells": [' + b"{}," * 1_000_000 + b"{}]}", "parts"),
        (b'{"cells": [' + b"9" * 10_000 + b"]}", "is not JSON"),
        (notebook(*[code("")] * (MAX_CELLS + 1)), "code cells"),
    ],
    ids=range(14),
)
def test_what_is_not_a_notebook_is_refused(tmp_path, data, message):
    put(tmp_path / "alice" / "one.ipynb", data)
    assert message in reason(tmp_path)


def test_code_cells_of_format_3_and_4(tmp_path):
    markdown = {"cell_type": "markdown", "source": "x = 0"}
    assert code_cells(notebook(code("a = 1\nb = 2"), markdown, code(["c = 3\n", "d = 4"]), code([]))) == (
        [b"a = 1\nb = 2", b"c = 3\nd = 4", b""],
        0,
    )
    old = {
        "nbformat": 3,
        "worksheets": [{"cells": [{"cell_type": "code", "input": ["a = 1"]}, markdown]}, {"cells": []}],
    }
    assert code_cells(json.dumps(old).encode()) == ([b"a = 1"], 0)
    assert code_cells(b"\xef\xbb\xbf" + notebook(code("a"))) == ([b"a"], 0)
    for stray in ([], None, [{"cells": [code("b")]}]):
        assert code_cells(notebook(code("a"), worksheets=stray)) == ([b"a"], 0)
    assert code_cells(json.dumps({**old, "nbformat": 4}).encode()) == ([b"a = 1"], 0)
    assert code_cells(notebook(code("'\ud800'"))) == ([b"'\xed\xa0\x80'"], 0)  # for the worker to refuse
    with pytest.raises(NotANotebook):
        code_cells(b"null")


@pytest.mark.parametrize(
    ("source", "plain", "dropped"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1", 1),
        ("!pip install numpy\nx = 1", "pass\nx = 1", 1),
        ("x = 1\n?np.sum\nnp.sum?\nnp.sum??", "x = 1\npass\npass\npass", 3),
        ("if x:\n    !ls 'a\n    y = 1", "if x:\n    pass\n    y = 1", 1),
        ("files = !ls\nt = %timeit -o f()", "pass\npass", 2),
        ("x != 1\ny = a % b\nz = x %\\\n  3", "x != 1\ny = a % b\nz = x %\\\n  3", 0),
        ('s = ("%d"\n% 3)', 's = ("%d"\n% 3)', 0),
        ('s = """\n%d\n!x\n"""\n%time f()', 's = """\n%d\n!x\n"""\npass', 1),
        ("s = '''\\'''\n%x\n'''\n%y", "s = '''\\'''\n%x\n'''\npass", 1),
        ('s = "it\'s" # """\n%y', 's = "it\'s" # """\npass', 1),
        ("d = {\n'a': [\n% 3]}\n%y", "d = {\n'a': [\n% 3]}\npass", 1),
        ("%%time\nx = 1", "pass\nx = 1", 1),
        ("\n%%capture out\nx = 1\n%y", "\npass\nx = 1\npass", 2),
        ("%%bash\nls\n\nrm x", "\n\n\n", 3),
        ("%%html\n<b>", "\n", 2),
        ("x = 1\r\n%y\r\nz = 2", "x = 1\npass\nz = 2", 1),
        ("def f():\n    return 1  # (\n%y", "def f():\n    return 1  # (\npass", 1),
        ("", "", 0),
    ],
)
def test_magics_and_shell_lines_are_dropped_where_a_statement_begins(source, plain, dropped):
    assert plain_python(source) == (plain, dropped)


def test_hostile_cells_take_no_time():
    for source in ('"' * 200_000, "'''" * 100_000, "(" * 200_000, "\\\n" * 100_000, "%" * 100_000, "a." * 100_000):
        plain_python(source)
    plain_python("'" + "\\" * 200_000)
    plain_python("'''" + "\\'''" * 50_000)
    plain_python("x, " * 100_000 + "= 1")


def test_a_notebook_says_what_was_left_out(tmp_path):
    put(tmp_path / "alice" / "one.ipynb", notebook(code("%time\nx = 1")))
    (file,) = submission(tmp_path).files
    source = source_of(file)
    assert source == Source(
        "one", "one.ipynb", (b"pass\nx = 1",), notebook=True, notes=("1 magic or shell line left out",)
    )
    assert file.notes == ("one was read from one.ipynb",)
