"""Read a table with the csv module: its delimiter found, its rows in portions, each with its text as written."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import BinaryIO, Literal, NamedTuple, TextIO, cast

from netcli.batch.columns import DELIMITERS, recognised
from netcli.batch.decoding import CountedBytes, find_codec, naming_lines
from netcli.errors import NetcliError, UnknownValue

Form = Literal["csv", "tsv"]
LONGEST_HEADER = 200_000  # characters
LONGEST_ROW = 4_000_000  # characters, line breaks in its cells included
PORTION = 30_000  # characters, small enough to stay in the processor cache however long the rows are
NO_LIMIT = 2**31 - 1  # for the csv module, whose own limit is lower than ours


class Portion(NamedTuple):
    """Consecutive rows, below `above` lines of the file: text and cells of each, and how many lines end with it."""

    above: int
    texts: list[str]  # as written, without the line end
    rows: list[list[str]]  # a blank line has no cells
    ends: Sequence[int]

    def line_of(self, position: int) -> int:
        """Return the number, from 1, of the line in which a row begins."""
        return self.above + (self.ends[position - 1] if position else 0) + 1


class CsvFile:
    """An open table: its header, the rows below it, and what is needed to write the same dialect.

    The delimiter (comma, semicolon, tab) is the one that names most input columns in the first line. Raise
    UnknownValue for what cannot be a table or is not of the `form` asked for, NetcliError for bytes that are not in
    the encoding.
    """

    def __init__(self, source: BinaryIO, encoding: str = "utf-8", form: Form | None = None) -> None:
        self.source = CountedBytes(source)
        self.codec = find_codec(encoding, self.source.start)
        self._stream = io.TextIOWrapper(cast("BinaryIO", self.source), encoding=self.codec, newline="")
        with naming_lines(self.source, self.codec):
            above, lines = _first_lines(self._stream)
        headers = {delimiter: _first_row(lines, delimiter) for delimiter in DELIMITERS}
        self.delimiter = _delimiter({delimiter: cells for delimiter, (cells, _) in headers.items()}, form)
        self.header, used = headers[self.delimiter]
        text = "".join(lines[:used])
        self.first = text.rstrip("\r\n")  # the header as it was written
        self.line_end = text[len(self.first) :] or "\n"
        self._above, self._ahead = above + used, lines[used:]

    def portions(self) -> Iterator[Portion]:
        """Yield the rows below the header. Raise NetcliError for a table that breaks off or cannot be decoded."""
        above, lines = self._above, self._ahead
        with naming_lines(self.source, self.codec):
            while lines := lines or self._stream.readlines(PORTION):
                portion = self._portion(above, lines)
                yield portion
                above, lines = above + portion.ends[-1], []

    def _portion(self, above: int, lines: list[str]) -> Portion:
        """Return the rows that begin in `lines`; a quoted cell may run on below them."""
        texts = [line.rstrip("\r\n") for line in lines]
        if '"' not in "".join(texts):  # the csv module would do no other, and take half as long again
            split = [text.split(self.delimiter) if text else [] for text in texts]
            return Portion(above, texts, split, range(1, len(texts) + 1))
        rows: list[list[str]] = []
        ends: list[int] = []
        further = io.StringIO(newline="")
        reader = csv.reader(chain(lines, _run_on(lines, ends, self._stream, further)), delimiter=self.delimiter)
        for row in reader:
            rows.append(row)
            ends.append(reader.line_num)
            if ends[-1] >= len(lines):
                break
        if len(rows) == len(lines) and not further.tell():
            return Portion(above, texts, rows, ends)
        lines[-1] += further.getvalue()
        texts = ["".join(lines[start:end]).rstrip("\r\n") for start, end in zip([0, *ends], ends, strict=False)]
        return Portion(above, texts, rows, ends)


@contextmanager
def long_cells() -> Iterator[None]:
    """Let the csv module read cells as long as a row may be; its own limit holds again afterwards."""
    before = csv.field_size_limit(NO_LIMIT)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _run_on(lines: list[str], ends: list[int], stream: TextIO, further: io.StringIO) -> Iterator[str]:
    """Yield the lines below, for a row whose quoted cell is open at the end of `lines`, and keep them in `further`.

    As one text: a million short lines would take ten times their length. Raise NetcliError when the row never ends.
    """
    begun = lines[ends[-1] if ends else 0 :]
    room = LONGEST_ROW - sum(map(len, begun))
    start = begun[0].lstrip().splitlines()[0][:40]
    hint = "close or double the mark, then run again"
    while line := stream.readline():
        further.write(line)
        if further.tell() > room:
            message = f"a quoted cell makes a row longer than {LONGEST_ROW:,} characters"
            raise NetcliError(f"{message}, in the row that starts with {start!a}", hint)
        yield line
    raise NetcliError(f"a quotation mark is opened and never closed, in the row that starts with {start!a}", hint)


def _first_lines(stream: TextIO) -> tuple[int, list[str]]:
    """Return how many blank lines there are, and lines from the first that is not. Raise UnknownValue."""
    above = 0
    while lines := stream.readlines(LONGEST_HEADER):
        for place, line in enumerate(lines):
            if line.strip():
                return above + place, lines[place:]
        above += len(lines)
    raise UnknownValue("the input is empty", "its first line must name the columns, such as: site,ki67,mitoses")


def _first_row(lines: list[str], delimiter: str) -> tuple[list[str], int]:
    """Return the first row's cells, none when a quotation mark in it is never closed, and how many lines it has."""
    reader = csv.reader([*lines, ""], delimiter=delimiter)
    cells = next(reader)
    return ([] if reader.line_num > len(lines) else cells), reader.line_num


def _delimiter(headers: dict[str, list[str]], form: Form | None) -> str:
    """Return the delimiter that suits the first row best. Raise UnknownValue when that is not of the form asked for."""
    fits = {delimiter: (recognised(cells), len(cells)) for delimiter, cells in headers.items()}
    wanted = [one for one in DELIMITERS if form is None or (one == "\t") == (form == "tsv")]
    chosen = max(wanted, key=fits.__getitem__)
    if fits[chosen] < max(fits.values()):
        other = "CSV" if form == "tsv" else "TSV"
        raise UnknownValue(f"--batch writes the table that it reads, and this is {other}", "leave out --format")
    if not headers[chosen]:
        raise UnknownValue(
            "a quotation mark in the first line is never closed", "it must name the columns: site,ki67,mitoses"
        )
    return chosen
