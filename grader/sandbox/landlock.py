"""Landlock: a process gives up, for good, every file that it has not been allowed. No privilege is needed.

Landlock can only allow, and what it allows of a directory holds for everything below. So the caller lists the paths
to allow (trees.py makes that list, entry by entry where a tree holds something forbidden), and all else is closed:
reading, writing, listing, and, as far as this kernel's version of Landlock goes, TCP, abstract sockets and signals to
other processes. It does not mediate `stat`: names and sizes can be seen where no mount namespace hides them.

The ruleset is built once, in the zygote; each worker enters it by itself. Stands alone.
"""

from __future__ import annotations

import ctypes
import os
import stat
import sys
from collections.abc import Sequence
from typing import Any

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every architecture
_READ_FILE, _READ_DIR, _WRITE_FILE = 1 << 2, 1 << 3, 1 << 1
_FS_BITS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # how many file system rights each version knows
_TCP_BIND_AND_CONNECT = 3  # version 4
_ABSTRACT_SOCKETS_AND_SIGNALS = 3  # version 6
WRITABLE = ("/dev/null",)

_libc: Any = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class _RulesetAttr(ctypes.Structure):
    _fields_ = [("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("access", ctypes.c_uint64), ("fd", ctypes.c_int32)]


def version() -> int:
    """The kernel's version of Landlock; 0 where it has none."""
    return max(0, int(_libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), 1)))


def ruleset(paths: Sequence[str]) -> int:
    """The descriptor of a ruleset that allows to read `paths` and what is below them. Raises OSError."""
    abi = version()
    attr = _RulesetAttr(
        fs=(1 << _FS_BITS.get(abi, 16)) - 1,
        net=_TCP_BIND_AND_CONNECT if abi >= 4 else 0,
        scoped=_ABSTRACT_SOCKETS_AND_SIGNALS if abi >= 6 else 0,
    )
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    fd = int(_libc.syscall(_CREATE_RULESET, ctypes.byref(attr), ctypes.c_size_t(size), 0))
    if fd < 0:
        raise OSError(ctypes.get_errno(), "landlock_create_ruleset")
    for path in paths:
        _allow(fd, path)
    return fd


def _allow(ruleset_fd: int, path: str) -> None:
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # what is not there need not be allowed
        return
    try:
        mode = os.fstat(fd).st_mode
        access = _READ_FILE | (_READ_DIR if stat.S_ISDIR(mode) else 0) | (_WRITE_FILE if path in WRITABLE else 0)
        rule = _PathBeneath(access=access, fd=fd)
        if _libc.syscall(_ADD_RULE, ruleset_fd, 1, ctypes.byref(rule), 0):
            raise OSError(ctypes.get_errno(), "landlock_add_rule", path)
    finally:
        os.close(fd)


def enter(ruleset_fd: int) -> None:
    """Close everything that the ruleset does not allow to this process. Needs no_new_privs."""
    if _libc.syscall(_RESTRICT_SELF, ruleset_fd, 0):
        raise OSError(ctypes.get_errno(), "landlock_restrict_self")
