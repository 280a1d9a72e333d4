"""The learner's own machine: their code runs in this very process, so that a debugger and print work, on any system.

Arguments and answers still pass through the wire's encode and decode, so that a check sees the same values as in the sandbox. An
endless loop is ended by an interrupt: SIGALRM where there is one and this is the main thread, else an exception set
from a timer thread. Greed for memory is met by a soft RLIMIT_AS during each call. Nothing here is a wall.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import signal
import sys
import threading
import time
from typing import Any, Iterator, Sequence

from ..results import Outcome
from .place import Answers, Ended, Limits, Source
from .wire import WireError, decode, encode
from .worker import Session

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]


class Interrupted(BaseException):
    """Raised inside a learner's call whose time is over; not an Exception, so that ``except Exception`` lets it through."""


class Exited(BaseException):
    """Raised by os._exit inside a learner's call: here it would end the test run and not only the learner's code."""


class LocalPlace:
    """Opens workers that live in this process."""

    layers: tuple[str, ...] = ()

    def __init__(self, allowed: frozenset[str], limits: Limits = Limits()) -> None:
        self.allowed = allowed
        self.limits = limits

    def open(self, source: Source) -> LocalWorker:
        return LocalWorker(source, self.allowed, self.limits)

    def close(self) -> None:
        """Nothing is held open."""


class LocalWorker:
    """One unit, loaded in this process. `session.error` is the learner's last exception, with its traceback."""

    def __init__(self, source: Source, allowed: frozenset[str], limits: Limits) -> None:
        self.source = source
        self.limits = limits
        self.session = Session(source.unit, source.name, allowed, (Interrupted, Exited))

    def load(self, seconds: float) -> Answers:
        return self._run([lambda: self.session.load(list(self.source.cells), self.source.notebook)], seconds, seconds)

    def ask(self, requests: Sequence[dict[str, Any]], call_s: float, total_s: float) -> Answers:
        return self._run([lambda request=request: self._answer(request) for request in requests], call_s, total_s)

    def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        fresh = decode(encode(request), self.session.resolve, rng=True)
        reply = decode(self.session.encode(self.session.answer(fresh)))
        if not isinstance(reply, dict):
            raise WireError("not a reply")
        return reply

    def _run(self, steps: Sequence[Any], call_s: float, total_s: float) -> Answers:
        answers = Answers()
        began = time.monotonic()
        for step in steps:
            left = min(call_s, began + total_s - time.monotonic())
            try:
                with _memory(self.limits.memory_bytes), _no_exit(), _deadline(left):
                    answers.replies.append(step())
            except Interrupted:
                answers.ended = Ended(Outcome.TIMED_OUT, f"no answer after {call_s:g} s")
            except Exited:
                answers.ended = Ended(Outcome.CRASHED, "the code ended its own process (os._exit)")
            if answers.ended:
                break
        answers.seconds = time.monotonic() - began
        return answers

    def close(self) -> None:
        if sys.modules.get(self.source.unit) is self.session.module:
            del sys.modules[self.source.unit]


@contextlib.contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    """Raise Interrupted in the running code once `seconds` are over, again and again until it gives way."""
    seconds = max(seconds, 0.001)
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():

        def ring(number: int, frame: Any) -> None:
            raise Interrupted

        previous = signal.signal(signal.SIGALRM, ring)
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds, 0.5)
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, previous)
        return
    target = ctypes.c_ulong(threading.get_ident())
    over = threading.Event()

    def interrupt() -> None:
        wait = seconds
        while not over.wait(wait):
            ctypes.pythonapi.PyThreadState_SetAsyncExc(target, ctypes.py_object(Interrupted))
            wait = 0.5

    timer = threading.Thread(target=interrupt, daemon=True)
    timer.start()
    try:
        yield
    finally:
        over.set()
        timer.join()


@contextlib.contextmanager
def _memory(headroom: int) -> Iterator[None]:
    """A soft limit on the address space, `headroom` bytes above today's, where the system has one."""
    size = _address_space()
    if resource is None or size is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = size + headroom
    if soft not in (-1, resource.RLIM_INFINITY) and soft <= wanted:
        yield
        return
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _address_space() -> int | None:
    try:
        with io.open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return None


@contextlib.contextmanager
def _no_exit() -> Iterator[None]:
    def refuse(status: int = 0) -> None:
        raise Exited

    kept, os._exit = os._exit, refuse  # type: ignore[assignment]
    try:
        yield
    finally:
        os._exit = kept
