"""What two editions say differently, a change each: where it stands, what it was, what it is, who cares."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, get_args, get_origin

import msgspec
from msgspec import Struct

from netcli.knowledge.citations import CITATION, renamed
from netcli.knowledge.editions.pairs import names_of_rows, pairs_of
from netcli.knowledge.editions.settled import types_of, usual_of
from netcli.knowledge.files.faults import bare
from netcli.knowledge.files.load import COLLECTIONS

Group = Literal[
    "labels", "uses", "safety", "results", "statuses", "advice", "codes", "news", "texts", "sources", "edition"
]
GROUPS: tuple[Group, ...] = get_args(Group)
Kind = Literal["added", "changed", "gone"]
Path = tuple[str, ...]
Records = Mapping[str, Mapping[str, Mapping[str, Any]]]  # by collection and id, settled
EMPTY: tuple[Any, ...] = (None, "", [], {})
DECIDED = ("approved", "refused", "withdrawn", "discontinued")  # by a regulator or an owner: the rest is use without
ORDERED = ("arms", "evidence", "text")  # lists in which the order says something: what is held against what

WHOLE: Mapping[str, Group] = {  # of a record that came or went
    "edition": "edition", "therapies": "labels", "imaging": "labels", "trials": "statuses", "epidemiology": "results",
    "recommendations": "advice", "schedules": "advice", "grading": "codes", "codes": "codes", "schemas": "codes",
    "items": "codes", "reporting": "codes", "events": "news", "sources": "sources",
}  # fmt: skip
OF_A_COLLECTION = (  # of which all is of one group
    "recommendations", "schedules", "grading", "codes", "schemas", "items", "reporting", "events",
)  # fmt: skip
FIRST: tuple[Group, ...] = ("sources", "texts", "labels")  # of the groups of a path; else the outermost counts
OF_A_FIELD: Mapping[str, Group] = {
    "sources": "sources", "locators": "sources",
    "brief": "texts", "short": "texts", "glance": "texts", "plain": "texts", "needs": "texts",
    "headline": "texts", "holds": "texts",
    "boxed_warning": "labels", "contraindications": "labels", "indications": "labels", "approvals": "labels",
    "safety": "safety",
    "outcomes": "results", "figures": "results", "result": "results", "evidence": "results",
    "status": "statuses", "status_as_of": "statuses", "phases": "statuses", "enrollment": "statuses",
    "nct": "codes", "other_ids": "codes", "xrefs": "codes", "register_terms": "codes", "staging": "codes",
}  # fmt: skip


class Change(Struct, frozen=True):
    """A record (without a path), a field or a row of a list that was added, has changed or is gone.

    A path names fields, and rows of lists in brackets. `was` and `now` are None where there is nothing.
    """

    collection: str
    id: str
    path: Path
    was: Any
    now: Any

    @property
    def kind(self) -> Kind:
        """Whether something came, went, or is another."""
        return "added" if self.was in EMPTY else "gone" if self.now in EMPTY else "changed"

    @property
    def field(self) -> str:
        """The path in a line: "indications[us approved pancreas].since"."""
        return "".join(step if step.startswith("[") else f".{step}" for step in self.path).removeprefix(".")

    def row(self) -> "ChangeTold":
        """Return the change as programs get it."""
        return ChangeTold(self.group, self.collection, self.id, self.field, self.kind, self.was, self.now)

    @property
    def group(self) -> Group:
        """What a reader cares about that it belongs to."""
        own = WHOLE.get(self.collection, "texts")
        if not self.path or own in ("edition", "sources"):
            return own
        if self._cites_alone:
            return "sources"
        found = [OF_A_FIELD[step] for step in self.path if step in OF_A_FIELD]
        inner = next((group for group in FIRST if group in found), None)
        if inner == "labels" and self.path[0] == "indications" and not self._is_decided:
            return "uses"
        if inner or self.collection in OF_A_COLLECTION:
            return inner or own
        return (found or ["texts"])[0]

    @property
    def _is_decided(self) -> bool:
        """Whether an indication is, was or has become one that is decided; the name of its row says how it stands."""
        named = self.path[1].split() if len(self.path) > 1 else []
        return any(one in DECIDED for one in (*named[1:2], self.was, self.now) if isinstance(one, str))

    @property
    def _cites_alone(self) -> bool:
        """Whether two texts differ in nothing but what they cite."""
        texts = [CITATION.sub("", one) for one in (self.was, self.now) if isinstance(one, str)]
        return len(texts) == 2 and self.kind == "changed" and texts[0] == texts[1]  # noqa: PLR2004


class ChangeTold(Struct, frozen=True):
    """A change in a row: `field` is the path in a line, `was` and `is` are null where there is nothing."""

    group: Group
    collection: str
    id: str
    field: str
    change: Kind
    was: Any
    is_: Any = msgspec.field(name="is")


def differences(was: Records, now: Records) -> list[Change]:
    """Return what is different in the second of two editions, by group, then in the order of its records.

    The order of a list is no difference, save where it says what is held against what; nor is it that a source has
    another id now.
    """
    was = _by_present_ids(was, now)
    changes = [
        change
        for collection in dict.fromkeys([*COLLECTIONS, *now, *was])
        for change in _in_a_collection(collection, was.get(collection, {}), now.get(collection, {}))
    ]
    return sorted(changes, key=lambda change: GROUPS.index(change.group))


def _by_present_ids(was: Records, now: Records) -> Records:
    """Return an edition with those sources that have another id in a later one under that."""
    held, later = was.get("sources", {}), now.get("sources", {})
    formers = ((former, name) for name, one in later.items() for former in listed(one.get("aliases")))
    ids = {former: name for former, name in formers if former in held and former not in later}
    if not ids:
        return was
    sources = dict(held)
    for former, name in ids.items():
        if name not in sources:
            sources[name] = sources.pop(former)
    return {**{name: renamed(records, ids) for name, records in was.items()}, "sources": sources}


def listed(value: Any) -> list[str]:
    """Return the texts of what should be a list of them."""
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _in_a_collection(collection: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    for name in dict.fromkeys([*now, *was]):
        if name in was and name in now:
            for path, before, after in _between(was[name], now[name], COLLECTIONS.get(collection), ()):
                yield Change(collection, name, path, before, after)
        else:
            yield Change(collection, name, (), was.get(name), now.get(name))


Found = Iterator[tuple[Path, Any, Any]]


def _between(was: Any, now: Any, kind: Any, path: Path) -> Found:
    """Yield where two values differ: in their fields, in the rows of lists, or as a whole."""
    if was == now or (was in EMPTY and now in EMPTY):
        return
    kind = bare(kind)
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        yield from _in_fields(was, now, kind, path)
    elif path and _is_rows(was, now):
        yield from _in_rows(was or [], now or [], kind, path)
    else:
        yield path, was, now


def _in_fields(was: Mapping[str, Any], now: Mapping[str, Any], kind: Any, path: Path) -> Found:
    types, usual = types_of(kind), usual_of(kind)
    inner = get_args(kind)[1] if get_origin(kind) is dict else None
    for name in dict.fromkeys([*types, *now, *was]):
        before, after = (side.get(name, usual.get(name)) for side in (was, now))
        yield from _between(before, after, types.get(name, inner), (*path, name))


def _is_rows(was: Any, now: Any) -> bool:
    """Tell whether both are lists of rows, or one of them is none. Numbers, such as an interval, are one value."""
    rows = [*(was or []), *(now or [])] if all(one is None or isinstance(one, list) for one in (was, now)) else []
    return bool(rows) and all(isinstance(one, str | dict) for one in rows)


def _is_words(rows: Sequence[Any]) -> bool:
    return all(isinstance(one, str) for one in rows)


def _in_rows(was: Sequence[Any], now: Sequence[Any], kind: Any, path: Path) -> Found:
    name = next(step for step in reversed(path) if not step.startswith("["))
    was, now = (list(dict.fromkeys(side)) if _is_words(side) else side for side in (was, now))
    pairs = pairs_of(was, now, name)
    names = [dict(zip(map(id, side), names_of_rows(side, name), strict=True)) for side in (was, now)]
    inner = get_args(kind)[0] if get_origin(kind) is list else None
    for before, after in pairs:
        is_text = isinstance(before if before is not None else after, str)
        called = names[0].get(id(before)) if before is not None else names[1][id(after)]
        place = path if is_text else (*path, f"[{called}]")
        yield from [(place, before, after)] if None in (before, after) else _between(before, after, inner, place)
    kept = dict.fromkeys(id(before) for before, after in pairs if before is not None and after is not None)
    if name in ORDERED and list(kept) != [id(one) for one in was if id(one) in kept]:
        yield path, names_of_rows(was, name), names_of_rows(now, name)
