"""Bytes into text: an encoding that files of text have, told apart strictly; what does not fit is named by its line."""

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from netcli.errors import NetcliError, UnknownValue

LONGEST_LINE = 4_000_000  # bytes: beyond is no table, and would fill the memory
BLOCK = 65536
# What every table is made of. Whatever writes files of text gives each of these the same width and gives it back,
# and takes a backslash for a backslash; what serves names of hosts, mail or Python's own sources does not.
_TABLE = 'ki67,mitoses;size\t"12.5"\r\n<3 >=20 +AGE- ' + "x" * 80
_ESCAPE = "\\u0041"


class CountedBytes(io.RawIOBase):
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


def find_codec(encoding: str, start: bytes) -> str:
    """Return the codec to read with, a byte-order mark taken into account. Raise UnknownValue, NetcliError."""
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


@contextmanager
def naming_lines(source: CountedBytes, codec: str) -> Iterator[None]:
    """Turn errors of decoding into sentences that name the line. Raise NetcliError."""
    try:
        yield
    except UnicodeError as error:
        raise _undecodable(error, source, codec) from None


def _no_encoding(message: str) -> UnknownValue:
    return UnknownValue(message, "accepted: utf-8, latin-1, cp1252, utf-16 and other encodings of text")


def _undecodable(error: UnicodeError, source: CountedBytes, codec: str) -> NetcliError:
    if not isinstance(error, UnicodeDecodeError):
        return NetcliError(f"the file is not {codec}", "give its encoding: --encoding latin-1")
    line = source.lines_before + error.object[: error.start].count(b"\n") + 1
    byte = f"0x{error.object[error.start]:02X}" if error.start < len(error.object) else "at the end"
    hint = "give --encoding latin-1 if an older spreadsheet wrote the file, or save it as UTF-8"
    return NetcliError(f"line {line} is not {codec.removesuffix('-sig').upper()} (byte {byte})", hint)
