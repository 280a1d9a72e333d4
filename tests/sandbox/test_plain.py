"""Plain workers, for trusted files where there is no Linux: the same answers, the same words, and no wall."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from grader.results import Outcome
from grader.sandbox.host import place_for
from grader.sandbox.place import Limits, Source
from grader.sandbox.plain import PlainPlace

NUMPY = frozenset({"numpy"})


def call(code, *args, seconds=5.0, times=1):
    worker = PlainPlace(NUMPY, Limits()).open(Source("unit", "unit.py", (code.encode(),)))
    try:
        loaded = worker.load(10.0)
        assert loaded.ended is None, loaded
        return worker.ask([{"op": "call", "target": None, "name": "f", "args": list(args)}] * times, seconds, 9.0)
    finally:
        worker.close()
        worker.close()


def test_answers_both_ways_and_prints_do_not_get_between():
    big = np.arange(1 << 20, dtype=np.float64)
    answers = call("def f(x):\n    print('x' * 10000)\n    return x + 1\n", big, times=4)
    assert len(answers.replies) == 4
    assert np.array_equal(answers.replies[3]["ok"], big + 1)


@pytest.mark.parametrize(
    ("code", "outcome", "says"),
    [
        ("def f():\n while True: pass", Outcome.TIMED_OUT, "no answer after 0.5 s"),
        ("import os\ndef f(): os._exit(3)", Outcome.CRASHED, "the worker ended itself with exit status 3"),
        ("import os\ndef f(): os.write(3, b'x' * 99)", Outcome.CRASHED, "protocol: "),
    ],
)  # fmt: skip
def test_ways_to_end(code, outcome, says):
    ended = call(code, seconds=0.5).ended
    assert ended.outcome == outcome
    assert says in ended.message


def test_it_is_taken_only_where_asked_for(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert place_for(NUMPY, Limits(), (), unsafe=True).layers == ("unsafe",)
