"""What stands beside the tables: the data package that describes them, the schema of the knowledge, the licence."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from netcli.knowledge.files.load import DATA, Knowledge
from netcli.knowledge.files.schema import json_schema
from netcli.tables.shared import Column, Reference, Table

NAME = "netcli-knowledge"
PACKAGE = "datapackage.json"
SCHEMA = "schema.json"
LICENCE = "LICENSE-DATA"
MEDIA_TYPES = {
    "csv": "text/csv", "parquet": "application/vnd.apache.parquet", "sqlite": "application/vnd.sqlite3",
}  # fmt: skip
HOW = """
One row a record, one row a fact, no list inside a cell. A collection is a table with the key `id`; what a record
holds several of is a table with the key `path` (collection/record/field/place), joined to its record by `record` and
to the tables that all collections share (`texts`, `words`, `links`, `pairs`, `claims`) by `path`. `records` has every
record with its name; `site_overlaps` which sites a statement on a group of sites concerns. Texts cite their sources
in place, as [@id] or [@id, where in it]; `claims` has the same as rows. An empty cell is a missing value. A date is a
day, a month or a year, as exactly as it is known. In CSV a text that a spreadsheet would run as a formula stands
behind an apostrophe; numbers are plain, and nothing else is changed. `origin` is empty for the edition's own records
and names the overlay otherwise; the licence is that of the former. Reference information, not medical advice.
"""


def package(
    tables: Mapping[str, Table], files: Mapping[str, str], form: str, folder: Path, knowledge: Knowledge
) -> dict[str, Any]:
    """Return the description of some tables that lie in a folder, as Frictionless has it. No clock is asked."""
    edition = knowledge.edition
    updated = {"updated": knowledge.update.day} if knowledge.update else {}
    sums = {file: _sum(folder / file) for file in dict.fromkeys(files.values())}
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": f"netcli: what is known of neuroendocrine tumours, edition {edition.version}",
        "description": " ".join(HOW.split()),
        "version": edition.version,
        "created": f"{edition.reviewed}T00:00:00Z",
        "reviewed": edition.reviewed,
        "stale_after": edition.stale_after,
        **updated,
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": "Creative Commons Attribution 4.0 International",
            }
        ],
        "resources": [_resource(table, files[name], form, sums[files[name]]) for name, table in tables.items()],
    }


def _resource(table: Table, file: str, form: str, total: dict[str, Any]) -> dict[str, Any]:
    dialect = {"dialect": {"table": table.name}} if form == "sqlite" else {}
    encoding = {"encoding": "utf-8"} if form == "csv" else {}
    return {
        "name": table.name,
        "type": "table",
        "profile": "tabular-data-resource",
        "path": file,
        "format": form,
        "mediatype": MEDIA_TYPES[form],
        **encoding,
        **total,
        "description": table.description,
        **dialect,
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            **({"foreignKeys": [_foreign(one) for one in table.references]} if table.references else {}),
        },
    }


def _field(column: Column) -> dict[str, Any]:
    told = {"description": column.description} if column.description else {}
    constraints = {"constraints": column.constraints} if column.constraints else {}
    return {"name": column.name, "type": column.type, **told, **constraints}


def _foreign(one: Reference) -> dict[str, Any]:
    return {"fields": list(one.columns), "reference": {"resource": one.table, "fields": list(one.key)}}


def _sum(file: Path) -> dict[str, Any]:
    content = file.read_bytes()
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}


def pretty(content: Any) -> bytes:
    """Return content as JSON for people, too."""
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def schema_text() -> bytes:
    """Return the JSON Schema of the knowledge, as `netcli knowledge schema` prints it."""
    return pretty(json_schema())


def licence_text() -> bytes:
    """Return the licence of the knowledge: a wheel carries it with the data, a checkout has it at its root."""
    carried = DATA / LICENCE
    return (carried if carried.exists() else DATA.parents[1] / LICENCE).read_bytes()
