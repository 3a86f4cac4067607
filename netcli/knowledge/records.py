"""All records, what rests on a source, and a record whole, with the results of the studies that it names."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from netcli.knowledge.citations import gather_sources
from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.knowledge.model import Record, Source, Therapy, Trial
from netcli.knowledge.therapies import evidence_of, outcomes_of


def records(knowledge: Knowledge) -> Iterator[tuple[str, Record]]:
    """Yield (collection, record) for everything."""
    for collection, kind in COLLECTIONS.items():
        for record in knowledge.of(kind).values():
            yield collection, record


def whole(record: Record, knowledge: Knowledge) -> dict[str, Any]:
    """Return a record as machines get it, as plain data; a therapy's evidence and a trial's outcomes in full."""
    content: dict[str, Any] = msgspec.to_builtins(record)
    if isinstance(record, Therapy):
        content["evidence"] = msgspec.to_builtins(evidence_of(record, knowledge))
    if isinstance(record, Trial):
        content["outcomes"] = msgspec.to_builtins(outcomes_of(record))
    return content


def sources_behind(cited: Iterable[Record], knowledge: Knowledge) -> list[Source]:
    """Return the sources on which some records rest, each once; a source stands behind itself."""
    known = knowledge.of(Source)
    found: dict[str, Source] = {}
    for record in cited:
        if isinstance(record, Source):
            found[record.id] = record
        else:
            found |= {name: known[name] for name in gather_sources(whole(record, knowledge)) if name in known}
    return list(found.values())


def users_of(source: str, knowledge: Knowledge) -> list[str]:
    """Return the records that rest on a source, as "collection:id"."""
    return knowledge.once(_users).get(source, [])


def _users(knowledge: Knowledge) -> dict[str, list[str]]:
    users: dict[str, list[str]] = {}
    for collection, record in records(knowledge):
        for source in gather_sources(msgspec.to_builtins(record)) if collection != "sources" else ():
            users.setdefault(source, []).append(f"{collection}:{record.id}")
    return users
