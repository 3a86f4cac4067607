"""The knowledge as a folder of tables with the package that describes them."""

from pathlib import Path
from typing import Literal

from msgspec import Struct

from netcli.knowledge.files.load import Knowledge
from netcli.tables.folder import replacing_export
from netcli.tables.package import LICENCE, PACKAGE, SCHEMA, licence_text, package, pretty, schema_text
from netcli.tables.rows import rows_by_table
from netcli.tables.shape import tables
from netcli.tables.writers import WRITERS

Form = Literal["csv", "parquet", "sqlite"]


class Written(Struct, frozen=True):
    """A table that was written: in which file, how many rows and columns it has."""

    table: str
    file: str
    rows: int
    columns: int


class Exported(Struct, frozen=True):
    """A folder of tables that was written, and in which form."""

    folder: str
    format: Form
    tables: list[Written]


def export_tables(knowledge: Knowledge, folder: Path, form: Form = "csv") -> list[Written]:
    """Write every table into a folder, whole or not at all. Raise UnknownValue, NetcliError."""
    shapes = tables()
    with replacing_export(folder) as part:
        rows = rows_by_table(knowledge)
        files = WRITERS[form](part, shapes, rows)
        (part / SCHEMA).write_bytes(schema_text())
        (part / LICENCE).write_bytes(licence_text())
        (part / PACKAGE).write_bytes(pretty(package(shapes, files, form, part, knowledge)))
    return [Written(name, files[name], len(rows[name]), len(shape.columns)) for name, shape in shapes.items()]
