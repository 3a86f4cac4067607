"""Markdown: for notes and issues."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from netcli.knowledge.model import Source
from netcli.output.blocks import (
    Block,
    Bullets,
    Cell,
    Facts,
    Heading,
    Names,
    Paragraph,
    Picture,
    Table,
    in_words,
    lines_of,
)
from netcli.output.page import Page
from netcli.output.sources import References, address, describe, reading_in_short


def markdown_text(page: Page) -> str:
    """Return the answer as Markdown, then its sources, then the way on."""
    references = page.references
    lines = [line for block in in_words(page.blocks) for line in _block(block, references)]
    lines += _sources(page)
    if page.ways:
        lines += [f"- `{command}` {_escape(gives)}" for command, gives in page.ways.items]
    return "\n".join(lines).strip("\n") + "\n"


def _sources(page: Page) -> Iterator[str]:
    """Yield the sources: under a glance in a paragraph by kind, else whole in a list."""
    references = page.references
    listed = references.listed()
    if listed and page.compact_sources:
        kinds = []
        for kind, entries in references.in_short():
            named = ", ".join(rf"\[{number}\] {_escape(text)}" for number, text, _ in entries)
            kinds.append(f"{_escape(kind)} {named}")
        yield from (f"Sources: {'; '.join(kinds)}. {references.read()}.", "")
    elif listed:
        yield from ("## Sources", "", f"{references.read()}.", "")
        yield from (f"{number}. {_source(one)}" for number, one in listed)
        yield ""


def _source(source: Source) -> str:
    """Return a document in a line, with a link, then how it was read."""
    told = (f"{_escape(describe(source))}.", _angled(address(source)), _escape(reading_in_short(source)))
    return " ".join(filter(None, told))


def _angled(where: str) -> str:
    """Return an address that a reader may follow, in angle brackets that nothing in it closes."""
    return f"<{quote(where, safe=_IN_LINKS)}>" if where.startswith(("https://", "http://")) else _escape(where)


def code_in_markdown(code: str) -> str:
    """Return text for another program as a fenced block, the fence longer than any in the text."""
    fence = "`" * (max((len(run) for run in re.findall("`+", code)), default=0) + 3)
    return f"{fence}\n{code.rstrip()}\n{fence}\n"


def _block(block: Block, references: References) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield from (f"{'#' * level} {_escape(references.number(text))}", "")
        case Paragraph(text):
            yield from (_escape(references.number(text.replace("  ", "; "))), "")
        case Bullets(items, label):
            yield from ([f"**{_escape(label)}**", ""] if label else [])
            yield from (f"- {_cell(item, references)}" for item in items)
            yield ""
        case Facts(items):
            for name, cell in items:
                told = [_cell(line, references) for line in lines_of(cell)]
                label = f"**{_escape(name)}:** " if name else ""
                yield from ([f"- {label}{'<br>'.join(told)}"] if label and told else (f"- {one}" for one in told))
            yield ""
        case Table():
            yield from _table(block, references)
        case Names(title, items):
            yield from (f"## {_escape(title)}", "", *(f"- {_cell(item, references)}" for item in items), "")
        case Picture(lines, words):
            yield from ("```text", *lines, "```", "", _escape(references.number(words)), "")


def _table(table: Table, references: References) -> Iterator[str]:
    kept = [number for number, column in enumerate(table.columns) if not column.drawn]
    columns = [table.columns[number] for number in kept]
    yield f"| {' | '.join(_escape(column.name) for column in columns)} |"
    yield f"|{''.join(' ---: |' if column.right else ' --- |' for column in columns)}"
    group = ""
    for row in table.rows:
        if row.group != group:
            group = row.group
            yield f"| **{_escape(group)}** |{' |' * (len(kept) - 1)}"
        yield f"| {' | '.join(_cell(row.cells[number], references) for number in kept)} |"
    yield ""


def _cell(cell: Cell, references: References) -> str:
    return "<br>".join(
        (f"**{_escape(references.number(line.lead.strip()))}** " if line.lead else "")
        + _escape(references.number(line.text.replace("\n", ": ")))
        for line in lines_of(cell)
    ).strip()


_IN_LINKS = "%/:?#[]@!$&'()*+,;=-._~"
# A list item, a rule, an underline of "=", a numbered item.
_LINE_START = re.compile(r"^(\s*)([-+](?=[\s+-]|$)|=(?==*\s*$))|^(\s*\d{1,9})([.)](?=\s|$))")


def _escape(text: str) -> str:
    """Return text that Markdown reads as nothing but text, wherever in a line it stands.

    At its start a text could be a list, a rule or an underline; `~~~` would open a fence and `&lt;` become a tag.
    """
    text = re.sub(r"([\\`*_<>|#\[\]~&])", r"\\\1", text)
    return _LINE_START.sub(lambda start: f"{start[1] or start[3] or ''}\\{start[2] or start[4]}", text)
