"""The tables of the bundled knowledge, written once for all tests."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from netcli.knowledge.files.load import Knowledge
from netcli.tables import export
from netcli.tables.export import export_tables
from netcli.tables.rows import Row, rows_by_table


@pytest.fixture(scope="session", autouse=True)
def made_once() -> Iterator[None]:
    """Make the rows of one knowledge once, however often they are written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(export, "rows_by_table", cache(rows_by_table))
        patch.setattr(export, "schema_text", cache(export.schema_text))
        yield


@pytest.fixture(scope="session")
def rows(knowledge: Knowledge) -> dict[str, list[Row]]:
    """The rows of every table."""
    return export.rows_by_table(knowledge)


@pytest.fixture(scope="session")
def folder(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of CSV files, for reading alone."""
    place = tmp_path_factory.mktemp("export") / "tables"
    export_tables(knowledge, place)
    return place
