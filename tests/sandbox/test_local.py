"""The learner's own process: interrupts that end a call and nothing else, and the same answers as in the sandbox."""

from __future__ import annotations

import linecache
import os
import signal
import subprocess
import sys
import threading
import time
import types

import numpy as np
import pytest

from grader.results import Outcome
from grader.sandbox import interrupt
from grader.sandbox.interrupt import Clock, Interrupted
from grader.sandbox.local import LocalPlace
from grader.sandbox.place import Limits, Source

NUMPY = frozenset({"numpy"})


def opened(code, limits=None):
    worker = LocalPlace(NUMPY, limits or Limits()).open(Source("unit", "unit.py", (code.encode(),)))
    assert worker.load(5.0).ended is None
    return worker


def ask(worker, *args, seconds=0.2, times=1):
    return worker.ask(
        [{"op": "call", "target": None, "name": "f", "args": list(args)}] * times, seconds, times * seconds
    )


@pytest.fixture(params=["main thread", "another thread"])
def run(request):
    """Run a function in the main thread (SIGALRM) or in another (an exception from a timer thread)."""
    if request.param == "main thread":
        return lambda function: function()

    def elsewhere(function):
        results = []
        thread = threading.Thread(target=lambda: results.append(function()))
        thread.start()
        thread.join()
        return results[0]

    return elsewhere


@pytest.mark.parametrize(
    "code",
    [
        "def f():\n while True: pass",
        "def f():\n try:\n  while True: pass\n except Exception: pass",
        "def f():\n while True:\n  try:\n   for _ in range(1000): pass\n  except BaseException: pass",
        "def f():\n while True:\n  try:\n   try:\n    while True: pass\n   except: pass\n   finally: pass\n  except: pass\n",
        "def g():\n try:\n  for _ in range(1000): pass\n except: pass\ndef f():\n while True: g()",
        "import time\ntime.monotonic = lambda: 0.0\ndef f():\n while True: pass",
    ],
)
def test_an_endless_loop_ends(run, code, monkeypatch, request):
    swallows = "except:" in code or "BaseException" in code
    if swallows and "another" in request.node.callspec.params["run"]:
        pytest.skip("outside of the main thread a loop that swallows everything ends by luck")
    monkeypatch.setattr(time, "monotonic", time.monotonic)
    monkeypatch.setattr(interrupt, "_AGAIN", 0.1)
    began, rings = interrupt.monotonic(), signal.getitimer(signal.ITIMER_REAL)[0]  # a test runner's own alarm, if any
    answers = run(lambda: ask(opened(code)))
    assert answers.ended.outcome == Outcome.TIMED_OUT
    assert answers.ended.message == "no answer after 0.2 s"
    assert interrupt.monotonic() - began < 5
    assert bool(signal.getitimer(signal.ITIMER_REAL)[0]) == bool(rings)


def test_no_interrupt_is_left_over_and_none_is_lost(run):
    """Calls that end about when their time does: each has its value or is interrupted, and nothing comes later."""

    def many():
        seen = set()
        for i in range(150):
            try:
                seen.add(Clock().run(lambda i=i: time.sleep(0.0005 + i % 10 * 0.0001) or "value", 0.001))
            except Interrupted:
                seen.add("interrupted")
        time.sleep(0.05)
        return seen

    assert run(many) <= {"value", "interrupted"}


@pytest.mark.parametrize("call", ["lambda: None", "spin"])
def test_a_process_can_be_traced_after_a_clock_in_another_thread(call):
    """CPython 3.11 hangs at the first traced call if an exception was set for a thread and taken back as None."""
    source = f"""
import contextlib, sys, threading
from grader.sandbox.interrupt import Clock, Interrupted
def spin():
    while True: pass
def clocked():
    with contextlib.suppress(Interrupted):
        Clock().run({call}, 0.05)
thread = threading.Thread(target=clocked)
thread.start()
thread.join()
sys.settrace(lambda *event: None)
(lambda: print("traced"))()
"""
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "traced\n", done.stderr


def spin():
    while True:
        pass


def test_clocks_nest_and_other_timers_go_on(run):
    def inner():
        with pytest.raises(Interrupted):
            Clock().run(spin, 0.05)
        return "inner"

    assert run(lambda: Clock().run(inner, 5.0)) == "inner"
    outer = time.monotonic()

    def outlast():
        Clock().run(lambda: None, 0.01)
        spin()

    with pytest.raises(Interrupted):
        Clock().run(outlast, 0.2)
    assert 0.1 < time.monotonic() - outer < 2


def test_a_timer_that_was_there_before_still_rings():
    rang = []
    before = signal.signal(signal.SIGALRM, lambda *args: rang.append(1))
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        assert ask(opened("def f(): return 1")).replies[0]["ok"] == 1
        time.sleep(0.4)
        assert rang == [1]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_no_clock_rings_at_a_debuggers_prompt(run, monkeypatch):
    monkeypatch.setattr(Clock, "debugging", False)
    pdb = types.ModuleType("pdb")
    exec("def prompt(function): return function()", pdb.__dict__)
    assert run(lambda: Clock().run(lambda: pdb.prompt(lambda: time.sleep(0.3) or "typed"), 0.05)) == "typed"
    assert Clock.debugging
    assert run(lambda: Clock().run(lambda: time.sleep(0.1) or "stepping", 0.05)) == "stepping"


@pytest.mark.parametrize("error", ["KeyboardInterrupt", "__import__('bdb').BdbQuit"])
def test_a_persons_way_out_is_not_the_learners_error(error):
    worker = opened(f"def f(): raise {error}")
    with pytest.raises((KeyboardInterrupt, __import__("bdb").BdbQuit)):
        ask(worker)


@pytest.mark.parametrize(
    ("made", "known"),
    [
        ("def f(a, b=2, c=3): pass", [None, 2, 3]),
        ("f = staticmethod(lambda a, b=2: a)", [None, 2]),
        ("class f:\n def __init__(self, a, b=2): pass", [None, 2]),
        ("def f(a, *more, b=2): pass", None),
        ("import functools\nf = functools.partial(lambda a, b: a, b=2)", None),
    ],
)
def test_defaults_are_read_where_they_can_be(made, known):
    worker = opened(made)
    asked = {"op": "defaults", "target": None, "name": "f", "args": []}
    assert worker.ask([asked], 1.0, 1.0).replies[0]["ok"] == known


def test_exit_is_named_and_undone():
    answers = ask(opened("import os\ndef f(): os._exit(0)"))
    assert answers.ended.outcome == Outcome.CRASHED
    assert os._exit.__module__ == "posix"


def test_memory_is_an_exception():
    answers = ask(
        opened("def f():\n a = []\n while True: a.append(bytearray(1 << 22))", Limits(memory_bytes=64 << 20)), seconds=5
    )
    assert answers.replies[0]["type"] == "MemoryError"


def test_what_filled_the_memory_twice_is_not_called_again():
    worker = opened("def f(*x):\n if x[0] < 3: raise MemoryError\n return 1")
    replies = [ask(worker, number).replies[0] for number in (1, 2, 3)]
    assert [reply.get("type") for reply in replies] == ["MemoryError"] * 3
    assert ["called again" in reply["text"] for reply in replies] == [False, False, True]


def test_a_file_that_is_loaded_anew_may_fill_the_memory_again():
    worker = opened("def f(*x):\n raise MemoryError")
    assert ["called again" in ask(worker).replies[0]["text"] for _ in range(3)] == [False, False, True]
    worker.load(5.0)
    assert "called again" not in ask(worker).replies[0]["text"]


def test_a_learners_module_gives_its_name_back():
    kept = sys.modules["unit"] = types.ModuleType("unit")
    try:
        worker = opened("x = 1")
        assert sys.modules["unit"] is not kept
        worker.close()
        assert sys.modules["unit"] is kept
        worker.close()
    finally:
        del sys.modules["unit"]


SAME = [
    "return x * 2", "return None", "return [1, (2.5, 'a'), {'k': x}]", "return x.sum()", "return lambda: 1", "return 1 / 0", "x[0] = 5",
    "return {1: object()}", "raise ValueError('no \\udcff \\n good')", "return undefined", "return float('nan')", "return 1 << 70",
    "class E(Exception):\n     __str__ = None\n    raise E()", "return f", "return x.astype('U')", "return memoryview(x)", "return [] * 3",
    "class T(str): pass\n    return T('a')", "import pandas", "import grader.notebook", "raise SystemExit(3)", "return x.reshape(1, -1).T",
    "class N(np.ndarray): pass\n    return x.view(N)", "a = []; a.append(a); return a", "return np.float16(1.5)", "return True, np.bool_(True)",
    "class E(Exception):\n     __traceback__ = property(lambda s: 1 / 0)\n    raise E()",
    "np.random.rand(); return 1",
]  # fmt: skip


@pytest.mark.parametrize("body", SAME)
def test_both_places_give_the_same_reply(small, body):
    source = Source("unit", "unit.py", (f"import numpy as np\ndef f(x):\n    {body}\n".encode(),))
    replies = []
    for place in (LocalPlace(NUMPY), small):
        worker = place.open(source)
        loaded = worker.load(5.0)
        asked = [
            {"op": "fresh"},
            {"op": "call", "target": None, "name": "f", "args": [np.arange(3.0)], "watch": True},
            {"op": "call", "target": None, "name": "g", "args": []},
        ]
        answers = worker.ask(asked, 5.0, 5.0)
        replies.append([loaded.replies, answers.replies, answers.ended])
        worker.close()
    np.testing.assert_equal(replies[0], replies[1])


ITSELF = b"""
import inspect, pickle, sys
import unit as me
def f(x):
    return "a line of f"
class C: pass
def g():
    again = pickle.loads(pickle.dumps(C()))
    return [inspect.getsource(f), me.f is f, type(again) is C, sys.modules["unit"] is me]
"""


@pytest.mark.parametrize("notebook", [False, True])
def test_a_file_knows_its_source_and_itself(small, notebook):
    cells = ITSELF.partition(b"class") if notebook else (ITSELF,)
    cells = (cells[0], b"class" + cells[2]) if notebook else cells
    for place in (LocalPlace(NUMPY), small):
        worker, other = (place.open(Source("unit", name, cells, notebook=notebook)) for name in ("unit.py", "other.py"))
        assert worker.load(5.0).replies[0] == {"problem": None, "notes": []}
        other.load(5.0)  # in this process it takes the name
        answer = worker.ask([{"op": "call", "name": "g"}], 5.0, 5.0).replies[0]
        assert answer == {"ok": ['def f(x):\n    return "a line of f"\n', True, True, True]}
        worker.close()
        other.close()
    assert "unit.py" not in linecache.cache


def test_lines_are_counted_as_python_does(small):
    body = "# \f \u2028 \x1c\r\ndef f(x):\r    return 1 / 0\n".encode()
    for place in (LocalPlace(NUMPY), small):
        worker = place.open(Source("unit", "unit.py", (body,)))
        worker.load(5.0)
        answer = worker.ask([{"op": "call", "name": "f", "args": [1]}], 5.0, 5.0).replies[0]
        assert answer["frames"] == [[3, "f", "return 1 / 0"]]
        worker.close()


def test_both_places_bound_what_all_answers_take(small):
    source = Source("unit", "unit.py", (b"import numpy as np\ndef f(x):\n    return np.zeros(6_000_000)\n",))
    for place in (LocalPlace(NUMPY), small):
        worker = place.open(source)
        worker.load(5.0)
        answers = worker.ask([{"op": "call", "target": None, "name": "f", "args": [1]}] * 4, 5.0, 20.0)
        assert (len(answers.replies), answers.ended.outcome) == (2, Outcome.CRASHED)
        assert "MiB in all" in answers.ended.message
        worker.close()


def test_what_is_given_by_name_is_written_down_by_position():
    worker = opened("def g(x, y, z=0): return x\ndef f(): return g(z=3, y=2, x=1), g(1, z=3, y=2), g(4, 5)")
    names = {"op": "trace", "names": ["g"]}
    for answers in ({}, {"answers": True}):
        requests = [names | answers, {"op": "call", "name": "f", "args": []}, {"op": "traced"}]
        log = worker.ask(requests, 1.0, 1.0).replies[-1]["ok"]
        assert [entry[1] for entry in log] == [[1, 2, 3], [1, 2, 3], [4, 5]]
