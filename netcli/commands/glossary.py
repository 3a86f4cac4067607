"""`netcli glossary`: the words and abbreviations of the field."""

from typing import Annotated

import typer

from netcli.knowledge.lookup import look_up
from netcli.knowledge.model import Term
from netcli.options import PlainLanguageOption, Session, answers, offered
from netcli.output.answer import Answer
from netcli.views.full.glossary import glossary_blocks, term_card
from netcli.views.glance.glossary import glossary_glance, term_glance, term_rows
from netcli.views.lines import plain_card

TermArgument = Annotated[
    list[str] | None,
    typer.Argument(help="A word or an abbreviation.", autocompletion=offered("glossary"), show_default=False),
]


@answers
def glossary(session: Session, term: TermArgument = None, plain_language: PlainLanguageOption = False) -> Answer:  # noqa: FBT002
    """List words and abbreviations of the field, or explain one."""
    if term:
        found = look_up(" ".join(term), session.knowledge, ("glossary",))
        one = session.knowledge.of(Term)[found.record.id]
        return Answer(
            "glossary",
            {"term": one.id},
            [one],
            full=lambda: plain_card(one, one.term, one.plain) if plain_language else term_card(one),
            glance=None if plain_language else lambda: term_glance(one),
            brief=lambda: term_rows([one]),
            notes=[found.note] if found.note else [],
        )
    every = list(session.knowledge.of(Term).values())
    return Answer(
        "glossary",
        {},
        every,
        full=lambda: glossary_blocks(every, plain=plain_language),
        glance=None if plain_language else lambda: glossary_glance(every),
        brief=lambda: term_rows(every),
    )
