"""What has happened in the field, the newest first."""

from netcli.knowledge.dates import can_be_since
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Event
from netcli.knowledge.vocabulary import EventKind


def fitting_events(knowledge: Knowledge, since: str = "", kind: EventKind | None = None) -> list[Event]:
    """Return the events of a kind that can have been on or after a day, the newest first."""
    every = (one for one in knowledge.of(Event).values() if kind in (None, one.kind))
    return sorted((one for one in every if can_be_since(one.date, since)), key=lambda one: one.date, reverse=True)
