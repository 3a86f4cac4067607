"""The rules for lung and thymus, each test a rule."""

import pytest

from netcli.grading import Assessment, classify


def carcinoid(**known: object) -> Assessment:
    """A resected lung tumour of carcinoid morphology."""
    given = {"site": "lung", "differentiation": "well", "necrosis": "none", "size_mm": 20, **known}
    return classify(**given)  # type: ignore[arg-type]


def codes(answer: Assessment) -> set[str]:
    return {warning.code for warning in answer.warnings}


@pytest.mark.parametrize("site", ["lung", "thymus", "bronchial"])
@pytest.mark.parametrize("edition", [None, "who-2022", "who-2021"], ids=str)
def test_thoracic_sites_use_the_thoracic_rules_on_their_own(site: str, edition: str | None) -> None:
    assert carcinoid(site=site, mitoses=1, edition=edition).scheme == "who-2021"


@pytest.mark.parametrize(
    ("mitoses", "category", "grade"),
    [(0, "typical-carcinoid", "G1"), (1.9, "typical-carcinoid", "G1"), (2, "atypical-carcinoid", "G2"),
     (10, "atypical-carcinoid", "G2"), (10.1, "carcinoid-high-proliferation", None),
     (30, "carcinoid-high-proliferation", None)],
)  # fmt: skip
def test_two_to_ten_mitoses_are_atypical(mitoses: float, category: str, grade: str | None) -> None:
    answer = carcinoid(mitoses=mitoses)
    assert (answer.category, answer.grade) == (category, grade)


def test_punctate_necrosis_makes_it_atypical() -> None:
    answer = carcinoid(mitoses=1, necrosis="punctate")
    assert (answer.category, answer.certainty) == ("atypical-carcinoid", "definite")


def test_extensive_necrosis_calls_for_review() -> None:
    answer = carcinoid(mitoses=1, necrosis="extensive")
    assert (answer.category, answer.certainty, codes(answer)) == (
        "atypical-carcinoid",
        "provisional",
        {"expert-review"},
    )


@pytest.mark.parametrize(
    "known", [{"mitoses": 11, "ki67": 25}, {"mitoses": 1, "ki67": 30}, {"mitoses": 8, "ki67": 60}], ids=str
)
def test_carcinoid_morphology_with_high_proliferation_is_neither_carcinoid_nor_lcnec(known: dict[str, float]) -> None:
    """More than 10 mitoses per 2 mm² or Ki-67 of 30 % or more: a provisional group of WHO 2021, with what decides."""
    answer = carcinoid(**known)
    assert (answer.category, answer.grade, answer.certainty) == ("carcinoid-high-proliferation", None, "provisional")
    assert answer.candidates == ["carcinoid-high-proliferation", "lcnec"]
    assert "expert-review" in codes(answer)
    assert "What decides" in " ".join(reason.text for reason in answer.reasons)
    assert answer.icd_o is None


@pytest.mark.parametrize("known", [{"mitoses": 5}, {"mitoses": 14}, {"mitoses": 1, "size_mm": 12}], ids=str)
def test_a_high_ki67_without_morphology_is_never_definite(known: dict[str, object]) -> None:
    answer = carcinoid(ki67=35, differentiation=None, **known)
    assert (answer.category, answer.certainty) == ("unresolved-high-grade", "undetermined")
    assert answer.candidates == ["lcnec", "sclc", "carcinoid-high-proliferation"]


@pytest.mark.parametrize("ki67", ["25-35", "<31", ">20"])
def test_a_ki67_that_may_be_too_high_leaves_a_carcinoid_in_doubt(ki67: str) -> None:
    answer = carcinoid(mitoses=5, ki67=ki67)
    assert (answer.category, answer.certainty) == ("atypical-carcinoid", "provisional")
    assert "carcinoid-high-proliferation" in answer.candidates


@pytest.mark.parametrize("ki67", [1, 6, 25, 29.9])
def test_ki67_sets_no_grade_in_the_chest(ki67: float) -> None:
    assert carcinoid(mitoses=1, ki67=ki67).category == "typical-carcinoid"


@pytest.mark.parametrize(("mitoses", "ki67", "warned"), [(1, 5, False), (1, 5.1, True), (6, 29, False)])
def test_an_unusual_ki67_is_flagged(mitoses: float, ki67: float, warned: bool) -> None:
    assert ("ki67-high-for-class" in codes(carcinoid(mitoses=mitoses, ki67=ki67))) is warned


def test_ki67_alone_gives_no_class() -> None:
    answer = carcinoid(ki67=2)
    assert (answer.category, answer.grade, answer.certainty) == ("not-classifiable", None, "undetermined")
    assert "ki67-not-a-criterion" in codes(answer)


def test_necrosis_not_stated_is_provisional() -> None:
    few = carcinoid(mitoses=1, necrosis=None)
    assert (few.category, few.certainty) == ("typical-carcinoid", "provisional")
    assert "atypical-carcinoid G2" in few.candidates
    assert carcinoid(mitoses=6, necrosis="unknown").certainty == "provisional"


@pytest.mark.parametrize(("size", "category"), [(4.9, "tumourlet"), (5, "typical-carcinoid"), ("<5", "tumourlet")])
def test_below_five_millimetres_it_is_a_tumourlet(size: float | str, category: str) -> None:
    answer = carcinoid(mitoses=1, size_mm=size)
    assert (answer.category, answer.certainty) == (category, "definite")


@pytest.mark.parametrize("known", [{"mitoses": 12}, {"mitoses": 1, "necrosis": "punctate"}], ids=str)
def test_a_tumourlet_with_mitoses_or_necrosis_is_in_doubt(known: dict[str, object]) -> None:
    answer = carcinoid(size_mm=3, **known)
    assert (answer.category, answer.certainty, answer.grade) == ("tumourlet", "undetermined", None)
    assert "expert-review" in codes(answer)


def test_a_size_across_the_border_leaves_the_class_open() -> None:
    assert carcinoid(mitoses=1, size_mm="3-8").candidates == ["tumourlet", "typical-carcinoid G1"]


@pytest.mark.parametrize(("cell_type", "category"), [("small", "sclc"), ("large", "lcnec")])
def test_cytology_decides_between_the_carcinomas(cell_type: str, category: str) -> None:
    answer = carcinoid(differentiation="poor", cell_type=cell_type, mitoses=60, ki67=80)
    assert (answer.category, answer.grade, answer.certainty) == (category, None, "definite")


def test_carcinoma_without_a_cell_type_is_provisional() -> None:
    answer = carcinoid(differentiation="poor", mitoses=60)
    assert (answer.category, answer.certainty, answer.candidates) == ("nec", "provisional", ["lcnec", "sclc"])


def test_carcinoma_with_few_mitoses_is_inconsistent() -> None:
    assert "inconsistent" in codes(carcinoid(differentiation="poor", cell_type="small", mitoses=10))


def test_many_mitoses_without_differentiation_stay_unresolved() -> None:
    answer = carcinoid(differentiation="unknown", mitoses=30)
    assert (answer.category, answer.certainty) == ("unresolved-high-grade", "undetermined")


def test_a_range_of_mitoses_across_the_cut_off_leaves_the_class_open() -> None:
    answer = carcinoid(mitoses="1-3")
    assert answer.category == "not-classifiable"
    assert answer.candidates == ["typical-carcinoid G1", "atypical-carcinoid G2"]


def test_combined_tumours_of_the_lung_are_not_computed() -> None:
    answer = carcinoid(differentiation="mixed", mitoses=30)
    assert answer.category == "not-classifiable"
    assert "combined-not-covered" in codes(answer)


def test_wilson_intervals_do_not_warn_of_digestive_cut_offs_in_the_lung() -> None:
    assert "near-cutoff" not in codes(carcinoid(mitoses=1, positive=60, counted=2000))


def test_each_candidate_is_named_once() -> None:
    assert carcinoid(differentiation="mixed", mitoses=5, necrosis=None).candidates == [
        "sclc",
        "lcnec",
        "atypical-carcinoid G2",
    ]


def test_a_combined_tumour_of_the_lung_is_never_definite() -> None:
    answer = carcinoid(differentiation="poor", cell_type="small", mitoses=60, ne_component=50)
    assert (answer.category, answer.certainty, answer.candidates) == ("sclc", "provisional", ["sclc"])


def test_a_tumourlet_in_doubt_does_not_look_like_one() -> None:
    assert "by size only" in carcinoid(mitoses=14, size_mm=3).label
