"""Every table, its columns and its keys, made from the types of the model: what is new there has its place here.

A collection is a table, and so is each structure of which a record can hold several; one that stands once shares the
row of its owner. What else is a list goes to one of the tables that all collections share.
"""

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from netcli.knowledge.files.load import COLLECTIONS
from netcli.knowledge.said import described
from netcli.tables.kinds import MEANT, Bounds, Part, Rows, Scalar, parts_of
from netcli.tables.shared import (
    COLLECTION,
    FIELD,
    KEY,
    OF_RECORD,
    PARENT,
    PATH,
    POSITION,
    RECORD,
    SHARED,
    Column,
    Reference,
    Table,
    required,
)

NAMED = {"Evidence": "outcomes", "RegionOnRecord": "regions"}  # else the plural of the structure's name


class Place(Struct, frozen=True):
    """Where the rows of a structure stand: in which collection, behind which fields, in which other row."""

    collection: str
    field: str
    parent: type[Struct] | None
    keyed: bool


@cache
def tables() -> dict[str, Table]:
    """Return every table by its name. Raise TypeError for a field of the model that no table can hold."""
    found = [*map(_collection, COLLECTIONS), *(_rows(kind, places) for kind, places in places_of().items()), *SHARED]
    named = {one.name: one for one in found}
    if len(named) < len(found):
        raise TypeError("two tables have one name: give one of their structures another in NAMED")
    return named


@cache
def places_of() -> dict[type[Struct], list[Place]]:
    """Return every structure of which a record can hold several, and where."""
    places: dict[type[Struct], list[Place]] = {}
    for collection, kind in COLLECTIONS.items():
        for inner, place in _places(collection, kind, None, ""):
            places.setdefault(inner, []).append(place)
    return places


def _places(
    collection: str, kind: type[Struct], parent: type[Struct] | None, before: str
) -> Iterator[tuple[type[Struct], Place]]:
    for part in parts_of(kind):
        if isinstance(part.kind, Rows):
            inner, field = part.kind.of, before + part.field
            yield inner, Place(collection, field, parent, part.kind.keyed)
            yield from _places(collection, inner, inner, f"{field}.")


def table_of(kind: type[Struct]) -> str:
    """Return the name of the table of a structure: dose_changes."""
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
    return NAMED.get(kind.__name__) or (f"{name[:-1]}ies" if name.endswith("y") else f"{name}s")


def _collection(name: str) -> Table:
    kind = COLLECTIONS[name]
    cells = _cells(kind)
    return Table(name, described(kind), _checked(kind, cells), ("id",), _named_records(kind))


def _rows(kind: type[Struct], places: list[Place]) -> Table:
    """Return the table of a structure: the path of its row, the record, where in it, then what it holds."""
    among = list(dict.fromkeys(place.collection for place in places))
    parents = list(dict.fromkeys(table_of(place.parent) if place.parent else "" for place in places))
    header = [PATH]
    header += [COLLECTION] if len(among) > 1 else []
    header += [RECORD]
    header += [required(PARENT) if "" not in parents else PARENT] if any(parents) else []
    header += [FIELD] if len({place.field for place in places}) > 1 else []
    header += [KEY] if any(place.keyed for place in places) else []
    header += [POSITION]
    record = OF_RECORD if len(among) > 1 else Reference(("record",), among[0], ("id",))
    parent = [Reference(("parent",), parents[0], ("path",))] if len(parents) == 1 and parents[0] else []
    columns = _checked(kind, [*header, *_cells(kind)])
    return Table(table_of(kind), described(kind), columns, ("path",), (record, *parent, *_named_records(kind)))


def _cells(kind: type[Struct]) -> list[Column]:
    return [column for part in parts_of(kind) for column in _columns(part)]


def _columns(part: Part) -> Iterator[Column]:
    match part.kind:
        case Scalar(type, constraints, told):
            needed = {"required": True} if part.required else {}
            said = "; ".join(filter(None, [part.description, told]))
            yield Column(part.column, type, said, {**needed, **constraints})
        case Bounds(cell):
            for end, what in (("low", "lower end"), ("high", "upper end")):
                told = f"{what}, empty where open" + (f": {part.description}" if part.description else "")
                yield Column(f"{part.column}_{end}", cell.type, told, cell.constraints)


def _named_records(kind: type[Struct]) -> tuple[Reference, ...]:
    """Return to which records the cells of a structure refer."""
    named = [(part.column, MEANT.get(part.steps[-1])) for part in parts_of(kind) if isinstance(part.kind, Scalar)]
    return tuple(Reference((column,), table, ("id",)) for column, table in named if table)


def _checked(kind: type[Struct], columns: list[Column]) -> tuple[Column, ...]:
    names = [column.name.casefold() for column in columns]
    if twice := {name for name in names if names.count(name) > 1}:
        raise TypeError(f"{kind.__name__}: two columns would be called {', '.join(sorted(twice))}")
    return tuple(columns)
