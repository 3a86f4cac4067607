"""Grade a table, CSV or TSV: every row in, every row out, in the same order, with six columns more.

Columns are found by their headers in any spelling; others are carried along. Each row keeps the text it was written
with; delimiter, encoding, byte-order mark and the line end of the first line are kept. Blank lines stay blank and are
not counted. A cell that cannot be read fills `netcli_error` with its column and the reason and
the row is not graded. A row with fewer cells than the header is filled up and reported; one with more keeps its extra
cells behind the appended columns and is reported unless they are empty. A row without a site is graded by the
digestive rules with the warning `site-assumed`. A file that already has netcli_* columns is refused.
"""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from netcli.errors import NetcliError, UnknownValue
from netcli.grading.cells import Reader, RowError
from netcli.grading.columns import ADDED, find_columns
from netcli.grading.csv_text import Table, open_table
from netcli.grading.output import replacing
from netcli.grading.reading import SiteResolver, site_resolver
from netcli.grading.records import Portion, portions
from netcli.grading.rows import Entry, RowGrader, tallied
from netcli.grading.rulebook import Rulebook, bundled_rulebook
from netcli.text import clean

Progress = Callable[[int, int], None]  # rows done, bytes read
NO_DEFAULTS: dict[str, str] = {}
BLANK_LINE = Entry([], "", ("", ""))


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
    defaults: Mapping[str, str] = NO_DEFAULTS,
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
    tally: Counter[tuple[str, str]] = Counter()
    with opened as incoming:
        table = open_table(incoming, encoding)
        columns = find_columns(table.header)
        names = {column: clean(table.header[index]) for column, index in columns.items()}
        reader = Reader(book, resolve_site or site_resolver(book), names, hpf_diameter)
        _check(defaults, reader)
        grader = RowGrader(book, reader, columns, defaults, _writer(table))
        with replacing(target) if isinstance(target, Path) else nullcontext(target) as outgoing:
            _copy(table, grader, outgoing, tally, progress)
    return _summary(tally)


def _check(defaults: Mapping[str, str], reader: Reader) -> None:
    """Refuse a default that would fail every row. Raise UnknownValue."""
    try:
        reader.words(defaults)
    except RowError as error:
        raise UnknownValue(str(error)) from None


def _copy(
    table: Table, grader: RowGrader, outgoing: BinaryIO, tally: Counter[tuple[str, str]], progress: Progress | None
) -> None:
    """Write the header and every row with what is appended to it."""
    encode = codecs.getincrementalencoder(table.encoding)(errors="backslashreplace").encode
    outgoing.write(encode(table.first + table.delimiter + table.delimiter.join(ADDED) + table.line_end))
    done = 0
    for portion in portions(table):
        lines, entries = _appended(portion, grader, table)
        outgoing.write(encode(table.line_end.join(lines) + table.line_end))
        tallied(entries, tally)
        done += len(entries)
        if progress:
            progress(done, table.source.bytes_read)
    outgoing.flush()


def _appended(portion: Portion, grader: RowGrader, table: Table) -> tuple[list[str], list[Entry]]:
    """Return the lines to write and the entries to count."""
    entries = grader.entries(portion.cells)
    lines = [text + entry.text for text, entry in zip(portion.texts, entries, strict=True)]
    for index, cells in portion.odd.items():
        entries[index], lines[index] = _odd(cells, entries[index], grader, table)
    return lines, [entry for entry in entries if entry.text] if portion.odd else entries


def _odd(cells: list[str], entry: Entry, grader: RowGrader, table: Table) -> tuple[Entry, str]:
    """Return the entry and the line of a row of the wrong length; the appended cells stand under their headers."""
    if not cells:
        return BLANK_LINE, ""
    width = len(table.header)
    extra = cells[width:]
    if len(cells) < width or any(extra):
        entry = grader.failed(f"row: {len(cells)} cells where the header has {width}")
    filled = [*cells[:width], *[""] * (width - len(cells))]
    return entry, _writer(table)([*filled, *entry.added, *extra])[1:]


def _writer(table: Table) -> Callable[[list[str]], str]:
    """Return a function that makes the text of cells to append, delimiter first."""

    def write(cells: list[str]) -> str:
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=table.delimiter, lineterminator="").writerow(cells)
        return table.delimiter + text.getvalue()

    return write


def _summary(tally: Counter[tuple[str, str]]) -> Summary:
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
        failed=tally["", ""],
        by_category=dict(sorted(categories.items())),
    )


def _open(source: Path) -> BinaryIO:
    try:
        return source.open("rb")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NetcliError(f"cannot read {clean(str(source), 300)}: {reason}") from None
