"""Starts the zygote and talks to it: forks, pidfds and exit statuses come from here.

The zygote is a fresh interpreter with an environment of our choosing and no path of ours: it gets the sources of its
half of this package on standard input. It is not started with ``-I``, which would ignore PYTHONHASHSEED (the order of
a set of strings must be the same on every run); with this environment ``-S -s -P`` shuts the same doors.

It ends when its control socket ends. PR_SET_PDEATHSIG (and bubblewrap's --die-with-parent, which is made of it) would
fire when the *thread* that started it ends, in the middle of another thread's work.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import tempfile
import threading
from typing import Any

from ..errors import GraderError
from .plan import Plan

_START_S = 120.0
_ANSWER_S = 30.0
_BOOTSTRAP = """
import json, os, sys, types
boot = json.loads(sys.stdin.buffer.read())
null = os.open("/dev/null", os.O_RDONLY)
os.dup2(null, 0)
os.close(null)
control = int(sys.argv.pop())
sys.path += boot.pop("libraries")
package = sys.modules["_sandbox"] = types.ModuleType("_sandbox")
package.__path__ = []
for name, text in boot.pop("sources"):
    module = sys.modules["_sandbox." + name] = types.ModuleType("_sandbox." + name)
    module.__package__ = "_sandbox"
    setattr(package, name, module)
    exec(compile(text, "<sandbox " + name + ">", "exec", dont_inherit=True), module.__dict__)
main = module.main
del name, text, module, package, null
main(control, boot)
"""
ENVIRONMENT = {
    "PATH": "/proc/nonexistent",
    "HOME": "/proc/nonexistent",
    "USER": "worker",
    "LOGNAME": "worker",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONNOUSERSITE": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",  # each arena of a thread would reserve 64 MiB of the address space
    "MPLBACKEND": "Agg",
    "MPLCONFIGDIR": "/proc",
    "XDG_CACHE_HOME": "/proc/nonexistent",
    "TORCH_HOME": "/proc/nonexistent",
    "TORCHINDUCTOR_CACHE_DIR": "/proc",  # must be there, need not take a file
    "JOBLIB_MULTIPROCESSING": "0",
}
# Those of them that a plain worker needs too: sums must come out the same, and sets in the same order.
FOR_NUMBERS = [name for name in ENVIRONMENT if name.endswith("_NUM_THREADS")] + ["PYTHONHASHSEED", "MPLBACKEND"]


class Zygote:
    """A running zygote. Its methods may be called from any thread of the process that made it."""

    def __init__(self, plan: Plan) -> None:
        self._lock = threading.Lock()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 -- closed in close()
        self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [*plan.command, _BOOTSTRAP, str(theirs.fileno())],
                env=ENVIRONMENT,
                cwd="/",
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,  # an interrupt from the keyboard is for the host alone
            )
        try:
            self._send(plan.boot())
            self._channel.settimeout(_START_S)
            self.ready, fds = self._receive()
            self.inner_pid = outer_pid(fds[0])
            os.close(fds[0])
        except (OSError, ValueError, IndexError) as error:
            message = self._last_words() or f"{type(error).__name__}: {error}"
            self.close()
            raise GraderError(f"the sandbox did not start: {message}") from None
        self._channel.settimeout(_ANSWER_S)

    def _send(self, boot: bytes) -> None:
        assert self._process.stdin is not None
        with self._process.stdin as stdin:
            stdin.write(boot)

    def _last_words(self) -> str:
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1][:300] if lines else ""

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def fork(self, requests: int, output: int) -> tuple[int, int]:
        """A new worker that answers on `requests` and prints to `output`: its number for `reap`, and a pidfd."""
        answer, fds = self._ask({"op": "fork"}, [requests, output])
        return int(answer["pid"]), fds[0]

    def reap(self, pid: int) -> tuple[int, float]:
        """The wait status and the CPU seconds of a worker that has ended."""
        answer, _ = self._ask({"op": "reap", "pid": pid})
        return int(answer["status"]), float(answer["cpu"])

    def _ask(self, request: dict[str, Any], fds: list[int] | None = None) -> tuple[dict[str, Any], list[int]]:
        try:
            with self._lock:
                socket.send_fds(self._channel, [json.dumps(request).encode()], fds or [])
                return self._receive()
        except (OSError, ValueError) as error:
            raise GraderError(f"the sandbox's parent process has ended ({error})") from None

    def _receive(self) -> tuple[dict[str, Any], list[int]]:
        message, fds, _, _ = socket.recv_fds(self._channel, 1 << 16, 1)
        if not message:
            raise ConnectionError("it closed its connection")
        return json.loads(message), fds

    def close(self) -> None:
        """End it, and with it every worker. Never raises; may be called twice."""
        self._channel.close()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
        self._errors.close()


def outer_pid(pidfd: int) -> int:
    """The process number behind a pidfd as this process sees it, whatever namespace it came from. 0 once it is gone."""
    with open(f"/proc/self/fdinfo/{pidfd}", "rb") as file:
        for line in file:
            if line.startswith(b"Pid:"):
                return max(0, int(line.split()[1]))
    return 0


def ended(pidfd: int, seconds: float) -> bool:
    """Whether the process behind `pidfd` ends within `seconds`."""
    poller = select.poll()
    poller.register(pidfd, select.POLLIN)
    return bool(poller.poll(int(seconds * 1000)))


def process_status(pid: int) -> dict[str, str]:
    """/proc/<pid>/status as the kernel writes it; empty once the process is gone."""
    try:
        with open(f"/proc/{pid}/status") as file:
            return {key: value.strip() for key, _, value in (line.partition(":") for line in file)}
    except OSError:
        return {}


def process_limits(pid: int) -> dict[str, str]:
    """The soft limits of a process as the kernel writes them."""
    try:
        with open(f"/proc/{pid}/limits") as file:
            return {line[:26].strip(): line[26:].split()[0] for line in file}
    except OSError:
        return {}
