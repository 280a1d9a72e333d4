"""The learner's own machine: their code runs in this very process, so that a debugger and print work, on any system.

Arguments and answers still pass through the wire, so that a check sees the same values as in the sandbox. An endless
loop is ended by an interrupt (interrupt.py). Greed for memory is met by a soft RLIMIT_AS during each call. Nothing
here is a wall.

What the learner's code must not be given for an exception of its own goes through: Ctrl-C, and a debugger's way out.
"""

from __future__ import annotations

import bdb
import contextlib
import linecache
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from time import monotonic  # as it is now: a learner's file may replace it
from typing import Any, TypeVar

from ..results import Outcome
from .interrupt import Clock, Interrupted
from .place import DEFAULTS, Answers, Ended, Limits, Source, frame_of
from .wire import WireError
from .worker import Session
from .world import World, import_ahead

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_ABSENT = object()
Value = TypeVar("Value")
Step = tuple[dict[str, Any], Callable[[], bytes]]  # a request, and what gives the frame of its reply


class Exited(BaseException):
    """Raised by os._exit inside a learner's call: here it would end the test run and not only the learner's code."""


class LocalPlace:
    """Opens workers that live in this process."""

    layers: tuple[str, ...] = ()

    def __init__(self, allowed: frozenset[str], limits: Limits = DEFAULTS) -> None:
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
        self.allowed = allowed
        self.session = Session(source.unit, source.name, allowed, (Interrupted, Exited, *_ways_out()))
        self.world = World()
        self._before: Any = sys.modules.get(source.unit, _ABSENT)

    def load(self, seconds: float) -> Answers:
        def load() -> bytes:
            return self.session.encode(self.session.load(list(self.source.cells), self.source.notebook))

        import_ahead(self.source.cells, self.allowed)
        return self._run([({"op": "begin"}, load)], seconds, seconds)

    def ask(self, requests: Sequence[dict[str, Any]], call_s: float, total_s: float) -> Answers:
        steps = [(request, partial(self.session.serve, frame_of(request))) for request in requests]
        self.session.register()  # another file of this name, such as the reference, may have run since
        return self._run(steps, call_s, total_s)

    def aside(self, work: Callable[[], Value], seconds: float) -> Value | None:
        """Run what runs the learner's code beside calls, such as drawing their animation; None where it takes too long.

        Raises what that code raises.
        """
        with self.world.entered(), _memory(self.limits.memory_bytes), _no_exit():
            try:
                return Clock().run(work, seconds)
            except (Interrupted, Exited):
                return None

    def _run(self, steps: Sequence[Step], call_s: float, total_s: float) -> Answers:
        began = monotonic()
        with self.world.entered():
            answers = self._through(steps, call_s, began + total_s)
        answers.seconds = 0.0 if Clock.debugging else monotonic() - began
        return answers

    def _through(self, steps: Sequence[Step], call_s: float, end: float) -> Answers:
        answers = Answers()
        clock = Clock()
        for request, step in steps:
            try:
                with _memory(self.limits.memory_bytes), _no_exit():
                    frame = clock.run(step, min(call_s, end - monotonic()))
                answers.ended = answers.add(frame, request)
            except Interrupted:
                answers.ended = Ended(Outcome.TIMED_OUT, f"no answer after {call_s:g} s")
            except Exited:
                answers.ended = Ended(Outcome.CRASHED, "the code ended its own process (os._exit)")
            except _ways_out() as error:  # those of pdb and pytest are Exceptions, which checks would hold
                raise KeyboardInterrupt(str(error)) from error
            except WireError as error:
                answers.ended = Ended(Outcome.CRASHED, f"protocol: {error}")
            if answers.ended:
                break
        return answers

    def close(self) -> None:
        self.session.untrace()  # a call that timed out may have left it
        if any(part is self.session.lines for part in linecache.cache.get(self.session.name, ())):
            del linecache.cache[self.session.name]
        if sys.modules.get(self.source.unit) is self.session.module:
            if self._before is _ABSENT:
                del sys.modules[self.source.unit]
            else:
                sys.modules[self.source.unit] = self._before


def _ways_out() -> tuple[type[BaseException], ...]:
    """What ends the whole run when a person asks for it: at the keyboard, in pdb, in pytest's pdb."""
    leaving = getattr(sys.modules.get("_pytest.outcomes"), "Exit", None)
    return (KeyboardInterrupt, bdb.BdbQuit) + ((leaving,) if isinstance(leaving, type) else ())


@contextlib.contextmanager
def _memory(headroom: int) -> Iterator[None]:
    """A soft limit on the address space, `headroom` bytes above today's, where the system has one."""
    size = _address_space()
    if size is None or resource is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = size + headroom
    tightest = min((limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY), default=wanted + 1)
    if tightest <= wanted:
        yield
        return
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _address_space() -> int | None:
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return None


@contextlib.contextmanager
def _no_exit() -> Iterator[None]:
    def refuse(status: int = 0) -> None:  # noqa: ARG001 -- as os._exit has it
        raise Exited

    kept, os._exit = os._exit, refuse  # type: ignore[assignment]
    try:
        yield
    finally:
        os._exit = kept
