"""The engine as files, to be handed out or sent to another machine: the package without its course, what it needs to
be installed, and its licence. Taken from wherever this package lies, so that it works from an installed one too.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator
from pathlib import Path

from ..errors import GraderError

PACKAGE = Path(__file__).resolve().parents[1]


def engine_files() -> Iterator[tuple[str, bytes]]:
    """Path below the package's parent -> bytes, in order; without the course."""
    for path in sorted(PACKAGE.rglob("*")):
        below = path.relative_to(PACKAGE)
        left_out = below.parts[0] == "course" or "__pycache__" in below.parts or path.suffix in (".pyc", ".pyo")
        if path.is_file() and not left_out:
            yield f"grader/{below.as_posix()}", path.read_bytes()


def version() -> str:
    return _distribution().version


def python() -> str:
    """Which Pythons it runs on, as a specifier."""
    found = str(_distribution().metadata["Requires-Python"] or ">=3.11")
    return ",".join(sorted(found.split(","), reverse=True))


def requirements(extra: str = "") -> list[str]:
    """What pip has to install: the dependencies of every learner, or those of one extra."""
    found = []
    for line in _distribution().requires or []:
        requirement, _, marker = line.partition(";")
        own = [part.strip() for part in marker.split(" and ")]
        named = f'extra == "{extra}"' if extra else ""
        if (extra and named in own) or (not extra and "extra ==" not in marker):
            kept = " and ".join(part for part in own if part and part != named)
            found.append(f"{requirement.strip()}; {kept}" if kept else requirement.strip())
    return found


def lock() -> bytes | None:
    """The constraints file that the project is tested with, where it is at hand."""
    path = PACKAGE.parent / "requirements.lock"
    return path.read_bytes() if path.is_file() else None


def licence() -> bytes | None:
    """The engine's licence, which goes wherever it goes."""
    path = PACKAGE.parent / "LICENSE"
    if path.is_file():
        return path.read_bytes()
    text = _distribution().read_text("licenses/LICENSE")
    return text.encode() if text else None


def _distribution() -> importlib.metadata.Distribution:
    try:
        return importlib.metadata.distribution("grader")
    except importlib.metadata.PackageNotFoundError:
        raise GraderError("grader is not installed here, so what it needs is not known; install it with pip") from None
