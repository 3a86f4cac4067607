"""Biomarkers, epidemiology, syndromes and imaging as cards."""

from collections.abc import Sequence
from typing import Any

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import (
    Biomarker,
    Epidemiology,
    Figure,
    Imaging,
    Record,
    Site,
    Syndrome,
    Therapy,
)
from netcli.knowledge.sites import site_names
from netcli.knowledge.wording import marked, unconfirmed
from netcli.output.blocks import Block, Bullets, Facts, Heading, Paragraph
from netcli.views.figures import figure_table, figures_for
from netcli.views.forest import forest
from netcli.views.local import local
from netcli.views.pictures import shares, trend
from netcli.views.standing import indication_line


def biomarker_card(marker: Biomarker, knowledge: Knowledge, site: str | None = None, level: int = 1) -> list[Block]:
    """Return a marker: what it means, how often, what misleads."""
    sites = knowledge.of(Site)
    return [
        Heading(f"{marker.name} ({marker.kind.replace('-', ' ')})", level),
        *local(marker),
        Paragraph(marker.meaning + unconfirmed(marker.confirmed)),
        *bullets("Use", marker.use),
        *figure_table(figures_for(marker.figures, site, sites)),
        *bullets("What misleads", marker.traps),
    ]


def epidemiology_card(
    measure: Epidemiology, knowledge: Knowledge, site: str | None = None, level: int = 1
) -> list[Block]:
    """Return a measure with its registry, years and definition beside each figure, and a trend where it has years."""
    figures = figures_for(measure.figures, site, knowledge.of(Site))
    facts: list[tuple[str, Any]] = [
        ("Registry", f"{measure.registry}, {measure.region}"),
        ("Years", measure.period),
        ("Counted", measure.definition),
    ]
    return [
        Heading(measure.name + unconfirmed(measure.confirmed), level),
        *local(measure),
        Facts(facts),
        *(shares(figures) if measure.kind in ("survival", "site-share") else trend(measure.name, figures)),
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


def syndrome_card(syndrome: Syndrome, knowledge: Knowledge, level: int = 1) -> list[Block]:
    """Return a syndrome: hormones or gene, symptoms, tests with thresholds, management."""
    therapies = knowledge.of(Therapy)
    facts: list[tuple[str, Any]] = [
        ("Kind", f"{syndrome.kind} syndrome"),
        ("Hormones", ", ".join(syndrome.hormones)),
        ("Gene", syndrome.gene),
        ("Sites", site_names(syndrome.sites, knowledge.of(Site))),
        ("Therapies", ", ".join(marked(therapies[name].name, therapies[name]) for name in syndrome.therapies)),
    ]
    return [
        Heading(syndrome.name, level),
        *local(syndrome),
        Paragraph(syndrome.summary + unconfirmed(syndrome.confirmed)),
        Facts(facts),
        *bullets("Symptoms", syndrome.symptoms),
        *bullets("Tests", syndrome.tests),
        *figure_table(syndrome.figures, "Figures"),
        *bullets("Management", syndrome.management),
    ]


def imaging_card(agent: Imaging, level: int = 1) -> list[Block]:
    """Return an imaging agent or method: approvals, performance, use, pitfalls."""
    return [
        Heading(f"{agent.name} ({agent.kind.upper() if agent.kind in ('pet', 'ct', 'mri') else agent.kind})", level),
        *local(agent),
        Paragraph(agent.summary + unconfirmed(agent.confirmed)),
        Facts((("Target", agent.target),)),
        *([Bullets([indication_line(one) for one in agent.approvals], "Approvals")] if agent.approvals else []),
        *bullets("Use", agent.use),
        *figure_table(agent.figures, "Performance"),
        *bullets("Pitfalls", agent.pitfalls),
    ]


def plain_card(record: Record, name: str, text: str, level: int = 1) -> list[Block]:
    """Return a record in plain language; what has none says so."""
    return [Heading(name, level), *local(record), Paragraph(text or "No plain-language text on record yet.")]


def bullets(label: str, items: Sequence[str]) -> list[Block]:
    """Return a labelled list; nothing when it is empty."""
    return [Bullets(items, label)] if items else []
