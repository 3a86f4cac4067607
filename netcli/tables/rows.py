"""Records in, rows out: each row with the name of its table and its cells by column."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from netcli.errors import UnknownValue
from netcli.knowledge.citations import Steps
from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.knowledge.lookup import look_up
from netcli.knowledge.model import Record, Site, Trial
from netcli.knowledge.names import label_of, names_of
from netcli.knowledge.records import records, whole
from netcli.knowledge.sites import area
from netcli.tables.claims import Spot, claim_rows
from netcli.tables.kinds import MEANT, Bounds, Listed, Rows, Scalar, parts_of
from netcli.tables.shape import table_of, tables

Row = dict[str, Any]
Raw = Mapping[str, Any]


def rows_by_table(knowledge: Knowledge) -> dict[str, list[Row]]:
    """Return the rows of every table; a cell that is not among those of its row is empty."""
    rows: dict[str, list[Row]] = {name: [] for name in tables()}
    for collection, record in records(knowledge):
        for table, row in _rows_of(collection, record, knowledge):
            rows[table].append(row)
    sites = knowledge.of(Site)
    near = {site: area(site, sites).near for site in sites}
    rows["site_overlaps"] = [{"site": site, "other": other} for site in sites for other in sites if other in near[site]]
    return rows


def _rows_of(collection: str, record: Record, knowledge: Knowledge) -> Iterator[tuple[str, Row]]:
    raw = whole(record, knowledge) if isinstance(record, Trial) else msgspec.to_builtins(record)
    of_record = {"collection": collection, "id": record.id}
    yield "records", {**of_record, "name": label_of(record), "origin": record.origin}
    walk = _Walk(collection, record.id, knowledge)
    yield from walk.of(collection, raw, COLLECTIONS[collection], (), "", {})
    where = {"collection": collection, "record": record.id}
    for position, (field, name) in enumerate(_names(record, raw), 1):
        yield "names", {**where, "position": position, "field": field, "name": name}
    if collection != "sources":
        yield from (("claims", {**where, **row}) for row in claim_rows(raw, walk.spots, knowledge))


def _names(record: Record, raw: Raw) -> Iterator[tuple[str, str]]:
    """Yield each name of a record but its id, with the field that says it."""
    for name in names_of(record):
        if name != record.id:
            yield next(field for field, value in raw.items() if value == name or name in _inside(value)), name


def _inside(value: Any) -> list[Any]:
    return [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else []


class _Walk:
    """A way through one record; `spots` keeps where it met each row and each item of a list, by the steps to it."""

    def __init__(self, collection: str, record: str, knowledge: Knowledge) -> None:
        self.collection = collection
        self.record = record
        self.knowledge = knowledge
        self.spots: dict[Steps, Spot] = {}

    def of(
        self, table: str, raw: Raw, kind: type[Struct], steps: Steps, field: str, header: Row
    ) -> Iterator[tuple[str, Row]]:
        """Yield the row of a structure after the rows of all that it holds; `field` is where it stands, "" of all."""
        path = header.get("path", f"{self.collection}/{self.record}")
        self.spots[steps] = Spot(path, field)
        row = dict(header)
        for part in parts_of(kind):
            value = _value(raw, part.steps)
            if value is None:
                continue
            name = f"{field}.{part.field}" if field else part.field
            match part.kind:
                case Scalar(type):
                    row[part.column] = float(value) if type == "number" else value
                case Bounds():
                    row[f"{part.column}_low"], row[f"{part.column}_high"] = value
                case Rows(inner):
                    yield from self._rows(value, inner, (*steps, *part.steps), name, path, is_inner=bool(steps))
                case Listed(kind_of_list):
                    yield from self._listed(kind_of_list, value, (*steps, *part.steps), name, path)
        yield table, row

    def _rows(
        self, value: Any, kind: type[Struct], steps: Steps, field: str, path: str, *, is_inner: bool
    ) -> Iterator[tuple[str, Row]]:
        last = field.rpartition(".")[2]
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for position, (step, one) in enumerate(pairs, 1):
            named = step if isinstance(step, str) else one.get("id") or position
            header = {
                "path": f"{path}/{last}/{named}", "collection": self.collection, "record": self.record,
                "parent": path if is_inner else None, "field": field, "position": position,
                "key": step if isinstance(step, str) else None,
            }  # fmt: skip
            yield from self.of(table_of(kind), one, kind, (*steps, step), field, header)

    def _listed(self, table: str, value: Any, steps: Steps, field: str, path: str) -> Iterator[tuple[str, Row]]:
        where = {"path": path, "collection": self.collection, "record": self.record, "field": field}
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for position, (step, one) in enumerate(pairs, 1):
            self.spots[*steps, step] = Spot(path, field, position)
            row = {**where, "position": position}
            if table == "pairs":
                yield table, {**row, "key": step, "text": one}
            elif table == "xrefs":
                prefix, _, identifier = one.partition(":")
                yield table, {**row, "curie": one, "prefix": prefix, "identifier": identifier}
            elif table != "links":
                yield table, {**row, table.removesuffix("s"): one}
            elif found := self._named(one, MEANT[field.rpartition(".")[2]]):
                yield table, {**row, "to_collection": found[0], "to": found[1]}
            else:
                yield "texts", {**row, "text": one}

    def _named(self, name: str, collection: str) -> tuple[str, str] | None:
        """Return which record of a collection, or of any for "", is meant; None where none is."""
        if collection:
            return (collection, name) if name in self.knowledge.of(COLLECTIONS[collection]) else None
        try:
            found = look_up(name, self.knowledge)
        except UnknownValue:
            return None
        return found.collection, found.record.id


def _value(raw: Raw, steps: tuple[str, ...]) -> Any:
    value: Any = raw
    for step in steps:
        value = value[step] if value is not None else None
    return value
