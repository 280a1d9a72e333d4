"""Read submissions safely: one student's files, each once, so that the bytes that are hashed are the bytes that run.

Who is in the batch, and which file is which unit, `survey` has said before (survey.py). What a student handed in and
cannot be taken has a `Problem` ``refused``; what this machine could not read, ``grader_error``.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import tokenize
from collections.abc import Sequence
from dataclasses import dataclass

from .cells import NotANotebook, code_cells
from .entries import Entry
from .find import Found, refused
from .origin import Origin
from .results import Outcome, Problem
from .sandbox.place import Source
from .survey import Batch, survey
from .trees import Caps, Refused
from .trees import read as read_whole

__all__ = [
    "Batch", "Caps", "Code", "Entry", "Submission", "UnitFile", "code_of", "read", "source_of", "survey",
]  # fmt: skip
_SLOW = ("punycode", "idna")  # codecs for short names: a megabyte takes them half an hour
NOT_PYTHON = {
    b"PK\x03\x04": "a zip archive",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"{\\rtf": "an office document",
}


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
    origin: Origin | None = None


def read(entry: Entry, units: Sequence[str], caps: Caps = Caps()) -> Submission:  # noqa: B008 - frozen
    """The student's files for `units`. Never raises for what is in them."""
    files = tuple(_read(entry.found[unit], caps) for unit in units if unit in entry.found)
    problem = entry.problem
    if problem is None and not files:
        wanted = " or ".join(f"{unit}.py" for unit in units)
        handed_in = f"; handed in: {', '.join(entry.others[:3])}" if entry.others else ""
        problem = refused(f"no file: {wanted} is missing{handed_in}")
    return Submission(entry.student, files, problem, entry.notes, entry.origin)


def _read(found: Found, caps: Caps) -> UnitFile:
    if found.item is None or found.problem is not None:
        return UnitFile(found.unit, found.name, notes=found.notes, problem=found.problem)
    notebook = found.name.lower().endswith(".ipynb")
    try:
        data = read_whole(found.item.tree, found.item.at, caps.notebook_bytes if notebook else caps.source_bytes)
        problem = None if notebook else _not_python(found.name, data)
    except Refused as reason:
        data, problem = b"", refused(f"{found.name} {reason}")
    except OSError as error:
        problem = Problem(Outcome.GRADER_ERROR, f"{found.name} cannot be read: {error.strerror or error}")
    if problem is not None:
        return UnitFile(found.unit, found.name, notes=found.notes, problem=problem)
    return UnitFile(found.unit, found.name, data, "sha256:" + hashlib.sha256(data).hexdigest(), found.notes)


def _not_python(name: str, data: bytes) -> Problem | None:
    """What is clearly another file under a source's name, said so that its student understands it."""
    if not data.strip():
        return refused(f"{name} is empty")
    what = next((what for magic, what in NOT_PYTHON.items() if data.startswith(magic)), None)
    if what is None and data.lstrip()[:1] == b"{" and b'"cells"' in data and b'"nbformat"' in data:
        what = "a notebook"
    return None if what is None else refused(f"{name} is {what}, not Python")


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
    """The text in the encoding that the file declares, with its line ends as \\n, and no half of a surrogate pair."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(cell).readline)
        text = cell.decode("utf-8" if codecs.lookup(encoding).name in _SLOW else encoding, "replace")
    except (SyntaxError, LookupError, ValueError):
        text = cell.decode("utf-8", "replace")
    return text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
