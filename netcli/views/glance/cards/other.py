"""What is no drug, trial or site: its whole card where a screen holds it, else the first of its long lists."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from netcli.knowledge.citations import gather_sources
from netcli.knowledge.files.load import Knowledge, collection_of
from netcli.knowledge.model import Record, Syndrome
from netcli.knowledge.names import label_of
from netcli.knowledge.scheme import Scheme
from netcli.output.blocks import Block, Bullets, Cell, Facts, Line, Paragraph, Picture, Table, Ways, lines_of
from netcli.views.full.schedule import syndrome_ways
from netcli.views.full.show import card
from netcli.views.glance.cards.room import lines_of_texts
from netcli.views.lines import plain_card

ROOM = 42  # lines of a screen, with some to spare: they are counted before they are set
WIDTH = 96  # characters of a line
LOOSE = 5  # characters that a narrow column loses at the end of its lines
SOURCE = 42  # characters of a source in the foot


class ShortRecord(Struct, frozen=True, omit_defaults=True):
    """A record on a screen: its texts, by what they tell; `more` counts those that the screen leaves to the card."""

    id: str
    collection: str
    name: str
    texts: dict[str, list[str]]
    confirmed: bool = True
    origin: str = ""
    more: int = 0


def other_glance(record: Record, knowledge: Knowledge) -> list[Block]:
    """Return one screen on a record."""
    blocks, left = _condensed(record, knowledge)
    ways = syndrome_ways(record, knowledge) if isinstance(record, Syndrome) else []
    if left:
        ways.append(("--full", f"{left} more entries"))
    return [*blocks, Ways(ways)] if ways else blocks


def other_row(record: Record, knowledge: Knowledge) -> ShortRecord:
    """Return what the screen on a record says."""
    blocks, left = _condensed(record, knowledge)
    return _row(record, blocks, left)


def plain_glance(record: Any) -> list[Block]:
    """Return a record in plain language."""
    return plain_card(record, label_of(record), record.plain)


def plain_row(record: Any) -> ShortRecord:
    """Return a record in plain language, as a row."""
    return _row(record, plain_glance(record), 0)


def _condensed(record: Record, knowledge: Knowledge) -> tuple[list[Block], int]:
    """Return a card that fits a screen, and how many entries it leaves out: the last of the longest list each time.

    The classes of a grading scheme always stay.
    """
    blocks, left = card(record, knowledge), 0
    while sum(map(_lines, blocks)) + _foot(blocks) > ROOM:
        lists = [
            (_lines(block), place)
            for place, block in enumerate(blocks)
            if _entries(block) and (isinstance(block, Bullets) or not isinstance(record, Scheme))
        ]
        if not lists:
            break
        _, place = max(lists)
        blocks[place] = _without_last(blocks[place])
        left += 1
    return [block for block in blocks if not isinstance(block, Bullets) or block.items], left


def _entries(block: Block) -> Sequence[Any]:
    return block.items if isinstance(block, Bullets) else block.rows if isinstance(block, Table) else ()


def _without_last(block: Block) -> Block:
    return replace(block, **{"items" if isinstance(block, Bullets) else "rows": _entries(block)[:-1]})


def _lines(block: Block) -> int:
    """Return how many lines of a screen a block takes, roughly."""
    match block:
        case Bullets(items, label):
            return bool(label and items) + lines_of_texts(map(_said, items), WIDTH)
        case Facts(items):
            return sum(lines_of_texts(map(_said, lines_of(cell))) for _, cell in items)
        case Table(columns, rows):
            room = WIDTH - sum(column.most for column in columns if not column.share)
            shares = sum(column.share for column in columns)
            widths = [room * column.share // shares if column.share else column.most for column in columns]
            cells = [zip(row.cells, widths, strict=True) for row in rows]
            return 2 + sum(max(lines_of_texts([_whole(cell)], width - LOOSE) for cell, width in row) for row in cells)
        case Picture(lines):
            return len(lines)
    return lines_of_texts([getattr(block, "text", "")], WIDTH)


def _foot(blocks: Sequence[Block]) -> int:
    """Return how many lines the sources and the way on take."""
    texts = [text for block in blocks for text in _texts(block)]
    return 2 + len(list(gather_sources(texts))) * SOURCE // WIDTH


def _texts(block: Block) -> list[str]:
    return [text for _, texts in _told(block) for text in texts]


def _told(block: Block) -> Iterator[tuple[str, list[str]]]:
    """Yield what a block tells, by its label: a row of a table is one text."""
    match block:
        case Paragraph(text):
            yield "text", [text]
        case Bullets(items, label):
            yield label, list(map(_said, items))
        case Facts(items):
            yield from ((label, list(map(_said, lines_of(cell)))) for label, cell in items if lines_of(cell))
        case Table(columns, rows):
            yield columns[0].name, [": ".join(filter(None, map(_whole, row.cells))) for row in rows]


def _whole(cell: Cell) -> str:
    return ", ".join(map(_said, lines_of(cell)))


def _said(line: str | Line) -> str:
    if isinstance(line, str):
        return line
    return ": ".join(filter(None, (line.lead, line.text)))


def _row(record: Record, blocks: Iterable[Block], left: int) -> ShortRecord:
    texts: dict[str, list[str]] = {}
    for block in blocks:
        for label, told in _told(block):
            texts.setdefault(label.lower(), []).extend(text.replace("\u00a0", " ") for text in told)
    return ShortRecord(
        record.id, collection_of(type(record)), label_of(record), texts, record.confirmed, record.origin, left
    )
