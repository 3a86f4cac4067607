"""What is due for review: what was seen too long ago, and what no source has confirmed."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from netcli.knowledge.dates import days_between
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Source, Trial
from netcli.knowledge.records import records
from netcli.knowledge.trials import ENDED


class Due(Struct, frozen=True):
    """A record to look at again, and why."""

    collection: str
    id: str
    reason: str


class DueInShort(Struct, frozen=True):
    """How many records of a collection are due, and which are the first."""

    collection: str
    due: int
    first: list[str]


def in_short(due: Iterable[Due], most: int = 10) -> list[DueInShort]:
    """Return what is due as a row a collection."""
    ids: dict[str, list[str]] = {}
    for one in due:
        ids.setdefault(one.collection, []).append(one.id)
    return [DueInShort(collection, len(found), found[:most]) for collection, found in ids.items()]


def due_for_review(knowledge: Knowledge, on: str) -> list[Due]:
    """Return what is due on a day: statuses and sources older than the edition allows, and unconfirmed records."""
    allowed = knowledge.edition.stale_after_days
    return [*_statuses(knowledge, on, allowed), *_sources(knowledge, on, allowed), *_unconfirmed(knowledge)]


def _statuses(knowledge: Knowledge, on: str, allowed: int) -> Iterator[Due]:
    for trial in knowledge.of(Trial).values():
        age = days_between(trial.status_as_of, on)
        if trial.status not in ENDED and age > allowed:
            yield Due("trials", trial.id, f"status '{trial.status}' was seen {age} days ago, on {trial.status_as_of}")


def _sources(knowledge: Knowledge, on: str, allowed: int) -> Iterator[Due]:
    for source in knowledge.of(Source).values():
        age = days_between(source.read_on, on)
        if age > allowed:
            yield Due("sources", source.id, f"read {age} days ago, on {source.read_on}")


def _unconfirmed(knowledge: Knowledge) -> Iterator[Due]:
    for collection, record in records(knowledge):
        if not record.confirmed:
            yield Due(collection, record.id, "unconfirmed: no source read so far proves it")
