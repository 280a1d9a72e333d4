"""Read submissions safely: who is in the batch, which file is which unit, and its bytes, once.

`survey` looks at names only. A folder's child folders are its students, the name the id; a file named on the command
line is a batch of one, its student the file's folder, or its own stem where that is no unit. What is neither (a loose
file, a FIFO) is `passed_over`, with a reason. `read` then reads one student's files, each once: the bytes that are
hashed are the bytes that run.

What a student handed in and cannot be taken has a `Problem` ``refused``; what this machine could not read,
``grader_error``.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
import tokenize
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .cells import NotANotebook, code_cells
from .errors import UsageError
from .find import LEFT_BY_TOOLS, Found, as_id, find, number_of, read_from, refused
from .results import Outcome, Problem
from .sandbox.place import Source


@dataclass(frozen=True)
class Caps:
    """How many bytes of a file are taken."""

    source_bytes: int = 1_000_000
    notebook_bytes: int = 20_000_000


@dataclass(frozen=True)
class Entry:
    """One student of a batch, nothing read yet. `problem` where the whole of it cannot be taken."""

    student: str
    found: dict[str, Found]
    problem: Problem | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Batch:
    """Who is there, in the order of their ids, and what is not taken for a student."""

    entries: tuple[Entry, ...]
    passed_over: tuple[str, ...] = ()

    @property
    def units(self) -> set[str]:
        """The units that occur."""
        return {unit for entry in self.entries for unit in entry.found}


@dataclass(frozen=True)
class UnitFile:
    """One unit's file as read. `data` is empty where there is a problem."""

    unit: str
    name: str
    data: bytes = b""
    digest: str = ""
    notes: tuple[str, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True)
class Code:
    """One unit's code as a person reads it: of a notebook its code cells, one after the other."""

    name: str
    text: str


@dataclass(frozen=True)
class Submission:
    """One student's files for the units asked for; a unit without one has none here."""

    student: str
    files: tuple[UnitFile, ...] = ()
    problem: Problem | None = None
    notes: tuple[str, ...] = ()


# ---- who is there


def survey(
    paths: Iterable[Path], units: Sequence[str], asked: Sequence[str] = (), leave_out: Path | None = None
) -> Batch:
    """The batch that `paths` name. `units` are the course's; `leave_out` is the folder that results go to.

    Raises UsageError for a path that is not there, a file that is no unit's, and one student in two places.
    """
    entries: dict[str, Entry] = {}
    origin: dict[str, Path] = {}
    passed_over: list[str] = []
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path} does not exist")
        if path.is_dir():
            found, rest = _folder(path, units, leave_out)
            passed_over += rest
        else:
            found = [_single(path, units, asked)]
        home = (path if path.is_dir() else path.parent).resolve()
        for entry in found:
            known = entries.get(entry.student)
            if known is not None and (
                path.is_dir() or origin[entry.student] != home or known.found.keys() & entry.found.keys()
            ):
                raise UsageError(
                    f"student {entry.student!r} is there twice, the second time in {path}; grade them apart"
                )
            entries[entry.student] = Entry(entry.student, {**known.found, **entry.found}) if known else entry
            origin[entry.student] = home
    return Batch(tuple(entries[student] for student in sorted(entries)), tuple(passed_over))


def _folder(path: Path, units: Sequence[str], leave_out: Path | None) -> tuple[list[Entry], list[str]]:
    entries, passed_over = [], []
    try:
        with os.scandir(path) as listing:
            children = sorted(listing, key=lambda child: os.fsencode(child.name))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    for child in children:
        name = as_id(child.name)
        if child.is_dir(follow_symlinks=False):
            if leave_out is not None and os.path.realpath(child.path) == os.path.realpath(leave_out):
                continue
            if child.name in LEFT_BY_TOOLS:
                passed_over.append(f"{name}: a folder of some tool")
                continue
            entries.append(_student(name, child.path, units))
        elif child.is_symlink() and child.is_dir():
            entries.append(Entry(name, {}, refused("the folder is a symbolic link")))
        elif child.name != "grader.toml":
            passed_over.append(
                f"{name}: {'a loose file' if child.is_file() else 'neither a file nor a folder'}, no student's folder"
            )
    return entries, passed_over


def _student(name: str, folder: str, units: Sequence[str]) -> Entry:
    found, listing = find(folder, units)
    problem = None
    if listing.unread and not found:  # it may well be there: that is no zero
        problem = Problem(Outcome.GRADER_ERROR, listing.notes[0])
    return Entry(name, found, problem, listing.notes)


def _single(path: Path, units: Sequence[str], asked: Sequence[str]) -> Entry:
    """The batch of one that a file on the command line is."""
    suffix = path.suffix.lower()
    if suffix not in (".py", ".ipynb"):
        raise UsageError(f"{path} is neither a folder nor a .py or .ipynb file")
    name = as_id(path.name)
    for unit in units:
        if number_of(path.name, unit, suffix) is not None:
            return Entry(as_id(path.resolve().parent.name), {unit: Found(unit, str(path), name, read_from(unit, name))})
    candidates = asked or units
    if len(candidates) != 1:
        raise UsageError(f"{path} has no unit's name ({', '.join(units)}); say which with --unit")
    unit = candidates[0]
    return Entry(as_id(path.stem), {unit: Found(unit, str(path), name, read_from(unit, name))})


# ---- its bytes


def read(entry: Entry, units: Sequence[str], caps: Caps = Caps()) -> Submission:
    """The student's files for `units`. Never raises for what is in them."""
    files = tuple(_read(entry.found[unit], caps) for unit in units if unit in entry.found)
    problem = entry.problem
    if problem is None and not files:
        wanted = " or ".join(f"{unit}.py" for unit in units)
        problem = refused(f"no file: {wanted} is missing")
    return Submission(entry.student, files, problem, entry.notes)


def _read(found: Found, caps: Caps) -> UnitFile:
    def without(problem: Problem) -> UnitFile:
        return UnitFile(found.unit, found.name, notes=found.notes, problem=problem)

    if found.problem is not None:
        return without(found.problem)
    cap = caps.notebook_bytes if found.name.lower().endswith(".ipynb") else caps.source_bytes
    try:
        if not stat.S_ISREG(os.lstat(found.path).st_mode):
            return without(refused(f"{found.name} is not a regular file"))
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
        with os.fdopen(os.open(found.path, flags), "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                return without(refused(f"{found.name} is not a regular file"))
            data = file.read(cap + 1) if about.st_size <= cap else b""
            if about.st_size > cap or len(data) > cap:
                return without(refused(f"{found.name} is too large: more than {cap:,} bytes"))
    except OSError as error:
        return without(Problem(Outcome.GRADER_ERROR, f"{found.name} cannot be read: {error.strerror}"))
    return UnitFile(found.unit, found.name, data, "sha256:" + hashlib.sha256(data).hexdigest(), found.notes)


def source_of(file: UnitFile) -> Source | Problem:
    """What a worker runs. A problem where the file has one, or where a notebook is none."""
    if file.problem is not None:
        return file.problem
    if not file.name.lower().endswith(".ipynb"):
        return Source(file.unit, f"{file.unit}.py", (file.data,))
    try:
        cells, dropped = code_cells(file.data)
    except NotANotebook as error:
        return refused(f"{file.name} is not a notebook: {error}")
    notes = (f"{dropped} magic or shell line{'s' * (dropped != 1)} left out",) if dropped else ()
    return Source(file.unit, f"{file.unit}.ipynb", tuple(cells), notebook=True, notes=notes)


def code_of(file: UnitFile) -> Code | None:
    """The code that was graded, its lines numbered as in the report; None where none could be taken."""
    source = source_of(file)
    if isinstance(source, Problem):
        return None
    cells = [_text(cell).removesuffix("\n") for cell in source.cells]
    return Code(file.name, "\n".join(cells).replace("\0", "\ufffd"))  # not every database keeps a NUL


def _text(cell: bytes) -> str:
    """The text in the encoding that the file declares, with its line ends as \\n."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(cell).readline)
        text = cell.decode(encoding, "replace")
    except (SyntaxError, LookupError, ValueError):
        text = cell.decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
