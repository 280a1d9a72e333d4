"""Archives as trees, never unpacked onto the disk: zip, tar, tar.gz, tar.bz2.

One that a student handed in is refused as a whole where a member's name leads outside, where there are too many
members, or where they unpack to too much, by their own word or in truth. A download from an LMS is the instructor's
own: its members may be many, each is capped when it is read, and a bad name costs only that member. Links and devices
in an archive are no files; a name that is there twice is none either.
"""

from __future__ import annotations

import bz2
import gzip
import io
import re
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import IO, BinaryIO, cast

from .trees import Caps, Child, Kind, Parts, Refused, Tree, read, too_large

OPENED = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2")
NOT_OPENED = (".rar", ".7z", ".tar.xz", ".txz", ".tar.zst", ".tar.lzma")
MAX_DEPTH = 32
TWICE = "is in the archive twice"
SMALL = 1_000_000  # below this a ratio says nothing
STUDENTS_TABLE, DOWNLOADS_TABLE = 2 << 20, 32 << 20  # bytes of a zip's table of contents
DOWNLOAD_BYTES = 1 << 40
_CHUNK = 1 << 16


@dataclass(frozen=True)
class Member:
    """One file of an archive. `why` says why it is not taken."""

    index: int
    size: int
    why: str = ""


@dataclass(eq=False)
class Archive:
    """An archive at `at` in another tree. Raises Refused where it cannot be taken, OSError where it cannot be read.

    `bad` lists the members of a download whose names cannot be taken.
    """

    within: Tree
    at: Parts
    caps: Caps
    download: bool = False
    bad: list[str] = field(default_factory=list)
    _members: dict[Parts, Member] = field(default_factory=dict, repr=False)
    _below: dict[Parts, dict[str, Kind]] = field(default_factory=lambda: {(): {}}, repr=False)
    _kept: zipfile.ZipFile | None = field(default=None, repr=False)
    _packed: int = 0

    def __post_init__(self) -> None:
        listing = self._list_tar if self.is_tar else self._list_zip
        unpacked = 0
        for index, (name, size, kind, why) in enumerate(listing(self._file())):
            if not self.download and index >= self.caps.archive_members:
                raise Refused(f"has more than {self.caps.archive_members:,} members")
            unpacked += size
            try:
                self._add(split(name), Member(index, size, why), kind)
            except Refused as reason:
                if not self.download:
                    raise
                self.bad.append(f"{name[:200]!r} {reason}")
        if not self.download:
            self._check_size(unpacked)

    @property
    def is_tar(self) -> bool:
        return not self.at[-1].lower().endswith(".zip")

    def _check_size(self, unpacked: int) -> None:
        if unpacked > self.caps.archive_bytes:
            raise Refused(f"unpacks to more than {self.caps.archive_bytes:,} bytes")
        if unpacked > max(SMALL, self._packed * self.caps.archive_ratio):
            raise Refused(f"unpacks to more than {self.caps.archive_ratio} times its size")

    def _add(self, path: Parts, member: Member, kind: Kind) -> None:
        if not path:
            return
        depth = len(path) if kind is Kind.FOLDER else len(path) - 1
        for folder in (path[:length] for length in range(1, depth + 1)):
            self._below.setdefault(folder, {})
            self._below[folder[:-1]][folder[-1]] = Kind.FOLDER
            if folder in self._members:
                self._members[folder] = replace(self._members[folder], why=TWICE)
        if kind is not Kind.FOLDER:
            twice = path in self._members or path in self._below
            self._members[path] = replace(member, why=TWICE) if twice else member
            self._below[path[:-1]].setdefault(path[-1], kind)

    # ---- as a tree

    def children(self, at: Parts) -> list[Child]:
        return [Child(name, kind) for name, kind in sorted(self._below.get(at, {}).items())]

    def open(self, at: Parts, cap: int) -> BinaryIO:
        member = self._members.get(at)
        if member is None:
            raise Refused("is not a regular file")
        if member.why:
            raise Refused(member.why)
        if member.size > cap:
            raise too_large(cap)
        file = None if self._kept else self._file()
        with _broken_is_refused():
            if file is not None and self.is_tar:
                data = self._tar_bytes(file, member, cap)
            else:
                data = self._zip_bytes(file, member, cap)
        if len(data) > cap:
            raise too_large(cap)
        return io.BytesIO(data)

    # ---- zip

    def _list_zip(self, file: BinaryIO) -> Iterator[tuple[str, int, Kind, str]]:
        with _broken_is_refused(), self._zip(file) as archive:
            infos = archive.infolist()
        for info in infos:
            mode = info.external_attr >> 16
            why = ""
            if info.flag_bits & 0x1:
                why = "is encrypted"
            elif info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                why = "is compressed in a way that is not taken"
            elif stat.S_IFMT(mode) and not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                why = "is not a regular file"
            folder = info.filename.endswith("/")  # is_dir() breaks on a member without a name
            yield _name(info), info.file_size, Kind.FOLDER if folder else Kind.FILE, why

    def _zip_bytes(self, file: BinaryIO | None, member: Member, cap: int) -> bytes:
        with self._zip(file) as archive, archive.open(archive.infolist()[member.index]) as opened:
            return _at_most(cast("BinaryIO", opened), cap)

    @contextmanager
    def _zip(self, file: BinaryIO | None) -> Iterator[zipfile.ZipFile]:
        if file is None:
            assert self._kept is not None
            yield self._kept
            return
        guarded = Guarded(file, DOWNLOADS_TABLE if self.download else STUDENTS_TABLE)
        archive = zipfile.ZipFile(cast("IO[bytes]", guarded))
        if self.download:  # read member by member, and its table of contents is long
            self._kept = archive
            yield archive
        else:
            with file, archive:
                yield archive

    # ---- tar

    def _list_tar(self, file: BinaryIO) -> Iterator[tuple[str, int, Kind, str]]:
        with _broken_is_refused():
            for member, _ in self._tar(file):
                plain = member.isreg() and not member.issparse()
                kind = Kind.FOLDER if member.isdir() else Kind.FILE
                yield member.name, member.size, kind, "" if plain else "is not a regular file"

    def _tar_bytes(self, file: BinaryIO, wanted: Member, cap: int) -> bytes:
        for index, (member, archive) in enumerate(self._tar(file)):
            if index == wanted.index:
                opened = archive.extractfile(member)
                return b"" if opened is None else _at_most(cast("BinaryIO", opened), cap)
        raise Refused("is no longer in the archive")

    def _tar(self, file: BinaryIO) -> Iterator[tuple[tarfile.TarInfo, tarfile.TarFile]]:
        """The members in their order, in one pass over the unpacked bytes, which are counted."""
        start = file.read(3)
        file.seek(0)
        raw = file
        if start[:2] == b"\x1f\x8b":
            raw = cast("BinaryIO", gzip.GzipFile(fileobj=file))
        elif start == b"BZh":
            raw = cast("BinaryIO", bz2.BZ2File(file))
        counted = Counted(raw, self._check_size)
        with file, tarfile.open(fileobj=cast("IO[bytes]", counted), mode="r|") as archive:
            for member in archive:
                yield member, archive

    # ---- its own bytes

    def _file(self) -> BinaryIO:
        if self.download:
            return self.within.open(self.at, DOWNLOAD_BYTES)
        data = read(self.within, self.at, self.caps.archive_bytes)  # whole: from here on an OSError is its own fault
        self._packed = len(data)
        return io.BytesIO(data)


def split(name: str) -> Parts:
    """A member's path. Raises Refused where it leads outside."""
    parts = name.replace("\\", "/").split("/")
    if (parts[0] == "" and len(parts) > 1) or re.match(r"[A-Za-z]:", name) or ".." in parts:
        raise Refused(f"has a member whose name leads outside: {name[:100]!r}")
    path = tuple(part for part in parts if part not in ("", "."))
    if len(path) > MAX_DEPTH:
        raise Refused(f"has a member more than {MAX_DEPTH} folders deep")
    return path


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name: UTF-8, also where the program that zipped it forgot to say so."""
    if not info.flag_bits & 0x800:
        try:
            return info.filename.encode("cp437").decode("utf-8")
        except ValueError:
            pass
    return info.filename


def _at_most(file: BinaryIO, cap: int) -> bytes:
    """No more than one chunk over the cap, whatever the archive says of the size."""
    out = bytearray()
    while len(out) <= cap and (data := file.read(_CHUNK)):
        out += data
    return bytes(out)


@contextmanager
def _broken_is_refused() -> Iterator[None]:
    """Around work on bytes that are here already, so that whatever goes wrong is the archive's fault."""
    try:
        yield
    except Refused:
        raise
    except Exception as error:  # noqa: BLE001 - zipfile and tarfile raise a dozen kinds, few of them documented
        text = " ".join(str(error).split())[:80]
        raise Refused(f"is a broken archive ({text or type(error).__name__})") from None


@dataclass
class Guarded:
    """A file that gives no more than `most` bytes at once: zipfile reads a table of contents whole."""

    file: BinaryIO
    most: int

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(self.most + 1 if size < 0 else min(size, self.most + 1))
        if len(data) > self.most:
            raise Refused("has a table of contents that is too long")
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        return self.file.tell()

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        self.file.close()


@dataclass
class Counted:
    """What is unpacked, in small reads and counted: `check` is told the sum after each."""

    file: BinaryIO
    check: Callable[[int], None]
    total: int = 0

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(min(size, _CHUNK) if size >= 0 else _CHUNK)
        self.total += len(data)
        self.check(self.total)
        return data
