"""The JSON Schema for editors: committed, current, valid, and true of every file."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml  # noqa: TID253 (editors have no loader of ours)
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "netcli" / "data" / "schema.json"
FILES = [*sorted((ROOT / "netcli" / "data").rglob("*.yaml")), *sorted((ROOT / "examples").rglob("*.yaml"))]


class EditorLoader(yaml.SafeLoader):
    """Reads YAML as an editor does: numbers are numbers, and a date is text."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text()))


def faults(validator: Draft202012Validator, content: Any) -> list[str]:
    return [f"{'/'.join(map(str, one.path))}: {one.message}" for one in validator.iter_errors(content)]


def test_the_committed_schema_is_the_current_one(netcli) -> None:
    """Mend it with: netcli knowledge schema > netcli/data/schema.json."""
    assert SCHEMA.read_text() == netcli("knowledge", "schema").out


def test_the_schema_is_a_schema(validator: Draft202012Validator) -> None:
    """By the draft that it names."""
    Draft202012Validator.check_schema(validator.schema)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_an_editor_finds_no_fault_in_the_files(validator: Draft202012Validator, path: Path) -> None:
    """Neither in the bundled ones nor in the example of an overlay."""
    assert faults(validator, yaml.load(path.read_text(encoding="utf-8"), EditorLoader)) == []  # noqa: S506


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"therapies": [{"name": "No id"}]}, "'id' is a required property"),
        ({"therapies": [{"id": "x", "kind": "potion"}]}, "'potion' is not one of"),
        ({"therapies": [{"id": "Not A Slug"}]}, "does not match"),
        ({"therapies": [{"id": "x", "colour": "red"}]}, "Additional properties"),
        ({"potions": []}, "Additional properties"),
        ({"trials": [{"id": "x", "enrollment": "many"}]}, "not valid under any"),
    ],
)
def test_an_editor_finds_what_is_wrong(validator: Draft202012Validator, content: Any, told: str) -> None:
    """Missing ids, unknown fields, words outside the vocabulary, text for a number."""
    assert told in " ".join(faults(validator, content))
