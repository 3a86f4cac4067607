"""The rules for digestive and pancreatic neoplasms, each test a rule."""

import pytest

from netcli.errors import UnknownValue
from netcli.grading import Assessment, classify
from netcli.grading.case import Caution, Reason

EXAMPLES = [
    ({"site": "pancreas", "ki67": 2.4, "mitoses": 0.6, "differentiation": "well"}, "net", "G1"),
    ({"site": "ileum", "ki67": 3.2, "mitoses": 1, "differentiation": "well"}, "net", "G2"),
    ({"site": "stomach", "ki67": 2, "mitoses": 3, "differentiation": "well"}, "net", "G2"),
    ({"site": "pancreas", "ki67": 38, "mitoses": 15, "differentiation": "well"}, "net", "G3"),
    ({"site": "colon", "ki67": 85, "mitoses": 60, "differentiation": "poor", "cell_type": "large"},
     "nec-large-cell", None),
    ({"site": "pancreas", "ki67": 38, "mitoses": 15, "differentiation": "well", "edition": "who-2010"}, "nec", "G3"),
    ({"site": "lung", "ki67": 9, "mitoses": 6, "differentiation": "well", "necrosis": "none", "size_mm": 28},
     "atypical-carcinoid", "G2"),
    ({"site": "lung", "ki67": 2, "mitoses": 1, "differentiation": "well", "necrosis": "none", "size_mm": 15},
     "typical-carcinoid", "G1"),
]  # fmt: skip


def well(**known: object) -> Assessment:
    """A well-differentiated pancreatic tumour."""
    return classify(**{"site": "pancreas", "differentiation": "well", **known})  # type: ignore[arg-type]


def codes(answer: Assessment) -> set[str]:
    return {warning.code for warning in answer.warnings}


@pytest.mark.parametrize(("case", "category", "grade"), EXAMPLES, ids=range(1, 9))
def test_the_eight_examples(case: dict[str, object], category: str, grade: str | None) -> None:
    answer = classify(**case)  # type: ignore[arg-type]
    assert (answer.category, answer.grade, answer.certainty) == (category, grade, "definite")


@pytest.mark.parametrize(
    ("ki67", "grade"), [(0, "G1"), (2.99, "G1"), (3, "G2"), (20, "G2"), (20.1, "G3"), (20.0001, "G3"), (100, "G3")]
)
def test_three_and_twenty_per_cent_are_g2(ki67: float, grade: str) -> None:
    assert well(ki67=ki67, mitoses=0).grade == grade


@pytest.mark.parametrize(("mitoses", "grade"), [(0, "G1"), (1.99, "G1"), (2, "G2"), (20, "G2"), (20.1, "G3")])
def test_two_and_twenty_mitoses_are_g2(mitoses: float, grade: str) -> None:
    assert well(ki67=0, mitoses=mitoses).grade == grade


@pytest.mark.parametrize(("ki67", "mitoses", "grade"), [(25, 0, "G3"), (1, 25, "G3"), (10, 1, "G2"), (1, 10, "G2")])
def test_the_higher_of_the_two_wins(ki67: float, mitoses: float, grade: str) -> None:
    assert well(ki67=ki67, mitoses=mitoses).grade == grade


@pytest.mark.parametrize("known", [{"ki67": 1}, {"ki67": 12}, {"mitoses": 1}, {"mitoses": 20}], ids=str)
def test_a_missing_value_makes_the_grade_a_minimum(known: dict[str, float]) -> None:
    answer = well(**known)
    assert answer.certainty == "provisional"
    assert answer.label.endswith("(at least)")
    assert answer.candidates[-1] == "net G3"


@pytest.mark.parametrize("known", [{"ki67": 21}, {"mitoses": 21}], ids=str)
def test_a_missing_value_cannot_change_g3(known: dict[str, float]) -> None:
    answer = well(**known)
    assert (answer.grade, answer.certainty, answer.candidates) == ("G3", "definite", [])


def test_neither_value_is_refused() -> None:
    with pytest.raises(UnknownValue, match="neither"):
        classify(site="pancreas", differentiation="poor", cell_type="small")


@pytest.mark.parametrize("known", [{"ki67": 38}, {"mitoses": 38}, {"ki67": 38, "mitoses": 5}], ids=str)
@pytest.mark.parametrize("differentiation", [None, "unknown"], ids=str)
def test_a_high_value_without_differentiation_stays_unresolved(
    known: dict[str, float], differentiation: str | None
) -> None:
    answer = classify(site="pancreas", differentiation=differentiation, **known)  # type: ignore[arg-type]
    assert (answer.category, answer.grade, answer.certainty) == ("unresolved-high-grade", None, "undetermined")
    assert answer.candidates == ["net G3", "nec"]
    said = " ".join(reason.text for reason in answer.reasons)
    assert all(word in said for word in ("morphology", "p53", "RB1", "DAXX/ATRX", "SSTR2"))


def test_low_values_without_differentiation_mean_a_net_and_say_so() -> None:
    answer = classify(site="pancreas", ki67=12, mitoses=4)
    assert (answer.category, answer.grade, answer.certainty) == ("net", "G2", "definite")
    assert any("assumes well-differentiated" in reason.text for reason in answer.reasons)


def test_a_missing_value_without_differentiation_leaves_carcinoma_possible() -> None:
    assert classify(site="pancreas", ki67=12).candidates == ["net G2", "net G3", "nec"]


@pytest.mark.parametrize(
    ("cell_type", "category"), [(None, "nec"), ("small", "nec-small-cell"), ("large", "nec-large-cell")]
)
@pytest.mark.parametrize(("ki67", "mitoses"), [(1, 1), (15, 10), (38, None), (90, 60)])
def test_poor_differentiation_is_carcinoma_without_a_grade(
    cell_type: str | None, category: str, ki67: float, mitoses: float | None
) -> None:
    answer = classify(site="colon", differentiation="poor", cell_type=cell_type, ki67=ki67, mitoses=mitoses)
    assert (answer.category, answer.grade, answer.certainty) == (category, None, "definite")


def test_poor_differentiation_with_low_values_is_inconsistent() -> None:
    assert "inconsistent" in codes(classify(site="colon", differentiation="poor", ki67=20, mitoses=20))
    assert "inconsistent" not in codes(classify(site="colon", differentiation="poor", ki67=20, mitoses=20.1))


def test_a_cell_type_does_not_fit_a_well_differentiated_tumour() -> None:
    answer = well(ki67=12, mitoses=4, cell_type="small")
    assert answer.grade == "G2"
    assert codes(answer) == {"inconsistent"}


def test_a_cell_type_without_differentiation_is_not_definite() -> None:
    answer = classify(site="colon", ki67=12, mitoses=4, cell_type="small")
    assert answer.certainty == "provisional"
    assert answer.candidates == ["net G2", "nec-small-cell"]


def test_fifty_five_per_cent_is_a_note_and_no_boundary() -> None:
    assert codes(well(ki67=55, mitoses=25)) == set()
    above = well(ki67=55.1, mitoses=25)
    assert codes(above) == {"above-55"}
    assert (above.category, above.grade) == ("net", "G3")


def test_necrosis_and_size_do_not_change_a_digestive_grade() -> None:
    assert well(ki67=1, mitoses=1, necrosis="extensive", size_mm=90).grade == "G1"


@pytest.mark.parametrize(
    ("ki67", "grade"), [("<3", "G1"), ("3-20", "G2"), (">20", "G3"), ("<=2.9", "G1"), (">=21", "G3")]
)
def test_a_range_within_a_grade_decides(ki67: str, grade: str) -> None:
    answer = well(ki67=ki67, mitoses=0)
    assert (answer.grade, answer.certainty) == (grade, "definite")


@pytest.mark.parametrize(
    ("ki67", "candidates"),
    [("<=3", ["net G1", "net G2"]), (">=20", ["net G2", "net G3"]), ("2-25", ["net G1", "net G2", "net G3"])],
)
def test_a_range_across_grades_leaves_the_grade_open(ki67: str, candidates: list[str]) -> None:
    answer = well(ki67=ki67, mitoses=0)
    assert (answer.category, answer.grade, answer.certainty) == ("net", None, "undetermined")
    assert answer.candidates == candidates


def test_a_range_may_leave_even_the_class_open() -> None:
    answer = classify(site="pancreas", ki67="15-25", mitoses=1)
    assert (answer.category, answer.certainty) == ("not-classifiable", "undetermined")
    assert answer.candidates == ["net G2", "net G3", "nec"]


@pytest.mark.parametrize("ki67", [2.95, 2.99, 20.04])
def test_a_value_that_rounds_across_a_cut_off_is_flagged(ki67: float) -> None:
    assert codes(well(ki67=ki67, mitoses="1-30")) == {"near-cutoff"}


@pytest.mark.parametrize("ki67", [2.94, 3, 3.04, 19.96, 20, 20.05])
def test_a_value_that_rounds_within_its_grade_is_not_flagged(ki67: float) -> None:
    assert codes(well(ki67=ki67, mitoses="1-30")) == set()


@pytest.mark.parametrize(("ki67", "mitoses"), [(1, 25), (20, 21), (21, 20), (45, 0)])
def test_g3_beside_a_lower_grade_asks_for_a_recount(ki67: float, mitoses: float) -> None:
    assert "discordant" in codes(well(ki67=ki67, mitoses=mitoses))


@pytest.mark.parametrize(("ki67", "mitoses"), [(1, 20), (20, 0), (21, 21), ("15-25", 1), (30, "10-30")])
def test_neighbouring_grades_and_open_ranges_are_not_discordant(ki67: object, mitoses: object) -> None:
    assert "discordant" not in codes(well(ki67=ki67, mitoses=mitoses))


@pytest.mark.parametrize(
    ("positive", "counted", "warned"),
    [(40, 2000, False), (60, 2000, True), (440, 2000, False), (110, 500, True), (100, 500, True), (10, 500, True)],
)
def test_near_cutoff_when_the_wilson_interval_crosses_three_or_twenty(
    positive: int, counted: int, warned: bool
) -> None:
    answer = well(positive=positive, counted=counted, mitoses=1)
    assert ("near-cutoff" in codes(answer)) is warned
    assert len(answer.ki67.interval) == 2


def test_fewer_than_five_hundred_cells_are_flagged() -> None:
    assert "few-cells" in codes(well(positive=50, counted=499, mitoses=1))
    assert "few-cells" not in codes(well(positive=50, counted=500, mitoses=1))


def test_near_cutoff_when_the_poisson_interval_crosses_two() -> None:
    assert "near-cutoff" in codes(well(ki67=1, mitoses="10/10mm2"))
    assert "near-cutoff" not in codes(well(ki67=1, mitoses="50/10mm2"))


def test_counts_are_not_rounded_before_grading() -> None:
    assert well(positive=59, counted=2000, mitoses=0).grade == "G1"
    assert well(positive=60, counted=2000, mitoses=0).grade == "G2"
    assert well(positive=401, counted=2000, mitoses=0).grade == "G3"


def test_a_stated_value_must_agree_with_the_counts() -> None:
    assert well(ki67=3, positive=62, counted=2000, mitoses=0).ki67.percent == pytest.approx(3.1)
    with pytest.raises(UnknownValue, match="does not agree"):
        well(ki67=12, positive=62, counted=2000, mitoses=0)


@pytest.mark.parametrize("site", [None, "unknown primary", "any", "foregut"], ids=str)
def test_an_undecided_site_uses_the_digestive_rules_with_a_warning(site: str | None) -> None:
    answer = classify(site=site, ki67=12, mitoses=4, differentiation="well")
    assert (answer.grade, answer.scheme) == ("G2", "who-2022")
    assert codes(answer) == {"site-assumed"}


@pytest.mark.parametrize("site", ["medullary thyroid carcinoma", "phaeochromocytoma", "Merkel"])
def test_tumours_out_of_scope_are_refused_with_a_pointer(site: str) -> None:
    with pytest.raises(UnknownValue) as refused:
        classify(site=site, ki67=12)
    assert refused.value.hint


def test_every_reason_and_warning_names_its_sources() -> None:
    answer = classify(ki67=60, mitoses="30/10mm2", positive=None, differentiation="well", cell_type="small")
    spoken: list[Reason | Caution] = [*answer.reasons, *answer.warnings, *answer.working, answer.meaning]
    for said in spoken:
        assert said.sources, said.text
        assert "{" not in said.text


@pytest.mark.parametrize("known", [{"ki67": 12}, {"ki67": "15-25", "mitoses": 1}], ids=str)
def test_a_net_is_not_asserted_while_carcinoma_is_possible(known: dict[str, object]) -> None:
    answer = classify(site="ileum", **known)  # type: ignore[arg-type]
    assert answer.candidates[-1] == "nec"
    assert not any("these values mean a NET" in reason.text for reason in answer.reasons)


def test_a_list_of_classes_stays_clear_where_a_label_has_a_comma() -> None:
    answer = classify(site="ileum", ki67="15-25", mitoses=1, cell_type="small")
    assert answer.label == "Not classifiable: NET G2; NET G3 or NEC, small cell type"
