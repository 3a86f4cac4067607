"""`netcli changes`: what has happened in the field, dated."""

import re
from typing import Annotated

import typer

from netcli.errors import NoMatch, UnknownValue
from netcli.knowledge.model import Event
from netcli.knowledge.names import quoted
from netcli.options import Session, answers
from netcli.output.answer import Answer
from netcli.views.reference import event_blocks

SinceOption = Annotated[
    str | None, typer.Option(help="From this date on: 2025, 2025-01 or 2025-01-31.", show_default=False)
]


@answers
def changes(session: Session, since: SinceOption = None) -> Answer:
    """Show dated events in the field, the newest first: approvals, refusals, read-outs, withdrawals."""
    start = parse_date(since) if since is not None else ""
    events = session.knowledge.of(Event).values()
    # A month or a year without a day counts as soon as any day of it can.
    found = [event for event in events if event.date >= start[: len(event.date)]]
    if not found:
        raise NoMatch(
            f"nothing on record since {start}", f"the newest event is of {max(event.date for event in events)}"
        )
    found.sort(key=lambda event: event.date, reverse=True)
    title = "Changes in the field" + (f" since {start}" if start else "")
    return Answer("changes", {"since": start} if start else {}, found, lambda: event_blocks(found, title))


def parse_date(typed: str) -> str:
    """Return a date of year, month or day precision; raise UnknownValue."""
    from datetime import date

    text = typed.strip()
    if re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text, re.ASCII):
        try:
            date.fromisoformat((text + "-01-01")[:10])
        except ValueError:
            pass
        else:
            return text
    raise UnknownValue(f"{quoted(typed)} is not a date", "accepted: 2025, 2025-01, 2025-01-31")
