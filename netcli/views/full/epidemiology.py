"""The answer of `epidemiology`, and the card of a measure: figures with registry and years, drawn where they can be."""

from collections.abc import Sequence
from typing import Any

from netcli.knowledge.figures import figures_for
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Epidemiology, Figure, Site
from netcli.knowledge.sites import site_names
from netcli.knowledge.wording import unconfirmed
from netcli.output.blocks import Block, Facts, Heading
from netcli.views.drawings import forest, shares, trends
from netcli.views.lines import bullets, figure_table, local


def epidemiology_blocks(
    own: Sequence[Epidemiology], general: Sequence[Epidemiology], site: str | None, knowledge: Knowledge
) -> list[Block]:
    """Return the measures of a site, then those of all sites together, whole."""
    title = "Epidemiology" + (f": {site_names([site], knowledge.of(Site))}" if site else "")
    blocks: list[Block] = [Heading(title)]
    blocks += [block for one in own for block in epidemiology_card(one, knowledge, site, level=2)]
    blocks += [Heading("All sites together", 1)] if general else []
    return [*blocks, *(block for one in general for block in epidemiology_card(one, knowledge, level=2))]


def epidemiology_card(
    measure: Epidemiology, knowledge: Knowledge, site: str | None = None, level: int = 1
) -> list[Block]:
    """Return a measure with its registry, years and definition beside each figure, and a trend where it has years."""
    figures = figures_for(measure.figures, site, knowledge.of(Site))
    facts: list[tuple[str, Any]] = [
        ("Registry", f"{measure.registry}, {measure.region}, {measure.period}"),
        ("Counted", measure.definition),
    ]
    return [
        Heading(measure.name + unconfirmed(measure.confirmed), level),
        *local(measure),
        Facts(facts),
        *(shares(figures) if measure.kind in ("survival", "site-share") else trends(figures)),
        *_hazards(figures),
        *figure_table(figures),
        *bullets("Notes", measure.notes),
    ]


def _hazards(figures: Sequence[Figure]) -> list[Block]:
    """Return the hazard ratios among some figures as a forest plot."""
    drawn = [one for one in figures if one.unit == "hazard ratio" and one.value is not None]
    return forest(
        [(one.name.partition(", ")[2] or one.name, float(one.value or 1), *(one.ci or (None, None))) for one in drawn]
    )
