"""SVG: a picture of the answer in a terminal, drawn by Rich."""

import re

from netcli.output.blocks import Block
from netcli.output.formats.table import Page, open_console, printed
from netcli.output.sources import References
from netcli.output.terminal import Terminal

_FONTS_FROM_ELSEWHERE = re.compile(r"\s*@font-face\s*\{[^}]*\}|\s*<!--.*?-->", re.DOTALL)


def svg_text(blocks: list[Block], references: References, title: str, width: int = 100) -> str:
    """Return the answer as a picture, `width` columns wide."""
    terminal = Terminal(is_tty=True, width=width, colour=True, encoding="utf-8")
    console = open_console(terminal, record=True)
    printed(Page(references, terminal, hyperlinks=False).lines(blocks), console)
    drawn = _FONTS_FROM_ELSEWHERE.sub("", console.export_svg(title=title, unique_id="netcli"))
    # Some viewers fold even no-break spaces at the start of a text, which would move every drawing to the left.
    return drawn.replace("<svg ", '<svg xml:space="preserve" ', 1)
