"""Styled text set in lines and columns. With `table` the only place that knows Rich.

A text is wrapped once, for the width that its column gets. Rich's Table measures and wraps every cell several
times over, which takes longer than all the rest of a long answer; what comes out here are Rich's own segments,
so colours, links and SVG stay with it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest
from math import ceil

from rich.cells import cell_len
from rich.segment import Segment

Styled = list[Segment]


def plain(text: Styled) -> str:
    """Return a text without its styles."""
    return "".join(part.text for part in text)


def widest_line(texts: Iterable[str]) -> int:
    """Return the columns that the longest line of some texts takes."""
    return max((cell_len(line) for text in texts for line in text.split("\n")), default=0)


def longest_word(texts: Iterable[str]) -> int:
    """Return the columns that the longest word of some texts takes."""
    return max(map(cell_len, {word for text in texts for word in text.split()}), default=0)


def wrap(text: Styled, width: int) -> list[Styled]:
    """Return the lines of a text: broken between words, and within a word that has no room on a line."""
    lines: list[Styled] = []
    start = 0
    for paragraph in plain(text).split("\n"):
        for first, last in pairwise((*_starts(paragraph, width), len(paragraph))):
            line = paragraph[first:last]
            end = first + len(line.rstrip()) if cell_len(line) > width else last
            lines.append(_part(text, start + first, start + end))
        start += len(paragraph) + 1
    return lines


def _starts(text: str, width: int) -> Iterator[int]:
    """Yield where each line starts."""
    end = len(text.rstrip())
    narrow = cell_len(text) == len(text)
    start = 0
    while True:
        yield start
        reach = start + (width if narrow else _characters(text[start:], width))
        if reach >= end:
            return
        space = text.rfind(" ", start, reach + 1)
        start = space + 1 if space > start else reach
        start += len(text[start:]) - len(text[start:].lstrip(" "))


def _characters(text: str, width: int) -> int:
    """Return how many characters fit into a width, at least one."""
    taken = 0
    for count, character in enumerate(text):
        taken += cell_len(character)
        if taken > width:
            return max(count, 1)
    return len(text)


def _part(text: Styled, start: int, end: int) -> Styled:
    found: Styled = []
    place = 0
    for words, style, _ in text:
        if place < end and place + len(words) > start:
            found.append(Segment(words[max(start - place, 0) : end - place], style))
        place += len(words)
    return found


def beside(cells: Sequence[Sequence[Styled]], widths: Sequence[int], gap: str, *, bottom: bool = False) -> list[Styled]:
    """Return the wrapped cells of a row side by side, each as wide as its column."""
    columns = [[_padded(line, width) for line in lines] for lines, width in zip(cells, widths, strict=True)]
    blanks = [[Segment(" " * width)] for width in widths]
    rows = zip_longest(*(column[:: -1 if bottom else 1] for column in columns))
    joined = [_joined([part or blank for part, blank in zip(row, blanks, strict=True)], gap) for row in rows]
    return joined[::-1] if bottom else joined


def _padded(line: Styled, width: int) -> Styled:
    room = width - cell_len(plain(line))
    return [*line, Segment(" " * room)] if room > 0 else line


def _joined(parts: Sequence[Styled], gap: str) -> Styled:
    line = list(parts[0])
    for part in parts[1:]:
        line.append(Segment(gap))
        line += part
    return line


def by_weight(weights: Sequence[int], room: int) -> list[int]:
    """Return the widths of columns that share out all the room."""
    widths: list[int] = []
    for place, weight in enumerate(weights):
        widths.append(ceil(weight * (room - sum(widths)) / sum(weights[place:])))
    return widths


def by_need(wanted: Sequence[int], room: int) -> list[int]:
    """Return the widths of columns that get what they want; where there is too little room the widest give way."""
    widths = list(wanted)
    while sum(widths) > room and max(widths) > 1:
        widths[len(widths) - 1 - widths[::-1].index(max(widths))] -= 1
    return widths
