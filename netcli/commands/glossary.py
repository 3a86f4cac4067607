"""`netcli glossary`: the words and abbreviations of the field."""

from typing import Annotated

import typer

from netcli.knowledge.lookup import look_up
from netcli.knowledge.model import Term
from netcli.options import PlainLanguageOption, Session, answers, offered
from netcli.output.answer import Answer
from netcli.views.full.glossary import glossary_blocks
from netcli.views.full.show import card

TermArgument = Annotated[
    list[str] | None,
    typer.Argument(help="A word or an abbreviation.", autocompletion=offered("glossary"), show_default=False),
]


@answers
def glossary(session: Session, term: TermArgument = None, plain_language: PlainLanguageOption = False) -> Answer:  # noqa: FBT002
    """List words and abbreviations of the field, or explain one."""
    if term:
        found = look_up(" ".join(term), session.knowledge, ("glossary",))
        blocks = lambda: card(found.record, session.knowledge)  # noqa: E731
        return Answer("glossary", {"term": found.record.id}, [found.record], blocks, [found.note] if found.note else [])
    every = list(session.knowledge.of(Term).values())
    return Answer("glossary", {}, every, lambda: glossary_blocks(every, plain=plain_language))
