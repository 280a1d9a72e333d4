"""Processes of ours that are lost on the way: the batch goes on, and its results are those of an undisturbed run."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from faulting import (
    RIGHT,
    TINY,
    Class,
    Process,
    Quiet,
    all_gone,
    below,
    finish,
    rows,
    start,
    until,
    until_kept,
    zygotes,
)

from grader import batch, lanes
from grader.errors import GraderError
from grader.results import Outcome, Report
from grader.sandbox.host import Sandbox
from grader.sandbox.place import Source

LONG = int(os.environ.get("FAULT_INSTANTS", "4")) >= 100


def lane(pid: int) -> Process | None:
    return next((process for process in below(pid) if "spawn_main" in process.command), None)


def outermost(pid: int) -> Process | None:
    return next(iter(zygotes(pid)), None)


def innermost(pid: int) -> Process | None:
    """The zygote itself, inside of bubblewrap where that is there."""
    outer = outermost(pid)
    return outer and next((one for one in [outer, *below(outer.pid)] if "bwrap" not in one.command.split()[0]), None)


def sleeping(pid: int) -> list[Process]:
    """The worker that is there for a while: below the zygote, at two looks."""
    zygote = innermost(pid)
    before = {one.pid for one in below(zygote.pid)} if zygote else set()
    until(lambda: False, 0.3)
    return [one for one in below(zygote.pid) if one.pid in before] if zygote else []


def disturbed(tiny_class: Class, out, *faults: Callable[[int], Process | None], number: int = signal.SIGKILL) -> None:
    """One run in which a process is hit whenever some more reports are kept."""
    process = start(tiny_class.folder, out)
    family: list[Process] = []
    for count, find in enumerate(faults):
        assert until_kept(process, out, 3 + 10 * count), "it was over before it could be disturbed"
        hit: list[Process | None] = []
        assert until(lambda find=find, hit=hit: hit.append(find(process.pid)) or hit[-1])
        family += below(process.pid)  # before: what loses its parent is nobody's child any more
        os.kill(hit[-1].pid, number)
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    assert all_gone(family)
    tiny_class.all_is_right(out)


def test_a_zygote_that_dies(tiny_class, tmp_path):
    """And then bubblewrap around the new one, without which it goes on, and ends with its lane."""
    disturbed(tiny_class, tmp_path / "out", innermost, outermost)


def test_a_lane_that_dies(tiny_class, tmp_path):
    disturbed(tiny_class, tmp_path / "out", lane)


@pytest.mark.skipif(not LONG, reason="takes 30 s: FAULT_INSTANTS=200")
def test_a_zygote_that_is_stopped(tiny_class, tmp_path):
    disturbed(tiny_class, tmp_path / "out", innermost, number=signal.SIGSTOP)


@pytest.mark.skipif(not LONG, reason="takes 30 s: FAULT_INSTANTS=200")
def test_a_lane_that_is_stopped(tiny_class, tmp_path, monkeypatch):
    monkeypatch.setattr(lanes, "HANG_S", -30.0)  # 30 s before the 60 s of a submission
    hit = []

    class Stopper(Quiet):
        def advance(self, report: Report) -> None:
            super().advance(report)
            if len(self.seen) == 3:
                hit.append(lane(os.getpid()))
                os.kill(hit[0].pid, signal.SIGSTOP)

    order = batch.Order((tiny_class.folder,), tmp_path / "out", course=TINY, seed=7)
    assert batch.run(order, Stopper(), lambda line: None).exit_code == 0
    assert all_gone(hit)
    tiny_class.all_is_right(tmp_path / "out")


def test_a_worker_that_is_stopped(tmp_path):
    """It is the submission's own time that runs out; the next is graded, and the same one can be graded again."""
    folder = tmp_path / "class"
    for student, before in {"a": b"", "b": b"import time\ntime.sleep(3)\n", "c": b""}.items():
        (folder / student).mkdir(parents=True)
        (folder / student / "tiny.py").write_bytes(before + RIGHT)
    (tmp_path / "grader.toml").write_text("[limits]\nload_s = 6.0\n")
    process = start(folder, tmp_path / "out")
    assert until_kept(process, tmp_path / "out", 1)
    worker: list[Process] = []
    assert until(lambda: worker.extend(sleeping(process.pid)) or worker, 60)
    os.kill(worker[0].pid, signal.SIGSTOP)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert all_gone(worker)
    reports = {student: Report.from_dict(json.loads(report)) for student, (_, report) in rows(tmp_path / "out").items()}
    assert [reports[student].score for student in "abc"] == [8.0, 0.0, 8.0]
    problem = reports["b"].units[0].problem
    assert problem is not None
    assert problem.outcome == Outcome.TIMED_OUT
    assert finish(folder, tmp_path / "out", "--only", "b", "--fresh").returncode == 0
    assert json.loads(rows(tmp_path / "out")["b"][1])["score"] == 8.0


def test_a_worker_that_cannot_be_looked_at_leaves_nothing_open(monkeypatch):
    """/proc was gone for two minutes under a run of hours: each submission left four open files and a process."""

    def gone(_: int) -> int:
        raise FileNotFoundError(2, "No such file or directory", "/proc/self/fdinfo/9")

    if sys.platform != "linux":
        pytest.skip("NOT TESTED: the sandbox is for Linux")
    with Sandbox(frozenset({"numpy"})) as sandbox:
        source = Source("one", "one.py", (b"x = 1",))
        sandbox.open(source).close()
        before, family = len(list(Path("/proc/self/fd").iterdir())), len(below(os.getpid()))
        with monkeypatch.context() as patch:
            patch.setattr("grader.sandbox.host.launch.outer_pid", gone)
            for _ in range(3):
                with pytest.raises(GraderError):
                    sandbox._worker(source)
        assert len(list(Path("/proc/self/fd").iterdir())) == before
        assert len(below(os.getpid())) == family
        worker = sandbox.open(source)
        assert worker.load(5.0).ended is None
        worker.close()
