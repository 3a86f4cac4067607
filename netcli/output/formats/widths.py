"""How wide the columns of a table are: what each needs, and whether all have room."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from netcli.output.blocks import Column, Line

LEAD_GAP = 1
NARROWEST_TABLE = 72  # below this a table of three columns is cards


class Need(NamedTuple):
    """What a column needs: its leads (0 where they stand in the text), its widest text, its longest word."""

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
    lead = max(map(cell_len, [column.lead, *(line.lead for line in lines)]))
    split = 0 < lead <= most_lead and any(line.text for line in lines) and not column.drawn
    texts = [line.text if split else whole(line) for line in lines]
    parts = [part for text in (column.name, *texts) for part in text.split("\n")]
    word = max((cell_len(word) for text in texts for word in text.split()), default=0)
    return Need(lead if split else 0, max(column.wide, *map(cell_len, parts)), word)


def whole(line: Line) -> str:
    """Return a line whose lead stands in its text."""
    return f"{line.lead}  {line.text}" if line.lead and line.text else line.lead or line.text


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
        texts = [
            need.word if column.share else _least(column, need) for column, need in zip(columns, needs, strict=True)
        ]
        left = room - sum(texts)
        for number, share in enumerate(shares):
            part = left * share // (sum(shares[number:]) or 1)
            texts[number] = max(texts[number] + part, 1)
            left -= part
    else:
        texts = [need.text for need in needs]
    while sum(texts) > room and max(texts) > 1:
        texts[texts.index(max(texts))] -= 1
    return texts
