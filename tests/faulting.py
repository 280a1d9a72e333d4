"""A batch of `grader grade` on the tiny course, to be disturbed: started, watched from outside, and compared.

What a run has kept is judged by one undisturbed run of the same class (`Class.whole`).
"""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from grader.results import Report

ROOT = Path(__file__).parents[1]
TINY = ROOT / "tests" / "assets" / "tiny_course"
RIGHT = (TINY / "solutions" / "tiny.py").read_bytes()
WRONG_MEAN = RIGHT.replace(b" / len(x)", b"", 1)
NOTEBOOK = json.dumps({"cells": [{"cell_type": "code", "source": RIGHT.decode()}], "nbformat": 4}).encode()
COUNT = 30
SLOWLY = b"import time\ntime.sleep(0.1)\n"  # before each, so that there is time to disturb the batch
KINDS = (
    *(RIGHT, WRONG_MEAN, RIGHT.replace(b"len(x)", b"(len(x) - 1)"), b"def mean(x):\n    return x.no_such\n"),
    *((TINY / "exercises" / "tiny.py").read_bytes(), b"def mean(x:\n", b"\xff\0", b"", RIGHT.replace(b"float", b"")),
)
ALLOWED = re.compile(r"\.lock|gradebook\.db(-journal)?|(reports/|feedback/)?\.[0-9a-f]{16}\.tmp")  # besides results


def write_class(folder: Path, count: int, before: bytes = b"") -> Path:
    """A class in which every kind of submission occurs; `before` stands at the beginning of each Python file."""
    for number in range(count):
        student = folder / f"s{number:04}"
        student.mkdir(parents=True)
        if number % 10 == 9:
            (student / "tiny.ipynb").write_bytes(NOTEBOOK)
        else:
            (student / "tiny.py").write_bytes(before + KINDS[number % 10])
    return folder


def command(folder: Path, out: Path, *more: str) -> list[str]:
    words = ["grade", str(folder), "--out", str(out), "--course", str(TINY), "--seed", "7", *more]
    return [sys.executable, "-m", "grader", *words]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def start(folder: Path, out: Path, *more: str) -> subprocess.Popen[str]:
    """The command, in a session of its own, so that all its processes can be found and none is ours."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    # Where these tests run in the background, SIGINT is ignored, and a process would inherit that.
    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(
            command(folder, out, *more),
            **pipes,
            text=True,
            start_new_session=True,
            env=environment(),
            cwd=folder.parent,
        )
    finally:
        signal.signal(signal.SIGINT, previous)


def finish(folder: Path, out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """The command, undisturbed."""
    return subprocess.run(
        command(folder, out, *more), capture_output=True, text=True, env=environment(), cwd=folder.parent, check=False
    )


def until(true: Callable[[], object], seconds: float = 60.0) -> bool:
    """Whether it comes true within `seconds`."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def rows(out: Path) -> dict[str, tuple[str, str]]:
    """Key and report of every student in the gradebook, as a reader beside the grader sees them."""
    if not (out / "gradebook.db").exists():
        return {}
    book = sqlite3.connect(out / "gradebook.db", timeout=10)
    try:
        found = book.execute("SELECT student, key, report FROM submissions").fetchall()
    except sqlite3.OperationalError:  # not made yet
        return {}
    finally:
        book.close()
    assert len({student for student, _, _ in found}) == len(found), "a student is there twice"
    return {student: (key, report) for student, key, report in found}


def until_over(process: subprocess.Popen[str], seconds: float) -> bool:
    """Whether the command ends by itself within `seconds`."""
    return until(lambda: process.poll() is not None, seconds)


def until_kept(process: subprocess.Popen[str], out: Path, count: int) -> bool:
    """Wait for so many reports in the gradebook; False where the command ended before."""
    until(lambda: process.poll() is not None or len(rows(out)) >= count, 120)
    return process.poll() is None


@dataclass(frozen=True)
class Process:
    """A line of /proc."""

    pid: int
    parent: int
    session: int
    state: str
    command: str


def processes() -> list[Process]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        found.append(Process(int(folder.name), int(fields[1]), int(fields[3]), fields[0], words))
    return found


def below(pid: int) -> list[Process]:
    """A process's children, and theirs, whatever session they are in; the nearest first."""
    everything = processes()
    found = [process for process in everything if process.pid == pid]
    for parent in found:
        found += [process for process in everything if process.parent == parent.pid]
    return [process for process in found[1:] if process.state != "Z"]


def zygotes(pid: int) -> list[Process]:
    """The outermost process of each sandbox below `pid`."""
    inside = [process for process in below(pid) if "import json, os, sys, types" in process.command]
    return [process for process in inside if process.parent not in {one.pid for one in inside}]


def all_gone(known: list[Process], seconds: float = 60.0) -> bool:
    """Whether processes that were there are there no more. A zygote that still imports first comes to the end of that,
    which on a busy machine takes its time.
    """
    before = {(process.pid, process.command) for process in known}
    return until(lambda: not before & {(now.pid, now.command) for now in processes() if now.state != "Z"}, seconds)


def snapshot(out: Path) -> dict[str, object]:
    """All results but the gradebook, without what may differ between two runs."""
    found: dict[str, object] = {}
    for path in sorted(out.rglob("*")):
        if path.suffix == ".json":
            report = Report.from_dict(json.loads(path.read_text()))
            assert report.to_json() == path.read_text()
            found[path.name] = report.without_run().to_json()
        elif path.suffix in (".html", ".csv"):
            found[str(path.relative_to(out))] = path.read_bytes()
    return found


def without_run(report: str) -> str:
    return Report.from_dict(json.loads(report)).without_run().to_json()


@dataclass(frozen=True)
class Class:
    """A class and what an undisturbed run makes of it, in `whole`."""

    folder: Path
    whole: Path

    @cached_property
    def seconds(self) -> float:
        """How long an undisturbed run takes. The first call makes that run."""
        began = time.monotonic()
        ended = finish(self.folder, self.whole)
        assert ended.returncode == 0, ended.stderr
        return time.monotonic() - began

    @cached_property
    def rows(self) -> dict[str, tuple[str, str]]:
        assert self.seconds
        return {student: (key, without_run(report)) for student, (key, report) in rows(self.whole).items()}

    @cached_property
    def files(self) -> dict[str, object]:
        assert self.seconds
        return snapshot(self.whole)

    def part_is_right(self, out: Path, before: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
        """What a disturbed run has left is a part of the undisturbed run's, whole where it is there; the rows.

        `before` is what was kept earlier: it must still be there, and not graded again.
        """
        now = rows(out)
        assert before.items() <= now.items(), "kept before, and lost or graded again"
        for student, (key, report) in now.items():
            assert (key, without_run(report)) == self.rows[student]
        if out.exists():
            assert snapshot(out).items() <= self.files.items(), "half-written"
            known = {str(path.relative_to(self.whole)) for path in self.whole.rglob("*")}
            rest = {str(path.relative_to(out)) for path in out.rglob("*")} - known
            assert all(ALLOWED.fullmatch(name) for name in rest), rest
        return now

    def all_is_right(self, out: Path) -> None:
        """A run that came to its end has what the undisturbed one has, and nothing more."""
        assert {student: (key, without_run(report)) for student, (key, report) in rows(out).items()} == self.rows
        assert snapshot(out) == self.files
        names = [{str(path.relative_to(folder)) for path in folder.rglob("*")} for folder in (out, self.whole)]
        assert names[0] == names[1]
        with sqlite3.connect(out / "gradebook.db") as book:
            assert book.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        book.close()


class Quiet:
    """A progress that only counts."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def start(self, total: int) -> None:
        self.total = total

    def skip(self) -> None:
        self.seen.append("skipped")

    def advance(self, report: Report) -> None:
        self.seen.append(report.student)

    def stop(self) -> None:
        self.seen.append("stopped")


def stop(process: subprocess.Popen[str], number: int = signal.SIGKILL) -> tuple[str, str]:
    """Send a signal to the command alone; what it had said."""
    process.send_signal(number)
    return process.communicate(timeout=60)
