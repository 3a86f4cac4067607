"""`netcli syndromes`: hormone and hereditary syndromes."""

from typing import Annotated

import typer

from netcli.knowledge.lookup import look_up
from netcli.knowledge.model import Syndrome
from netcli.options import PlainLanguageOption, Session, answers, complete_from
from netcli.output.answer import Answer
from netcli.output.blocks import Block, Heading, Line, Paragraph, Table
from netcli.views.cards import card
from netcli.views.disease import plain_card
from netcli.views.local import local_line

NameArgument = Annotated[
    list[str] | None,
    typer.Argument(
        help="A syndrome: carcinoid, ZES, MEN1 ...", autocompletion=complete_from("syndromes"), show_default=False
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
    return Answer("syndromes", {}, every, lambda: _list(every, plain=plain_language))


def _list(every: list[Syndrome], *, plain: bool) -> list[Block]:
    if plain:
        return [Heading("Syndromes"), *(b for one in every for b in plain_card(one, one.name, one.plain, 2))]
    blocks: list[Block] = [Heading("Syndromes")]
    for kind, title in (("functioning", "Hormone syndromes"), ("hereditary", "Hereditary syndromes")):
        rows = [
            ([Line("", one.name, "strong"), *local_line(one)], ", ".join(one.hormones) or one.gene, one.summary)
            for one in every
            if one.kind == kind
        ]
        blocks += [Heading(title, 2), Table(("Syndrome", "Hormone or gene", "In short"), rows, (2, 2, 5))]
    return [*blocks, Paragraph("To open one: netcli syndromes carcinoid", "quiet")]
