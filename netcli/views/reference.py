"""Sites, terms, events, recommendations, sources and the overview as blocks."""

from collections.abc import Sequence

from netcli.knowledge.load import Knowledge
from netcli.knowledge.model import Event, OverviewPart, Recommendation, Site, Source, Term
from netcli.knowledge.sites import site_names
from netcli.output.blocks import Block, Bullets, Facts, Heading, Line, Paragraph, Table
from netcli.output.references import address, describe
from netcli.views.disease import bullets, local
from netcli.views.figures import figure_table
from netcli.knowledge.wording import citation, unconfirmed


def site_card(site: Site, knowledge: Knowledge) -> list[Block]:
    """Return a site: its place in the tree, notes, staging, and what guidelines advise, side by side."""
    sites = knowledge.of(Site)
    parts = [one.id for one in sites.values() if one.parent == site.id] + site.members
    advice = [one for one in knowledge.of(Recommendation).values() if site.id in one.sites]
    return [
        Heading(site.name),
        *local(site),
        *([Paragraph(site.summary)] if site.summary else []),
        Facts((
            ("Belongs to", site_names([site.parent], sites) if site.parent else ""),
            ("Covers", site_names(parts, sites)),
            ("Also known as", ", ".join(site.aliases)),
        )),
        *bullets("Notes", site.notes),
        *figure_table(site.figures),
        *bullets("Staging", site.staging),
        *([Heading("What guidelines advise", 2), recommendation_table(advice)] if advice else []),
    ]  # fmt: skip


def recommendation_table(advice: Sequence[Recommendation]) -> Table:
    """Return guideline statements side by side, each with its guideline and date."""
    rows = [
        (Line("", one.setting, "strong"), f"{one.guideline}, {one.date}", f"{one.text}{unconfirmed(one.confirmed)}")
        for one in sorted(advice, key=lambda one: (one.line != "first", one.setting, one.date))
    ]
    return Table(("Setting", "Guideline", "Advice"), rows, (3, 2, 5))


def term_card(term: Term, level: int = 1) -> list[Block]:
    """Return a glossary entry."""
    return [
        Heading(term.term, level),
        *local(term),
        Facts((("Also", ", ".join(term.aliases)), ("Meaning", term.definition), ("Plainly", term.plain), ("See", ", ".join(term.see)))),
    ]


def glossary_blocks(terms: Sequence[Term], *, plain: bool = False) -> list[Block]:
    """Return the whole glossary."""
    rows = [
        (Line("", term.term, "strong"), ", ".join(term.aliases), (plain and term.plain) or term.definition)
        for term in sorted(terms, key=lambda term: term.term.casefold())
    ]
    return [Heading("Glossary"), Table(("Term", "In full", "Meaning"), rows, (2, 3, 6))]


def event_blocks(events: Sequence[Event], title: str) -> list[Block]:
    """Return dated events, the newest first."""
    rows = [
        (
            Line("", event.date, "strong"),
            f"{event.kind.replace('-', ' ')}" + (f", {event.region.upper()}" if event.region != "global" else ""),
            [Line("", event.title, "strong"), Line(event.text + unconfirmed(event.confirmed)), *_origin(event)],
        )
        for event in events
    ]
    return [Heading(title), Table(("Date", "What", "Event"), rows, (1, 2, 7))]


def _origin(event: Event) -> list[Line]:
    return [Line("", f"local: {event.origin}", "overlay")] if event.origin else []


def event_card(event: Event) -> list[Block]:
    """Return one event."""
    return [
        Heading(event.title),
        *local(event),
        Facts((("Date", event.date), ("What", event.kind), ("Region", event.region.upper()))),
        Paragraph(event.text + unconfirmed(event.confirmed) + ("" if "[@" in event.text else citation(event.sources))),
    ]


def overview_blocks(parts: Sequence[OverviewPart], *, plain: bool) -> list[Block]:
    """Return the overview in reading order."""
    blocks: list[Block] = [Heading("Neuroendocrine tumours: an overview")]
    for part in parts:
        blocks += [Heading(part.title, 2), *local(part)]
        blocks += [Paragraph(text) for text in ([part.plain] if plain and part.plain else part.text)]
        if part.see and not plain:
            blocks.append(Bullets([Line(f"netcli show {name}") for name in part.see], "More"))
    return blocks


def source_card(source: Source, used_by: Sequence[str]) -> list[Block]:
    """Return a source and what rests on it."""
    return [
        Heading(source.title),
        Facts((
            ("Kind", source.kind),
            ("In one line", describe(source)),
            ("Open", address(source)),
            ("Note", source.note),
            ("Used by", [Line(name) for name in used_by]),
        )),
    ]  # fmt: skip


def recommendation_card(one: Recommendation) -> list[Block]:
    """Return one guideline statement."""
    return [Heading(f"{one.setting}: {one.guideline}, {one.date}"), *local(one), recommendation_table([one])]
