"""A forest plot as SVG, for a slide: its text is text, and it needs nothing from elsewhere."""

import html
import math
from collections.abc import Iterator, Sequence
from textwrap import wrap

from msgspec import Struct

from netcli.output.abbreviations import explained, spelled
from netcli.output.blocks import Block, Facts, Forest, Line, Paragraph, Ratio, Row, lines_of
from netcli.output.sources import References
from netcli.text import clean

WIDTH, TALLEST, MARGIN = 1280, 720, 40
TOP, LINE_HEIGHT = 112, 24  # where the first row stands; a line of a row where there is room
PLOT = (812, 1040)
NOTE_HEIGHT, SOURCE_HEIGHT, AXIS_HEIGHT = 19, 16, 62
PER_LETTER = 0.54  # of the size of its font: what a letter of a sans-serif takes on average, and some more
INK, QUIET, MARK, BAD, RULE = "#1b1b1b", "#555555", "#0b4fb3", "#a40e26", "#bbbbbb"
# Of the columns in words: where each begins, or ends, and how wide it is.
PLACES = (("start", 40, 178), ("start", 222, 456), ("end", 792, 112), ("start", 1060, 190))


class _Shown(Struct, frozen=True):
    """A row ready to be drawn: the lines of its cells, and what it is drawn as; a heading has one cell and none."""

    cells: list[list[str]]
    ratio: Ratio | None = None

    @property
    def height(self) -> int:
        return max(len(lines) for lines in self.cells)


def forest_svg(forest: Forest, references: References, *, alone: bool = False) -> str:
    """Return the plot as an SVG element; one that stands `alone` carries what lies beneath it and its sources."""
    rows = list(_rows(forest, references))
    words = explained(text for row in rows for lines in row.cells for text in lines)
    beneath = (*forest.beneath, *([Paragraph(words)] if words else []))
    notes = [line for one in beneath for line in _notes(one, references)] if alone else []
    sources = _sources(references) if alone else []
    below = AXIS_HEIGHT + len(notes) * NOTE_HEIGHT + len(sources) * SOURCE_HEIGHT + MARGIN // 2
    lines = sum(row.height for row in rows)
    unit = min(LINE_HEIGHT, (TALLEST - TOP - below) / max(lines, 1))
    height = math.ceil(TOP + lines * unit + below)
    drawn = "\n".join(
        _drawing(forest, rows, unit, [(one, 14, INK) for one in notes] + [(one, 11, QUIET) for one in sources])
    )
    said = html.escape(clean(" ".join(_said(row) for row in rows)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="forest-title forest-desc" font-family="sans-serif" fill="{INK}">\n'
        f'<title id="forest-title">{html.escape(clean(forest.title))}</title>\n'
        f'<desc id="forest-desc">{said}</desc>\n'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>\n{drawn}\n</svg>'
    )


def _rows(forest: Forest, references: References) -> Iterator[_Shown]:
    written = [number for number, column in enumerate(forest.table.columns) if not column.drawn]
    group = ""
    for row, ratio in zip(forest.table.rows, forest.ratios, strict=True):
        if row.group != group:
            group = row.group
            yield _Shown([[group]])
        texts = [_text(row, number, references) for number in written]
        yield _Shown([_fitted(text, width) for text, (_, _, width) in zip(texts, PLACES, strict=True)], ratio)


def _text(row: Row, number: int, references: References) -> str:
    return references.number("\n".join(line.text for line in lines_of(row.cells[number])))


def _fitted(text: str, width: float, size: float = 15) -> list[str]:
    """Return a text in lines no wider than a column."""
    letters = int(width / (size * PER_LETTER))
    return [line for part in text.split("\n") for line in wrap(part, letters, break_long_words=False)] or [""]


def _notes(block: Block, references: References) -> list[str]:
    match block:
        case Facts(items):
            texts = [_whole(name, line) for name, cell in items for line in lines_of(cell)]
        case Paragraph(text):
            texts = [text.replace("  ", "; ")]
        case _:
            texts = []
    return [line for text in texts for line in _fitted(references.number(text), WIDTH - 2 * MARGIN, 14)]


def _whole(name: str, line: Line) -> str:
    return f"{name}: {line.text}"


def _sources(references: References) -> list[str]:
    told = [
        f"{kind} [{number}] {text}".removeprefix("Others ")
        for kind, entries in references.in_short()
        for number, text, _ in entries
    ]
    if not told:
        return []
    return _fitted(f"Sources: {'; '.join(told)}. {references.read()}. netcli.", WIDTH - 2 * MARGIN, 11)


def _drawing(
    forest: Forest, rows: Sequence[_Shown], unit: float, foot: Sequence[tuple[str, float, str]]
) -> Iterator[str]:
    size = round(min(15, unit * 0.72), 1)
    title = round(min(26, (WIDTH - 2 * MARGIN) / (len(forest.title) * PER_LETTER)), 1)
    yield _label(MARGIN, 52, forest.title, title, weight="bold")
    names = [column.name for column in forest.table.columns if not column.drawn]
    for name, (anchor, place, _) in zip(names, PLACES, strict=True):
        yield _label(place, TOP - 22, name, 14, QUIET, anchor)
    yield _line(MARGIN, TOP - 12, WIDTH - MARGIN, TOP - 12, RULE)
    bottom = TOP + sum(row.height for row in rows) * unit
    one = _place(1, forest.ticks)
    yield _line(one, TOP - 6, one, bottom, QUIET, dash="4 3")
    y = float(TOP)
    for row in rows:
        yield from _row(row, y, unit, size, forest.ticks)
        y += row.height * unit
    yield from _axis(forest, bottom + 6)
    y = bottom + AXIS_HEIGHT
    for text, letters, colour in foot:
        y += NOTE_HEIGHT if colour == INK else SOURCE_HEIGHT
        yield _label(MARGIN, y, text, letters, colour)


def _row(row: _Shown, y: float, unit: float, size: float, ticks: Sequence[float]) -> Iterator[str]:
    middle = y + unit / 2
    if row.ratio is None:
        yield _label(MARGIN, middle + size / 3, row.cells[0][0], size, QUIET, weight="bold")
        return
    for number, (lines, (anchor, place, _)) in enumerate(zip(row.cells, PLACES, strict=True)):
        for step, line in enumerate(lines):
            colour = BAD if "missed" in line else INK
            weight = "bold" if number in (0, len(PLACES) - 1) and not step else ""
            yield _label(place, middle + step * unit + size / 3, line, size, colour, anchor, weight)
    value, low, high = row.ratio
    if low and high:
        yield _line(_place(low, ticks), middle, _place(high, ticks), middle, MARK, thick=2.5)
    yield f'<circle cx="{_place(value, ticks)}" cy="{middle:.1f}" r="{unit / 4.5:.1f}" fill="{MARK}"/>'


def _axis(forest: Forest, y: float) -> Iterator[str]:
    yield _line(PLOT[0], y, PLOT[1], y, INK)
    for tick in forest.ticks:
        place = _place(tick, forest.ticks)
        yield _line(place, y, place, y + 6, INK)
        yield _label(place, y + 21, f"{tick:g}", 13, INK, "middle")
    one = _place(1, forest.ticks)
    yield _label(one - 8, y + 41, f"← {forest.sides[0]}", 13, QUIET, "end")
    yield _label(one + 8, y + 41, f"{forest.sides[1]} →", 13, QUIET)


def _place(value: float, ticks: Sequence[float]) -> float:
    share = math.log(value / ticks[0]) / math.log(ticks[-1] / ticks[0])
    return round(PLOT[0] + min(max(share, 0), 1) * (PLOT[1] - PLOT[0]), 1)


def _label(
    x: float, y: float, text: str, size: float, colour: str = INK, anchor: str = "start", weight: str = ""
) -> str:
    looks = "".join(
        (
            f' text-anchor="{anchor}"' if anchor != "start" else "",
            f' fill="{colour}"' if colour != INK else "",
            f' font-weight="{weight}"' if weight else "",
        )
    )
    return f'<text x="{x:g}" y="{y:.1f}" font-size="{size:g}"{looks}>{html.escape(clean(text))}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, *, thick: float = 1, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    ends = f'x1="{x1:g}" y1="{y1:.1f}" x2="{x2:g}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{thick:g}"{dashed}/>'


def _said(row: _Shown) -> str:
    told = "; ".join(spelled(" ".join(lines)) for lines in row.cells)
    return f"{told}." if row.ratio else f"{told}:"
