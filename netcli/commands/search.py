"""`netcli search`: ranked full-text search over everything."""

from typing import Annotated

import msgspec
import typer

from netcli.errors import NoMatch, UnknownValue
from netcli.knowledge.names import quoted
from netcli.knowledge.records import whole
from netcli.knowledge.search.find import find
from netcli.knowledge.search.hits import Hit, nearest_terms, record_of
from netcli.knowledge.search.index import open_index
from netcli.options import Session, answers
from netcli.output.answer import Answer
from netcli.text import clean
from netcli.views.full.search import search_blocks
from netcli.views.glance.search import hit_glance, hit_rows

TextArgument = Annotated[list[str], typer.Argument(help="Words or a whole question.")]
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
    return searched(session, words, hits, limit)


def searched(session: Session, words: str, hits: list[Hit], limit: int = 10) -> Answer:
    """Return what was found for some words as an answer."""
    results = [
        {**msgspec.to_builtins(hit), "record": whole(record_of(hit, session.knowledge), session.knowledge)}
        for hit in hits
    ]
    return Answer(
        name="search",
        query={"text": clean(words), "limit": limit},
        results=results,
        full=lambda: search_blocks(hits, words, session.knowledge),
        glance=lambda: hit_glance(hits, session.regions, session.knowledge),
        brief=lambda: hit_rows(hits, session.regions, session.knowledge),
    )
