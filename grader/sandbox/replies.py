"""What a worker may answer, to the letter: anything else is a broken protocol, not an answer.

A reply is the learner's process speaking, whatever code of ours was meant to write it. So its keys and types are
checked one by one before anyone looks at them. The value itself may be anything that the wire decodes: judging it is
the checks' work.
"""

from __future__ import annotations

from typing import Any

from .wire import WireError

_ANSWER = {"ok", "changed", "global_rng", "modes"}
_ERRORS = ("missing", "raised", "unsendable")
_MAX_TEXT = 1000
_MAX_FRAMES = 64
_MAX_LINE = 1 << 31


def checked(reply: Any, op: str) -> dict[str, Any]:
    """`reply` itself, if it is one that `Session` gives to a request of kind `op`. Raises WireError."""
    if type(reply) is not dict:
        raise WireError("a reply that is no map")
    if op == "begin":
        _check_load(reply)
    elif "error" in reply:
        _check_error(reply)
    elif op == "call":
        _check_answer(reply)
    elif set(reply) != {"ok"}:
        raise WireError("a reply with other keys")
    return reply


def _check_load(reply: dict[Any, Any]) -> None:
    if set(reply) != {"problem", "notes"}:
        raise WireError("a reply with other keys")
    if reply["problem"] is not None:
        if type(reply["problem"]) is not dict:
            raise WireError("a problem that is no map")
        _check_error(reply["problem"])
    if type(reply["notes"]) is not list or not all(_is_text(note) for note in reply["notes"]):
        raise WireError("notes that are no text")


def _check_answer(reply: dict[Any, Any]) -> None:
    if "ok" not in reply or not reply.keys() <= _ANSWER:
        raise WireError("a reply with other keys")
    if len(reply) == 1:  # nothing happened beside
        return
    changed = reply.get("changed", {})
    if type(changed) is not dict or not all(type(key) is int and 0 <= key < 1000 for key in changed):
        raise WireError("changed arguments that have no positions")
    for key in ("global_rng", "modes"):
        if type(reply.get(key, False)) is not bool:
            raise WireError(f"{key} is no bool")


def _check_error(reply: dict[Any, Any]) -> None:
    if set(reply) != {"error", "type", "text", "frames"} or not _is_text(reply["error"]):
        raise WireError("an error with other keys")
    if reply["error"] not in _ERRORS:
        raise WireError("an error of no known kind")
    if not _is_text(reply["type"]) or not _is_text(reply["text"]) or type(reply["frames"]) is not list:
        raise WireError("an error that is no text")
    if len(reply["frames"]) > _MAX_FRAMES or not all(_is_frame(frame) for frame in reply["frames"]):
        raise WireError("a traceback of a wrong form")


def _is_frame(frame: Any) -> bool:
    if type(frame) is not list or len(frame) != 3:
        return False
    line, function, text = frame
    return type(line) is int and 0 <= line < _MAX_LINE and _is_text(function) and _is_text(text)


def _is_text(value: Any) -> bool:
    return type(value) is str and len(value) <= _MAX_TEXT
