"""`netcli imaging`: agents and methods, their approvals and performance."""

from typing import Annotated

import typer

from netcli.knowledge.lookup import look_up
from netcli.knowledge.model import Imaging
from netcli.knowledge.names import key, names_of
from netcli.options import Session, answers, complete_from
from netcli.output.answer import Answer
from netcli.output.blocks import Block, Heading
from netcli.views.disease import imaging_card

NameArgument = Annotated[
    list[str] | None,
    typer.Argument(
        help="An agent or method: dotatate, FDG ...", autocompletion=complete_from("imaging"), show_default=False
    ),
]


@answers
def imaging(session: Session, name: NameArgument = None) -> Answer:
    """Show imaging agents and methods.

    Approvals by region, performance, use and pitfalls.
    """
    every = session.knowledge.of(Imaging)
    typed = key(" ".join(name or []))
    chosen = (
        [agent for agent in every.values() if any(typed in key(one) for one in names_of(agent))]
        if typed
        else list(every.values())
    )
    notes: list[str] = []
    if name and not (typed and chosen):
        found = look_up(" ".join(name), session.knowledge, ("imaging",))
        chosen, notes = [every[found.record.id]], [found.note] if found.note else []

    def blocks() -> list[Block]:
        if len(chosen) == 1:
            return imaging_card(chosen[0])
        return [Heading("Imaging"), *(block for agent in chosen for block in imaging_card(agent, level=2))]

    return Answer("imaging", {"names": [agent.id for agent in chosen]} if name else {}, chosen, blocks, notes)
