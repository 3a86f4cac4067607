"""Text from outside is safe to show."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcli.text import clean


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
        ("[177Lu] and [bold]", "[177Lu] and [bold]"),
    ],
)
def test_what_cannot_be_seen_is_written_out(raw: str, shown: str) -> None:
    assert clean(raw) == shown


def test_a_limit_says_how_long_the_text_was() -> None:
    assert clean("x" * 5000, 10) == "xxxxxxxxxx... (5,000 characters)"


@given(st.text(st.characters(), max_size=80))
def test_nothing_invisible_is_left(raw: str) -> None:
    assert not any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in clean(raw))
    assert clean(clean(raw)) == clean(raw)
