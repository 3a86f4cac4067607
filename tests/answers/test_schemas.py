"""The published schemas: they are those of the types, every answer keeps to its own, and none breaks its readers."""

import json
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from netcli.answers.json_schema import answer_schemas
from netcli.output.answer import schema_name
from netcli.output.published import published_names, published_schema
from tests.cli.test_contract import LINES, NAMES
from tests.conftest import document_script

breaks = document_script("make_schemas").breaks
MORE = [
    ["therapies", "lung", "--guidelines", "--explain"],
    ["grade", "--ki67", "12", "--plain-language"],
    ["codes", "--site", "pancreas", "--grade", "G2", "--ki67", "12", "--year", "2026"],
    ["codes", "C25"],
    ["show", "pancreas"],
    ["show", "NETTER-1"],
    ["show", "MEN1"],
    ["show", "who-2022"],
    ["show", "netter-1-2017"],
    ["show", "8240/3"],
    ["show", "insulinoma", "--plain-language"],
    ["compare", "NETTER-1", "NETTER-2"],
    ["search", "8240/3", "-n", "50"],
    ["faq", "living"],
    ["schedule", "MEN1"],
    ["trials"],
    ["case", "--grade", "G3", "--taking", "clarithromycin"],
    ["knowledge", "stale", "--as-of", "2030-01-01"],
    ["knowledge", "export"],
    ["knowledge", "schema"],
    ["knowledge", "skill"],
]

MOST = 8_000 * 4  # bytes of an answer in brief: about 8,000 tokens
# Each command asked as widely as it can be.
WIDEST = [
    ["codes"],
    ["changes"],
    ["biomarkers"],
    ["schedule", "--site", "net"],
    ["therapies", "--site", "net", "--guidelines", "--explain"],
    ["therapies", "--grade", "G2", "--guidelines"],
    ["search", "neuroendocrine tumour", "-n", "50"],
    ["compare", "everolimus", "sunitinib", "cabozantinib", "lutathera"],
    ["case", "--grade", "G2"],
    ["cite", "everolimus", "lutathera"],
]


@cache
def validator(name: str) -> Draft202012Validator:
    """Return what holds an answer against its schema, where no field stands that it does not name."""
    return Draft202012Validator(closed(published_schema(name)))


def closed(node: Any) -> Any:
    """Return a schema that allows no more than it names: a published one is open for what is to come."""
    if isinstance(node, list):
        return [closed(part) for part in node]
    if not isinstance(node, dict):
        return node
    inner = {name: closed(part) for name, part in node.items()}
    return {"additionalProperties": False, **inner} if node.get("type") == "object" and "properties" in node else inner


def faults(answer: Any) -> list[str]:
    """Return where an answer leaves its schema."""
    name = answer["schema"].split("/")[1]
    return [f"{error.json_path}: {error.message[:200]}" for error in validator(name).iter_errors(answer)]


@pytest.mark.parametrize("line", [*LINES, *MORE], ids=[*NAMES, *map(" ".join, MORE)])
def test_every_answer_keeps_to_the_schema_that_it_names(answered, line) -> None:
    """And holds no field that its schema does not know."""
    assert faults(answered(*line, "--json").json) == []


@pytest.mark.parametrize("line", [*LINES, *MORE, *WIDEST], ids=[*NAMES, *map(" ".join, [*MORE, *WIDEST])])
def test_in_brief_too_and_in_no_more_than_eight_thousand_tokens(answered, line) -> None:
    """For readers who pay by the word."""
    run = answered(*line, "--brief", "--json")
    assert faults(run.json) == []
    assert len(run.out.encode()) <= MOST


def test_every_schema_is_tried_by_an_answer(answered) -> None:
    """But for those of the registers and of a folder, tried where there is one (tests/tables), and of an error."""
    tried = {answered(*line, "--json").json["schema"].split("/")[1] for line in [*LINES, *MORE]}
    assert {*published_names()} - tried == {"error", "knowledge-tables", "trials-diff"}


def test_an_error_keeps_to_its_schema(netcli) -> None:
    """Of a value that is not known, and of a question that nothing answers."""
    for line in (["grade", "--ki67", "abc"], ["show", "xyzzy"], ["codes", "9999/9"], ["faq", "I want to die xyzzy"]):
        run = netcli(*line, "--json")
        if run.code:
            assert [*Draft202012Validator(published_schema("error")).iter_errors(run.json)] == []


def test_the_published_schemas_are_those_of_the_types() -> None:
    """Mend it with: python docs/make_schemas.py. It refuses what would break a reader until its number is raised."""
    now = answer_schemas()
    assert sorted(now) == published_names()
    broken = {name: found for name in now if (found := breaks(published_schema(name), now[name]))}
    assert broken == {}, "raise the number of these in NUMBERS, netcli/output/answer.py"
    assert {name for name in now if json.loads(json.dumps(now[name])) != published_schema(name)} == set()


@pytest.mark.parametrize("name", published_names())
def test_a_published_schema_is_one(name: str) -> None:
    """Of the draft that it names, by the name of its answer and number, every definition used."""
    schema = published_schema(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == ("netcli/error" if name == "error" else schema_name(name))
    text = json.dumps(schema)
    assert [one for one in schema.get("$defs", {}) if f'"#/$defs/{one}"' not in text] == []


def test_the_schema_of_an_answer_is_printed(netcli) -> None:
    """As it is in the package; another name is refused with those that there are."""
    assert json.loads(netcli("knowledge", "schema", "--answer", "therapies").out) == published_schema("therapies")
    run = netcli("knowledge", "schema", "--answer", "therapy")
    assert run.code == 2
    assert "therapies" in run.err


def changed(change: Any) -> list[str]:
    """Return how a change to the schema of `therapies` breaks its readers."""
    was, now = published_schema("therapies"), deepcopy(published_schema("therapies"))
    change(now["$defs"])
    return [str(one) for one in breaks(was, now)]


def test_what_a_reader_could_not_bear_breaks() -> None:
    """A field that is gone, one that may be missing, null or of another type, another kind of row."""
    assert any(
        "region is gone" in one for one in changed(lambda known: known["Indication"]["properties"].pop("region"))
    )
    assert any(
        "text is not always" in one for one in changed(lambda known: known["Indication"]["required"].remove("text"))
    )
    assert any(
        "dose may be null" in one
        for one in changed(lambda known: known["InFull"]["properties"]["dose"].update(type=["string", "null"]))
    )
    assert any(
        "may be integer" in one
        for one in changed(lambda known: known["Arm"]["properties"]["name"].update(type="integer"))
    )
    assert any(
        "another way" in one for one in changed(lambda known: known["InFull"]["properties"]["id"].update(pattern="x"))
    )
    assert any(
        "may be Arm" in one for one in changed(lambda known: known["InBrief"]["anyOf"].append({"$ref": "#/$defs/Arm"}))
    )


def test_what_a_reader_need_not_know_breaks_nothing() -> None:
    """A field more, a word more in a vocabulary, another description; and all that has another number."""
    assert changed(lambda known: known["Arm"]["properties"].update(colour={"type": "string"})) == []
    assert changed(lambda known: known["Indication"]["properties"]["status"]["enum"].append("lapsed")) == []
    assert changed(lambda known: known["Arm"].update(description="Something else.")) == []
    was, now = published_schema("therapies"), deepcopy(published_schema("therapies"))
    now["$id"] = "netcli/therapies/2"
    del now["$defs"]["Arm"]["properties"]["name"]
    assert breaks(was, now) == []
