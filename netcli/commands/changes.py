"""`netcli changes`: what has happened in the field, dated."""

import re
from typing import Annotated, get_args

import typer

from netcli.errors import NoMatch, UnknownValue
from netcli.knowledge.model import Event
from netcli.knowledge.names import quoted, resolve_word
from netcli.knowledge.vocabulary import EventKind
from netcli.options import Session, answers, complete_words
from netcli.output.answer import Answer
from netcli.views.reference import event_blocks

SinceOption = Annotated[
    str | None, typer.Option(help="From this date on: 2025, 2025-01 or 2025-01-31.", show_default=False)
]
KINDS: dict[str, list[str]] = {
    **{kind: [f"{kind}s"] for kind in get_args(EventKind)},
    "approval": ["approvals", "approved"],
    "refusal": ["refusals", "refused", "rejection", "crl"],
    "read-out": ["read-outs", "readouts", "results"],
}
KindOption = Annotated[
    str | None,
    typer.Option(help="approval, refusal, withdrawal, read-out, guideline ...",
                 autocompletion=complete_words("event-kind"), show_default=False),
]  # fmt: skip


@answers
def changes(session: Session, since: SinceOption = None, kind: KindOption = None) -> Answer:
    """Show dated events in the field, the newest first.

    Approvals, refusals, read-outs, withdrawals. What regulators decided is drawn on a line of years.
    """
    start = parse_date(since) if since is not None else ""
    what = resolve_word("kind", kind, KINDS) if kind is not None else None
    every = [event for event in session.knowledge.of(Event).values() if what is None or event.kind == what.id]
    # A month or a year without a day counts as soon as any day of it can.
    found = [event for event in every if event.date >= start[: len(event.date)]]
    if not found:
        raise NoMatch(*_nothing(start, what.id if what else "", every))
    found.sort(key=lambda event: event.date, reverse=True)
    title = f"{what.id.capitalize()}s" if what else "Changes in the field"
    title += f" since {start}" if start else ""
    query = {**({"since": start} if start else {}), **({"kind": what.id} if what else {})}
    notes = [what.note] if what and what.note else []
    return Answer("changes", query, found, lambda: event_blocks(found, title), notes)


def _nothing(start: str, kind: str, every: list[Event]) -> tuple[str, str]:
    what = f"no {kind} on record" if kind else "nothing on record"
    newest = max((event.date for event in every), default="")
    return (
        f"{what} since {start}" if start else what,
        f"the newest one is of {newest}" if newest else "leave out --kind",
    )


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
