"""What a worker does all its life: it reads requests, answers them in order, and ends when nobody asks any more.

A request is 16 bytes of id, which the reply repeats, and a wire frame. The first one brings the learner's source.
Stands alone.
"""

from __future__ import annotations

import contextlib
import sys
from os import read, write  # as they are now: a learner's file may replace them in its worker

from .wire import PREFIX, decode, frame_size
from .worker import Session

ID_SIZE = 16
OUT_OF_MEMORY_STATUS = 71
_HEAD = ID_SIZE + PREFIX.size
_READ = 1 << 18


def serve(requests: int, replies: int) -> None:
    """Answer what comes from descriptor `requests` until it ends."""
    session: Session | None = None
    pending = bytearray()
    while True:
        need = _HEAD if len(pending) < _HEAD else ID_SIZE + frame_size(bytes(pending[ID_SIZE:_HEAD]))
        if len(pending) < need:
            flush()
            while len(pending) < need:
                chunk = read(requests, max(_READ, need - len(pending)))
                if not chunk:
                    return
                pending += chunk
            continue
        name, frame = bytes(pending[:ID_SIZE]), bytes(pending[ID_SIZE:need])
        del pending[:need]
        if session is None:
            session, answer = load(frame)
        else:
            answer = session.serve(frame)
        view = memoryview(name + answer)
        while view:
            view = view[write(replies, view) :]


def load(frame: bytes) -> tuple[Session, bytes]:
    """The first request: ``{"op": "begin", "unit", "name", "allowed", "source", "cells", "notebook"}``.

    ``source`` is all the cells' bytes in one uint8 array, ``cells`` their sizes.
    """
    request = decode(frame)
    session = Session(request["unit"], request["name"], frozenset(request["allowed"]))
    return session, session.encode(session.begin(request))


def flush() -> None:
    """Let go of what was printed."""
    for stream in (sys.__stdout__, sys.stdout, sys.stderr):  # theirs may be another one
        with contextlib.suppress(BaseException):  # a learner's file may have closed or replaced it
            stream.flush()  # type: ignore[union-attr]
