"""SVG: the forest plot of an answer that has one; of any other a picture of it in a terminal, drawn by Rich."""

import re

from netcli.output.blocks import Forest
from netcli.output.forest import forest_svg
from netcli.output.formats.table import Setter, open_console, printed
from netcli.output.page import Page
from netcli.output.terminal import Terminal

_FONTS_FROM_ELSEWHERE = re.compile(r"\s*@font-face\s*\{[^}]*\}|\s*<!--.*?-->", re.DOTALL)


def svg_text(page: Page, title: str, width: int = 100) -> str:
    """Return the answer as a picture, that of a terminal `width` columns wide."""
    if plot := next((block for block in page.blocks if isinstance(block, Forest)), None):
        return forest_svg(plot, page.references, alone=True) + "\n"
    terminal = Terminal(is_tty=True, width=width, height=0, colour=True, encoding="utf-8")
    console = open_console(terminal, record=True)
    printed(Setter(page, terminal, hyperlinks=False).set(), console)
    drawn = _FONTS_FROM_ELSEWHERE.sub("", console.export_svg(title=title, unique_id="netcli"))
    # Some viewers fold even no-break spaces at the start of a text, which would move every drawing to the left.
    return drawn.replace("\ue000", "\u00a0").replace("<svg ", '<svg xml:space="preserve" ', 1)
