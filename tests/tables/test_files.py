"""The files are what the package says: its checker, a database and a data frame read them as they are."""

import csv
import json
import runpy
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import polars as pl
import pytest

from netcli.errors import NetcliError
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.therapies import fitting_therapies
from netcli.tables.export import export_tables
from netcli.tables.rows import Row
from netcli.tables.shape import tables
from netcli.tables.shared import Column, Table
from netcli.tables.writers import cells, write_csv
from tests.conftest import program

ROOT = Path(__file__).parents[2]
POLARS = {"string": pl.String, "integer": pl.Int64, "number": pl.Float64, "boolean": pl.Boolean}


@pytest.fixture(scope="module")
def package(folder: Path) -> Any:
    """The description of the tables."""
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def test_the_package_is_valid(folder: Path) -> None:
    """By Frictionless: types, words that are allowed, keys, sums of the files."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.flatten(["name", "rowNumber", "fieldName", "type", "note"]) == []
    assert len(report.tasks) == len(tables())


def test_its_checker_finds_what_is_wrong(folder: Path, package: Any, tmp_path: Path) -> None:
    """A file that is not the package's, a word that is not allowed, a record that there is not."""
    kept = [one for one in package["resources"] if one["name"] in ("indications", "therapies")]
    (tmp_path / "datapackage.json").write_text(json.dumps({**package, "resources": kept}))
    shutil.copy(folder / "therapies.csv", tmp_path)
    text = (folder / "indications.csv").read_text(encoding="utf-8")
    text = text.replace("indications/1,octreotide,1,us,approved", "indications/1,nosuch,1,us,licensed", 1)
    (tmp_path / "indications.csv").write_text(text, encoding="utf-8")
    found = frictionless.validate(str(tmp_path / "datapackage.json")).flatten(["type"])
    assert {one for (one,) in found} >= {"hash-count", "constraint-error", "foreign-key"}


def test_the_package_tells_its_edition_and_licence(package: Any, knowledge: Knowledge) -> None:
    """Of the edition's day, so that the bytes of one edition stay the same."""
    assert (package["version"], package["created"][:10]) == (knowledge.edition.version, knowledge.edition.reviewed)
    assert package["licenses"][0]["name"] == "CC-BY-4.0"


def test_schema_and_licence_lie_beside_the_tables(folder: Path) -> None:
    """The committed ones, word for word."""
    assert (folder / "schema.json").read_bytes() == (ROOT / "netcli" / "data" / "schema.json").read_bytes()
    assert (folder / "LICENSE-DATA").read_bytes() == (ROOT / "LICENSE-DATA").read_bytes()


def test_the_bytes_are_the_same_on_every_run(folder: Path, tmp_path: Path) -> None:
    """From the wheel's compiled knowledge as from a checkout, however Python orders its sets."""
    place = tmp_path / "again"
    done = program("knowledge", "export", "--to", str(place), PYTHONHASHSEED="1")
    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted(path.name for path in place.iterdir())
    assert [name for name in names if (folder / name).read_bytes() != (place / name).read_bytes()] == []


def test_cells_are_plain(folder: Path, rows: dict[str, list[Row]]) -> None:
    """Every row has its cells; what is empty is missing, a truth is true or false, a number a number."""
    for name, table in tables().items():
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            header, *read = csv.reader(stream)
        assert header == [column.name for column in table.columns]
        written = [["" if one is None else str(one) for one in cells(row, table)] for row in rows[name]]
        booleans = {index for index, column in enumerate(table.columns) if column.type == "boolean"}
        assert read == [[one.lower() if index in booleans else one for index, one in enumerate(row)] for row in written]


def test_a_formula_is_text_and_a_minus_a_number(tmp_path: Path) -> None:
    """What a spreadsheet would run, from an overlay, say, stands behind an apostrophe."""
    table = Table("x", "", (Column("id"), Column("value", "number")), ("id",))
    write_csv(tmp_path, {"x": table}, {"x": [{"id": "=1+1", "value": -1.5}, {"id": "-5 %", "value": None}]})
    assert (tmp_path / "x.csv").read_text() == "id,value\n'=1+1,-1.5\n-5 %,\n"


def test_types_come_out_without_a_word(folder: Path, rows: dict[str, list[Row]]) -> None:
    """DuckDB finds them by itself in every column that holds something."""
    expected = {"number": {"DOUBLE"}, "integer": {"BIGINT"}, "boolean": {"BOOLEAN"}}
    for name, table in tables().items():
        read = duckdb.read_csv(str(folder / f"{name}.csv"))
        found = dict(zip(read.columns, map(str, read.types), strict=True))
        for column in table.columns:
            if column.type != "string" and any(row.get(column.name) is not None for row in rows[name]):
                assert found[column.name] in expected[column.type], (name, column.name)


def test_sqlite_has_the_same_tables_types_and_keys(
    knowledge: Knowledge, rows: dict[str, list[Row]], tmp_path: Path
) -> None:
    """No key is broken, no row is lost."""
    export_tables(knowledge, tmp_path, "sqlite")
    assert forms_agree(tmp_path, "sqlite")
    with closing(sqlite3.connect(tmp_path / "netcli.sqlite")) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for name, table in tables().items():
            found = database.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
            assert found == [tuple(cells(row, table)) for row in rows[name]]
            assert len(database.execute(f"PRAGMA foreign_key_list('{name}')").fetchall()) == sum(
                len(one.columns) for one in table.references
            )


def test_parquet_has_the_same_tables_and_types(
    knowledge: Knowledge, rows: dict[str, list[Row]], tmp_path: Path
) -> None:
    """Also where a column is empty."""
    written = export_tables(knowledge, tmp_path, "parquet")
    assert forms_agree(tmp_path, "parquet")
    for one in written:
        frame = pl.read_parquet(tmp_path / one.file)
        table = tables()[one.table]
        assert dict(frame.schema) == {column.name: POLARS[column.type] for column in table.columns}
        assert frame.rows() == [tuple(cells(row, table)) for row in rows[one.table]]


def forms_agree(folder: Path, form: str) -> bool:
    """Tell whether the package beside files of another form describes those."""
    content = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    files = [(one["format"], (folder / one["path"]).exists()) for one in content["resources"]]
    return files == [(form, True)] * len(tables())


def test_without_polars_parquet_is_refused_with_the_line_that_installs_it(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing is left behind."""
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(NetcliError) as error:
        export_tables(knowledge, tmp_path / "tables", "parquet")
    assert error.value.hint == "pip install 'neuroendocrine-cli[dataframe]'"
    assert list(tmp_path.iterdir()) == []


def test_the_example_finds_the_drugs_that_therapies_finds(
    folder: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Labelled for the pancreas in the EU, a label for any tumour aside."""
    from netcli.knowledge.situation import read_situation

    monkeypatch.chdir(folder.parent)
    runpy.run_path(str(ROOT / "examples" / "tables" / "labels.py"))
    found = {line[29:] for line in capsys.readouterr().out.splitlines()}
    situation, _ = read_situation({"site": "pancreas", "status": "approved", "region": "eu"}, knowledge)
    matches, _ = fitting_therapies(knowledge, situation)
    own = {one.therapy.name for one in matches if not all(label.tumour_agnostic for label in one.indications)}
    assert found == own


@pytest.mark.parametrize("name", ["hazard_ratios", "data_frame"])
def test_the_other_examples_run(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside the folder that they read."""
    monkeypatch.chdir(folder.parent)
    runpy.run_path(str(ROOT / "examples" / "tables" / f"{name}.py"))
    assert "RADIANT-3" in (told := capsys.readouterr().out) or "Everolimus 10 mg 207 11.0 months" in told
