"""`netcli search`: ranked full-text search over everything."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
import typer

from netcli.app import COMMANDS
from netcli.errors import NoMatch, UnknownValue
from netcli.knowledge.names import names_of, quoted
from netcli.knowledge.records import whole
from netcli.knowledge.search.find import find
from netcli.knowledge.search.hits import Hit, nearest_terms, record_of
from netcli.knowledge.search.index import open_index
from netcli.knowledge.search.scope import pointer
from netcli.knowledge.search.subjects import codes_in
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
    hits = find(words, open_index(session.knowledge), session.knowledge, limit)
    if not hits:
        raise nothing_found(session, words)
    return searched(session, words, hits, limit)


def nothing_found(session: Session, words: str) -> NoMatch:
    """Return what to say where nothing is found for some words."""
    if codes := codes_in(words):
        return NoMatch(
            f"{' and '.join(codes)} {'are' if codes[1:] else 'is'} not on record", _where_codes_are(codes[0])
        )
    near = nearest_terms(words, session.knowledge)
    hint = f"nearest terms: {', '.join(near)}" if near else "'netcli glossary' lists the terms"
    return NoMatch(f"nothing on record matches {quoted(words)}", hint)


def _where_codes_are(code: str) -> str:
    if code.startswith("NCT"):
        return "'netcli trials' lists those on record, with a search link for every register"
    if ":" in code:
        return "'netcli knowledge about' counts the identifiers that are"
    return "'netcli codes' lists those on record" if "codes" in COMMANDS else ""


def searched(session: Session, words: str, hits: list[Hit], limit: int = 10, notes: Sequence[str] = ()) -> Answer:
    """Return what was found for some words as an answer."""
    index = open_index(session.knowledge)
    elsewhere = "" if hits[0].answers or hits[0].kind == "out_of_scope" else pointer(words, index, session.knowledge)
    results = [
        {**msgspec.to_builtins(hit), "record": whole(record_of(hit, session.knowledge), session.knowledge)}
        for hit in hits
    ]
    return Answer(
        name="search",
        query={"text": clean(words), "limit": limit},
        results=results,
        notes=[*notes, *_not_on_record(words, hits, session), *filter(None, [elsewhere])],
        full=lambda: search_blocks(hits, words, session.knowledge),
        glance=lambda: hit_glance(hits, session.regions, session.knowledge),
        brief=lambda: hit_rows(hits, session.regions, session.knowledge),
    )


def _not_on_record(words: str, hits: list[Hit], session: Session) -> list[str]:
    """Return of each code typed that none of the hits holds that it is not on record."""
    records = [record_of(hit, session.knowledge) for hit in hits]
    names = [name for one in records for name in (*names_of(one), *getattr(one, "xrefs", ()))]
    held = " ".join([*names, *(hit.snippet for hit in hits)]).casefold()
    return [f"{code} is not on record" for code in codes_in(words) if code.casefold() not in held]
