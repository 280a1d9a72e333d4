"""Ends a call that takes too long, in the process and the thread that it runs in, by raising `Interrupted` there.

By SIGALRM where there is one and this is the main thread; else by an exception that a timer thread sets. It is raised
again and again, because ``except:`` in a loop swallows one; in the main thread it is then raised inside of that handler
too, elsewhere it is a matter of luck. What it cannot end is one long call in C that never looks up.

The hard part is the end of a call: an interrupt that was on its way when the call returned must not reach anyone. So
before it is raised, the stack is looked at: inside of a call of ours, and not in the code here that ends it, or not at
all.

While a person sits at a debugger's prompt in the learner's code no clock may ring; once one was seen all clocks in
this process stand still, for the time at the prompt would count against all that follows.
"""

from __future__ import annotations

import ctypes
import signal
import sys
import threading
from collections.abc import Callable
from time import monotonic
from types import FrameType
from typing import Any, TypeVar

_AGAIN, _SOON = 0.5, 0.001  # seconds between rings: the first few, and those after
_PATIENCE = 3
_DEBUGGERS = ("bdb", "pdb", "ipdb", "pudb", "_pydevd_bundle", "_pydevd_frame_eval", "pydevd", "debugpy")

Value = TypeVar("Value")


class Interrupted(BaseException):
    """A learner's call has had its time. Not an Exception, so that ``except Exception`` lets it through."""


class Clock:
    """Runs calls against the clock. A call may itself run another one on a clock of its own: both are kept."""

    debugging = False  # of the whole process

    def run(self, call: Callable[[], Value], seconds: float) -> Value:
        """The value of ``call()``. Raises Interrupted where it takes longer than `seconds`."""
        if Clock.debugging:
            return call()
        in_main = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
        ringing: _Alarm | _Timer = _Alarm() if in_main else _Timer()
        done: list[Value] = []
        try:
            try:
                ringing.start(max(seconds, 0.001))
                done.append(call())
            finally:
                ringing.stop()
        except Interrupted:
            ringing.stop()
            if not done:  # else it had returned: the ring came too late to matter
                raise
        return done[0]


class _Alarm:
    """SIGALRM, and the timer that another clock (pytest-timeout has one) had set before."""

    def start(self, seconds: float) -> None:
        self.running = True
        self.rings = 0
        self.seconds = seconds
        self.began = monotonic()
        self.handler = signal.signal(signal.SIGALRM, self.ring)
        self.timer = signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)

    def ring(self, _number: int, frame: FrameType | None) -> None:
        if not self.running or not _in_call(frame):
            return
        if _in_debugger(frame):
            Clock.debugging = True
            signal.setitimer(signal.ITIMER_REAL, 0)
            return
        self.rings += 1
        if self.rings == _PATIENCE:
            signal.setitimer(signal.ITIMER_REAL, _SOON, _SOON)
        if self.rings >= _PATIENCE and sys.gettrace() in (None, _trace_nothing):
            _interrupt_handlers_too(frame)
        raise Interrupted

    def stop(self) -> None:
        if not self.running:
            return
        signal.setitimer(signal.ITIMER_REAL, 0)
        self.running = False
        if sys.gettrace() is _trace_nothing:
            sys.settrace(None)
        signal.signal(signal.SIGALRM, signal.SIG_DFL if self.handler is None else self.handler)
        left, interval = self.timer
        if left:
            signal.setitimer(signal.ITIMER_REAL, max(0.001, left - (monotonic() - self.began)), interval)


class _Timer:
    """A thread that sets an exception in this one."""

    def start(self, seconds: float) -> None:
        self.rings = 0
        self.target = ctypes.c_ulong(threading.get_ident())
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.watch, args=(seconds,), daemon=True)
        self.thread.start()

    def watch(self, seconds: float) -> None:
        while not self.over.wait(seconds):
            seconds = _AGAIN if self.rings < _PATIENCE else _SOON
            frame = sys._current_frames().get(self.target.value)  # noqa: SLF001 -- CPython's own, documented
            if not _in_call(frame):
                continue
            if _in_debugger(frame):
                Clock.debugging = True
                return
            self.rings += 1
            _set_exception(self.target, Interrupted)

    def stop(self) -> None:
        self.over.set()
        self.thread.join()
        if self.rings:  # the last one may be set and not raised yet
            _take_back(self.target)


class _Nothing(BaseException):
    """Takes the place of an Interrupted that has come too late."""


def _set_exception(thread: ctypes.c_ulong, exception: type[BaseException]) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(exception))


def _take_back(this_thread: ctypes.c_ulong) -> None:
    """Clear what may be set in the calling thread: put another in its place and catch that one.

    To set none would do as well, but then CPython 3.11 never stops to look for one, in any thread, and hangs as soon
    as a function is traced.
    """
    try:
        _set_exception(this_thread, _Nothing)
        while True:  # it is raised at the next turn
            pass
    except _Nothing:
        pass


def _in_call(frame: FrameType | None) -> bool:
    """Whether this stack is inside of a call that a clock runs, and not in the clock itself."""
    innermost = frame
    while frame is not None and frame.f_code not in _CLOCKS_OWN:
        if frame.f_code is Clock.run.__code__:
            return frame is not innermost
        frame = frame.f_back
    return False


_CLOCKS_OWN = {method.__code__ for kind in (_Alarm, _Timer) for method in (kind.start, kind.stop)}


def _interrupt_handlers_too(frame: FrameType | None) -> None:
    """Raise Interrupted once more at the next line that a frame of this call reaches.

    That is the ``except:`` which catches the first one: what is raised there leaves its ``try`` for good.
    """
    while frame is not None and frame.f_code is not Clock.run.__code__:
        frame.f_trace = _raise_at_a_line
        frame = frame.f_back
    sys.settrace(_trace_nothing)


def _trace_nothing(_frame: FrameType, _event: str, _value: object) -> None:
    """No frame that starts now is traced."""


def _raise_at_a_line(_frame: FrameType, event: str, _value: object) -> Any:
    if event == "line":
        raise Interrupted
    return _raise_at_a_line


def _in_debugger(frame: FrameType | None) -> bool:
    """Whether a debugger's own code is at work on this stack."""
    while frame is not None:
        if str(frame.f_globals.get("__name__", "")).partition(".")[0] in _DEBUGGERS:
            return True
        frame = frame.f_back
    return False
