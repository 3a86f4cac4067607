"""Markdown and HTML: for notes, mails and web pages."""

import html
import re
from collections.abc import Iterator

from netcli.output.blocks import Block, Bullets, Cell, Facts, Heading, Paragraph, Picture, Table, lines_of
from netcli.output.sources import References, address, describe


def markdown_text(blocks: list[Block], references: References) -> str:
    """Return the answer as Markdown, the sources as its last list."""
    lines = [line for block in blocks for line in _markdown(block, references)]
    if listed := references.listed():
        lines += ["## Sources", ""]
        for number, source in listed:
            link = address(source)
            lines.append(f"{number}. {_escape(describe(source))}" + (f" <{link}>" if link else ""))
    return "\n".join(lines).strip("\n") + "\n"


def _markdown(block: Block, references: References) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield from (f"{'#' * level} {_escape(references.number(text))}", "")
        case Paragraph(text):
            yield from (_escape(references.number(text)), "")
        case Bullets(items, label):
            yield from ([f"**{_escape(label)}**", ""] if label else [])
            yield from (f"- {_markdown_cell(item, references)}" for item in items)
            yield ""
        case Facts(items):
            yield from (f"- **{_escape(name)}:** {_markdown_cell(cell, references)}" for name, cell in items if cell)
            yield ""
        case Table(columns, rows, _, title):
            yield from ([f"**{_escape(title)}**", ""] if title else [])
            yield f"| {' | '.join(map(_escape, columns))} |"
            yield f"|{' --- |' * len(columns)}"
            yield from (f"| {' | '.join(_markdown_cell(cell, references) for cell in row)} |" for row in rows)
            yield ""
        case Picture(lines, words):
            yield from ("```text", *lines, "```", "", _escape(references.number(words)), "")


def _markdown_cell(cell: Cell, references: References) -> str:
    return "<br>".join(
        (f"**{_escape(references.number(line.lead))}** " if line.lead else "") + _escape(references.number(line.text))
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


def html_text(blocks: list[Block], references: References, language: str = "en") -> str:
    """Return the answer as one self-contained page, its tables and lists real ones."""
    heading = next((block.text for block in blocks if isinstance(block, Heading)), "netcli")
    title = html.escape(re.sub(r"\s*\[@.*?\]", "", heading))
    body = "\n".join(line for block in blocks for line in _html(block, references))
    sources = "\n".join(
        _html_source(number, describe(source), address(source)) for number, source in references.listed()
    )
    footer = f"<h2>Sources</h2>\n<ol>\n{sources}\n</ol>\n" if sources else ""
    return _page(title, f"{body}\n{footer}", language)


def code_in_html(code: str, title: str) -> str:
    """Return text for another program as a page."""
    return _page(html.escape(title), f"<pre>{html.escape(code)}</pre>\n")


def code_in_markdown(code: str) -> str:
    """Return text for another program as a fenced block, the fence longer than any in the text."""
    fence = "`" * (max((len(run) for run in re.findall("`+", code)), default=0) + 3)
    return f"{fence}\n{code.rstrip()}\n{fence}\n"


def _page(title: str, body: str, language: str = "en") -> str:
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    opening = f'<!doctype html>\n<html lang="{language}">\n<head>{head}<style>{_STYLE}</style></head>'
    return f"{opening}\n<body>\n{body}</body>\n</html>\n"


_STYLE = " ".join(
    """
    body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;
    color:#1b1b1b;background:#fff}
    table{border-collapse:collapse;width:100%}
    th,td{text-align:left;vertical-align:top;padding:.4rem .7rem;border-bottom:1px solid #ccc}
    pre{overflow-x:auto} .good{color:#116329} .caution{color:#7d4e00} .bad{color:#a40e26}
    .overlay{color:#6639ba} .quiet{color:#555}
    @media(prefers-color-scheme:dark){
    body{color:#e6e6e6;background:#161616} .good{color:#6fdd8b} .caution{color:#e3b341} .bad{color:#ff8182}
    .overlay{color:#d2a8ff} .quiet{color:#aaa} a{color:#79b8ff}}
    """.split()
)


def _html(block: Block, references: References) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"<h{level}>{_html_text(text, references)}</h{level}>"
        case Paragraph(text, tone):
            yield (
                f'<p class="{tone}">{_html_text(text, references)}</p>'
                if tone
                else f"<p>{_html_text(text, references)}</p>"
            )
        case Bullets(items, label):
            yield from ([f"<h3>{html.escape(label)}</h3>"] if label else [])
            yield from ("<ul>", *(f"<li>{_html_cell(item, references)}</li>" for item in items), "</ul>")
        case Facts(items):
            yield "<table>"
            yield from (
                f'<tr><th scope="row">{html.escape(name)}</th><td>{_html_cell(cell, references)}</td></tr>'
                for name, cell in items
                if cell
            )
            yield "</table>"
        case Table(columns, rows, _, title):
            yield from ([f"<h3>{html.escape(title)}</h3>"] if title else [])
            yield "<table>"
            heads = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in columns)
            yield f"<tr>{heads}</tr>"
            for row in rows:
                cells = "".join(f"<td>{_html_cell(cell, references)}</td>" for cell in row)
                yield f"<tr>{cells}</tr>"
            yield "</table>"
        case Picture(lines, words):
            drawing = html.escape("\n".join(lines))
            yield f'<pre aria-hidden="true">{drawing}</pre>\n<p>{_html_text(words, references)}</p>'


def _html_cell(cell: Cell, references: References) -> str:
    return "<br>".join(
        (f'<strong class="{line.tone}">{_html_text(line.lead, references)}</strong> ' if line.lead else "")
        + _html_text(line.text, references)
        for line in lines_of(cell)
    )


def _html_text(text: str, references: References) -> str:
    return html.escape(references.number(text))


def _html_source(number: int, text: str, link: str) -> str:
    shown = html.escape(text)
    where = f' <a href="{html.escape(link)}">{html.escape(link)}</a>' if link else ""
    return f'<li value="{number}">{shown}.{where}</li>'
