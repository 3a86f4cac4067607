"""The terminal's own format: blocks as Rich's Table and Text, printed by its Console."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec.structs import replace
from rich.box import Box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.control import strip_control_codes
from rich.padding import Padding
from rich.style import Style
from rich.table import Table as RichTable
from rich.text import Text

from netcli.knowledge.model import Source
from netcli.output.blocks import (
    MARKS,
    Block,
    Bullets,
    Column,
    Facts,
    Heading,
    Line,
    Paragraph,
    Picture,
    Row,
    Table,
    Tone,
    Ways,
    lines_of,
)
from netcli.output.page import Page
from netcli.output.sources import address, in_full
from netcli.output.terminal import WIDEST, Terminal

STYLES: dict[Tone, str] = {
    "": "",
    "strong": "bold",
    "quiet": "dim",
    "good": "bold green",
    "caution": "bold yellow",
    "bad": "bold red",
    "g1": "bold green",
    "g2": "bold yellow",
    "g3": "bold red",
    "advice": "bold cyan",
    "trial": "bold bright_blue",
    "overlay": "bold magenta",
}
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    *((re.compile(rf"(?<!\S){mark}(?!\S)"), STYLES[tone]) for mark, (_, _, tone) in MARKS.items()),
    (re.compile(r"\[\d[\d,–-]*\]"), "dim"),
    (re.compile(r"\bHR.\d[\d.]*"), "bold"),
    (re.compile(r"\b(?:n\.s\.|no control|not compared|unconfirmed)(?!\w)"), "yellow"),
    (re.compile(r"\bmissed\b"), "red"),
)
NARROWEST_TABLE = 72  # below this each row is a card
LONGEST_LABEL = 20
GAP = 2
LEAD_GAP = 1
TALL = 100
# Rich breaks lines at a no-break space too: this one, of no meaning to it, stands in until all is set.
_JOINED = "\ue000"
RULED = Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
RULED_ASCII = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)


def table_text(page: Page, terminal: Terminal) -> str:
    """Return the answer laid out for a terminal."""
    return printed(Setter(page, terminal).set(), open_console(terminal))


def open_console(terminal: Terminal, *, record: bool = False) -> Console:
    """Return a console that writes into memory; under `record` one that can export what was printed."""
    return Console(
        file=io.StringIO(),
        width=max(terminal.width, 1),
        height=TALL,  # with both given Rich asks the terminal nothing, TERM=dumb or not
        force_terminal=terminal.is_tty or terminal.colour,
        no_color=not terminal.colour,
        color_system="truecolor" if record else ("standard" if terminal.colour else None),
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
        record=record,
    )


def printed(parts: Iterable[RenderableType], console: Console) -> str:
    """Print parts of a page to a console that writes into memory; return what it holds."""
    for part in parts:
        console.print(part, overflow="fold")
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    return re.sub(" +$", "", text.replace(_JOINED, " "), flags=re.MULTILINE)


class Setter:
    """Sets blocks for a terminal, within a readable width."""

    def __init__(self, page: Page, terminal: Terminal, *, hyperlinks: bool = True) -> None:
        self._page = page
        self._terminal = terminal
        self._width = max(min(terminal.width, WIDEST), 1)
        self._hyperlinks = hyperlinks and terminal.is_tty

    def set(self) -> Iterator[RenderableType]:
        """Yield every block, the sources, and the way on."""
        blank = self._page.depth == "full"
        for block in self._page.blocks:
            yield from self._block(block)
            if blank:
                yield ""
        yield from self._sources()
        if self._page.ways:
            yield self._ways(self._page.ways)

    def _block(self, block: Block) -> Iterator[RenderableType]:
        match block:
            case Heading():
                yield from self._heading(block)
            case Paragraph(text, tone):
                yield self._bounded(self._text(text, tone))
            case Bullets(items, label):
                if label:
                    yield self._bounded(self._text(label, "strong"))
                mark = Line("", "•" if self._terminal.unicode else "*", "quiet")
                rows = [Row(([mark], [line])) for item in items for line in lines_of(item)]
                yield from self._table(Table((Column(""), Column("", 1)), rows), gap=1)
            case Facts(items):
                rows = [Row(([Line("", name, "quiet")], cell)) for name, cell in items if lines_of(cell)]
                if self._width < NARROWEST_TABLE // 2:
                    yield from self._cards([Column(""), Column("")], rows)
                else:
                    yield from self._table(Table((Column(""), Column("", 1)), rows))
            case Table():
                yield from self._table(block)
            case Picture():
                yield from self._picture(block)

    def _heading(self, heading: Heading) -> Iterator[RenderableType]:
        shown = self._text(heading.text, heading.tone or "strong")
        yield self._bounded(shown)
        if heading.level == 1 and self._page.depth == "full":
            rule = ("━" if self._terminal.unicode else "=") * min(self._width, shown.cell_len)
            yield Text(rule, STYLES[heading.tone or "quiet"])

    def _bounded(self, text: Text) -> RenderableType:
        """Return running text no wider than can be read."""
        return (
            text
            if self._width == self._terminal.width
            else Padding(text, (0, self._terminal.width - self._width, 0, 0))
        )

    # Tables

    def _table(self, table: Table, gap: int = GAP) -> Iterator[RenderableType]:
        if not table.rows:
            return
        columns = list(table.columns)
        whole = [[list(map(self._numbered, lines_of(cell))) for cell in row.cells] for row in table.rows]
        cells = whole
        if any(line.narrow for row in cells for cell in row for line in cell) and not self._has_room(
            columns, cells, gap
        ):
            cells = [[[replace(one, text=one.narrow or one.text) for one in cell] for cell in row] for row in cells]
        below = [number for number, column in enumerate(columns) if column.joins]
        if below and not self._fits(columns, cells, gap):
            kept = [number for number in range(len(columns)) if number not in below]
            beneath = [[line for number in below for line in row[number]] for row in whole]
            columns = [columns[number] for number in kept]
            cells = [[row[number] for number in kept] for row in cells]
        else:
            beneath = []
        if not self._fits(columns, cells, gap):
            joined = [Row([*row, under]) for row, under in zip(cells, beneath or [[] for _ in cells], strict=True)]
            yield from self._cards([*columns, Column("")], joined)
            return
        widths = self._widths(columns, cells, gap)
        shown = any(column.name or column.lead for column in columns)
        if not beneath:
            yield self._grid(columns, widths, cells, gap, shown=shown)
            return
        yield self._grid(columns, widths, cells[:1], gap, shown=shown)
        yield from self._under(beneath[0])
        for row, under in zip(cells[1:], beneath[1:], strict=True):
            yield self._grid(columns, widths, [row], gap, shown=False)
            yield from self._under(under)

    def _numbered(self, line: Line) -> Line:
        """Return a line with its sources numbered: in the order of reading, whatever is measured first."""
        number = self._page.references.number
        return Line(number(line.text), number(line.lead), line.tone, narrow=number(line.narrow))

    def _under(self, lines: Sequence[Line]) -> Iterator[RenderableType]:
        joined = Text(" ").join(self._line(replace(line, text=line.text.replace("\n", ": "))) for line in lines)
        if joined:
            yield Padding(joined, (0, 0, 0, 2))

    def _grid(
        self,
        columns: Sequence[Column],
        widths: Sequence[tuple[int, int]],
        cells: Sequence[Sequence[Sequence[Line]]],
        gap: int,
        *,
        shown: bool,
    ) -> RichTable:
        """Return rows of cells side by side; the leads of a column stand under each other."""
        ruled = shown and not self._terminal.colour
        table = RichTable(
            box=(RULED if self._terminal.unicode else RULED_ASCII) if ruled else None,
            show_header=shown,
            header_style="" if ruled else "underline",
            padding=(0, gap - 1 if ruled else gap, 0, 0),
            pad_edge=False,
            show_edge=False,
        )
        for number, (column, (lead, rest)) in enumerate(zip(columns, widths, strict=True)):
            head = self._text(column.name, "strong" if number == 0 else "quiet")
            if lead:
                head = Text.assemble(self._text(f"{column.lead:<{lead + LEAD_GAP}}", "quiet"), head)
            justify: Literal["left", "right"] = "right" if column.right else "left"
            table.add_column(head, width=_total(lead, rest), justify=justify, overflow="fold")
        for row in cells:
            parts = zip(row, columns, widths, strict=True)
            table.add_row(*(self._cell(lines, column, lead, rest) for lines, column, (lead, rest) in parts))
        return table

    def _cell(self, lines: Sequence[Line], column: Column, lead: int, rest: int) -> RenderableType:
        if column.drawn:
            drawn = (Text(self._terminal.draw(line.text).replace(" ", _JOINED), STYLES[line.tone]) for line in lines)
            return Text("\n").join(drawn)
        if not lead:
            return Text("\n").join(map(self._line, lines))
        grid = RichTable.grid(padding=(0, LEAD_GAP, 0, 0))
        grid.add_column(width=lead, overflow="fold")
        grid.add_column(width=rest, overflow="fold")
        for line in lines:
            grid.add_row(self._text(line.lead, line.tone or "strong"), self._text(line.text))
        return grid

    def _has_room(self, columns: Sequence[Column], cells: Sequence[Sequence[Sequence[Line]]], gap: int) -> bool:
        """Tell whether every text has its own line."""
        natural = (self._natural(column, [row[n] for row in cells], len(columns)) for n, column in enumerate(columns))
        return sum(_total(*one) + gap for one in natural) - gap <= self._width

    def _fits(self, columns: Sequence[Column], cells: Sequence[Sequence[Sequence[Line]]], gap: int) -> bool:
        """Tell whether every column gets what it needs, and running text what it wants."""
        needed = -gap
        for number, column in enumerate(columns):
            lead, rest = self._natural(column, [row[number] for row in cells], len(columns))
            word = self._longest_word([row[number] for row in cells])
            least = min(rest, max(word, column.least)) if column.share else min(rest, max(word, column.most))
            needed += _total(lead, least) + gap
        named = any(column.name for column in columns)
        return needed <= self._width and (self._width >= NARROWEST_TABLE or not named or len(columns) < 3)  # noqa: PLR2004

    def _widths(
        self, columns: Sequence[Column], cells: Sequence[Sequence[Sequence[Line]]], gap: int
    ) -> list[tuple[int, int]]:
        """Return the width of the leads, 0 without any, and of the texts of every column."""
        natural = [self._natural(column, [row[n] for row in cells], len(columns)) for n, column in enumerate(columns)]
        gaps = gap * (len(columns) - 1) + LEAD_GAP * sum(1 for lead, _ in natural if lead)
        room = self._width - gaps - sum(lead for lead, _ in natural)
        texts = [rest for _, rest in natural]
        shares = [column.share for column in columns]
        if any(shares):
            words = [self._longest_word([row[n] for row in cells]) for n in range(len(columns))]
            texts = [
                text if column.share else min(text, max(word, column.most))
                for text, column, word in zip(texts, columns, words, strict=True)
            ]
            left = room - sum(text for text, share in zip(texts, shares, strict=True) if not share)
            texts = _shared(texts, words, shares, left)
        while sum(texts) > room and max(texts) > 1:
            texts[texts.index(max(texts))] -= 1
        return [(lead, text) for (lead, _), text in zip(natural, texts, strict=True)]

    def _natural(self, column: Column, cells: Sequence[Sequence[Line]], among: int) -> tuple[int, int]:
        """Return the width of leads, 0 where they stand in the text, and that of texts, in one of so many columns."""
        lines = [line for cell in cells for line in cell]
        lead = max(map(self._length, [column.lead, *(line.lead for line in lines)]))
        split = 0 < lead * 2 * among <= self._width and any(line.text for line in lines) and not column.drawn
        lead = lead if split else 0
        texts = [line.text if split else _whole(line) for line in lines]
        return lead, max(map(self._length, [column.name, *texts]))

    def _length(self, text: str) -> int:
        return max(map(cell_len, self._terminal.fit(text).split("\n")))

    def _longest_word(self, cells: Sequence[Sequence[Line]]) -> int:
        words = {word for cell in cells for line in cell for word in _whole(line).split()}
        return max((cell_len(self._terminal.fit(word)) for word in words), default=0)

    def _cards(self, columns: Sequence[Column], rows: Sequence[Row]) -> Iterator[RenderableType]:
        """Yield each row as a card: its name, then its other cells under it."""
        title = columns[0].name
        if title:
            yield self._text(title, "strong")
        for row in rows:
            first, *others = map(lines_of, row.cells)
            yield Text("\n").join(
                self._line(line, "strong" if number == 0 else "quiet") for number, line in enumerate(first)
            )
            for column, lines in zip(columns[1:], others, strict=True):
                for line in [] if column.drawn else lines:
                    name = f"{column.name}  " if column.name and not line.lead else ""
                    text = Text.assemble((self._terminal.fit(name), "dim"), self._line(line))
                    yield Padding(text, (0, 0, 0, min(2, self._width // 10)))

    def _picture(self, picture: Picture) -> Iterator[RenderableType]:
        for lines in (picture.lines, picture.narrow):
            drawn = [self._terminal.draw(line) for line in lines]
            if drawn and max(map(cell_len, drawn)) <= self._width:
                tones = dict(enumerate(picture.tones))
                yield Text("\n").join(
                    Text(line.replace(" ", _JOINED), STYLES[tones.get(number, "")]) for number, line in enumerate(drawn)
                )
                return
        yield self._text(picture.words)

    # The foot

    def _sources(self) -> Iterator[RenderableType]:
        references = self._page.references
        if not references.listed():
            return
        if self._page.compact_sources:
            parts = [self._text(references.read(), "quiet")]
            for kind, entries in reversed(references.in_short()):
                parts[:0] = [self._source(*entry) for entry in entries]
                parts[0] = Text.assemble(self._text(f"{kind}\u00a0", "quiet"), parts[0])
            yield self._bounded(Text("  ").join(parts))
            return
        yield self._text(f"Sources  {references.read()}", "quiet")
        rows = [Row(([Line(f"[{number}]")], [Line(in_full(source))])) for number, source in references.listed()]
        yield from self._table(Table((Column("", right=True), Column("", 1)), rows), gap=1)

    def _source(self, number: int, text: str, source: Source) -> Text:
        shown = self._text(f"[{number}]\u00a0" + text.replace(" ", "\u00a0"), "quiet")
        if self._hyperlinks and (link := address(source)):
            shown.stylize(Style(link=link))
        return shown

    def _ways(self, ways: Ways) -> Text:
        joined = Text("")
        for number, (command, gives) in enumerate(ways.items):
            joined.append("   " if number else "")
            joined.append_text(self._text(command.replace(" ", "\u00a0"), "strong"))
            joined.append(" ")
            joined.append_text(self._text(gives.replace(" ", "\u00a0"), "quiet"))
        return joined

    # Text

    def _line(self, line: Line, default: Tone = "") -> Text:
        if not line.lead:
            return self._text(line.text, line.tone or default)
        if not line.text:
            return self._text(line.lead, line.tone or default or "strong")
        return Text.assemble(self._text(line.lead, line.tone or "strong"), "  ", self._text(line.text))

    def _text(self, text: str, tone: Tone = "") -> Text:
        numbered = strip_control_codes(self._page.references.number(text)).expandtabs().replace("\u00a0", _JOINED)
        shown = Text(self._terminal.fit(numbered), STYLES[tone])
        if self._terminal.colour:
            for pattern, style in _PATTERNS:
                shown.highlight_regex(pattern, style)
        return shown


def _total(lead: int, rest: int) -> int:
    return lead + LEAD_GAP + rest if lead else rest


def _whole(line: Line) -> str:
    return f"{line.lead}  {line.text}" if line.lead and line.text else line.lead or line.text


def _shared(texts: Sequence[int], words: Sequence[int], shares: Sequence[int], left: int) -> list[int]:
    """Return the widths where columns of running text, each of which holds its longest word, share out the rest."""
    widths = list(texts)
    waiting = [number for number, share in enumerate(shares) if share]
    left -= sum(words[number] for number in waiting)
    for place, number in enumerate(waiting):
        part = left * shares[number] // sum(shares[one] for one in waiting[place:])
        widths[number] = max(words[number] + part, 1)
        left -= part
    for place in waiting:  # what one has and does not need goes to another that does
        for other in waiting:
            given = max(min(widths[place] - texts[place], texts[other] - widths[other]), 0)
            widths[place] -= given
            widths[other] += given
    return widths
