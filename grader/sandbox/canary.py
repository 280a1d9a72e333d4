"""A worker that tries to break out, at every start: a layer counts only where its attempt failed.

The attempts are made from inside, with a real file and a real listening socket that would answer; what the kernel says
of the worker (system call filter, no_new_privs, limits, user) is read from outside. `prove` gives the state of every
layer, for reports and for `grader doctor`; `require` refuses what is not enough.
"""

from __future__ import annotations

import contextlib
import os
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..errors import GraderError, SandboxMissing
from ..results import Outcome
from .launch import Zygote, process_limits, process_status
from .place import Source, Worker
from .plan import Plan

ORDER = ("rlimits", "landlock", "seccomp", "bwrap", "namespaces", "uid")
_NOT_NEEDED = {
    "namespaces": "bubblewrap does this, or not asked for",
    "uid": "this is no privileged user, or not asked for",
}
_HELD = ("EACCES", "ENOENT", "EPERM")
_CODE = b"""
import errno, os, socket

def attempt(act, *args):
    try:
        act(*args)
    except OSError as error:
        return errno.errorcode.get(error.errno, "?")
    return "done"

def fork():
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)

def connect(port):
    socket.create_connection(("127.0.0.1", port), 2).close()

def attempts(secret, tree, port):
    return {
        "read": attempt(open, secret),
        "list": attempt(os.listdir, tree),
        "stat": attempt(os.stat, secret),
        "proc": attempt(open, "/proc/self/status"),
        "fork": attempt(fork),
        "connect": attempt(connect, port),
        "kill": attempt(os.kill, os.getppid(), 0),
    }
"""


class _Watched(Worker, Protocol):
    pid: int


class _Opens(Protocol):
    def __call__(self, source: Source) -> _Watched: ...


@dataclass(frozen=True)
class Layer:
    """One layer of the sandbox: whether it was shown to hold, and what to say of it."""

    name: str
    active: bool
    says: str


def prove(plan: Plan, zygote: Zygote, open_worker: _Opens) -> tuple[Layer, ...]:
    """The state of every layer. Raises GraderError where the worker does not even answer."""
    worker = open_worker(Source("canary", "canary.py", (_CODE,)))
    try:
        with tempfile.TemporaryDirectory() as tree, socket.create_server(("127.0.0.1", 0)) as server:
            os.chmod(tree, 0o755)  # noqa: S103 -- not the file mode is to be what holds
            secret = Path(tree, "secret")
            secret.write_text("secret")
            secret.chmod(0o644)
            server.setblocking(False)
            saw = _attempts(worker, str(secret), tree, server.getsockname()[1])
            with contextlib.suppress(BlockingIOError):
                server.accept()[0].close()
                saw["connect"] = "done"
        outside, limits = process_status(worker.pid), process_limits(worker.pid)
    finally:
        worker.close()
    walls = all(saw[name] in _HELD for name in ("read", "list"))
    holds = {
        "rlimits": limits.get("Max core file size") == "0" == limits.get("Max file size")
        and outside.get("NoNewPrivs") == "1",
        "landlock": walls and saw["proc"] == "EACCES",
        "seccomp": outside.get("Seccomp") == "2" and all(saw[name] == "EPERM" for name in ("fork", "connect", "kill")),
        "bwrap": walls and saw["stat"] == "ENOENT" and _own_network(zygote),
        "namespaces": saw["connect"] != "done" and _own_network(zygote),
        "uid": outside.get("Uid", "").split() == [str(plan.uid)] * 4,
    }
    missing = {**plan.missing, **zygote.ready["missing"]}
    return tuple(_layer(name, plan, missing, holds[name], saw) for name in ORDER)


def _layer(name: str, plan: Plan, missing: dict[str, str], holds: bool, saw: dict[str, str]) -> Layer:
    if name in missing:
        return Layer(name, False, missing[name])
    if name not in plan.layers:
        return Layer(name, False, _NOT_NEEDED.get(name, "not asked for"))
    if not holds:
        return Layer(name, False, f"it is on but did not hold: {saw}")
    return Layer(name, True, "holds")


def _attempts(worker: Worker, secret: str, tree: str, port: int) -> dict[str, str]:
    loaded = worker.load(20.0)
    request = {"op": "call", "target": None, "name": "attempts", "args": [secret, tree, port]}
    answers = loaded if loaded.ended else worker.ask([request], 20.0, 20.0)
    if answers.ended:
        kind = "sandbox" if answers.ended.outcome is Outcome.CRASHED else "machine"
        raise GraderError(f"the {kind} does not let a worker live: {answers.ended.message}")
    reply = answers.replies[0]
    if type(reply.get("ok")) is not dict:
        raise GraderError(f"the sandbox's own test failed: {reply.get('type')}: {reply.get('text')}")
    return {str(key): str(value) for key, value in reply["ok"].items()}


def _own_network(zygote: Zygote) -> bool:
    """Whether the zygote's network is another than ours, by the kernel's word."""
    try:
        return os.readlink(f"/proc/{zygote.inner_pid}/ns/net") != os.readlink("/proc/self/ns/net")
    except OSError:  # not ours to look at: the worker's attempt to connect has to do
        return True


def require(layers: tuple[Layer, ...], wanted: frozenset[str]) -> None:
    """Raise SandboxMissing unless a file wall and the system call filter hold, as far as they are `wanted`."""
    state = {layer.name: layer for layer in layers}
    files, calls = ("landlock", "bwrap"), ("seccomp",)
    for needed in (files, calls):
        asked = [state[name] for name in needed if name in wanted]
        if asked and not any(layer.active for layer in asked):
            why = "; ".join(f"{layer.name}: {layer.says}" for layer in asked)
            raise SandboxMissing(
                f"no sandbox to grade in: {why}\n"
                "Mend one of these (see grader doctor), or pass --unsafe-trusted-code for files that you trust"
            )
