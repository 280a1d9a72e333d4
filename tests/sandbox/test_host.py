"""Every way in which a worker can end, and that the host never ends with it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from grader.errors import GraderError
from grader.results import Outcome
from grader.sandbox.place import Limits, Source

from grader.sandbox.host import Sandbox  # isort: skip

TIMED_OUT, CRASHED, OUT_OF_MEMORY = Outcome.TIMED_OUT, Outcome.CRASHED, Outcome.OUT_OF_MEMORY


@pytest.mark.parametrize(
    ("code", "outcome", "says"),
    [
        ("def f():\n while True: pass", TIMED_OUT, "no answer after 0.5 s"),
        ("import time\ndef f(): time.sleep(60)", TIMED_OUT, "no answer after 0.5 s"),
        ("def f():\n while True:\n  try:\n   while True: pass\n  except BaseException: pass", TIMED_OUT, "no answer"),
        ("import signal\nfor s in range(1, 65):\n try: signal.signal(s, signal.SIG_IGN)\n except Exception: pass\n"
         "def f():\n while True: pass", TIMED_OUT, "no answer"),
        ("def f(): return pow(3, 10**9)", TIMED_OUT, "no answer"),
        ("import os, signal\ndef f(): os.kill(os.getpid(), signal.SIGSTOP)", TIMED_OUT, "no answer"),
        ("import threading\ndef f(): threading.Lock().acquire() and threading.Event().wait()", TIMED_OUT, "no answer"),
        ("import os\ndef f(): os._exit(3)", CRASHED, "the worker ended itself with exit status 3"),
        ("import os\ndef f(): os._exit(0)", CRASHED, "the worker ended itself with exit status 0"),
        ("import ctypes\ndef f(): ctypes.string_at(0)", CRASHED, "the worker died by signal 11 (SIGSEGV)"),
        ("import os\ndef f(): os.abort()", CRASHED, "the worker died by signal 6 (SIGABRT)"),
        ("import os, signal\ndef f(): os.kill(os.getpid(), 9)", CRASHED, "the worker died by signal 9 (SIGKILL)"),
        ("import sys\nsys.setrecursionlimit(10**9)\nclass A:\n def __getattr__(self, n): return getattr(self, n + 'x')\n"
         "def f(): return A().x", CRASHED, "the worker died by signal 11"),
        ("import os\ndef f():\n os.close(3)", CRASHED, "the worker ended itself"),
        ("import os, time\ndef f():\n os.close(3)\n time.sleep(60)", CRASHED, "protocol: the worker closed its connection"),
        ("import threading, time\ndef f():\n threading.stack_size(1 << 15)\n while True:\n"
         "  threading.Thread(target=time.sleep, args=(60,)).start()", CRASHED, "more than 32 threads"),
    ],
)  # fmt: skip
def test_ways_to_end(small, call, code, outcome, says):
    began = time.monotonic()
    answers = call(small, code, seconds=0.5 if outcome == TIMED_OUT else 10.0)
    assert (answers.ended.outcome, answers.replies) == (outcome, [])
    assert says in answers.ended.message
    assert time.monotonic() - began < 30  # nobody waited for what sleeps


def test_at_import_the_same(small):
    for code, outcome in [("while True: pass", TIMED_OUT), ("import os; os._exit(0)", CRASHED)]:
        worker = small.open(Source("unit", "unit.py", (code.encode(),)))
        assert worker.load(0.3).ended.outcome == outcome
        worker.close()


@pytest.mark.parametrize("code", ["raise SystemExit", "import sys; sys.exit(0)", "x ="])
def test_a_problem_at_import_is_no_death(small, call, code):
    answers = call(small, code)
    assert answers.ended is None
    assert answers.replies[0]["problem"]["type"] in ("SystemExit", "SyntaxError")


def test_an_exception_has_the_learners_own_lines(small, call):
    answers = call(small, "def g(x):\n    return 1 / x\ndef f():\n    return g(0)\n")
    reply = answers.replies[0]
    assert (reply["type"], reply["text"]) == ("ZeroDivisionError", "division by zero")
    assert reply["frames"] == [[4, "f", "return g(0)"], [2, "g", "return 1 / x"]]


def test_memory_is_an_exception_or_an_end_and_the_worker_may_go_on(small, call):
    answers = call(small, "import numpy as np\ndef f():\n    return np.ones(1 << 30)\n", times=2)
    assert [reply["type"] for reply in answers.replies] in (["MemoryError"] * 2, ["_ArrayMemoryError"] * 2)
    answers = call(small, "def f():\n    a = []\n    while True: a.append(bytearray(1 << 20))\n", seconds=5.0)
    assert answers.replies[0]["type"] == "MemoryError"


def test_the_watchdog_ends_greed_that_no_limit_stops(call):
    limits = Limits(memory_bytes=64 << 20)
    with Sandbox(frozenset({"numpy"}), limits, layers=frozenset({"seccomp", "landlock"})) as place:
        answers = call(place, "import time\ndef f():\n    a = b'1' * (200 << 20)\n    time.sleep(9)\n", seconds=8.0)
    assert answers.ended.outcome == OUT_OF_MEMORY
    assert answers.ended.message == "more than 64 MiB of memory"


def test_processor_time_is_limited_though_its_signal_is_ignored(call):
    with Sandbox(frozenset({"numpy"}), Limits(submission_s=0.0)) as place:
        spin = "import signal\nsignal.signal(signal.SIGXCPU, {})\ndef f():\n    while True: pass\n"
        assert call(place, spin.format("signal.SIG_IGN"), seconds=9.0).ended.message.startswith(
            "the worker died by signal 9"
        )
        assert call(place, spin.format("signal.SIG_DFL"), seconds=9.0).ended.outcome == TIMED_OUT


def test_earlier_answers_stand(small, call):
    code = "import os\nn = 0\ndef f():\n    global n\n    n += 1\n    if n == 4: os._exit(1)\n    return n\n"
    answers = call(small, code, times=9)
    assert [reply["ok"] for reply in answers.replies] == [1, 2, 3]
    assert answers.ended.outcome == CRASHED
    again = answers.worker.ask([{"op": "fresh"}], 1.0, 1.0)
    assert again.ended == answers.ended


def test_printed_output_is_kept_up_to_its_limit_and_never_blocks(small, call):
    answers = call(small, "def f():\n    print('x' * (50 << 20))\n    return 7\n", seconds=9.0)
    assert answers.replies[0]["ok"] == 7
    answers.worker.close()
    assert answers.worker.output == b"x" * SHORT_OUTPUT
    assert call(small, "def f():\n    while True: print('y' * 4096)\n").ended.outcome == TIMED_OUT


SHORT_OUTPUT = Limits().output_bytes


def test_standard_output_is_what_python_makes_of_a_pipe(small, call):
    code = """
import io, sys
sys.stdout.reconfigure(encoding="utf-8")
sys.stderr.reconfigure(encoding="utf-8")
print("\u00e4")
sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8")
def f():
    print("later", flush=True)
    print("error", file=sys.stderr)
    return sys.__stdout__.seekable(), sys.__stdout__.fileno(), sys.stderr.line_buffering
"""
    answers = call(small, code)
    assert answers.replies[0]["ok"] == (False, 1, True)
    answers.worker.close()
    assert sorted(answers.worker.output.decode().split()) == ["error", "later", "\u00e4"]


def test_large_answers_and_large_arguments_at_once(small, call):
    big = np.arange(1 << 20, dtype=np.float64)
    answers = call(small, "def f(x):\n    return x + 1\n", "f", big, seconds=5.0, times=6)
    assert len(answers.replies) == 6
    assert all(np.array_equal(reply["ok"], big + 1) for reply in answers.replies)


@pytest.mark.parametrize("code", ["return 'x' * (1 << 28)", "return 1 << 10**7", "return np.broadcast_to(np.ones(1), (65536, 65536))",
                                  "a = []; a.append(a); return a", "return [[]] * 10**6"])  # fmt: skip
def test_an_answer_too_large_is_refused_where_it_is_made(small, call, code):
    answers = call(small, f"import numpy as np\ndef f():\n    {code}\n", seconds=5.0)
    reply = answers.replies[0]
    assert reply.get("error") == "unsendable" or len(str(reply["ok"])) < 20_000


FORGED = """
import os, struct, sys
W = sys.modules["_sandbox.wire"]
def send(frame, name=b"0" * 16):
    os.write(3, name + frame)
def f(): pass
"""


@pytest.mark.parametrize(
    "forge",
    [
        "os.write(3, b'garbage that is longer than a head of a frame')",
        "send(W.encode({'ok': None}))",  # an answer sent ahead of its question: the id cannot be known
        "send(struct.pack('<II', 2**32 - 1, 2**32 - 1))",
        "while True: send(W.encode({'ok': 1}))",
    ],
)
def test_frames_written_past_us_are_a_broken_protocol(small, call, forge):
    answers = call(small, FORGED.replace("def f(): pass", f"def f():\n    {forge}"), seconds=2.0)
    assert answers.ended.outcome == CRASHED
    assert answers.ended.message.startswith("protocol: ")


@pytest.mark.parametrize(
    "answer",
    ["b'no frame'", "W.encode([1])", "W.encode({'ok': 1, 'score': 1})", "W.encode({'ok': 1, 'changed': {}, 'global_rng': 1})",
     "W.encode({'ok': 1, 'error': 'raised', 'type': '', 'text': '', 'frames': []})",
     "W.encode({'error': 'passed', 'type': '', 'text': '', 'frames': []})", "W.encode({'score': 100})",
     "struct.pack('<II', 1 << 19, 0) + bytes(range(256)) * (1 << 11)"],
)  # fmt: skip
def test_our_own_code_replaced_in_the_worker_is_a_broken_protocol(small, call, answer):
    patched = f"sys.modules['_sandbox.worker'].Session.serve = lambda self, frame: {answer}\n"
    answers = call(small, FORGED + patched, seconds=2.0)
    assert answers.ended.outcome == CRASHED
    assert answers.ended.message.startswith("protocol: ")


def test_a_frame_that_stalls_runs_into_the_clock(small, call):
    patched = "sys.modules['_sandbox.worker'].Session.serve = lambda self, frame: struct.pack('<II', 999, 0)\n"
    assert call(small, FORGED + patched).ended.outcome == TIMED_OUT


def test_a_patched_clock_and_a_thread_that_goes_on_change_nothing(small, call):
    code = "import time\ntime.monotonic = time.time = time.perf_counter = lambda: 0.0\ndef f():\n    while True: pass\n"
    assert call(small, code).ended.outcome == TIMED_OUT


def test_what_one_worker_changes_no_other_sees(sandbox, call):
    code = """
import os, sys, builtins, numpy as np, torch
torch.set_default_dtype(torch.float64); np.sum = lambda *a: 42; builtins.abs = len; os.environ["X"] = "1"
def f(): return float(np.sum([1.0]))
"""
    assert call(sandbox, code).replies[0]["ok"] == 42
    clean = "import os, numpy as np, torch\ndef f():\n    return [float(np.sum([1.0])), abs(-1), str(torch.ones(1).dtype), 'X' in os.environ]\n"
    assert call(sandbox, clean).replies[0]["ok"] == [1.0, 1, "torch.float32", False]


def test_the_libraries_work_under_lockdown(sandbox, call):
    code = """
import io, json, statistics, tempfile, numpy as np, pandas as pd, scipy.stats, torch
import matplotlib.pyplot as plt
from matplotlib.animation import FuncAnimation
from sklearn.linear_model import LinearRegression
from concurrent.futures import ThreadPoolExecutor

def f():
    x = np.arange(12.0).reshape(6, 2) ** 2
    fit = LinearRegression().fit(x, x[:, 0]).coef_
    model = torch.nn.Linear(2, 1)
    optimizer = torch.optim.Adam(model.parameters())
    for _ in range(5):
        optimizer.zero_grad()
        model(torch.ones(3, 2)).sum().backward()
        optimizer.step()
    figure, axes = plt.subplots()
    line, = axes.plot(x[:, 0])
    FuncAnimation(figure, lambda i: line.set_ydata(x[:, 0] * i), frames=3)._draw_frame(1)
    figure.savefig(io.BytesIO())
    with ThreadPoolExecutor(2) as pool:
        squares = list(pool.map(lambda n: n * n, range(3)))
    torch.set_num_threads(2)
    torch.ones(600, 600) @ torch.ones(600, 600)
    return [round(float(fit[0]), 6), pd.DataFrame({"a": [1, 2]}), squares, float(scipy.stats.norm.cdf(0))]
"""
    reply = call(sandbox, code, seconds=10.0).replies[0]
    assert reply["ok"][0] == 1.0, reply
    assert reply["ok"][2:] == [[0, 1, 4], 0.5]


@pytest.mark.parametrize(
    "asks",
    [
        "import matplotlib\nmatplotlib.use('TkAgg')",
        "import matplotlib as mpl\nmpl.use('MacOSX', force=True)\nmpl.use('svg')\nmpl.use('agg')",
        "import matplotlib.pyplot as plt\nplt.switch_backend('Qt5Agg')",
    ],
)
def test_who_asks_for_windows_draws_without(sandbox, call, asks):
    code = f"{asks}\nimport matplotlib.pyplot as plt\ndef f():\n    plt.show()\n    return len(plt.plot([1, 2]))\n"
    assert call(sandbox, code, seconds=5.0).replies[0]["ok"] == 1


def test_workers_start_alike(sandbox, call):
    code = "import numpy as np, torch, random\ndef f(): return [np.random.rand(), torch.rand(1).item(), random.random(), list({'a', 'b', 'c', 'd'})]\n"
    assert call(sandbox, code).replies[0]["ok"] == call(sandbox, code).replies[0]["ok"]


def test_the_environment_is_clean_and_only_four_descriptors_are_open(small, call, monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "of the host")
    code = """
import os
def f():
    fds = []
    for fd in range(64):
        try: os.fstat(fd)
        except OSError: continue
        fds.append(fd)
    return [dict(os.environ), fds, os.getcwd()]
"""
    environment, fds, folder = call(small, code).replies[0]["ok"]
    assert not [key for key in environment if "SECRET" in key]
    assert not os.path.exists(environment["HOME"])
    assert (fds, folder) == ([0, 1, 2, 3], "/")


def _all_gone(pids):
    """Have they ended? A killed process takes a moment to die, longer on a busy machine."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if all(not os.path.exists(f"/proc/{pid}") or _state(pid) == "Z" for pid in pids):
            return True
        time.sleep(0.02)
    return False


def test_nothing_is_left_running(call):
    with Sandbox(frozenset({"numpy"})) as place:
        worker = place.open(Source("unit", "unit.py", (b"import atexit\natexit.register(print, 'late')\n",)))
        worker.load(5.0)
        pids = [worker.pid, place._zygote.inner_pid]
    assert _all_gone(pids)
    worker.close()
    worker.close()
    assert b"late" not in worker.output


def test_nothing_outlives_a_host_that_is_killed():
    code = (
        "import sys, time\nfrom grader.sandbox.host import Sandbox\nfrom grader.sandbox.place import Source\n"
        "place = Sandbox(frozenset({'numpy'}))\n"
        "worker = place.open(Source('unit', 'unit.py', (b'while True: pass',)))\n"
        "print(worker.pid, place._zygote.inner_pid, flush=True)\nworker.load(60.0)\n"
    )
    host = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
    pids = host.stdout.readline().split()
    host.kill()
    host.communicate()
    end = time.monotonic() + 5
    while time.monotonic() < end and any(_state(int(pid)) != "Z" for pid in pids):
        time.sleep(0.05)
    assert [_state(int(pid)) for pid in pids] == ["Z", "Z"]


def _state(pid):
    with contextlib.suppress(OSError), open(f"/proc/{pid}/stat") as file:
        return file.read().rsplit(")", 1)[1].split()[0]
    return "Z"


def test_a_lost_zygote_is_started_again_and_its_workers_end(call):
    with Sandbox(frozenset({"numpy"})) as place:
        worker = place.open(Source("unit", "unit.py", (b"def f():\n    while True: pass\n",)))
        worker.load(5.0)
        os.kill(place._zygote.inner_pid, signal.SIGKILL)
        with pytest.raises(GraderError):
            worker.ask([{"op": "call", "target": None, "name": "f", "args": []}], 5.0, 5.0)
        assert call(place, "def f(): return 1\n").replies[0]["ok"] == 1


def test_many_workers_leave_nothing_behind(small):
    def descriptors():
        return len(os.listdir("/proc/self/fd"))

    source = Source("unit", "unit.py", (b"def f(): return 1\n",))
    before = descriptors()
    for _ in range(30):
        worker = small.open(source)
        assert worker.load(5.0).ended is None
        worker.close()
    assert descriptors() == before
    assert worker.cpu_s < 0.5
