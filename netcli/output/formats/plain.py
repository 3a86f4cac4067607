"""Plain text: reads well aloud and through a pipe. No drawing, one fact a line, nothing wrapped."""

from collections.abc import Iterator

from netcli.output.blocks import Block, Bullets, Cell, Facts, Heading, Line, Paragraph, Picture, Table, lines_of
from netcli.output.sources import References, in_full


def plain_text(blocks: list[Block], references: References) -> str:
    """Return the answer as plain lines, the sources last."""
    lines: list[str] = []
    for block in blocks:
        lines += _block(block, references)
    lines += _sources(references)
    return "\n".join(lines).strip("\n") + "\n"


def _block(block: Block, references: References) -> Iterator[str]:
    match block:
        case Heading(text):
            yield from ("", references.number(text), "")
        case Paragraph(text):
            yield from (references.number(text), "")
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
        case Picture(words=words):
            yield from (references.number(words), "")


def _table(table: Table, references: References) -> Iterator[str]:
    if table.title:
        yield from (table.title, "")
    for row in table.rows:
        first, *about = lines_of(row[0]) or [Line("")]
        yield f"{table.columns[0]}: {said(first, references)}".removeprefix(": ")
        yield from (said(line, references) for line in about)
        for name, cell in zip(table.columns[1:], row[1:], strict=True):
            yield from _labelled(name, cell, references)
        yield ""


def _labelled(name: str, cell: Cell, references: References) -> Iterator[str]:
    yield from (f"{name}: {said(line, references)}" for line in lines_of(cell))


def said(line: Line, references: References) -> str:
    """Return a line with its lead as running text."""
    lead, text = references.number(line.lead), references.number(line.text)
    return f"{lead}: {text}" if lead and text else lead or text


def _sources(references: References) -> Iterator[str]:
    listed = references.listed()
    if listed:
        yield "Sources"
    for number, source in listed:
        yield f"[{number}] {in_full(source)}"
