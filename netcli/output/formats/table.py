"""The terminal's own format: blocks as Rich's Table and Text, printed by its Console."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from netcli.knowledge.model import Source
from netcli.output.abbreviations import FAILED, RATIO, WARNING
from netcli.output.blocks import (
    MARKS,
    Block,
    Bullets,
    Column,
    Facts,
    Heading,
    Line,
    Names,
    Paragraph,
    Picture,
    Row,
    Table,
    Tone,
    Ways,
    groups_of,
    in_words,
    lines_of,
)
from netcli.output.formats.side_by_side import Place, SideBySide
from netcli.output.formats.widths import LEAD_GAP, NARROWEST_TABLE, Arrangement, Need, arranged, whole
from netcli.output.page import Page
from netcli.output.sources import address_in_short, in_full
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
# Rich breaks lines at a no-break space too: this one, of no meaning to it, stands in until all is set.
_JOINED = "\ue000"
_CONTROLS = re.compile("[\a\b\v\f\r]")  # those that Rich takes out of a text, but after it has been measured
_STYLED: dict[str, str] = {
    **{rf"(?<!\S){mark}(?![^\s{_JOINED}])": STYLES[tone] for mark, (_, _, tone) in MARKS.items()},
    r"\[\d[\d,–-]*\]†?": "dim",
    RATIO: "bold",
    WARNING: "yellow",
    FAILED: "red",
}
GAP = 2
# What stays on one line: what a text says should, a number and its sign, the mark of an overlay and its name.
KEPT = {"\u00a0": _JOINED, " %": f"{_JOINED}%", "local: ": f"local:{_JOINED}"}
CLOSE_HEADING = 3  # from this level on a heading stands on what it heads
TALL = 100
MARK = 6  # columns that a bullet or the number of a source takes at most


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
    console.print(Group(*parts), overflow="fold")
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip(" ") for line in text.replace(_JOINED, " ").split("\n"))


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
        for block in in_words(self._page.blocks):
            yield from self._block(block)
            if blank and not (isinstance(block, Heading) and block.level >= CLOSE_HEADING):
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
                    laid, _ = arranged([Column(""), Column("")], self._numbered_cells(rows), GAP, self._width)
                    yield from self._cards(laid, slice(0, len(rows)))
                else:
                    yield from self._table(Table((Column(""), Column("", 1)), rows))
            case Table():
                yield from self._table(block, GAP - 1 if block.close else GAP)
            case Names():
                yield self._names(block)
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
        laid, fits = arranged(table.columns, self._numbered_cells(table.rows), gap, self._width)
        if not fits and any(row.said for row in table.rows):
            said = [Row([row.cells[0], row.said]) for row in table.rows]
            yield from self._table(Table([table.columns[0], Column(table.columns[-1].name, 1)], said))
            return
        shown = any(column.name or column.lead for column in laid.columns)
        places = laid.places(gap, self._width) if fits else []
        done = 0
        for group, members in groups_of(table.rows):
            rows = slice(done, done + len(members))
            if group:
                yield from [self._grid(places, [], gap, shown=True)] if places and shown and not done else []
                yield self._text(group)
            if not fits:
                yield from self._cards(laid, rows)
            elif any(laid.beneath):
                for number in range(rows.start, rows.stop):
                    yield self._grid(places, [laid.cells[number]], gap, shown=shown and not number and not group)
                    yield from self._under(laid.beneath[number])
            else:
                yield self._grid(places, laid.cells[rows], gap, shown=shown and not done and not group)
            done = rows.stop

    def _numbered_cells(self, rows: Sequence[Row]) -> list[list[list[Line]]]:
        return [[list(map(self._numbered, lines_of(cell))) for cell in row.cells] for row in rows]

    def _numbered(self, line: Line) -> Line:
        """Return a line with its sources numbered: in the order of reading, whatever is measured first."""
        return Line(self._told(line.text), self._told(line.lead), line.tone, narrow=self._told(line.narrow))

    def _under(self, lines: Sequence[Line]) -> Iterator[RenderableType]:
        joined = Text(" ").join(self._line(replace(line, text=line.text.replace("\n", ": "))) for line in lines)
        if joined:
            yield Padding(joined, (0, 0, 0, 2))

    def _grid(
        self,
        places: Sequence[tuple[Column, Need, int]],
        cells: Sequence[Sequence[Sequence[Line]]],
        gap: int,
        *,
        shown: bool,
    ) -> SideBySide:
        """Return rows of cells side by side; the leads of a column stand under each other."""
        heads = []
        for number, (column, need, _) in enumerate(places if shown else ()):
            head = self._text(column.name, "strong" if number == 0 else "quiet")
            if need.lead:
                head = Text.assemble(self._text(f"{column.lead:<{need.total(0)}}", "quiet"), head)
            heads.append(head)
        last = len(places) - 1
        columns = [
            Place(need.total(width), gap if number < last else 0, column.right)
            for number, (column, need, width) in enumerate(places)
        ]
        grid = SideBySide(columns, heads, "─" if self._terminal.unicode else "-")
        for row in cells:
            grid.add([[self._cell(lines, *place)] for lines, place in zip(row, places, strict=True)])
        return grid

    def _cell(self, lines: Sequence[Line], column: Column, need: Need, width: int) -> Text | SideBySide:
        if column.drawn:
            drawn = (Text(self._terminal.draw(line.text).replace(" ", _JOINED), STYLES[line.tone]) for line in lines)
            return Text("\n").join(drawn)
        if not need.lead:
            texts = list(map(self._line, lines))
            return texts[0] if len(texts) == 1 and not texts[0].style else Text("\n").join(texts)
        grid = SideBySide([Place(need.lead, LEAD_GAP), Place(width)])
        for line in lines:
            grid.add([[self._styled(line.lead, line.tone or "strong")], [self._styled(line.text)]])
        return grid

    def _cards(self, laid: Arrangement, rows: slice) -> Iterator[RenderableType]:
        """Yield each row as a card: its name, then its other cells under it."""
        title = laid.columns[0].name
        if title and not rows.start:
            names = "; ".join(
                filter(None, (name for one in laid.columns[1:] if one.lead for name in (one.lead, one.name)))
            )
            yield Text.assemble(self._text(title, "strong"), "  ", self._text(names, "quiet"))
        for (first, *others), beneath in zip(laid.cells[rows], laid.beneath[rows], strict=True):
            if mark := [line for line in first if not title and cell_len(line.text or line.lead) <= MARK]:
                # What is but a bullet or a number stands on the line of its text.
                told = Text(" ").join(self._line(line) for lines in others for line in lines)
                yield Text.assemble(self._line(mark[0]), " ", told)
                continue
            tones: list[Tone] = ["strong", *["quiet"] * len(first)]  # type: ignore[list-item]
            yield Text("\n").join(self._line(line, tone) for line, tone in zip(first, tones, strict=False))
            for column, lines in zip((*laid.columns[1:], Column("")), (*others, beneath), strict=True):
                for line in [] if column.drawn else lines:
                    name = f"{column.name}  " if column.name and not line.lead else ""
                    text = Text.assemble((self._terminal.fit(name), "dim"), self._line(line))
                    yield Padding(text, (0, 0, 0, min(2, self._width // 10)))

    def _names(self, names: Names) -> RenderableType:
        """Return names in as many columns as fit, to be read down; too long ones in two columns in which they break."""
        lines = [self._numbered(line) for item in names.items for line in lines_of(item)]
        lengths = [cell_len(whole(line)) for line in lines]
        for number in range(len(lines), 0, -1):
            height = -(-len(lines) // number)
            starts = range(0, len(lines), height)
            wide = [max(lengths[start : start + height]) for start in starts]
            wide[0] = max(wide[0], cell_len(names.title))
            if sum(wide) + GAP * (len(wide) - 1) <= self._width:
                break
        if len(starts) == 1 and self._width >= NARROWEST_TABLE:
            return self._in_two(names.title, lines)
        rows = [
            [lines[place : place + 1] for place in range(row, height * len(starts), height)] for row in range(height)
        ]
        columns = [Column(names.title if start == 0 else "") for start in starts]
        widths = [min(width, self._width) for width in wide]
        places = [(column, Need(0, width, 0), width) for column, width in zip(columns, widths, strict=True)]
        return self._grid(places, rows, GAP, shown=True)

    def _in_two(self, title: str, lines: Sequence[Line]) -> RenderableType:
        width = (self._width - GAP) // 2
        lead = max(cell_len(line.lead) for line in lines)
        rest = width - lead - LEAD_GAP
        heights = [len(self._line(line).wrap(Console(width=rest, file=io.StringIO()), rest)) for line in lines]
        ends = [place for place in range(1, len(lines)) if lines[place - 1].lead or not lead]  # no name of a group last
        half = min(ends, key=lambda place: max(sum(heights[:place]), sum(heights[place:])), default=len(lines))
        table = self._grid([(Column(name), Need(0, width, 0), width) for name in (title, "")], [], GAP, shown=True)
        table.add(
            [
                [self._cell([one], Column(""), Need(lead if one.lead else 0, rest, 0), rest) for one in part]
                for part in (lines[:half], lines[half:])
            ]
        )
        return table

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
        shown = self._text(f"[{number}] {text}".rstrip().replace(" ", "\u00a0"), "quiet")
        if self._hyperlinks and (link := address_in_short(source)):
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
        """Return a line whose texts are as they are printed."""
        if not line.lead:
            return self._styled(line.text, line.tone or default)
        if not line.text:
            return self._styled(line.lead, line.tone or default or "strong")
        return Text.assemble(self._styled(line.lead, line.tone or "strong"), "  ", self._styled(line.text))

    def _text(self, text: str, tone: Tone = "") -> Text:
        return self._styled(self._told(text), tone)

    def _styled(self, text: str, tone: Tone = "") -> Text:
        if not self._terminal.colour:
            return Text(text)
        shown = Text(text, STYLES[tone])
        for pattern, style in _STYLED.items():
            shown.highlight_regex(pattern, style)
        return shown

    def _told(self, text: str) -> str:
        """Return a text as it is printed: sources as numbers, no control codes, characters that can be shown."""
        numbered = _CONTROLS.sub("", self._page.references.number(text)).expandtabs()
        for apart, kept in KEPT.items():
            numbered = numbered.replace(apart, kept)
        return self._terminal.fit(numbered)
