"""A site on one screen: its place in the tree, what is special to it, and which guideline speaks in which setting."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from netcli.knowledge.advice import is_in_force
from netcli.knowledge.citations import gather_sources
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Recommendation, Site
from netcli.knowledge.sites import concerns, directly_below, site_names
from netcli.knowledge.wording import marked
from netcli.output.blocks import Block, Column, Facts, Heading, Line, Paragraph, Row, Table, Ways
from netcli.views.full.schedule import site_ways
from netcli.views.glance.cards.room import lines_of_texts, what_fits
from netcli.views.lines import local
from netcli.views.short import most_telling

ROOM = 29  # lines of a screen for what a site's record says
MOST_GUIDELINES = 26  # that a screen has room for with what each speaks on; of more the names are told
FIRST, LATER = ", first line", ", later line"  # how settings end that differ in the line of treatment alone


class ShortAdvice(Struct, frozen=True, omit_defaults=True):
    """A guideline that speaks on a site, and in which settings; `recommendations` are the ids of what it says."""

    guideline: str
    settings: list[str]
    recommendations: list[str]
    sources: list[str] = []


class ShortSite(Struct, frozen=True, omit_defaults=True):
    """A site on a screen; `more` counts the notes that the screen leaves to the whole card."""

    id: str
    collection: str
    name: str
    summary: str
    parent: str = ""
    covers: list[str] = []
    aliases: list[str] = []
    origin: str = ""
    notes: list[str] = []
    staging: list[str] = []
    guidelines: list[ShortAdvice] = []
    more: int = 0


def site_row(site: Site, knowledge: Knowledge) -> ShortSite:
    """Return what the screen on a site says."""
    notes, staging = _notes(site, knowledge)
    return ShortSite(
        site.id,
        "sites",
        site.name,
        site.summary,
        site.parent or "",
        directly_below(site.id, knowledge.of(Site)),
        site.aliases,
        site.origin,
        notes,
        staging,
        [
            ShortAdvice(
                name,
                list(dict.fromkeys(one.setting for one in group)),
                [one.id for one in group],
                most_telling(map(_sources, group), knowledge),
            )
            for name, group in _by_guideline(site, knowledge).items()
        ],
        _more(site, knowledge),
    )


def site_glance(site: Site, knowledge: Knowledge) -> list[Block]:
    """Return one screen on a site."""
    sites = knowledge.of(Site)
    notes, staging = _notes(site, knowledge)
    return [
        Heading(site.name),
        *local(site),
        Paragraph(site.summary),
        Facts((
            ("Belongs to", site_names([site.parent], sites) if site.parent else ""),
            ("Covers", site_names(directly_below(site.id, sites), sites)),
            ("Also", ", ".join(site.aliases)),
            ("Notes", notes),
            ("Staging", staging),
        )),
        _advice(_by_guideline(site, knowledge)),
        _ways(site, knowledge),
    ]  # fmt: skip


def _by_guideline(site: Site, knowledge: Knowledge) -> dict[str, list[Recommendation]]:
    """Return what guidelines in force advise at a site, by guideline, the newest first."""
    sites = knowledge.of(Site)
    found = [one for one in knowledge.of(Recommendation).values() if concerns(site.id, one.sites, sites)]
    groups: dict[str, list[Recommendation]] = {}
    for one in sorted(found, key=lambda one: one.date, reverse=True):
        if is_in_force(one):
            groups.setdefault(one.guideline, []).append(one)
    return groups


def _sources(one: Recommendation) -> list[str]:
    return list(gather_sources([one.text, {"sources": one.sources}]))


def _advice(groups: Mapping[str, Sequence[Recommendation]]) -> Block:
    if len(groups) > MOST_GUIDELINES:
        return Facts((("Guidelines", "; ".join(groups)),))
    rows = [Row([Line(name, tone="strong"), _settings(group)]) for name, group in groups.items()]
    return Table([Column("Guideline", most=42), Column("speaks on", 1)], rows)


def _settings(group: Sequence[Recommendation]) -> str:
    """Return the settings; first and later line of one are said together."""
    told = list(dict.fromkeys(marked(one.setting, one) for one in group))
    both = {one for one in told if one.endswith(FIRST) and one.removesuffix(FIRST) + LATER in told}
    said = [one for one in told if not (one.endswith(LATER) and one.removesuffix(LATER) + FIRST in both)]
    return "; ".join(f"{one.removesuffix(FIRST)}, first and later line" if one in both else one for one in said)


def _notes(site: Site, knowledge: Knowledge) -> tuple[list[str], list[str]]:
    """Return the notes and the points on staging that there is room for, the first of each first."""
    room = ROOM - lines_of_texts([site.summary]) - len(_by_guideline(site, knowledge))
    room -= sum(len(_settings(group)) // 56 for group in _by_guideline(site, knowledge).values())
    room -= lines_of_texts([", ".join(site.aliases)])
    notes, staging = site.notes, site.staging
    in_turn = [*notes[:2], *staging[:2], *notes[2:], *staging[2:]]
    fits = what_fits(in_turn, room)
    return [one for one in notes if one in fits], [one for one in staging if one in fits]


def _more(site: Site, knowledge: Knowledge) -> int:
    shown = [one for group in _notes(site, knowledge) for one in group]
    return len(site.notes) + len(site.staging) + len(site.figures) - len(shown)


def _ways(site: Site, knowledge: Knowledge) -> Ways:
    count = _more(site, knowledge)
    notes = f", {count} more note{'s' if count > 1 else ''}" if count else ""
    return Ways([
        (f"netcli therapies --site {site.id}", "what is labelled"),
        (f"netcli trials --site {site.id}", "trials"),
        *site_ways(site, knowledge),
        ("--full", f"what guidelines say{notes}"),
    ])  # fmt: skip
