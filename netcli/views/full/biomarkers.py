"""The answer of `biomarkers`, and the card of one: what it means, how often it occurs, what misleads."""

from collections.abc import Sequence

from netcli.knowledge.figures import figures_for
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Biomarker, Site
from netcli.knowledge.sites import site_names
from netcli.knowledge.wording import unconfirmed
from netcli.output.blocks import Block, Facts, Heading, Paragraph
from netcli.views.lines import bullets, figure_table, local, plain_card


def biomarker_blocks(
    markers: Sequence[Biomarker], site: str | None, knowledge: Knowledge, *, plain: bool = False
) -> list[Block]:
    """Return the markers one under the other, with the figures that concern the site, or each in plain language."""
    title = "Biomarkers" + (f": {site_names([site], knowledge.of(Site))}" if site else "")
    if plain:
        return [Heading(title), *(b for one in markers for b in plain_card(one, one.name, one.plain, 2))]
    return [
        Heading(title),
        *(block for marker in markers for block in biomarker_card(marker, knowledge, site, level=2)),
    ]


def biomarker_card(marker: Biomarker, knowledge: Knowledge, site: str | None = None, level: int = 1) -> list[Block]:
    """Return a marker: what it means, how often, what misleads."""
    sites = knowledge.of(Site)
    return [
        Heading(marker.name, level),
        *local(marker),
        Paragraph(marker.meaning + unconfirmed(marker.confirmed)),
        Facts((("Kind", marker.kind.replace("-", " ")),)),
        *bullets("Use", marker.use),
        *figure_table(figures_for(marker.figures, site, sites)),
        *bullets("What misleads", marker.traps),
    ]
