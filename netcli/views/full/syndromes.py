"""The answer of `syndromes`, and the card of one: hormones or gene, symptoms, tests, management."""

from collections.abc import Sequence
from typing import Any

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Site, Syndrome, Therapy
from netcli.knowledge.sites import site_names
from netcli.knowledge.wording import marked, unconfirmed
from netcli.output.blocks import Block, Facts, Heading, Paragraph
from netcli.views.lines import bullets, figure_table, local, plain_card


def syndrome_blocks(syndromes: Sequence[Syndrome], knowledge: Knowledge, *, plain: bool) -> list[Block]:
    """Return the cards of the syndromes, hormonal before hereditary, or each in plain language."""
    if plain:
        return [Heading("Syndromes"), *(b for one in syndromes for b in plain_card(one, one.name, one.plain, 2))]
    ordered = sorted(syndromes, key=lambda one: one.kind)
    return [Heading("Syndromes"), *(block for one in ordered for block in syndrome_card(one, knowledge, level=2))]


def syndrome_card(syndrome: Syndrome, knowledge: Knowledge, level: int = 1) -> list[Block]:
    """Return a syndrome: hormones or gene, symptoms, tests with thresholds, management."""
    facts: list[tuple[str, Any]] = [
        ("Kind", f"{syndrome.kind} syndrome"),
        ("Hormones", ", ".join(syndrome.hormones)),
        ("Gene", syndrome.gene),
        ("Sites", site_names(syndrome.sites, knowledge.of(Site))),
        ("Therapies", therapies_of(syndrome, knowledge)),
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


def therapies_of(syndrome: Syndrome, knowledge: Knowledge) -> str:
    """Return the names of the therapies for a syndrome."""
    therapies = knowledge.of(Therapy)
    return ", ".join(marked(therapies[name].name, therapies[name]) for name in syndrome.therapies)
