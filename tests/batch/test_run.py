"""A batch: every row in, every row out, in the same order, with six columns more."""

import csv
import io
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcli.batch.columns import ADDED
from netcli.batch.run import Summary, grade_file
from netcli.errors import NetcliError, UnknownValue
from netcli.grading import classify


def run(text: str, encoding: str = "utf-8", **options: Any) -> tuple[str, Summary]:
    """Grade a table given as text."""
    target = io.BytesIO()
    summary = grade_file(io.BytesIO(text.encode(encoding)), target, encoding=encoding, **options)
    return target.getvalue().decode(encoding), summary


def graded(text: str, **options: Any) -> list[dict[str, str]]:
    """Grade a table and return its rows by column."""
    return list(csv.DictReader(io.StringIO(run(text, **options)[0], newline="")))


def test_six_columns_are_appended_and_the_rest_is_kept() -> None:
    out, summary = run("id,site,ki67,mitoses,differentiation\n7,pancreas,12,4,well\n")
    assert out == (
        "id,site,ki67,mitoses,differentiation,netcli_category,netcli_grade,netcli_label,netcli_certainty,"
        "netcli_warnings,netcli_error\n7,pancreas,12,4,well,net,G2,NET G2,definite,,\n"
    )
    assert (summary.rows, summary.graded, summary.by_category) == (1, 1, {"net": 1})


@pytest.mark.parametrize("name", ["ki67", "Ki-67", " KI 67 ", "ki_67", "Ki-67 (%)", "Ki67 index"])
def test_headers_are_matched_in_any_spelling(name: str) -> None:
    assert graded(f'"{name}"\n21\n')[0]["netcli_category"] == "unresolved-high-grade"


def test_unknown_columns_are_carried_even_when_they_repeat() -> None:
    out, _ = run("note,ki67,note\na,12,b\n")
    assert out.splitlines()[1].startswith("a,12,b,net,G2,")


def test_a_bad_cell_names_its_column_and_the_row_is_kept() -> None:
    rows = graded("Ki-67,mitoses,site\nabc,4,pancreas\n12,-1,pancreas\n12,4,xyzzy\n120,x,pancreas\n12,4,pancreas\n")
    errors = [row["netcli_error"] for row in rows]
    assert [error.split(":")[0] for error in errors] == ["Ki-67", "mitoses", "site", "Ki-67", ""]
    assert "Ki-67" in errors[3]
    assert "mitoses" in errors[3]
    assert [row["netcli_category"] for row in rows] == ["", "", "", "", "net"]


def test_the_summary_adds_up() -> None:
    _, summary = run("site,ki67,mitoses\npancreas,12,4\npancreas,12,\npancreas,30,\npancreas,x,\n")
    assert (summary.graded, summary.provisional, summary.undetermined, summary.failed) == (1, 1, 1, 1)
    assert summary.rows == 4


@pytest.mark.parametrize("blank", ["", " ", "NA", "n/a", "unknown", "not done"])
def test_an_absent_value_is_missing_and_not_wrong(blank: str) -> None:
    (row,) = graded(f"site,ki67,mitoses,size_mm\npancreas,12,{blank},{blank}\n")
    assert (row["netcli_certainty"], row["netcli_error"]) == ("provisional", "")


def test_a_row_without_values_says_so() -> None:
    (row,) = graded("site,ki67,mitoses\npancreas,,\n")
    assert row["netcli_error"] == "ki67, mitoses: neither is given"


@pytest.mark.parametrize("value", ["NaN", "inf", "-1", "101", "1 2", "1e1"])
def test_what_a_single_grade_refuses_a_batch_refuses(value: str) -> None:
    (row,) = graded(f"ki67\n{value}\n")
    assert row["netcli_error"].startswith("ki67: ")


def test_counts_and_percentages_must_agree() -> None:
    rows = graded("ki67,positive,counted\n3,60,2000\n12,60,2000\n,60,2000\n,60,\n12,,2000\n,,2000\n,9,5\n")
    assert [bool(row["netcli_error"]) for row in rows] == [False, True, False, True, False, True, True]
    assert rows[2]["netcli_warnings"] == "site-assumed;near-cutoff"


def test_warnings_are_joined_codes() -> None:
    (row,) = graded("site,positive,counted,mitoses\npancreas,15,400,1\n")
    assert set(row["netcli_warnings"].split(";")) == {"near-cutoff", "few-cells"}


def test_a_missing_site_uses_the_digestive_rules_and_warns() -> None:
    (row,) = graded("ki67,mitoses,differentiation\n12,4,well\n")
    assert (row["netcli_grade"], row["netcli_warnings"]) == ("G2", "site-assumed")


def test_defaults_fill_what_a_row_leaves_empty() -> None:
    rows = graded("ki67,edition\n2.5,\n2.5,who-2019\n", defaults={"edition": "who-2010", "site": "ileum"})
    assert [row["netcli_warnings"] for row in rows] == ["gap-2-3", ""]


@pytest.mark.parametrize("column", ["", ",mitoses"])
def test_a_default_number_is_graded_as_one_in_the_row(column: str) -> None:
    """Whether the table has its column or not."""
    (row,) = graded(f"site,ki67{column}\npancreas,2{',' if column else ''}\n", defaults={"mitoses": "12"})
    (written,) = graded("site,ki67,mitoses\npancreas,2,12\n")
    assert [row[name] for name in ADDED] == [written[name] for name in ADDED]


@pytest.mark.parametrize("column", ["ki67", "mitoses", "positive", "counted"])
def test_a_line_break_in_a_number_makes_no_second_number(column: str) -> None:
    """Though whole columns of plain numbers are read at once."""
    cells = {"ki67": "", "mitoses": "1", "positive": "60", "counted": "2000", column: "60\n2000"}
    quoted = ",".join(f'"{cell}"' for cell in cells.values())
    rows = graded(f"{','.join(cells)}\n{quoted}\n,1,60,2000\n")
    assert rows[0]["netcli_error"].startswith(f"{column}: ")
    assert rows[1]["netcli_error"] == ""


def test_a_wrong_default_is_refused_at_once() -> None:
    with pytest.raises(UnknownValue, match="edition"):
        run("ki67\n2.5\n", defaults={"edition": "who-1999"})


def test_an_edition_that_does_not_cover_the_site_fails_the_row() -> None:
    (row,) = graded("site,ki67,edition\nstomach,12,who-2017\n")
    assert row["netcli_error"].startswith("edition: WHO 2017 does not cover stomach")


def test_fields_need_the_diameter() -> None:
    assert "diameter" in graded("mitoses\n12/50hpf\n")[0]["netcli_error"]
    assert graded("mitoses\n12/50hpf\n", hpf_diameter=0.55)[0]["netcli_grade"] == "G2"


def test_sites_are_resolved_by_the_function_given() -> None:
    assert graded("site,ki67\nC25,12\n", resolve_site={"C25": "pancreas"}.__getitem__)[0]["netcli_grade"] == "G2"


def test_progress_is_told_in_rows_and_bytes() -> None:
    seen: list[tuple[int, int]] = []
    text = "ki67\n" + "12\n" * 1200
    run(text, progress=lambda rows, size: seen.append((rows, size)))
    assert seen[-1] == (1200, len(text))
    assert sorted(seen) == seen


def assert_graded_alike(columns: list[str], rows: Sequence[tuple[str, ...]]) -> None:
    """Every row of a batch is graded as it would be alone."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([columns, *rows])
    for row in graded(text.getvalue()):
        given = {column: row[column] for column in columns if row[column]}
        try:
            alone = classify(**given)  # type: ignore[arg-type]
        except UnknownValue:
            assert row["netcli_error"], row
            continue
        warnings = ";".join(dict.fromkeys(one.code for one in alone.warnings))
        expected = [alone.category, alone.grade or "", alone.label, alone.certainty, warnings, ""]
        assert [row[name] for name in ADDED] == expected, row


KI67 = ["", "2", "2.5", "2.94", "2.95", "3", "3.04", "5", "5.1", "19.96", "20", "20.04", "20.05", "30", "55", "55.1",
        "<3", "<=3", "2-25", "12,5", ">55", ">=55", "x"]  # fmt: skip
MITOSES = ["", "0", "1.94", "1.96", "2", "10", "10.04", "10.05", "20", "20.04", "21", "9/5mm2", "18/5mm2", "60/10mm2",
           "<2", "1-30", "4/0mm2"]  # fmt: skip
COUNTS = ["", "0", "7", "8", "15", "60", "83", "110", "275", "300", "440", "x"]
CELLS = ["", "60", "499", "500", "501", "2000", "0"]


@pytest.mark.parametrize("edition", ["", "who-2022", "who-2010", "who-2017", "who-2021"])
def test_every_value_is_graded_as_it_would_be_alone(edition: str) -> None:
    sites, forms = ["pancreas", "lung", "unknown primary"], ["well", "poor", ""]
    rows = list(product(sites, KI67, MITOSES, forms, [edition]))
    assert_graded_alike(["site", "ki67", "mitoses", "differentiation", "edition"], rows)


@pytest.mark.parametrize("site", ["pancreas", "lung"])
def test_every_count_is_graded_as_it_would_be_alone(site: str) -> None:
    rows = list(product([site], ["", "3", "12", "<3"], COUNTS, CELLS, ["", "1"]))
    assert_graded_alike(["site", "ki67", "positive", "counted", "mitoses"], rows)


@pytest.mark.parametrize("site", ["pancreas", "lung"])
def test_every_morphology_is_graded_as_it_would_be_alone(site: str) -> None:
    sizes, shares = ["", "4.9", "5", "<5", "3-8", "0"], ["", "0", "29.9", "30", "70", "70.1", "20-40", "100"]
    words = ["", "well", "poor", "mixed", "middling"], ["", "small", "large"], ["", "none", "punctate", "extensive"]
    rows = list(product([site], *words, ["1", "30"], sizes, shares))
    columns = ["site", "differentiation", "cell_type", "necrosis", "mitoses", "size_mm", "ne_component"]
    assert_graded_alike(columns, rows)


NUMBER = st.one_of(st.just(""), st.floats(0, 100).map("{:.7f}".format), st.floats(0, 100).map("{:.3f}".format))


@given(st.lists(st.tuples(st.sampled_from(["pancreas", "lung"]), NUMBER, NUMBER), max_size=30))
def test_distinct_numbers_are_graded_as_they_would_be_alone(rows: list[tuple[str, str, str]]) -> None:
    assert_graded_alike(["site", "ki67", "mitoses"], rows)


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 3000)), max_size=30))
def test_distinct_counts_are_graded_as_they_would_be_alone(rows: list[tuple[int, int]]) -> None:
    assert_graded_alike(["positive", "counted"], [(str(one), str(other)) for one, other in rows])


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=25), st.sampled_from([",", ";", "\t"]))
def test_no_row_is_dropped_or_invented(rows: list[list[str]], delimiter: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([["ki67", "note", "mitoses"], *rows])
    out, summary = run(text.getvalue())
    read = list(csv.reader(io.StringIO(out, newline=""), delimiter=delimiter))
    assert [row[:3] for row in read[1:]] == rows
    assert all(len(row) == 3 + len(ADDED) for row in read)
    assert summary.rows == len(rows)


@given(st.binary(max_size=200))
def test_any_bytes_are_graded_or_refused(body: bytes) -> None:
    try:
        grade_file(io.BytesIO(b"ki67,mitoses\n" + body), io.BytesIO())
    except NetcliError as refused:
        assert refused.message.isprintable()


def test_an_existing_output_is_replaced_only_on_success(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    target.write_text("before")
    target.chmod(0o640)
    source.write_bytes(b"ki67\n12\n\xff\n")
    with pytest.raises(NetcliError):
        grade_file(source, target)
    assert target.read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]
    source.write_text("ki67\n12\n")
    grade_file(source, target)
    assert "net,G2" in target.read_text()
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_file_may_be_graded_in_place(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("ki67\n" + "12\n" * 5000)
    assert grade_file(path, path).rows == 5000
    assert path.read_text().count("net,G2") == 5000


@pytest.mark.parametrize("place", ["no/such/folder/out.csv", "."])
def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(NetcliError, match="cannot write"):
        grade_file(io.BytesIO(b"ki67\n12\n"), tmp_path / place)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NetcliError, match="cannot read"):
        grade_file(tmp_path / "missing.csv", tmp_path / "out.csv")
    assert list(tmp_path.iterdir()) == []
