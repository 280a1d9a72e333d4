"""What a worker finds of others and leaves to others: nothing, in any place that it could look or write."""

from __future__ import annotations

import os
import pickle
import secrets
import sys
from pathlib import Path

import numpy as np
import pytest

from grader.results import Outcome
from grader.sandbox.host import Sandbox
from grader.sandbox.place import Limits, Source

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is for Linux")
PLACES = ["small", "unwrapped"]
LEAVES = """
import os, sys, tempfile, numpy
NAME = "/left_by_a_worker"
def folders(known):
    homes = [os.path.expanduser("~"), os.getcwd(), tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/run"]
    return [*known, *homes, *(path for path in sys.path if path), *numpy.__path__, os.path.dirname(os.__file__) + "/__pycache__"]
def leave(known):
    left = []
    for folder in folders(known):
        try:
            os.close(os.open(folder + NAME, os.O_CREAT | os.O_WRONLY))  # open() keeps in memory what it cannot write
            left.append(folder)
        except OSError:
            pass
    return left
def find(known):
    return [folder for folder in folders(known) if os.path.exists(folder + NAME)]
"""
# Looks through all that this process has in memory for words that it is given with 13 added to every byte: so that it
# finds neither what it was given nor its own notes.
SEARCH = """
ADDED = bytes((byte + 13) % 256 for byte in range(256))
def search(words):
    wanted = [word.tobytes() for word in words]
    found = 0
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            span, access, *_ , = line.split()
            if access[:2] != "rw":
                continue
            first, last = (int(end, 16) for end in span.split("-"))
            while first < last:
                try:
                    memory.seek(first)
                    chunk = memory.read(min(last - first, 1 << 24))
                except (OSError, OverflowError, ValueError):
                    break
                if not chunk:
                    break
                moved = chunk.translate(ADDED)
                found += sum(moved.count(word) for word in wanted)
                first += len(chunk)
    return found
"""


def hidden(word: str) -> np.ndarray:
    return np.frombuffer(word.encode(), np.uint8) + np.uint8(13)


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_left_for_the_next_worker(request, call, place, everybodys):
    """Not even where every user may write."""
    everybodys.chmod(0o777)
    opened = request.getfixturevalue(place)
    assert call(opened, LEAVES, "leave", [str(everybodys)]).replies[0]["ok"] == []
    assert call(opened, LEAVES, "find", [str(everybodys)]).replies[0]["ok"] == []
    assert list(everybodys.iterdir()) == []


def test_without_layers_it_would_be_left(open_door, call, everybodys):
    everybodys.chmod(0o777)
    here_alone = LEAVES.replace("def leave", "def folders(known): return known\ndef leave")
    assert call(open_door, here_alone, "leave", [str(everybodys)]).replies[0]["ok"] == [str(everybodys)]
    assert call(open_door, here_alone, "find", [str(everybodys)]).replies[0]["ok"] == [str(everybodys)]


def test_no_secret_of_the_host_was_ever_in_a_workers_memory(call, monkeypatch):
    """Searched with no layer on: neither what the host holds nor the course is in what workers are forked from."""
    held = secrets.token_hex(32)
    monkeypatch.setenv("GRADER_TEST_SECRET", held)
    reference = Path(__file__).parents[1] / "assets" / "tiny_course" / "solutions" / "tiny.py"
    words = [held, "mean_is_right", "BEGIN SOLUTION", reference.read_text().splitlines()[-4].strip()]
    assert len(words[-1]) > 20
    with Sandbox(frozenset({"numpy"}), Limits(), layers=frozenset()) as place:
        assert call(place, SEARCH, "search", [hidden(word) for word in words], seconds=20.0).replies[0]["ok"] == 0
        mine = "word_that_is_there" + secrets.token_hex(8)
        assert call(place, f"HERE = {mine!r}{SEARCH}", "search", [hidden(mine)], seconds=20.0).replies[0]["ok"] > 0


def test_a_pickle_on_the_wire_is_a_broken_protocol(small, call, tmp_path):
    """And nothing in the host would run it: no module of the sandbox can read one."""

    class Payload:
        def __reduce__(self):
            return Path.touch, (tmp_path / "ran",)

    data = pickle.dumps(Payload())
    code = f"import sys\nsys.modules['_sandbox.worker'].Session.serve = lambda self, frame: {data!r}\ndef f(): pass\n"
    ended = call(small, code, seconds=2.0).ended
    assert ended.outcome in (Outcome.CRASHED, Outcome.TIMED_OUT)
    assert not (tmp_path / "ran").exists()
    sources = (Path(__file__).parents[2] / "grader" / "sandbox").glob("*.py")
    for path in sources:
        assert not any(
            word in path.read_text() for word in ("pickle.load", "marshal.load", "allow_pickle=True", "yaml")
        )


@pytest.mark.parametrize("place", PLACES)
def test_a_thread_that_goes_on_ends_with_its_worker(request, place):
    code = b"import threading\ndef spin():\n while True: pass\ndef f():\n threading.Thread(target=spin, daemon=False).start()\n return 1\n"
    worker = request.getfixturevalue(place).open(Source("unit", "unit.py", (code,)))
    worker.load(5.0)
    assert worker.ask([{"op": "call", "target": None, "name": "f", "args": []}], 5.0, 5.0).replies[0]["ok"] == 1
    folder = Path(f"/proc/{worker.pid}/task")
    assert len(list(folder.iterdir())) > 1
    worker.close()
    assert not folder.exists()


def test_the_terminal_is_not_a_workers(small, call):
    """It has a session of its own and none of the host's descriptors: nothing to type into."""
    code = "import os\ndef f():\n    return [os.isatty(0), os.isatty(1), os.isatty(2), os.path.exists('/dev/tty') and os.access('/dev/tty', os.W_OK)]\n"
    assert call(small, code).replies[0]["ok"] == [False] * 4
    assert os.getsid(small._zygote.inner_pid) != os.getsid(0)
