"""A learner's file may save what it makes: a plot, a table, the best model so far. In a worker there is nowhere to
write, and nobody would look at it; but a right answer must not fall with it. So what cannot be opened for writing is
kept in memory, and read from there, until the file is loaded anew or the worker ends.

    open(), pathlib, savefig, to_csv, np.save, torch.save    as ``open`` does, in every mode
    os.mkdir, os.makedirs                                    folders that are remembered
    os.stat, os.path.exists, os.path.isdir, os.unlink        of what is kept

The walls are in limits.py: nothing here reaches a disk, and what can be written there (in plain processes, in
`pytest`) is written there. Memory is the worker's own, and counts.

Stands alone.
"""

from __future__ import annotations

import builtins
import contextlib
import errno
import functools
import importlib
import io
import os
import stat
from collections.abc import Callable
from typing import Any

_kept: dict[str, bytes | _Kept | None] = {}  # by absolute path: a file, closed or still open; None for a folder
_open, _mkdir, _stat, _unlink = io.open, os.mkdir, os.stat, os.unlink


def install() -> None:
    """Have this process keep what it cannot write. Once, before libraries are imported: some hold on to `open`."""
    builtins.open = io.open = _open_or_keep
    os.mkdir, os.stat = _mkdir_or_keep, _stat_or_kept
    os.unlink = os.remove = _unlink_or_forget
    with contextlib.suppress(ImportError, KeyError):  # for np.savetxt: NumPy was imported before
        openers = vars(importlib.import_module("numpy.lib._datasource"))["_file_openers"]
        vars(openers)["_file_openers"][None] = _open_or_keep


def save_by_open(torch: Any) -> None:
    """``torch.save`` by way of `open`: else C++ opens the file."""
    torch.save = _by_open(torch.save)


def forget() -> None:
    """Nothing was ever written."""
    _kept.clear()


class _Kept(io.BytesIO):
    """A file that is open for writing."""

    def __init__(self, path: str, name: Any, mode: str) -> None:
        super().__init__(b"" if "w" in mode or "x" in mode else _content(path))
        self.name, self._path = name, path
        if "a" in mode:
            self.seek(0, os.SEEK_END)
        _kept[path] = self

    def close(self) -> None:
        if _kept.get(self._path) is self:
            _kept[self._path] = self.getvalue()
        super().close()


def _content(path: str) -> bytes:
    file = _kept.get(path) or b""
    return file if isinstance(file, bytes) else file.getvalue()


def _open_or_keep(
    file: Any,
    mode: str = "r",
    buffering: int = -1,
    encoding: str | None = None,
    errors: str | None = None,
    newline: str | None = None,
    closefd: bool = True,
    opener: Callable[[str, int], int] | None = None,
) -> Any:
    path = _path_of(file)
    writes = bool(set(mode) & set("wax+"))
    if path not in _kept:
        try:
            return _open(file, mode, buffering, encoding, errors, newline, closefd, opener)
        except OSError as error:
            if not path or not writes or opener or isinstance(error, IsADirectoryError | FileExistsError):
                raise
            if "r" in mode and error.errno == errno.ENOENT:
                raise
    if path in _kept and (_kept[path] is None or "x" in mode):
        code = errno.EISDIR if _kept[path] is None else errno.EEXIST
        raise OSError(code, os.strerror(code), file)
    binary = _Kept(path, file, mode) if writes else io.BufferedReader(io.BytesIO(_content(path)))
    if "b" in mode:
        return binary
    return io.TextIOWrapper(binary, encoding or "utf-8", errors, newline, write_through=True)


def _mkdir_or_keep(path: Any, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
    where = _path_of(path)
    if where in _kept:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)
    try:
        _mkdir(path, mode, dir_fd=dir_fd)
    except OSError as error:
        if not where or dir_fd is not None or error.errno in (errno.EEXIST, errno.ENOTDIR):
            raise
        _kept[where] = None


def _stat_or_kept(path: Any, *, dir_fd: int | None = None, follow_symlinks: bool = True) -> os.stat_result:
    try:
        return _stat(path, dir_fd=dir_fd, follow_symlinks=follow_symlinks)
    except OSError:
        where = _path_of(path) if dir_fd is None else ""
        if where not in _kept:
            raise
        kind = stat.S_IFDIR | 0o755 if _kept[where] is None else stat.S_IFREG | 0o644
        return os.stat_result((kind, 0, 0, 1, 0, 0, len(_content(where)), 0, 0, 0))


def _unlink_or_forget(path: Any, *, dir_fd: int | None = None) -> None:
    where = _path_of(path) if dir_fd is None else ""
    if _kept.get(where) is not None:
        del _kept[where]
    elif where and not os.path.lexists(where):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    else:
        _unlink(path, dir_fd=dir_fd)


def _by_open(save: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(save)
    def saved(obj: Any, f: Any, *rest: Any, **how: Any) -> None:
        if not _path_of(f):
            save(obj, f, *rest, **how)
            return
        with _open_or_keep(f, "wb") as file:
            save(obj, file, *rest, **how)

    return saved


def _path_of(file: Any) -> str:
    """The absolute path behind what names a file; empty where it is a descriptor, an open file, or nothing at all."""
    if not isinstance(file, str | bytes | os.PathLike):
        return ""
    try:
        return os.path.abspath(os.fsdecode(file))
    except (TypeError, ValueError, OSError):
        return ""
