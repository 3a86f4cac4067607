"""What a field of the model becomes in tables, told from its type alone."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct, inspect

from netcli.knowledge.model import Interval, Value
from netcli.knowledge.rules import REFERENCES
from netcli.knowledge.said import said_of
from netcli.knowledge.vocabulary import Slug

# Fields that may name a record beside words of their own, and the collection in which to look; "" is any of them.
MAY_NAME = {
    "see": "", "after": "therapies", "without": "therapies", "tested": "therapies", "control": "therapies",
    "holds": "therapies",
}  # fmt: skip
MEANT = {**REFERENCES, **MAY_NAME}
NAMES = ("aliases", "brands")  # the table of names has them
CLAIMED = ("sources", "locators")  # of a part of a record: the table of claims has them
SCALARS: dict[type[inspect.Type], str] = {
    inspect.StrType: "string", inspect.LiteralType: "string", inspect.IntType: "integer",
    inspect.FloatType: "number", inspect.BoolType: "boolean",
}  # fmt: skip
BOUNDS = {"ge": "minimum", "le": "maximum", "min_length": "minLength", "max_length": "maxLength", "pattern": "pattern"}


class Scalar(Struct, frozen=True):
    """A cell: its type, what may stand in it and, in words, what it is."""

    type: str
    constraints: dict[str, Any] = {}
    description: str = ""


class Bounds(Struct, frozen=True):
    """An interval: a cell for its lower end and one for its upper."""

    cell: Scalar


class Nested(Struct, frozen=True):
    """A structure that stands once: its cells are those of what holds it."""

    of: type[Struct]


class Rows(Struct, frozen=True):
    """A list of structures, or structures by name: a row each of a table of their own."""

    of: type[Struct]
    keyed: bool


class Listed(Struct, frozen=True):
    """A list of texts, of words of a vocabulary or of ids, or texts by name: a row each of the table of that kind."""

    table: str


Kind = Scalar | Bounds | Nested | Rows | Listed


class Part(Struct, frozen=True):
    """A field of a record or of a row, those of nested structures included; `steps` are the names that lead to it."""

    steps: tuple[str, ...]
    kind: Kind
    required: bool = False
    description: str = ""

    @property
    def column(self) -> str:
        """The name of its column: glance_use."""
        return "_".join(self.steps)

    @property
    def field(self) -> str:
        """Its name as a path: glance.use."""
        return ".".join(self.steps)


@cache
def parts_of(kind: type[Struct]) -> tuple[Part, ...]:
    """Return what a structure holds. Raise TypeError for a field that no table can hold."""
    return tuple(_parts(kind, (), required=True))


def _parts(kind: type[Struct], before: tuple[str, ...], *, required: bool) -> Iterator[Part]:
    said = said_of(kind)
    for field in inspect.type_info(kind).fields:  # type: ignore[attr-defined]
        name = field.encode_name
        if name in NAMES or (name in CLAIMED and issubclass(kind, Value)):
            continue
        one, may_lack = _without_none(field.type)
        found = kind_of(one, name, f"{kind.__name__}.{name}")
        is_required = required and not may_lack and (field.required or field.default not in ("", None))
        if isinstance(found, Nested):
            yield from _parts(found.of, (*before, name), required=required and not may_lack)
        else:
            yield Part((*before, name), found, is_required, said.get(name, ""))


def kind_of(one: inspect.Type, name: str, where: str) -> Kind:
    """Return what a type becomes. Raise TypeError for one that no table can hold."""
    plain, description = _plain(one)
    if type(plain) in SCALARS:
        return _scalar(plain, description)
    found: Kind | None = None
    if isinstance(plain, inspect.StructType):
        found = Nested(plain.cls)
    elif isinstance(plain, inspect.DictType):
        found = _by_name(_plain(plain.value_type)[0])
    elif plain == INTERVAL:
        found = Bounds(_scalar(_plain(_without_none(INTERVAL.item_type)[0])[0], ""))
    elif isinstance(plain, inspect.ListType):
        found = _listed(_plain(plain.item_type)[0], name, where)
    if found is None:
        raise TypeError(f"no table can hold {where}: {plain}")
    return found


def _by_name(value: inspect.Type) -> Kind | None:
    if isinstance(value, inspect.StructType):
        return Rows(value.cls, keyed=True)
    return Listed("pairs") if isinstance(value, inspect.StrType) else None


def _listed(item: inspect.Type, name: str, where: str) -> Kind | None:
    match item:
        case inspect.StructType():
            return Rows(item.cls, keyed=False)
        case inspect.LiteralType():
            return Listed("words")
        case inspect.StrType() if name == "xrefs":
            return Listed("xrefs")
        case inspect.StrType() if name in MEANT:
            return Listed("links")
        case inspect.StrType() if item == SLUG:
            raise TypeError(f"{where} holds ids: say in REFERENCES (knowledge/rules.py) of which collection")
        case inspect.StrType():
            return Listed("texts")
    return None


def _scalar(plain: inspect.Type, description: str) -> Scalar:
    constraints = {ours: bound for name, ours in BOUNDS.items() if (bound := getattr(plain, name, None)) is not None}
    if isinstance(plain, inspect.LiteralType):
        constraints["enum"] = list(plain.values)
    return Scalar(SCALARS[type(plain)], constraints, description)


def _plain(one: inspect.Type) -> tuple[inspect.Type, str]:
    """Return a type without what is told about it, and the description among that."""
    description = ""
    while isinstance(one, inspect.Metadata):
        description = str((one.extra_json_schema or {}).get("description", description))
        one = one.type
    return one, description


def _without_none(one: inspect.Type) -> tuple[inspect.Type, bool]:
    """Return a type without None, and whether None was in it."""
    if not isinstance(one, inspect.UnionType):
        return one, False
    others = [part for part in one.types if not isinstance(part, inspect.NoneType)]
    return (others[0], len(others) < len(one.types)) if len(others) == 1 else (one, False)


SLUG = _plain(inspect.type_info(Slug))[0]
INTERVAL: Any = _plain(inspect.type_info(Interval))[0]
