"""A learner's file may save what it makes: a plot, a table, the best model so far. In a worker there is nowhere to
write, and nobody would look at it; but a right answer must not fall with it. So what cannot be opened for writing is
kept in memory, and found there, until the file is loaded anew or the worker ends.

    open(), pathlib, savefig, to_csv, np.save, torch.save    as ``open`` does, in every mode
    os.makedirs, os.chdir, os.listdir, glob                  folders that are remembered
    os.path.exists, os.remove, os.rename, shutil.rmtree      of what is kept
    tempfile                                                 files and folders

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
import itertools
import os
import pathlib
import shutil
import stat
import tempfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

TEMPORARY = "/tmp"  # noqa: S108 -- a name: nothing is written there
_kept: dict[str, bytes | _Kept | None] = {}  # by absolute path: a file, closed or still open; None for a folder
_went: list[str] = []  # where os.chdir went last, if the system does not let it
_names = (f"tmp{number:08}" for number in itertools.count())
_open, _touch, _rmtree = io.open, pathlib.Path.touch, shutil.rmtree
_temporary = tempfile.NamedTemporaryFile


def install() -> None:
    """Have this process keep what it cannot write. Once, before libraries are imported: some hold on to `open`."""
    builtins.open = io.open = _open_or_keep
    for name, function in _INSTEAD.items():
        setattr(os, name, function)
    pathlib.Path.touch = _touch_or_keep  # type: ignore[method-assign]
    shutil.rmtree = _rmtree_or_forget  # type: ignore[assignment]
    tempfile.NamedTemporaryFile = tempfile.TemporaryFile = _temporary_or_keep  # type: ignore[assignment]
    tempfile.tempdir = TEMPORARY  # else tempfile looks for a place by writing there
    with contextlib.suppress(ImportError, KeyError):  # for np.savetxt: NumPy was imported before
        openers = vars(importlib.import_module("numpy.lib._datasource"))["_file_openers"]
        vars(openers)["_file_openers"][None] = _open_or_keep


def save_by_open(torch: Any) -> None:
    """``torch.save`` by way of `open`: else C++ opens the file."""
    torch.save = _by_open(torch.save)


def forget() -> None:
    """Nothing was ever written, and nobody went anywhere."""
    _kept.clear()
    _went.clear()


# ---- files


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
    if _is_folder(path):
        _refuse(errno.EISDIR, file)
    if "x" in mode and path in _kept:
        _refuse(errno.EEXIST, file)
    binary = _Kept(path, file, mode) if writes else io.BufferedReader(io.BytesIO(_content(path)))
    if "b" in mode:
        return binary
    return io.TextIOWrapper(binary, encoding or "utf-8", errors, newline, write_through=True)


def _by_open(save: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(save)
    def saved(obj: Any, f: Any, *rest: Any, **how: Any) -> None:
        if not _path_of(f):
            save(obj, f, *rest, **how)
            return
        with _open_or_keep(f, "wb") as file:
            save(obj, file, *rest, **how)

    return saved


def _touch_or_keep(self: pathlib.Path, mode: int = 0o666, exist_ok: bool = True) -> None:
    try:
        _touch(self, mode, exist_ok)
    except FileExistsError:
        raise
    except OSError:
        _open_or_keep(self, "a" if exist_ok else "x").close()


def _temporary_or_keep(
    mode: str = "w+b",
    buffering: int = -1,
    encoding: str | None = None,
    newline: str | None = None,
    suffix: str | None = None,
    prefix: str | None = None,
    dir: str | None = None,  # noqa: A002 -- as tempfile has it
    **how: Any,
) -> Any:
    try:
        return _temporary(mode, buffering, encoding, newline, suffix, prefix, dir, **how)
    except OSError:
        path = os.path.join(dir or TEMPORARY, f"{prefix or ''}{next(_names)}{suffix or ''}")
        return _open_or_keep(path, mode, buffering, encoding, how.get("errors"), newline)


# ---- what os has, for what is kept; its own for all else


def _mkdir(path: Any, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
    where = _path_of(path)
    if where in _kept:
        _refuse(errno.EEXIST, path)
    try:
        _os["mkdir"](path, mode, dir_fd=dir_fd)
    except OSError as error:
        if not where or dir_fd is not None or error.errno in (errno.EEXIST, errno.ENOTDIR):
            raise
        _kept[where] = None


def _stat(path: Any, *, dir_fd: int | None = None, follow_symlinks: bool = True) -> os.stat_result:
    try:
        return _os["stat"](path, dir_fd=dir_fd, follow_symlinks=follow_symlinks)  # type: ignore[no-any-return]
    except OSError:
        where = _path_of(path) if dir_fd is None else ""
        if not _is_there(where):
            raise
        kind = stat.S_IFDIR | 0o755 if _is_folder(where) else stat.S_IFREG | 0o644
        return os.stat_result((kind, zlib.crc32(where.encode()), 0, 1, 0, 0, len(_content(where)), 0, 0, 0))


def _lstat(path: Any, *, dir_fd: int | None = None) -> os.stat_result:
    return _stat(path, dir_fd=dir_fd, follow_symlinks=False)


def _access(path: Any, mode: int, **how: Any) -> bool:
    return _is_there(_path_of(path)) or _os["access"](path, mode, **how)


def _chmod(path: Any, mode: int, **how: Any) -> None:
    if not _is_there(_path_of(path)):
        _os["chmod"](path, mode, **how)


def _utime(path: Any, *times: Any, **how: Any) -> None:
    if not _is_there(_path_of(path)):
        _os["utime"](path, *times, **how)


def _unlink(path: Any, *, dir_fd: int | None = None) -> None:
    where = _path_of(path) if dir_fd is None else ""
    if _kept.get(where) is not None:
        del _kept[where]
    elif where and not os.path.lexists(where):
        _refuse(errno.ENOENT, path)
    else:
        _os["unlink"](path, dir_fd=dir_fd)


def _rmdir(path: Any, *, dir_fd: int | None = None) -> None:
    where = _path_of(path) if dir_fd is None else ""
    if where not in _kept:
        _os["rmdir"](path, dir_fd=dir_fd)
    elif _below(where):
        _refuse(errno.ENOTEMPTY, path)
    else:
        del _kept[where]


def _rename(src: Any, dst: Any, **how: Any) -> None:
    old, new = _path_of(src), _path_of(dst)
    if old not in _kept:
        _os["rename"](src, dst, **how)
        return
    for path in [old, *_below(old)]:
        file = _kept.pop(path)
        _kept[new + path[len(old) :]] = file if file is None or isinstance(file, bytes) else file.getvalue()


def _rmtree_or_forget(path: Any, *rest: Any, **how: Any) -> None:
    where = _path_of(path)
    if where not in _kept:
        _rmtree(path, *rest, **how)
        return
    for one in [where, *_below(where)]:
        del _kept[one]


def _listdir(path: Any = ".") -> list[Any]:
    where = _path_of(path)
    try:
        names = _os["listdir"](path)
    except OSError:
        if not _is_folder(where) and where != os.getcwd():
            raise
        names = []
    return [*names, *(name for name in _names_in(where) if name not in names)]


def _scandir(path: Any = ".") -> Any:
    where = _path_of(path)
    if not where or (not _names_in(where) and not _is_folder(where)):
        return _os["scandir"](path)
    return _Entries(_Entry(name, os.path.join(os.fspath(path), name)) for name in _names_in(where))


def _chdir(path: Any) -> None:
    try:
        _os["chdir"](path)
        _went.clear()
    except OSError:
        where = _path_of(path)
        if not os.path.isdir(where):
            raise
        _went[:] = [where]


def _getcwd() -> str:
    return _went[0] if _went else _os["getcwd"]()


_INSTEAD: dict[str, Callable[..., Any]] = {
    "mkdir": _mkdir,
    "rmdir": _rmdir,
    "stat": _stat,
    "lstat": _lstat,
    "access": _access,
    "chmod": _chmod,
    "utime": _utime,
    "unlink": _unlink,
    "remove": _unlink,
    "rename": _rename,
    "replace": _rename,
    "listdir": _listdir,
    "scandir": _scandir,
    "chdir": _chdir,
    "getcwd": _getcwd,
}
_os = {name: getattr(os, name) for name in _INSTEAD}  # as they are, before they are replaced


class _Entry:
    """What `os.scandir` gives of something that is kept."""

    def __init__(self, name: str, path: str) -> None:
        self.name, self.path = name, path

    def __fspath__(self) -> str:
        return self.path

    def is_dir(self, **_how: Any) -> bool:
        return os.path.isdir(self.path)

    def is_file(self, **_how: Any) -> bool:
        return os.path.isfile(self.path)

    def is_symlink(self) -> bool:
        return False

    def stat(self, **_how: Any) -> os.stat_result:
        return _stat(self.path)


class _Entries:
    def __init__(self, entries: Iterator[_Entry]) -> None:
        self.entries = entries

    def __iter__(self) -> Iterator[_Entry]:
        return self.entries

    def __next__(self) -> _Entry:
        return next(self.entries)

    def __enter__(self) -> _Entries:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def close(self) -> None:
        """As that of `os.scandir`."""


# ---- paths


def _path_of(file: Any) -> str:
    """The absolute path behind what names a file; empty where it is a descriptor, an open file, or nothing at all."""
    if not isinstance(file, str | bytes | os.PathLike):
        return ""
    try:
        return os.path.abspath(os.fsdecode(file))
    except (TypeError, ValueError, OSError):
        return ""


def _below(where: str) -> list[str]:
    return [path for path in _kept if path.startswith(where.rstrip("/") + "/")]


def _names_in(where: str) -> list[str]:
    return list(dict.fromkeys(path[len(where.rstrip("/")) + 1 :].partition("/")[0] for path in _below(where)))


def _is_folder(where: str) -> bool:
    return where == TEMPORARY or _kept.get(where, b"") is None or bool(where and _below(where))


def _is_there(where: str) -> bool:
    return where in _kept or _is_folder(where)


def _refuse(code: int, path: Any) -> NoReturn:
    raise OSError(code, os.strerror(code), path)
