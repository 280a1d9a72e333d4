"""The system calls that a worker may make: a list of what is allowed, all else is refused with EPERM.

Compiled here, in the host, once (libseccomp through pyseccomp); a worker loads the bytes. What is not in the list
includes every way to start a process, to reach the network, to touch another process, to write a file's data or its
name, to make shared memory that no limit counts, and to change the kernel's view of this process. Calls of the other
ABIs of x86 (i386, x32) kill.
"""

from __future__ import annotations

import functools
import tempfile
from typing import Any

from .limits import PID_STANDIN

ALLOWED = """
    read readv pread64 preadv write writev pwrite64 lseek close close_range dup dup2 dup3 fadvise64
    open openat access faccessat faccessat2 stat lstat fstat newfstatat statx readlink readlinkat getdents64
    getcwd umask
    mmap munmap mprotect mremap madvise brk msync membarrier
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigsuspend rt_sigtimedwait sigaltstack pause
    futex futex_waitv set_robust_list set_tid_address rseq restart_syscall sched_yield arch_prctl exit exit_group
    select pselect6 poll ppoll epoll_create1 epoll_ctl epoll_wait epoll_pwait pipe pipe2 eventfd2
    nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time times getitimer setitimer alarm
    getpid gettid getppid getpgrp getpgid getsid getuid geteuid getgid getegid getresuid getresgid getgroups
    getrlimit setrlimit getrusage getpriority uname sysinfo getrandom getcpu
    sched_getaffinity sched_getparam sched_getscheduler sched_get_priority_max sched_get_priority_min
""".split()
# A thread: all of these flags, none of those that make namespaces or let someone trace.
_THREAD = 0x00010000 | 0x00000100 | 0x00000200 | 0x00000400 | 0x00000800
_NOT_A_THREAD = 0x7E020000 | 0x00000080 | 0x00002000 | 0x00004000
_FCNTL = (0, 1, 2, 3, 4, 1030)  # duplicate, descriptor flags, status flags; not F_SETOWN, which sends signals
_IOCTL = (
    0x5401,
    0x5413,
    0x541B,
    0x5421,
    0x5450,
    0x5451,
)  # is it a terminal, how wide, bytes waiting, blocking, close on exec
_PRCTL = (15, 16)  # a thread's name


@functools.cache
def compiled() -> bytes:
    """The filter as BPF. Raises ImportError or RuntimeError where libseccomp is missing, OSError where it fails."""
    import pyseccomp as seccomp

    made = seccomp.SyscallFilter(seccomp.ERRNO(1))
    made.set_attr(seccomp.Attr.ACT_BADARCH, seccomp.KILL_PROCESS)
    for name in ALLOWED:
        _allow(seccomp, made, name)
    _allow(seccomp, made, "clone", (0, _THREAD | _NOT_A_THREAD, _THREAD))
    _rule(seccomp, made, seccomp.ERRNO(38), "clone3")  # "no such call": the C library falls back to clone
    for name in ("kill", "tgkill", "prlimit64"):
        _allow(seccomp, made, name, (0, PID_STANDIN))
    for name in ("prlimit64", "sched_setaffinity", "sched_setscheduler", "sched_setparam"):
        _allow(seccomp, made, name, (0, 0))
    for who in (0, PID_STANDIN):
        _rule(seccomp, made, seccomp.ALLOW, "setpriority", (0, 0), (1, who))
    for name, position, values in (("fcntl", 1, _FCNTL), ("ioctl", 1, _IOCTL), ("prctl", 0, _PRCTL)):
        for value in values:
            _allow(seccomp, made, name, (position, value))
    with tempfile.TemporaryFile() as file:
        made.export_bpf(file)
        file.seek(0)
        return file.read()


def _allow(seccomp: Any, made: Any, name: str, *tests: tuple[int, ...]) -> None:
    _rule(seccomp, made, seccomp.ALLOW, name, *tests)


def _rule(seccomp: Any, made: Any, action: int, name: str, *tests: tuple[int, ...]) -> None:
    """A test is (argument, value) or (argument, mask, value)."""
    try:
        if seccomp.resolve_syscall(seccomp.system_arch(), name) < 0:
            return  # this architecture has no such call
    except (OSError, ValueError):
        return  # this libseccomp does not know it
    arguments = [
        seccomp.Arg(test[0], seccomp.EQ, test[1])
        if len(test) == 2
        else seccomp.Arg(test[0], seccomp.MASKED_EQ, test[1], test[2])
        for test in tests
    ]
    made.add_rule(action, name, *arguments)
