"""The answer of `search`: what was found, where it stands, and the passage that answers best."""

from collections.abc import Sequence

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.search.hits import Hit, record_of
from netcli.output.blocks import Block, Heading, Line, Table, columns, rows
from netcli.text import clean
from netcli.views.lines import local_line

NOUNS = {
    "therapies": "therapy", "trials": "trial", "faq": "question", "syndromes": "syndrome", "sites": "site",
    "biomarkers": "biomarker", "glossary": "term", "events": "event", "recommendations": "advice",
}  # fmt: skip


def search_blocks(hits: Sequence[Hit], words: str, knowledge: Knowledge) -> list[Block]:
    """Return what was found for some words, the best first, each with the command that opens it."""
    found = [
        (
            [Line("", hit.title, "strong"), *local_line(record_of(hit, knowledge))],
            NOUNS.get(hit.kind, hit.kind),
            [Line(hit.snippet), Line(f"netcli show {hit.kind}:{hit.id}", tone="quiet")],
        )
        for hit in hits
    ]
    return [
        Heading(f"Search: {clean(words, 80)}"),
        Table(columns({"Found": 3, "In": 2, "What it says": 7}), rows(found)),
    ]
