"""What differs between the editions."""

import pytest

from netcli.errors import UnknownValue
from netcli.grading import classify
from netcli.grading.rulebook import Rulebook

OLD = ["who-2010", "enets-2006"]


@pytest.mark.parametrize("ki67", [1, 3, 20, 20.1, 60])
@pytest.mark.parametrize("differentiation", ["well", "poor", "unknown"])
def test_2022_and_2019_grade_alike(ki67: float, differentiation: str) -> None:
    now, before = (
        classify(site="ileum", ki67=ki67, mitoses=1, differentiation=differentiation, edition=edition)
        for edition in ("who-2022", "who-2019")
    )
    assert (now.category, now.grade, now.certainty) == (before.category, before.grade, before.certainty)
    assert before.scheme == "who-2019"


def test_2017_knows_net_g3_of_the_pancreas() -> None:
    answer = classify(site="pancreas", ki67=38, mitoses=15, differentiation="well", edition="who-2017")
    assert (answer.category, answer.grade, answer.scheme) == ("net", "G3", "who-2017")


@pytest.mark.parametrize("site", ["stomach", "ileum", "lung", "unknown primary"])
def test_2017_covers_the_pancreas_only(site: str) -> None:
    with pytest.raises(UnknownValue, match="WHO 2017 does not cover") as refused:
        classify(site=site, ki67=38, edition="who-2017")
    assert "who-2022" in refused.value.hint


@pytest.mark.parametrize("edition", OLD)
@pytest.mark.parametrize("differentiation", ["well", "poor", "unknown"])
@pytest.mark.parametrize("known", [{"ki67": 21, "mitoses": 1}, {"ki67": 1, "mitoses": 21}, {"ki67": 21}], ids=str)
def test_old_editions_call_everything_above_twenty_carcinoma(
    edition: str, differentiation: str, known: dict[str, float]
) -> None:
    answer = classify(site="ileum", differentiation=differentiation, edition=edition, **known)  # type: ignore[arg-type]
    assert (answer.category, answer.grade, answer.certainty) == ("nec", "G3", "definite")


@pytest.mark.parametrize("edition", OLD)
@pytest.mark.parametrize(("ki67", "warned"), [(2, False), (2.01, True), (2.5, True), (2.9, True), (3, False)])
def test_old_editions_leave_a_gap_between_two_and_three(edition: str, ki67: float, warned: bool) -> None:
    answer = classify(site="ileum", ki67=ki67, mitoses=1, differentiation="well", edition=edition)
    assert answer.grade == ("G2" if ki67 == 3 else "G1")
    assert ("gap-2-3" in {warning.code for warning in answer.warnings}) is warned


@pytest.mark.parametrize("ki67", [2.1, 2.5, 2.9])
def test_current_editions_have_no_gap(ki67: float) -> None:
    answer = classify(site="ileum", ki67=ki67, mitoses=1, differentiation="well")
    assert (answer.grade, answer.warnings) == ("G1", [])


@pytest.mark.parametrize("edition", OLD)
def test_old_editions_say_manec(edition: str) -> None:
    answer = classify(site="colon", ki67=60, differentiation="poor", ne_component=50, edition=edition)
    assert (answer.category, "MANEC" in answer.label) == ("minen", True)


def test_2000_is_refused_with_its_reason() -> None:
    with pytest.raises(UnknownValue, match="cannot be computed"):
        classify(site="ileum", ki67=2, edition="who-2000")


@pytest.mark.parametrize("edition", ["who-2019", "who-2010", "enets-2006", "who-2017"])
def test_digestive_editions_do_not_cover_the_lung(edition: str) -> None:
    with pytest.raises(UnknownValue) as refused:
        classify(site="lung", mitoses=1, edition=edition)
    assert "who-2021" in refused.value.hint


def test_the_thoracic_edition_does_not_cover_the_gut() -> None:
    with pytest.raises(UnknownValue):
        classify(site="ileum", mitoses=1, edition="who-2021")


@pytest.mark.parametrize("typed", ["2019", "WHO 2019", "who-2019", "Who2019"])
def test_editions_are_read_as_people_type_them(typed: str) -> None:
    assert classify(site="ileum", ki67=2, edition=typed).scheme == "who-2019"


def test_an_unknown_edition_is_refused() -> None:
    with pytest.raises(UnknownValue):
        classify(site="ileum", ki67=2, edition="who-1999")


def test_every_edition_can_say_everything_that_the_current_one_says(rulebook: Rulebook) -> None:
    current = rulebook.schemes["who-2022"]
    for scheme in rulebook.editions():
        assert set(current.statements) <= set(scheme.statements)
        assert set(current.limits) <= set(scheme.limits)


@pytest.mark.parametrize(("edition", "printed"), [("who-2010", "G1 (<=2)"), ("who-2022", "G1 (<3)")])
def test_a_band_is_shown_as_its_edition_prints_it(edition: str, printed: str) -> None:
    answer = classify(site="ileum", ki67=1, mitoses=1, differentiation="well", edition=edition)
    assert printed in answer.reasons[0].text


@pytest.mark.parametrize("edition", OLD)
def test_fifty_five_per_cent_says_nothing_where_all_of_it_is_carcinoma(edition: str) -> None:
    assert classify(site="ileum", ki67=60, differentiation="well", edition=edition).warnings == []


def test_2017_without_a_site_means_the_pancreas_and_says_so() -> None:
    (warning,) = classify(ki67=2, mitoses=1, differentiation="well", edition="who-2017").warnings
    assert (warning.code, "pancreas" in warning.text) == ("site-assumed", True)
