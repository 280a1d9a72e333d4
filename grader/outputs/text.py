"""Words, numbers and file names that all destinations write alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata

MAX_SLUG = 120  # bytes
_HIDDEN = frozenset(
    {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
)  # categories that move, hide or turn around what stands beside them
_KEPT = frozenset("\n\t\u200c\u200d")  # the joiners belong to names in several scripts


def visible(text: str, keep: frozenset[str] = _KEPT) -> str:
    """`text` with every character that cannot be seen, and might do something, as an escape."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        letter if letter in keep or unicodedata.category(letter) not in _HIDDEN else _escape(letter) for letter in text
    )


def one_line(text: str) -> str:
    """The same on one line, for an id or a cell of a table."""
    return visible(text, _KEPT - {"\n", "\t"})


def _escape(letter: str) -> str:
    return letter.encode("unicode_escape").decode()


def number(value: float) -> str:
    """A score as a person writes it: 8.5, 11."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def file_name(student: str, suffix: str) -> str:
    """A file name for a student: readable, under 200 bytes, another one for every id on every file system."""
    slug = re.sub(r"[^\w.]+", "-", unicodedata.normalize("NFC", student)).strip("-.") or "student"
    slug = slug.encode("utf-8", "replace")[:MAX_SLUG].decode("utf-8", "ignore")
    return f"{slug}-{hashlib.sha256(student.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}{suffix}"
