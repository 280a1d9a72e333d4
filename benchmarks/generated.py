"""A made-up class of any size for the tiny course of the tests: no two files alike, every way to end in it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TINY = ROOT / "tests" / "assets" / "tiny_course"
LIMITS = (
    "[limits]\nload_s = 2.0\ncall_s = 0.5\ncheck_s = 1.0\nunit_s = 3.0\nsubmission_s = 4.0\n"  # for those that hang
)
_MEANS = ("float(np.sum(x) / len(x))", "float(np.mean(x))", "np.add.reduce(x) / x.size", "sum(map(float, x)) / len(x)")
_WRONG_MEANS = ("float(np.sum(x))", "-float(np.mean(x))", "2 * float(np.mean(x))", "float(np.median(x))", "x", "0.0")
_VARIANCES = ("float(np.var(x))", "float(np.mean((x - mean(x)) ** 2))", "float(np.sum((x - mean(x)) ** 2) / len(x))")
_WRONG_VARIANCES = ("float(np.var(x, ddof=1))", "float(np.std(x))", "float(np.mean(x ** 2))", "None")
_RAISING = ("x.no_such", "1 / 0", "[][3]", "undefined", "np.zeros(2) + np.zeros(3)", "mean(mean(x))", "int('a')")
_HANGING = ("while True: pass", "import time; time.sleep(60)")
_DYING = ("import os; os._exit(3)", "x = [0] * (1 << 34)", "import os; os.abort()", "import os; os.fork()")
KINDS = {  # of 1,000 submissions
    "right": 420,
    "wrong": 300,
    "raising": 100,
    "not attempted": 60,
    "syntax error": 50,
    "notebook": 45,
    "talkative": 10,
    "nothing there": 6,
    "dying": 6,
    "hanging": 3,
}


def write_class(folder: Path, count: int, seed: int = 0) -> dict[str, int]:
    """Write `count` submissions; how many of each kind there are."""
    chooser = random.Random(seed)
    kinds = chooser.choices(list(KINDS), list(KINDS.values()), k=count)
    for number, kind in enumerate(kinds):
        student = folder / f"s{number:06}"
        student.mkdir(parents=True)
        for name, text in _files(kind, chooser, number):
            (student / name).write_text(text, "utf-8")
    return {kind: kinds.count(kind) for kind in KINDS}


def _files(kind: str, chooser: random.Random, number: int) -> Iterator[tuple[str, str]]:
    pick = chooser.choice
    mean, variance, head = pick(_MEANS), pick(_VARIANCES), f"# {number} {chooser.random()}\nimport numpy as np\n"
    if kind == "wrong":
        which = chooser.randrange(3)
        mean = pick(_WRONG_MEANS) if which != 1 else mean
        variance = pick(_WRONG_VARIANCES) if which != 0 else variance
    elif kind == "raising":
        mean = pick(_RAISING)
    elif kind == "not attempted":
        yield "tiny.py", head + (TINY / "exercises" / "tiny.py").read_text("utf-8")
        return
    elif kind == "talkative":
        head += "print('x' * 100_000)\n"
    elif kind in ("hanging", "dying"):
        head += f"def late():\n    {pick(_HANGING if kind == 'hanging' else _DYING)}\n"
        mean = f"late() or {mean}"
    code = f"{head}def mean(x):\n    return {mean}\n\ndef variance(x):\n    return {variance}\n\n"
    code += "def report(x):\n    return {'mean': mean(x), 'variance': variance(x)}\n"
    if kind == "syntax error":
        code = code.replace("def mean(x):", pick(("def mean(x)", "def mean(x:", "deff mean(x):", "\tdef mean(x):")))
    if kind == "notebook":
        cell = {"cell_type": "code", "source": code, "outputs": [], "metadata": {}}
        yield "tiny.ipynb", json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    elif kind != "nothing there":
        yield "tiny.py", code
