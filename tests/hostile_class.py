"""A class of thirty attackers and ten honest students, interleaved.

tests/test_hostile_batch.py grades it with short limits. `python tests/hostile_class.py` does so with the usual ones, as
`make soak` does, and says how long it took.
"""

# ruff: noqa: E501 -- a table of attackers, one a line

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
TINY = ROOT / "tests" / "assets" / "tiny_course"
RIGHT = (TINY / "solutions" / "tiny.py").read_text()
FULL = 8.0
_TRY = """
import ctypes, os, signal, socket, sys, threading, time
def tried(act, *args):
    try:
        return act(*args)
    except Exception as error:
        print(type(error).__name__)
"""

# Name -> source; MARKS is a folder that every user may write to, where nothing may appear. Right answers stand above it.
ATTACKERS = {
    "aborts": "os.abort()",
    "allocates": "blocks = []\nwhile True: blocks.append(bytearray(1 << 22))",
    "always-equal": "class Yes:\n    __eq__ = __le__ = lambda *a: True\n    __sub__ = __rsub__ = lambda *a: 0.0\nmean = variance = report = lambda x: Yes()",
    "answers-itself": "os.write(3, b'passed' * 99)",
    "at-exit": "import atexit\natexit.register(lambda: open('MARKS/late', 'w'))\nos._exit(0)",
    "bad-utf8": "x = '\udcff'",
    "clones": "for number in (56, 57, 58, 435): tried(ctypes.CDLL(None).syscall, number, 17, 0, 0, 0, 0)\nmean = None",
    "closes": "for fd in range(64): tried(os.close, fd)",
    "deep": "-" * 100_000 + "1",
    "deletes": "for name in tried(os.listdir, 'CLASS') or (): tried(os.unlink, 'CLASS/' + name + '/tiny.py')\nmean = None",
    "descriptors": "held = [open('/dev/null') for _ in range(9999)]",
    "exits": "sys.exit(0)",
    "fills-output": "while True: print('x' * 65536)",
    "forks": "while os.fork() >= 0: pass",
    "hangs": "while True: pass",
    "ignores-signals": "for s in range(1, 65): tried(signal.signal, s, signal.SIG_IGN)\nwhile True:\n    try:\n        while True: pass\n    except BaseException: pass",
    "imports-judge": "import grader.course.checks.tiny, pytest\nmean = lambda x: 0.0",
    "kills": "for pid in (-1, 0, os.getppid(), 1): tried(os.kill, pid, signal.SIGKILL)\nwhile True: os.kill(os.getpid(), signal.SIGSTOP)",
    "network": "tried(socket.create_connection, ('127.0.0.1', 9), 1)\ntried(socket.create_server, ('127.0.0.1', 0))\nmean = lambda x: 1 / 0",
    "null-bytes": "x = 1\x00",
    "patches": "np.allclose = np.testing.assert_allclose = lambda *a, **k: True\nmean = variance = lambda x: 7.0",
    "plants": "import torch_planted",
    "reads-reference": "source = open('TINY/solutions/tiny.py').read()\nexec(source)",
    "reads-neighbours": "for name in os.listdir('CLASS'):\n    exec(open('CLASS/' + name + '/tiny.py').read())",
    "recurses": "sys.setrecursionlimit(10**9)\nclass A:\n    def __getattr__(self, name): return getattr(self, name + 'x')\nA().x",
    "segfaults": "ctypes.string_at(0)",
    "shell": "if os.system('touch MARKS/shell'): raise SystemExit(3)",
    "sleeps": "time.sleep(10**6)",
    "threads": "threading.stack_size(1 << 15)\nwhile True: threading.Thread(target=time.sleep, args=(999,)).start()",
    "writes": "for place in ('MARKS', 'CLASS', '/tmp', '/dev/shm', os.path.expanduser('~'), np.__path__[0]): tried(open, place + '/left_by_an_attacker', 'w')\nmean = lambda x: -1.0",
}  # fmt: skip
# What lies beside a submission is never read, imported or run.
_MARK = "open('MARKS/beside', 'w').close()\n"
_PLANTED = ("conftest.py", "sitecustomize.py", "usercustomize.py", "numpy.py", "torch_planted.py", "grader.py")
BESIDE = dict.fromkeys(_PLANTED, _MARK) | {
    "pytest.ini": "[pytest]\naddopts = -p conftest\n",
    "x.pth": "import conftest\n",
}


def write_class(folder: Path, marks: Path) -> None:
    """The attackers' folders and, after every third, one of an honest student."""
    for number, (name, code) in enumerate(ATTACKERS.items()):
        text = f"{RIGHT}\n{_TRY}\n{code}\n".replace("MARKS", str(marks)).replace("CLASS", str(folder))
        _put(folder / f"{number:02}-{name}", text.replace("TINY", str(TINY)), marks)
        if number % 3 == 2:
            _put(folder / f"{number:02}-then-honest", RIGHT)


def _put(student: Path, text: str, marks: Path | None = None) -> None:
    student.mkdir(parents=True)
    (student / "tiny.py").write_bytes(text.encode("utf-8", "surrogateescape"))
    for name, line in BESIDE.items() if marks else ():
        (student / name).write_text(line.replace("MARKS", str(marks)))


def command(folder: Path, out: Path) -> list[str]:
    """The command that grades it, on two cores."""
    words = ["grade", str(folder), "--out", str(out), "--course", str(TINY), "--seed", "7", "--jobs", "2"]
    return [sys.executable, "-m", "grader", *words]


def scores(out: Path) -> dict[str, float]:
    """Every graded student's score."""
    reports = [json.loads(path.read_text()) for path in (out / "reports").iterdir()]
    return {report["student"]: report["score"] for report in reports if report["status"] == "graded"}


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="hostile-") as work:
        place = Path(work)
        (place / "marks").mkdir(mode=0o777)
        write_class(place / "class", place / "marks")
        began = time.monotonic()
        done = subprocess.run(command(place / "class", place / "out"), cwd=ROOT, check=False, stdout=subprocess.DEVNULL)
        took = time.monotonic() - began
        found = scores(place / "out")
        right = sum(score == FULL for student, score in found.items() if student.endswith("-then-honest"))
        marked = any((place / "marks").iterdir())
    sys.stdout.write(
        f"{len(found)} submissions, {right} of 10 honest ones full, {took:.0f} s, exit {done.returncode}\n"
    )
    return int(bool(done.returncode or marked or right != 10 or len(found) != 40 or took > 180))


if __name__ == "__main__":
    sys.exit(main())
