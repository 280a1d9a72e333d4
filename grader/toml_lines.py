"""Where in a TOML file a value stands, asked of the parser itself.

`tomllib` tells no positions, so ever longer beginnings of the file are parsed: a value stands on the first line after
the longest beginning that still lacks it. A beginning that ends inside a value (a list over several lines) does not
parse, and is left out. Only asked once something is wrong, so the time is no matter; the search halves the file.
"""

from __future__ import annotations

import bisect
import tomllib
from collections.abc import Sequence
from typing import Any


def line_of(text: str, place: Sequence[str | int]) -> int | None:
    """The line, from 1, on which the value at `place` (keys and positions in lists) begins, or else what holds it."""
    lines = text.splitlines(keepends=True)
    for length in range(len(place), 0, -1):
        held = place[:length]
        if _has(_parsed(lines, len(lines))[1], held):
            return _first(lines, held)
    return None


def _first(lines: list[str], place: Sequence[str | int]) -> int:
    ends = bisect.bisect_left(range(len(lines)), True, key=lambda length: _has(_parsed(lines, length)[1], place))
    return _parsed(lines, ends - 1)[0] + 1


def _parsed(lines: list[str], length: int) -> tuple[int, Any]:
    """The longest beginning of at most `length` lines that parses, and what is in it."""
    while length > 0:
        try:
            return length, tomllib.loads("".join(lines[:length]))
        except tomllib.TOMLDecodeError:
            length -= 1
    return 0, {}


def _has(data: Any, place: Sequence[str | int]) -> bool:
    for key in place:
        if isinstance(key, str):
            if not isinstance(data, dict) or key not in data:
                return False
        elif not isinstance(data, list) or key >= len(data):
            return False
        data = data[key]
    return True
