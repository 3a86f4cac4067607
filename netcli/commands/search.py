"""`netcli search`: ranked full-text search over everything."""

from typing import Annotated

import msgspec
import typer

from netcli.errors import NoMatch, UnknownValue
from netcli.knowledge.expand import whole
from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.knowledge.model import Record
from netcli.knowledge.names import quoted
from netcli.knowledge.search.hits import Hit, nearest_terms
from netcli.knowledge.search.hits import search as find
from netcli.knowledge.search.index import open_index
from netcli.options import Session, answers
from netcli.output.answer import Answer
from netcli.output.blocks import Block, Heading, Line, Table
from netcli.text import clean
from netcli.views.local import local_line

TextArgument = Annotated[list[str], typer.Argument(help="Words or a whole question.")]
NOUNS = {
    "therapies": "therapy", "trials": "trial", "faq": "question", "syndromes": "syndrome", "sites": "site",
    "biomarkers": "biomarker", "glossary": "term", "events": "event", "recommendations": "advice",
}  # fmt: skip
LimitOption = Annotated[int, typer.Option("--limit", "-n", min=1, max=200, help="How many results.")]


@answers
def search(session: Session, text: TextArgument, limit: LimitOption = 10) -> Answer:
    """Search every record, best answer first.

    Questions may be typed as they are spoken.
    """
    words = " ".join(text)
    if not words.strip():
        raise UnknownValue("the text to search for is empty", 'netcli search "carcinoid syndrome"')
    index = open_index(session.knowledge)
    hits = find(words, index, session.knowledge, limit)
    if not hits:
        near = nearest_terms(words, session.knowledge)
        hint = f"nearest terms: {', '.join(near)}" if near else "'netcli glossary' lists the terms"
        raise NoMatch(f"nothing on record matches {quoted(words)}", hint)
    results = [
        {**msgspec.to_builtins(hit), "record": whole(record_of(hit, session.knowledge), session.knowledge)}
        for hit in hits
    ]
    return Answer(
        "search", {"text": clean(words), "limit": limit}, results, lambda: _blocks(hits, words, session.knowledge)
    )


def _blocks(hits: list[Hit], words: str, knowledge: Knowledge) -> list[Block]:
    rows = [
        (
            [Line("", hit.title, "strong"), *local_line(record_of(hit, knowledge))],
            NOUNS.get(hit.kind, hit.kind),
            [Line(hit.snippet), Line(f"netcli show {hit.kind}:{hit.id}", tone="quiet")],
        )
        for hit in hits
    ]
    return [Heading(f"Search: {clean(words, 80)}"), Table(("Found", "In", "What it says"), rows, (3, 2, 7))]


def record_of(hit: Hit, knowledge: Knowledge) -> Record:
    """Return the record that was found."""
    return knowledge.of(COLLECTIONS[hit.kind])[hit.id]
