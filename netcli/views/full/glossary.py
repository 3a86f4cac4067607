"""The answer of `glossary`, and the card of a term."""

from collections.abc import Sequence

from netcli.knowledge.model import Term
from netcli.output.blocks import Block, Facts, Heading, Line, Table, columns, rows
from netcli.views.lines import local, local_line


def glossary_blocks(terms: Sequence[Term], *, plain: bool = False) -> list[Block]:
    """Return the whole glossary."""
    found = [
        (
            [Line("", term.term, "strong"), *local_line(term)],
            ", ".join(term.aliases),
            (plain and term.plain) or term.definition,
        )
        for term in sorted(terms, key=lambda term: term.term.casefold())
    ]
    return [Heading("Glossary"), Table(columns({"Term": 2, "In full": 3, "Meaning": 6}), rows(found))]


def term_card(term: Term) -> list[Block]:
    """Return a glossary entry."""
    return [
        Heading(term.term),
        *local(term),
        Facts(
            (
                ("Also", ", ".join(term.aliases)),
                ("Meaning", term.definition),
                ("Plainly", term.plain),
                ("See", ", ".join(term.see)),
            )
        ),
    ]
