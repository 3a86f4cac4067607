"""`netcli syndromes`: hormone and hereditary syndromes."""

from typing import Annotated

import typer

from netcli.knowledge.lookup import look_up
from netcli.knowledge.model import Syndrome
from netcli.options import PlainLanguageOption, Session, answers, offered
from netcli.output.answer import Answer
from netcli.views.full.show import card
from netcli.views.full.syndromes import syndrome_blocks

NameArgument = Annotated[
    list[str] | None,
    typer.Argument(
        help="A syndrome, such as carcinoid, ZES or MEN1.", autocompletion=offered("syndromes"), show_default=False
    ),
]


@answers
def syndromes(session: Session, name: NameArgument = None, plain_language: PlainLanguageOption = False) -> Answer:  # noqa: FBT002
    """List the hormone and hereditary syndromes, or show one.

    One is shown whole: symptoms, tests, thresholds, management.
    """
    if name:
        found = look_up(" ".join(name), session.knowledge, ("syndromes",))
        blocks = lambda: card(found.record, session.knowledge, plain=plain_language)  # noqa: E731
        return Answer(
            "syndromes", {"name": found.record.id}, [found.record], blocks, [found.note] if found.note else []
        )
    every = list(session.knowledge.of(Syndrome).values())
    return Answer("syndromes", {}, every, lambda: syndrome_blocks(every, plain=plain_language))
