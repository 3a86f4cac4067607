"""`--fields` cuts an answer for programs to what they name."""

import csv
import io
import json

import pytest

from netcli.output.published import published_schema

LINE = ("therapies", "--site", "pancreas")


def table(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV answer."""
    return list(csv.DictReader(io.StringIO(text)))


def test_json_holds_the_fields_named_in_the_order_named_and_nothing_beside(netcli) -> None:
    """In each row, and of each row of a list in it; the envelope says what it is cut to."""
    whole, cut = netcli(*LINE, "--json").json, netcli(*LINE, "--json", "--fields", "name,id,indications.region").json
    assert cut["fields"] == ["name", "id", "indications.region"]
    assert cut["results"] == [
        {"name": one["name"], "id": one["id"], "indications": [{"region": row["region"]} for row in one["indications"]]}
        for one in whole["results"]
    ]
    assert cut["query"] == whole["query"]
    assert set(cut["sources"]) < set(whole["sources"])


def test_sources_that_stay_are_described(netcli) -> None:
    """A field that cites takes the documents with it."""
    cut = netcli(*LINE, "--json", "--fields", "id,dose").json
    assert cut["sources"]
    text = json.dumps(cut["results"])
    assert all(name in text for name in cut["sources"])


def test_json_lines_are_cut_too(netcli) -> None:
    """A line a result."""
    lines = netcli(*LINE, "--format", "jsonl", "--fields", "id").out.splitlines()
    assert [json.loads(one) for one in lines] == netcli(*LINE, "--json", "--fields", "id").json["results"]


def test_a_table_has_the_columns_named_and_a_row_a_result(netcli) -> None:
    """Values of a list joined in one cell."""
    run = netcli(*LINE, "--format", "csv", "--fields", "id,brands,evidence.trial")
    assert run.out.splitlines()[0] == "id,brands,evidence.trial"
    rows = table(run.out)
    results = netcli(*LINE, "--json").json["results"]
    assert [row["id"] for row in rows] == [one["id"] for one in results]
    assert rows[0]["brands"] == "; ".join(results[0]["brands"])
    assert netcli(*LINE, "--format", "tsv", "--fields", "id,name").out.splitlines()[0] == "id\tname"


def test_a_field_of_the_list_that_tables_are_made_of_has_a_row_each(netcli) -> None:
    """As the whole table has."""
    rows = table(netcli(*LINE, "--format", "csv", "--fields", "id,indications.region,indications.status").out)
    whole = table(netcli(*LINE, "--format", "csv").out)
    assert [[*row.values()] for row in rows] == [[row["id"], row["region"], row["status"]] for row in whole]


def test_in_brief_the_fields_are_those_of_its_rows(netcli) -> None:
    """Those of the whole record are refused there, with those that there are."""
    rows = netcli(*LINE, "--brief", "--json", "--fields", "id,standing").json["results"]
    assert rows[0] == {"id": rows[0]["id"], "standing": "approved"}
    run = netcli(*LINE, "--brief", "--json", "--fields", "indications.region")
    assert run.code == 2
    assert "standing" in run.err


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("id,nmae", "did you mean name"),
        ("indications.regoin", "did you mean region"),
        ("id.x", "'id' has no fields"),
        ("", "no field is named"),
        (" , ", "no field is named"),
        ("indications..region", "the field of indications is empty"),
    ],
)
def test_what_is_no_field_is_refused_with_what_there_is(netcli, fields: str, said: str) -> None:
    """Exit 2, nothing on standard output but the error."""
    run = netcli(*LINE, "--json", "--fields", fields)
    assert run.code == 2
    assert said in run.err
    assert set(run.json) == {"error"}


def test_people_are_told_that_fields_are_for_programs(netcli) -> None:
    """With what to add."""
    for words in (LINE, (*LINE, "--format", "markdown"), ("cite", "NETTER-1", "--style", "bibtex")):
        run = netcli(*words, "--fields", "id")
        assert (run.code, run.out) == (2, "")
        assert "--json" in run.err


def test_a_batch_keeps_every_column(netcli, tmp_path) -> None:
    """So that no row is lost in part."""
    path = tmp_path / "cases.csv"
    path.write_text("ki67\n12\n", encoding="utf-8")
    run = netcli("grade", "--batch", str(path), "--fields", "ki67")
    assert run.code == 2
    assert "--batch" in run.err


def test_every_first_field_of_a_schema_is_accepted(netcli) -> None:
    """A field that this answer happens not to hold is absent, not refused."""
    for line in (LINE, ("trials", "--phase", "3", "--brief"), ("show", "Lutathera"), ("search", "NETTER-1")):
        name = netcli(*line, "--json").json["schema"].split("/")[1]
        schema = published_schema(name)
        node = schema["$defs"]["InBrief" if "--brief" in line else "InFull"]
        nodes = [
            schema["$defs"][one["$ref"].rpartition("/")[2]] if "$ref" in one else one
            for one in node.get("anyOf", [node])
        ]
        for field in {name for one in nodes for name in one["properties"]}:
            assert netcli(*line, "--json", "--fields", field).code == 0
