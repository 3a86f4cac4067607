"""What an answer for people is made of. Commands build blocks; each format knows how to print them.

The visual language, kept by every command:
- A heading names the answer; sections group by what matters most (standing, status), strongest first.
- A line may begin with a lead: the few words one scans for (region and standing, endpoint).
- Tone gives colour a meaning (approved, caution, refused, grade). It never stands alone: the word is printed.
- Sources are numbers in brackets, listed at the end with their dates. Nothing is ever cut.
- A table becomes stacked cards when its columns have no room.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Tone = Literal["", "strong", "quiet", "good", "caution", "bad", "g1", "g2", "g3", "overlay"]

TONE_OF_STANDING: dict[str, Tone] = {
    "approved": "good",
    "guideline": "good",
    "off-label": "caution",
    "investigational": "caution",
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


@dataclass(frozen=True)
class Line:
    """A line of text that may begin with a toned lead and may cite: "median 28 months [@id]"."""

    text: str
    lead: str = ""
    tone: Tone = ""


Cell = str | Line | Sequence["str | Line"]


@dataclass(frozen=True)
class Heading:
    """The title of the answer (level 1) or of a part of it."""

    text: str
    level: int = 1
    tone: Tone = ""


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str
    tone: Tone = ""


@dataclass(frozen=True)
class Bullets:
    """A list of statements, under a label where there is one."""

    items: Sequence[str | Line]
    label: str = ""


@dataclass(frozen=True)
class Facts:
    """Labelled facts, one a line."""

    items: Sequence[tuple[str, Cell]]


@dataclass(frozen=True)
class Table:
    """Rows under column names. The first column names the row; `weights` share out the width."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    weights: Sequence[int] = field(default=())
    title: str = ""


@dataclass(frozen=True)
class Picture:
    """A drawing in characters, the same in ASCII, and the words for those who cannot see it.

    `narrow` is another layout for a terminal on which the first does not fit.
    """

    lines: Sequence[str]
    ascii: Sequence[str]
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
