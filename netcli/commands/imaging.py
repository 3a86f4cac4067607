"""`netcli imaging`: agents and methods, their approvals and performance."""

from typing import Annotated

import typer

from netcli.knowledge.lookup import look_up
from netcli.knowledge.model import Imaging
from netcli.options import Session, answers, complete_from
from netcli.output.answer import Answer
from netcli.output.blocks import Block, Heading
from netcli.views.disease import imaging_card

NameArgument = Annotated[
    list[str] | None,
    typer.Argument(help="An agent or method: dotatate, FDG ...", autocompletion=complete_from("imaging"), show_default=False),
]


@answers
def imaging(session: Session, name: NameArgument = None) -> Answer:
    """Show imaging agents and methods: approvals by region, performance, use and pitfalls."""
    if name:
        found = look_up(" ".join(name), session.knowledge, ("imaging",))
        chosen, notes = [session.knowledge.of(Imaging)[found.record.id]], [found.note] if found.note else []
    else:
        chosen, notes = list(session.knowledge.of(Imaging).values()), []

    def blocks() -> list[Block]:
        if name:
            return imaging_card(chosen[0])
        return [Heading("Imaging"), *(block for agent in chosen for block in imaging_card(agent, level=2))]

    return Answer("imaging", {"name": chosen[0].id} if name else {}, chosen, blocks, notes)
