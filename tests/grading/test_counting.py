"""Wilson and Poisson intervals against the worked figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcli.errors import UnknownValue
from netcli.grading.counting import check_counts, percentage, poisson_interval, wilson_interval

WILSON = [
    (10, 500, 2.0, 1.09, 3.64),
    (15, 500, 3.0, 1.83, 4.89),
    (40, 2000, 2.0, 1.47, 2.71),
    (60, 2000, 3.0, 2.34, 3.84),
    (100, 500, 20.0, 16.73, 23.73),
    (110, 500, 22.0, 18.59, 25.84),
    (440, 2000, 22.0, 20.24, 23.87),
]


@pytest.mark.parametrize(("positive", "counted", "percent", "low", "high"), WILSON)
def test_wilson_table(positive: int, counted: int, percent: float, low: float, high: float) -> None:
    interval = wilson_interval(positive, counted)
    assert percentage(positive, counted) == percent
    assert (round(interval[0], 2), round(interval[1], 2)) == (low, high)


@pytest.mark.parametrize(
    ("count", "low", "high"), [(10, 0.96, 3.68), (100, 16.27, 24.33), (0, 0.0, 0.74), (1, 0.01, 1.11)]
)
def test_poisson_interval_of_a_count_in_ten_square_millimetres(count: int, low: float, high: float) -> None:
    interval = poisson_interval(count)
    assert (round(interval[0] / 5, 2), round(interval[1] / 5, 2)) == (low, high)


def test_no_mitosis_in_the_area_leaves_the_textbook_upper_limit() -> None:
    assert poisson_interval(0)[1] == pytest.approx(3.688879, abs=1e-6)  # -ln 0.025


@given(st.integers(0, 100_000))
def test_the_poisson_interval_holds_the_count(count: int) -> None:
    low, high = poisson_interval(count)
    assert low <= count < high


@given(st.integers(0, 300))
def test_the_poisson_interval_rises_with_the_count(count: int) -> None:
    assert poisson_interval(count + 1)[0] > poisson_interval(count)[0]
    assert poisson_interval(count + 1)[1] > poisson_interval(count)[1]


@given(st.integers(1, 5000), st.data())
def test_the_wilson_interval_holds_the_share(counted: int, data: st.DataObject) -> None:
    positive = data.draw(st.integers(0, counted))
    low, high = wilson_interval(positive, counted)
    assert 0 <= low <= percentage(positive, counted) + 1e-9
    assert percentage(positive, counted) - 1e-9 <= high <= 100


@pytest.mark.parametrize(("positive", "counted"), [(0, 0), (1, 0), (-1, 10), (11, 10), (5, 10**9)])
def test_counts_that_cannot_be_are_refused(positive: int, counted: int) -> None:
    with pytest.raises(UnknownValue):
        check_counts(positive, counted)
