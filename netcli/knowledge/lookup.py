"""Find any record by any name that people use."""

import re
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from netcli.errors import UnknownName, UnknownValue
from netcli.knowledge import model
from netcli.knowledge.files.load import COLLECTIONS, Knowledge, collection_of
from netcli.knowledge.names import key, label_of, names_in, names_of, note_on, out_of_scope, quoted, refusal, unknown
from netcli.knowledge.vocabulary import TERMINOLOGIES

R = TypeVar("R", bound=model.Record)
# Where a name stands in several collections, the first of these is meant.
ORDER = (
    "therapies", "trials", "syndromes", "sites", "imaging", "biomarkers", "grading", "epidemiology",
    "faq", "glossary", "codes", "events", "recommendations", "schedules", "overview", "sources",
)  # fmt: skip


A_FEW = 2  # identifiers of one terminology; a record with more is of several things
UNTYPED = ("faq", "events", "recommendations", "schedules", "overview", "sources")  # whose names nobody types by heart


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
    found = (
        by_name(typed, knowledge, among)
        or _by_identifier(typed, knowledge, among)
        or known_as(typed, knowledge, ("out_of_scope", *among))
    )
    if not found:
        raise _not_found(typed, knowledge, among)
    (collection, record), others = found[0], found[1:]
    if isinstance(record, model.OutOfScope):
        raise refusal(record)
    notes = []
    if key(typed) not in (key(record.id), key(label_of(record))):
        notes.append(note_on("", typed, record))
    if others:
        notes.append("also on record: " + ", ".join(f"{name}:{other.id}" for name, other in others))
    return Found(collection, record, "; ".join(notes))


def named_with(typed: str, among: Iterable[R]) -> list[R]:
    """Return the records that bear the name typed, else those of which a name holds it; none when that is nothing."""
    wanted = key(typed)
    if not wanted:
        return []
    named = [(one, [key(name) for name in names_of(one)]) for one in among]
    bearing = [one for one, names in named if wanted in names]
    return bearing or [one for one, names in named if any(wanted in name for name in names)]


def by_name(typed: str, knowledge: Knowledge, among: tuple[str, ...]) -> list[tuple[str, model.Record]]:
    """Return what bears the name: by its own name before by an alias, and the whole body last.

    A drug stands before the term of the glossary that explains one of its names.
    """
    wanted = key(typed)
    if not wanted:
        return []
    names = {name: names_in(knowledge, COLLECTIONS[name]) for name in among}
    own = [(name, one) for name in among for one in names[name].own.get(wanted, ())]
    every = [(name, one) for name in among for one in names[name].any.get(wanted, ())]
    found = dict.fromkeys(own + every)
    is_drug = any(collection == "therapies" for collection, _ in found)
    ordered = sorted(found, key=lambda pair: (pair == ("sites", "net"), is_drug and pair[0] == "glossary"))
    return [(name, knowledge.of(COLLECTIONS[name])[one]) for name, one in ordered]


def _by_identifier(typed: str, knowledge: Knowledge, among: tuple[str, ...]) -> list[tuple[str, model.Record]]:
    """Return the sources that bear a PMID or a DOI."""
    number = re.sub(r"(?i)^\s*(?:pmid|doi)?\s*:?\s*(?:https?://(?:dx\.)?doi\.org/)?", "", typed).strip().casefold()
    if "sources" not in among or not number:
        return []
    sources = knowledge.of(model.Source).values()
    return [("sources", one) for one in sources if number in (one.pmid, one.doi.casefold())]


def known_as(
    typed: str, knowledge: Knowledge, among: tuple[str, ...] = ("out_of_scope", *ORDER)
) -> list[tuple[str, model.Record]]:
    """Return the records that another terminology names so: "NCIT:C3809".

    A record of many things comes last, one out of scope first.
    """
    if not _is_cross_reference(typed):
        return []
    wanted = "".join(typed.split()).casefold()
    found = [one for name in among for one in knowledge.of(COLLECTIONS[name]).values() if _bears(one, wanted)]
    found.sort(key=lambda one: _is_of_many(one, wanted.partition(":")[0]))
    return [(collection_of(type(one)), one) for one in found]


def _is_of_many(record: model.Record, prefix: str) -> bool:
    """Tell whether a record, such as that of a panel of genes, has many identifiers of one terminology."""
    own = [name for name in _names_elsewhere(record) if name.casefold().startswith(prefix)]
    return len(own) > A_FEW and not isinstance(record, model.OutOfScope)


def _is_cross_reference(typed: str) -> bool:
    prefix, colon, _ = typed.partition(":")
    return bool(colon) and prefix.strip().casefold() in map(str.casefold, TERMINOLOGIES)


def _bears(record: model.Record, wanted: str) -> bool:
    return wanted in map(str.casefold, _names_elsewhere(record))


def _names_elsewhere(record: model.Record) -> list[str]:
    return record.xrefs if isinstance(record, model.CrossReferenced) else []


def _not_found(typed: str, knowledge: Knowledge, among: tuple[str, ...]) -> UnknownValue:
    if refused := out_of_scope(typed, knowledge):
        return refused
    if _is_cross_reference(typed):  # never answered with a neighbour
        return UnknownName(
            f"{quoted(typed)} is not on record", "'netcli knowledge about' counts the identifiers that are"
        )
    kinds = [(one, knowledge.of(COLLECTIONS[one]).values()) for one in among if one not in UNTYPED]
    names = {
        name: f"{one}:{record.id}"
        for one, records in kinds
        for record in records
        for name in names_of(record)
        if name != record.id
    }
    error = unknown("name", typed, names)
    return UnknownName(error.message, error.hint or "'netcli search' finds words inside the records")
