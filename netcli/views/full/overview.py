"""The answer of `overview`: what NETs are, how they are classified, the treatment landscape in brief."""

from collections.abc import Sequence

from netcli.knowledge.model import OverviewPart
from netcli.output.blocks import Block, Bullets, Heading, Line, Paragraph
from netcli.views.lines import local


def overview_blocks(parts: Sequence[OverviewPart], *, plain: bool) -> list[Block]:
    """Return the overview in reading order."""
    blocks: list[Block] = [Heading("Neuroendocrine tumours: an overview")]
    for part in parts:
        blocks += [Heading(part.title, 2), *local(part)]
        blocks += [Paragraph(text) for text in ([part.plain] if plain and part.plain else part.text)]
        if part.see and not plain:
            blocks.append(Bullets([Line(f"netcli show {name}") for name in part.see], "More"))
    return blocks
