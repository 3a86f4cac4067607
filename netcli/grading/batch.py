"""Grade a table, CSV or TSV: every row in, every row out, in the same order, with six columns more.

Columns are found by their headers in any spelling; others are carried along. Values are carried as they are; quoting
is normalised, the delimiter, the line ends of the first line, the encoding and a byte-order mark are kept. Blank lines
stay blank and are not counted. A cell that cannot be read fills `netcli_error` with its column and the reason and
the row is not graded. A row with fewer cells than the header is filled up and reported; one with more keeps its extra
cells behind the appended columns and is reported unless they are empty. A row without a site is graded by the
digestive rules with the warning `site-assumed`. A file that already has netcli_* columns is refused.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from msgspec import Struct

from netcli.errors import NetcliError
from netcli.grading.cells import Reader
from netcli.grading.columns import ADDED, find_columns
from netcli.grading.csv_text import END, Table, naming_lines, open_table, unclosed
from netcli.grading.output import replacing
from netcli.grading.reading import SiteResolver, site_resolver
from netcli.grading.rows import FAILED, Kind, RowGrader
from netcli.grading.rulebook import Rulebook, bundled_rulebook
from netcli.text import clean

Progress = Callable[[int, int], None]  # rows done, bytes read
CHUNK = 2000
BUFFER = 1 << 18
BLANK: dict[str, str] = {}


class Summary(Struct, frozen=True, kw_only=True):
    """How a batch went: `rows` = `graded` (definite) + `provisional` + `undetermined` + `failed`."""

    rows: int
    graded: int
    provisional: int
    undetermined: int
    failed: int
    by_category: dict[str, int]


def grade_file(
    source: Path | BinaryIO,
    target: Path | BinaryIO,
    *,
    rulebook: Rulebook | None = None,
    resolve_site: SiteResolver | None = None,
    encoding: str = "utf-8",
    defaults: Mapping[str, str] = BLANK,
    hpf_diameter: float | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Grade the table in `source` into `target` and return how it went.

    Paths are opened and closed here; streams are left open. A target path is replaced only when the whole run went
    well. `resolve_site` turns the text of a site into its id; `defaults` are cells for input columns that a row leaves
    empty, such as {"edition": "who-2019"}. Raise UnknownValue for a table that cannot be graded at all, NetcliError
    for a file that cannot be read, decoded or written.
    """
    book = rulebook or bundled_rulebook()
    opened = _open(source) if isinstance(source, Path) else nullcontext(source)
    with opened as incoming:
        table = open_table(incoming, encoding)
        columns = find_columns(table.header)
        names = {column: clean(table.header[index]) for column, index in columns.items()}
        reader = Reader(book, resolve_site or site_resolver(book), names, hpf_diameter)
        grader = RowGrader(book, reader, columns, defaults, hpf_diameter)
        with replacing(target) if isinstance(target, Path) else nullcontext(target) as outgoing:
            _copy(table, grader, outgoing, progress)
    return _summary(grader.tally())


def _copy(table: Table, grader: RowGrader, outgoing: BinaryIO, progress: Progress | None) -> None:
    """Write the header and every row with what is appended to it."""
    stream = io.BufferedWriter(_Unclosed(outgoing), BUFFER)
    text = io.TextIOWrapper(stream, encoding=table.encoding, errors="backslashreplace", newline="")
    writer = csv.writer(text, delimiter=table.delimiter, lineterminator=table.line_end)
    writer.writerow([*table.header, *ADDED])
    done = 0
    for rows in _chunks(table):
        done += _append(rows, grader, len(table.header))
        writer.writerows(rows)
        if progress:
            progress(done, table.source.bytes_read)
    text.flush()
    text.detach().detach()
    outgoing.flush()


def _append(rows: list[list[str]], grader: RowGrader, width: int) -> int:
    """Append to each row in place; return how many were not blank."""
    entry = grader.entry
    blank = 0
    for row in rows:
        if len(row) == width:
            added, count = entry(row)
            count[0] += 1
            row.extend(added)
        elif row:
            _append_uneven(row, grader, width)
        else:
            blank += 1
    return len(rows) - blank


def _append_uneven(row: list[str], grader: RowGrader, width: int) -> None:
    """Append to a row of the wrong length, so that the appended cells still stand under their headers."""
    length = len(row)
    extra = row[width:]
    if any(cell.strip() for cell in extra) or length < width:
        added, count = grader.failed(f"row: {length} cells where the header has {width}")
    else:
        added, count = grader.entry(row)
    count[0] += 1
    row[:] = [*row[:width], *[""] * (width - length), *added, *extra]


def _chunks(table: Table) -> Iterator[list[list[str]]]:
    """Yield the rows below the header in portions. Raise NetcliError for a table that breaks off."""
    with naming_lines(table.source, table.encoding, table.rows):
        while True:
            rows = list(islice(table.rows, CHUNK))
            ended = len(rows) < CHUNK
            if ended and (not rows or rows[-1] != [END]):
                raise unclosed(table.rows, rows[-1] if rows else [])
            if ended:
                rows.pop()
            yield rows
            if ended:
                return


def _summary(tally: Counter[Kind]) -> Summary:
    certain: Counter[str] = Counter()
    categories: Counter[str] = Counter()
    for (category, certainty), count in tally.items():
        certain[certainty] += count
        if category:
            categories[category] += count
    return Summary(
        rows=tally.total(),
        graded=certain["definite"],
        provisional=certain["provisional"],
        undetermined=certain["undetermined"],
        failed=tally[FAILED],
        by_category=dict(sorted(categories.items())),
    )


def _open(source: Path) -> BinaryIO:
    try:
        return source.open("rb")
    except OSError as error:
        raise NetcliError(f"cannot read {source}: {error.strerror or error}") from None


class _Unclosed(io.RawIOBase):
    """A stream that passes bytes on and is not closed with the text layer above it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def writable(self) -> bool:
        """Tell the layers above that this is for writing."""
        return True

    def write(self, data: Any, /) -> int:
        """Pass bytes on."""
        block = bytes(data)
        self._stream.write(block)
        return len(block)
