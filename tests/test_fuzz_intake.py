"""Whatever lies in a folder of submissions, under whatever names: every student is read, or refused with a reason.

No link leads out of the folder, no name makes two students one, and nothing raises but UsageError.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from fuzzing import CORPUS, EXAMPLES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.intake import Caps, code_of, read, source_of, survey
from grader.results import Outcome, Problem
from grader.sandbox.place import Source

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="NOT TESTED: names are bytes on Linux alone")
UNITS = ("one", "two")
DEFINES = {"one": {"f", "g"}, "two": {"h"}}
SECRET = b"SECRET = 271828182845904523536"
STUDENT_CAPS = Caps(source_bytes=5000, notebook_bytes=5000, archive_bytes=50_000, archive_members=20)
PLAIN = [
    "one.py",
    "two.py",
    "one.ipynb",
    "one (1).py",
    "ONE.PY",
    "one-2.py",
    "week1",
    "a.zip",
    "b.tar.gz",
    "submission.csv",
]
ODD = ["é", "e\u0301", "-rf", "=1+1", "a b", "a\nb", "..a", "%s", "\u202egpj.py", "__MACOSX", ".git", "~", "a" * 255]
HANDED = [
    b"def f(x):\n    return x\n",
    b"",
    b"\0",
    b"\xff",
    b"PK\x03\x04",
    b"#" * 6000,
    b'{"cells": [], "nbformat": 4}',
]
HANDED += [
    path.read_bytes() for folder in ("source", "notebook", "archive") for path in sorted((CORPUS / folder).glob("*"))
]

names = (
    st.sampled_from(PLAIN + ODD).map(os.fsencode)
    | st.sampled_from([b"\xff\xfe", b"\\xff\\xfe", b"one\xff.py", b"$(reboot).py"])
    | st.binary(min_size=1, max_size=12).filter(lambda name: not {0, 47} & set(name) and name not in (b".", b".."))
)
texts = st.text(max_size=30) | st.sampled_from(
    ["../../secret.py", "/etc/passwd", "one.py", "a/../one.py", "C:\\one.py"]
)
contents = st.sampled_from(HANDED) | st.binary(max_size=60)
members = st.lists(st.tuples(texts, contents), max_size=4)
kinds = st.one_of(
    st.tuples(st.just("file"), contents),
    st.tuples(st.just("link"), st.sampled_from(["secret.py", "..", ".", "nowhere", "/etc"])),
    st.tuples(st.just("pipe"), st.none()),
    st.tuples(st.just("zip"), members),
    st.tuples(st.just("tar"), members),
    st.tuples(st.just("notebook"), st.lists(texts, max_size=3)),
)
Node = dict[bytes, "Node | tuple[str, object]"]
trees = st.recursive(
    st.dictionaries(names, kinds, max_size=4),
    lambda below: st.dictionaries(names, below | kinds, max_size=4),
    max_leaves=8,
)


def build(folder: bytes, tree: dict[bytes, object], secret: str) -> None:
    os.mkdir(folder)  # noqa: PTH102 - its name is bytes
    for name, made in tree.items():
        path = os.path.join(folder, name)  # noqa: PTH118 - the same
        if isinstance(made, dict):
            build(path, made, secret)
            continue
        kind, content = made
        if kind == "link":
            Path(os.fsdecode(path)).symlink_to(secret if content == "secret.py" else content)
        elif kind == "pipe":
            os.mkfifo(path)
        else:
            Path(os.fsdecode(path)).write_bytes(bytes_of(kind, content))


def bytes_of(kind: str, content: object) -> bytes:
    made = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(made, "w") as archive:
            for name, data in content:
                archive.writestr(zipfile.ZipInfo(name.encode("utf-8", "replace").decode()), data)
    elif kind == "tar":
        with tarfile.open(fileobj=made, mode="w") as archive:
            for name, data in content:
                member = tarfile.TarInfo(name)
                member.size = len(data)
                archive.addfile(member, io.BytesIO(data))
    elif kind == "notebook":
        cells = [{"cell_type": "code", "source": text} for text in content]
        return json.dumps({"cells": cells, "nbformat": 4}).encode("utf-8", "surrogatepass")
    else:
        assert isinstance(content, bytes)
        return content
    return made.getvalue()


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(tree=trees)
@pytest.mark.filterwarnings("ignore")  # zipfile's, of a name that is there twice
def test_any_folder_of_submissions(tmp_path_factory, tree):
    place = tmp_path_factory.mktemp("intake")
    try:
        secret = place / "secret.py"
        secret.write_bytes(SECRET)
        build(os.fsencode(place / "class"), tree, str(secret))
        look(place / "class")
    finally:
        shutil.rmtree(place)


def look(folder: Path) -> None:
    before = sorted(os.fsencode(path) for path in folder.rglob("*"))
    try:
        batch = survey([folder], UNITS, caps=STUDENT_CAPS, exercises=DEFINES)
    except UsageError:
        return
    ids = [entry.student for entry in batch.entries]
    assert len(set(ids)) == len(ids)
    for entry in batch.entries:
        entry.student.encode()
        submission = read(entry, UNITS, STUDENT_CAPS)
        assert submission.files or submission.problem is not None
        for file in submission.files:
            assert SECRET not in file.data
            assert len(file.data) <= 5000
            taken = source_of(file)
            assert isinstance(taken, Source | Problem)
            assert (code_of(file) is None) == isinstance(taken, Problem)
            if isinstance(taken, Problem):
                assert taken.outcome in (Outcome.REFUSED, Outcome.GRADER_ERROR)
    assert sorted(os.fsencode(path) for path in folder.rglob("*")) == before
