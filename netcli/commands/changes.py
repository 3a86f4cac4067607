"""`netcli changes`: what has happened in the field, dated."""

from typing import Annotated

import typer

from netcli.errors import NoMatch
from netcli.knowledge.dates import read_date
from netcli.knowledge.events import fitting_events
from netcli.knowledge.model import Event
from netcli.knowledge.names import resolve_word
from netcli.knowledge.typed import word_of
from netcli.knowledge.vocabulary import EVENT_KINDS
from netcli.options import Session, answers, option_of
from netcli.output.answer import Answer
from netcli.views.full.changes import event_blocks
from netcli.views.glance.changes import change_glance, change_rows

SinceOption = Annotated[
    str | None, typer.Option(help="From this date on: 2025, 2025-01 or 2025-01-31.", show_default=False)
]
KindOption = Annotated[str | None, option_of(word_of(EVENT_KINDS))]


@answers
def changes(session: Session, since: SinceOption = None, kind: KindOption = None) -> Answer:
    """Show dated events in the field, the newest first.

    Approvals, refusals, read-outs, withdrawals. What regulators decided is drawn on a line of years.
    """
    start = read_date(since) if since is not None else ""
    what = resolve_word(EVENT_KINDS, kind) if kind is not None else None
    asked = what.id if what else None
    found = fitting_events(session.knowledge, start, asked)
    if not found:
        raise NoMatch(*_nothing(start, asked or "", fitting_events(session.knowledge, kind=asked)))
    query = {name: value for name, value in (("since", start), ("kind", asked)) if value}
    notes = [what.note] if what and what.note else []
    return Answer(
        name="changes",
        query=query,
        results=found,
        full=lambda: event_blocks(found, asked or "", start),
        glance=lambda: change_glance(found, session.regions, session.knowledge),
        brief=lambda: change_rows(found, session.knowledge),
        notes=notes,
    )


def _nothing(start: str, kind: str, every: list[Event]) -> tuple[str, str]:
    what = f"no {kind} on record" if kind else "nothing on record"
    return (
        f"{what} since {start}" if start else what,
        f"the newest one is of {every[0].date}" if every else "leave out --kind",
    )
