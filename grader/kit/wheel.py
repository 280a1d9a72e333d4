"""The engine and a course as one file that pip installs: a wheel, made here, for a kit must need no build tools.

A wheel is a zip with the package, and beside it a folder that says what it is (PyPA's binary distribution format 1.0).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping

from . import engine
from .zipping import zipped

EXTRAS = ("notebook", "watch")
_TAG = "Wheel-Version: 1.0\nGenerator: grader\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_ENTRY_POINTS = "[console_scripts]\ngrader = grader.cli:main\n\n[pytest11]\ngrader = grader.pytest_plugin\n"


def name() -> str:
    return f"grader-{engine.version()}-py3-none-any.whl"


def wheel(files: Mapping[str, bytes], about: str) -> bytes:
    """`files` are those of the package; `about` is one line on what this is."""
    info = f"grader-{engine.version()}.dist-info"
    licence = engine.licence()
    beside = {"METADATA": _metadata(about), "WHEEL": _TAG, "entry_points.txt": _ENTRY_POINTS}
    members = {**files, **{f"{info}/{name}": text.encode() for name, text in beside.items()}}
    if licence is not None:
        members[f"{info}/licenses/LICENSE"] = licence
    record = "".join(f"{name},{_digest(data)},{len(data)}\n" for name, data in members.items())
    members[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    return zipped(members)


def _metadata(about: str) -> str:
    lines = [f"Metadata-Version: 2.1\nName: grader\nVersion: {engine.version()}"]
    lines += [f"Summary: {' '.join(about.split())}", f"Requires-Python: {engine.python()}"]
    lines += [f"Requires-Dist: {line}" for line in engine.requirements()]
    for extra in EXTRAS:
        lines.append(f"Provides-Extra: {extra}")
        lines += [f"Requires-Dist: {_with_extra(line, extra)}" for line in engine.requirements(extra)]
    return "\n".join(lines) + "\n"


def _with_extra(line: str, extra: str) -> str:
    requirement, _, marker = line.partition(";")
    also = f"({marker.strip()}) and " if marker.strip() else ""
    return f'{requirement.strip()}; {also}extra == "{extra}"'


def _digest(data: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
