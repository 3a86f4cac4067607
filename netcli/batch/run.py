"""Grade a table, CSV or TSV: every row in, every row out, in the same order, with six columns more, or ten.

Columns are found by their headers in any spelling; others are carried along. Each row keeps the text it was written
with, quotation marks included; delimiter, encoding, byte-order mark and the line end of the first line are kept. Blank
lines below the header stay blank and are not counted. A row may be 4,000,000 characters long.

A cell that cannot be read fills `netcli_error` with its column and the reason, which quotes the first 1,000 different
ones of a column, and the row is not graded. A row with fewer cells than the header is filled up and reported; one with
more keeps its extra cells behind the appended columns and is reported unless they are empty; both are written anew. A
row without a site is graded by the digestive rules with the warning `site-assumed`. Whatever else is assumed of a cell
is a warning, too; so is a code of the row that does not go with its grade.

A file that already has netcli_* columns is refused. The output is written even when not one row could be graded: its
`netcli_error` column is what is needed to mend the input; but it replaces no file then, and a strict run with a failed
row leaves none.
"""

import codecs
import csv
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

from netcli.batch.cells import CellReader, refusals
from netcli.batch.coding import RowCoder, Written
from netcli.batch.columns import ADDED, CODED, NO_MAPPING, find_columns
from netcli.batch.csv_file import CsvFile, Form, Portion, long_cells
from netcli.batch.kinds import BLANK_LINE, Outcome, RowGrader
from netcli.batch.replacing import replacing
from netcli.batch.summary import Summary, Tally
from netcli.errors import NetcliError, UnknownValue
from netcli.grading.inputs import SiteResolver
from netcli.grading.rulebook import Rulebook, bundled_rulebook
from netcli.text import clean, counted

Progress = Callable[[int, int], None]  # rows done, bytes read
NO_DEFAULTS: dict[str, str] = {}


class RowsFailed(NetcliError):
    """Rows failed in a strict run, or all of them where a file would be replaced; `summary` tells how it went."""

    def __init__(self, summary: Summary) -> None:
        super().__init__(f"{counted(summary.failed, 'row')} of {summary.rows:,} could not be graded")
        self.summary = summary


def grade_file(
    source: Path | BinaryIO,
    target: Path | BinaryIO,
    *,
    rulebook: Rulebook | None = None,
    resolve_site: SiteResolver | None = None,
    encoding: str = "utf-8",
    form: Form | None = None,
    defaults: Mapping[str, str] = NO_DEFAULTS,
    hpf_diameter: float | None = None,
    mapping: Mapping[str, str] = NO_MAPPING,
    codes: bool = False,
    strict: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Grade the table in `source` into `target` and return how it went.

    Paths are opened and closed here; streams are left open. A target path is replaced only when the whole run went
    well. `resolve_site` turns the text of a site into its id; `form` refuses a table of the other form; `defaults` are
    cells for input columns that a row leaves empty, such as {"edition": "who-2019"}; `mapping` says which header gives
    which input (`columns.read_mapping`); `codes` adds the columns of a registry. Raise UnknownValue for a table
    that cannot be graded at all, NetcliError for a file that cannot be read, decoded or written, RowsFailed for a
    `strict` run in which a row failed, or where a file would be replaced by one without a grade.
    """
    book = rulebook or bundled_rulebook()
    opened = _open(source) if isinstance(source, Path) else nullcontext(source)
    tally = Tally()
    with long_cells(), opened as incoming:
        table = CsvFile(incoming, encoding, form)
        columns = find_columns(table.header, mapping)
        names = {column: clean(table.header[index], 60) for column, index in columns.items()}
        reader = CellReader(book, resolve_site, names, hpf_diameter)
        if wrong := refusals([reader.read(column, text) for column, text in defaults.items()]):
            raise UnknownValue(wrong)
        write = _writer(table.delimiter)
        grader = RowGrader(book, reader, columns, defaults, write, dated=codes)
        coder = RowCoder(book, reader, grader, write) if codes else None
        rows = _Rows(table, grader, coder, write)
        with replacing(target) if isinstance(target, Path) else nullcontext(target) as outgoing:
            _copy(rows, outgoing, tally, progress)
            unread = [clean(name, 60) for place, name in enumerate(table.header) if place not in columns.values()]
            summary = tally.summary(names, unread)
            in_vain = summary.rows and summary.failed == summary.rows and isinstance(target, Path) and target.is_file()
            if summary.failed and (strict or in_vain):
                raise RowsFailed(summary)
    return summary


class _Rows:
    """The rows of a table, each with what is appended to it."""

    def __init__(
        self, table: CsvFile, grader: RowGrader, coder: RowCoder | None, write: Callable[[list[str]], str]
    ) -> None:
        self.table, self._grader, self._coder, self._write = table, grader, coder, write
        self._width = len(table.header)

    @property
    def header(self) -> str:
        """The first line."""
        added = ADDED + (CODED if self._coder else ())
        return self.table.first + self.table.delimiter + self.table.delimiter.join(added)

    def of(self, portion: Portion) -> tuple[list[Outcome], list[str]]:
        """Return the outcomes of a portion and its lines."""
        odd = {}
        if set(map(len, portion.rows)) != {self._width}:
            odd = {place: row for place, row in enumerate(portion.rows) if len(row) != self._width}
        for place, row in odd.items():
            portion.rows[place] = self._filled(row)
        outcomes, checked = self._grader.graded(portion.rows)
        lines = [text + outcome.text for text, outcome in zip(portion.texts, outcomes, strict=True)]
        coded: list[Written] = []
        if self._coder:
            coded = self._coder.rows(checked, list(zip(*portion.rows, strict=True)))
            lines = [line + one.text for line, one in zip(lines, coded, strict=True)]
        for place, row in odd.items():
            own = coded[place].cells if coded else ()
            outcomes[place], lines[place] = self._odd(row, outcomes[place], own)
        return outcomes, lines

    def _odd(self, row: list[str], outcome: Outcome, coded: Sequence[str]) -> tuple[Outcome, str]:
        """Return the outcome and the line of a row of the wrong length; what is added stands under its headers."""
        if not row:
            return BLANK_LINE, ""
        extra = row[self._width :]
        if len(row) < self._width or any(extra):
            outcome = self._grader.failed(f"row: {counted(len(row), 'cell')} where the header has {self._width}")
            coded = [""] * len(coded)
        return outcome, self._write([*self._filled(row), *outcome.added, *coded, *extra])

    def _filled(self, row: list[str]) -> list[str]:
        return [*row[: self._width], *[""] * (self._width - len(row))]


def _copy(rows: _Rows, outgoing: BinaryIO, tally: Tally, progress: Progress | None) -> None:
    """Write the header and every row with what is appended to it."""
    table = rows.table
    encode = codecs.getincrementalencoder(table.codec)(errors="backslashreplace").encode
    outgoing.write(encode(rows.header + table.line_end))
    for portion in table.portions():
        outcomes, lines = rows.of(portion)
        outgoing.write(encode(table.line_end.join(lines) + table.line_end))
        tally.add(outcomes, portion)
        if progress:
            progress(tally.rows, table.source.bytes_read)
    outgoing.flush()


class _Echo:
    """A file for csv's writer that hands back what is written."""

    def write(self, text: str) -> str:
        return text


def _writer(delimiter: str) -> Callable[[list[str]], str]:
    """Return a function that makes the text of a row.

    Before Python 3.13 csv puts quotation marks around a line break only when its own line end has that character, so
    it is given both, and they are cut off.
    """
    row: Callable[[list[str]], str] = csv.writer(_Echo(), delimiter=delimiter, lineterminator="\r\n").writerow
    return lambda cells: row(cells)[:-2]


def _open(source: Path) -> BinaryIO:
    try:
        return source.open("rb")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NetcliError(f"cannot read {clean(str(source), 300)}: {reason}") from None
