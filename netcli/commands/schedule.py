"""`netcli schedule`: follow-up, work-up and screening, guidelines side by side."""

from typing import Annotated, Unpack

import typer

from netcli.errors import NoMatch
from netcli.knowledge.schedules import (
    TypedScheduleQuestion,
    fitting_schedules,
    read_schedule_question,
)
from netcli.knowledge.typed import asked
from netcli.options import Session, answers, offered
from netcli.output.answer import Answer
from netcli.views.full.schedule import schedule_blocks
from netcli.views.glance.schedule import schedule_glance, schedule_rows, there_is

NameArgument = Annotated[
    list[str] | None,
    typer.Argument(
        help="A kind such as 'after resection', a syndrome such as MEN1, a site or a therapy.",
        autocompletion=offered("schedules"),
        show_default=False,
    ),
]


@answers
def schedule(session: Session, name: NameArgument = None, **typed: Unpack[TypedScheduleQuestion]) -> Answer:
    """Show follow-up, work-up and screening by guideline.

    What is done, how often, from which age, for how long; guidelines stand side by side, each with its date. Without a
    name it tells what there is. What a guideline asks for and is not on record here is said to be so.
    """
    knowledge = session.knowledge
    question, notes = read_schedule_question(" ".join(name or []), typed, knowledge)
    found = fitting_schedules(knowledge, question)
    if not found:
        raise NoMatch("no schedule on record fits this", there_is(question, knowledge))
    return Answer(
        "schedule",
        asked(question),
        found,
        full=lambda: schedule_blocks(found, knowledge),
        glance=lambda: schedule_glance(found, question, knowledge),
        brief=lambda: schedule_rows(found, knowledge),
        notes=notes,
        explode="steps",
    )
