"""What an answer for people is made of. Commands build blocks; each format knows how to print them.

The visual language, kept by every command:
- A heading names the answer; sections group by what matters most (standing, status), strongest first.
- A line may begin with a lead: the few words one scans for (region and standing, endpoint).
- Tone gives colour a meaning (label, guideline, off-label, in trials, refused; a grade; a caution). It never stands
  alone: the word is printed.
- Sources are numbers in brackets, listed at the end with their dates. Nothing is ever cut.
- A mark is a sign of MARKS in the text; what cannot draw it prints its letter or its word.
- A no-break space keeps a number with its unit.
- A table becomes stacked cards when its columns have no room.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Literal

from msgspec import Struct

Tone = Literal["", "strong", "quiet", "good", "caution", "bad", "advice", "trial", "g1", "g2", "g3", "overlay"]

TONE_OF_STANDING: dict[str, Tone] = {
    "approved": "good",
    "guideline": "advice",  # never the colour of a label
    "off-label": "caution",
    "investigational": "trial",
    "withdrawn": "bad",
    "refused": "bad",
    "discontinued": "bad",
    "recruiting": "good",
    "not-yet-recruiting": "caution",
    "enrolling-by-invitation": "good",
    "active-not-recruiting": "caution",
    "suspended": "bad",
    "terminated": "bad",
    "completed": "quiet",
    "unknown": "quiet",
}


# Circles are what regulators decide, diamonds what the profession says; filled is a yes, hollow is none.
MARK_OF_STANDING: dict[str, str] = {
    "approved": "●",
    "guideline": "◆",
    "off-label": "○",
    "investigational": "◇",
    "refused": "×",
    "withdrawn": "×",
    "discontinued": "×",
}
MARKS: dict[str, tuple[str, str, Tone]] = {  # mark: its letter in ASCII, its word, its tone
    "●": ("A", "label", "good"),
    "◆": ("G", "guideline", "advice"),
    "○": ("O", "off-label", "caution"),
    "◇": ("T", "in trials", "trial"),
    "×": ("X", "refused or ended", "bad"),
}


class Line(Struct, frozen=True):
    """A line of text that may begin with a toned lead and may cite: "median 28 months [@id]".

    A line break in it is ": " where its parts stand on one line. `said` stands for the lead where nothing is drawn,
    for a lead that is a mark: "US ● 2018", "US label since 2018".
    """

    text: str
    lead: str = ""
    tone: Tone = ""
    said: str = ""


Cell = str | Line | Sequence["str | Line"]


class Heading(Struct, frozen=True):
    """The title of the answer (level 1) or of a part of it."""

    text: str
    level: int = 1
    tone: Tone = ""


class Paragraph(Struct, frozen=True):
    """Running text."""

    text: str
    tone: Tone = ""


class Legend(Paragraph, frozen=True):
    """What marks and abbreviations mean: for those who see them, not for those who are told the words."""


class Bullets(Struct, frozen=True):
    """A list of statements, under a label where there is one."""

    items: Sequence[str | Line]
    label: str = ""


class Facts(Struct, frozen=True):
    """Labelled facts, one a line."""

    items: Sequence[tuple[str, Cell]]


class Column(Struct, frozen=True):
    """A column: its name, that of its leads, and its `share` of the width that is left; 0 takes what it needs.

    Running text wants `least`, and a column without a share takes no more than `most`; one that is `wide` takes so much
    at least, so that tables under each other stand in line. Where there is no room, a name is `short` and the lines of
    a column that `joins` go under their row. What is `drawn` is left out where nothing is drawn: its numbers stand
    beside it.
    """

    name: str
    share: int = 0
    least: int = 24
    most: int = 24
    right: bool = False
    joins: bool = False
    drawn: bool = False
    lead: str = ""
    short: str = ""
    wide: int = 0


class Row(Struct, frozen=True):
    """The cells of a row, and the whole record behind it, which a page that can fold unfolds.

    `said` stands for the cells behind the first where they are marks under column names and nothing is drawn.
    `group` is what it has in common with its neighbours: said once, over the first of them.
    """

    cells: Sequence[Cell]
    about: "Callable[[], list[Block]] | None" = None
    said: Sequence[Line] = ()
    group: str = ""


class Table(Struct, frozen=True):
    """Rows under column names. The first column names the row, and its own name is the title of the table.

    The lines of a row's cells stand side by side: the second of one beside the second of the next. Columns of marks
    stand `close`.
    """

    columns: Sequence[Column]
    rows: Sequence[Row]
    close: bool = False


def columns(shares: Mapping[str, int]) -> list[Column]:
    """Return columns of running text that share out the width."""
    return [Column(name, share) for name, share in shares.items()]


def rows(cells: Iterable[Sequence[Cell]]) -> list[Row]:
    """Return rows that have nothing behind them."""
    return [Row(one) for one in cells]


class Names(Struct, frozen=True):
    """Names alone, to be read down in as many columns as there is room for."""

    title: str
    items: Sequence[str | Line]


class Picture(Struct, frozen=True):
    """A drawing in characters, and the words for those who cannot see it.

    `narrow` is another layout for a terminal on which the first does not fit.
    """

    lines: Sequence[str]
    words: str
    tones: Sequence[Tone] = ()
    narrow: Sequence[str] = ()


Ratio = tuple[float, float | None, float | None]  # the ratio, and the ends of its interval where they are on record


class Forest(Struct, frozen=True):
    """Ratios on one logarithmic axis: a table in words and numbers, of which a picture draws the `ratios` of its rows.

    `sides` say for whom a ratio below and above 1 is better; `beneath` is what must be known with the picture.
    """

    title: str
    table: Table
    ratios: Sequence[Ratio]
    ticks: Sequence[float]
    sides: tuple[str, str]
    beneath: "Sequence[Block]" = ()


class Ways(Struct, frozen=True):
    """The way on, printed last: commands, each with what it gives."""

    items: Sequence[tuple[str, str]]


Block = Heading | Paragraph | Bullets | Facts | Table | Names | Picture | Forest | Ways


def in_words(blocks: Iterable[Block]) -> Iterable[Block]:
    """Return blocks as a format shows them that has characters alone: of a forest plot its table."""
    for block in blocks:
        yield from (block.table, *block.beneath) if isinstance(block, Forest) else (block,)


def groups_of(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Return the rows of a table by their groups, in order."""
    return [(group, list(found)) for group, found in groupby(rows, key=lambda row: row.group)]


def lines_of(cell: Cell) -> list[Line]:
    """Return a cell as lines."""
    if isinstance(cell, str):
        return [Line(cell)] if cell else []
    if isinstance(cell, Line):
        return [cell]
    return [line if isinstance(line, Line) else Line(line) for line in cell]
