"""Mixed tumours: MiNEN needs a minimum share of each component."""

import pytest

from netcli.grading import classify


@pytest.mark.parametrize(
    ("share", "category"),
    [
        (0, "carcinoma-with-ne-component"), (29.9, "carcinoma-with-ne-component"), (30, "minen"), (50, "minen"),
        (70, "minen"), (70.1, "net"), (100, "net"), ("<30", "carcinoma-with-ne-component"),
        (">70", "net"), ("30-70", "minen"),
    ],
)  # fmt: skip
def test_each_component_must_reach_thirty_per_cent(share: float | str, category: str) -> None:
    answer = classify(site="colon", ki67=12, mitoses=4, differentiation="well", ne_component=share)
    assert (answer.category, answer.certainty) == (category, "definite")


def test_a_minen_has_no_grade_but_its_component_is_judged() -> None:
    answer = classify(site="colon", ki67=80, mitoses=40, differentiation="poor", cell_type="large", ne_component=40)
    assert (answer.category, answer.grade) == ("minen", None)
    assert any("NEC, large cell type" in reason.text for reason in answer.reasons)


def test_above_seventy_per_cent_the_neoplasm_is_graded_with_a_remark() -> None:
    answer = classify(site="colon", ki67=12, mitoses=4, differentiation="well", ne_component=80)
    assert answer.grade == "G2"
    assert any("remark" in reason.text for reason in answer.reasons)


def test_mixed_without_a_share_cannot_be_decided() -> None:
    answer = classify(site="colon", ki67=80, mitoses=40, differentiation="mixed")
    assert (answer.category, answer.certainty) == ("not-classifiable", "undetermined")
    assert answer.candidates == ["carcinoma-with-ne-component", "minen", "net G3", "nec"]


@pytest.mark.parametrize("share", ["20-40", "60-80", "<=30", ">=70"])
def test_a_share_across_the_minimum_cannot_be_decided(share: str) -> None:
    answer = classify(site="colon", ki67=12, mitoses=4, differentiation="well", ne_component=share)
    assert (answer.category, answer.certainty) == ("not-classifiable", "undetermined")
    assert "minen" in answer.candidates
