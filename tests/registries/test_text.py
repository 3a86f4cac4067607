"""Text from outside is safe to show."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcli.text import clean, counted, is_hidden, spreadsheet_safe


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain ≥ µ é 中", "plain ≥ µ é 中"),
        ("two\nlines\r\nand\ttab", "two lines and tab"),
        ("\x1b[31mred", "\\u001b[31mred"),
        ("a\u202eb", "a\\u202eb"),
        ("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"),
        ("lone \ud800", "lone \\ud800"),
        ("tag \U000e0041", "tag \\U000e0041"),
        ("selector \ufe0f\U000e0141", "selector \\ufe0f\\U000e0141"),
        ("joiner \u034f, filler \u3164, blank \u2800", "joiner \\u034f, filler \\u3164, blank \\u2800"),
        ("no character \ufffe\uffff\U0010ffff", "no character \\ufffe\\uffff\\U0010ffff"),
        ("[177Lu] and [bold]", "[177Lu] and [bold]"),
    ],
)
def test_what_cannot_be_seen_is_written_out(raw: str, shown: str) -> None:
    assert clean(raw) == shown


def test_one_is_not_counted_as_many() -> None:
    assert [counted(number, "trial") for number in (0, 1, 2, 1200)] == [
        "0 trials",
        "1 trial",
        "2 trials",
        "1,200 trials",
    ]


def test_a_limit_says_how_long_the_text_was() -> None:
    assert clean("x" * 5000, 10) == "xxxxxxxxxx... (5,000 characters)"


@given(st.text(st.characters(), max_size=80))
def test_nothing_invisible_is_left(raw: str) -> None:
    assert not any(map(is_hidden, clean(raw)))
    assert not any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in clean(raw))
    assert clean(clean(raw)) == clean(raw)


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\t=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_quoted(cell: str) -> None:
    assert spreadsheet_safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "-12", "-12.5 %", "+3", "a=b", "12"])
def test_a_number_and_plain_text_are_no_formula(cell: str) -> None:
    assert spreadsheet_safe(cell) == cell
