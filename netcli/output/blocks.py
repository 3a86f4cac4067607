"""What an answer for people is made of. Commands build blocks; each format knows how to print them.

The visual language, kept by every command:
- A heading names the answer; sections group by what matters most (standing, status), strongest first.
- A line may begin with a lead: the few words one scans for (region and standing, endpoint).
- Tone gives colour a meaning (label, guideline, off-label, in trials, refused; a grade; a caution). It never stands
  alone: the word is printed.
- Sources are numbers in brackets, listed at the end with their dates. Nothing is ever cut.
- A table becomes stacked cards when its columns have no room.
"""

from collections.abc import Sequence
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


class Line(Struct, frozen=True):
    """A line of text that may begin with a toned lead and may cite: "median 28 months [@id]"."""

    text: str
    lead: str = ""
    tone: Tone = ""


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


class Bullets(Struct, frozen=True):
    """A list of statements, under a label where there is one."""

    items: Sequence[str | Line]
    label: str = ""


class Facts(Struct, frozen=True):
    """Labelled facts, one a line."""

    items: Sequence[tuple[str, Cell]]


class Table(Struct, frozen=True):
    """Rows under column names. The first column names the row; `weights` share out the width."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    weights: Sequence[int] = ()
    title: str = ""


class Picture(Struct, frozen=True):
    """A drawing in characters, and the words for those who cannot see it.

    `narrow` is another layout for a terminal on which the first does not fit.
    """

    lines: Sequence[str]
    words: str
    tones: Sequence[Tone] = ()
    narrow: Sequence[str] = ()


Block = Heading | Paragraph | Bullets | Facts | Table | Picture


def lines_of(cell: Cell) -> list[Line]:
    """Return a cell as lines."""
    if isinstance(cell, str):
        return [Line(cell)] if cell else []
    if isinstance(cell, Line):
        return [cell]
    return [line if isinstance(line, Line) else Line(line) for line in cell]
