"""What people type, and the record or the word of the vocabulary that it means."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from msgspec import Struct

from netcli.errors import UnknownValue
from netcli.knowledge import model
from netcli.knowledge.citations import CITATION
from netcli.knowledge.codes import Code
from netcli.knowledge.files.load import Knowledge, collection_of, read_compiled
from netcli.knowledge.sites import directly_below
from netcli.knowledge.vocabulary import Vocabulary, W
from netcli.knowledge.wording import marked
from netcli.text import clean

R = TypeVar("R", bound=model.Record)
T = TypeVar("T")


_LABELLED = re.compile(r"(?i)\s*(c\d\d\.?\d)\s*[-:, ]\s*[a-z]")
_NO_LETTERS = {code: None for code in range(128) if not chr(code).isalnum()}
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o"})


class Reading(Struct, Generic[T], frozen=True):
    """What a typed value was read as; `note` says so when it was not the plain name."""

    id: T
    note: str = ""


class Names(Struct, frozen=True):
    """The ids of records by what they are called, folded: `own` by id, label and a trial's number, `any` by every name.

    A wheel carries those of each collection ready made; a checkout and an overlay make them when asked.
    """

    own: dict[str, list[str]] = {}
    any: dict[str, list[str]] = {}


def key(text: str) -> str:
    """Return what two spellings of a name share: no case, spaces, hyphens, accents or punctuation."""
    if text.isascii():  # nearly every name; the same answer, in a quarter of the time
        return text.lower().translate(_NO_LETTERS)
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_LIGATURES)
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join(filter(str.isalnum, decomposed))


def label_of(record: model.Record) -> str:
    """Return the name by which a person knows a record."""
    for field in ("code", "name", "acronym", "term", "question", "title", "topic"):
        if text := getattr(record, field, ""):
            return str(text)
    return record.id


def names_of(record: model.Record) -> list[str]:
    """Return every name that a record answers to: id, name, aliases, brands, register numbers."""
    fields = (
        ("id",)
        if isinstance(record, model.Source)
        else ("id", "code", "name", "short", "acronym", "term", "question", "nct")
    )
    own = [getattr(record, field, None) for field in fields]
    brands: list[str] = getattr(record, "brands", [])
    other: dict[str, str] = getattr(record, "other_ids", {})
    named = [name for name in own if name]
    products: dict[str, str] = getattr(record, "other_products", {})
    return list(dict.fromkeys([*named, *record.aliases, *brands, *other.values(), *products]))


def fold_names(records: Iterable[model.Record]) -> Names:
    """Return some records by their names, in the order in which they stand."""
    names = Names()
    for record in records:
        number = record.nct or "" if isinstance(record, model.Trial) else ""  # before a source that has it for an id
        for name in dict.fromkeys(filter(None, map(key, (record.id, label_of(record), number)))):
            names.own.setdefault(name, []).append(record.id)
        for name in dict.fromkeys(map(key, names_of(record))):
            names.any.setdefault(name, []).append(record.id)
    return names


def names_in(knowledge: Knowledge, kind: type[model.Record]) -> Names:
    """Return the records of a kind by their names, folded once."""
    return knowledge.once(_folded, kind)


def _folded(knowledge: Knowledge, kind: type[model.Record]) -> Names:
    path = knowledge.ready_made(f"names-{collection_of(kind)}")
    return read_compiled(path, Names) if path else fold_names(knowledge.of(kind).values())


def note_on(what: str, typed: str, record: model.Record) -> str:
    """Return what to say when `typed` was read as `record`, with a warning when it is a product of another kind."""
    read = f"{what} {quoted(typed)} read as {label_of(record)}".lstrip()
    products: dict[str, str] = getattr(record, "other_products", {})
    warnings = [CITATION.sub("", text) for name, text in products.items() if key(name) == key(typed)]
    return "; ".join([read, *(f"mind: {text}" for text in warnings)])


def resolve(what: str, typed: str, records: Mapping[str, R], names: Names) -> Reading[str]:
    """Return the record that `typed` names; raise UnknownValue with the nearest names."""
    wanted = key(typed)
    if own := names.own.get(wanted):
        return Reading(own[0])
    if others := names.any.get(wanted):
        return Reading(others[0], note_on(what, typed, records[others[0]]))
    every = {name: record.id for record in records.values() for name in names_of(record)}
    raise unknown(what, typed, every, [label_of(record).lower() for record in records.values()])


def resolve_record(what: str, typed: str, knowledge: Knowledge, kind: type[model.Record]) -> Reading[str]:
    """Return the record of a kind that `typed` names; raise UnknownValue with the nearest names."""
    return resolve(what, typed, knowledge.of(kind), names_in(knowledge, kind))


def resolve_site(typed: str, knowledge: Knowledge) -> Reading[str]:
    """Return the site that `typed` names. Tumours with rules of their own are refused with a pointer."""
    sites = knowledge.of(model.Site)
    if refused := out_of_scope(typed, knowledge):  # before any site: no name of a site lifts a refusal
        raise refused
    place = topography_in(typed, knowledge)
    if place:
        site = knowledge.of(model.Site)[place.sites[0]]
        return Reading(site.id, f"site {quoted(typed)} read as {label_of(site)} ({place.code})")
    reading = resolve_record("site", typed, knowledge, model.Site)
    below = directly_below(reading.id, sites)
    parts = [label_of(site).lower() for site in sites.values() if site.id in below]
    if parts and reading.id != "net":
        covers = f"{label_of(sites[reading.id])} covers {', '.join(parts)}"
        return Reading(reading.id, f"{reading.note}; {covers}" if reading.note else covers)
    return reading


def topography_in(typed: str, knowledge: Knowledge) -> Code | None:
    """Return the topography that a code or a term of ICD-O names, "C25.4", "C254", "Pancreas, NOS"; None for others.

    The names of sites come first: "pancreas" is the organ and no code.
    """
    wanted = key(typed)
    if not wanted or wanted in names_in(knowledge, model.Site).any:
        return None
    labelled = _LABELLED.match(typed)  # "C20.9-Rectum, NOS"
    places = knowledge.once(topographies)
    return places.get(key(labelled[1]) if labelled else wanted) or places.get(_in_any_order(typed))


def topographies(knowledge: Knowledge) -> dict[str, Code]:
    """Return the topographies by code and term, folded; by the words of a term in any order, too."""
    places = [one for one in knowledge.of(Code).values() if one.system == "icd-o-topography"]
    named = [(one, name) for one in reversed(places) for name in (one.means, *one.terms)]
    words = {order: one for one, name in named if (order := _in_any_order(name))}
    return {**words, **{key(name): one for one, name in named}, **{key(one.code): one for one in reversed(places)}}


def _in_any_order(name: str) -> str:
    """Return what "Stomach, body", "body of stomach" and "BODY STOMACH" share, in capitals; "" for one word."""
    words = {key(word) for word in name.replace(",", " ").replace("-", " ").split()} - {"of", "the", "nos", ""}
    return " ".join(sorted(words)).upper() if len(words) > 1 else ""


def out_of_scope(typed: str, knowledge: Knowledge) -> UnknownValue | None:
    """Return the refusal, with its pointer, of a tumour or a place that has no records here; None for other names."""
    named = names_in(knowledge, model.OutOfScope).any.get(key(typed))
    place = None if named else topography_in(typed, knowledge)
    outside = named[0] if named else place.out_of_scope if place and not place.sites else None
    if not outside:
        return None
    return refusal(knowledge.of(model.OutOfScope)[outside])


def refusal(outside: model.OutOfScope) -> UnknownValue:
    """Return what is said of a tumour that has no records here."""
    return UnknownValue(marked(f"{outside.name} is outside the scope of netcli", outside), outside.pointer)


def resolve_word(vocabulary: Vocabulary[W], typed: str) -> Reading[W]:
    """Return the word of a closed vocabulary that `typed` names. Raise UnknownValue with the nearest, or all."""
    what, words = vocabulary.what, vocabulary.words
    wanted = key(typed)
    for word in words:
        if key(word) == wanted:
            return Reading(word)
    for word, synonyms in words.items():
        if wanted and wanted in map(key, synonyms):
            return Reading(word, f"{what} {quoted(typed)} read as {word}")
    raise unknown(what, typed, {word: word for word in words})


MOST_LISTED = 30
MOST_OFFERED = 4


def unknown(what: str, typed: str, names: Mapping[str, str], labels: Iterable[str] = ()) -> UnknownValue:
    """Return the error for a value that is not known, naming the nearest names, or all when they are few.

    `names` maps each name to the thing that it names: a thing is offered once, by its nearest name.
    """
    import difflib

    spelled: dict[str, str] = {}
    for name in names:
        spelled.setdefault(key(name), name)
    close = difflib.get_close_matches(key(typed), spelled, n=5 * MOST_OFFERED, cutoff=0.6)
    nearest: dict[str, str] = {}
    for match in close:
        nearest.setdefault(names[spelled[match]], spelled[match])
    listed = list(labels) or list(spelled.values())
    if nearest:
        hint = f"did you mean {' or '.join([*nearest.values()][:MOST_OFFERED])}?"
    else:
        hint = f"accepted: {', '.join(listed)}" if len(listed) <= MOST_LISTED else ""
    if not key(typed):
        return UnknownValue(f"the {what} is empty", hint)
    return UnknownValue(f"unknown {what} {quoted(typed)}", hint)


def quoted(typed: str, longest: int = 60) -> str:
    """Return what was typed, neutralised and short enough to stand in a sentence."""
    safe = clean(typed)
    return f"'{safe if len(safe) <= longest else safe[:longest] + ' (and more)'}'"
