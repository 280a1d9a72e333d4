"""The code of a notebook, cell by cell: read with care, for the file is a learner's.

Only JSON and a few keys are needed of the format (3 and 4), and a notebook that nbformat would call invalid may well
hold good code; so the file is read here. Magics, shell lines and help lines become ``pass`` where they stand, so that
line numbers and indentation stay.
"""

from __future__ import annotations

import json
import re
from typing import Any

OLD_FORMAT = 3
MAX_PARTS = 1_000_000  # objects and lists in the file: each costs many times its bytes once read
MAX_CELLS = 10_000
MAX_CODE = 1_000_000  # letters of code in all cells: the rest of a large notebook is its outputs
_PYTHON_CELL_MAGICS = frozenset({"time", "timeit", "capture", "prun", "python", "python3", "py"})
_TOKEN = re.compile(
    r"""#[^\n]*|(?:\"\"\"|''')|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|[(\[{]|[)\]}]|\\\r?\n|\n""", re.DOTALL
)
# What no Python statement can look like. The quantifiers are possessive, so that any line takes linear time.
_OURS = re.compile(r"""\s*+(?:%|!|\?|[\w.]++\?++\s*+$|(?:[\w, .\[\]]|'[^'=\\]*+'|"[^"=\\]*+")++=\s*+[%!](?!=))""")


class NotANotebook(ValueError):
    """The bytes hold no notebook; the message says why."""


def code_cells(data: bytes) -> tuple[list[bytes], int]:
    """The code cells as Python, and how many lines were dropped. Raises NotANotebook."""
    cells: list[bytes] = []
    dropped = 0
    for source in _sources(_parse(data)):
        text, lines = plain_python(source)
        dropped += lines
        cells.append(text.encode("utf-8", "surrogatepass"))
    return cells, dropped


def _parse(data: bytes) -> dict[str, Any]:
    if data.count(b"{") + data.count(b"[") > MAX_PARTS:
        raise NotANotebook(f"it has more than {MAX_PARTS:,} parts")
    try:
        book = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NotANotebook("it is not UTF-8") from None
    except RecursionError:
        raise NotANotebook("its JSON is nested too deep") from None
    except ValueError as error:
        raise NotANotebook(f"it is not JSON ({str(error)[:80]})") from None
    if not isinstance(book, dict):
        raise NotANotebook("its JSON is not an object")
    return book


def _sources(book: dict[str, Any]) -> list[str]:
    sheets = book.get("worksheets")  # format 3; some programs leave an empty list in later ones
    lists = (
        [book.get("cells")]
        if not sheets or (book.get("nbformat") != OLD_FORMAT and isinstance(book.get("cells"), list))
        else [s.get("cells") if isinstance(s, dict) else None for s in _list(sheets)]
    )
    found: list[str] = []
    for cell in [cell for cells in lists for cell in _list(cells)]:
        if not isinstance(cell, dict):
            raise NotANotebook("a cell is not an object")
        if cell.get("cell_type") == "code":
            source = cell.get("source", cell.get("input", ""))
            parts = source if isinstance(source, list) else [source]
            if not all(isinstance(part, str) for part in parts):
                raise NotANotebook("the source of a cell is not text")
            found.append("".join(map(str, parts)))
    if len(found) > MAX_CELLS:
        raise NotANotebook(f"it has more than {MAX_CELLS:,} code cells")
    if sum(map(len, found)) > MAX_CODE:
        raise NotANotebook(f"its cells hold more than {MAX_CODE:,} letters of code")
    return found


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise NotANotebook("it has no list of cells")
    return value


def plain_python(source: str) -> tuple[str, int]:
    """A cell without what only IPython understands, and the number of lines dropped.

    A line is judged only where a statement can begin: ``% b`` on a continued line is arithmetic, and text in quotes
    is text.
    """
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    lines = source.split("\n")
    first = next((index for index, line in enumerate(lines) if line.strip()), None)
    dropped = 0
    if first is not None and lines[first].startswith("%%"):
        if lines[first][2:].split(maxsplit=1)[:1] and lines[first][2:].split(maxsplit=1)[0] not in _PYTHON_CELL_MAGICS:
            return "\n" * (len(lines) - 1), sum(bool(line.strip()) for line in lines)
        lines[first], dropped = "pass", 1
    starts = _statement_starts("\n".join(lines))
    for index in sorted(starts):
        line = lines[index]
        if _OURS.match(line):
            lines[index] = line[: len(line) - len(line.lstrip())] + "pass"
            dropped += 1
    return "\n".join(lines), dropped


def _statement_starts(source: str) -> set[int]:
    """The numbers, from 0, of the lines on which a statement may begin: not inside brackets, a long string or a
    continuation.

    A magic line is skipped whole, for its quotes and brackets are not Python's.
    """
    starts: set[int] = set()
    position, line, depth = 0, 0, 0
    fresh = True
    while position < len(source):
        if fresh and depth == 0:
            starts.add(line)
            end = source.find("\n", position)
            end = len(source) if end < 0 else end
            if _OURS.match(source[position:end]):
                position, line = end + 1, line + 1
                continue
        fresh = False
        match = _TOKEN.search(source, position)
        if match is None:
            break
        found, position = match[0], match.end()
        if found in ('"""', "'''"):
            end = _end_of_string(source, position, found)
            line += source.count("\n", position, end)
            position = end
        elif found == "\n":
            line, fresh = line + 1, True
        elif found[0] == "\\":
            line += 1
        elif found in "([{":
            depth += 1
        elif found in ")]}":
            depth = max(0, depth - 1)
        else:
            line += found.count("\n")
    return starts


def _end_of_string(source: str, position: int, quotes: str) -> int:
    while True:
        end = source.find(quotes, position)
        if end < 0:
            return len(source)
        backslashes = len(source[position:end]) - len(source[position:end].rstrip("\\"))
        if backslashes % 2 == 0:
            return end + 3
        position = end + 1
