"""The terminal's own format: blocks as lines, printed by Rich."""

import io
from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.control import strip_control_codes
from rich.segment import Segment, Segments
from rich.style import Style

from netcli.output.blocks import Block, Bullets, Cell, Facts, Heading, Line, Paragraph, Picture, Table, Tone, lines_of
from netcli.output.formats.layout import Styled, beside, by_need, by_weight, longest_word, plain, widest_line, wrap
from netcli.output.sources import References, address, in_full
from netcli.output.terminal import WIDEST, Terminal

STYLES: dict[Tone, Style] = {
    "": Style.null(),
    "strong": Style(bold=True),
    "quiet": Style(dim=True),
    "good": Style(bold=True, color="green"),
    "caution": Style(bold=True, color="yellow"),
    "bad": Style(bold=True, color="red"),
    "g1": Style(bold=True, color="green"),
    "g2": Style(bold=True, color="yellow"),
    "g3": Style(bold=True, color="red"),
    "advice": Style(bold=True, color="cyan"),
    "trial": Style(bold=True, color="bright_blue"),
    "overlay": Style(bold=True, color="magenta"),
}
COMFORTABLE = 24  # what a column of running text wants at least
NARROWEST_TABLE = 92  # below this a table of running text reads better as cards
NARROWEST_FACTS = 48  # below this a fact stands under its label
NARROWEST_COLUMN = 6  # below this a text stands behind its mark, not beside it
LONGEST_LABEL = 20
GAP = 2  # blank columns after a cell
TALL = 100


def table_text(blocks: list[Block], references: References, terminal: Terminal) -> str:
    """Return the answer laid out for a terminal."""
    return printed(Page(references, terminal).lines(blocks), open_console(terminal))


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


def printed(lines: Iterable[Styled], console: Console) -> str:
    """Print lines to a console that writes into memory; return what it holds."""
    end = Segment("\n")
    console.print(Segments([part for line in lines for part in (*line, end)]), end="", crop=False)
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    return text


class Page:
    """Sets blocks in lines, within a readable width."""

    def __init__(self, references: References, terminal: Terminal, *, hyperlinks: bool = True) -> None:
        self._references = references
        self._terminal = terminal
        self._width = max(min(terminal.width, WIDEST), 1)
        self._hyperlinks = hyperlinks and terminal.is_tty

    def lines(self, blocks: list[Block]) -> Iterator[Styled]:
        """Yield the lines of every block, then the sources."""
        for block in blocks:
            yield from self._block(block)
        yield from self._sources()

    def _block(self, block: Block) -> Iterator[Styled]:
        match block:
            case Heading():
                yield from self._heading(block)
            case Paragraph(text, tone):
                yield from (*wrap(self._text(text, tone), self._width), [])
            case Bullets():
                yield from self._bullets(block)
            case Facts(items):
                yield from (*self._facts([(name, cell) for name, cell in items if lines_of(cell)]), [])
            case Table():
                yield from self._table(block)
            case Picture():
                yield from self._picture(block)

    def _heading(self, heading: Heading) -> Iterator[Styled]:
        shown = self._text(heading.text, heading.tone or "strong")
        yield from wrap(shown, self._width)
        if heading.level == 1:
            rule = ("━" if self._terminal.unicode else "=") * min(self._width, cell_len(plain(shown)))
            yield [Segment(rule, STYLES[heading.tone or "quiet"])]
        yield []

    def _bullets(self, bullets: Bullets) -> Iterator[Styled]:
        if bullets.label:
            yield from wrap(self._text(bullets.label, "strong"), self._width)
        mark = [Segment("•" if self._terminal.unicode else "*", STYLES["quiet"])]
        for item in bullets.items:
            for line in lines_of(item):
                text = self._line(line)
                yield from self._hung(mark, text, widest_line([plain(text)]))
        yield []

    def _hung(self, mark: Styled, text: Styled, width: int) -> Iterator[Styled]:
        """Give a text beside its mark, at most so wide; behind the mark where there is hardly any room beside it."""
        first = cell_len(plain(mark))
        room = self._width - first - 1
        if room < NARROWEST_COLUMN:
            yield from wrap([*mark, Segment(" "), *text], self._width)
            return
        second = min(width, room)
        yield from beside([[mark], wrap(text, second)], [first, second], " ")

    def _facts(self, items: list[tuple[str, Cell]]) -> Iterator[Styled]:
        if self._width < NARROWEST_FACTS:
            for name, cell in items:
                yield from self._stacked(name, cell)
            return
        labels = [self._text(name, "quiet") for name, _ in items]
        contents = [self._cell(cell) for _, cell in items]
        first = min(widest_line(map(plain, labels)), LONGEST_LABEL)
        second = min(widest_line(map(plain, contents)), self._width - first - GAP)
        for label, content in zip(labels, contents, strict=True):
            yield from beside([wrap(label, first), wrap(content, second)], [first, second], " " * GAP)

    def _stacked(self, name: str, cell: Cell) -> Iterator[Styled]:
        """Give a labelled cell: on one line where it fits, under its label where it does not."""
        label, content = self._text(name, "quiet"), self._cell(cell)
        text = plain(content)
        if "\n" not in text and cell_len(name) + 2 + cell_len(text) <= self._width:
            yield [*label, Segment("  "), *content]
            return
        yield from wrap(label, self._width)
        indent = 2 if self._width > 20 else 0  # noqa: PLR2004
        width = self._width - indent
        yield from ([Segment(" " * indent), *line] for line in beside([wrap(content, width)], [width], ""))

    def _table(self, table: Table) -> Iterator[Styled]:
        if table.title:
            yield from (*wrap(self._text(table.title, "strong"), self._width), [])
        rows = [[self._cell(cell) for cell in row] for row in table.rows]
        names = [[Segment(self._terminal.fit(name), STYLES["quiet"])] for name in table.columns]
        columns = [[plain(row[index]) for row in [names, *rows]] for index in range(len(names))]
        yield from self._grid(table, names, rows, columns) if self._has_room(table, columns) else self._cards(table)
        yield []

    def _has_room(self, table: Table, columns: list[list[str]]) -> bool:
        """Tell whether the columns get their longest words and, where text runs on, a readable share of the width."""
        words = [longest_word(texts) for texts in columns]
        if table.weights:
            share = (self._width - 2 * len(words)) / sum(table.weights)
            return self._width >= NARROWEST_TABLE and all(
                int(weight * share) > word for weight, word in zip(table.weights, words, strict=True)
            )
        wanted = (max(word, min(widest_line(texts), COMFORTABLE)) for word, texts in zip(words, columns, strict=True))
        return sum(wide + GAP for wide in wanted) <= self._width

    def _grid(
        self, table: Table, names: list[Styled], rows: list[list[Styled]], columns: list[list[str]]
    ) -> Iterator[Styled]:
        widths = self._widths(table, columns)
        rule, gap, crossing = ("─", " " * GAP + " ", "─" * GAP + "─") if self._terminal.unicode else ("-", " | ", "-+-")
        yield from beside(list(map(wrap, names, widths)), widths, gap, bottom=True)
        yield [Segment(crossing.join(rule * width for width in widths))]
        apart = bool(table.weights) or any("\n" in text for texts in columns for text in texts)
        for number, row in enumerate(rows):
            if apart and number:
                yield from beside([[[]] for _ in widths], widths, gap)
            yield from beside(list(map(wrap, row, widths)), widths, gap)

    def _widths(self, table: Table, columns: list[list[str]]) -> list[int]:
        """Return the width of every column, without the gap that follows all but the last."""
        gaps = [GAP] * (len(columns) - 1) + [0]
        room = self._width - len(gaps) + 1
        wanted = [widest_line(texts) + gap for texts, gap in zip(columns, gaps, strict=True)]
        widths = by_weight(table.weights, room) if table.weights else by_need(wanted, room)
        return [max(width - gap, 1) for width, gap in zip(widths, gaps, strict=True)]

    def _cards(self, table: Table) -> Iterator[Styled]:
        for number, row in enumerate(table.rows):
            if number:
                yield []
            yield from wrap(self._cell(row[0], default="strong"), self._width)
            for name, cell in zip(table.columns[1:], row[1:], strict=True):
                if lines_of(cell):
                    yield from self._stacked(name, cell)

    def _picture(self, picture: Picture) -> Iterator[Styled]:
        lines = [self._terminal.fit(line) for line in picture.lines]
        if widest_line(lines) > self._width and picture.narrow:
            lines = [self._terminal.fit(line) for line in picture.narrow]
        if widest_line(lines) > self._width:
            yield from (*wrap(self._text(picture.words), self._width), [])
            return
        for index, line in enumerate(lines):
            tone = picture.tones[index] if index < len(picture.tones) else ""
            yield [Segment(line, STYLES[tone])]
        yield []

    def _sources(self) -> Iterator[Styled]:
        listed = self._references.listed()
        if not listed:
            return
        yield from wrap(self._text("Sources", "quiet"), self._width)
        label = max(len(f"[{number}]") for number, _ in listed)
        rows = [(f"[{number}]".rjust(label), in_full(source), address(source)) for number, source in listed]
        width = widest_line([text for _, text, _ in rows])
        for number, text, link in rows:
            style = Style(link=link) if link and self._hyperlinks else STYLES[""]
            shown = [Segment(self._terminal.fit(text), style)]
            yield from self._hung([Segment(number, STYLES["quiet"])], shown, width)

    def _cell(self, cell: Cell, default: Tone = "") -> Styled:
        texts = [self._line(line, default) for line in lines_of(cell)]
        return [part for number, text in enumerate(texts) for part in ([Segment("\n"), *text] if number else text)]

    def _line(self, line: Line, default: Tone = "") -> Styled:
        text = self._text(line.text, default)
        if not line.lead:
            return self._text(line.text, line.tone or default)
        if not line.text:
            return self._text(line.lead, line.tone or "strong")
        return [*self._text(f"{line.lead}:", line.tone or "strong"), Segment(" "), *text]

    def _text(self, text: str, tone: Tone = "") -> Styled:
        shown = self._terminal.fit(self._references.number(text))
        return [Segment(strip_control_codes(shown).expandtabs(), STYLES[tone])]
