"""What a case gathers: the options of `therapies`, the open trials of `trials`, what does not go together."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcli.api import case, therapies, trials
from netcli.cases.page import CasePage
from netcli.errors import UnknownValue
from netcli.knowledge.files.load import bundled
from netcli.knowledge.model import Site
from netcli.knowledge.trials import OPEN
from netcli.knowledge.vocabulary import GRADES, HORMONAL_STATES, RECEPTORS, REGIONS, TREATMENT_LINES

SITES = sorted(bundled().of(Site))


def perhaps(values: Any) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(sorted(values))


CASES = st.fixed_dictionaries(
    {
        "site": st.sampled_from(SITES),
        "grade": perhaps(GRADES.words),
        "ki67": perhaps(["1", "12", "45", "<3", "3-25"]),
        "differentiation": perhaps(["well", "poor"]),
        "sstr": perhaps(RECEPTORS.words),
        "functional": perhaps(HORMONAL_STATES.words),
        "line": perhaps(TREATMENT_LINES.words),
        "region": perhaps(REGIONS.words),
        "after": perhaps(["lanreotide", "PRRT", "platinum", "everolimus, sunitinib"]),
        "age": perhaps(["9", "14", "60"]),
    }
)
FILTERS = ("site", "sstr", "functional", "line", "region")


def filters(page: CasePage) -> list[dict[str, Any]]:
    """Return the same filters as `therapies` takes them, once for each class of the page."""
    asked = page.question
    values = {name: asked.tumour.site if name == "site" else getattr(asked, name) for name in FILTERS}
    return [{**values, "grade": grade} for grade in page.classes or (None,)]


@settings(max_examples=40)
@given(CASES)
def test_the_options_are_those_of_therapies_with_the_same_filters(typed: dict[str, Any]) -> None:
    """Whatever the site, the grade, the receptor, the line, the region: not one more, not one less."""
    page = case(**typed)
    listed = [match for one in filters(page) for match in therapies(**one)]
    assert {one.therapy.id for one in page.options} == {one.therapy.id for one in listed}
    rows = {(one.therapy.id, row.text, row.region) for one in listed for row in one.indications}
    assert {(one.therapy.id, row.text, row.region) for one in page.options for row in one.indications} == rows


@settings(max_examples=40)
@given(CASES)
def test_the_trials_are_the_open_ones_of_trials_with_the_same_filters(typed: dict[str, Any]) -> None:
    """The earlier treatment counts too."""
    page = case(**typed)
    listed = [one for asked in filters(page) for one in trials(**asked, after=typed["after"])]
    assert {one.id for one in page.trials} == {one.id for one in listed if one.status in OPEN}


@settings(max_examples=25)
@given(CASES)
def test_what_is_unknown_changes_just_what_is_said(typed: dict[str, Any]) -> None:
    """With a value that was not known, the page loses and gains what it said."""
    page = case(**typed)
    here = {one.therapy.id for one in page.options}
    for one in page.unknown:
        if one.field != "class":
            for change in one.changes:
                there = {match.therapy.id for match in case(**{**typed, one.field: change.value}).options}
                assert there == here - set(change.without) | set(change.adds)


@pytest.mark.parametrize(
    ("typed", "classes"),
    [
        ({"ki67": 12, "mitoses": 4, "differentiation": "well"}, ("G2",)),
        ({"ki67": 12}, ("G2",)),
        ({"ki67": 45}, ("G3", "NEC")),
        ({"ki67": 80, "differentiation": "poor", "cell_type": "small"}, ("NEC",)),
        ({"differentiation": "well"}, ("G1", "G2", "G3")),
        ({"differentiation": "poor"}, ("NEC",)),
        ({"grade": "G1"}, ("G1",)),
        ({"grade": "G1", "differentiation": "poor"}, ("G1", "NEC")),
        ({"grade": "G1", "ki67": 12, "mitoses": 4, "differentiation": "well"}, ("G2",)),
        ({"size_mm": 8}, ()),
    ],
)
def test_the_page_is_for_the_classes_that_the_input_leaves(typed: dict[str, Any], classes: tuple[str, ...]) -> None:
    """Numbers before a stated grade; several classes where they are not told apart; none where nothing is known."""
    assert case(site="pancreas", **typed).classes == classes


@pytest.mark.parametrize(("mitoses", "classes"), [(1, ("G1",)), (5, ("G2",)), (20, ("G3", "NEC"))])
def test_the_lung_has_classes_of_its_own(mitoses: int, classes: tuple[str, ...]) -> None:
    """Typical, atypical, and what is neither."""
    assert case(site="lung", mitoses=mitoses, necrosis="none", differentiation="well").classes == classes


def codes(**typed: Any) -> dict[str, str]:
    return {one.code: one.text for one in case(**typed).contradictions}


@pytest.mark.parametrize(
    ("typed", "code", "told"),
    [
        ({"site": "lung", "grade": "G3"}, "digestive-grade", "it has no G3"),
        ({"site": "lung", "grade": "G2"}, "digestive-grade", "atypical carcinoid"),
        ({"site": "pancreas", "grade": "G1", "ki67": 30}, "stated-grade", "G1 is stated"),
        ({"site": "pancreas", "grade": "NEC", "after": "lanreotide"}, "carcinoma-and-analogue", "well-differentiated"),
        ({"site": "pancreas", "ki67": 1, "mitoses": 25}, "discordant", ""),
        ({"site": "ileum", "grade": "G1", "functional": "functioning"}, "not-for-function", "Everolimus"),
        ({"site": "pancreas", "sstr": "positive", "kidney": 28}, "kidney", "177Lu-dotatate (30, 40)"),
        ({"site": "ileum", "age": 14}, "age", "177Lu-dotatate (US from 12 y)"),
        ({"site": "pancreas", "line": "first", "after": "sunitinib"}, "line", ""),
        ({"site": "pancreas", "ki67": 12, "region": "eu"}, "ki67-and-label", "Lanreotide (EU at most 10 %)"),
        ({"site": "pancreas", "grade": "G1", "differentiation": "poor"}, "stated-grade", "another class"),
        ({"site": "pancreas", "grade": "G2", "cell_type": "small"}, "stated-grade", "small cell type"),
        ({"site": "pancreas", "grade": "NEC", "differentiation": "well"}, "stated-grade", "another class"),
        (
            {"site": "lung", "mitoses": 70, "differentiation": "poor", "cell_type": "small"},
            "out-of-scope",
            "lung cancer",
        ),
        ({"site": "ileum", "sstr": "positive", "age": 10}, "age", "only from a higher age: 177Lu-dotatate"),
        ({"site": "lung", "differentiation": "poor", "cell_type": "small"}, "out-of-scope", "lung cancer"),
        ({"site": "colon", "grade": "NEC", "line": "first", "kidney": 20}, "kidney", "Platinum + etoposide (20)"),
        ({"site": "colon", "grade": "NEC", "line": "first", "kidney": 45}, "kidney", "in words: "),
        ({"site": "ileum", "syndrome": "insulinoma"}, "syndrome-and-site", "not on record at this site"),
        ({"site": "ileum", "syndrome": "carcinoid", "functional": "non-functioning"}, "function", "Carcinoid"),
    ],
)
def test_what_does_not_go_together_is_told(typed: dict[str, Any], code: str, told: str) -> None:
    """Told, not resolved: the options stay as they are."""
    found = codes(**typed)
    assert code in found
    assert told.casefold() in found[code].casefold()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"site": "pancreas", "grade": "G1", "ki67": 1, "mitoses": 1, "differentiation": "well"}, "stated-grade"),
        ({"site": "pancreas", "grade": "G1", "after": "lanreotide"}, "carcinoma-and-analogue"),
        ({"site": "pancreas", "sstr": "positive", "kidney": 95}, "kidney"),
        ({"site": "ileum", "age": 18}, "age"),
        ({"site": "pancreas", "grade": "G3"}, "digestive-grade"),
        ({"site": "pancreas", "ki67": 8, "region": "eu"}, "ki67-and-label"),
        ({"site": "pancreas", "grade": "NEC", "differentiation": "poor"}, "stated-grade"),
        ({"site": "ileum", "syndrome": "carcinoid"}, "syndrome-and-site"),
    ],
)
def test_what_goes_together_is_not_told(typed: dict[str, Any], code: str) -> None:
    """No caution without a cause."""
    assert code not in codes(**typed)


def test_a_label_that_may_name_children_is_not_said_to_be_for_older_ones_only() -> None:
    """Larotrectinib's label has no age: nine years old is not too young for it by its record."""
    told = codes(site="pancreas", grade="G2", age=9, region="us")["age"]
    assert "NTRK" not in told.partition("only from a higher age")[2]


def test_a_medicine_that_a_contraindication_names_is_quoted() -> None:
    """Cisplatin's European label: phenytoin as prevention."""
    page = case(site="lung", mitoses=25, differentiation="poor", cell_type="large", line="first", taking="phenytoin")
    assert any("phenytoin" in one.interaction.text for one in page.medicines)


def test_contradictions_leave_no_option_out() -> None:
    """The doctor decides: age and kidneys are told beside the options."""
    plain = {one.therapy.id for one in case(site="ileum", grade="G1", sstr="positive").options}
    told = {one.therapy.id for one in case(site="ileum", grade="G1", sstr="positive", age=14, kidney=20).options}
    assert plain == told


def test_a_label_that_names_another_medicine_is_quoted() -> None:
    """By example and by group, in any case and number; one that no label names gives nothing."""
    page = case(site="pancreas", grade="G2", taking=["Clarithromycin", "ACE inhibitor", "grapefruit", "paracetamol"])
    found = {(one.medicine, one.therapy.id) for one in page.medicines}
    assert {(name, "everolimus") for name in ("Clarithromycin", "ACE inhibitor", "grapefruit")} <= found
    assert "paracetamol" not in {medicine for medicine, _ in found}


def test_a_syndrome_of_hormones_makes_a_functioning_tumour_and_an_earlier_treatment_a_later_line() -> None:
    """Unless these are given themselves."""
    page = case(site="ileum", syndrome="carcinoid", after="octreotide")
    assert (page.question.functional, page.question.line) == ("functioning", "later")
    assert case(site="pancreas", syndrome="MEN1").question.functional is None
    assert case(site="ileum", after="octreotide", line="first").question.line == "first"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "nothing of the case is given"),
        ({"site": "pancreas", "age": "131"}, "unknown age"),
        ({"site": "pancreas", "age": "1961-05-03"}, "unknown age"),
        ({"site": "pancreas", "kidney": "400"}, "up to 250"),
        ({"site": "pancreas", "kidney": "20-30"}, "one number"),
        ({"site": "pancreas", "taking": "1961-05-03"}, "no name of a medicine"),
        ({"site": "pancreas", "taking": "MRN 4471"}, "no name of a medicine"),
        ({"site": "thyroid"}, "outside the scope"),
        ({"site": "pancreas", "syndrome": "nosuch"}, "unknown syndrome"),
    ],
)
def test_bad_input_is_refused(typed: dict[str, Any], told: str) -> None:
    """In a sentence that says what would have been accepted."""
    with pytest.raises(UnknownValue) as refused:
        case(**typed)
    assert told in f"{refused.value.message} {refused.value.hint}"
