"""Read a table as text: encoding told apart strictly, delimiter and line ends found, broken files named by line."""

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple, TextIO, cast

from netcli.errors import NetcliError, UnknownValue
from netcli.grading.columns import DELIMITERS, recognised

LONGEST_HEADER = 200_000
LONGEST_LINE = 8_000_000  # a "line" beyond this is no table, and would fill the memory
BLOCK = 65536


class Counted(io.RawIOBase):
    """A binary stream that counts what it hands out, so that progress is known and a bad byte has a line number."""

    def __init__(self, source: BinaryIO) -> None:
        self._read = getattr(source, "read1", source.read)
        self.lines_before = 0
        self.bytes_read = 0
        self._lines = 0
        self._line_bytes = 0
        self._first = self._next()
        self.start = self._first[:4]

    def readable(self) -> bool:
        """Tell the text layer that this is for reading."""
        return True

    def read1(self, _size: int = -1, /) -> bytes:
        """Return the next block. Raise NetcliError."""
        block, self._first = self._first or self._next(), b""
        self.bytes_read += len(block)
        self.lines_before = self._lines
        ends = block.count(b"\n") or block.count(b"\r")
        self._lines += ends
        self._line_bytes = 0 if ends else self._line_bytes + len(block)
        if self._line_bytes > LONGEST_LINE:
            raise NetcliError(
                f"line {self._lines + 1} is longer than {LONGEST_LINE:,} bytes", "this is not a table of text"
            )
        return block

    def read(self, size: int | None = -1, /) -> bytes:
        """Return the next block, as `read1` does."""
        return self.read1(size or -1)

    def _next(self) -> bytes:
        try:
            return self._read(BLOCK) or b""
        except OSError as error:
            raise NetcliError(f"cannot read the input: {error.strerror or error}") from None


class Table(NamedTuple):
    """An open table: its header, the lines below it, and what is needed to write the same dialect."""

    first: str  # the header as it was written, without its line end
    header: list[str]
    lines: TextIO
    delimiter: str
    line_end: str
    encoding: str
    source: Counted


def open_table(source: BinaryIO, encoding: str = "utf-8") -> Table:
    """Open a CSV or TSV file.

    The delimiter (comma, semicolon, tab) is the one that names most input columns in the first line. Raise
    UnknownValue for what cannot be a table, NetcliError for bytes that are not in the encoding.
    """
    counted = Counted(source)
    codec = _codec(encoding, counted.start)
    text = io.TextIOWrapper(cast("BinaryIO", counted), encoding=codec, newline="")
    with naming_lines(counted, codec):
        first = _header_text(text)
        delimiter = max(DELIMITERS, key=lambda one: _fit(first, one))
        header = _split(first, delimiter)
    line_end = next((end for end in ("\r\n", "\n", "\r") if first.endswith(end)), "\n")
    return Table(first.rstrip("\r\n"), header, text, delimiter, line_end, codec, counted)


@contextmanager
def naming_lines(source: Counted, codec: str) -> Iterator[None]:
    """Turn errors of decoding and of CSV into sentences that name the line. Raise NetcliError."""
    try:
        yield
    except UnicodeError as error:
        raise _undecodable(error, source, codec) from None
    except csv.Error as error:
        line = f"after line {source.lines_before}" if source.lines_before else "in its first lines"
        hint = "a quotation mark may have been opened and never closed"
        raise NetcliError(f"the table is malformed {line}: {error}", hint) from None


def _codec(encoding: str, start: bytes) -> str:
    """Return the codec to read with, a byte-order mark taken into account. Raise UnknownValue."""
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)  # refuses codecs that are no text encoding
    except (LookupError, ValueError):
        raise UnknownValue("unknown encoding", "accepted: utf-8, latin-1, cp1252, utf-16 and other names") from None
    if name == "utf-8" and start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if name == "utf-8" and start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        raise NetcliError("line 1 is not UTF-8: the file looks like UTF-16", "give --encoding utf-16")
    return name


def _undecodable(error: UnicodeError, source: Counted, codec: str) -> NetcliError:
    if not isinstance(error, UnicodeDecodeError):
        return NetcliError(f"the file is not {codec}", "give its encoding: --encoding latin-1")
    line = source.lines_before + error.object[: error.start].count(b"\n") + 1
    byte = f"0x{error.object[error.start]:02X}" if error.start < len(error.object) else "at the end"
    hint = "give --encoding latin-1 if an older spreadsheet wrote the file, or save it as UTF-8"
    return NetcliError(f"line {line} is not {codec.removesuffix('-sig').upper()} (byte {byte})", hint)


def _header_text(text: TextIO) -> str:
    """Return the first line that is not blank, to the end of its last quoted cell. Raise UnknownValue."""
    first = text.readline()
    while first and not first.strip():
        first = text.readline()
    while first.count('"') % 2 and len(first) < LONGEST_HEADER:
        more = text.readline()
        if not more:
            break
        first += more
    if not first.strip():
        raise UnknownValue("the input is empty", "its first line must name the columns, such as: site,ki67,mitoses")
    if len(first) >= LONGEST_HEADER:
        raise UnknownValue("the first line is too long for a header", "it must name the columns: site,ki67,mitoses")
    return first


def _split(line: str, delimiter: str) -> list[str]:
    return next(iter(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter)), [])


def _fit(line: str, delimiter: str) -> tuple[int, int]:
    cells = _split(line, delimiter)
    return recognised(cells), len(cells)
