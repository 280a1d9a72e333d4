"""A worker without any layer, for ``--unsafe-trusted-code`` where there is no Linux: a plain subprocess, started cold.

It takes seconds to import the libraries, and nothing but the clock watches it. It speaks the same protocol over its
standard input and output, so that a grade means the same; prints go nowhere.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import secrets
import subprocess
import threading
from collections.abc import Sequence
from time import monotonic
from typing import Any

from ..results import Outcome
from . import launch, plan, trees
from .place import Answers, Ended, Limits, Source, begin, frame_of
from .serving import ID_SIZE as _ID
from .wire import PREFIX, WireError, frame_size

_BOOTSTRAP = """
import json, os, sys, types
boot = json.loads(os.fdopen(0, "rb", 0, closefd=False).readline())
replies = os.dup(1)
os.dup2(2, 1)
if sys.platform == "win32":
    import msvcrt
    for fd in (0, replies):
        msvcrt.setmode(fd, os.O_BINARY)
sys.path += boot["libraries"]
package = sys.modules["_sandbox"] = types.ModuleType("_sandbox")
package.__path__ = []
for name, text in boot["sources"]:
    module = sys.modules["_sandbox." + name] = types.ModuleType("_sandbox." + name)
    module.__package__ = "_sandbox"
    setattr(package, name, module)
    exec(compile(text, "<sandbox " + name + ">", "exec", dont_inherit=True), module.__dict__)
if sys.platform == "win32":
    requests = 0
else:
    requests = os.dup(0)
module.serve(requests, replies)
os._exit(0)
"""


class PlainPlace:
    """Opens plain workers."""

    layers: tuple[str, ...] = ("unsafe",)

    def __init__(self, allowed: frozenset[str], limits: Limits) -> None:
        self.allowed = allowed
        self.limits = limits

    def open(self, source: Source) -> PlainWorker:
        return PlainWorker(source, self.allowed, self.limits)

    def close(self) -> None:
        """Nothing is held open."""


class PlainWorker:
    """One unit in a subprocess."""

    def __init__(self, source: Source, allowed: frozenset[str], limits: Limits) -> None:
        self.source = source
        self.limits = limits
        self.ended: Ended | None = None
        self._allowed = allowed
        self._process = subprocess.Popen(
            [trees.interpreter(), "-S", "-s", "-P", "-c", _BOOTSTRAP],
            env={**os.environ, **{key: launch.ENVIRONMENT[key] for key in launch.FOR_NUMBERS}},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.pid = self._process.pid
        self._buffer = bytearray()
        self._chunks: queue.Queue[bytes] = queue.Queue(maxsize=64)
        boot = {"libraries": trees.library_dirs(sorted(allowed)), "sources": plan.sources("serving")}
        self._unsent: queue.Queue[bytes | None] = queue.Queue()
        self._unsent.put(json.dumps(boot).encode() + b"\n")
        for job in (self._read, self._write):
            threading.Thread(target=job, daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(OSError, ValueError):
            while chunk := os.read(self._process.stdout.fileno(), 1 << 18):
                self._chunks.put(chunk)
        self._chunks.put(b"")

    def _write(self) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError), self._process.stdin as stdin:
            while (frames := self._unsent.get()) is not None:
                stdin.write(frames)
                stdin.flush()

    def load(self, seconds: float) -> Answers:
        return self.ask([begin(self.source, self._allowed)], seconds, seconds)

    def ask(self, requests: Sequence[dict[str, Any]], call_s: float, total_s: float) -> Answers:
        named = [(secrets.token_bytes(_ID), request) for request in requests]
        frames = b"".join(name + frame_of(request) for name, request in named)
        answers = Answers(ended=self.ended)
        began = monotonic()
        if self.ended is None:
            self._unsent.put(frames)
            try:
                for name, request in named:
                    frame = self._next(name, min(monotonic() + call_s, began + total_s))
                    answers.ended = answers.add(frame, request)
                    if answers.ended:
                        break
            except WireError as error:
                answers.ended = Ended(Outcome.CRASHED, f"protocol: {error}")
            except TimeoutError:
                answers.ended = Ended(Outcome.TIMED_OUT, f"no answer after {call_s:g} s")
            except EOFError:
                answers.ended = self._how_it_ended()
            if answers.ended:
                self.ended = answers.ended
                self.close()
        answers.seconds = monotonic() - began
        return answers

    def _next(self, name: bytes, deadline: float) -> bytes:
        need = _ID + PREFIX.size
        while True:
            if len(self._buffer) >= _ID + PREFIX.size:
                if self._buffer[:_ID] != name:
                    raise WireError("an answer to something that was not asked")
                need = _ID + frame_size(bytes(self._buffer[_ID : _ID + PREFIX.size]))
            if len(self._buffer) >= need > _ID + PREFIX.size:
                frame = bytes(self._buffer[_ID:need])
                del self._buffer[:need]
                return frame
            try:
                chunk = self._chunks.get(timeout=max(0.001, deadline - monotonic()))
            except queue.Empty:
                raise TimeoutError from None
            if not chunk:
                raise EOFError
            self._buffer += chunk

    def _how_it_ended(self) -> Ended:
        try:
            status = self._process.wait(1.0)
        except subprocess.TimeoutExpired:
            return Ended(Outcome.CRASHED, "protocol: the worker closed its connection")
        if status < 0:
            return Ended(Outcome.CRASHED, f"the worker died by signal {-status}")
        return Ended(Outcome.CRASHED, f"the worker ended itself with exit status {status}")

    def close(self) -> None:
        """End the worker. Never raises; may be called twice."""
        self._process.kill()
        self._process.wait()
        self._unsent.put(None)
        with contextlib.suppress(queue.Empty):
            while True:
                self._chunks.get_nowait()
        self.ended = self.ended or Ended(Outcome.CRASHED, "the worker was closed")
