"""The JSON Schema of a knowledge file, made from the model."""

from typing import Any

import msgspec

from netcli.knowledge.load import COLLECTIONS


def json_schema() -> dict[str, Any]:
    """Return the schema of a file: collections of records, each as the model has it."""
    kinds = [list[kind] for kind in COLLECTIONS.values()]  # type: ignore[valid-type]
    schemas, definitions = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "netcli knowledge file",
        "type": "object",
        "additionalProperties": False,
        "properties": dict(zip(COLLECTIONS, schemas, strict=True)),
        "$defs": dict(sorted(definitions.items())),
    }
