"""The terminal's own format, and SVG drawn from it. The only module that knows Rich."""

import io
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table as RichTable
from rich.text import Text

from netcli.output.blocks import Block, Bullets, Cell, Facts, Heading, Line, Paragraph, Picture, Table, Tone, lines_of
from netcli.output.references import References, address, describe
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
    "overlay": "bold magenta",
}
COMFORTABLE = 24  # what a column of running text wants at least
NARROWEST_TABLE = 92  # below this a table of running text reads better as cards
LONGEST_LABEL = 16


def table_text(blocks: list[Block], references: References, terminal: Terminal) -> str:
    """Return the answer laid out for a terminal."""
    console = _console(terminal)
    Page(references, terminal).print(blocks, console)
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    return text


def svg_text(blocks: list[Block], references: References, title: str, width: int = 100) -> str:
    """Return the answer as an SVG picture of a terminal."""
    terminal = Terminal(is_tty=True, width=width, colour=True, encoding="utf-8")
    console = _console(terminal, record=True)
    Page(references, terminal, hyperlinks=False).print(blocks, console)
    return console.export_svg(title=title, unique_id="netcli")


def _console(terminal: Terminal, *, record: bool = False) -> Console:
    return Console(
        file=io.StringIO(),
        width=max(terminal.width, 1),
        force_terminal=terminal.is_tty or terminal.colour,
        no_color=not terminal.colour,
        color_system="truecolor" if record else ("standard" if terminal.colour else None),
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
        record=record,
    )


class Page:
    """Prints blocks to a console, within a readable width."""

    def __init__(self, references: References, terminal: Terminal, *, hyperlinks: bool = True) -> None:
        self._references = references
        self._terminal = terminal
        self._width = min(terminal.width, WIDEST)
        self._hyperlinks = hyperlinks and terminal.is_tty

    def print(self, blocks: list[Block], console: Console) -> None:
        """Print every block and then the sources."""
        for block in blocks:
            for part in self._block(block):
                console.print(part, width=self._width, soft_wrap=False, overflow="fold")
        for part in self._sources():
            console.print(part, width=self._width, overflow="fold")

    def _block(self, block: Block) -> Iterator[RenderableType]:
        match block:
            case Heading(text, level, tone):
                yield from self._heading(text, level, tone)
            case Paragraph(text, tone):
                yield from (self._text(text, tone), "")
            case Bullets(items, label):
                yield from ([self._text(label, "strong")] if label else [])
                yield from (self._bullet(line) for item in items for line in lines_of(item))
                yield ""
            case Facts(items):
                yield from (self._facts(items), "")
            case Table():
                yield from self._table(block)
            case Picture():
                yield from self._picture(block)

    def _heading(self, text: str, level: int, tone: Tone) -> Iterator[RenderableType]:
        shown = self._text(text, tone or "strong")
        if level == 1:
            rule = ("━" if self._terminal.unicode else "=") * min(self._width, cell_len(shown.plain))
            yield from (shown, Text(rule, STYLES[tone] if tone else "dim"), "")
        else:
            yield from (shown, "")

    def _bullet(self, line: Line) -> RenderableType:
        grid = RichTable.grid(padding=(0, 1, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_row(Text("•" if self._terminal.unicode else "*", "dim"), self._line(line))
        return grid

    def _facts(self, items: "object") -> RenderableType:
        rows = [(name, cell) for name, cell in items if lines_of(cell)]  # type: ignore[attr-defined]
        if self._width < 3 * LONGEST_LABEL:
            return Group(*(part for name, cell in rows for part in self._stacked(name, cell)))
        grid = RichTable.grid(padding=(0, 2, 0, 0))
        grid.add_column(no_wrap=False, overflow="fold", max_width=LONGEST_LABEL + 4)
        grid.add_column(overflow="fold")
        for name, cell in rows:
            grid.add_row(self._text(name, "quiet"), self._cell(cell))
        return grid

    def _stacked(self, name: str, cell: Cell) -> Iterator[RenderableType]:
        """Give a labelled cell: on one line where it fits, under its label where it does not."""
        content = self._cell(cell)
        if "\n" not in content.plain and cell_len(name) + 2 + cell_len(content.plain) <= self._width:
            yield Text("  ").join([self._text(name, "quiet"), content])
            return
        yield self._text(name, "quiet")
        indent = 2 if self._width > 20 else 0  # noqa: PLR2004
        yield Padding(content, (0, 0, 0, indent))

    def _table(self, table: Table) -> Iterator[RenderableType]:
        if table.title:
            yield from (self._text(table.title, "strong"), "")
        rows = [[self._cell(cell) for cell in row] for row in table.rows]
        yield self._grid(table, rows) if self._has_room(table, rows) else self._cards(table)
        yield ""

    def _has_room(self, table: Table, rows: list[list[Text]]) -> bool:
        """Tell whether the columns get their longest words and, where text runs on, a readable share of the width."""
        columns = [[row[index].plain for row in rows] + [name] for index, name in enumerate(table.columns)]
        words = [max(cell_len(word) for text in texts for word in [*text.split(), ""]) for texts in columns]
        if table.weights:
            share = (self._width - 2 * len(words)) / sum(table.weights)
            return self._width >= NARROWEST_TABLE and all(
                int(weight * share) > word for weight, word in zip(table.weights, words, strict=True)
            )
        widest = [max(cell_len(line) for text in texts for line in text.split("\n")) for texts in columns]
        return (
            sum(max(word, min(wide, COMFORTABLE)) + 2 for word, wide in zip(words, widest, strict=True)) <= self._width
        )

    def _grid(self, table: Table, rows: list[list[Text]]) -> RenderableType:
        from rich import box

        grid = RichTable(
            box=box.SIMPLE_HEAD if self._terminal.unicode else box.ASCII2,
            show_edge=False,
            pad_edge=False,
            padding=(0, 2, 0, 0) if self._terminal.unicode else (0, 1),
            header_style=Style(dim=True),
            expand=bool(table.weights),
        )
        for index, name in enumerate(table.columns):
            ratio = table.weights[index] if table.weights else None
            grid.add_column(self._terminal.fit(name), overflow="fold", ratio=ratio, vertical="top")
        several_lines = any(cell.plain.count("\n") for row in rows for cell in row) or table.weights
        for number, row in enumerate(rows):
            if several_lines and number:
                grid.add_row()
            grid.add_row(*row)
        return grid

    def _cards(self, table: Table) -> RenderableType:
        parts: list[RenderableType] = []
        for row in table.rows:
            parts.append(self._cell(row[0], default="strong"))
            for name, cell in zip(table.columns[1:], row[1:], strict=True):
                if lines_of(cell):
                    parts += self._stacked(name, cell)
            parts.append("")
        return Group(*parts[:-1])

    def _picture(self, picture: Picture) -> Iterator[RenderableType]:
        lines = picture.lines if self._terminal.unicode else picture.ascii
        if max(map(cell_len, lines), default=0) > self._width and picture.narrow and self._terminal.unicode:
            lines = picture.narrow
        if max(map(cell_len, lines), default=0) <= self._width:
            for index, line in enumerate(lines):
                tone = picture.tones[index] if index < len(picture.tones) else ""
                yield Text(self._terminal.fit(line), STYLES[tone], no_wrap=True)
            yield ""
        else:
            yield from (self._text(picture.words), "")

    def _sources(self) -> Iterator[RenderableType]:
        listed = self._references.listed()
        if not listed:
            return
        yield self._text("Sources", "quiet")
        grid = RichTable.grid(padding=(0, 1, 0, 0))
        grid.add_column(no_wrap=True, justify="right")
        grid.add_column(overflow="fold")
        for number, source in listed:
            link = address(source)
            text = Text(self._terminal.fit(f"{describe(source)}. "))
            style = Style(link=link) if link and self._hyperlinks else Style()
            text.append(self._terminal.fit(link), style)
            grid.add_row(Text(f"[{number}]", "dim"), text)
        yield grid

    def _cell(self, cell: Cell, default: Tone = "") -> Text:
        return Text("\n").join(self._line(line, default) for line in lines_of(cell))

    def _line(self, line: Line, default: Tone = "") -> Text:
        text = self._text(line.text, default)
        if not line.lead:
            return self._text(line.text, line.tone or default)
        if not line.text:
            return self._text(line.lead, line.tone or "strong")
        return Text(" ").join([self._text(f"{line.lead}:", line.tone or "strong"), text])

    def _text(self, text: str, tone: Tone = "") -> Text:
        return Text(self._terminal.fit(self._references.number(text)), STYLES[tone])
