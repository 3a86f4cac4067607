"""The coding of a case: what is written, what is blank, what stays open, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from netcli.coding.case import CodedCase, code_case
from netcli.coding.classes import agrees, classed
from netcli.coding.items import CodedItem
from netcli.coding.lookup import topographies
from netcli.coding.question import read_coding
from netcli.errors import UnknownValue
from netcli.grading.assess import classify
from netcli.grading.rulebook import bundled_rulebook
from netcli.knowledge.codes import Code
from netcli.knowledge.files.load import bundled
from netcli.knowledge.model import Site

BOOK = bundled_rulebook()
ITEMS = ("topography", "morphology", "schema", "grade", "ki67")
DIGESTIVE = ("stomach", "duodenum", "ampulla", "jejunum-ileum", "appendix", "colon", "rectum", "pancreas")


def coded(**typed: str) -> CodedCase:
    asked, _ = read_coding(typed, BOOK, bundled())  # type: ignore[arg-type]
    return code_case(asked, BOOK, bundled())


def written(**typed: str) -> dict[str, str]:
    """Return what is written by item; "blank" and "open" for what is not."""
    items = coded(**typed).items
    return {name: _said(one) for name, one in zip(ITEMS, items, strict=True)}


def _said(item: CodedItem) -> str:
    return item.code or ("blank" if item.blank else "open")


@pytest.mark.parametrize(
    ("year", "schema"),
    [("2018", "net_pancreas"), ("2023", "net_pancreas"), ("2024", "net_pancreas_v9_2024"), ("2017", "open")],
)
def test_the_schema_is_that_of_the_year(year: str, schema: str) -> None:
    """The 8th edition up to 2023, version 9 from 2024, none before 2018."""
    assert written(site="pancreas", grade="G2", year=year)["schema"] == schema


@pytest.mark.parametrize(
    ("ki67", "item"),
    [
        ("14", "14.0"), ("8.6", "8.6"), ("<1", "XXX.4"), ("5-10", "XXX.5"), (">4", "XXX.5"), (">30", "XXX.6"),
        ("2.96", "3.0"), ("0", "0.0"), ("100", "100.0"), ("<3", "XXX.4"), (">20", "XXX.6"), ("3-20", "XXX.5"),
        ("2-5", "open"), ("<=3", "open"), ("10-30", "open"),
    ],
)  # fmt: skip
def test_ki67_is_written_as_seers_examples_write_it(ki67: str, item: str) -> None:
    """The first six are SEER's own; a range across a limit has no code."""
    assert written(site="pancreas", grade="G2", ki67=ki67, year="2024")["ki67"] == item


@pytest.mark.parametrize(
    ("typed", "grade"),
    [
        ({"ki67": "2"}, "1"),
        ({"mitoses": "1"}, "open"),
        ({"ki67": "2", "mitoses": "1"}, "1"),
        ({"mitoses": "5"}, "2"),
        ({"ki67": "25", "differentiation": "well"}, "3"),
        ({"differentiation": "well"}, "A"),
        ({"grade": "G1", "ki67": "12"}, "1"),
        ({"ki67": "25"}, "open"),
    ],
)
def test_the_grade_item_follows_seers_notes(typed: dict[str, str], grade: str) -> None:
    """A stated grade first; Ki-67 alone is enough for 1, mitoses alone are not; either is for 2 and 3."""
    assert written(site="pancreas", year="2024", **typed)["grade"] == grade


def test_a_stated_grade_that_the_values_contradict_is_coded_and_doubted() -> None:
    """The reader is told, and decides."""
    item = coded(site="pancreas", grade="G1", ki67="12", year="2024").items[3]
    assert item.code == "1"
    assert item.reasons == ["the values lie in G2 or G3: what is stated comes first"]


def test_ki67_is_blank_before_it_was_collected_and_where_the_schema_has_none() -> None:
    """Blank is not the same as open."""
    assert written(site="pancreas", ki67="12", year="2020")["ki67"] == "blank"
    assert written(site="lung", mitoses="1", necrosis="none", year="2024")["ki67"] == "blank"


def test_a_carcinoma_goes_to_the_schema_of_its_organ_and_says_so() -> None:
    """Its grade is coded by that organ's table."""
    assert written(site="stomach", grade="NEC", year="2026") == {
        "topography": "C16.9", "morphology": "8246/3", "schema": "stomach", "grade": "open", "ki67": "blank",
    }  # fmt: skip
    assert "table of its organ" in coded(site="stomach", grade="NEC", year="2026").items[3].reasons[0]


def test_a_mixed_neoplasm_is_coded_by_its_year() -> None:
    """MiNEN from 2021, MANEC before."""
    mixed = {"site": "stomach", "differentiation": "mixed", "ne_component": "50", "ki67": "60"}
    assert written(**mixed, year="2021")["morphology"] == "8154/3"
    assert written(**mixed, year="2020")["morphology"] == "8244/3"
    assert written(**{**mixed, "site": "pancreas"}, year="2020")["morphology"] == "8154/3"


def test_a_place_given_as_a_code_is_written_as_given() -> None:
    """An organ alone is its "not otherwise specified", and the parts are named."""
    assert written(site="C25.1", grade="G1")["topography"] == "C25.1"
    item = coded(site="pancreas", grade="G1").items[0]
    assert item.code == "C25.9"
    assert "C25.4" in item.reasons[0]


def test_an_open_class_names_what_it_may_be() -> None:
    """No code is guessed."""
    items = coded(site="pancreas", ki67="45", year="2024").items
    assert items[1].code == ""
    assert {"8249/3", "8246/3"} <= set(items[1].candidates)
    assert set(items[2].candidates) == {"net_pancreas_v9_2024", "pancreas"}


def test_a_grade_that_the_edition_does_not_have_is_refused() -> None:
    """With the classes that it has."""
    with pytest.raises(UnknownValue, match="has no G3") as refused:
        coded(site="lung", grade="G3", edition="who-2015")
    assert "carcinoid" in refused.value.hint


@pytest.mark.parametrize("year", ["26", "1899", "2101", "now", "2026.5", ""])
def test_a_year_that_is_none_is_refused(year: str) -> None:
    """Four digits from 1973."""
    with pytest.raises(UnknownValue, match="unknown year"):
        coded(site="pancreas", grade="G2", year=year)


@given(
    st.sampled_from(DIGESTIVE),
    st.floats(min_value=0, max_value=100),
    st.sampled_from(["well", "poor"]),
    st.integers(min_value=2021, max_value=2030),
)
def test_every_coding_agrees_with_the_grade_that_it_follows_from(site: str, ki67: float, level: str, year: int) -> None:
    """A well-differentiated tumour has a NET schema, its grade and its Ki-67; a carcinoma has none of them."""
    value = f"{ki67:.1f}"
    found = written(site=site, ki67=value, differentiation=level, year=str(year))
    graded = classify(site=site, ki67=value, differentiation=level)
    code = next(one for one in bundled().of(Code).values() if one.code == found["morphology"])
    assert agrees(code, classed(graded, BOOK.schemes[graded.scheme]))
    if level == "well":
        assert found["schema"].startswith("net_")
        assert (found["grade"], found["ki67"]) == ((graded.grade or "")[1:], value)
    else:
        assert (found["grade"], found["ki67"]) == ("open", "blank")


def test_every_organ_has_a_place() -> None:
    """And every place an organ."""
    for site in bundled().of(Site):
        assert topographies(site, bundled()), site


@pytest.mark.parametrize("place", ["C22.0", "c220", "Liver"])
def test_a_place_without_records_is_refused_with_a_pointer(place: str) -> None:
    """By its code as by its name."""
    with pytest.raises(UnknownValue, match="Place of a metastasis"):
        coded(site=place, grade="G2")


def test_a_schema_is_on_record_for_each_place() -> None:
    """Of a tumour and of a carcinoma; where an item decides, they are the candidates."""
    for place in bundled().of(Code).values():
        if place.system == "icd-o-topography" and place.sites:
            for differentiation in ("well", "poor"):
                schema = coded(site=place.code, ki67="30", differentiation=differentiation).items[2]
                assert schema.code or schema.candidates, place.code


@pytest.mark.parametrize(
    ("site", "cell_type", "code"),
    [
        ("rectum", "small", "8041/3"),
        ("rectum", "large", "8013/3"),
        ("lung", "small", "8041/3"),
        ("lung", "large", "8013/3"),
    ],
)
def test_a_stated_carcinoma_is_coded_by_its_cell_type(site: str, cell_type: str, code: str) -> None:
    """Digestive or of the lung, by grade or by differentiation."""
    assert written(site=site, grade="NEC", cell_type=cell_type)["morphology"] == code
    assert written(site=site, differentiation="poor", cell_type=cell_type)["morphology"] == code


def test_the_appendix_before_2015_is_open_and_says_on_what_it_depends() -> None:
    """/1 unless it was called malignant or had spread."""
    item = coded(site="appendix", grade="G1", year="2014").items[1]
    assert (item.code, set(item.candidates)) == ("", {"8240/1", "8240/3"})
    assert "malignant" in item.reasons[0]
    assert written(site="appendix", grade="G1", year="2015")["morphology"] == "8240/3"


def test_a_record_has_its_fields_apart() -> None:
    """Place without its point, histology and behaviour, no grade after treatment that nobody gave."""
    items = coded(site="C25.1", grade="G2", ki67="12", year="2026").items
    values = {field.number: field.value for item in items for field in item.fields}
    assert values == {400: "C251", 522: "8249", 523: "3", 3843: "2", 3844: "2", 1068: "", 3845: "", 3863: "12.0"}


def test_words_alone_are_coded_by_the_term_that_names_no_grade() -> None:
    """8240/3 with grade A; a grade 3 by its own term."""
    found = written(site="pancreas", differentiation="well", year="2026")
    assert (found["morphology"], found["grade"]) == ("8240/3", "A")
    assert coded(site="pancreas", grade="G3").items[1].means.endswith("grade 3")


def test_a_morphology_of_former_years_is_doubted() -> None:
    """With what is written now."""
    one = next(one for one in bundled().of(Code).values() if one.code == "8151/0")
    asked, _ = read_coding({"site": "pancreas", "grade": "G1", "year": "2022"}, BOOK, bundled())
    item = code_case(replace(asked, morphology=one), BOOK, bundled()).items[1]
    assert item.reasons == ["not written for this year; now 8151/3"]
