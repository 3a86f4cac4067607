"""The words of the field on one screen: which there are. Each is explained by itself."""

from collections.abc import Sequence

from msgspec import Struct

from netcli.knowledge.model import Term
from netcli.knowledge.wording import marked
from netcli.output.blocks import Block, Names, Ways
from netcli.views.full.glossary import term_card


class ShortTerm(Struct, frozen=True):
    """A word in a list."""

    id: str
    term: str


def term_rows(terms: Sequence[Term]) -> list[ShortTerm]:
    """Return the words in the order of the alphabet, each with the mark of an overlay."""
    ordered = sorted(terms, key=lambda term: term.term.casefold())
    return [ShortTerm(term.id, marked(term.short or term.term, term)) for term in ordered]


def glossary_glance(terms: Sequence[Term]) -> list[Block]:
    """Return the words alone."""
    names = [row.term for row in term_rows(terms)]
    example = next((term.term for term in terms if term.id == "prrt"), terms[0].term)
    ways = (
        (f"netcli glossary {example}", "one explained"),
        ("--full", "all explained, with sources"),
        ("--plain-language", "for patients"),
    )
    return [Names(f"{len(terms)} terms", names), Ways(ways)]


def term_glance(term: Term) -> list[Block]:
    """Return a word explained, and where more is on record."""
    return [*term_card(term), Ways([(f"netcli show {one}", "see also") for one in term.see])]
