"""The answer of `search`: what was found, where it stands, and the passage that answers best."""

from collections.abc import Sequence

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.search.hits import Hit, record_of
from netcli.output.blocks import Block, Bullets, Column, Heading, Line, Table, rows
from netcli.text import clean
from netcli.views.lines import local_line

NOUNS = {
    "therapies": "therapy", "trials": "trial", "faq": "question", "syndromes": "syndrome", "sites": "site",
    "biomarkers": "biomarker", "glossary": "term", "events": "event", "recommendations": "advice",
    "schedules": "schedule",
}  # fmt: skip


def search_blocks(hits: Sequence[Hit], words: str, knowledge: Knowledge) -> list[Block]:
    """Return what was found for some words, the best first, each with the command that opens it."""
    found = [
        (
            [Line(hit.title, tone="strong"), *local_line(record_of(hit, knowledge))],
            NOUNS.get(hit.kind, hit.kind),
            _said(hit),
        )
        for hit in hits
    ]
    columns = [Column("Found", most=30), Column("in"), Column("what it says", 1, least=40)]
    return [Heading(f"Search: {clean(words, 80)}"), Table(columns, rows(found))]


def hit_in_full(hit: Hit) -> list[Block]:
    """Return the passage that answers best, and the command that opens the record."""
    return [Bullets(_said(hit))]


def _said(hit: Hit) -> list[Line]:
    return [Line(hit.snippet), Line(f"netcli show {hit.kind}:{hit.id}", tone="quiet")]
