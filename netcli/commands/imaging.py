"""`netcli imaging`: agents and methods, their approvals and performance."""

from typing import Annotated

import typer

from netcli.knowledge.lookup import look_up, named_with
from netcli.knowledge.model import Imaging
from netcli.knowledge.regions import shortfalls
from netcli.options import PlainLanguageOption, Session, answers, offered
from netcli.output.answer import Answer
from netcli.views.full.imaging import imaging_blocks
from netcli.views.glance.imaging import agent_glance, imaging_glance, imaging_rows

NameArgument = Annotated[
    list[str] | None,
    typer.Argument(
        help="An agent or method, such as dotatate or FDG.", autocompletion=offered("imaging"), show_default=False
    ),
]


@answers
def imaging(session: Session, name: NameArgument = None, plain_language: PlainLanguageOption = False) -> Answer:  # noqa: FBT002
    """Show imaging agents and methods.

    Approvals by region, performance, use and pitfalls.
    """
    every = session.knowledge.of(Imaging)
    typed = " ".join(name or [])
    chosen = named_with(typed, every.values()) if name else list(every.values())
    notes: list[str] = []
    if not chosen:
        found = look_up(typed, session.knowledge, ("imaging",))
        chosen, notes = [every[found.record.id]], [found.note] if found.note else []
    query = {"names": [agent.id for agent in chosen]} if name else {}
    question = (chosen, session.regions, session.knowledge)
    return Answer(
        "imaging",
        query,
        chosen,
        full=lambda: imaging_blocks(chosen, plain=plain_language),
        glance=None
        if plain_language
        else lambda: agent_glance(chosen[0]) if len(chosen) == 1 else imaging_glance(*question),
        brief=lambda: imaging_rows(*question),
        notes=notes,
        cautions=shortfalls(session.regions, session.knowledge.edition),
    )
