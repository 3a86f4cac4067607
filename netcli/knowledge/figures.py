"""Which markers and which measures of epidemiology concern a site, which of their figures, and what is a series."""

from collections.abc import Sequence

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Biomarker, Epidemiology, Figure, Site
from netcli.knowledge.sites import Area, Sites, area, concerns


def fitting_markers(knowledge: Knowledge, site: str | None, kind: str | None) -> list[Biomarker]:
    """Return the markers of a kind that concern a site; None asks for every one."""
    where = area(site, knowledge.of(Site))
    return [
        marker
        for marker in knowledge.of(Biomarker).values()
        if kind in (None, marker.kind) and where.concerns(_named(marker))
    ]


def fitting_measures(knowledge: Knowledge, site: str | None) -> tuple[list[Epidemiology], list[Epidemiology]]:
    """Return the measures of a site, and those of all sites together; without a site every one is of the first."""
    where = area(site, knowledge.of(Site))
    found = [one for one in knowledge.of(Epidemiology).values() if where.concerns(_named(one))]
    own = [one for one in found if site is None or _is_of(one, where)]
    return own, [one for one in found if one not in own]


def _is_of(one: Epidemiology, where: Area) -> bool:
    """Tell whether a measure, or one of its figures, names the site or a part or group of it; "any site" is none."""
    named = [site for site in _named(one) if site != "net"]
    return bool(named) and where.concerns(named)


def _named(record: Biomarker | Epidemiology) -> list[str]:
    """Return every site that a record names, by itself or in one of its figures; one that names none concerns all."""
    return [*record.sites, *(site for figure in record.figures for site in figure.sites)]


def series_in(figures: Sequence[Figure]) -> list[list[Figure]]:
    """Return the figures that are counted year by year, a list each, in the order of the years."""
    named: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.year and figure.value is not None:
            named.setdefault(figure.name, []).append(figure)
    return [sorted(found, key=lambda one: one.year) for found in named.values() if len(found) > 1]


def figures_for(figures: Sequence[Figure], site: str | None, sites: Sites) -> list[Figure]:
    """Return the figures that concern a site; those that name no site concern every one."""
    return [figure for figure in figures if concerns(site, figure.sites, sites)]
