"""HTML: one self-contained page, its tables and lists real ones."""

import html
import re
from collections.abc import Iterator

from netcli.output.blocks import Block, Bullets, Cell, Facts, Heading, Names, Paragraph, Picture, Table, lines_of
from netcli.output.page import Page
from netcli.output.sources import References, address, describe


def html_text(page: Page, name: str, language: str = "en") -> str:
    """Return the answer as a page; `name` is its title where it has no heading."""
    references = page.references
    heading = next((block.text for block in page.blocks if isinstance(block, Heading)), name)
    title = html.escape(re.sub(r"\s*\[@.*?\]", "", heading))
    body = "\n".join(line for block in page.blocks for line in _block(block, references))
    sources = "\n".join(_source(number, describe(source), address(source)) for number, source in references.listed())
    footer = f"<h2>Sources</h2>\n<ol>\n{sources}\n</ol>\n" if sources else ""
    return _page(title, f"{body}\n{footer}", language)


def code_in_html(code: str, title: str) -> str:
    """Return text for another program as a page."""
    return _page(html.escape(title), f"<pre>{html.escape(code)}</pre>\n")


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
    pre{overflow-x:auto} .names{columns:14rem;list-style:none;padding:0}
    .good{color:#116329} .caution{color:#7d4e00} .bad{color:#a40e26}
    .advice{color:#0b5563} .trial{color:#0b4fb3} .overlay{color:#6639ba} .quiet{color:#555}
    @media(prefers-color-scheme:dark){
    body{color:#e6e6e6;background:#161616} .good{color:#6fdd8b} .caution{color:#e3b341} .bad{color:#ff8182}
    .advice{color:#56d4dd} .trial{color:#9cb8ff} .overlay{color:#d2a8ff} .quiet{color:#aaa} a{color:#79b8ff}}
    """.split()
)


def _block(block: Block, references: References) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"<h{level}>{_text(text, references)}</h{level}>"
        case Paragraph(text, tone):
            yield (f'<p class="{tone}">{_text(text, references)}</p>' if tone else f"<p>{_text(text, references)}</p>")
        case Bullets(items, label):
            yield from ([f"<h3>{html.escape(label)}</h3>"] if label else [])
            yield from ("<ul>", *(f"<li>{_cell(item, references)}</li>" for item in items), "</ul>")
        case Facts(items):
            yield "<table>"
            yield from (
                f'<tr><th scope="row">{html.escape(name)}</th><td>{_cell(cell, references)}</td></tr>'
                for name, cell in items
                if cell
            )
            yield "</table>"
        case Table(columns, rows):
            kept = [number for number, column in enumerate(columns) if not column.drawn]
            yield "<table>"
            heads = "".join(f'<th scope="col">{html.escape(columns[number].name)}</th>' for number in kept)
            yield f"<tr>{heads}</tr>"
            for row in rows:
                cells = "".join(f"<td>{_cell(row.cells[number], references)}</td>" for number in kept)
                yield f"<tr>{cells}</tr>"
            yield "</table>"
        case Names(title, items):
            names = (f"<li>{_cell(item, references)}</li>" for item in items)
            yield from (f"<h2>{html.escape(title)}</h2>", '<ul class="names">', *names, "</ul>")
        case Picture(lines, words):
            drawing = html.escape("\n".join(lines))
            yield f'<pre aria-hidden="true">{drawing}</pre>\n<p>{_text(words, references)}</p>'


def _cell(cell: Cell, references: References) -> str:
    return "<br>".join(
        (f'<strong class="{line.tone}">{_text(line.lead, references)}</strong> ' if line.lead else "")
        + _text(line.text.replace("\n", ": "), references)
        for line in lines_of(cell)
    )


def _text(text: str, references: References) -> str:
    return html.escape(references.number(text))


def _source(number: int, text: str, link: str) -> str:
    shown = html.escape(text)
    where = f' <a href="{html.escape(link)}">{html.escape(link)}</a>' if link else ""
    return f'<li value="{number}">{shown}.{where}</li>'
