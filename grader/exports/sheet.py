"""A CSV file that is somebody else's: some cells get new text, and every other byte stays as it is.

The csv module would write the whole file anew: other quotes, other line ends. Here the file is scanned once, as bytes,
for where each cell begins and ends, and `render` puts the new cells in. Commas, semicolons or tabs; a byte order mark;
line ends of any sort; quoted cells with line breaks in them. Text is UTF-8, or Windows-1252 where it is not that.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import UsageError

DELIMITERS = (b",", b";", b"\t")
MAX_BYTES = 50_000_000


@dataclass(frozen=True)
class Cell:
    """Where a cell stands in the file, and what it says."""

    start: int
    end: int
    text: str
    quoted: bool


@dataclass
class Sheet:
    """`rows` of cells, the header first; rows without any text are left out."""

    name: str
    data: bytes
    delimiter: bytes
    rows: list[list[Cell]]
    encoding: str
    new: dict[int, tuple[int, bytes]] = field(default_factory=dict)  # start -> end and new bytes

    @staticmethod
    def read(path: Path) -> Sheet:
        """Raises UsageError for a file that cannot be read, or is no such table."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}") from None
        if len(data) > MAX_BYTES or b"\0" in data:
            raise UsageError(f"{path} is no CSV file; save it as CSV (UTF-8), or download it anew")
        try:
            data.decode()
            encoding = "utf-8"
        except UnicodeDecodeError:
            encoding = "cp1252"
        body = data.removeprefix(codecs.BOM_UTF8)
        delimiter = _delimiter(body)
        try:
            rows = _scan(data, len(data) - len(body), delimiter[0], encoding)
        except ValueError as error:
            raise UsageError(f"{path} is no CSV file: {error}") from None
        if not rows:
            raise UsageError(f"{path} is empty")
        return Sheet(str(path), data, delimiter, rows, encoding)

    @property
    def header(self) -> list[str]:
        return [cell.text.strip() for cell in self.rows[0]]

    def text(self, row: int, column: int) -> str:
        """What a cell says; nothing where the row is shorter."""
        cells = self.rows[row]
        return cells[column].text.strip() if column < len(cells) else ""

    def column(self, column: int) -> list[str]:
        """What the cells below the header say."""
        return [self.text(row, column) for row in range(1, len(self.rows))]

    def put(self, row: int, column: int, text: str) -> None:
        """Give a cell new text. A cell that says so already stays as it is, byte for byte."""
        cells = self.rows[row]
        if column >= len(cells):
            last = cells[-1]
            start, end, quoted, before = last.end, last.end, False, self.delimiter * (column - len(cells) + 1)
        else:
            cell = cells[column]
            if cell.text == text:
                return
            start, end, quoted, before = cell.start, cell.end, cell.quoted, b""
        self.new[start] = (end, before + self._encoded(text, quoted))

    def _encoded(self, text: str, quoted: bool) -> bytes:
        data = text.encode(self.encoding, "replace")
        if quoted or any(mark in data for mark in (self.delimiter, b'"', b"\r", b"\n")):
            return b'"' + data.replace(b'"', b'""') + b'"'
        return data

    def render(self) -> bytes:
        """The file with the new cells in it."""
        parts: list[bytes] = []
        at = 0
        for start, (end, data) in sorted(self.new.items()):
            parts += [self.data[at:start], data]
            at = end
        return b"".join([*parts, self.data[at:]])


def _delimiter(body: bytes) -> bytes:
    """The one that the header has most of, outside of quotes."""
    line, quoted = bytearray(), False
    for byte in body:
        if byte == ord('"'):
            quoted = not quoted
        elif not quoted and byte in b"\r\n":
            break
        elif not quoted:
            line.append(byte)
    return max(DELIMITERS, key=line.count)


def _scan(data: bytes, start: int, delimiter: int, encoding: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    row: list[Cell] = []
    at = start
    while at < len(data):
        cell = _cell(data, at, delimiter, encoding)
        row.append(cell)
        at = cell.end
        if at < len(data) and data[at] == delimiter:
            at += 1
            if at < len(data):
                continue
            row.append(Cell(at, at, "", quoted=False))  # the file ends behind a delimiter
        rows.append(row)
        row = []
        if data[at : at + 2] == b"\r\n":
            at += 1
        at += 1
    return [cells for cells in rows if any(cell.text.strip() for cell in cells)]


def _cell(data: bytes, start: int, delimiter: int, encoding: str) -> Cell:
    """The cell that begins at `start`. Raises ValueError for a quote that never closes."""
    at, quoted = start, data[start] == ord('"')
    if quoted:
        at += 1
        while at < len(data) and not (data[at] == ord('"') and data[at + 1 : at + 2] != b'"'):
            at += 2 if data[at] == ord('"') else 1
        if at >= len(data):
            line = data.count(b"\n", 0, start) + 1
            raise ValueError(f"a quote that opens in line {line} never closes")
        at += 1
    while at < len(data) and data[at] != delimiter and data[at] not in b"\r\n":
        at += 1
    text = data[start:at].decode(encoding, "replace")
    if quoted:
        inside, _, after = text[1:].rpartition('"')
        text = inside.replace('""', '"') + after
    return Cell(start, at, text, quoted)
