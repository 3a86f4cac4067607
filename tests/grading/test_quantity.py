"""What people may type for a number, and what is refused."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcli.errors import UnknownValue
from netcli.grading.quantity import read_count, read_number, read_percentage, show


@pytest.mark.parametrize("typed", ["12", "12%", " 12 ", "12 %", "12.0", "12,0"])
def test_a_plain_number_in_any_spelling(typed: str) -> None:
    assert read_percentage(typed, "Ki-67").value == 12


def test_numbers_are_taken_as_they_are() -> None:
    assert read_percentage(12, "Ki-67") == read_percentage(12.0, "Ki-67") == read_percentage("12", "Ki-67")


@pytest.mark.parametrize("typed", ["12.5", "12,5", "12,5%"])
def test_comma_and_point_are_the_same(typed: str | float) -> None:
    assert read_percentage(typed, "Ki-67").value == 12.5


@pytest.mark.parametrize(
    ("typed", "low", "high", "low_open", "high_open"),
    [
        ("<3", 0, 3, False, True),
        ("< 3 %", 0, 3, False, True),
        ("<=3", 0, 3, False, False),
        ("≤3", 0, 3, False, False),
        (">20", 20, 100, True, False),
        (">=20", 20, 100, False, False),
        ("≥ 20", 20, 100, False, False),
        ("3-20", 3, 20, False, False),
        ("3 – 20 %", 3, 20, False, False),
        ("3%-20%", 3, 20, False, False),
        ("3 to 20", 3, 20, False, False),
    ],
)
def test_a_range_keeps_its_open_ends(typed: str, low: float, high: float, low_open: bool, high_open: bool) -> None:
    span = read_percentage(typed, "Ki-67")
    assert (span.low, span.high, span.low_open, span.high_open) == (low, high, low_open, high_open)
    assert span.value is None


def test_no_upper_limit_for_a_plain_number() -> None:
    assert read_number(">20", "mitoses").high == inf


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "nan", "NaN", "inf", "-inf", "-1", "−1", "100.1", "101", ">100", "<0", "20-3", "1 2", "1e1", "1_0",
     "١٢", "1²", "12%3", "%", "12%%", "about 12", "~12", "+5", "1.2.3", "12;5", "3-", "-", "<", "<>3", "9" * 400,
     "0x1", "\x00", "12\x00", -0.5, 100.5, True, None, [12]],
)  # fmt: skip
def test_everything_else_is_refused(typed: object) -> None:
    with pytest.raises(UnknownValue) as refused:
        read_percentage(typed, "Ki-67")  # type: ignore[arg-type]
    assert refused.value.message.startswith("Ki-67")
    assert "accepted:" in refused.value.hint


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")], ids=["nan", "inf", "-inf"])
def test_values_that_are_not_finite_are_refused(value: float) -> None:
    with pytest.raises(UnknownValue, match="finite"):
        read_percentage(value, "Ki-67")


def test_a_refusal_does_not_echo_control_characters() -> None:
    with pytest.raises(UnknownValue) as refused:
        read_percentage("\x1b[31m\u202e\u200b1x", "Ki-67")
    assert refused.value.message.isprintable()


@pytest.mark.parametrize("typed", ["500", " 500 ", "500.0"])
def test_counts_are_whole(typed: str | float) -> None:
    assert read_count(typed, "counted") == 500


@pytest.mark.parametrize("typed", ["1,000", "1.000", "499.5", "12%", "<500", "500-600", "-1", ""])
def test_a_count_that_could_mean_two_things_is_refused(typed: str | float) -> None:
    with pytest.raises(UnknownValue):
        read_count(typed, "counted")


@given(st.text())
def test_the_reader_never_crashes(typed: str) -> None:
    try:
        span = read_percentage(typed, "Ki-67")
    except UnknownValue as refused:
        assert "\x1b" not in refused.message
    else:
        assert 0 <= span.low <= span.high <= 100


@given(st.text(alphabet="0123456789.,<>=-–% to\u00a0", max_size=12))
def test_the_reader_never_crashes_on_what_looks_like_numbers(typed: str) -> None:
    try:
        span = read_percentage(typed, "Ki-67")
    except UnknownValue:
        return
    assert 0 <= span.low <= span.high <= 100


@given(st.floats(min_value=0, max_value=100, allow_subnormal=False))
def test_a_number_and_its_text_are_read_alike(value: float) -> None:
    assert read_percentage(f"{value:.6f}", "Ki-67").value == read_percentage(float(f"{value:.6f}"), "Ki-67").value


@given(st.floats(min_value=0, max_value=1000))
def test_a_shown_number_never_looks_like_another_whole_one(value: float) -> None:
    if float(show(value)).is_integer():
        assert float(show(value)) == value
