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

_kept: dict[str, bytes | None] = {}  # by absolute path: the content of a file; None for a folder
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
    """A file that is open for writing. What was written is there for others once it is flushed."""

    def __init__(self, path: str, name: Any, mode: str) -> None:
        super().__init__(b"" if "w" in mode or "x" in mode else _kept.get(path) or b"")
        self.name, self._path = name, path
        if "a" in mode:
            self.seek(0, os.SEEK_END)
        self.flush()

    def flush(self) -> None:
        if not self.closed:
            _kept[self._path] = self.getvalue()

    def close(self) -> None:
        self.flush()
        super().close()


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
    binary = _Kept(path, file, mode) if writes else io.BufferedReader(io.BytesIO(_kept[path] or b""))
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
        content = _kept[where]
        kind, size = (stat.S_IFDIR | 0o755, 0) if content is None else (stat.S_IFREG | 0o644, len(content))
        return os.stat_result((kind, 0, 0, 1, 0, 0, size, 0, 0, 0))


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
