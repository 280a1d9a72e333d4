"""What a worker takes from itself before it runs a learner's code. None of it can be taken back.

The zygote calls `Lockdown.prepare` once, as early as it can: namespaces, the unprivileged user, no capabilities. Each
worker, forked from it, calls `Lockdown.enter`: resource limits, no_new_privs, not dumpable, Landlock, and last the
system call filter, after which nothing of this could be called any more. All that can be made before the fork is made
before the fork: entering costs a dozen system calls and imports nothing.

The filter arrives compiled (syscalls.py, in the host). Its rules "on itself only" compare with a stand-in for the
process id, which each worker replaces by its own. Stands alone.
"""

from __future__ import annotations

import ctypes
import os
import signal
import struct
import sys
from collections.abc import Sequence
from typing import Any

from . import landlock

if sys.platform != "win32":
    import resource

PID_STANDIN = 0x7A5C3B1D  # above any process id that Linux gives out
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 1, 4, 22, 24, 38
_CLONE_NEWUTS, _CLONE_NEWIPC, _CLONE_NEWUSER, _CLONE_NEWNET = 0x04000000, 0x08000000, 0x10000000, 0x40000000
_JUMP_IF_EQUAL = 0x15
_SECCOMP_MODE_FILTER = 2

_libc: Any = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


class Lockdown:
    """The layers that are on, made ready in the zygote, entered in each worker."""

    def __init__(
        self, layers: Sequence[str], *, paths: Sequence[str], bpf: bytes, uid: int | None, memory: int, cpu_s: int
    ) -> None:
        self.layers = frozenset(layers)
        self.paths = list(paths)
        self.uid = uid
        self.memory = memory
        self.cpu_s = cpu_s
        self.missing: dict[str, str] = {}  # layers that could not be made, and why
        self._ruleset = -1
        self._limits: list[tuple[int, tuple[int, int]]] = []
        self._load_filter(bpf)

    def _load_filter(self, bpf: bytes) -> None:
        self._filter = ctypes.create_string_buffer(bpf, len(bpf))
        self._program = _Program(len(bpf) // 8, ctypes.addressof(self._filter))
        self._pid_offsets = [
            offset + 4
            for offset in range(0, len(bpf), 8)
            if struct.unpack_from("<HBBI", bpf, offset)[::3] == (_JUMP_IF_EQUAL, PID_STANDIN)
        ]

    def prepare(self) -> None:
        """In the zygote, before any library is imported: namespaces, user, capabilities."""
        if "namespaces" in self.layers:
            self._unshare()
        if self.layers:
            drop_bounding_set()
        if "uid" in self.layers and self.uid is not None:
            os.setgroups([])
            os.setresgid(self.uid, self.uid, self.uid)
            os.setresuid(self.uid, self.uid, self.uid)
        if self.layers:
            drop_capabilities()
            _prctl(_PR_SET_NO_NEW_PRIVS, 1)

    def _unshare(self) -> None:
        flags = _CLONE_NEWNET | _CLONE_NEWIPC | _CLONE_NEWUTS
        if _libc.unshare(flags) and _libc.unshare(flags | _CLONE_NEWUSER):
            self.missing["namespaces"] = f"unshare: {os.strerror(ctypes.get_errno())}"

    def ready(self, ruleset_fd: int) -> None:
        """In the zygote, when it is warm: what every worker will need, at the descriptor `ruleset_fd`."""
        if "landlock" in self.layers:
            try:
                made = landlock.ruleset(self.paths)
                os.dup2(made, ruleset_fd, inheritable=False)
                os.close(made)
                self._ruleset = ruleset_fd
            except OSError as error:
                self.missing["landlock"] = f"{error.filename or error.strerror}: {os.strerror(error.errno or 0)}"
        self.paths = []
        if "rlimits" in self.layers:
            with open("/proc/self/statm", "rb") as file:
                size = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
            self._limits = [
                (resource.RLIMIT_AS, _both(size + self.memory)),
                (resource.RLIMIT_CPU, (self.cpu_s, self.cpu_s + 1)),
                (resource.RLIMIT_FSIZE, _both(0)),
                (resource.RLIMIT_NOFILE, _both(64)),
                (resource.RLIMIT_CORE, _both(0)),
                (resource.RLIMIT_MEMLOCK, _both(0)),
                (resource.RLIMIT_MSGQUEUE, _both(0)),
                (resource.RLIMIT_RTPRIO, _both(0)),
                # NPROC counts all processes of a user: it would depend on what else runs. The filter refuses new
                # processes and the host counts threads.
            ]

    def enter(self, parent: int) -> None:
        """In the worker. Raises OSError where a layer cannot be entered: then it must not run anything."""
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before it could be a parent that dies
            os._exit(0)
        for which, both in self._limits:
            resource.setrlimit(which, both)
        if self.layers:
            _prctl(_PR_SET_NO_NEW_PRIVS, 1)
            _prctl(_PR_SET_DUMPABLE, 0)
        if self._ruleset >= 0:
            landlock.enter(self._ruleset)
            os.close(self._ruleset)
        if "seccomp" in self.layers:
            pid = os.getpid()
            for offset in self._pid_offsets:
                struct.pack_into("<I", self._filter, offset, pid)
            _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(self._program))


def drop_bounding_set() -> None:
    """No program that is started from here could gain a capability."""
    for number in range(64):  # past the last one, or without the right to: no matter, no program can be started anyway
        _libc.prctl(_PR_CAPBSET_DROP, ctypes.c_ulong(number), 0, 0, 0)


def drop_capabilities() -> None:
    """Give up every capability."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    none = (ctypes.c_uint32 * 6)()
    if _libc.capset(ctypes.byref(header), ctypes.byref(none)):
        raise OSError(ctypes.get_errno(), "capset")


def _both(limit: int) -> tuple[int, int]:
    return limit, limit


def _prctl(option: int, value: int, pointer: Any = None) -> None:
    if _libc.prctl(option, ctypes.c_ulong(value), pointer, 0, 0):
        raise OSError(ctypes.get_errno(), f"prctl {option}")
