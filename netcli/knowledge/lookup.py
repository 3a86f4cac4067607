"""Find any record by any name that people use."""

from collections.abc import Iterator
from typing import NamedTuple

from netcli.errors import UnknownValue
from netcli.knowledge import model
from netcli.knowledge.load import COLLECTIONS, Knowledge
from netcli.knowledge.names import key, label_of, names_of, quoted, unknown

# Where a name stands in several collections, the first of these is meant.
ORDER = (
    "therapies", "trials", "syndromes", "sites", "imaging", "biomarkers", "grading", "epidemiology",
    "faq", "glossary", "events", "recommendations", "overview", "sources",
)  # fmt: skip


class Found(NamedTuple):
    """A record, the collection that it stands in, and what to tell about how it was found."""

    collection: str
    record: model.Record
    note: str = ""


def look_up(typed: str, knowledge: Knowledge, among: tuple[str, ...] = ORDER) -> Found:
    """Return the record that `typed` names; `glossary:men1` names the collection too. Raise UnknownValue."""
    prefix, colon, rest = typed.partition(":")
    if colon and prefix.strip() in among:
        typed, among = rest, (prefix.strip(),)
    found = [(name, record) for name in among for record in _named(name, typed, knowledge)]
    if not found:
        raise _not_found(typed, knowledge, among)
    (collection, record), others = found[0], found[1:]
    notes = []
    if key(typed) not in (key(record.id), key(label_of(record))):
        notes.append(f"{quoted(typed)} read as {label_of(record)}")
    if others:
        notes.append("also on record: " + ", ".join(f"{name}:{other.id}" for name, other in others))
    return Found(collection, record, "; ".join(notes))


def _named(collection: str, typed: str, knowledge: Knowledge) -> Iterator[model.Record]:
    wanted = key(typed)
    records = knowledge.of(COLLECTIONS[collection]).values()
    exact = [one for one in records if wanted in (key(one.id), key(label_of(one)))]
    yield from exact or [one for one in records if wanted in map(key, names_of(one))] if wanted else []


def _not_found(typed: str, knowledge: Knowledge, among: tuple[str, ...]) -> UnknownValue:
    for other in knowledge.of(model.OutOfScope).values():
        if key(typed) in map(key, names_of(other)):
            return UnknownValue(f"{other.name} is outside the scope of netcli", other.pointer)
    names = (name for one in among for record in knowledge.of(COLLECTIONS[one]).values() for name in names_of(record))
    error = unknown("name", typed, names)
    return UnknownValue(error.message, error.hint or "'netcli search' finds words inside the records")
