"""`netcli syndromes`: hormone and hereditary syndromes."""

from typing import Annotated

import typer

from netcli.knowledge.lookup import look_up
from netcli.knowledge.model import Syndrome
from netcli.options import PlainLanguageOption, Session, answers, offered
from netcli.output.answer import Answer
from netcli.views.full.show import card
from netcli.views.full.syndromes import syndrome_blocks
from netcli.views.glance.syndromes import one_syndrome, syndrome_glance, syndrome_rows

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
    knowledge = session.knowledge
    if name:
        found = look_up(" ".join(name), knowledge, ("syndromes",))
        one = knowledge.of(Syndrome)[found.record.id]
        return Answer(
            "syndromes",
            {"name": one.id},
            [one],
            full=lambda: card(one, knowledge, plain=plain_language),
            glance=None if plain_language else lambda: one_syndrome(one, knowledge),
            brief=lambda: syndrome_rows([one], knowledge),
            notes=[found.note] if found.note else [],
        )
    every = list(knowledge.of(Syndrome).values())
    return Answer(
        "syndromes",
        {},
        every,
        full=lambda: syndrome_blocks(every, knowledge, plain=plain_language),
        glance=None if plain_language else lambda: syndrome_glance(every, knowledge),
        brief=lambda: syndrome_rows(every, knowledge),
    )
