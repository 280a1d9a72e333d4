"""Where a learner's code runs: in this process (local.py) or in a locked-down worker (host.py), behind one interface.

A `Place` opens a `Worker` for a `Source`. A worker loads once and answers requests (see worker.Session.answer) in
order. It never raises for anything that the learner's code does: how it ended is a value, `Ended`, after which a
fresh one is opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

import numpy as np

from ..results import Outcome
from .replies import checked
from .wire import decode, encode


@dataclass(frozen=True)
class Source:
    """One unit of one submission, as bytes: one cell for a file, several for a notebook."""

    unit: str
    name: str  # the file's name in tracebacks
    cells: tuple[bytes, ...]
    notebook: bool = False
    notes: tuple[str, ...] = ()  # what intake has to say of it


@dataclass(frozen=True)
class Limits:
    """Wall-clock seconds in the host, and bytes. The defaults are the design's."""

    load_s: float = 10.0
    call_s: float = 5.0
    check_s: float = 10.0
    unit_s: float = 30.0
    submission_s: float = 60.0
    memory_bytes: int = 1 << 30
    output_bytes: int = 64 << 10
    threads: int = 32


DEFAULTS = Limits()
MOST_ANSWERED = 128 << 20  # bytes of one message's answers, and of a unit's: the host keeps them all to compare them


@dataclass(frozen=True)
class Ended:
    """How a worker ended before it had answered: timed_out, out_of_memory or crashed, and a sentence for a person."""

    outcome: Outcome
    message: str


TOO_MUCH = Ended(Outcome.CRASHED, f"its answers are more than {MOST_ANSWERED >> 20} MiB in all")


@dataclass
class Answers:
    """Replies to the first requests, in order, and how the worker ended if it did not answer them all.

    `seconds` is the wall-clock time that the call took as the host saw it, `size` how many bytes were answered.
    """

    replies: list[dict[str, Any]] = field(default_factory=list)
    ended: Ended | None = None
    seconds: float = 0.0
    size: int = 0

    def add(self, frame: bytes, request: dict[str, Any]) -> Ended | None:
        """Take the reply to a request; an end where it is too much. Raises WireError for a wrong one."""
        self.size += len(frame)
        if self.size > MOST_ANSWERED:
            return TOO_MUCH
        if type(request) is Request and frame == request.expected:
            self.replies.append(request.reply)
        else:
            self.replies.append(checked(decode(frame), request["op"]))
        return None


class Request(dict[str, Any]):
    """A request that is sent to many workers: its frame is encoded once.

    `expected` is the frame that the reference answers, to the byte, and `reply` what is in it: a worker's answer that
    is the same need not be decoded, and is that very object. Nobody may change it.
    """

    expected: bytes = b""
    reply: dict[str, Any]

    @cached_property
    def frame(self) -> bytes:
        return encode(dict(self))

    def is_met_by(self, reply: dict[str, Any]) -> bool:
        """Is this the reference's answer, to the byte?"""
        return bool(self.expected) and reply is self.reply

    def own(self, reply: dict[str, Any]) -> dict[str, Any]:
        """`reply`, or what equals it, as an object that is nobody else's."""
        return decode(self.expected) if self.is_met_by(reply) else reply


def begin(source: Source, allowed: frozenset[str]) -> dict[str, Any]:
    """The request that brings a worker its source: all cells' bytes in one array, and their sizes."""
    return {
        "op": "begin",
        "unit": source.unit,
        "name": source.name,
        "allowed": sorted(allowed),
        "source": np.frombuffer(b"".join(source.cells), np.uint8),
        "cells": np.array([len(cell) for cell in source.cells], np.int64),
        "notebook": source.notebook,
    }


def frame_of(request: dict[str, Any]) -> bytes:
    """The frame of a request, kept where there is one."""
    return request.frame if type(request) is Request else encode(request)


class Worker(Protocol):
    """One submission's unit, loaded once."""

    def load(self, seconds: float) -> Answers:
        """Load the source; one reply with ``problem`` and ``notes``, or how the worker ended."""
        ...

    def ask(self, requests: Sequence[dict[str, Any]], call_s: float, total_s: float) -> Answers:
        """The replies to `requests`: each within `call_s` seconds, all of them within `total_s`."""
        ...

    def close(self) -> None:
        """End the worker and all that it started. Never raises; may be called twice."""
        ...


class Place(Protocol):
    """Opens workers."""

    layers: tuple[str, ...]

    def open(self, source: Source) -> Worker:
        """A fresh worker for `source`, not loaded yet."""
        ...

    def close(self) -> None:
        """End what opens workers. Never raises; may be called twice."""
        ...
