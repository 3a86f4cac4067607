"""Cells and columns as registries write them, every assumption named, codes that are there compared with the grade."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcli.batch.columns import CODED, find_columns, read_mapping
from netcli.batch.run import grade_file
from netcli.batch.summary import Summary
from netcli.errors import UnknownValue
from tests.conftest import run_here


def graded(table: str, *, codes: bool = False, mapping: tuple[str, ...] = ()) -> tuple[list[dict[str, str]], Summary]:
    out = io.BytesIO()
    summary = grade_file(io.BytesIO(table.encode()), out, codes=codes, mapping=read_mapping(mapping))
    return list(csv.DictReader(io.StringIO(out.getvalue().decode()))), summary


def row(**cells: str) -> dict[str, str]:
    """Return a table of one row, graded and coded."""
    text = io.StringIO()
    csv.writer(text).writerows([cells.keys(), cells.values()])
    return graded(text.getvalue(), codes=True)[0][0]


def warned(**cells: str) -> list[str]:
    return row(**cells)["netcli_warnings"].split(";")


@pytest.mark.parametrize(
    ("site", "schema"),
    [
        ("C25.9", "net_pancreas_v9_2024"), ("C259", "net_pancreas_v9_2024"), ("c25.9", "net_pancreas_v9_2024"),
        ("Pancreas, NOS", "net_pancreas_v9_2024"), ("Small intestine (ileum)", "net_jejunum_and_ileum_v9_2024"),
        ("Stomach, body", "net_stomach_v9_2024"), ("PANCREAS TAIL", "net_pancreas_v9_2024"),
        ("C20.9-Rectum, NOS", "net_colon_and_rectum_v9_2024"), ("C25.2 Tail of pancreas", "net_pancreas_v9_2024"),
        ("Appendix", "net_appendix_v9_2024"), ("Cecum", "net_colon_and_rectum_v9_2024"),
    ],
)  # fmt: skip
def test_a_site_is_read_as_registries_write_it(site: str, schema: str) -> None:
    """Codes, the terms of ICD-O, a part in brackets."""
    found = row(site=site, ki67="2", year="2024")
    assert (found["netcli_error"], found["netcli_grade"], found["netcli_seer_schema"]) == ("", "G1", schema)


@pytest.mark.parametrize("site", ["Lung & bronchus", "Bronchus or lung, NOS", "C34.1", "Lung, NOS"])
def test_a_lung_is_graded_by_the_rules_of_the_lung(site: str) -> None:
    """However a registry names it."""
    assert row(site=site, mitoses="1", necrosis="none", size_mm="20")["netcli_category"] == "typical-carcinoid"


@pytest.mark.parametrize("site", ["Small intestine (lung)", "Pancreas (left)", "C50.9", "C259.1", "9999"])
def test_a_place_that_is_none_fails_its_row(site: str) -> None:
    """Nothing is guessed from a part of it."""
    error = row(site=site, ki67="2")["netcli_error"]
    assert error.startswith("site: unknown site") or error.endswith("is no place of the organs on record")


@pytest.mark.parametrize("text", ["Well diff", "well-diff", "WELL DIFFERENTIATED", "Well differentiated; Grade I"])
def test_well_differentiated_is_read_in_any_spelling(text: str) -> None:
    """Without an assumption."""
    found = row(site="pancreas", ki67="30", differentiation=text)
    assert (found["netcli_label"], found["netcli_error"]) == ("NET G3", "")


@pytest.mark.parametrize(
    "text", ["moderate", "Moderately differentiated", "mod diff", "Moderately differentiated; Grade II"]
)
def test_moderate_is_no_level_and_says_so(text: str) -> None:
    """A high Ki-67 stays unresolved with it."""
    found = row(site="pancreas", ki67="30", differentiation=text)
    assert found["netcli_category"] == "unresolved-high-grade"
    assert "moderate-not-used" in found["netcli_warnings"]


def test_undifferentiated_is_taken_for_poor_and_says_so() -> None:
    """The carcinoma is kept, the assumption named."""
    found = row(site="pancreas", ki67="60", differentiation="Undifferentiated; anaplastic; Grade IV")
    assert found["netcli_category"] == "nec"
    assert "undifferentiated-as-poor" in found["netcli_warnings"]


@pytest.mark.parametrize("text", ["~3", "about 3", "approx. 3 %", "ca. 3", "\u22483"])
def test_a_number_that_is_about_is_read_and_said(text: str) -> None:
    """Of Ki-67 and of mitoses."""
    assert "ki67-approximate" in warned(site="pancreas", ki67=text)
    assert row(site="pancreas", ki67=text)["netcli_grade"] == "G2"
    assert "mitoses-approximate" in warned(site="pancreas", mitoses=text.replace("%", ""))


@pytest.mark.parametrize(("code", "grade"), [("XXX.4", "G1"), ("XXX.5", "G2"), ("xxx.5", "G2")])
def test_a_code_of_the_ki67_item_is_its_range_and_stays_itself(code: str, grade: str) -> None:
    """It is written again as it was."""
    found = row(site="pancreas", ki67=code, year="2024")
    assert (found["netcli_grade"], found["netcli_ki67_item"]) == (grade, code.upper())
    assert "ki67-range-code" in found["netcli_warnings"]


@pytest.mark.parametrize("code", ["XXX.7", "XXX.8", "XXX.9", "unknown", "-", "Not documented"])
def test_a_code_for_no_value_is_no_value(code: str) -> None:
    """Mitoses alone grade the row."""
    found = row(site="pancreas", ki67=code, mitoses="5")
    assert (found["netcli_grade"], found["netcli_error"]) == ("G2", "")


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("primarySite", "site"), ("Primary Site", "site"), ("histologicTypeIcdO3", "morphology"),
        ("behaviorCodeIcdO3", "behavior"), ("Ki-67 (%)", "ki67"), ("ki67", "ki67"), ("3863", "ki67"),
        ("gradePathological", "grade_pathological"), ("3844", "grade_pathological"),
        ("gradeClinical", "grade_clinical"),
        ("dateOfDiagnosis", "year"), ("Year of Diagnosis", "year"), ("Diff", "differentiation"),
    ],
)  # fmt: skip
def test_columns_are_known_as_naaccr_and_exports_name_them(header: str, column: str) -> None:
    """By name, XML name or number of the item."""
    headers = [header] if column == "ki67" else [header, "mitoses"]
    assert find_columns(headers)[column] == 0


def test_a_column_can_be_given_or_taken_away() -> None:
    """What is told comes before what the names say."""
    mapping = read_mapping(["MIB1 index=ki67", "Ki-67="])
    assert find_columns(["Ki-67", "MIB1 index"], mapping) == {"ki67": 1}
    assert find_columns(["Ki-67", "MIB1 index"], read_mapping(["MIB1 index=ki67"])) == {"ki67": 1}


@pytest.mark.parametrize("typed", ["ki67", "x=nothing", "=ki67", "a=b=c"])
def test_a_mapping_that_is_none_is_refused(typed: str) -> None:
    """With what would be one."""
    with pytest.raises(UnknownValue, match="COLUMN=INPUT"):
        read_mapping([typed])


def test_a_mapping_of_no_column_is_refused() -> None:
    """With the columns that there are."""
    with pytest.raises(UnknownValue, match="there is not") as refused:
        find_columns(["ki67"], read_mapping(["nowhere=site"]))
    assert refused.value.hint == "columns: ki67"


@pytest.mark.parametrize(
    ("cells", "warning"),
    [
        ({"morphology": "8246/3", "ki67": "2"}, "morphology-contradicts"),
        ({"morphology": "8246", "ki67": "2"}, "morphology-contradicts"),
        ({"morphology": "8240/3", "ki67": "40"}, "morphology-contradicts"),
        ({"morphology": "8240/3", "ki67": "12"}, "morphology-contradicts"),
        ({"morphology": "8240", "behavior": "3", "ki67": "60", "differentiation": "poor"}, "morphology-contradicts"),
        ({"grade_pathological": "1", "ki67": "12"}, "grade-item-contradicts"),
        ({"gradeClinical": "3", "ki67": "2", "mitoses": "1"}, "grade-item-contradicts"),
    ],
)
def test_a_code_that_contradicts_the_grade_is_named(cells: dict[str, str], warning: str) -> None:
    """The row is graded all the same."""
    found = row(site="pancreas", **cells)
    assert warning in found["netcli_warnings"].split(";")
    assert found["netcli_error"] == ""


@pytest.mark.parametrize(
    "cells",
    [
        {"morphology": "8249/3", "ki67": "12"},
        {"morphology": "8249/3", "ki67": "30", "differentiation": "well"},
        {"morphology": "8151/3", "ki67": "2"},
        {"morphology": "8246/3", "ki67": "60", "differentiation": "poor", "grade_pathological": "3"},
        {"morphology": "8246/3", "ki67": "60"},
        {"morphology": "8013/3", "ki67": "60", "differentiation": "poor"},
        {"morphology": "adenocarcinoma", "ki67": "2"},
        {"morphology": "8140/3", "ki67": "2"},
        {"grade_pathological": "2", "ki67": "12"},
        {"grade_pathological": "9", "ki67": "12"},
        {"grade_pathological": "2", "ki67": "2"},
    ],
)
def test_a_code_that_goes_with_the_grade_is_not_doubted(cells: dict[str, str]) -> None:
    """Nor one that is none of the field; a minimum may rise."""
    assert "contradicts" not in row(site="pancreas", **cells)["netcli_warnings"]


@pytest.mark.parametrize(
    ("cells", "codes", "warning"),
    [
        ({"site": "C25.9", "morphology": "8140", "ki67": "12"}, ["8140/3", "pancreas", "", ""],
         "morphology-not-on-record"),
        ({"site": "C25.9", "morphology": "8683/3", "ki67": "1"}, ["8683/3", "net_pancreas_v9_2024", "1", "1.0"],
         "morphology-not-on-record"),
        ({"site": "C18.2", "morphology": "8154/3", "ki67": "60"}, ["8154/3", "colon_rectum", "", ""],
         "morphology-of-mixed-neoplasm"),
        ({"site": "C16.9", "morphology": "8240", "behavior": "2", "ki67": "1"},
         ["8240/2", "net_stomach_v9_2024", "1", "1.0"], "morphology-not-on-record"),
        ({"site": "C16.9", "morphology": "8240/3", "behavior": "1", "ki67": "1"},
         ["8240/3", "net_stomach_v9_2024", "1", "1.0"], "behavior-contradicts"),
        ({"site": "C25.9", "morphology": "8151/0", "ki67": "1"}, ["8151/0", "net_pancreas_v9_2024", "1", "1.0"],
         "morphology-out-of-date"),
        ({"site": "C25.9", "morphology": "xyz", "ki67": "1"}, ["8240/3", "net_pancreas_v9_2024", "1", "1.0"],
         "morphology-not-read"),
        ({"site": "C25.9", "morphology": "8240/3", "ki67": "1", "gradePathological": "2"},
         ["8240/3", "net_pancreas_v9_2024", "2", "1.0"], ""),
        ({"site": "C25.9", "morphology": "8249/3", "ki67": "12", "gradePathological": "1"},
         ["8249/3", "net_pancreas_v9_2024", "", "12.0"], "grade-item-contradicts"),
    ],
)  # fmt: skip
def test_what_the_file_says_is_never_replaced_in_silence(cells: dict[str, str], codes: list[str], warning: str) -> None:
    """A code that is not on record, a behaviour, a mixed neoplasm, a stated grade."""
    found = row(year="2024", **cells)
    assert [found[name] for name in CODED] == codes
    assert warning in found["netcli_warnings"]


def test_a_code_of_a_tumour_net_settles_its_differentiation_for_the_coding() -> None:
    """Ki-67 35 with 8249/3 is G3 there, though nobody wrote the differentiation."""
    found = row(site="C25.9", morphology="8249/3", ki67="35", year="2024")
    assert found["netcli_category"] == "unresolved-high-grade"
    assert [found[name] for name in CODED] == ["8249/3", "net_pancreas_v9_2024", "3", "35.0"]


@pytest.mark.parametrize(("ki67", "item"), [("", ""), ("XXX.9", "XXX.9"), ("999", "")])
def test_a_row_without_values_is_coded_by_what_it_holds(ki67: str, item: str) -> None:
    """It cannot be graded, and says so."""
    found = row(site="C25.9", morphology="8240/3", gradeClinical="A", ki67=ki67, mitoses="", year="2024")
    assert found["netcli_error"] == "ki67, mitoses: neither is given"
    assert [found[name] for name in CODED] == ["8240/3", "net_pancreas_v9_2024", "A", item]


def test_words_alone_give_no_grade_of_numbers() -> None:
    """8240/3 stands for a tumour whose grade nobody knows, too."""
    found = row(site="C25.9", morphology="8240/3", differentiation="well", ki67="", year="2024")
    assert found["netcli_grade_item"] == ""


@pytest.mark.parametrize("code", ["8243/3", "8247/3", "8345/3", "8700/3"])
def test_a_tumour_with_rules_of_its_own_is_not_graded_as_another(code: str) -> None:
    """Its code is kept."""
    found = row(site="C18.1", morphology=code, ki67="12", year="2024")
    assert "has rules of its own" in found["netcli_error"]
    assert found["netcli_icd_o_3"] == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("8249/3 - NET G2", "8249/3"), ("M8249/3", "8249/3"), ("M82493", "8249/3"), ("82493", "8249/3"),
        ("824932", "8249/3"), ("ICD-O-3 8249/3", "8249/3"), ("8249: NET G2", "8249/3"), ("insulinoma", "8151/3"),
        ("NET G2", "8249/3"),
    ],
)  # fmt: skip
def test_a_morphology_is_read_as_exports_write_it(text: str, code: str) -> None:
    """With a label, a letter, a grade behind it, or by its name."""
    assert row(site="C25.9", morphology=text, ki67="12", mitoses="5", year="2024")["netcli_icd_o_3"] == code


@pytest.mark.parametrize("date", ["06", "6/15/19", "43466", "1066", "2101", "2013-2017", "soon"])
def test_a_date_that_cannot_be_read_leaves_the_schema_open(date: str) -> None:
    """No schema is guessed for it."""
    found = row(site="pancreas", ki67="2", year=date)
    assert "date-not-read" in found["netcli_warnings"]
    assert (found["netcli_icd_o_3"], found["netcli_seer_schema"], found["netcli_ki67_item"]) == ("8240/3", "", "")


@pytest.mark.parametrize("date", ["", "9999", "unknown"])
def test_a_year_that_is_not_known_takes_the_schema_in_force_and_says_so(date: str) -> None:
    """As SEER's own tables do."""
    found = row(site="pancreas", ki67="2", year=date)
    assert "year-assumed" in found["netcli_warnings"]
    assert found["netcli_seer_schema"] == "net_pancreas_v9_2024"


@pytest.mark.parametrize("text", ["less than 3%", "under 3", "12 percent", "above 20 per cent"])
def test_a_number_in_words_is_read(text: str) -> None:
    """As a report says it."""
    assert row(site="pancreas", ki67=text)["netcli_error"] == ""


def test_the_code_for_no_mitoses_is_no_count() -> None:
    """999 is none."""
    assert row(site="pancreas", ki67="1", mitoses="999")["netcli_label"] == "NET G1 (at least)"


def test_the_code_in_the_file_is_kept_where_it_goes_with_the_grade() -> None:
    """It says more than the grade: an insulinoma."""
    cells = {"site": "pancreas", "ki67": "2", "year": "2024"}
    assert row(morphology="8151/3", **cells)["netcli_icd_o_3"] == "8151/3"
    assert row(morphology="8246/3", **cells)["netcli_icd_o_3"] == "8240/3"


def test_the_columns_of_a_registry_are_added_in_order() -> None:
    """Behind the six of the grade; what is open or blank is empty."""
    found = row(site="C25.1", ki67="12.34", mitoses="4", year="20250311")
    assert list(found)[-4:] == list(CODED)
    assert [found[name] for name in CODED] == ["8249/3", "net_pancreas_v9_2024", "2", "12.3"]
    assert [row(site="pancreas", ki67="12", year="2019")[name] for name in CODED] == ["8249/3", "net_pancreas", "2", ""]
    assert [row(site="", ki67="12")[name] for name in CODED] == ["8249/3", "", "", ""]
    assert [row(site="nowhere", ki67="12")[name] for name in CODED] == ["", "", "", ""]


@pytest.mark.parametrize(
    "date", ["2019", "20191231", "201906", "06152019", "2019-12-31", "12/31/2019", "31.12.2019", "15-JUN-2019"]
)
def test_a_date_of_diagnosis_gives_its_year(date: str) -> None:
    """As exports write it."""
    assert row(site="pancreas", ki67="2", dateOfDiagnosis=date)["netcli_seer_schema"] == "net_pancreas"


@given(
    st.lists(st.lists(st.sampled_from(["C25.9", "12", "8240/3", "~3", "", "x", "2024", "a,b"]), min_size=0, max_size=7))
)
def test_rows_in_are_rows_out_with_codes_too(rows: list[list[str]]) -> None:
    """Of any width."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["site", "ki67", "morphology", "year"], *rows])
    out = io.BytesIO()
    summary = grade_file(io.BytesIO(text.getvalue().encode()), out, codes=True)
    lines = list(csv.reader(io.StringIO(out.getvalue().decode())))
    assert len([line for line in lines[1:] if line]) == summary.rows
    for line, cells in zip(lines[1:], rows, strict=False):
        assert line[: min(len(cells), 4)] == cells[:4]


def test_the_summary_counts_labels_and_names_the_commonest_problems() -> None:
    """With the first line; what differs in the text it quotes is one problem."""
    table = (
        "site,ki67\n" + "".join(f"pancreas,{'x' * (n % 12 + 1)}\n" for n in range(40)) + "pancreas,~3\npancreas,12\n"
    )
    _, summary = graded(table)
    assert summary.by_label == {"NET G2 (at least)": 2}
    (told,) = summary.failures
    assert (told.message, told.rows, told.line) == ("ki67: 'x' is not a number and 11 others", 40, 2)
    assert [(one.message, one.line) for one in summary.warnings] == [("ki67-approximate", 42)]
    assert summary.columns == {"site": "site", "ki67": "ki67"}


def test_columns_that_are_not_read_are_named() -> None:
    """A header that nobody knows is no silence."""
    _, summary = graded("site,Ki-67 (2021+),ki67,Lokalisation\npancreas,,12,\n")
    assert summary.unread == ["Ki-67 (2021+)", "Lokalisation"]
    told = run_here("grade", "--batch", "-", stdin=b"a,ki67\n1,12\n").err
    assert told.splitlines()[:2] == ["columns: ki67 from 'ki67'", "not read: a"]


def test_a_file_is_not_replaced_by_one_without_a_grade(tmp_path: Path) -> None:
    """A place that was empty gets it: its errors are what the table is mended by."""
    target = tmp_path / "out.csv"
    assert run_here("grade", "--batch", "-", "--output", str(target), stdin=b"ki67\nx\n").code == 1
    assert "'x' is not a number" in target.read_text(encoding="utf-8")
    target.write_text("before", encoding="utf-8")
    run = run_here("grade", "--batch", "-", "--output", str(target), stdin=b"ki67\nx\n")
    assert run.code == 1
    assert "the former output is kept" in run.err
    assert target.read_text(encoding="utf-8") == "before"


def test_a_report_that_cannot_be_written_is_told_before_a_row_is_graded(tmp_path: Path) -> None:
    """The output stays as it was."""
    target = tmp_path / "out.csv"
    target.write_text("before", encoding="utf-8")
    place = str(tmp_path / "nowhere" / "report.md")
    run = run_here("grade", "--batch", "-", "--output", str(target), "--report", place, stdin=b"ki67\n12\n")
    assert run.code == 1
    assert target.read_text(encoding="utf-8") == "before"


def test_a_mapping_may_be_given_for_each_column() -> None:
    """As often as there are columns."""
    run = run_here("grade", "--batch", "-", "--map", "Ort=site", "--map", "Index=ki67", stdin=b"Ort,Index\nC25.9,12\n")
    assert run.code == 0
    assert "NET G2" in run.out


@pytest.mark.parametrize("name", ["report.json", "report.md"])
def test_a_report_is_written_beside_the_table(name: str, tmp_path: Path) -> None:
    """As JSON or Markdown, by its name."""
    place = tmp_path / name
    run = run_here("grade", "--batch", "-", "--report", str(place), stdin=b"site,ki67\npancreas,12\npancreas,x|y\n")
    assert run.code == 0
    text = place.read_text(encoding="utf-8")
    if name.endswith("json"):
        assert json.loads(text)["by_label"] == {"NET G2 (at least)": 1}
    else:
        assert "| NET G2 (at least) | 1 |" in text
        assert "| ki67: 'x\\|y' is not a number | 1 | 3 |" in text


def test_a_report_tells_of_a_strict_run_that_failed(tmp_path: Path) -> None:
    """It is what the table is mended by."""
    place = tmp_path / "report.json"
    run = run_here("grade", "--batch", "-", "--strict", "--report", str(place), stdin=b"ki67\n12\nx\n")
    assert run.code == 1
    assert json.loads(place.read_text(encoding="utf-8"))["failed"] == 1


@pytest.mark.parametrize("option", [["--codes"], ["--map", "a=ki67"], ["--report", "x.md"]])
def test_options_of_a_table_are_refused_without_one(option: list[str]) -> None:
    """Nothing that was asked for is silently left undone."""
    assert run_here("grade", "--ki67", "12", *option).code == 2
