"""Tables into files: CSV, Parquet or one SQLite database, with the same columns, types and keys."""

import csv
import io
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from netcli.errors import NetcliError
from netcli.tables.shared import Reference, Table
from netcli.text import spreadsheet_safe

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
Tables = Mapping[str, Table]
DATABASE = "netcli.sqlite"
SQL_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "BOOLEAN"}
INSTALL = "pip install 'neuroendocrine-cli[dataframe]'"


def cells(row: Mapping[str, Any], table: Table) -> list[Any]:
    """Return the cells of a row in the order of the columns; what is empty is None."""
    return [None if (value := row.get(column.name)) == "" else value for column in table.columns]


def write_csv(folder: Path, tables: Tables, rows: Rows) -> dict[str, str]:
    """Write a file a table; return the name of each."""
    for name, table in tables.items():
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([column.name for column in table.columns])
        writer.writerows([_cell(value) for value in cells(row, table)] for row in rows[name])
        (folder / f"{name}.csv").write_bytes(text.getvalue().encode())
    return {name: f"{name}.csv" for name in tables}


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return spreadsheet_safe(value) if isinstance(value, str) else value


def write_parquet(folder: Path, tables: Tables, rows: Rows) -> dict[str, str]:
    """Write a file a table; return the name of each. Raise NetcliError where Polars is not installed."""
    try:
        import polars as pl
    except ImportError:
        raise NetcliError("Parquet is written by Polars, which is not installed", INSTALL) from None
    types: dict[str, Any] = {
        "string": pl.String, "integer": pl.Int64, "number": pl.Float64, "boolean": pl.Boolean,
    }  # fmt: skip
    for name, table in tables.items():
        schema = {column.name: types[column.type] for column in table.columns}
        frame = pl.DataFrame([cells(row, table) for row in rows[name]], schema=schema, orient="row")
        frame.write_parquet(folder / f"{name}.parquet")
    return {name: f"{name}.parquet" for name in tables}


def write_sqlite(folder: Path, tables: Tables, rows: Rows) -> dict[str, str]:
    """Write one database with all tables; return its name for each. Raise OSError."""
    try:
        with closing(sqlite3.connect(folder / DATABASE)) as database, database:
            for name, table in tables.items():
                marks = ", ".join("?" * len(table.columns))
                database.execute(sql_of(table))
                database.executemany(
                    f"INSERT INTO {_quoted(name)} VALUES ({marks})",  # noqa: S608  (a name of the model, cells as marks)
                    (cells(row, table) for row in rows[name]),
                )
    except sqlite3.Error as error:  # a full disk, say
        raise OSError(str(error)) from None
    return dict.fromkeys(tables, DATABASE)


def sql_of(table: Table) -> str:
    """Return the statement that makes a table."""
    columns = [
        f"{_quoted(column.name)} {SQL_TYPES[column.type]}" + (" NOT NULL" if column.constraints.get("required") else "")
        for column in table.columns
    ]
    keys = [f"PRIMARY KEY ({_names(table.key)})", *map(_foreign, table.references)]
    return f"CREATE TABLE {_quoted(table.name)} (\n  " + ",\n  ".join([*columns, *keys]) + "\n)"


def _foreign(one: Reference) -> str:
    return f"FOREIGN KEY ({_names(one.columns)}) REFERENCES {_quoted(one.table)} ({_names(one.key)})"


def _names(columns: Sequence[str]) -> str:
    return ", ".join(map(_quoted, columns))


def _quoted(name: str) -> str:
    return f'"{name}"'


WRITERS: dict[str, Callable[[Path, Tables, Rows], dict[str, str]]] = {
    "csv": write_csv, "parquet": write_parquet, "sqlite": write_sqlite,
}  # fmt: skip
