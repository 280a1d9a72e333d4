"""What is told to be alike, and what is not."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from made_up_class import COURSE, HOSTILE

from grader.gradebook import Gradebook
from grader.intake import Code
from grader.outputs.similar import similar
from grader.results import Report

similarity = pytest.importorskip("grader.similarity")
pytest.importorskip("copydetect", reason="copydetect is not installed: nothing was compared")

STUB = "import numpy as np\n\n\n" + "".join(
    f'def task_{n}(first, second, third=(0.5, {n}.25, "x"), *, fourth=None):\n    """What to do."""\n' for n in range(6)
)
TINY = Path(__file__).parent / "assets" / "tiny_course"


def program(seed: int, lines: int = 40) -> str:
    """The stub with somebody's own code below it, like no other's."""
    dice = random.Random(seed)
    words = [
        "a[i]",
        "b",
        "np.sum(c, axis=0)",
        "len(d)",
        "x.T @ y",
        "f(g, 2)",
        "not e",
        "[k for k in m]",
        "-n",
        "(p, q)",
    ]
    made = []
    for _ in range(lines):
        left = ", ".join(dice.sample("abcdefgh", dice.randint(1, 3)))
        right = "".join(f" {dice.choice('+-*/%&|^')} {dice.choice(words)}" for _ in range(dice.randint(1, 4)))
        made.append(dice.choice(["{} = 0{}", "if {} > 1{}:\n        pass", "assert ({}), 0{}"]).format(left, right))
    return STUB + "def own():\n" + "".join(f"    {line}\n" for line in made)


def disguised(text: str) -> str:
    """The same with other names, comments and blank lines."""
    text = re.sub(r"\b([a-h])\b", r"my_own_\1", text)
    return text.replace("\n    my_own", "\n\n    # thought of by myself\n    my_own")


CLASS = {f"s{seed:02}": program(seed) for seed in range(20)}


def test_a_copy_with_other_names_is_told():
    found = similarity.compare("one", {**CLASS, "thief": disguised(CLASS["s07"])}, STUB)
    assert [(pair.left.student, pair.right.student) for pair in found.pairs] == [("s07", "thief")]
    assert found.pairs[0].share > 0.95
    assert found.groups == (("s07", "thief"),)


def test_half_a_copy_is_told_and_marked():
    half = "".join(line + "\n" for line in CLASS["s07"].splitlines()[: len(STUB.splitlines()) + 30])
    thief = half + program(99).removeprefix(STUB)
    found = similarity.compare("one", {**CLASS, "thief": thief}, STUB)
    (pair,) = found.pairs
    assert (pair.left.student, pair.right.student) == ("s07", "thief")
    assert not found.groups
    marked = "".join(thief[begin:end] for begin, end in pair.right.shared)
    own = program(99).removeprefix(STUB)
    assert len(marked) > 0.8 * (len(half) - len(STUB))
    assert sum(line in marked for line in own.splitlines() if len(line) > 30) < 3


def test_the_stub_and_the_usual_way_are_left_out():
    assert not similarity.compare("one", dict.fromkeys(CLASS, STUB), STUB).pairs
    usual = program(1000).removeprefix(STUB)
    everybody = {student: text + usual.replace("own", "other") for student, text in CLASS.items()}
    found = similarity.compare("one", everybody, STUB)
    assert found.common == 4
    assert not found.pairs
    assert len(similarity.compare("one", everybody, STUB, common=20).pairs) > 0


def test_a_crowd_with_one_source_is_a_group():
    crowd = {f"c{index}": disguised(program(500)) for index in range(15)}
    found = similarity.compare("one", {**CLASS, **crowd}, STUB)
    assert found.groups == (tuple(sorted(crowd)),)


def test_no_code_breaks_it():
    odd = {"empty": "", "broken": "def (:\n" * 50, "binary": "\ufffd\x00" * 200, "long": "x = '" + "y" * 50_000}
    found = similarity.compare("one", {**CLASS, **odd}, STUB)
    assert not [pair for pair in found.pairs if {pair.left.student, pair.right.student} & set(CLASS)]


def test_the_same_findings_whatever_the_hash_seed():
    text = (
        "from test_similarity import *; print(similarity.compare('one', {**CLASS, 't': disguised(CLASS['s07'])}, STUB))"
    )
    run = [sys.executable, "-c", f"import sys; sys.path[:0] = {[str(Path(__file__).parent), *sys.path]!r}\n{text}"]
    other = subprocess.run(
        run, env={**os.environ, "PYTHONHASHSEED": "12345"}, capture_output=True, text=True, check=True
    ).stdout
    assert other == f"{similarity.compare('one', {**CLASS, 't': disguised(CLASS['s07'])}, STUB)}\n"


def test_nothing_of_a_students_is_markup():
    names = {name: disguised(CLASS["s07"]) + f"# {name}\n" for name in HOSTILE}
    page = similar([similarity.compare("one", names, STUB)], HOSTILE[0], 0.5)
    body = page[page.index("<body") :]
    assert not re.search(r"<(img|script|svg|b>&)|onload='|<!--|\u202e", body)


def test_the_command_reads_the_gradebook(tmp_path):
    book = Gradebook.in_folder(tmp_path)
    for student, text in {**CLASS, "thief": disguised(CLASS["s07"])}.items():
        book.put(Report(student, {}, COURSE, ()), "k", {"tiny": Code("tiny.py", text)})
    book.close()
    before = (tmp_path / "gradebook.db").read_bytes()
    page = tmp_path / "similar.html"

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "grader", "similar", *arguments, "--course", str(TINY)]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)

    done = run(str(tmp_path), "--output", str(page))
    assert (done.returncode, done.stdout) == (0, "tiny: 1 pairs, 1 groups of 21 submissions\n")
    assert "thief" in page.read_text()
    assert (tmp_path / "gradebook.db").read_bytes() == before
    (tmp_path / "empty").mkdir()
    nothing = run(str(tmp_path / "empty"), "--output", str(page))
    assert nothing.returncode == 2
    assert nothing.stderr.count("\n") == 1
    assert "no gradebook.db" in nothing.stderr
