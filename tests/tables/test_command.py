"""`netcli knowledge export --to DIR`: what it answers, what it refuses, and whose records are in it."""

import csv
import io
from pathlib import Path

import polars as pl
import pytest

from netcli.tables import export
from netcli.tables.shape import tables
from tests.answers.test_schemas import faults

HOSPITAL = Path(__file__).parents[2] / "examples" / "hospital"


def test_the_answer_tells_what_was_written(netcli, tmp_path: Path) -> None:
    """As an answer in JSON, whatever the form of the tables."""
    run = netcli("knowledge", "export", "--to", str(tmp_path / "x"), "--format", "SQLite", "--json")
    assert run.code == 0, run.err
    assert run.json["schema"] == "netcli/knowledge-tables/1"
    assert faults(run.json) == []
    (found,) = run.json["results"]
    assert (found["folder"], found["format"]) == (str(tmp_path / "x"), "sqlite")
    assert [one["table"] for one in found["tables"]] == [*tables()]
    assert {one["file"] for one in found["tables"]} == {"netcli.sqlite"}
    assert (tmp_path / "x" / "netcli.sqlite").exists()


@pytest.mark.parametrize("form", ["plain", "csv"])
def test_other_formats_are_those_of_the_answer(netcli, form: str, tmp_path: Path) -> None:
    """The tables are CSV then."""
    run = netcli("knowledge", "export", "--to", str(tmp_path / "x"), "--format", form)
    assert run.code == 0, run.err
    assert "indications.csv" in run.out
    assert (tmp_path / "x" / "indications.csv").exists()
    if form == "csv":
        found = list(csv.DictReader(io.StringIO(run.out)))
        assert [one["table"] for one in found] == [*tables()]


@pytest.mark.parametrize(
    "line",
    [
        ("therapies", "--format", "parquet"), ("therapies", "--format", "parquet", "--json"),
        ("knowledge", "export", "--format", "sqlite"), ("knowledge", "about", "--json", "-f", "sqlite"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_the_formats_of_tables_are_refused_elsewhere(netcli, line: tuple[str, ...]) -> None:
    """With the line that takes them."""
    run = netcli(*line)
    assert run.code == 2
    assert "is a format of tables in a folder" in run.err
    assert "netcli knowledge export --to DIR --format" in run.err


def test_a_refused_folder_is_bad_usage_and_a_file_is_a_failure(netcli, tmp_path: Path) -> None:
    """Each in a sentence, nothing on standard output."""
    (tmp_path / "mine.txt").write_text("mine")
    refused = netcli("knowledge", "export", "--to", str(tmp_path))
    failed = netcli("knowledge", "export", "--to", str(tmp_path / "mine.txt"))
    assert (refused.code, refused.out) == (2, "")
    assert (failed.code, failed.out) == (1, "")
    assert "holds files and no earlier export" in refused.err
    assert "cannot write" in failed.err


def test_an_overlay_is_in_the_tables_and_says_so(netcli, tmp_path: Path) -> None:
    """In the origin of its records."""
    run = netcli("knowledge", "export", "--to", str(tmp_path / "x"), "--data", str(HOSPITAL))
    assert run.code == 0, run.err
    found = pl.read_csv(tmp_path / "x" / "records.csv", infer_schema_length=None)
    assert found.filter(pl.col("origin").is_not_null()).height > 0


@pytest.mark.parametrize(
    "name", ["", " ", "\0", "\x1b[31mx", "\u202egnul", "\udcff", "A" * 3000, "[bold]x[/]", "%s{0}", "-"]
)
@pytest.mark.parametrize("form", ["csv", "sqlite"])
def test_whatever_is_typed_for_a_folder_is_one_or_is_refused(
    netcli, name: str, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a sentence, nothing raw, nothing left."""
    monkeypatch.setattr(export, "tables", dict)  # none, which takes no time
    monkeypatch.chdir(tmp_path)
    run = netcli("knowledge", "export", "--to", name, *(["--format", form] if form == "sqlite" else []), "--json")
    assert run.code in (0, 1, 2), run.err
    assert "unexpected" not in run.err
    assert not {"\x1b", "\u202e"} & {*run.out, *run.err}
    assert run.code == 0 or list(tmp_path.iterdir()) == []
