"""The rows of a table, in portions: the text of each as it was written, and its cells.

Most lines hold no quotation mark and are split at the delimiter, which is what the csv module would do with them.
Lines with one go through the csv module, together with the lines that a quoted cell runs on to.
"""

import csv
from collections.abc import Iterator
from typing import TextIO

from netcli.errors import NetcliError
from netcli.grading.batch.csv_text import LONGEST_ROW, Table, naming_lines

PORTION = 30_000  # characters, small enough to stay in the processor cache however long the rows are
MANY_LINES = 10_000


class Portion:
    """Consecutive rows: `texts` and `cells` of each, the cells brought to the width of the header.

    `odd` holds, by position, the true cells of the rows that have more or fewer than the header; a blank line has none.
    `line` is the number of the first row's line in the file.
    """

    def __init__(self, width: int, line: int) -> None:
        self._width = width
        self._empty = [""] * width
        self.line = line
        self.across = False  # a row may run across several lines
        self.texts: list[str] = []
        self.cells: list[list[str]] = []
        self.odd: dict[int, list[str]] = {}

    def add_plain(self, lines: list[str], delimiter: str) -> None:
        """Append lines without quotation marks, all at once when every one has the width of the header."""
        texts = [line.rstrip("\r\n") for line in lines]
        cells = [text.split(delimiter) for text in texts]
        if set(map(len, cells)) == {self._width} and "" not in texts:
            self.texts, self.cells = texts, cells
        else:
            for text, row in zip(texts, cells, strict=True):
                self.add(text, row)

    def add(self, text: str, cells: list[str]) -> None:
        """Append a row."""
        if len(cells) != self._width or not text:
            self.odd[len(self.texts)] = cells if text else []
            cells = cells[: self._width] if len(cells) >= self._width else self._empty
        self.texts.append(text)
        self.cells.append(cells)

    def line_of(self, position: int) -> int:
        """Return the number of the line in which a row begins."""
        above = "".join(self.texts[:position]) if self.across else ""
        return self.line + position + above.count("\n") + above.count("\r") - above.count("\r\n")


def portions(table: Table) -> Iterator[Portion]:
    """Yield the rows below the header. Raise NetcliError for a table that breaks off or cannot be decoded."""
    quoted = _Quoted(table.lines, table.delimiter)
    line, ahead = table.line, table.ahead
    with naming_lines(table.source, table.encoding):
        while lines := ahead or table.lines.readlines(PORTION):
            ahead = []
            portion = Portion(len(table.header), line)
            if '"' in "".join(lines):
                portion.across = True
                quoted.add_to(portion, lines)
                line = portion.line_of(len(portion.texts))
            else:
                portion.add_plain(lines, table.delimiter)
                line += len(lines)
            yield portion


class _Quoted:
    """Reads records that hold quotation marks, taking further lines while a quoted cell is open."""

    def __init__(self, lines: TextIO, delimiter: str) -> None:
        self._delimiter = delimiter
        self._waiting: Iterator[str] = iter(())
        self._lines = lines
        self._next = ""
        self._taken: list[str] = []
        self._length = 0
        self._ended = False
        self._reader = csv.reader(self._pull(), delimiter=delimiter)

    def add_to(self, portion: Portion, lines: list[str]) -> None:
        """Append lines of which some hold quotation marks. Raise NetcliError."""
        self._waiting = iter(lines)
        for line in self._waiting:
            if '"' in line:
                portion.add(*self._record(line))
            else:
                text = line.rstrip("\r\n")
                portion.add(text, text.split(self._delimiter))

    def _record(self, line: str) -> tuple[str, list[str]]:
        """Return the record that starts with `line`: its text and its cells. Raise NetcliError when it never ends."""
        self._next = line
        self._taken = []
        self._length = 0
        cells = next(self._reader)
        if self._ended:
            raise self._open("a quotation mark is opened and never closed")
        return "".join(self._taken).rstrip("\r\n"), cells

    def _pull(self) -> Iterator[str]:
        while line := self._next or next(self._waiting, "") or next(self._lines, ""):
            self._next = ""
            self._taken.append(line)
            self._length += len(line)
            if self._length > LONGEST_ROW:
                raise self._open(f"a quoted cell makes a row longer than {LONGEST_ROW:,} characters")
            if len(self._taken) > MANY_LINES:
                self._taken = ["".join(self._taken)]  # a million short lines would take ten times their length
            yield line
        self._ended = True  # while a cell was open

    def _open(self, message: str) -> NetcliError:
        start = self._taken[0].lstrip().splitlines()[0][:40]
        return NetcliError(
            f"{message}, in the row that starts with {start!a}", "close or double the mark, then run again"
        )
