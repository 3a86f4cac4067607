"""How wide the columns of a table are: what each needs, and whether all have room."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace
from rich.cells import cell_len

from netcli.output.blocks import Column, Line

LEAD_GAP = 1
# Characters of one cell, with those that most texts hold besides letters: Rich looks each of these up.
NARROW = re.compile(
    "[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u2190-\u22ff\u2500-\u25fc\ue000]*"
)
NARROWEST_TABLE = 72  # below this a table of three columns is cards


class Need(NamedTuple):
    """What a column needs: its leads (0 where they stand in the text), its widest text, its longest word.

    An address may break anywhere.
    """

    lead: int
    text: int
    word: int

    def total(self, text: int) -> int:
        """Return the width of the whole column when its texts get so much."""
        return self.lead + LEAD_GAP + text if self.lead else text


def needs_of(columns: Sequence[Column], cells: Sequence[Sequence[Sequence[Line]]], width: int) -> list[Need]:
    """Return what each column needs for some rows of cells."""
    return [
        _need(column, [line for row in cells for line in row[number]], width // (2 * len(columns)))
        for number, column in enumerate(columns)
    ]


def _need(column: Column, lines: Sequence[Line], most_lead: int) -> Need:
    """Return what a column needs; a lead stands beside its text where it takes no more than half of the column."""
    lead = max(map(length, [column.lead, *(line.lead for line in lines)]))
    split = 0 < lead <= most_lead and any(line.text for line in lines) and not column.drawn
    texts = [line.text if split else whole(line) for line in lines]
    parts = [part for text in (column.name, *texts) for part in text.split("\n")]
    word = max((length(word) for text in texts for word in text.split() if "://" not in word), default=0)
    return Need(lead if split else 0, max(column.wide, *map(length, parts)), word)


def length(text: str) -> int:
    """Return how many cells a text takes."""
    return len(text) if text.isascii() or NARROW.fullmatch(text) else cell_len(text)


def whole(line: Line) -> str:
    """Return a line whose lead stands in its text."""
    return f"{line.lead}  {line.text}" if line.lead and line.text else line.lead or line.text


class Arrangement(NamedTuple):
    """The columns of a table as they are set: their cells row by row, what goes beneath each row, what they need."""

    columns: Sequence[Column]
    cells: Sequence[Sequence[Sequence[Line]]]
    beneath: Sequence[Sequence[Line]]
    needs: Sequence[Need]

    def without(self, numbers: Sequence[int], width: int) -> "Arrangement":
        """Return the arrangement without some columns."""
        kept = [number for number in range(len(self.columns)) if number not in numbers]
        columns = [self.columns[number] for number in kept]
        cells = [[row[number] for number in kept] for row in self.cells]
        return _laid(columns, cells, self.beneath, width)

    def places(self, gap: int, width: int) -> list[tuple[Column, Need, int]]:
        """Return each column with the width of its texts."""
        return list(zip(self.columns, self.needs, widths(self.columns, self.needs, gap, width), strict=True))


def _laid(
    columns: Sequence[Column], cells: Sequence[Sequence[Sequence[Line]]], beneath: Sequence[Sequence[Line]], width: int
) -> Arrangement:
    return Arrangement(columns, cells, beneath, needs_of(columns, cells, width))


def arranged(
    columns: Sequence[Column], cells: Sequence[Sequence[Sequence[Line]]], gap: int, width: int
) -> tuple[Arrangement, bool]:
    """Return how a table is set, and whether it fits.

    Where there is no room, lines take their narrow texts and columns their short names; drawings go, since numbers
    stand beside them; columns that join go beneath their rows.
    """
    laid = _laid(columns, cells, [() for _ in cells], width)
    has_narrow = any(line.narrow for row in cells for cell in row for line in cell)
    narrowed = has_narrow and not _every_text_on_a_line(laid, gap, width)
    if narrowed:
        laid = _laid(columns, _others(cells), laid.beneath, width)
    for step in (_shortened, _undrawn, _joined):
        if fit(laid.columns, laid.needs, gap, width):
            return laid, True
        laid = step(laid, width)
    if fit(laid.columns, laid.needs, gap, width):
        return laid, True
    return laid._replace(cells=_others(laid.cells)) if narrowed else laid, False


def _every_text_on_a_line(laid: Arrangement, gap: int, width: int) -> bool:
    return sum(need.total(need.text) + gap for need in laid.needs) - gap <= width


def _others(cells: Sequence[Sequence[Sequence[Line]]]) -> list[list[list[Line]]]:
    return [[[_other(line) for line in cell] for cell in row] for row in cells]


def _other(line: Line) -> Line:
    """Return a line with its narrow text for its whole one, and back."""
    return replace(line, text=line.narrow, narrow=line.text) if line.narrow else line


def _shortened(laid: Arrangement, width: int) -> Arrangement:
    if not any(column.short for column in laid.columns):
        return laid
    columns = [replace(column, name=column.short or column.name, least=0) for column in laid.columns]
    return _laid(columns, laid.cells, laid.beneath, width)


def _undrawn(laid: Arrangement, width: int) -> Arrangement:
    return laid.without([number for number, column in enumerate(laid.columns) if column.drawn], width)


def _joined(laid: Arrangement, width: int) -> Arrangement:
    below = [number for number, column in enumerate(laid.columns) if column.joins]
    if not below:
        return laid
    beneath = [[_other(line) for number in below for line in row[number]] for row in laid.cells]
    names = ", ".join(laid.columns[number].name for number in below)
    kept = laid.without(below, width)
    last = replace(kept.columns[-1], name=f"{kept.columns[-1].name}; then {names}")
    columns = [*kept.columns[:-1], last]
    return _laid(columns, kept.cells, beneath, width)


def fit(columns: Sequence[Column], needs: Sequence[Need], gap: int, width: int) -> bool:
    """Tell whether every column gets what it needs, and running text what it wants."""
    taken = sum(need.total(_least(column, need)) + gap for column, need in zip(columns, needs, strict=True)) - gap
    is_table = len(columns) > 2 and any(column.name for column in columns)  # noqa: PLR2004
    return taken <= width and (width >= NARROWEST_TABLE or not is_table)


def _least(column: Column, need: Need) -> int:
    return min(need.text, max(need.word, column.least if column.share else column.most))


def widths(columns: Sequence[Column], needs: Sequence[Need], gap: int, width: int) -> list[int]:
    """Return the width of the texts of every column; those that share out the rest hold their longest word."""
    room = width - gap * (len(columns) - 1) - sum(need.total(0) for need in needs)
    shares = [column.share for column in columns]
    if any(shares):
        firm = [
            need.word if column.share else _least(column, need) for column, need in zip(columns, needs, strict=True)
        ]
        texts = _shared(firm, needs, shares, room)
    else:
        texts = [max(need.text, column.wide) for column, need in zip(columns, needs, strict=True)]
    while sum(texts) > room and max(texts) > 1:
        texts[texts.index(max(texts))] -= 1
    return texts


def _shared(texts: list[int], needs: Sequence[Need], shares: Sequence[int], room: int) -> list[int]:
    """Return widths where the rest goes to the texts that want it, by their shares; what nobody wants to the last."""
    left = room - sum(texts)
    while left > 0 and (hungry := [n for n, share in enumerate(shares) if share and texts[n] < needs[n].text]):
        unit = left / sum(shares[number] for number in hungry)
        for number in hungry:
            given = min(max(int(unit * shares[number]), 1), needs[number].text - texts[number], left)
            texts[number] += given
            left -= given
    last = max(number for number, share in enumerate(shares) if share)
    texts[last] += max(left, 0)
    return texts
