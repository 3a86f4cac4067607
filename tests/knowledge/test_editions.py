"""What two editions differ in: nothing that is the same, and all that is not, by what names a row."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcli.knowledge.editions.differences import (
    EMPTY,
    OF_A_COLLECTION,
    OF_A_FIELD,
    ORDERED,
    WHOLE,
    Change,
    differences,
)
from netcli.knowledge.editions.pairs import NAMES, SAID, USUAL, names_of_rows
from netcli.knowledge.editions.settled import settled_record
from netcli.knowledge.editions.wording import changes_in_words, differing
from netcli.knowledge.files.editions import EditionHeld, edition_of, open_edition
from netcli.knowledge.files.faults import bare
from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.views.full.knowledge_diff import Compared, diff_full
from netcli.views.glance.knowledge_diff import diff_glance, diff_rows
from tests.knowledge.editions import FROZEN, later_edition

Records = dict[str, dict[str, dict[str, Any]]]
FIELDS = (
    "id", "name", "title", "aliases", "sources", "indications", "sites", "safety", "boxed_warning", "outcomes", "arms",
    "ci", "text", "status", "figures", "steps", "locators", "read_at", "evidence", "region", "lost",
)  # fmt: skip
SMALL = (
    "therapies",
    "trials",
    "sources",
    "grading",
    "imaging",
    "schedules",
    "recommendations",
    "glossary",
    "schemas",
    "items",
)


@cache
def frozen() -> Records:
    return {name: dict(found) for name, found in open_edition(str(FROZEN), Path()).records.items()}


def one(was: dict[str, Any], now: dict[str, Any], collection: str = "therapies") -> list[Change]:
    """Return what differs in one record."""
    return differences({collection: {"x": was}}, {collection: {"x": now}})


def told(was: dict[str, Any], now: dict[str, Any], collection: str = "therapies") -> list[tuple[str, str, Any, Any]]:
    return [(change.field, change.kind, change.was, change.now) for change in one(was, now, collection)]


# A later edition made of an earlier one, by chance.


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield (container, key or index) for everything within."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in inner:
        yield value, step
        yield from places(child)


def rewritten(value: Any, text: str) -> Any:
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return f"{value} {text}"
    return value


@st.composite
def editions(draw: st.DrawFn) -> tuple[Records, Records]:
    """Draw a few records of the frozen edition, and a later one: some left out, some changed inside, lists shuffled."""
    collection = draw(st.sampled_from(SMALL))
    ids = draw(st.lists(st.sampled_from(sorted(frozen()[collection])), min_size=1, max_size=3, unique=True))
    was: Records = {collection: {name: frozen()[collection][name] for name in ids}}
    now = deepcopy(was)
    for name in ids:
        if draw(st.integers(0, 5)) == 0:
            now[collection][f"new-{name}"] = now[collection].pop(name)
            continue
        for _ in range(draw(st.integers(0, 5))):
            change(draw, now[collection][name])
        kind = COLLECTIONS[collection]
        now[collection][name] = settled_record({"id": name, **now[collection][name]}, kind)
    return was, now


def change(draw: st.DrawFn, record: dict[str, Any]) -> None:
    """Take something away from a record, write it anew, or shuffle a list of it."""
    if not record:
        return
    container, step = draw(st.sampled_from(list(places(record))))
    way = draw(st.sampled_from(["leave out", "write anew", "twice", "shuffle"]))
    value = container.get(step) if isinstance(container, dict) else container[step]
    if way == "leave out" and (len(container) > 1 or container is record):  # no row is without a field
        del container[step]
    elif way == "twice" and isinstance(container, list):
        container.append(rewritten(deepcopy(value), "again"))
    elif way == "shuffle" and isinstance(value, list) and all(isinstance(one, str | dict) for one in value):
        container[step] = draw(st.permutations(value))
    else:
        container[step] = rewritten(value, draw(st.sampled_from(["anew", "[@sutent-us-label]", "ü < 3"])))


def applied(was: Records, changes: list[Change]) -> Records:
    """Return an edition with some changes made: what a path names is found before anything moves."""
    now = deepcopy(was)
    made = [_step(now, change) for change in changes]
    for make in made:
        make()
    return now


def _step(now: Records, change: Change) -> Callable[[], None]:
    records = now.setdefault(change.collection, {})
    if not change.path:
        return lambda: records.pop(change.id) if change.now is None else records.update({change.id: change.now})
    holder, name = _found(records[change.id], change.path[:-1]), change.path[-1]
    lists = [isinstance(one, list) for one in (change.was, change.now)]
    if isinstance(holder, list):
        return _in_rows(holder, change)
    if name in ORDERED and all(lists):
        return lambda: None
    if _is_list(change) and not any(lists):
        return lambda: _in_texts(holder.setdefault(name, []), change)
    return lambda: holder.update({name: change.now})


def _in_rows(rows: list[Any], change: Change) -> Callable[[], None]:
    if change.kind == "added":
        return lambda: rows.append(change.now)
    gone = rows[names_of_rows(rows, _list(change.path)).index(change.path[-1][1:-1])]
    return lambda: rows.__delitem__(next(at for at, row in enumerate(rows) if row is gone))


def _in_texts(texts: list[str], change: Change) -> None:
    if change.was is not None:
        texts.remove(change.was)
    if change.now is not None:
        texts.append(change.now)


def _list(path: tuple[str, ...]) -> str:
    return next(step for step in reversed(path) if not step.startswith("["))


def _found(value: Any, path: tuple[str, ...]) -> Any:
    """Return the field or row that a path names, made where it is not there."""
    for at, step in enumerate(path):
        if step.startswith("["):
            value = value[names_of_rows(value, _list(path[:at])).index(step[1:-1])]
        else:
            value = value.setdefault(step, [] if [*path, "["][at + 1].startswith("[") else {})
    return value


def _is_list(change: Change) -> bool:
    """Tell whether the model holds a list at a path."""
    kind: Any = COLLECTIONS[change.collection]
    for step in change.path:
        kind = bare(kind)
        if step.startswith("[") or get_origin(kind) is dict:
            kind = get_args(kind)[-1]
        else:
            kind = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}[step]
    return get_origin(bare(kind)) is list


def canonical(records: Records) -> Any:
    """Return an edition without empty fields, its lists in one order: the order of a list is no difference."""
    settled = {
        name: {key: settled_record({"id": key, **record}, COLLECTIONS[name]) for key, record in found.items()}
        for name, found in records.items()
    }
    return _sorted(settled)


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        found = {name: _sorted(one) for name, one in value.items()}
        return {name: one for name, one in sorted(found.items()) if one not in EMPTY}
    if isinstance(value, list) and all(isinstance(one, str | dict) for one in value):
        rows = {repr(one): one for one in map(_sorted, value) if isinstance(one, str)}
        return sorted(rows or map(repr, map(_sorted, value)))
    return value


@given(editions())
def test_an_edition_differs_in_nothing_from_itself(drawn: tuple[Records, Records]) -> None:
    for records in drawn:
        assert differences(records, deepcopy(records)) == []


@given(editions())
def test_every_change_made_to_the_older_edition_gives_the_newer(drawn: tuple[Records, Records]) -> None:
    """Nothing is lost, and nothing said that is not so."""
    was, now = drawn
    assert canonical(applied(was, differences(was, now))) == canonical(now)


@given(editions())
def test_the_way_back_undoes_every_change(drawn: tuple[Records, Records]) -> None:
    """What came has gone, and the other way round."""
    was, now = drawn
    there, back = differences(was, now), differences(now, was)
    back_of = {"added": "gone", "gone": "added", "changed": "changed"}
    assert sorted(back_of[change.kind] for change in there) == sorted(change.kind for change in back)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=4),
    max_leaves=12,
)


@given(*(st.dictionaries(st.sampled_from(SMALL), st.dictionaries(st.sampled_from(FIELDS), JSON)) for _ in "ab"))
def test_whatever_an_edition_holds_is_compared(was: dict[str, Any], now: dict[str, Any]) -> None:
    """A field of another kind than the model's is told as it is."""
    held = [
        EditionHeld(
            "here", "1", "2026", {name: {"x": settled_record(raw, COLLECTIONS[name])} for name, raw in one.items()}
        )
        for one in (was, now)
    ]
    compared = Compared(*held, differences(held[0].records, held[1].records))
    assert diff_full(compared)
    assert diff_glance(compared)
    assert msgspec.json.encode([change.row() for change in compared.changes])
    assert len(compared.changes) >= len(diff_rows(compared))


def test_a_row_put_in_front_is_one_row_added() -> None:
    """No other moves."""
    label = {"region": "us", "status": "approved", "sites": ["pancreas"], "text": "A"}
    new = {"region": "us", "status": "approved", "sites": ["lung"], "text": "B"}
    assert told({"indications": [label]}, {"indications": [new, label]}) == [
        ("indications[us approved lung]", "added", None, new)
    ]


@pytest.mark.parametrize(
    ("field", "value", "path"),
    [
        ("status", "withdrawn", "indications[us approved pancreas].status"),
        ("since", "2012", "indications[us approved pancreas].since"),
        ("region", "eu", None),
    ],
)
def test_a_label_that_changes_is_still_that_label_but_for_its_region(field: str, value: str, path: str | None) -> None:
    """What holds in one country has not moved to another."""
    label = {"region": "us", "status": "approved", "since": "2011", "sites": ["pancreas"], "text": "A"}
    found = told({"indications": [label]}, {"indications": [{**label, field: value}]})
    assert [one[0] for one in found if one[1] == "changed"] == ([path] if path else [])
    assert path or sorted(one[1] for one in found) == ["added", "gone"]


def test_a_label_whose_sites_are_widened_has_one_site_more() -> None:
    label = {"region": "us", "status": "approved", "sites": ["pancreas"], "text": "A"}
    found = told({"indications": [label]}, {"indications": [{**label, "sites": ["pancreas", "lung"]}]})
    assert found == [("indications[us approved pancreas].sites", "added", None, "lung")]


def test_what_is_usual_is_what_is_not_written() -> None:
    """A field that the model fills in has changed, not come."""
    outcome = {"id": "pfs", "endpoint": "PFS", "population": "All"}
    assert told({"outcomes": [outcome]}, {"outcomes": [{**outcome, "primary": True}]}, "trials") == [
        ("outcomes[pfs PFS].primary", "changed", False, True)
    ]


def test_what_is_held_against_what_is_told_when_it_is_turned_round() -> None:
    """The order of arms is what a ratio is read by; that of countries says nothing."""
    arms = [{"name": "A", "value": 1.0}, {"name": "B", "value": 2.0}]
    was = {"outcomes": [{"id": "pfs", "arms": arms}], "countries": ["Spain", "Italy"]}
    now = {"outcomes": [{"id": "pfs", "arms": arms[::-1]}], "countries": ["Italy", "Spain"]}
    (only,) = one(was, now, "trials")
    assert only.field == "outcomes[pfs].arms"
    assert changes_in_words([only]) == "order was A, B, now B, A"


def test_an_interval_is_one_value() -> None:
    was, now = ({"outcomes": [{"id": "pfs", "ci": ci}]} for ci in ([0.2, 0.3], [0.2, None]))
    assert told(was, now, "trials") == [("outcomes[pfs].ci", "changed", [0.2, 0.3], [0.2, None])]


def test_a_document_that_has_another_id_is_the_same_document() -> None:
    """Its former id is one of its aliases; nothing that cites it has changed."""
    was: Records = {"sources": {"old": {"title": "T"}}, "glossary": {"x": {"definition": "A [@old]."}}}
    now: Records = {
        "sources": {"new": {"title": "T", "aliases": ["old"]}},
        "glossary": {"x": {"definition": "A [@new]."}},
    }
    assert [(change.id, change.field, change.now) for change in differences(was, now)] == [("new", "aliases", "old")]


@pytest.mark.parametrize(
    ("path", "was", "now", "group"),
    [
        (("indications", "[us approved lung]", "since"), "2011", "2012", "labels"),
        (("indications", "[us guideline lung]", "text"), "A", "B", "uses"),
        (("indications", "[us investigational lung]", "status"), "investigational", "approved", "labels"),
        (("indications", "[us approved lung]", "sources"), None, "x", "sources"),
        (("indications", "[us approved lung]", "brief"), "A", "B", "texts"),
        (("safety", "boxed_warning"), "A", "B", "labels"),
        (("safety", "adverse"), "A", "B", "safety"),
        (("dose",), "A [@x].", "A [@y].", "sources"),
        (("dose",), "A [@x].", "B [@x].", "texts"),
        (("evidence",), None, "netter-1", "results"),
        ((), None, {"name": "X"}, "labels"),
    ],
)
def test_a_change_belongs_to_what_a_reader_cares_about(path: tuple[str, ...], was: Any, now: Any, group: str) -> None:
    assert Change("therapies", "x", path, was, now).group == group


def test_of_a_long_text_only_what_differs_is_said() -> None:
    """With a few words around, and twice where it differs twice; a short text is said whole."""
    words = " ".join(f"w{number}" for number in range(40))
    assert differing(words, words.replace("w20", "changed")) == [
        ("“w17 w18 w19 w20 w21 w22 w23”", "“w17 w18 w19 changed w21 w22 w23”")
    ]
    assert len(differing(words, words.replace("w5 ", "five ").replace("w30", "thirty"))) == 2
    assert differing("four weeks apart", "two weeks apart") == [("“four weeks apart”", "“two weeks apart”")]


def rows_of(kind: type[msgspec.Struct], seen: set[type]) -> Iterator[tuple[str, type[msgspec.Struct]]]:
    """Yield the name of each list of structs within a struct, with what it holds."""
    for field in msgspec.structs.fields(kind):
        inner = bare(field.type)
        if get_origin(inner) in (list, dict):
            inner = bare(get_args(inner)[-1])
            if get_origin(bare(field.type)) is list and isinstance(inner, type) and issubclass(inner, msgspec.Struct):
                yield field.encode_name, inner
        if isinstance(inner, type) and issubclass(inner, msgspec.Struct) and inner not in seen:
            seen.add(inner)
            yield from rows_of(inner, seen)


def test_every_list_of_the_model_has_rows_that_a_name_tells_apart() -> None:
    """A new list has one of the usual names, or is entered in NAMES and SAID with fields that it has."""
    lists = [row for kind in COLLECTIONS.values() for row in rows_of(kind, set())]
    assert {"indications", "outcomes", "figures", "steps"} <= {name for name, _ in lists}
    for name, kind in lists:
        fields = {field.encode_name for field in msgspec.structs.fields(kind)}
        named = {field for key in NAMES.get(name, ()) for field in key} | set(SAID.get(name, ()))
        assert named <= fields, name
        assert named or any(set(key) <= fields for key in USUAL), name


def test_every_group_is_of_a_field_or_a_collection_that_there_is() -> None:
    """What is renamed in the model is renamed here; `xrefs` are to come."""
    structs: set[type] = set()
    for kind in COLLECTIONS.values():
        list(rows_of(kind, structs))
    fields = {field.encode_name for kind in {*structs, *COLLECTIONS.values()} for field in msgspec.structs.fields(kind)}
    assert OF_A_FIELD.keys() - fields <= {"xrefs"}
    assert WHOLE.keys() | set(OF_A_COLLECTION) <= COLLECTIONS.keys()


def test_names_of_the_rows_of_one_list_differ() -> None:
    """A second row of a name has a number."""
    label = {"region": "us", "status": "approved", "sites": ["net"]}
    assert names_of_rows([label, label], "indications") == ["us approved net", "us approved net #2"]


def test_the_made_up_edition_differs_in_what_was_edited(tmp_path: Path) -> None:
    """No more, and no less."""
    later = open_edition(str(later_edition(tmp_path / "later")), Path())
    assert [
        (change.group, change.id, change.field, change.kind) for change in differences(frozen(), later.records)
    ] == [
        ("labels", "sunitinib", "indications[us approved pancreas].line", "changed"),
        ("labels", "sunitinib", "indications[ca approved pancreas]", "added"),
        ("labels", "sunitinib", "indications[eu approved pancreas].status", "changed"),
        ("labels", "sunitinib", "safety.boxed_warning", "changed"),
        ("results", "radiant-3", "outcomes[pfs progression-free survival].hr", "changed"),
        ("results", "radiant-3", "outcomes[pfs progression-free survival].also_reported", "changed"),
        ("statuses", "level", "status", "changed"),
        ("statuses", "level", "status_as_of", "changed"),
        ("statuses", "level", "enrollment", "changed"),
        ("texts", "level", "countries", "added"),
        ("texts", "level", "countries", "gone"),
        ("texts", "new-term", "", "added"),
        ("edition", "netcli-knowledge", "version", "changed"),
    ]


def test_the_bundled_edition_differs_in_nothing_from_its_own_files(knowledge: Knowledge) -> None:
    """YAML leaves out what the records hold, and has texts for numbers: it is the same knowledge."""
    from netcli.knowledge.files import load

    files = open_edition(str(load.DATA), Path())
    assert differences(files.records, edition_of(knowledge, "in use").records) == []
