"""Markdown: for notes and issues."""

import re
from collections.abc import Iterator

from netcli.output.blocks import Block, Bullets, Cell, Facts, Heading, Names, Paragraph, Picture, Table, lines_of
from netcli.output.page import Page
from netcli.output.sources import References, address, describe


def markdown_text(page: Page) -> str:
    """Return the answer as Markdown, the sources as its last list, then the way on."""
    references = page.references
    lines = [line for block in page.blocks for line in _block(block, references)]
    if listed := references.listed():
        lines += ["## Sources", "", f"{references.read()}.", ""]
        for number, source in listed:
            link = address(source)
            text = describe(source)
            lines.append(f"{number}. {_escape(text)}" + (f" <{link}>" if link else ""))
        lines.append("")
    if page.ways:
        lines += [f"- `{command}` {_escape(gives)}" for command, gives in page.ways.items]
    return "\n".join(lines).strip("\n") + "\n"


def code_in_markdown(code: str) -> str:
    """Return text for another program as a fenced block, the fence longer than any in the text."""
    fence = "`" * (max((len(run) for run in re.findall("`+", code)), default=0) + 3)
    return f"{fence}\n{code.rstrip()}\n{fence}\n"


def _block(block: Block, references: References) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield from (f"{'#' * level} {_escape(references.number(text))}", "")
        case Paragraph(text):
            yield from (_escape(references.number(text)), "")
        case Bullets(items, label):
            yield from ([f"**{_escape(label)}**", ""] if label else [])
            yield from (f"- {_cell(item, references)}" for item in items)
            yield ""
        case Facts(items):
            yield from (f"- **{_escape(name)}:** {_cell(cell, references)}" for name, cell in items if cell)
            yield ""
        case Table(columns, rows):
            kept = [number for number, column in enumerate(columns) if not column.drawn]
            yield f"| {' | '.join(_escape(columns[number].name) for number in kept)} |"
            yield f"|{''.join(' ---: |' if columns[number].right else ' --- |' for number in kept)}"
            for row in rows:
                yield f"| {' | '.join(_cell(row.cells[number], references) for number in kept)} |"
            yield ""
        case Names(title, items):
            yield from (f"## {_escape(title)}", "", *(f"- {_cell(item, references)}" for item in items), "")
        case Picture(lines, words):
            yield from ("```text", *lines, "```", "", _escape(references.number(words)), "")


def _cell(cell: Cell, references: References) -> str:
    return "<br>".join(
        (f"**{_escape(references.number(line.lead))}** " if line.lead else "")
        + _escape(references.number(line.text.replace("\n", ": ")))
        for line in lines_of(cell)
    ).strip()


# A list item, a rule, an underline of "=", a numbered item.
_LINE_START = re.compile(r"^(\s*)([-+](?=[\s+-]|$)|=(?==*\s*$))|^(\s*\d{1,9})([.)](?=\s|$))")


def _escape(text: str) -> str:
    """Return text that Markdown reads as nothing but text, wherever in a line it stands.

    At its start a text could be a list, a rule or an underline; `~~~` would open a fence and `&lt;` become a tag.
    """
    text = re.sub(r"([\\`*_<>|#\[\]~&])", r"\\\1", text)
    return _LINE_START.sub(lambda start: f"{start[1] or start[3] or ''}\\{start[2] or start[4]}", text)
