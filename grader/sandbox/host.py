"""The sandbox: learners' code in locked-down workers, watched from outside.

`Sandbox` is a `Place`. It starts a zygote, proves every layer with a canary (canary.py), and opens workers, each
forked from the warm zygote for one unit of one submission. `SandboxWorker` asks and waits: replies, printed output,
the end of the process and the clock in one loop, so that neither side can block the other. It looks at memory and
threads every 50 ms, kills by pidfd, and reaches every conclusion from what it sees itself. Whatever a worker does is
an `Ended`, never an exception here; a GraderError means that the zygote itself was lost.

Threads may share a sandbox, one worker each; a forked process makes its own.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import select
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from ..errors import GraderError
from ..results import Outcome
from . import canary, launch, plan
from .place import DEFAULTS, Answers, Ended, Limits, Place, Source, begin, frame_of
from .plain import PlainPlace
from .serving import ID_SIZE as _ID
from .serving import OUT_OF_MEMORY_STATUS
from .wire import PREFIX, WireError, frame_size

_HEAD = _ID + PREFIX.size
_READ = 1 << 18
_WATCH_S = 0.05
_REST_S = 0.0005
_GRACE_S = 1.0  # between the end of a worker's connection and its own end


def place_for(allowed: frozenset[str], limits: Limits, forbidden: Sequence[Path], *, unsafe: bool = False) -> Place:
    """The sandbox; or, for code that one trusts on a system that has none, plain processes.

    Raises SandboxMissing where there is none and the code is not said to be trusted.
    """
    if unsafe and sys.platform != "linux":
        return PlainPlace(allowed, limits)
    return Sandbox(allowed, limits, forbidden, unsafe=unsafe)


class Sandbox:
    """Opens locked-down workers. Raises SandboxMissing where no sandbox worth the name can be had.

    `forbidden` are trees that no worker may read (all that is no library is closed anyway: they matter inside one).
    `unsafe` is for files that one trusts: plain processes. `layers` is for tests, which switch single layers off.
    """

    def __init__(
        self,
        allowed: frozenset[str],
        limits: Limits = DEFAULTS,
        forbidden: Sequence[Path] = (),
        *,
        unsafe: bool = False,
        layers: frozenset[str] = plan.LAYERS,
    ) -> None:
        self.allowed = allowed
        self.limits = limits
        self._lock = threading.Lock()
        self._plan = plan.make(allowed, limits, forbidden, frozenset() if unsafe else layers)
        self._zygote = launch.Zygote(self._plan)
        try:
            self.proof = canary.prove(self._plan, self._zygote, self._worker)
            if unsafe:
                self.layers: tuple[str, ...] = ("unsafe",)
            else:
                self.layers = tuple(layer.name for layer in self.proof if layer.active)
                canary.require(self.proof, layers)
        except BaseException:
            self._zygote.close()
            raise

    def open(self, source: Source) -> SandboxWorker:
        zygote = self._zygote
        try:
            return self._worker(source)
        except GraderError:
            with self._lock:
                if self._zygote is zygote:  # else another thread was here first
                    zygote.close()
                    self._zygote = launch.Zygote(self._plan)
            return self._worker(source)

    def _worker(self, source: Source) -> SandboxWorker:
        return SandboxWorker(self._zygote, source, self.allowed, self.limits)

    def close(self) -> None:
        self._zygote.close()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


class SandboxWorker:
    """One unit, in its own process. `output` is what it printed, cut; `cpu_s` its processor time, once it has ended."""

    def __init__(self, zygote: launch.Zygote, source: Source, allowed: frozenset[str], limits: Limits) -> None:
        self.limits = limits
        self.output = b""
        self.cpu_s = 0.0
        self.ended: Ended | None = None
        self._begin = begin(source, allowed)
        self._zygote = zygote
        self._buffer = bytearray()
        self._socket, theirs = socket.socketpair()
        self._out, out = os.pipe()
        try:
            self._number, self._pidfd = zygote.fork(theirs.fileno(), out)
        except BaseException:
            self._socket.close()
            os.close(self._out)
            raise
        finally:
            theirs.close()
            os.close(out)
        self._status = -1
        self._open = True
        self._next_watch = monotonic() + _WATCH_S
        self._socket.setblocking(False)
        os.set_blocking(self._out, False)
        self._poller = select.poll()
        self._poller.register(self._socket, select.POLLIN)
        self._poller.register(self._out, select.POLLIN)
        self._poller.register(self._pidfd, select.POLLIN)
        try:
            self.pid = launch.outer_pid(self._pidfd)
        except OSError as error:
            self.close()
            raise GraderError(f"/proc does not tell of a worker ({error})") from None

    def load(self, seconds: float) -> Answers:
        return self.ask([self._begin], seconds, seconds)

    def ask(self, requests: Sequence[dict[str, Any]], call_s: float, total_s: float) -> Answers:
        drawn = secrets.token_bytes(_ID * len(requests))
        names = [drawn[at : at + _ID] for at in range(0, len(drawn), _ID)]
        frames = [part for name, request in zip(names, requests, strict=True) for part in (name, frame_of(request))]
        answers = Answers()
        began = monotonic()
        if self.ended is None:
            asked = list(zip(names, requests, strict=True))
            try:
                answers.ended = self._exchange(b"".join(frames), asked, answers, call_s, began + total_s)
            except WireError as error:
                answers.ended = Ended(Outcome.CRASHED, f"protocol: {error}")
            if answers.ended:
                self._kill()
                self.ended = answers.ended
        answers.ended = self.ended
        answers.seconds = monotonic() - began
        return answers

    def _exchange(
        self, frames: bytes, asked: list[tuple[bytes, dict[str, Any]]], answers: Answers, call_s: float, end: float
    ) -> Ended | None:
        replies = answers.replies
        unsent = memoryview(frames)
        last = monotonic()
        gone = False
        while True:
            while len(replies) < len(asked) and (frame := self._next_frame(asked[len(replies)][0])) is not None:
                if found := answers.add(frame, asked[len(replies)][1]):
                    return found
                last = monotonic()
            if len(replies) == len(asked):
                return None
            if gone:
                return self._how_it_ended()
            now = monotonic()
            deadline = min(last + call_s, end)
            if now >= deadline:
                return Ended(Outcome.TIMED_OUT, f"no answer after {call_s:g} s")
            if found := self._watch(now):
                return found
            unsent = self._send(unsent)
            if len(asked) - len(replies) > 1 and not unsent:
                sleep(_REST_S)  # else the host wakes up for every reply, on the processor that the worker needs
            gone = self._wait(min(deadline, self._next_watch) - now)

    def _wait(self, seconds: float) -> bool:
        """Take what comes from the worker next; whether that was its end."""
        gone = False
        for fd, _ in self._poller.poll(max(1, int(1000 * seconds))):
            if fd == self._pidfd:
                self._receive(all_of_it=True)
                gone = True
            elif fd != self._out:
                gone = self._receive() or gone
            elif not self._drain():
                self._poller.unregister(self._out)
        return gone

    def _send(self, unsent: memoryview) -> memoryview:
        """Send what the socket takes; ask to be told when it takes more."""
        waiting = bool(unsent)
        try:
            while unsent:
                unsent = unsent[self._socket.send(unsent) :]
        except BlockingIOError:
            pass
        except OSError:  # it is gone; what it said before is still there to be read
            unsent = memoryview(b"")
        if waiting:
            self._poller.modify(self._socket, select.POLLIN | (select.POLLOUT if unsent else 0))
        return unsent

    def _receive(self, all_of_it: bool = False) -> bool:
        """Read from the worker; True at the end of its connection."""
        try:
            while True:
                chunk = self._socket.recv(_READ)
                if not chunk:
                    return True
                self._buffer += chunk
                if not all_of_it or len(self._buffer) > 1 << 27:
                    return False
        except BlockingIOError:
            return False
        except OSError:
            return True

    def _next_frame(self, name: bytes) -> bytes | None:
        """The next whole frame, if it is there. Raises WireError where it cannot be the answer to request `name`."""
        if len(self._buffer) < _HEAD:
            return None
        if self._buffer[:_ID] != name:
            raise WireError("an answer to something that was not asked")
        size = _ID + frame_size(bytes(self._buffer[_ID:_HEAD]))
        if len(self._buffer) < size:
            return None
        frame = bytes(memoryview(self._buffer)[_ID:size])
        del self._buffer[:size]
        return frame

    def _drain(self) -> bool:
        """Take printed output off the pipe and keep the beginning of it; whether there was some."""
        try:
            chunk = os.read(self._out, _READ)
        except BlockingIOError:
            return False
        self.output += chunk[: self.limits.output_bytes - len(self.output)]
        return bool(chunk)

    def _watch(self, now: float) -> Ended | None:
        """Every 50 ms: what the kernel says of its memory and threads."""
        if now < self._next_watch:
            return None
        self._next_watch = now + _WATCH_S
        status = launch.process_status(self.pid)
        resident = int(status.get("VmRSS", "0 kB").split()[0]) * 1024
        if resident > self._zygote.ready["resident"] + self.limits.memory_bytes:
            return Ended(Outcome.OUT_OF_MEMORY, f"more than {self.limits.memory_bytes >> 20} MiB of memory")
        if int(status.get("Threads", 1)) > self.limits.threads:
            return Ended(Outcome.CRASHED, f"more than {self.limits.threads} threads")
        return None

    def _how_it_ended(self) -> Ended:
        """Its connection or its life is over before it had answered."""
        if not launch.ended(self._pidfd, _GRACE_S):
            return Ended(Outcome.CRASHED, "protocol: the worker closed its connection")
        self._kill()
        if os.WIFSIGNALED(self._status):
            number = os.WTERMSIG(self._status)
            if number == signal.SIGXCPU:
                return Ended(Outcome.TIMED_OUT, "more processor time than there is for a submission")
            name = signal.Signals(number).name if number in set(signal.Signals) else "?"
            return Ended(Outcome.CRASHED, f"the worker died by signal {number} ({name})")
        if os.WEXITSTATUS(self._status) == OUT_OF_MEMORY_STATUS:
            return Ended(Outcome.OUT_OF_MEMORY, f"more than {self.limits.memory_bytes >> 20} MiB of memory")
        return Ended(Outcome.CRASHED, f"the worker ended itself with exit status {os.WEXITSTATUS(self._status)}")

    def _kill(self) -> None:
        """End the process and learn how it ended. Raises GraderError where the zygote is gone."""
        if not self._open:
            return
        self._open = False
        with contextlib.suppress(OSError):  # it has ended by itself
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        try:
            if launch.ended(self._pidfd, 10.0):
                while len(self.output) < self.limits.output_bytes and self._drain():
                    pass
                self._status, self.cpu_s = self._zygote.reap(self._number)
        finally:
            self._socket.close()
            os.close(self._out)
            os.close(self._pidfd)

    def close(self) -> None:
        """End the worker. Never raises; may be called twice."""
        with contextlib.suppress(GraderError):
            self._kill()
        self.ended = self.ended or Ended(Outcome.CRASHED, "the worker was closed")
