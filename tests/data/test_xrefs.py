"""The identifiers of other terminologies: each was read beside its label in a public file, and opens its record."""

import csv
from collections.abc import Iterator
from pathlib import Path

import bioregistry
import pytest

from netcli.errors import UnknownValue
from netcli.knowledge.files.load import COLLECTIONS, bundled
from netcli.knowledge.lookup import look_up
from netcli.knowledge.model import CrossReferenced
from netcli.knowledge.vocabulary import TERMINOLOGIES

# A row an identifier: the label that the terminology gives it, and the file in which both were read.
WHERE = Path(__file__).with_name("xrefs.tsv")
IDENTIFIED = {name: kind for name, kind in COLLECTIONS.items() if issubclass(kind, CrossReferenced)}


def read() -> list[dict[str, str]]:
    """Return the identifiers that were read."""
    with WHERE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def on_record() -> Iterator[tuple[str, str, str]]:
    """Yield (collection, record, identifier) of the knowledge."""
    for name, kind in IDENTIFIED.items():
        for one in bundled().of(kind).values():
            yield from ((name, one.id, curie) for curie in one.xrefs)


def test_every_identifier_was_read_with_its_label_in_a_file() -> None:
    """And whatever was read is on record: an identifier from memory has no row."""
    rows = read()
    assert sorted((row["collection"], row["record"], row["curie"]) for row in rows) == sorted(on_record())
    assert [row for row in rows if not row["label"].strip() or not row["file"].strip()] == []


def test_an_identifier_has_one_label() -> None:
    """Whichever record it is of."""
    labels: dict[str, set[str]] = {}
    for row in read():
        labels.setdefault(row["curie"], set()).add(row["label"].casefold())
    assert {curie: found for curie, found in labels.items() if len(found) > 1} == {}


def test_no_record_has_one_twice() -> None:
    """In any spelling."""
    for kind in IDENTIFIED.values():
        for one in bundled().of(kind).values():
            assert len({*map(str.casefold, one.xrefs)}) == len(one.xrefs), one.id


@pytest.mark.parametrize("prefix", TERMINOLOGIES)
def test_the_prefixes_and_forms_are_those_of_the_registry_of_identifiers(prefix: str) -> None:
    """Bioregistry knows the prefix, and each identifier has the form that it gives."""
    known = bioregistry.normalize_prefix(prefix)
    assert known == prefix.lower()
    ids = [curie.partition(":")[2] for _, _, curie in on_record() if curie.startswith(f"{prefix}:")]
    assert ids
    assert [one for one in ids if not bioregistry.is_valid_identifier(known, one)] == []


@pytest.mark.parametrize("curie", sorted({row["curie"] for row in read()}))
def test_every_identifier_opens_a_record_that_bears_it(curie: str) -> None:
    """In any case; of a tumour out of scope the pointer."""
    if any(row["collection"] == "out_of_scope" for row in read() if row["curie"] == curie):
        with pytest.raises(UnknownValue, match="outside the scope"):
            look_up(curie.lower(), bundled())
    else:
        found = look_up(curie.lower(), bundled()).record
        assert isinstance(found, CrossReferenced)
        assert curie in found.xrefs


def test_show_opens_the_record_of_an_identifier(netcli) -> None:
    """And says how it was read, and where else it stands."""
    run = netcli("show", "NCIT:C3809", "--json")
    assert run.json["query"] == {"collection": "sites", "id": "net"}
    assert "NCIT:C3809" in run.json["results"][0]["xrefs"]
    assert "also on record: glossary:nen" in run.err


def test_an_identifier_that_no_record_bears_is_said_not_to_be_on_record(netcli) -> None:
    """And is never answered with a neighbour."""
    run = netcli("show", "NCIT:C1")
    assert (run.code, run.out) == (2, "")
    assert "'NCIT:C1' is not on record" in run.err


def test_the_coverage_is_told(netcli) -> None:
    """By collection, in `knowledge about`."""
    told = {one["collection"]: one for one in netcli("knowledge", "about", "--json").json["results"][0]["identifiers"]}
    assert set(told) == set(IDENTIFIED)
    for name, one in told.items():
        ids = [curie for collection, _, curie in on_record() if collection == name]
        assert sum(one["identifiers"].values()) == len(ids)
        assert 0 < one["identified"] <= one["records"] == len(bundled().of(IDENTIFIED[name]))


def test_search_finds_an_identifier_exactly_or_says_that_it_is_not_on_record(netcli) -> None:
    """In a question too; of a tumour out of scope where to look."""
    for question in ("MONDO:0007540", "what is mondo:0007540?"):
        first = netcli("search", question, "--json").json["results"][0]
        assert (first["kind"], first["id"], first["answers"]) == ("syndromes", "men1", True)
    run = netcli("search", "NCIT:C99999999")
    assert (run.code, run.out) == (3, "")
    assert "NCIT:C99999999 is not on record" in run.err
    outside = netcli("search", "NCIT:C3879", "--json").json["results"][0]
    assert (outside["kind"], outside["answers"]) == ("out_of_scope", False)
