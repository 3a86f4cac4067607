"""Figures as lines and as a table: name, value with unit, in whom, from where."""

from collections.abc import Sequence

from netcli.knowledge.model import Figure, Site
from netcli.knowledge.sites import concerns
from netcli.knowledge.wording import citation, figure_value, unconfirmed
from netcli.output.blocks import Block, Table


def figures_for(figures: Sequence[Figure], site: str | None, sites: dict[str, Site]) -> list[Figure]:
    """Return the figures that concern a site; those that name no site concern every one."""
    return [figure for figure in figures if concerns(site, figure.sites, sites)]


def figure_table(figures: Sequence[Figure], title: str = "") -> list[Block]:
    """Return figures as a table; nothing when there are none."""
    if not figures:
        return []
    rows = [
        (
            figure.name + (f", {figure.year}" if figure.year else ""),
            figure_value(figure),
            " ".join(part for part in (figure.population, f"({figure.note})" if figure.note else "") if part)
            + unconfirmed(figure.confirmed)
            + citation(figure.sources),
        )
        for figure in figures
    ]
    return [Table(("Finding", "Value", "In whom"), rows, (3, 2, 4), title)]
