"""What holds for every value: no gap, no overlap, the higher wins, a grade never falls."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from netcli.errors import UnknownValue
from netcli.grading import classify
from netcli.grading.bands import band, bands, rounds_across
from netcli.grading.case import Caution, Reason
from netcli.grading.quantity import Span
from netcli.grading.rulebook import bundled_rulebook

SCHEMES = bundled_rulebook().editions()
AXES = [(scheme.id, name, getattr(scheme, name)) for scheme in SCHEMES for name in ("ki67", "mitoses")]
NUMBERS = st.one_of(st.floats(0, 100), st.sampled_from([0, 2, 2.95, 2.99, 3, 10, 19.96, 20, 20.04, 20.05, 55, 100]))
EDITIONS = st.sampled_from(["who-2022", "who-2019", "who-2017", "who-2010", "enets-2006"])


@pytest.mark.parametrize(("cutoffs"), [axis[2] for axis in AXES], ids=[f"{axis[0]}-{axis[1]}" for axis in AXES])
@given(NUMBERS, NUMBERS)
def test_bands_cover_the_axis_in_order(cutoffs: list[object], one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 1 <= band(low, cutoffs) <= band(high, cutoffs) <= len(cutoffs) + 1  # type: ignore[arg-type]


@given(NUMBERS, NUMBERS, st.booleans(), st.booleans(), st.floats(0, 1))
def test_the_bands_of_a_range_are_those_of_its_values(
    one: float, other: float, low_open: bool, high_open: bool, part: float
) -> None:
    low, high = sorted((one, other))
    inside = low + (high - low) * part
    assume(low < inside < high)
    for _, _, cutoffs in AXES:
        spanned = bands(Span(low, high, low_open, high_open), cutoffs)
        assert spanned.lowest <= band(inside, cutoffs) <= spanned.highest
        if not low_open:
            assert spanned.lowest == band(low, cutoffs)
        if not high_open:
            assert spanned.highest == band(high, cutoffs)


@given(NUMBERS)
def test_rounding_is_flagged_exactly_when_it_would_change_the_band(value: float) -> None:
    from decimal import ROUND_HALF_UP, Decimal

    rounded = float(Decimal(repr(float(value))).quantize(Decimal("0.1"), ROUND_HALF_UP))
    for scheme in SCHEMES:
        changes = band(value, scheme.ki67) != band(rounded, scheme.ki67)
        assert bool(rounds_across(value, scheme.ki67, 1)) is changes


@given(NUMBERS, NUMBERS, NUMBERS, EDITIONS)
def test_the_grade_never_falls_when_ki67_rises(one: float, other: float, mitoses: float, edition: str) -> None:
    low, high = sorted((one, other))
    before, after = (
        classify(site="pancreas", ki67=value, mitoses=mitoses, differentiation="well", edition=edition).grade or ""
        for value in (low, high)
    )
    assert before <= after


@given(NUMBERS, NUMBERS, NUMBERS, EDITIONS)
def test_the_grade_never_falls_when_mitoses_rise(one: float, other: float, ki67: float, edition: str) -> None:
    low, high = sorted((one, other))
    before, after = (
        classify(site="pancreas", ki67=ki67, mitoses=value, differentiation="well", edition=edition).grade or ""
        for value in (low, high)
    )
    assert before <= after


@given(NUMBERS, NUMBERS, EDITIONS)
def test_the_higher_of_the_two_wins(ki67: float, mitoses: float, edition: str) -> None:
    def grade(**known: float) -> str:
        answer = classify(site="pancreas", differentiation="well", edition=edition, **known)  # type: ignore[arg-type]
        return answer.grade or ""

    assert grade(ki67=ki67, mitoses=mitoses) == max(grade(ki67=ki67, mitoses=0), grade(ki67=0, mitoses=mitoses))


@given(NUMBERS, NUMBERS, EDITIONS)
def test_poor_differentiation_is_never_a_net(ki67: float, mitoses: float, edition: str) -> None:
    answer = classify(site="pancreas", ki67=ki67, mitoses=mitoses, differentiation="poor", edition=edition)
    assert answer.category == "nec"


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "ki67": st.one_of(NUMBERS, st.sampled_from(["<3", "2-25", ">=20", ">55"])),
            "mitoses": st.one_of(NUMBERS, st.sampled_from(["<2", "1-30", "18/10mm2", ">10"])),
            "differentiation": st.sampled_from(["well", "poor", "unknown", "mixed"]),
            "cell_type": st.sampled_from(["small", "large"]),
            "site": st.sampled_from(["pancreas", "lung", "thymus", "colon", "unknown primary", "gep"]),
            "necrosis": st.sampled_from(["none", "punctate", "extensive", "unknown"]),
            "size_mm": st.one_of(st.floats(0, 50), st.sampled_from(["<5", "3-9"])),
            "ne_component": st.one_of(NUMBERS, st.sampled_from(["<30", "20-80"])),
            "edition": st.sampled_from(["who-2022", "who-2019", "who-2017", "who-2010", "enets-2006", "who-2021"]),
        },
    )
)
def test_every_case_is_answered_or_refused(case: dict[str, object]) -> None:
    try:
        answer = classify(**case)  # type: ignore[arg-type]
    except UnknownValue as refused:
        assert "neither" in refused.message or "does not cover" in refused.message
        return
    assert answer.label
    assert (answer.certainty == "definite") == (not answer.candidates)
    spoken: list[Reason | Caution] = [*answer.reasons, *answer.warnings, answer.meaning]
    assert all("{" not in said.text for said in spoken)
    if answer.certainty != "definite":
        own = f"{answer.category} {answer.grade}" if answer.grade else answer.category
        assert own in answer.candidates or answer.category in (
            "net",
            "nec",
            "unresolved-high-grade",
            "not-classifiable",
        )
