"""Sites, terms, events, recommendations, sources and the overview as blocks."""

from collections.abc import Sequence

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Event, OverviewPart, Recommendation, Site, Source, Term
from netcli.knowledge.scheme import Cutoff, Scheme
from netcli.knowledge.sites import concerns, site_names
from netcli.knowledge.wording import citation, plain_number, unconfirmed
from netcli.output.blocks import Block, Bullets, Facts, Heading, Line, Paragraph, Table
from netcli.output.sources import address, describe
from netcli.views.disease import bullets
from netcli.views.figures import figure_table
from netcli.views.local import local, local_line
from netcli.views.timeline import timeline


def site_card(site: Site, knowledge: Knowledge) -> list[Block]:
    """Return a site: its place in the tree, notes, staging, and what guidelines advise, side by side."""
    sites = knowledge.of(Site)
    parts = [one.id for one in sites.values() if one.parent == site.id] + site.members
    advice = [one for one in knowledge.of(Recommendation).values() if concerns(site.id, one.sites, sites)]
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
        *advice_blocks(advice),
    ]  # fmt: skip


def advice_blocks(advice: Sequence[Recommendation]) -> list[Block]:
    """Return what guidelines advise; nothing when none speaks."""
    return [Heading("What guidelines advise", 2), recommendation_table(advice)] if advice else []


def recommendation_table(advice: Sequence[Recommendation]) -> Table:
    """Return guideline statements side by side, each with its guideline and date."""
    rows = [
        (
            [Line("", one.setting, "strong"), *local_line(one)],
            f"{one.guideline}, {one.date}",
            f"{one.text}{unconfirmed(one.confirmed)}",
        )
        for one in sorted(advice, key=lambda one: (one.line != "first", one.setting, one.date))
    ]
    return Table(("Setting", "Guideline", "Advice"), rows, (3, 2, 5))


def term_card(term: Term, level: int = 1) -> list[Block]:
    """Return a glossary entry."""
    return [
        Heading(term.term, level),
        *local(term),
        Facts(
            (
                ("Also", ", ".join(term.aliases)),
                ("Meaning", term.definition),
                ("Plainly", term.plain),
                ("See", ", ".join(term.see)),
            )
        ),
    ]


def glossary_blocks(terms: Sequence[Term], *, plain: bool = False) -> list[Block]:
    """Return the whole glossary."""
    rows = [
        (
            [Line("", term.term, "strong"), *local_line(term)],
            ", ".join(term.aliases),
            (plain and term.plain) or term.definition,
        )
        for term in sorted(terms, key=lambda term: term.term.casefold())
    ]
    return [Heading("Glossary"), Table(("Term", "In full", "Meaning"), rows, (2, 3, 6))]


def event_blocks(events: Sequence[Event], title: str) -> list[Block]:
    """Return dated events, the newest first, under a drawing of what regulators decided."""
    rows = [
        (
            Line("", event.date, "strong"),
            f"{event.kind.replace('-', ' ')}" + (f", {event.region.upper()}" if event.region != "global" else ""),
            [Line("", event.title, "strong"), Line(event.text + unconfirmed(event.confirmed)), *local_line(event)],
        )
        for event in events
    ]
    return [Heading(title), *timeline(events), Table(("Date", "What", "Event"), rows, (2, 3, 9))]


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
        *local(source),
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


def scheme_card(scheme: Scheme) -> list[Block]:
    """Return a grading scheme: its cut-offs, classes, counting rules and history."""
    rows = [
        (Line("", entity.label, "strong"), entity.icd_o.code if entity.icd_o else "",
         f"{entity.meaning.text}{unconfirmed(entity.meaning.confirmed)}{citation(entity.meaning.sources)}")
        for entity in scheme.entities.values()
        if "{" not in entity.label
    ]  # fmt: skip
    return [
        Heading(scheme.name),
        *local(scheme),
        *([Paragraph(f"{scheme.refusal.text}{citation(scheme.refusal.sources)}", "caution")] if scheme.refusal else []),
        Facts((
            ("Covers", scheme.scope),
            ("Year", str(scheme.year)),
            ("Builds on", scheme.based_on or ""),
            ("Ki-67, %", _cutoffs(scheme.ki67)),
            ("Mitoses, 2 mm²", _cutoffs(scheme.mitoses)),
        )),
        *([Table(("Class", "ICD-O-3", "Meaning"), rows, (3, 1, 5))] if rows else []),
        *bullets("Counting", scheme.counting),
        *bullets("History", scheme.history),
    ]  # fmt: skip


def _cutoffs(cutoffs: Sequence[Cutoff]) -> str:
    side = {"above": "and more is the higher grade", "below": "is still the lower grade"}
    return "; ".join(f"{plain_number(one.value)} {side[one.belongs]}{citation(one.sources)}" for one in cutoffs)
