"""What one call leaves changed in its process reaches no example after it, and is told of the call that did it."""

from __future__ import annotations

import pytest

from grader.errors import Mismatch
from grader.sandbox.local import LocalPlace
from grader.sandbox.place import Source
from grader.student import Answer, Student

LIBRARIES = frozenset({"numpy", "torch", "sklearn", "matplotlib"})
CODE = """
import decimal, locale, sys, warnings
import matplotlib, matplotlib.pyplot as plt
import numpy as np
import sklearn
import torch
def change(): {change}
def look(): return {look}
"""
LEAKS = [
    ("torch.set_grad_enabled(False)", "torch.is_grad_enabled()", True),
    ("torch.set_default_dtype(torch.float64)", "str(torch.get_default_dtype())", "torch.float32"),
    ("torch.use_deterministic_algorithms(True)", "torch.are_deterministic_algorithms_enabled()", False),
    ("np.seterr(all='raise')", "np.geterr()['divide']", "warn"),
    ("warnings.simplefilter('error')", "warnings.warn('so') or 1", 1),
    ("decimal.getcontext().prec = 2", "decimal.getcontext().prec", 28),
    ("sys.setrecursionlimit(300)", "sys.getrecursionlimit()", 1000),
    ("sklearn.set_config(transform_output='pandas')", "sklearn.get_config()['transform_output']", "default"),
    ("plt.rcParams.update({'lines.linewidth': 0})", "plt.rcParams['lines.linewidth']", 1.5),
    ("matplotlib.style.use('dark_background')", "plt.rcParams['axes.facecolor']", "white"),
    ("locale.setlocale(locale.LC_ALL, 'C')", "locale.setlocale(locale.LC_CTYPE) == 'C'", False),
    ("np.random.seed(1)", "np.random.random() == np.random.RandomState(1).random_sample()", False),
]


def answers(place, code, *requests):
    worker = place.open(Source("unit", "unit.py", (code.encode(),)))
    try:
        loaded = worker.load(10.0)
        assert loaded.replies[0]["problem"] is None
        return worker.ask(requests, 5.0, 10.0).replies
    finally:
        worker.close()


@pytest.fixture(params=["local", "sandbox"])
def place(request):
    return LocalPlace(LIBRARIES) if request.param == "local" else request.getfixturevalue("sandbox")


CHANGE, LOOK = {"op": "call", "name": "change"}, {"op": "call", "name": "look"}


@pytest.mark.parametrize(("change", "look", "usual"), LEAKS)
def test_every_example_starts_alike(place, change, look, usual):
    code = CODE.format(change=change, look=look)
    if "recursion" in change:  # a process of ours may have another one
        code += "import sys\nsys.setrecursionlimit(1000)\n"
    _, by_flag, _, _, by_request = answers(place, code, CHANGE, {**LOOK, "fresh": True}, CHANGE, {"op": "fresh"}, LOOK)
    assert (by_flag, by_request) == ({"ok": usual}, {"ok": usual})


def test_what_the_file_itself_sets_stays(place):
    code = CODE.format(change="torch.set_default_dtype(torch.float16)", look="str(torch.get_default_dtype())")
    code += "torch.set_default_dtype(torch.float64)\n"
    _, reply = answers(place, code, CHANGE, {**LOOK, "fresh": True})
    assert reply == {"ok": "torch.float64"}


def test_a_file_that_is_loaded_again_starts_as_at_first():
    code = "import torch\nbefore = torch.is_grad_enabled()\ntorch.set_grad_enabled(False)\ndef look(): return before\n"
    worker = LocalPlace(LIBRARIES).open(Source("unit", "unit.py", (code.encode(),)))
    worker.load(10.0)
    worker.load(10.0)
    assert worker.ask([LOOK], 5.0, 5.0).replies == [{"ok": True}]
    worker.close()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("torch.set_grad_enabled(False)", {"modes": True}),
        ("torch.set_default_dtype(torch.float64)", {"modes": True}),
        ("torch.set_grad_enabled(True)", {}),
        ("torch.no_grad().__enter__() and None or torch.set_grad_enabled(True)", {}),
        ("[np.random.seed(number) for number in (0,)] and None", {"global_rng": True}),
        ("np.random.seed(42)", {"global_rng": True}),
    ],
)
def test_who_did_it_is_told(place, change, told):
    code = CODE.format(change=f"{change}; return None", look="0")
    (reply,) = answers(place, code, {**CHANGE, "fresh": True, "watch": True})
    assert reply == {"ok": None, **told}


def test_it_is_a_fault_in_a_check_of_the_contract_alone():
    def leaves(_call):
        return Answer(1.0, modes=True)

    assert Student(leaves).call("f").value == 1.0
    with pytest.raises(Mismatch, match="f leaves torch changed"):
        Student(leaves, contract=True).call("f")
