"""The JSON Schema of a knowledge file, made from the model."""

from inspect import cleandoc
from typing import Any

import msgspec

from netcli.knowledge.files.load import COLLECTIONS
from netcli.knowledge.model import OF_AN_UPDATE


def json_schema() -> dict[str, Any]:
    """Return the schema of a file: collections of records, each as the model has it.

    A record need only have its id, since one with a known id patches; `netcli knowledge check` tells what a new
    one lacks.
    """
    kinds = [list[kind] for kind in COLLECTIONS.values()]  # type: ignore[valid-type]
    schemas, definitions = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    for kind in COLLECTIONS.values():
        definitions[kind.__name__]["required"] = ["id"]
    for name in ("InRegister", "Bundled", "NewestLabel"):
        del definitions[name]
    for name, one in definitions.items():
        definitions[name] = {**one, "properties": _of_files(one.get("properties", {}))}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "netcli knowledge file",
        "type": "object",
        "additionalProperties": False,
        "properties": dict(zip(COLLECTIONS, schemas, strict=True)),
        "$defs": {name: _as_typed(definitions[name]) for name in sorted(definitions)},
    }


def _of_files(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that a file may hold."""
    return {name: one for name, one in fields.items() if name not in OF_AN_UPDATE}


def _as_typed(node: Any) -> Any:
    """Return a schema in which text may look like a number: a year or a version needs no quotes in these files."""
    if isinstance(node, list):
        return [_as_typed(part) for part in node]
    if not isinstance(node, dict):
        return node
    inner = {name: _as_typed(part) for name, part in node.items()}
    if isinstance(said := inner.get("description"), str):
        inner["description"] = cleandoc(said)  # as every Python from 3.13 on keeps a docstring
    return {**inner, "type": ["string", "number"]} if node.get("type") == "string" and "enum" not in node else inner
