"""Mitoses in any area come out per 2 mm2."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcli.errors import UnknownValue
from netcli.grading import classify
from netcli.grading.mitoses import field_area, rate_interval, read_mitoses


@pytest.mark.parametrize(
    ("typed", "rate"),
    [
        ("4", 4), ("4/2mm2", 4), ("4 / 2 mm²", 4), ("4 per 2 mm2", 4), ("18/10mm2", 3.6), ("18 in 10 mm2", 3.6),
        ("4/mm2", 8), ("10/10mm2", 2), ("100/10MM2", 20), ("3/0.3mm2", 20), ("3/0,3mm2", 20), ("0/10mm2", 0),
    ],
)  # fmt: skip
def test_areas_are_converted(typed: str, rate: float) -> None:
    assert read_mitoses(typed, 2).span.value == rate


def test_fields_are_converted_by_their_diameter() -> None:
    rate = read_mitoses("12/50hpf", 2, 0.55)
    assert rate.area == pytest.approx(11.879, abs=0.001)
    assert rate.span.value == pytest.approx(2.020, abs=0.001)


@pytest.mark.parametrize(("diameter", "fields"), [(0.50, 51), (0.55, 42), (0.60, 35), (0.65, 30)])
def test_fields_needed_for_ten_square_millimetres(diameter: float, fields: int) -> None:
    assert round(10 / field_area(diameter)) == fields


def test_fields_without_a_diameter_are_refused_and_the_way_out_is_named() -> None:
    with pytest.raises(UnknownValue) as refused:
        read_mitoses("12/50hpf", 2)
    assert "diameter" in refused.value.message
    assert "--hpf-diameter" in refused.value.hint


def test_ranges_are_converted_too() -> None:
    span = read_mitoses("<5/10mm2", 2).span
    assert (span.low, span.high, span.high_open) == (0, 1, True)


def test_a_count_in_another_area_has_an_interval() -> None:
    low, high = rate_interval(read_mitoses("10/10mm2", 2), 2) or (0, 0)
    assert (round(low, 2), round(high, 2)) == (0.96, 3.68)


@pytest.mark.parametrize("typed", ["4", "4/2mm2", "2.5/10mm2", "<5/10mm2"])
def test_a_rate_has_no_interval(typed: str) -> None:
    assert rate_interval(read_mitoses(typed, 2), 2) is None


@pytest.mark.parametrize(
    "typed", ["", "x", "4/0mm2", "4/2cm2", "/2mm2", "-4/2mm2", "4/2", "hpf", "4//2mm2", "nan/2mm2"]
)
def test_everything_else_is_refused(typed: str) -> None:
    with pytest.raises(UnknownValue):
        read_mitoses(typed, 2)


@given(st.text(alphabet="0123456789./,<>-mhpf2 xin", max_size=16))
def test_the_reader_never_crashes(typed: str) -> None:
    try:
        span = read_mitoses(typed, 2, 0.5).span
    except UnknownValue:
        return
    assert 0 <= span.low <= span.high


@given(st.integers(0, 2000), st.integers(1, 400))
def test_conversion_is_exact_at_the_cut_offs(count: int, tenths: int) -> None:
    rate = read_mitoses(f"{count}/{tenths / 10}mm2", 2).span.value
    assert rate is not None
    for cutoff in (2, 10, 20):
        assert (rate > cutoff) == (20 * count > cutoff * tenths)
        assert (rate == cutoff) == (20 * count == cutoff * tenths)


@pytest.mark.parametrize(
    ("typed", "said"), [("8-12/10mm2", "1.6 to 2.4"), ("<2/10mm2", "<0.4"), (">4/10mm2", ">0.8"), ("18/10mm2", "3.6")]
)
def test_converted_mitoses_are_named_per_reference_area(typed: str, said: str) -> None:
    answer = classify(site="ileum", ki67=1, mitoses=typed, differentiation="well")
    assert any(f"Mitoses {said} per 2 mm²" in reason.text for reason in answer.reasons)
    assert f" = {said} per 2 mm²" in answer.working[0].text


@pytest.mark.parametrize(
    ("typed", "diameter", "warned"),
    [("12/50hpf", 0.5, False), ("12/42hpf", 0.55, False), ("12/40hpf", 0.5, True), ("12/9.4mm2", None, True)],
)
def test_an_area_that_rounds_to_the_one_asked_for_is_enough(typed: str, diameter: float | None, warned: bool) -> None:
    answer = classify(site="ileum", ki67=1, mitoses=typed, differentiation="well", hpf_diameter=diameter)
    assert ("small-area" in {warning.code for warning in answer.warnings}) is warned
