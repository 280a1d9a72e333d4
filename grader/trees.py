"""Files that somebody handed in, wherever they lie: on the disk or in an archive, as one kind of tree.

A `Tree` lists what is below a place in it and opens a file there, as bytes and with a cap, and nothing else: no link
is followed, nothing that is not a regular file is opened, nothing is unpacked or written. Folders on the disk are
here, archives in archives.py.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import BinaryIO, Protocol

Parts = tuple[str, ...]  # a path below a tree's root
_ESCAPED = re.compile(r"\\x[89a-f][0-9a-f]")


class Refused(Exception):
    """It cannot be taken. The message is what follows the file's name: ``is not a regular file``."""


class Kind(Enum):
    FOLDER = "a folder"
    FILE = "a file"
    LINK = "a link to a folder"
    OTHER = "neither a file nor a folder"


@dataclass(frozen=True)
class Caps:
    """How much is taken of a file, and of an archive that a student handed in."""

    source_bytes: int = 1_000_000
    notebook_bytes: int = 20_000_000
    archive_bytes: int = 100_000_000  # as handed in, and unpacked
    archive_members: int = 1_000
    archive_ratio: int = 100  # unpacked to packed


@dataclass(frozen=True)
class Child:
    """Something in a folder of a tree."""

    name: str
    kind: Kind


class Tree(Protocol):
    """Where files lie."""

    def children(self, at: Parts) -> list[Child]:
        """What is in a folder, by name. Raises OSError."""

    def open(self, at: Parts, cap: int) -> BinaryIO:
        """A file of at most `cap` bytes. Raises Refused, or OSError where this machine cannot read it."""


def read(tree: Tree, at: Parts, cap: int) -> bytes:
    """The whole file. Raises Refused and OSError."""
    with tree.open(at, cap) as file:
        data = file.read(cap + 1)
    if len(data) > cap:  # it grew
        raise too_large(cap)
    return data


def too_large(cap: int) -> Refused:
    return Refused(f"is too large: more than {cap:,} bytes")


def as_id(name: str) -> str:
    """A file name as text. Bytes that are not UTF-8 become backslash escapes, and no two names become the same text."""
    if any("\udc80" <= letter <= "\udcff" for letter in name) or _ESCAPED.search(name):
        return os.fsencode(name.replace("\\", "\\\\")).decode("utf-8", "backslashreplace")
    return name


@dataclass(frozen=True)
class Disk:
    """A folder on the disk."""

    root: str

    def children(self, at: Parts) -> list[Child]:
        with os.scandir(Path(self.root, *at)) as entries:
            found = [Child(entry.name, _kind(entry)) for entry in entries]
        return sorted(found, key=lambda child: os.fsencode(child.name))

    def open(self, at: Parts, cap: int) -> BinaryIO:
        path = Path(self.root, *at)
        if not stat.S_ISREG(path.lstat().st_mode):
            raise Refused("is not a regular file")
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
        file = os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb")
        about = os.fstat(file.fileno())
        if stat.S_ISREG(about.st_mode) and about.st_size <= cap:
            return file
        file.close()
        raise too_large(cap) if stat.S_ISREG(about.st_mode) else Refused("is not a regular file")


def _kind(entry: os.DirEntry[str]) -> Kind:
    if entry.is_dir(follow_symlinks=False):
        return Kind.FOLDER
    if entry.is_symlink() and entry.is_dir():
        return Kind.LINK
    return Kind.FILE if entry.is_file() else Kind.OTHER
