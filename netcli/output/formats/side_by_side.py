"""Cells side by side, printed by Rich's Console: each of fixed width, its text wrapped, under the names of columns.

Rich's own Table measures, pads and crops every line of every cell anew; a long answer took twice the time.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from msgspec import Struct
from rich.console import Console, ConsoleOptions
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from netcli.output.formats.widths import length

DIM = Style(dim=True)
Lines = list[list[Segment]]


class Place(Struct, frozen=True):
    """Where a column stands: its width, the blanks behind it, whether its texts end where it ends."""

    width: int
    gap: int = 0
    right: bool = False


class SideBySide:
    """Rows of cells. A cell is what stands in it from top to bottom: texts, or again such rows."""

    def __init__(self, places: Sequence[Place], heads: Sequence[Text] = (), rule: str = "") -> None:
        self._places = places
        self._heads = [[head] for head in heads]
        self._rule = rule
        self._rows: list[Sequence[Sequence[Text | SideBySide]]] = []

    def add(self, cells: "Sequence[Sequence[Text | SideBySide]]") -> None:
        """Add a row."""
        self._rows.append(cells)

    def __rich_console__(self, console: Console, _: ConsoleOptions) -> Iterator[Segment]:
        """Yield it as Rich prints it."""
        for line in self.lines(console):
            yield from line
            yield Segment.line()

    def lines(self, console: Console) -> Iterator[list[Segment]]:
        """Yield every line: the names of the columns on a rule, then the rows."""
        if self._heads:
            yield from self._row(self._heads, console, bottom=True)
            width = sum(place.width + place.gap for place in self._places)
            yield [Segment(self._rule * width, DIM)]
        for cells in self._rows:
            yield from self._row(cells, console)

    def _row(
        self, cells: "Sequence[Sequence[Text | SideBySide]]", console: Console, *, bottom: bool = False
    ) -> Iterator[list[Segment]]:
        columns = [
            list(chain.from_iterable(_lines(part, place, console) for part in cell))
            for cell, place in zip(cells, self._places, strict=True)
        ]
        height = max(map(len, columns))
        for lines, place in zip(columns, self._places, strict=True):
            blank = [[Segment(" " * place.width)]] * (height - len(lines))
            lines[:] = [*blank, *lines] if bottom else [*lines, *blank]
        gaps = [self._gap(place) for place in self._places]
        for parts in zip(*columns, strict=True):
            yield [*chain.from_iterable(chain.from_iterable(zip(parts, gaps, strict=True)))]

    def _gap(self, place: Place) -> list[Segment]:
        blanks = [Segment(" ")] * place.gap
        return [*blanks[1:], Segment(" ", DIM)] if blanks and self._heads else blanks


def _lines(part: "Text | SideBySide", place: Place, console: Console) -> Iterable[list[Segment]]:
    """Return the lines of a part of a cell, each as wide as the column."""
    if isinstance(part, SideBySide):
        return part.lines(console)
    if part.style or part.spans:
        return [_styled(one, place, console) for line in part.split(allow_blank=True) for one in _wrapped(line, place)]
    return [_plain(one, place) for line in part.plain.split("\n") for one in _sliced(line, place.width)]


def _plain(line: str, place: Place) -> list[Segment]:
    blanks = " " * (place.width - length(line))
    return [Segment(blanks + line if place.right else line + blanks)]


def _styled(line: Text, place: Place, console: Console) -> list[Segment]:
    (line.pad_left if place.right else line.pad_right)(place.width - length(line.plain))
    return [*Text().join([line]).render(console)]  # joined, its own style is that of its characters


def _wrapped(line: Text, place: Place) -> Iterable[Text]:
    for one in line.divide(breaks(line.plain, place.width)):
        one.rstrip_end(place.width)
        yield one


def _sliced(line: str, width: int) -> Iterable[str]:
    starts = [0, *breaks(line, width)]
    return (line[start:end].rstrip() for start, end in zip(starts, [*starts[1:], len(line)], strict=True))


def breaks(line: str, width: int) -> list[int]:
    """Return where a line goes on in the next: behind a blank, and inside a word that no line holds."""
    found: list[int] = []
    start, end = 0, _reach(line, 0, width)
    while end < len(line):
        blank = line.rfind(" ", start, end + 1)
        start = end if blank < 0 else len(line) - len(line[blank:].lstrip(" "))
        if start < len(line):
            found.append(start)
        end = _reach(line, start, width)
    return found


def _reach(line: str, start: int, width: int) -> int:
    """Return up to where a line fits."""
    rest = line[start : start + width]
    if length(rest) == len(rest):
        return start + len(rest)
    return next((start + number for number in range(len(rest), 0, -1) if length(rest[:number]) <= width), start + 1)
