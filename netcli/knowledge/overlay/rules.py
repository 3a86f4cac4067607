"""What a record of an overlay must keep beyond the model. Each rule yields every breach with its place."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from netcli.knowledge import model
from netcli.knowledge.check import REFERENCES
from netcli.knowledge.citations import cited_in
from netcli.knowledge.faults import Fault, Where
from netcli.knowledge.load import COLLECTIONS, Knowledge
from netcli.knowledge.names import key, names_of
from netcli.text import is_hidden

NAMES = ("id", "name", "acronym", "term", "question", "nct", "aliases", "brands", "other_ids")
DATES = ("date", "since", "checked", "status_as_of")
TREE = ("parent", "members")


class Setting:
    """What a record is judged against: the ids that there are, the names and their owners, and what is bundled."""

    def __init__(self, merged: Knowledge, bundled: Knowledge, ids: dict[str, set[str]]) -> None:
        self._merged = merged
        self._owners: dict[str, dict[str, set[str]]] = {}
        self.bundled = bundled
        self.ids = ids

    def owners(self, collection: str) -> dict[str, set[str]]:
        """Return the records of a collection that answer to each name."""
        if collection not in self._owners:
            owners: dict[str, set[str]] = {}
            for record in self._merged.of(COLLECTIONS[collection]).values():
                for name in names_of(record):
                    owners.setdefault(key(name), set()).add(record.id)
            self._owners[collection] = owners
        return self._owners[collection]


Rule = Callable[[str, dict[str, Any], Setting], Iterator[Fault]]


def references_exist(_: str, raw: dict[str, Any], setting: Setting) -> Iterator[Fault]:
    """Every id that a record names, and every source that a text cites, exists."""
    for where, value in _values(raw):
        field = next((step for step in reversed(where) if isinstance(step, str)), "")
        if field in REFERENCES and not any(value in setting.ids[one] for one in _collections(field)):
            yield Fault(where, f"'{value}' does not exist in {' or '.join(_collections(field))}")
        for source in cited_in(value):
            if source not in setting.ids["sources"]:
                yield Fault(where, f"the cited source '{source}' does not exist")


def text_is_clean(_: str, raw: dict[str, Any], __: Setting) -> Iterator[Fault]:
    """No control, bidirectional or zero-width character hides in a text or in a name of a field."""
    fields = [((*where, name), name) for where, piece in _pieces(raw) for name in piece]
    for where, text in [*fields, *_values(raw)]:
        found = sorted({f"U+{ord(one):04X} {unicodedata.name(one, 'control')}" for one in text if is_hidden(one)})
        if found:
            yield Fault(where, f"unsafe character {', '.join(found)}")


def addresses_are_web_pages(_: str, raw: dict[str, Any], __: Setting) -> Iterator[Fault]:
    """A link opens a page of the web and nothing else: no script, no file."""
    for where, piece in _pieces(raw):
        address = piece.get("url")
        if isinstance(address, str) and address and not _is_web_page(address):
            yield Fault((*where, "url"), "must begin with https:// or http://")


def dates_are_real(_: str, raw: dict[str, Any], __: Setting) -> Iterator[Fault]:
    """A date is a day, a month or a year of the calendar."""
    for where, piece in _pieces(raw):
        for field in DATES:
            if isinstance(day := piece.get(field), str) and not _is_date(day):
                yield Fault((*where, field), f"'{day}' is not a date")


def intervals_hold(_: str, raw: dict[str, Any], __: Setting) -> Iterator[Fault]:
    """An interval is in order and holds its hazard ratio or value."""
    for where, piece in _pieces(raw):
        for field in ("ci", "range"):
            bounds = piece.get(field)
            if not isinstance(bounds, list) or len(bounds) != 2:  # noqa: PLR2004  (the model's own finding)
                continue
            low, high = map(_number, bounds)
            value = _number(piece.get("hr", piece.get("value")) if field == "ci" else piece.get("value"))
            if low is not None and high is not None and low > high:
                yield Fault((*where, field), f"{low:g} to {high:g} is upside down")
            elif value is not None and ((low is not None and value < low) or (high is not None and value > high)):
                yield Fault((*where, field), f"does not hold {value:g}")


def names_are_its_own(collection: str, raw: dict[str, Any], setting: Setting) -> Iterator[Fault]:
    """No name leads to two records: what is typed must mean one thing."""
    owners = setting.owners(collection)
    fields = ("id", "aliases") if collection == "sources" else NAMES
    for where, name in _values({field: raw[field] for field in fields if field in raw}):
        others = sorted(owners.get(key(name), set()) - {str(raw.get("id"))})
        if not key(name):
            yield Fault(where, "a name needs a letter or a digit")
        elif others:
            yield Fault(where, f"'{name}' already names {collection}[{others[0]}]")


def bundled_sites_keep_their_place(collection: str, raw: dict[str, Any], setting: Setting) -> Iterator[Fault]:
    """Which label covers which organ follows from the tree of sites; a patch must not move an organ in it."""
    if collection == "sites" and raw.get("id") in setting.bundled.of(model.Site):
        for field in TREE:
            if field in raw:
                yield Fault((field,), "the place of a bundled site cannot be changed")


RULES: tuple[Rule, ...] = (
    text_is_clean, addresses_are_web_pages, dates_are_real, intervals_hold, names_are_its_own,
    bundled_sites_keep_their_place, references_exist,
)  # fmt: skip


def _collections(field: str) -> list[str]:
    return [name for name, kind in COLLECTIONS.items() if kind in REFERENCES[field]]


def _is_web_page(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not any(one in address for one in " \"'<>")


def _is_date(day: str) -> bool:
    try:
        date.fromisoformat((day + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _pieces(raw: Any, where: Where = ()) -> Iterator[tuple[Where, dict[str, Any]]]:
    """Yield every mapping with its place."""
    if isinstance(raw, dict):
        yield where, raw
    for step, child in _children(raw):
        yield from _pieces(child, (*where, step))


def _values(raw: Any, where: Where = ()) -> Iterator[tuple[Where, str]]:
    """Yield every text with its place."""
    if isinstance(raw, str):
        yield where, raw
    for step, child in _children(raw):
        yield from _values(child, (*where, step))


def _children(raw: Any) -> Iterable[tuple[str | int, Any]]:
    return raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
