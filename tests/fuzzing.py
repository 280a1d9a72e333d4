"""What is fuzzed, as functions of bytes: each takes any bytes at all and raises only where a promise is broken.

    wire       a frame, as a worker may send it, and the reply in it
    header     the same with the lengths filled in, so that mutations reach the decoder behind them
    notebook   a file called .ipynb
    cell       a cell's source
    source     a file called .py, read as text for a page
    archive    an archive that a student handed in: the first byte chooses the end of its name

tests/test_fuzz.py runs them under Hypothesis and replays tests/corpus/; benchmarks/fuzz.py runs them under atheris.
A crash that any of them finds becomes a file in tests/corpus/<target>/.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import tarfile
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from grader.archives import OPENED, Archive
from grader.cells import MAX_CELLS, MAX_CODE, NotANotebook, code_cells, plain_python
from grader.intake import UnitFile, code_of
from grader.sandbox.replies import checked
from grader.sandbox.wire import PREFIX, WireError, decode, encode, frame_size
from grader.trees import Caps, Child, Kind, Parts, Refused, read

CORPUS = Path(__file__).parent / "corpus"
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "150"))  # of each property
OPS = ("begin", "call", "get", "fresh")
SPARE = bytes(range(64))  # a body for headers that ask for one


def wire(data: bytes) -> None:
    """A value or a WireError; a value that is sent on arrives again, and is a reply or none."""
    with contextlib.suppress(WireError):
        assert frame_size(data[: PREFIX.size].ljust(PREFIX.size, b"\0")) >= PREFIX.size
    try:
        value = decode(data)
    except WireError:
        return
    try:
        again = encode(value)
    except WireError:  # deeper, or of more parts, than the encoder makes
        return
    assert encode(decode(again)) == again
    for op in OPS:
        with contextlib.suppress(WireError):
            assert checked(value, op) is value


def header(data: bytes) -> None:
    wire(PREFIX.pack(len(data), len(SPARE)) + data + SPARE)


def notebook(data: bytes) -> None:
    """Cells within their bounds, or NotANotebook with a short reason."""
    try:
        cells, dropped = code_cells(data)
    except NotANotebook as error:
        reason = str(error)
    else:
        reason = ""
    if reason:
        assert len(reason) < 200
        assert "\n" not in reason
        return
    lines = sum(cell.count(b"\n") + 1 for cell in cells)
    assert 0 <= dropped <= lines
    assert len(cells) <= MAX_CELLS
    assert sum(map(len, cells)) <= 4 * MAX_CODE + 8 * lines


def cell(data: bytes) -> None:
    """As many lines as before; nothing is left to drop; and what is Python already stays as it is."""
    source = data.decode("utf-8", "surrogateescape")
    plain, dropped = plain_python(source)
    usual = source.replace("\r\n", "\n").replace("\r", "\n")
    assert plain.count("\n") == usual.count("\n")
    assert (plain == usual) == (dropped == 0) or "pass" in usual or not usual.strip()
    assert plain_python(plain) == (plain, 0)
    if is_python(usual):
        assert (plain, dropped) == (usual, 0)


def is_python(source: str) -> bool:
    """Is this Python as it stands?"""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True


def source(data: bytes) -> None:
    """Text without a null, whatever encoding the file declares."""
    code = code_of(UnitFile("one", "one.py", data))
    assert code is not None
    assert "\0" not in code.text
    assert "\r" not in code.text


@dataclass(frozen=True)
class Memory:
    """A tree of one file."""

    data: bytes

    def children(self, at: Parts) -> list[Child]:
        return []

    def open(self, at: Parts, cap: int) -> BinaryIO:
        return io.BytesIO(self.data)


CAPS = Caps(archive_bytes=100_000, archive_members=50)


def archive(data: bytes) -> None:
    """A tree of plain names and files within their caps, or a reason in one line; nothing is written anywhere."""
    name = "a" + OPENED[data[0] % len(OPENED)] if data else "a.zip"
    try:
        opened = Archive(Memory(data[1:]), (name,), CAPS)
    except Refused as reason:
        told = str(reason)
    else:
        told = ""
    if told:
        assert len(told) < 300
        assert "\n" not in told
        return
    places: list[Parts] = [()]
    for place in places:
        assert len(places) < 5000
        for child in opened.children(place):
            assert child.name not in ("", ".", "..")
            assert "/" not in child.name
            if child.kind is Kind.FOLDER:
                places.append((*place, child.name))
            with contextlib.suppress(Refused):
                assert len(read(opened, (*place, child.name), 1000)) <= 1000


TARGETS: dict[str, Callable[[bytes], None]] = {
    "wire": wire,
    "header": header,
    "notebook": notebook,
    "cell": cell,
    "source": source,
    "archive": archive,
}


# ---- where mutations start from: made at run time, for the layout of a frame is nobody's promise


def values() -> list[Any]:
    """One of every sort of value that can cross."""
    import pandas as pd
    import torch

    from grader.sandbox.wire import Handle, Opaque

    error = {"error": "raised", "type": "ValueError", "text": "no", "frames": [[1, "f", "return 1"]]}
    numbers = [np.arange(6).astype(name).reshape(2, 3) for name in ("bool", "int8", "uint64", "float16", "complex128")]
    return [
        *(None, True, 0, -1, 1 << 62, 1 << 200, 1.5, float("nan"), 2 - 3j, "text é", b"bytes", "\0" * 300),
        *([], [1, [2, [3.0]]], (), (1, (2,)), {}, {"a": {1: (None,)}}, [1.5] * 40),
        *(np.float32(1.5), np.int64(7), np.bool_(True), np.zeros(()), np.zeros((0, 3)), np.zeros((1,) * 9), *numbers),
        *(torch.ones(2, 3), torch.ones(2, requires_grad=True), torch.ones(2, dtype=torch.bfloat16)),
        torch.ones(2, requires_grad=True) * 2,
        *(pd.DataFrame({"a": [1.0, 2.0], 3: ["x", "y"]}), pd.DataFrame(), pd.DataFrame({"a": []})),
        *(Handle(3, "Model"), Opaque("Thing"), [Opaque("Thing"), np.ones(2)]),
        *({"ok": np.ones(3), "changed": {0: np.ones(2)}, "global_rng": True}, {"ok": 1}, error, {"ok": None}),
        *({"problem": None, "notes": ["cell 1: no"]}, {"problem": error, "notes": []}),
    ]


def frames() -> list[bytes]:
    return [encode(value) for value in values()]


def repeated(frame: bytes, size: int) -> bytes:
    """A list of one frame's value over and over, all with the same bytes behind them: what costs most."""
    length, _ = PREFIX.unpack_from(frame)
    one, body = frame[PREFIX.size : PREFIX.size + length], frame[PREFIX.size + length :]
    count = (size - 5) // length
    many = b"\xdd" + count.to_bytes(4, "big") + one * count
    return PREFIX.pack(len(many), len(body)) + many + body


NOTEBOOKS = [
    b'{"cells": [{"cell_type": "code", "source": ["import numpy as np\\n", "%time x = 1\\n", "!ls"]}], "nbformat": 4}',
    b'{"worksheets": [{"cells": [{"cell_type": "code", "input": "x = 1"}]}], "nbformat": 3}',
    b'\xef\xbb\xbf{"cells": [{"cell_type": "markdown", "source": "# \xc3\xa9"}, {"cell_type": "code", "source": ""}]}',
]
CELLS = [
    b'%%time\ndef f(x):\n    """A\n    %d\n    """\n    return x % 3\n',
    b"files = !ls\nx = [1,\n% 2]\nnp.sum?\nt = f'{x!r}' # '''\n!pip install 'a\ny = 1 \\\n % 2\n",
    b"if x:\n    %matplotlib inline\n    y != 1\nx, y = %time f()\n",
]


SOURCES = [
    b"# -*- coding: latin-1 -*-\nx = '\xe9'\r\n",
    b"\xef\xbb\xbf# coding: utf-8\rx = 1\n",
    b"#!/usr/bin/python\n# vim: set fileencoding=utf-16 :\nx = 1\n",
    *(b"# coding: " + name + b"\n+AA-\\u00e9 \xff" for name in (b"utf-7", b"unicode_escape", b"idna", b"cp037")),
]


def archives() -> list[bytes]:
    """One of every sort that is opened, with a folder, an odd name and a link in it."""
    found = []
    for number, ending in enumerate(OPENED):
        made = io.BytesIO()
        if ending == ".zip":
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
                zipped.writestr("week1/one.py", "x = 1\n" * 20)
                zipped.writestr("\u00e9\\two.ipynb", NOTEBOOKS[1])
                zipped.writestr("empty/", "")
        else:
            mode = {"gz": "w:gz", "tgz": "w:gz", "bz2": "w:bz2", "tbz2": "w:bz2"}.get(ending.rpartition(".")[2], "w")
            with tarfile.open(fileobj=made, mode=mode) as tar:  # type: ignore[call-overload]
                for name, kind in (
                    ("week1", tarfile.DIRTYPE),
                    ("week1/one.py", tarfile.REGTYPE),
                    ("l", tarfile.SYMTYPE),
                ):
                    member = tarfile.TarInfo(name)
                    member.type, member.linkname = kind, "/etc/passwd"
                    member.size = 6 if kind == tarfile.REGTYPE else 0
                    tar.addfile(member, io.BytesIO(b"x = 1\n") if member.size else None)
        found.append(bytes([number]) + made.getvalue())
    return found


def seeds(target: str) -> list[bytes]:
    """Valid inputs of a target, and its corpus."""
    kept = [path.read_bytes() for path in sorted((CORPUS / target).glob("*"))]
    if target == "wire":
        return frames() + kept
    if target == "header":
        return [frame[PREFIX.size :] for frame in frames()]
    if target == "archive":
        return archives() + kept
    return {"notebook": NOTEBOOKS, "cell": CELLS, "source": SOURCES}[target] + kept
