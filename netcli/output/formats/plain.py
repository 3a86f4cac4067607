"""Plain text: reads well aloud. No drawing, no mark, one fact a line, each line with its subject."""

from collections.abc import Iterator, Sequence

from netcli.output.abbreviations import spelled
from netcli.output.blocks import (
    Block,
    Bullets,
    Cell,
    Facts,
    Heading,
    Legend,
    Line,
    Names,
    Paragraph,
    Picture,
    Table,
    in_words,
    lines_of,
)
from netcli.output.page import Page
from netcli.output.sources import References, in_full


def plain_text(page: Page) -> str:
    """Return the answer as plain lines, then its sources, then the way on."""
    lines = [line for block in in_words(page.blocks) for line in _block(block, page.references)]
    lines += _sources(page)
    if page.ways:
        lines += [f"{command}: {gives}" for command, gives in page.ways.items]
    return "\n".join(lines).strip("\n") + "\n"


def _block(block: Block, references: References) -> Iterator[str]:
    match block:
        case Heading(text):
            yield from ("", _told(text, references), "")
        case Legend():
            return
        case Paragraph(text):
            yield from (_told(text, references), "")
        case Bullets(items, label):
            yield from ([f"{label}:"] if label else [])
            yield from (f"- {said(line, references)}" for item in items for line in lines_of(item))
            yield ""
        case Facts(items):
            for name, cell in items:
                yield from _labelled(name, cell, references)
            yield ""
        case Table():
            yield from _table(block, references)
        case Names(title, items):
            yield from ("", title, "", *(said(line, references) for item in items for line in lines_of(item)), "")
        case Picture(words=words):
            yield from (_told(words, references), "")


def _table(table: Table, references: References) -> Iterator[str]:
    title, *names = (column.name for column in table.columns)
    yield from (["", title, ""] if title else [])
    group = ""
    for row in table.rows:
        if row.group != group:
            group = row.group
            yield from (_told(group, references), "")
        about = [said(line, references).strip() for line in lines_of(row.cells[0])]
        subject = lines_of(row.cells[0])[0] if about else Line("")
        name = spelled(subject.said or _uncited(subject.text or subject.lead)).strip()
        told = [
            _of(name, own, line, references)
            for column, cell, own in zip(table.columns[1:], row.cells[1:], names, strict=False)
            for line in lines_of(cell)
            if not column.drawn
        ]
        if row.said:
            told = [_of(name, "", line, references) for line in row.said]
        if not told or about != [name]:
            yield ", ".join(about)
        yield from told
        yield from [""] if len(told) > 1 else []
    yield ""


def _of(name: str, column: str, line: Line, references: References) -> str:
    """Return a line of a cell with the row that it is about, and its column unless a lead says it."""
    lead = line.said or line.lead
    return ": ".join(part for part in (name, "" if lead else spelled(column), said(line, references)) if part)


def _uncited(text: str) -> str:
    return text.partition(" [")[0]


def _labelled(name: str, cell: Cell, references: References) -> Iterator[str]:
    yield from (f"{name}: {said(line, references)}" for line in lines_of(cell))


def said(line: Line, references: References) -> str:
    """Return a line with its lead as running text."""
    lead, text = _told(line.said or line.lead, references), _told(line.text.replace("\n", ": "), references)
    return f"{lead}: {text}" if lead and text else lead or text


def _told(text: str, references: References) -> str:
    return spelled(references.number(text))


def _sources(page: Page) -> Sequence[str]:
    references = page.references
    listed = references.listed()
    if not listed:
        return []
    lines = [f"Sources. {references.read()}"]
    if page.compact_sources:
        short = references.in_short()
        lines += [f"{kind} [{number}] {text}" for kind, entries in short for number, text, _ in entries]
    else:
        lines += [f"[{number}] {in_full(source)}" for number, source in listed]
    return [*lines, ""]
