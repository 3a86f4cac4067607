"""HTML: one self-contained page, its tables and lists real ones, and the whole record of a row folded behind it."""

import html
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, zip_longest

from msgspec import Struct

from netcli.knowledge.citations import CITATION
from netcli.knowledge.model import Source
from netcli.output.abbreviations import spelled
from netcli.output.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Facts,
    Forest,
    Heading,
    Line,
    Names,
    Paragraph,
    Picture,
    Table,
    Tone,
    Ways,
    in_words,
    lines_of,
)
from netcli.output.forest import forest_svg
from netcli.output.formats.data import NOTICE
from netcli.output.formats.html_style import STYLE
from netcli.output.formats.html_words import Words, link
from netcli.output.page import Page
from netcli.output.sources import address, address_in_short, describe, reading_in_short

LONGEST_LEAD = 24  # a longer one stands in the text
_WIDE_SPACE = "\u2003"  # a browser makes one of two blanks
LEVEL_BEHIND_A_ROW = 3  # of headings, under that of the page and of the table


def html_text(page: Page, name: str) -> str:
    """Return the answer as a page; `name` is its title where it has no heading."""
    first, *others = page.blocks or [Heading(name)]
    titled = isinstance(first, Heading) and first.level == 1
    heading = first if isinstance(first, Heading) and titled else Heading(name)
    writer = _Writer(page)
    opening = writer.heading(heading, 1)
    body = "\n".join(writer.blocks(others if titled else page.blocks, captions=page.depth == "glance"))
    main = f"<main>\n{body}\n{''.join(writer.sources())}</main>"
    return _page(
        html.escape(CITATION.sub("", heading.text)),
        f"<header>{opening}</header>\n{main}\n<footer>{_ways(page.ways)}<p>{NOTICE}</p></footer>",
        "sheet" if page.sheet else "",
    )


def code_in_html(code: str, title: str) -> str:
    """Return text for another program as a page."""
    return _page(html.escape(title), f"<main><pre>{html.escape(code)}</pre></main>")


def _page(title: str, body: str, kind: str = "") -> str:
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
    opening = f'<!doctype html>\n<html lang="en">\n<head>{head}<title>{title}</title><style>{STYLE}</style></head>'
    return f"{opening}\n<body{_class(kind)}>\n{body}\n</body>\n</html>\n"


def _ways(ways: Ways | None) -> str:
    if ways is None:
        return ""
    items = "".join(f"<li><code>{html.escape(one)}</code> {html.escape(gives)}</li>" for one, gives in ways.items)
    return f'<nav aria-label="The way on"><ul>{items}</ul></nav>'


class _Folded(Struct, frozen=True):
    """What stands behind a row, written when the page is, so that its sources are numbered after those in sight."""

    name: str
    columns: int
    about: Callable[[], list[Block]]


class _Writer:
    """Writes the blocks of a page; knows each mention of a source."""

    def __init__(self, page: Page) -> None:
        self._references = page.references
        self._sheet = page.sheet
        self._words = Words(page.references)
        self._text = self._words.text
        self._in_sight: int | None = None  # so many sources are mentioned before anything is unfolded

    def blocks(self, blocks: Sequence[Block], *, captions: bool = False, under: int = 0) -> Iterator[str]:
        """Yield lines of HTML; tables have captions where no heading is over them, headings stand `under` a level."""
        parts = [part for block in blocks for part in self._block(block, captions, under)]
        if self._in_sight is None:
            self._in_sight = self._words.mentioned
        for part in parts:
            yield from self._unfolded(part) if isinstance(part, _Folded) else [part]

    def _unfolded(self, folded: _Folded) -> Iterator[str]:
        blocks = folded.about()
        highest = min((block.level for block in blocks if isinstance(block, Heading)), default=1)
        yield f'<tr class="more"><td colspan="{folded.columns}"><details><summary>'
        yield f'<span class="unseen">{html.escape(folded.name)}: </span>whole record</summary>'
        yield from self.blocks(blocks, under=max(LEVEL_BEHIND_A_ROW - highest, 0))
        yield "</details></td></tr>"

    def _block(self, block: Block, captions: bool, under: int) -> Iterator[str | _Folded]:  # noqa: FBT001
        match block:
            case Heading(_, level):
                yield self.heading(block, min(max(level, 1 if under else 2) + under, 6))
            case Paragraph(text, tone):
                yield f"<p{_class(tone)}>{self._text(text.replace('  ', _WIDE_SPACE))}</p>" if text else ""
            case Bullets(items, label):
                yield f"<p><strong>{self._text(label)}</strong></p>" if label else ""
                yield from ("<ul>", *(f"<li>{self._cell(item)}</li>" for item in items), "</ul>")
            case Facts(items):
                yield from self._facts(items)
            case Table():
                yield from self._table(block, captions=captions)
            case Forest():
                yield f"<figure>{forest_svg(block, self._references)}</figure>"
                for one in in_words([block]):
                    yield from self._block(one, captions, under)
            case Names(title, items):
                names = (f"<li>{self._cell(item)}</li>" for item in items)
                yield from (f"<h2>{html.escape(title)}</h2>", '<ul class="names">', *names, "</ul>")
            case Picture(lines, words, tones):
                told = f"<figcaption>{self._text(words)}</figcaption>"
                yield f'<figure><pre aria-hidden="true">{_drawn(lines, tones)}</pre>{told}</figure>'

    def heading(self, heading: Heading, level: int) -> str:
        """Return a heading at a level."""
        return f"<h{level}{_class(heading.tone)}>{self._text(heading.text)}</h{level}>"

    def _facts(self, items: Iterable[tuple[str, Cell]]) -> Iterator[str]:
        told = [(name, cell) for name, cell in items if lines_of(cell)]
        lead = _lead(Column(""), [cell for _, cell in told])
        for named, group in groupby(told, key=lambda item: bool(item[0])):
            if named:
                pairs = (f"<dt>{self._text(name)}</dt><dd>{self._cell(cell, lead)}</dd>" for name, cell in group)
                yield from ('<dl class="facts">', *pairs, "</dl>")
            else:
                yield from (f'<div class="lines">{self._cell(cell, lead)}</div>' for _, cell in group)

    # Tables

    def _table(self, table: Table, *, captions: bool) -> Iterator[str | _Folded]:
        kept = [number for number, column in enumerate(table.columns) if not column.drawn]
        columns = [table.columns[number] for number in kept]
        leads = [_lead(table.columns[number], [row.cells[number] for row in table.rows]) for number in kept]
        title = html.escape(columns[0].name)
        yield f'<div class="scroll" role="group" tabindex="0" aria-label="{title or "Table"}"><table>'
        heads = [_head(column, lead) for column, lead in zip(columns, leads, strict=True)]
        if captions and title:
            yield f"<caption><h2>{title}</h2></caption>"
            heads[0] = f'<th scope="col"><span class="unseen">{title}</span></th>'
        if any(column.name or column.lead for column in columns[1 if captions else 0 :]):
            yield f"<thead><tr>{''.join(heads)}</tr></thead>"
        yield "<tbody>"
        group = ""
        for row in table.rows:
            if row.group != group:
                group = row.group
                yield f'<tr><th scope="rowgroup" colspan="{len(kept)}">{self._text(group)}</th></tr>'
            cells = [row.cells[number] for number in kept]
            name = f'<th scope="row">{self._cell(cells[0], leads[0])}</th>' if lines_of(cells[0]) else "<td></td>"
            others = zip(columns[1:], cells[1:], leads[1:], strict=True)
            written = (f"<td{_kind(column)}>{self._cell(cell, lead)}</td>" for column, cell, lead in others)
            yield f"<tr>{name}{''.join(written)}</tr>"
            if row.about:
                yield _Folded(_name(cells[0]), len(columns), row.about)
        yield "</tbody></table></div>"

    def _cell(self, cell: Cell, lead: int = 0) -> str:
        """Return the lines of a cell; leads, up to `lead` letters wide, stand under each other."""
        lines = lines_of(cell)
        if len(lines) == 1 and not (lines[0].lead or lines[0].tone or lead):
            return self._lines(lines[0].text)
        return "".join(self._line(line, lead) for line in lines)

    def _line(self, line: Line, lead: int) -> str:
        text = self._lines(line.text)
        if not line.lead:
            return (
                f'<div class="led"><span{_wide(lead)}></span> <span>{text}</span></div>'
                if lead
                else (f"<div{_class(line.tone)}>{text}</div>")
            )
        said = f' role="img" aria-label="{html.escape(spelled(line.said))}"' if line.said else ""
        shown = html.escape(line.lead) if said else self._text(line.lead)
        if not lead:
            return f"<div><strong{_class(line.tone)}{said}>{shown}</strong> {text}</div>"
        return (
            f'<div class="led"><strong{_class(line.tone)}{_wide(lead)}{said}>{shown}</strong> <span>{text}</span></div>'
        )

    def _lines(self, text: str) -> str:
        return self._text(text).replace("\n", "<br>")

    # The foot

    def sources(self) -> Iterator[str]:
        """Yield every source in full, with the way back to where it is mentioned first."""
        listed = self._references.listed()
        if listed and self._sheet:
            kinds = (
                f"{html.escape(kind)} {', '.join(map(_in_short, some))}" for kind, some in self._references.in_short()
            )
            yield f'<p class="quiet">Sources: {"; ".join(kinds)}. {html.escape(self._references.read())}</p>'
        elif listed:
            yield '<section aria-labelledby="sources"><h2 id="sources">Sources</h2>\n'
            yield f'<p class="quiet">{html.escape(self._references.read())}</p>\n<ol class="sources">\n'
            yield from (_source(number, source, behind=number > (self._in_sight or 0)) for number, source in listed)
            yield "</ol></section>\n"


def _in_short(entry: tuple[int, str, Source]) -> str:
    """Return a source by what it is found by, where its mentions lead to."""
    number, text, source = entry
    where, shown = address_in_short(source), html.escape(text)
    named = f'<a href="{html.escape(where)}">{shown}</a>' if where.startswith("https://") else shown
    return f'<span id="source-{number}">[{number}]\u00a0{named}</span>'


def _source(number: int, source: Source, *, behind: bool) -> str:
    where = address(source)
    back = f'<a class="back" href="#cite-{number}" role="doc-backlink" aria-label="Back to its first mention">↩</a>'
    reading = html.escape(reading_in_short(source))
    described = " ".join(filter(None, (f"{html.escape(describe(source))}.", link(where) if where else "", reading)))
    return f'<li id="source-{number}" value="{number}"{_class("behind" if behind else "")}>{described} {back}</li>\n'


def _drawn(lines: Sequence[str], tones: Sequence[Tone]) -> str:
    toned = zip_longest(lines, tones[: len(lines)], fillvalue="")
    return "\n".join(f"<span{_class(tone)}>{html.escape(line)}</span>" for line, tone in toned)


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _wide(letters: int) -> str:
    return f' style="--lead:{letters * 0.64:.1f}em"'


def _kind(column: Column) -> str:
    return _class("right" if column.right else "text" if column.share else "")


def _lead(column: Column, cells: Sequence[Cell]) -> int:
    """Return how wide the leads of a column are; 0 where there are none, or they stand in the text."""
    lines = [line for cell in cells for line in lines_of(cell)]
    widest = max((len(CITATION.sub("", line.lead)) for line in lines), default=0)
    beside = 0 < widest <= LONGEST_LEAD and any(line.text for line in lines)
    return max(widest, len(column.lead)) + 1 if beside else 0


def _head(column: Column, lead: int) -> str:
    name = html.escape(column.name)
    if lead:
        of_leads = f"<span{_wide(lead)}>{html.escape(column.lead)}</span>"
        name = f'<div class="led">{of_leads} <span>{name}</span></div>'
    return f'<th scope="col"{_kind(column)}>{name}</th>'


def _name(cell: Cell) -> str:
    first, *_ = lines_of(cell) or [Line("this")]
    return spelled(CITATION.sub("", first.text or first.lead))
