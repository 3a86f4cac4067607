"""The rules that keep the knowledge honest: each is one function that yields every breach it finds."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from netcli.errors import InvalidData
from netcli.knowledge import model
from netcli.knowledge.citations import CITATION, gather_sources
from netcli.knowledge.load import COLLECTIONS, Knowledge
from netcli.knowledge.names import key, names_of
from netcli.text import clean

UNCONFIRMED = "editorial-unconfirmed"
REFERENCES: dict[str, tuple[type[model.Record], ...]] = {
    "sources": (model.Source,),
    "sites": (model.Site,),
    "members": (model.Site,),
    "parent": (model.Site,),
    "therapies": (model.Therapy,),
    "components": (model.Therapy,),
    "drugs": (model.Therapy,),
    "trials": (model.Trial,),
    "evidence": (model.Trial,),
}
# Fields that name a thing; a digit in them is no claim. Whatever has `sources` beside it is covered by those.
NAMING = {
    "id", "aliases", "name", "brands", "acronym", "title", "nct", "other_ids", "url", "doi", "pmid", "phases",
    "date", "since", "status_as_of", "class", "question", "term", "see", "drug_names", "origin", "publication",
    "year", "registry", "period", "guideline", "gene", "hormones", "condition", "sponsor",
}  # fmt: skip
NAME_WITH_DIGIT = re.compile(
    r"\b[A-Za-zα-ω]+[-‑ ]?\d+[A-Za-z0-9α-ω/-]*|\b\d+(?:Lu|Ga|Cu|Ac|Pb|In|I|F|Tb|Y|Tc)\b|\b5-(?:HIAA|FU|HT|HTP|HT3)\b"
    r"|\b\d+p\d+\b|\b11q13\b|\b5-fluorouracil\b|\b5-hydroxy\w+|\b1-(?:mg|year)\b"
)


def records(knowledge: Knowledge) -> Iterator[tuple[str, model.Record]]:
    """Yield (collection, record) for everything."""
    for collection, kind in COLLECTIONS.items():
        for record in knowledge.of(kind).values():
            yield collection, record


def raw(record: model.Record) -> dict[str, Any]:
    """Return a record as plain dicts and lists."""
    content: dict[str, Any] = msgspec.to_builtins(record)
    return content


def references_resolve(knowledge: Knowledge) -> Iterator[str]:
    """Every id that a record names exists: sources, sites, therapies, trials."""
    for collection, record in records(knowledge):
        for field, ids in _reference_fields(raw(record)):
            known = [knowledge.of(kind) for kind in REFERENCES[field]]
            for name in ids:
                if not any(name in ids_of for ids_of in known):
                    yield f"{collection}/{record.id}: {field} names '{name}', which does not exist"


def every_source_is_used(knowledge: Knowledge) -> Iterator[str]:
    """A source that nothing cites is dead weight."""
    used: set[str] = set()
    for collection, record in records(knowledge):
        if collection != "sources":
            used.update(gather_sources(raw(record)))
    for name in knowledge.of(model.Source):
        if name not in used:
            yield f"sources/{name}: nothing cites it"


def users_of(source: str, knowledge: Knowledge) -> list[str]:
    """Return the records that rest on a source, as "collection:id"."""
    return [
        f"{collection}:{record.id}"
        for collection, record in records(knowledge)
        if collection != "sources" and source in gather_sources(raw(record))
    ]


def interval_holds_value(knowledge: Knowledge) -> Iterator[str]:
    """A confidence interval is in order and holds its hazard ratio or value."""
    for collection, record in records(knowledge):
        for part in _parts(raw(record)):
            for field in ("ci", "range"):
                low, high = part.get(field) or (None, None)
                if low is not None and high is not None and low > high:
                    yield f"{collection}/{record.id}: {field} {low}-{high} is upside down"
                value = part.get("hr", part.get("value")) if field == "ci" else part.get("value")
                if value is not None and ((low is not None and value < low) or (high is not None and value > high)):
                    yield f"{collection}/{record.id}: {field} {low}-{high} does not hold {value}"


def dates_are_not_in_the_future(knowledge: Knowledge) -> Iterator[str]:
    """Nothing that has happened is dated after the review of the knowledge."""
    reviewed = next(iter(knowledge.of(model.Edition).values())).reviewed
    for collection, record in records(knowledge):
        for part in _parts(raw(record)):
            for field in ("date", "since", "checked", "status_as_of", "reviewed"):
                if (day := part.get(field)) and day[: len(reviewed)] > reviewed[: len(day)]:
                    yield f"{collection}/{record.id}: {field} {day} is after {reviewed}"


def names_are_unique(knowledge: Knowledge) -> Iterator[str]:
    """Within a collection no two records answer to the same name."""
    for collection, kind in COLLECTIONS.items():
        owners: dict[str, set[str]] = {}
        for record in knowledge.of(kind).values():
            for name in names_of(record):
                owners.setdefault(key(name), set()).add(record.id)
        for name, ids in owners.items():
            if len(ids) > 1:
                yield f"{collection}: '{name}' names {', '.join(sorted(ids))}"


def ids_are_unique(knowledge: Knowledge) -> Iterator[str]:
    """No id stands twice in a collection, whatever file it is in."""
    for collection in COLLECTIONS:
        counts = Counter(knowledge.ids_as_written(collection))
        yield from (f"{collection}/{name}: stands {n} times" for name, n in counts.items() if n > 1)


def no_number_without_a_source(knowledge: Knowledge) -> Iterator[str]:
    """A digit in free text has a citation in the same text, or `sources` beside it."""
    for collection, record in records(knowledge):
        if collection in ("sources", "sites", "out_of_scope", "edition") and not raw(record).get("notes"):
            continue
        for text in _free_text(raw(record)):
            if re.search(r"\d", NAME_WITH_DIGIT.sub("", CITATION.sub("", text))) and not CITATION.search(text):
                yield f"{collection}/{record.id}: a number without a source: {text[:90]!r}"


def unconfirmed_is_marked(knowledge: Knowledge) -> Iterator[str]:
    """What rests on no source read so far says `confirmed: false`."""
    for collection, record in records(knowledge):
        for part in _parts(raw(record)):
            if UNCONFIRMED in part.get("sources", []) and part.get("confirmed") and "id" not in part:
                yield f"{collection}/{record.id}: rests on {UNCONFIRMED} and is not marked confirmed: false"


def numbers_are_finite(knowledge: Knowledge) -> Iterator[str]:
    """No NaN, no infinity."""
    for collection, record in records(knowledge):
        for part in _parts(msgspec.to_builtins(record)):
            for field, value in part.items():
                if isinstance(value, float) and not math.isfinite(value):
                    yield f"{collection}/{record.id}: {field} is {value}"


def text_is_clean(knowledge: Knowledge) -> Iterator[str]:
    """No control, bidirectional or zero-width character hides in a text."""
    for collection, record in records(knowledge):
        for text in _all_text(raw(record)):
            if clean(text) != " ".join(text.split()):
                yield f"{collection}/{record.id}: unsafe character in {clean(text)[:80]!r}"


Rule = Callable[[Knowledge], Iterator[str]]
RULES: tuple[Rule, ...] = (
    ids_are_unique,
    references_resolve,
    every_source_is_used,
    interval_holds_value,
    dates_are_not_in_the_future,
    names_are_unique,
    no_number_without_a_source,
    unconfirmed_is_marked,
    numbers_are_finite,
    text_is_clean,
)


def problems(knowledge: Knowledge, rules: Sequence[Rule] = RULES) -> list[str]:
    """Return every breach of the model and of the rules."""
    found: list[str] = []
    for kind in COLLECTIONS.values():
        try:
            knowledge.of(kind)
        except InvalidData as error:
            found.extend(error.problems or (error.message,))
    if found:
        return found
    return [breach for rule in rules for breach in rule(knowledge)]


def _reference_fields(part: Any) -> Iterator[tuple[str, list[str]]]:
    for piece in _parts(part):
        for field in REFERENCES:
            value = piece.get(field)
            if isinstance(value, str):
                yield field, [value]
            elif isinstance(value, list) and value and isinstance(value[0], str):
                yield field, value


def _parts(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from _parts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _parts(value)


def _all_text(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, list | dict):
        for value in part.values() if isinstance(part, dict) else part:
            yield from _all_text(value)


def _free_text(part: Any, field: str = "") -> Iterator[str]:
    if isinstance(part, str) and field not in NAMING:
        yield part
    elif isinstance(part, list):
        for value in part:
            yield from _free_text(value, field)
    elif isinstance(part, dict) and (field == "" or not part.get("sources")):
        for name, value in part.items():
            if name not in NAMING and name not in REFERENCES:
                yield from _free_text(value, name)
