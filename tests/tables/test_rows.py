"""What is known stands in the tables: every record, every structure, every number and text, and nothing besides."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from netcli.knowledge.authority import claims_by_authority
from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.knowledge.files.update import SeenLabel, SeenTrial, Update
from netcli.knowledge.model import Source, Trial
from netcli.knowledge.names import names_of
from netcli.knowledge.records import records, whole
from netcli.knowledge.sites import concerns
from netcli.tables.rows import Row, rows_by_table
from netcli.tables.shape import places_of, table_of, tables

Tables = dict[str, list[Row]]


def inside(value: Any) -> Iterator[Any]:
    """Yield a value and everything that it holds."""
    yield value
    parts: Any = ()
    if isinstance(value, msgspec.Struct):
        parts = [getattr(value, name) for name in value.__struct_fields__]
    elif isinstance(value, dict):
        parts = value.values()
    elif isinstance(value, list):
        parts = value
    for part in parts:
        yield from inside(part)


def test_there_is_a_row_for_every_record(rows: Tables, knowledge: Knowledge) -> None:
    """In its collection's table, in the order of the knowledge, and among the records."""
    for name, kind in COLLECTIONS.items():
        assert [row["id"] for row in rows[name]] == list(knowledge.of(kind))
    assert len(rows["records"]) == sum(len(knowledge.of(kind)) for kind in COLLECTIONS.values())


def test_there_is_a_row_for_every_structure(rows: Tables, knowledge: Knowledge) -> None:
    """Of which a record may hold several."""
    held = Counter(type(one) for _, record in records(knowledge) for one in inside(record))
    once = {"statements"}  # which also stand once, in a row of what holds them
    for kind in places_of():
        table = table_of(kind)
        assert len(rows[table]) == held[kind] or (table in once and 0 < len(rows[table]) < held[kind])


def leaves(value: Any) -> Iterator[Any]:
    """Yield the texts and numbers of a raw value, names under which something stands included."""
    if isinstance(value, dict):
        for part in value.values():
            yield from leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part)
    elif value not in (None, "") and not isinstance(value, bool):
        yield float(value) if isinstance(value, int | float) else value


def test_no_text_and_no_number_is_lost(rows: Tables, knowledge: Knowledge) -> None:
    """What a record holds stands in the rows of that record; a number as often as it is there."""
    held: dict[tuple[str, str], Counter[Any]] = {}
    for table, found in rows.items():
        names = {column.name for column in tables()[table].columns} - {"position", "claim", "item"}
        for row in found if table != "site_overlaps" else ():
            owner = (row.get("collection") or table, row.get("record") or row["id"])
            cells = (value for name, value in row.items() if name in names)
            held.setdefault(owner, Counter()).update(leaves(list(cells)))
    for collection, record in records(knowledge):
        raw = whole(record, knowledge) if isinstance(record, Trial) else msgspec.to_builtins(record)
        wanted, have = Counter(leaves(raw)), held[collection, record.id]
        assert [one for one in wanted if one not in have] == []
        assert [one for one, times in wanted.items() if isinstance(one, float) and times != have[one]] == []


def test_a_cell_holds_one_thing(rows: Tables) -> None:
    """Text, a number or a truth: no list, no structure."""
    kinds = {"string": str, "integer": int, "number": float, "boolean": bool}
    for table in tables().values():
        for column in table.columns:
            values = [value for row in rows[table.name] if (value := row.get(column.name)) is not None]
            assert {type(value) for value in values} <= {kinds[column.type]}


def test_every_claim_is_there_with_what_it_rests_on(rows: Tables, knowledge: Knowledge) -> None:
    """As `knowledge about` counts them; every source exists, and its place in the source is told."""
    claims = {(one["collection"], one["record"], one["claim"]): one["rests_on"] for one in rows["claims"]}
    assert Counter(claims.values()) == claims_by_authority(knowledge)
    assert {one["source"] for one in rows["claims"]} <= knowledge.of(Source).keys()
    told = [one for one in rows["claims"] if one["path"] == "trials/netter-1/outcomes/pfs"]
    assert {one["field"] for one in told} >= {"outcomes"}


def test_a_claim_tells_where_its_statement_stands(rows: Tables) -> None:
    """Path, field and item lead to the very text that cites, in a cell or a list."""
    cells = {("/".join((name, row["id"]))): row for name in COLLECTIONS for row in rows[name]}
    cells |= {row["path"]: row for kind in places_of() for row in rows[table_of(kind)]}
    lists = {
        (row["path"], row["field"], row["position"]): row["text"] for name in ("texts", "pairs") for row in rows[name]
    }
    cited = 0
    for one in rows["claims"]:
        row = cells[one["path"]]
        column = one["field"].removeprefix(row.get("field") or "").removeprefix(".").replace(".", "_")
        text = lists[one["path"], one["field"], one["item"]] if one["item"] else row.get(column)
        if isinstance(text, str):
            assert f"@{one['source']}" in text
            cited += 1
    assert cited > len(rows["claims"]) / 2


def test_what_stands_in_lists_belongs_to_a_row(rows: Tables) -> None:
    """The path of an item is that of a record or of a row of its table."""
    known = {f"{row['collection']}/{row['id']}" for row in rows["records"]}
    known |= {row["path"] for kind in places_of() for row in rows[table_of(kind)]}
    for table in ("texts", "words", "links", "pairs", "claims"):
        assert {row["path"] for row in rows[table]} <= known


def test_every_name_is_there(rows: Tables, knowledge: Knowledge) -> None:
    """That a record answers to, with the field that says it."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows["names"]:
        found.setdefault((row["collection"], row["record"]), []).append(row["name"])
    for collection, record in records(knowledge):
        assert found.get((collection, record.id), []) == [name for name in names_of(record) if name != record.id]


@pytest.mark.parametrize("site", ["pancreas", "ileum", "gep", "lung"])
def test_overlaps_say_which_statements_concern_a_site(rows: Tables, knowledge: Knowledge, site: str) -> None:
    """As every command has it."""
    sites = knowledge.of(COLLECTIONS["sites"])
    near = {row["other"] for row in rows["site_overlaps"] if row["site"] == site}
    assert near == {one for one in sites if concerns(site, [one], sites)}  # type: ignore[arg-type]


def test_what_an_update_brought_is_in_the_tables() -> None:
    """In columns of the trial and of the label, with its source."""
    seen = SeenTrial(nct="NCT03972488", status="completed", enrollment=226, updated="2026-11-01")
    label = SeenLabel(set_id="72d1a024", effective="2026-11-20")
    update = Update(day="2026-11-28", edition="2026.12", trials={"NCT03972488": seen}, labels={"NDA208700": label})
    knowledge = Knowledge(update=update)
    rows = rows_by_table(knowledge)
    trial = next(row for row in rows["trials"] if row.get("nct") == "NCT03972488")
    assert (trial["register_seen"], trial["register_enrollment"]) == ("2026-11-28", 226)
    assert trial["bundled_status"]
    labels = [row for row in rows["indications"] if row.get("newest_label_effective") == "2026-11-20"]
    assert labels
    claims = [row for row in rows["claims"] if row["field"] in ("register", "indications.newest_label")]
    assert {row["path"] for row in claims} == {f"trials/{trial['id']}", *(row["path"] for row in labels)}
    assert {row["authority"] for row in claims} == {"primary"}


def test_an_identifier_of_others_is_a_row_with_its_parts(rows: Tables) -> None:
    """By which tables of other houses are joined."""
    assert rows["xrefs"]
    assert [one["curie"] for one in rows["xrefs"]] == [f"{one['prefix']}:{one['identifier']}" for one in rows["xrefs"]]
