"""Which submissions of a unit are alike beyond what the task makes alike: a hint for a person, and no part of a score.

copydetect does what MOSS does: code without comments and names, cut into overlapping pieces, compared by hash. Two
sorts of pieces say nothing and are left out: those of the stub, and those that many students have, for there are few
ways to write a short function and all right answers take one of them. What is left is a student's own, and a pair is
told where enough of it is in both. So that a whole crowd with one source is not taken for the usual way, students whose
files are the same but for names and comments are told as a group, however many they are.
"""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from .errors import UsageError

if TYPE_CHECKING:
    from copydetect import CodeFingerprint

LARGEST = 200_000  # characters of a file that are looked at
PIECE = 25  # characters of code without names: the shortest thing that can be alike
LEAST = 100  # such characters that a pair must share
FEWEST, SHARE, MOST = 3, 0.2, 10  # a piece is common that more students have: this share of the class, within bounds


@dataclass(frozen=True)
class Side:
    """One student's code, and which characters of it, from and to, are in the other's too."""

    student: str
    text: str
    shared: tuple[tuple[int, int], ...]
    share: float  # of what is this student's own


@dataclass(frozen=True)
class Pair:
    """Two students whose code of a unit is alike. `size` is how many characters without names and comments."""

    unit: str
    size: int
    left: Side
    right: Side

    @property
    def share(self) -> float:
        return max(self.left.share, self.right.share)


@dataclass(frozen=True)
class Findings:
    """What there is to look at in one unit: pairs, the most alike first, and groups with one and the same code."""

    unit: str
    students: int
    common: int  # a piece that more students have was left out
    pairs: tuple[Pair, ...]
    groups: tuple[tuple[str, ...], ...]


def most_common(students: int) -> int:
    """How many students may share a piece before it is taken for the usual way to write it."""
    return min(MOST, max(FEWEST, round(SHARE * students)))


def compare(
    unit: str, texts: Mapping[str, str], stub: str, threshold: float = 0.5, common: int | None = None
) -> Findings:
    """What is alike in `texts`, by student. Raises UsageError where copydetect is not installed."""
    limit = most_common(len(texts)) if common is None else common
    ignored = set(_fingerprint(stub).hashes)
    prints = {student: _without(_fingerprint(text), ignored) for student, text in sorted(texts.items())}
    prints = {student: found for student, found in prints.items() if found.token_coverage >= LEAST}
    owners: dict[int, list[str]] = {}
    for student, found in prints.items():
        for piece in found.hashes:
            owners.setdefault(piece, []).append(student)
    groups = _groups(prints)
    usual = {piece for piece, students in owners.items() if len(students) > limit}
    prints = {student: _without(found, usual) for student, found in prints.items()}
    together = Counter(
        pair for piece, students in owners.items() if piece not in usual for pair in combinations(students, 2)
    )
    pairs = [_pair(unit, one, other, prints) for (one, other), pieces in together.items() if pieces >= LEAST - PIECE]
    told = [pair for pair in pairs if pair.size >= LEAST and pair.share >= threshold]
    told.sort(key=lambda pair: (-pair.share, -pair.size, pair.left.student, pair.right.student))
    return Findings(unit, len(texts), limit, tuple(told), groups)


def _fingerprint(text: str) -> CodeFingerprint:
    """All pieces of a text. A window of 1 keeps every one: which of them winnowing keeps depends on Python's hash seed,
    and files are short.
    """
    try:
        import copydetect
    except ImportError:
        raise UsageError("grader similar needs one more package: pip install copydetect") from None
    logging.getLogger("matplotlib").setLevel(logging.WARNING)  # which copydetect imports
    return copydetect.CodeFingerprint("unit.py", PIECE, 1, fp=io.StringIO(text[:LARGEST]), language="python")


def _without(found: CodeFingerprint, pieces: set[int]) -> CodeFingerprint:
    """`found` less some pieces. (copydetect's own way to leave out the stub's takes every piece for one that occurs
    once, and loses others with it.)
    """
    from copydetect.utils import get_token_coverage

    found.hash_idx = {piece: places for piece, places in found.hash_idx.items() if piece not in pieces}
    found.hashes = set(found.hash_idx)
    found.token_coverage = get_token_coverage(found.hash_idx, PIECE, len(found.filtered_code))
    return found


def _groups(prints: Mapping[str, CodeFingerprint]) -> tuple[tuple[str, ...], ...]:
    """Students with the same code but for names and comments."""
    same: dict[str, list[str]] = {}
    for student, found in prints.items():
        same.setdefault(found.filtered_code, []).append(student)
    return tuple(tuple(students) for students in same.values() if len(students) > 1)


def _pair(unit: str, one: str, other: str, prints: Mapping[str, CodeFingerprint]) -> Pair:
    import copydetect

    size, shares, places = copydetect.compare_files(prints[one], prints[other])
    left, right = (
        Side(student, prints[student].raw_code, _ranges(found), min(1.0, float(share)))
        for student, share, found in zip((one, other), shares, places, strict=True)
    )
    return Pair(unit, int(size), left, right)


def _ranges(places: Any) -> tuple[tuple[int, int], ...]:
    return tuple((int(begin), int(end)) for begin, end in zip(*places, strict=True)) if len(places) else ()
