"""The answer of `show`: the whole card of any record."""

from collections.abc import Callable, Sequence
from typing import Any

from netcli.knowledge import model
from netcli.knowledge.codes import Code
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.names import label_of
from netcli.knowledge.records import users_of
from netcli.knowledge.scheme import Cutoff, Scheme
from netcli.knowledge.sites import concerns, site_names
from netcli.knowledge.wording import citation, plain_number, unconfirmed
from netcli.output.blocks import Block, Cell, Column, Facts, Heading, Line, Paragraph, Table, rows
from netcli.views.full import (
    biomarkers,
    changes,
    cite,
    epidemiology,
    faq,
    glossary,
    imaging,
    overview,
    schedule,
    syndromes,
    therapies,
    trials,
)
from netcli.views.lines import (
    advice_blocks,
    bullets,
    figure_table,
    guideline_of,
    local,
    plain_card,
    recommendation_table,
)


def card(record: model.Record, knowledge: Knowledge, *, plain: bool = False) -> list[Block]:
    """Return everything on record about `record`, or its plain-language text."""
    if plain and hasattr(record, "plain"):
        return plain_card(record, label_of(record), record.plain)
    known = record.xrefs if isinstance(record, model.CrossReferenced) else []
    return [*CARDS[type(record)](record, knowledge), *([Facts([("Known as", ", ".join(known))])] if known else [])]


def site_card(site: model.Site, knowledge: Knowledge) -> list[Block]:
    """Return a site: its place in the tree, notes, staging, and what guidelines advise, side by side."""
    sites = knowledge.of(model.Site)
    parts = [one.id for one in sites.values() if one.parent == site.id] + site.members
    advice = [one for one in knowledge.of(model.Recommendation).values() if concerns(site.id, one.sites, sites)]
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


def recommendation_card(one: model.Recommendation) -> list[Block]:
    """Return one guideline statement."""
    return [
        Heading(f"{one.setting}: {guideline_of(one)}"),
        *local(one),
        recommendation_table([one]),
    ]


def scheme_card(scheme: Scheme) -> list[Block]:
    """Return a grading scheme: its cut-offs, classes, counting rules and history."""
    classes = [
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
        *([_class_table(classes)] if classes else []),
        *bullets("Counting", scheme.counting),
        *bullets("History", scheme.history),
    ]  # fmt: skip


def _class_table(classes: Sequence[Sequence[Cell]]) -> Table:
    return Table([Column("Class", most=30), Column("ICD-O-3", most=7), Column("Meaning", 1)], rows(classes))


def _cutoffs(cutoffs: Sequence[Cutoff]) -> str:
    side = {"above": "and more is the higher grade", "below": "is still the lower grade"}
    return "; ".join(f"{plain_number(one.value)} {side[one.belongs]}{citation(one.sources)}" for one in cutoffs)


def _code_card(code: Code, knowledge: Knowledge) -> list[Block]:
    """Return a code; few cards are one, and what reads codes is imported for them alone."""
    from netcli.views.full.codes import code_card

    return code_card(code, knowledge)


CARDS: dict[type[model.Record], Callable[[Any, Knowledge], list[Block]]] = {
    model.Therapy: therapies.therapy_card,
    model.Trial: trials.trial_card,
    model.Syndrome: syndromes.syndrome_card,
    model.Site: site_card,
    model.Biomarker: biomarkers.biomarker_card,
    model.Epidemiology: epidemiology.epidemiology_card,
    model.Imaging: lambda record, _: imaging.imaging_card(record),
    model.Question: lambda record, _: faq.answer_blocks([record], plain=False),
    model.Term: lambda record, _: glossary.term_card(record),
    model.Event: lambda record, _: changes.event_card(record),
    model.OverviewPart: lambda record, _: overview.overview_blocks([record], plain=False),
    model.Recommendation: lambda record, _: recommendation_card(record),
    model.Schedule: schedule.schedule_card,
    model.Source: lambda record, knowledge: cite.source_card(record, users_of(record.id, knowledge)),
    Scheme: lambda record, _: scheme_card(record),
    Code: _code_card,
}
