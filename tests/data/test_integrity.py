"""The bundled knowledge keeps each rule. A failure lists every breach, with file, record and field."""

import re

import msgspec
import pytest

from netcli.knowledge import check, model
from netcli.knowledge.compile import compile_knowledge
from netcli.knowledge.load import COLLECTIONS, DATA, Knowledge, yaml_files
from netcli.knowledge.strict_yaml import read_yaml


@pytest.mark.parametrize("rule", check.RULES, ids=lambda rule: rule.__name__)
def test_rule_holds(rule: check.Rule, knowledge: Knowledge) -> None:
    """Every rule of `knowledge check` holds for every bundled record."""
    breaches = list(rule(knowledge))
    assert not breaches, "\n".join(breaches)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_collection_is_not_empty(collection: str, knowledge: Knowledge) -> None:
    """Every collection holds records."""
    assert knowledge.of(COLLECTIONS[collection])


def test_compiled_json_equals_yaml(tmp_path, knowledge: Knowledge) -> None:
    """What a wheel carries reads back as exactly what the YAML holds."""
    (tmp_path / "compiled").mkdir()
    compile_knowledge(tmp_path / "compiled")
    compiled = Knowledge(tmp_path)
    for kind in COLLECTIONS.values():
        assert compiled.of(kind) == knowledge.of(kind)


def test_every_yaml_file_is_read() -> None:
    """No file lies in data/ that no collection reads, and each holds its own collection alone."""
    read = {path: name for name in COLLECTIONS for path in yaml_files(DATA, name)}
    assert set(DATA.rglob("*.yaml")) == set(read)
    for path, collection in read.items():
        assert set(read_yaml(path)) == {collection}, path


def test_nct_numbers_have_eight_digits(knowledge: Knowledge) -> None:
    """An NCT id anywhere, in a field or in an address, has eight digits."""
    text = msgspec.json.encode([msgspec.to_builtins(record) for _, record in check.records(knowledge)]).decode()
    broken = [number for number in re.findall(r"(?i)\bNCT\d+", text) if not re.fullmatch(r"(?i)NCT\d{8}", number)]
    assert not broken


def test_register_numbers_follow_their_register(knowledge: Knowledge) -> None:
    """EudraCT and EU CT numbers have the registers' own form."""
    forms = {"eudract": r"20\d\d-\d{6}-\d\d", "euct": r"20\d\d-5\d{5}-\d\d-\d\d"}
    broken = [
        f"{trial.id}: {name} {number}"
        for trial in knowledge.of(model.Trial).values()
        for name, number in trial.other_ids.items()
        if name in forms and not re.fullmatch(forms[name], number)
    ]
    assert not broken


def test_every_claim_has_a_source(knowledge: Knowledge) -> None:
    """Each record that makes a claim names at least one source."""
    silent = ("sources", "edition", "out_of_scope", "sites")
    bare = [
        f"{name}/{record.id}" for name, record in check.records(knowledge) if name not in silent and not record.sources
    ]
    assert not bare
