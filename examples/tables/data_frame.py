"""The arms of a trial as a data frame, with the types that datapackage.json gives."""

import json
from pathlib import Path

import polars as pl

TYPES = {"string": pl.String, "integer": pl.Int64, "number": pl.Float64, "boolean": pl.Boolean}
FOLDER = Path("tables")
PACKAGE = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {one["name"]: one for one in PACKAGE["resources"]}


def table(name: str) -> pl.DataFrame:
    """Return a table by its name."""
    fields = RESOURCES[name]["schema"]["fields"]
    return pl.read_csv(FOLDER / RESOURCES[name]["path"], schema={one["name"]: TYPES[one["type"]] for one in fields})


arms = table("arms").join(table("outcomes"), left_on="parent", right_on="path", suffix="_outcome")
shown = arms.filter(pl.col("trial") == "RADIANT-3", pl.col("headline"))
for row in shown.select("name", "n", "value", "unit", "endpoint").iter_rows():
    print(*row)
