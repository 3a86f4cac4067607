"""Rows in are rows out, whatever the cells hold; what cannot be read is cheap, and told."""

import csv
import difflib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcli.batch.columns import ADDED
from netcli.batch.run import grade_file
from netcli.errors import UnknownValue
from netcli.grading.inputs import site_resolver
from netcli.grading.rulebook import bundled_rulebook
from netcli.knowledge.model import OutOfScope, Site
from netcli.knowledge.names import names_of
from tests.conftest import PLAIN

CELLS = st.one_of(
    st.sampled_from(
        ["", "12", "<3", "pancreas", "lung", "no such site", "x" * 5000, '"', ",", ";", "\t", "\r", "\n", "\r\n", "\0",
         " ", "=1+1", "a\nb", 'a"b', "é"]
    ),
    st.text(max_size=6),
)  # fmt: skip


def written(rows: list[list[str]], delimiter: str, line_end: str) -> bytes:
    """Return rows as a table in which every cell is quoted."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue().encode("utf-8", "replace")


def graded(table: bytes, **options: object) -> bytes:
    out = io.BytesIO()
    grade_file(io.BytesIO(table), out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def parsed(table: bytes, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(1_000_000)
    return list(csv.reader(io.StringIO(table.decode(), newline=""), delimiter=delimiter))


@given(
    rows=st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=8),
    delimiter=st.sampled_from(",;\t"),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_rows_in_are_rows_out(rows: list[list[str]], delimiter: str, line_end: str) -> None:
    """Line breaks, quotation marks, delimiters and wrong lengths neither make a row nor lose one, nor move a cell."""
    header = ["site", "ki67", "note"]
    before = parsed(written([header, *rows], delimiter, line_end), delimiter)
    after = parsed(graded(written([header, *rows], delimiter, line_end)), delimiter)
    assert len(after) == len(before)
    assert after[0] == [*header, *ADDED]
    for old, new in zip(before[1:], after[1:], strict=True):
        assert new[: len(header)] == [*old, "", "", ""][: len(header)]
        assert new[len(header) + len(ADDED) :] == old[len(header) :]


def test_a_row_of_the_wrong_length_with_a_line_break_stays_one_row() -> None:
    """On every Python: before 3.13 its csv module would write the break without quotation marks."""
    rows = parsed(graded(b'ki67,note\n5,"a\nb",x\n6,ok\n7,"a\rb",y,z\n8\n'), ",")
    assert [row[:2] for row in rows] == [["ki67", "note"], ["5", "a\nb"], ["6", "ok"], ["7", "a\rb"], ["8", ""]]


UNKNOWN = {
    "one phrase": lambda _: "pancreas tail 3",
    "phrases": lambda n: f"no such place {n}",
    "junk": lambda n: f"{n}" + "x" * 4000,
}


@pytest.mark.parametrize("case", UNKNOWN)
@pytest.mark.parametrize("column", ["site", "differentiation", "ki67", "mitoses"])
def test_no_word_is_looked_for_among_its_likes(monkeypatch: pytest.MonkeyPatch, case: str, column: str) -> None:
    """A row has no room for suggestions, and a table of many unknown words no time for them."""
    monkeypatch.setattr(difflib, "get_close_matches", lambda *_, **__: pytest.fail("looked for near names"))
    other = "mitoses" if column == "ki67" else "ki67"
    table = f"{column},{other}\n" + "".join(f"{UNKNOWN[case](n)},1\n" for n in range(300))
    rows = parsed(graded(table.encode()), ",")
    assert all(row[-1].startswith(f"{column}: ") and len(row[-1]) < 200 for row in rows[1:])


def test_the_batch_reads_a_site_as_one_case_does() -> None:
    """By every name and alias, refusals included."""
    book = bundled_rulebook()
    resolve = site_resolver(book)
    records = [*book.knowledge.of(Site).values(), *book.knowledge.of(OutOfScope).values()]
    names = [name.replace('"', "") for record in records for name in names_of(record)]
    rows = parsed(graded(written([["site", "ki67", "mitoses"], *([name, "1", "1"] for name in names)], ",", "\n")), ",")
    for name, row in zip(names, rows[1:], strict=True):
        try:
            resolve(name)
            assert row[-1] == "", name
        except UnknownValue as error:
            assert row[-1] == f"site: {error.message}", name


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell a process its peak")
def test_memory_stays_flat_when_nothing_can_be_read(tmp_path: Path) -> None:
    """40,000 different rows of 4 kB, less than 100 MB."""
    table = tmp_path / "junk.csv"
    with table.open("w") as file:
        file.write("ki67,mitoses\n")
        file.writelines(f"{n}{'x' * 2000},{n}{'y' * 2000}\n" for n in range(40_000))
    peak = "next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1]"
    code = f"import sys; from netcli.__main__ import run; run(sys.argv[1:]); print({peak}, file=sys.stderr)"
    line = [sys.executable, "-c", code, "grade", "--batch", str(table), "--output", os.devnull]
    run = subprocess.run(line, capture_output=True, check=True, env={**os.environ, **PLAIN})
    assert int(run.stderr.split()[-1]) < 100_000  # kB


def test_a_long_cell_is_read_with_quotation_marks_as_without() -> None:
    """One bound for both."""
    for cell in ("x" * 200_000, '"' + "x" * 200_000 + '"'):
        assert len(parsed(graded(f"ki67,note\n5,{cell}\n".encode()), ",")[1][1]) == 200_000


def test_a_header_that_a_spreadsheet_would_run_makes_no_such_cell() -> None:
    """The error names the header, and begins with it."""
    assert parsed(graded(b"=ki67,mitoses\nx,1\n"), ",")[1][-1].startswith("'=ki67: ")
