"""Rows in are rows out, whatever the cells hold, on every version of Python."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netcli.batch.columns import ADDED
from netcli.batch.run import grade_file

HEADER = ["ki67", "note", "mitoses"]
PIECES = st.sampled_from(
    ['"', '""', "\n", "\r", "\r\n", ",", ";", "\t", " ", "\0", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "'", "\\", "=",
     "12", "<3", "x", "é", "\ufeff", "\U0001f600"]
)  # fmt: skip
CELL = st.lists(PIECES, max_size=4).map("".join)
ROWS = st.lists(st.lists(CELL, max_size=5), max_size=8)


def rows_of(text: str, delimiter: str) -> list[list[str]]:
    """Read a table as the csv module does."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def assert_rows_come_out(table: str, delimiter: str) -> None:
    """Each row has its cells, in their places, and the six more; a blank line is one still."""
    target = io.BytesIO()
    summary = grade_file(io.BytesIO(table.encode()), target)
    given, came = rows_of(table, delimiter)[1:], rows_of(target.getvalue().decode(), delimiter)[1:]
    width = len(HEADER)
    assert len(came) == len(given)
    assert summary.rows == sum(map(bool, given))
    for before, after in zip(given, came, strict=True):
        if before:
            filled = before + [""] * (width - len(before))
            assert after[:width] + after[width + len(ADDED) :] == filled
            assert len(after) == max(width, len(before)) + len(ADDED)
            assert len(before) == width or any(before[width:]) is False or after[width + len(ADDED) - 1]
        else:
            assert after == []


@given(ROWS, st.sampled_from([",", ";", "\t"]), st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
@example([["5", "a\nb", "", "x"], ["5", "a\rb"], []], ",", csv.QUOTE_ALL)
def test_the_rows_of_a_written_table_come_out(rows: list[list[str]], delimiter: str, quoting: int) -> None:
    """Any cells, too many or too few of them, and blank lines."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator="\r\n").writerows([HEADER, *rows])  # type: ignore[arg-type]
    assert_rows_come_out(text.getvalue(), delimiter)


@given(st.lists(PIECES.filter(lambda piece: '"' not in piece), max_size=30).map("".join))
def test_the_rows_of_any_text_come_out(text: str) -> None:
    """Without quotation marks every text is a table."""
    assert_rows_come_out("ki67,note,mitoses\n" + text, ",")


@pytest.mark.parametrize("cells", [b'5,"a\nb",x,y', b'5,"a\rb"', b'"a\r\nb"', b'5,"a,b"', b'5,"a""b",,x'])
def test_a_row_of_the_wrong_length_stays_one_row(cells: bytes) -> None:
    """Its line breaks, delimiters and quotation marks are quoted again."""
    assert_rows_come_out((b"ki67,note,mitoses\n" + cells + b"\n6,ok,1\n").decode(), ",")
