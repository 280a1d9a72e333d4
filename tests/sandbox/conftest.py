"""Sandboxes shared by the tests of a session: starting one takes 4 s with all libraries, half a second with NumPy alone."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.catalog import LIBRARIES
from grader.errors import SandboxMissing
from grader.sandbox import plan
from grader.sandbox.host import Sandbox, SandboxWorker
from grader.sandbox.place import Answers, Limits, Source

NUMPY = frozenset({"numpy"})
REPOSITORY = Path(__file__).parents[2]
SHORT = Limits(load_s=5.0, call_s=0.5, memory_bytes=512 << 20)


def start(allowed: frozenset[str], layers: frozenset[str] = plan.LAYERS, limits: Limits = SHORT) -> Sandbox:
    if sys.platform != "linux":
        pytest.skip("the sandbox is for Linux")
    return Sandbox(allowed, limits, [REPOSITORY], layers=layers)


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """All libraries, all layers."""
    with start(LIBRARIES) as made:
        yield made


@pytest.fixture(scope="session")
def small() -> Iterator[Sandbox]:
    """NumPy, all layers."""
    with start(NUMPY) as made:
        yield made


@pytest.fixture(scope="session")
def unwrapped() -> Iterator[Sandbox]:
    """Layer 1 alone: no bubblewrap, no namespaces, no second user."""
    with start(NUMPY, frozenset({"rlimits", "landlock", "seccomp"})) as made:
        yield made


@pytest.fixture(scope="session")
def wrapped() -> Iterator[Sandbox]:
    """Bubblewrap for the files instead of Landlock."""
    try:
        made = start(NUMPY, plan.LAYERS - {"landlock"})
    except SandboxMissing as error:
        pytest.skip(f"NOT TESTED, no bubblewrap here: {error}")
    with made:
        yield made


@pytest.fixture(scope="session")
def open_door() -> Iterator[Sandbox]:
    """No layer at all: what an attack does here shows that the attack is real."""
    with start(NUMPY, frozenset()) as made:
        yield made


@pytest.fixture
def everybodys() -> Iterator[Path]:
    """A folder that every user may enter; pytest's own are closed to all but one."""
    with tempfile.TemporaryDirectory(prefix="grader-test-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def victim() -> Iterator[subprocess.Popen[bytes]]:
    """A process of this user's that a worker may try its hands on."""
    process = subprocess.Popen(["sleep", "60"], env={"SECRET": "of the victim"})
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def call() -> Iterator[Callable[..., Answers]]:
    """call(sandbox, code, name, *args): the answers of a fresh worker, which is closed at the end of the test."""
    workers: list[SandboxWorker] = []

    def ask(place: Sandbox, code: str, name: str = "f", *args: Any, seconds: float = 0.5, times: int = 1) -> Answers:
        worker = place.open(Source("unit", "unit.py", (code.encode(),)))
        workers.append(worker)
        loaded = worker.load(seconds if "slow" in name else 5.0)
        if loaded.ended or loaded.replies[0]["problem"]:
            return loaded
        request = {"op": "call", "target": None, "name": name, "args": list(args)}
        answers = worker.ask([request] * times, seconds, times * seconds)
        answers.worker = worker  # type: ignore[attr-defined]
        return answers

    yield ask
    for worker in workers:
        worker.close()
