"""Tables are made from the types of the model: what is new there has its place, and what has none is told."""
# ruff: noqa: RUF012  (msgspec copies mutable defaults)

import re
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec
import pytest

import netcli
from netcli.knowledge.files.load import COLLECTIONS
from netcli.knowledge.model import Interval, IsoDate, Value
from netcli.knowledge.vocabulary import Slug
from netcli.tables import shape
from netcli.tables.kinds import CLAIMED, MEANT, NAMES, Listed, Rows, parts_of
from netcli.tables.shape import places_of, table_of, tables

PACKAGE = Path(netcli.__file__).parent


def structures() -> list[type[msgspec.Struct]]:
    """Return every structure that has a table of its own."""
    return [*COLLECTIONS.values(), *places_of()]


@pytest.mark.parametrize("kind", structures(), ids=lambda kind: kind.__name__)
def test_every_field_has_its_place(kind: type[msgspec.Struct]) -> None:
    """As a column, as rows of a table, as names or as claims."""
    placed = {part.steps[0] for part in parts_of(kind)}
    left = {field.encode_name for field in msgspec.structs.fields(kind)} - placed
    assert left <= {*NAMES, *(CLAIMED if issubclass(kind, Value) else ())}


class Inner(Value, frozen=True, kw_only=True):
    text: str


class Added(Value, frozen=True, kw_only=True):
    """A structure with a field of every kind that the model has, none of them known to any list of names."""

    when: IsoDate
    share: float | None = None
    span: Interval | None = None
    inner: Inner | None = None
    many: list[Inner] = []
    named: dict[str, Inner] = {}
    remarks: list[str] = []
    sides: list[Literal["left", "right"]] = []
    others: dict[str, str] = {}
    xrefs: list[str] = []


def test_a_new_field_needs_no_line_here() -> None:
    """Its type tells what becomes of it."""
    cells = {column.name: column for column in shape._cells(Added)}
    assert {name: column.type for name, column in cells.items()} == {
        "when": "string", "share": "number", "span_low": "number", "span_high": "number", "inner_text": "string",
    }  # fmt: skip
    assert cells["when"].constraints["required"]
    assert cells["when"].description == "YYYY-MM-DD or shorter"
    assert "required" not in cells["inner_text"].constraints
    lists = {part.field: part.kind for part in parts_of(Added) if isinstance(part.kind, Listed | Rows)}
    assert lists == {
        "many": Rows(Inner, keyed=False), "named": Rows(Inner, keyed=True), "remarks": Listed("texts"),
        "sides": Listed("words"), "others": Listed("pairs"), "xrefs": Listed("xrefs"),
    }  # fmt: skip
    assert table_of(Added) == "addeds"


@pytest.mark.parametrize(
    "kind",
    [list[list[str]], list[int], dict[str, int], dict[str, list[str]], str | int, list[Slug], bytes, date],
    ids=str,
)
def test_a_field_that_no_table_can_hold_is_told(kind: object) -> None:
    """With its name; nothing is left out in silence. Ids must say of what."""
    odd = msgspec.defstruct("Odd", [("strange", kind)])
    with pytest.raises(TypeError, match=r"Odd\.strange"):
        parts_of(odd)


def test_two_columns_of_one_name_are_told() -> None:
    """A field that is called as a column of every such table."""
    twice = msgspec.defstruct("Twice", [("position", int)])
    with pytest.raises(TypeError, match="position"):
        shape._rows(twice, [shape.Place("sites", "twices", None, keyed=False)])


def test_a_column_says_what_the_model_says() -> None:
    """The docstring of a structure, the words beside a field, those of its type."""
    indications = tables()["indications"]
    told = {column.name: column.description for column in indications.columns}
    assert indications.description.startswith("One use in one region: for whom, with what standing, since when.")
    assert told["text"] == "for whom, in a line"
    assert told["since"] == "YYYY-MM-DD or shorter"


def test_every_table_has_a_key_and_refers_to_keys() -> None:
    """In every table whose rows are a record's, the record is one that there is."""
    for table in tables().values():
        columns = [column.name for column in table.columns]
        assert set(table.key) <= set(columns)
        for one in table.references:
            assert set(one.columns) <= set(columns)
            assert tables()[one.table].key == one.key
        if "record" in columns:
            assert any("record" in one.columns for one in table.references)


def test_ids_name_a_collection_that_there_is() -> None:
    """Or any, for what `netcli show` opens."""
    assert set(MEANT.values()) <= {"", *COLLECTIONS}


def test_the_tables_know_the_knowledge_alone_and_cost_other_commands_nothing() -> None:
    """Neither the output nor Typer; and whoever needs them imports them then."""
    imported = re.compile(r"^( *)(?:from|import) (netcli[\w.]*|typer|rich)", re.MULTILINE)
    found = {path: imported.findall(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")}
    own = {name for path, names in found.items() if path.parent.name == "tables" for _, name in names}
    below = ("netcli.knowledge", "netcli.tables", "netcli.errors", "netcli.text")
    assert [name for name in own if not name.startswith(below)] == []
    at_once = [
        path for path, names in found.items() for indent, name in names if not indent and "netcli.tables" in name
    ]
    assert {path.parent.name for path in at_once} == {"answers", "tables"}  # of which no command knows the former
