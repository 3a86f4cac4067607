"""Read a table as text: encoding told apart strictly, delimiter and line ends found, broken files named by line."""

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Literal, NamedTuple, TextIO, cast

from netcli.errors import NetcliError, UnknownValue
from netcli.grading.batch.columns import DELIMITERS, recognised

Form = Literal["csv", "tsv"]
LONGEST_HEADER = 200_000
LONGEST_ROW = 4_000_000  # bytes of a line, characters of a quoted row: beyond is no table, and would fill the memory
BLOCK = 65536
# What every table is made of. Whatever writes files of text gives each of these the same width and gives it back,
# and takes a backslash for a backslash; what serves names of hosts, mail or Python's own sources does not.
_TABLE = 'ki67,mitoses;size\t"12.5"\r\n<3 >=20 +AGE- ' + "x" * 80
_ESCAPE = "\\u0041"


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
        if self._line_bytes > LONGEST_ROW:
            raise NetcliError(
                f"line {self._lines + 1} is longer than {LONGEST_ROW:,} bytes", "this is not a table of text"
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
    ahead: list[str]  # the first lines below it, where they were read to find its end
    lines: TextIO
    line: int  # the number, from 1, of the first line below the header
    delimiter: str
    line_end: str
    encoding: str
    source: Counted


def open_table(source: BinaryIO, encoding: str = "utf-8", form: Form | None = None) -> Table:
    """Open a CSV or TSV file.

    The delimiter (comma, semicolon, tab) is the one that names most input columns in the first line. Raise
    UnknownValue for what cannot be a table or is not of the `form` asked for, NetcliError for bytes that are not in
    the encoding.
    """
    counted = Counted(source)
    codec = _codec(encoding, counted.start)
    text = io.TextIOWrapper(cast("BinaryIO", counted), encoding=codec, newline="")
    with naming_lines(counted, codec):
        above, taken = _to_first(text)
        headers = {delimiter: _header(taken, text, delimiter) for delimiter in DELIMITERS}
    delimiter = _delimiter(headers, form)
    header, lines = headers[delimiter]
    first = "".join(taken[:lines])
    line_end = next((end for end in ("\r\n", "\n", "\r") if first.endswith(end)), "\n")
    names = first.rstrip("\r\n")
    return Table(names, header, taken[lines:], text, above + lines + 1, delimiter, line_end, codec, counted)


@contextmanager
def naming_lines(source: Counted, codec: str) -> Iterator[None]:
    """Turn errors of decoding into sentences that name the line. Raise NetcliError."""
    try:
        yield
    except UnicodeError as error:
        raise _undecodable(error, source, codec) from None


@contextmanager
def long_cells() -> Iterator[None]:
    """Let the csv module read cells as long as a row may be; its own limit holds again afterwards."""
    before = csv.field_size_limit(LONGEST_ROW)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _codec(encoding: str, start: bytes) -> str:
    """Return the codec to read with, a byte-order mark taken into account. Raise UnknownValue."""
    try:
        name = codecs.lookup(encoding).name
        written = len(_TABLE.encode(name)) - len("".encode(name))  # without the byte-order mark
        faithful = _TABLE.encode(name).decode(name) == _TABLE and _ESCAPE.encode(name).decode(name) == _ESCAPE
    except (LookupError, ValueError):
        raise _no_encoding("unknown encoding") from None
    if not faithful or written % len(_TABLE) or name == "charmap":  # the empty frame of Python's one-byte codecs
        raise _no_encoding(f"{name} is no encoding of text files")
    if name == "utf-8" and start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if name == "utf-8" and start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        raise NetcliError("line 1 is not UTF-8: the file looks like UTF-16", "give --encoding utf-16")
    return name


def _no_encoding(message: str) -> UnknownValue:
    return UnknownValue(message, "accepted: utf-8, latin-1, cp1252, utf-16 and other encodings of text")


def _undecodable(error: UnicodeError, source: Counted, codec: str) -> NetcliError:
    if not isinstance(error, UnicodeDecodeError):
        return NetcliError(f"the file is not {codec}", "give its encoding: --encoding latin-1")
    line = source.lines_before + error.object[: error.start].count(b"\n") + 1
    byte = f"0x{error.object[error.start]:02X}" if error.start < len(error.object) else "at the end"
    hint = "give --encoding latin-1 if an older spreadsheet wrote the file, or save it as UTF-8"
    return NetcliError(f"line {line} is not {codec.removesuffix('-sig').upper()} (byte {byte})", hint)


def _to_first(text: io.TextIOWrapper) -> tuple[int, list[str]]:
    """Return how many blank lines there are, and the first that is not. Raise UnknownValue."""
    for above, line in enumerate(text):
        if line.strip():
            return above, [line]
    raise UnknownValue("the input is empty", "its first line must name the columns, such as: site,ki67,mitoses")


def _header(taken: list[str], text: io.TextIOWrapper, delimiter: str) -> tuple[list[str], int]:
    """Return the first row's cells, none when it never ends, and how many lines it has; those read go to `taken`."""

    def lines() -> Iterator[str]:
        yield taken[0]
        for place in range(1, LONGEST_HEADER):
            if place == len(taken):
                taken.append(text.readline())
            if not taken[place] or sum(map(len, taken)) > LONGEST_HEADER:
                break
            yield taken[place]
        ended.append(True)

    ended: list[bool] = []
    reader = csv.reader(lines(), delimiter=delimiter)
    cells = next(reader)
    return ([] if ended else cells), reader.line_num


def _delimiter(headers: dict[str, tuple[list[str], int]], form: Form | None) -> str:
    """Return the delimiter that suits the first row best. Raise UnknownValue when that is not of the form asked for."""
    fits = {delimiter: (recognised(cells), len(cells)) for delimiter, (cells, _) in headers.items()}
    wanted = [one for one in DELIMITERS if form is None or (one == "\t") == (form == "tsv")]
    chosen = max(wanted, key=fits.__getitem__)
    if fits[chosen] < max(fits.values()):
        other = "CSV" if form == "tsv" else "TSV"
        raise UnknownValue(f"--batch writes the table that it reads, and this is {other}", "leave out --format")
    if not headers[chosen][0]:
        raise UnknownValue(
            "a quotation mark in the first line is never closed", "it must name the columns: site,ki67,mitoses"
        )
    return chosen
