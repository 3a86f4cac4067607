"""The answer of `syndromes`, and the card of one: hormones or gene, symptoms, tests, management."""

from collections.abc import Sequence
from typing import Any

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Site, Syndrome, Therapy
from netcli.knowledge.sites import site_names
from netcli.knowledge.wording import marked, unconfirmed
from netcli.output.blocks import Block, Facts, Heading, Line, Paragraph, Table, columns, rows
from netcli.views.lines import bullets, figure_table, local, local_line, plain_card


def syndrome_blocks(syndromes: Sequence[Syndrome], *, plain: bool) -> list[Block]:
    """Return the syndromes in short, hormonal and hereditary, or each in plain language."""
    if plain:
        return [Heading("Syndromes"), *(b for one in syndromes for b in plain_card(one, one.name, one.plain, 2))]
    blocks: list[Block] = [Heading("Syndromes")]
    for kind, title in (("functioning", "Hormone syndromes"), ("hereditary", "Hereditary syndromes")):
        found = [
            ([Line("", one.name, "strong"), *local_line(one)], ", ".join(one.hormones) or one.gene, one.summary)
            for one in syndromes
            if one.kind == kind
        ]
        blocks += [Heading(title, 2), Table(columns({"Syndrome": 2, "Hormone or gene": 2, "In short": 5}), rows(found))]
    return [*blocks, Paragraph("To open one: netcli syndromes carcinoid", "quiet")]


def syndrome_card(syndrome: Syndrome, knowledge: Knowledge) -> list[Block]:
    """Return a syndrome: hormones or gene, symptoms, tests with thresholds, management."""
    facts: list[tuple[str, Any]] = [
        ("Kind", f"{syndrome.kind} syndrome"),
        ("Hormones", ", ".join(syndrome.hormones)),
        ("Gene", syndrome.gene),
        ("Sites", site_names(syndrome.sites, knowledge.of(Site))),
        ("Therapies", therapies_of(syndrome, knowledge)),
    ]
    return [
        Heading(syndrome.name),
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
