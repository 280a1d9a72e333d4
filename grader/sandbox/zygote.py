"""The warm process that workers are forked from.

Started fresh by the host (launch.py), with a clean environment and nothing of ours on its path: the sources of this
file and its siblings come as text on its standard input. It imports the libraries, warms what is slow the first time,
and then waits on its control socket. It never runs a learner's code and holds nothing that a learner must not see.

    control request          with descriptors              answer
    {"op": "fork"}           worker's socket, output pipe   {"pid": ...} with a pidfd
    {"op": "reap", "pid"}                                   {"status": wait status, "cpu": seconds}

A worker locks itself down and serves (serving.py). When the host goes away the control socket ends, the zygote ends,
and the kernel ends every worker.
"""

from __future__ import annotations

import base64
import ctypes
import gc
import json
import os
import signal
import socket
import sys
import traceback
from typing import Any, TextIO

from . import limits
from .serving import OUT_OF_MEMORY_STATUS, serve
from .warmth import warm_up

_CONTROL, _RULESET, _FIRST_FREE = 10, 11, 4  # descriptors; a worker has 0, 1, 2 and 3, its socket
_MANY_FORKS, _MADV_COLLAPSE, _HUGE_PAGE = 24, 25, 1 << 21


def main(control: int, boot: dict[str, Any]) -> None:
    """Called by the bootstrap (launch.py) with this package made of the sources it sent. Does not return."""
    status = 1
    try:
        _run(control, boot)
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)  # what the libraries have registered to be done at exit is not wanted


def _run(control: int, boot: dict[str, Any]) -> None:
    if control == _CONTROL:
        os.set_inheritable(control, False)
    else:
        os.dup2(control, _CONTROL, inheritable=False)
        os.close(control)
    lockdown = limits.Lockdown(
        boot["layers"],
        paths=boot["paths"],
        bpf=base64.b64decode(boot["bpf"]),
        uid=boot["uid"],
        memory=boot["memory"],
        cpu_s=boot["cpu_s"],
    )
    lockdown.prepare()
    warm_up(frozenset(boot["allowed"]))
    boot.clear()
    lockdown.ready(_RULESET)
    gc.collect()
    gc.freeze()
    gc.disable()  # a collection here would only copy pages that are shared with the workers
    with socket.socket(fileno=_CONTROL) as channel:
        threads = len(os.listdir("/proc/self/task")) if os.path.isdir("/proc/self/task") else 1
        with open("/proc/self/statm", "rb") as file:
            resident = int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        ready = {"missing": lockdown.missing, "threads": threads, "resident": resident}
        own = os.pidfd_open(os.getpid())
        socket.send_fds(channel, [json.dumps(ready).encode()], [own])
        os.close(own)
        _serve_host(channel, lockdown)


# ---- the zygote


def _serve_host(channel: socket.socket, lockdown: limits.Lockdown) -> None:
    own = os.getpid()
    children: set[int] = set()
    forks = 0
    while True:
        message, fds, _, _ = socket.recv_fds(channel, 4096, 2)
        if not message:
            break
        request = json.loads(message)
        if request["op"] == "fork":
            pid = os.fork()
            if pid == 0:
                _become_worker(own, lockdown, *fds)
            children.add(pid)
            forks += 1
            for fd in fds:
                os.close(fd)
            pidfd = os.pidfd_open(pid)
            socket.send_fds(channel, [json.dumps({"pid": pid}).encode()], [pidfd])
            os.close(pidfd)
            if forks == _MANY_FORKS:
                _use_huge_pages()
        elif request["pid"] in children:
            _, status, usage = os.wait4(request["pid"], 0)
            children.discard(request["pid"])
            channel.send(json.dumps({"status": status, "cpu": usage.ru_utime + usage.ru_stime}).encode())
    for pid in children:  # not waited for yet, so each number is still its own
        os.kill(pid, signal.SIGKILL)


def _use_huge_pages() -> None:
    """Gather this process's memory in huge pages: a fork then copies a tenth of the page tables.

    That takes half a second and saves 10 ms of every worker, so it is done once there are many. Linux before 6.1
    refuses: no matter.
    """
    libc = ctypes.CDLL(None)
    with open("/proc/self/maps") as file:
        lines = [line.split() for line in file]
    for span, access, _, _, _, *name in lines:
        first, last = (int(end, 16) for end in span.split("-"))
        if access == "rw-p" and name in ([], ["[heap]"]) and last - first >= _HUGE_PAGE:
            libc.madvise(ctypes.c_void_p(first), ctypes.c_size_t(last - first), _MADV_COLLAPSE)


# ---- a worker


def _become_worker(parent: int, lockdown: limits.Lockdown, requests: int, output: int) -> None:
    status = 70
    try:
        os.dup2(output, 1)
        os.dup2(output, 2)
        sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__ = _stream(1), _stream(2)  # type: ignore[misc, assignment]
        if requests != 3:
            os.dup2(requests, 3)
        lockdown.enter(parent)
        os.closerange(_FIRST_FREE, 1 << 20)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        gc.enable()
        serve(3, 3)
        status = 0
    except MemoryError:
        status = OUT_OF_MEMORY_STATUS
    finally:
        os._exit(status)


def _stream(fd: int) -> TextIO:
    """What Python makes of a descriptor at its start: the zygote's own went elsewhere, where one can seek."""
    errors = "surrogateescape" if fd == 1 else "backslashreplace"
    return open(fd, "w", encoding="utf-8", errors=errors, buffering=-1 if fd == 1 else 1, closefd=False)
