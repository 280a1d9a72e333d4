"""One long run of `grader grade`, looked at from outside every second: what each of its processes holds."""

from __future__ import annotations

import os
import sqlite3
import statistics
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PAGE_KB = os.sysconf("SC_PAGE_SIZE") >> 10
ROLES = ("host", "lane", "zygote")  # those that live as long as the run; workers come and go


@dataclass(frozen=True)
class Process:
    """A line of /proc. `fds` is -1 where they may not be counted."""

    pid: int
    parent: int
    role: str
    rss_mb: float
    fds: int


@dataclass
class Sample:
    """One look. Values by name: ``host MB``, ``lane files``, ``processes``, ``temporary files``, ``gradebook MB``."""

    seconds: float
    graded: int
    values: dict[str, float] = field(default_factory=dict)


def family(pid: int) -> list[Process]:
    """A process and all below it."""
    found: dict[int, Process] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ")
            if fields[0] == "Z":
                continue
        except OSError:
            continue
        try:
            fds = sum(1 for _ in (folder / "fd").iterdir())
        except OSError:
            fds = -1
        role = "lane" if b"spawn_main" in command else "inside" if b" -S -s -P -c " in command[:400] else "other"
        rss = int(fields[21]) * PAGE_KB / 1024
        found[int(folder.name)] = Process(int(folder.name), int(fields[1]), role, rss, fds)
    known = [pid] if pid in found else []
    for parent in known:
        known += [one.pid for one in found.values() if one.parent == parent]
    return [_named(found[number], found, pid) for number in known]


def _named(one: Process, found: dict[int, Process], host: int) -> Process:
    above = found.get(one.parent)
    role = "host" if one.pid == host else one.role
    if role == "inside":  # forked from one of its kind, or started by bubblewrap or a lane
        role = "worker" if above is not None and above.role == "inside" else "zygote"
    return Process(one.pid, one.parent, role, one.rss_mb, one.fds)


def look(process: subprocess.Popen[bytes], out: Path, scratch: Path, began: float) -> Sample:
    """One sample."""
    members = family(process.pid)
    book = out / "gradebook.db"
    sample = Sample(time.monotonic() - began, graded_in(book))
    for role in ROLES:
        mine = [one for one in members if one.role == role]
        if mine:
            sample.values[f"{role} MB"] = max(one.rss_mb for one in mine)
            if all(one.fds >= 0 for one in mine):
                sample.values[f"{role} files"] = max(one.fds for one in mine)
    sample.values["processes"] = sum(one.role != "worker" for one in members)
    sample.values["workers"] = sum(one.role == "worker" for one in members)
    sample.values["temporary files"] = sum(1 for path in scratch.rglob("*") if path.is_file())
    sample.values["gradebook MB"] = book.stat().st_size / (1 << 20) if book.exists() else 0.0
    return sample


def graded_in(book: Path) -> int:
    if not book.exists():
        return 0
    connection = sqlite3.connect(f"file:{book}?mode=ro", uri=True, timeout=5)
    try:
        return int(connection.execute("SELECT count(*) FROM submissions").fetchone()[0])
    except sqlite3.OperationalError:  # not made yet, or just being written
        return 0
    finally:
        connection.close()


def watched(command: list[str], out: Path, scratch: Path, every_s: float) -> tuple[int, list[Sample], list[Process]]:
    """Run `command` to its end. Its exit code, the samples, and what of its processes is left after it.

    Its temporary files and caches go below `scratch`.
    """
    for name in ("tmp", "cache"):
        (scratch / name).mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "TMPDIR": str(scratch / "tmp"), "XDG_CACHE_HOME": str(scratch / "cache")}
    began = time.monotonic()
    samples: list[Sample] = []
    seen: dict[int, Process] = {}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            samples.append(look(process, out, scratch, began))
            seen |= {one.pid: one for one in family(process.pid)}
            time.sleep(every_s)
    time.sleep(2)
    left = [one for pid, one in seen.items() if pid != process.pid and Path(f"/proc/{pid}/stat").exists()]
    return process.returncode, samples, [one for one in left if _still(one)]


def _still(one: Process) -> bool:
    """Is it the same process, and not another with its number?"""
    try:
        return int(Path(f"/proc/{one.pid}/stat").read_text().rpartition(")")[2].split()[1]) in (one.parent, 1)
    except OSError:
        return False


@dataclass(frozen=True)
class Trend:
    """One value after the warm-up: its medians in the first and the last third, and the growth per 1,000 graded."""

    name: str
    early: float
    late: float
    highest: float
    per_1000: float


def trends(samples: list[Sample], warm: float = 0.2) -> Iterator[Trend]:
    """What became of each value once a part `warm` of all was graded."""
    total = max((sample.graded for sample in samples), default=0)
    steady = [sample for sample in samples if warm * total <= sample.graded < total]
    third = max(1, len(steady) // 3)
    for name in sorted({name for sample in steady for name in sample.values}):
        first = [sample for sample in steady[:third] if name in sample.values]
        last = [sample for sample in steady[-third:] if name in sample.values]
        if not first or not last:
            continue
        early, late = (statistics.median(sample.values[name] for sample in part) for part in (first, last))
        between = [statistics.median(sample.graded for sample in part) for part in (first, last)]
        highest = max(sample.values[name] for sample in steady if name in sample.values)
        yield Trend(name, early, late, highest, (late - early) / max(1.0, between[1] - between[0]) * 1000)
