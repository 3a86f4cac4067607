"""The classification maps over a data frame, as docs/python.md shows it (extra: dataframe)."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "python.md"


def test_the_readme_example_runs() -> None:
    """The very lines of the page, and the labels that they give."""
    pytest.importorskip("polars")
    example = re.search(r"```python\n(import polars\n.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert example
    space: dict[str, object] = {}
    exec(example.group(1), space)  # noqa: S102
    assert space["labels"] == ["NET G2", "Typical carcinoid (NET G1) (provisional)"]


def test_a_column_of_grades_joins_the_frame() -> None:
    """Missing values are None, and the frame keeps its rows and their order."""
    polars = pytest.importorskip("polars")
    from netcli.grading import classify

    frame = polars.DataFrame(
        {"ki67": [2.99, 3.0, 20.0, 20.1], "mitoses": [1.0, None, None, 1.0], "id": ["a", "b", "c", "d"]}
    )
    grades = frame.select("ki67", "mitoses").map_rows(
        lambda row: (classify(ki67=row[0], mitoses=row[1], site="pancreas", differentiation="well").grade,)
    )
    graded = frame.with_columns(grade=grades.to_series())
    assert graded["grade"].to_list() == ["G1", "G2", "G2", "G3"]
    assert graded["id"].to_list() == ["a", "b", "c", "d"]
