"""Rows in are rows out, whatever the cells hold; what cannot be read is cheap, and told."""

import csv
import difflib
import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcli.errors import UnknownValue
from netcli.grading.batch import grade_file
from netcli.grading.columns import ADDED
from netcli.grading.reading import site_resolver
from netcli.grading.rulebook import bundled_rulebook
from netcli.knowledge.model import OutOfScope, Site
from netcli.knowledge.names import names_of
from tests.conftest import PLAIN, program

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
    """60,000 different cells of 4 kB, less than 100 MB."""
    table = tmp_path / "junk.csv"
    with table.open("w") as file:
        file.write("ki67,mitoses\n")
        file.writelines(f"{n}{'x' * 2000},{n}{'y' * 2000}\n" for n in range(60_000))
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


def run(folder: Path, *words: str, table: str = "ki67,mitoses\n5,1\nx,1\n") -> subprocess.CompletedProcess[bytes]:
    (folder / "in.csv").write_text(table)
    return program("grade", "--batch", str(folder / "in.csv"), *words)


@pytest.mark.parametrize(
    ("table", "form", "code"),
    [("ki67,mitoses\n5,1\n", "csv", 0), ("ki67;mitoses\n5;1\n", "csv", 0), ("ki67\tmitoses\n5\t1\n", "tsv", 0),
     ("ki67,mitoses\n5,1\n", "tsv", 2), ("ki67\tmitoses\n5\t1\n", "csv", 2), ("ki67\n5\n", "json", 2)],
)  # fmt: skip
def test_the_format_asked_for_is_given_or_refused(tmp_path: Path, table: str, form: str, code: int) -> None:
    """Before anything is written."""
    done = run(tmp_path, "--format", form, "--output", str(tmp_path / "out"), table=table)
    assert done.returncode == code
    assert (tmp_path / "out").exists() is (code == 0)


@pytest.mark.parametrize("words", [["--encoding", "latin-1"], ["--output", "x"], ["--strict"]])
def test_an_option_of_the_batch_is_refused_without_it(netcli, words: list[str]) -> None:
    """Not ignored in silence."""
    done = netcli("grade", "--ki67", "5", *words)
    assert done.code == 2
    assert f"{words[0]} goes with --batch" in done.err


def test_plain_language_is_refused_for_a_table(tmp_path: Path) -> None:
    assert run(tmp_path, "--plain-language").returncode == 2


@pytest.mark.parametrize(
    "encoding", ["unicode_escape", "raw_unicode_escape", "idna", "punycode", "utf-7", "rot13", "base64"]
)
def test_an_encoding_of_no_text_files_is_refused(tmp_path: Path, encoding: str) -> None:
    """It would read the cells as something else, or write them so."""
    done = run(tmp_path, "--encoding", encoding)
    assert (done.returncode, done.stdout) == (2, b"")


def test_a_dash_is_standard_output(tmp_path: Path) -> None:
    """As it is standard input."""
    assert run(tmp_path, "--output", "-").stdout.count(b"\n") == 3


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="the system has no /dev/stdout")
@pytest.mark.parametrize("output", ["/dev/stdout", "/dev/fd/1", ">(cat)"])
def test_a_device_or_a_pipe_is_written_directly(tmp_path: Path, output: str) -> None:
    """Also where the shell made it for another program."""
    (tmp_path / "in.csv").write_text("ki67,mitoses\n5,1\n")
    line = f"'{sys.executable}' -m netcli grade --batch '{tmp_path}/in.csv' --output {output} | cat"
    done = subprocess.run(["bash", "-c", line], capture_output=True, check=True, env={**os.environ, **PLAIN})
    assert b"NET G2" in done.stdout


def test_a_strict_run_with_a_failed_row_leaves_the_old_file(tmp_path: Path) -> None:
    """The run did not succeed; nothing is left beside it either."""
    (tmp_path / "out.csv").write_text("old")
    done = run(tmp_path, "--strict", "--output", str(tmp_path / "out.csv"))
    assert done.returncode == 1
    assert (tmp_path / "out.csv").read_text() == "old"
    assert b"out.csv was not written" in done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"in.csv", "out.csv"}


def test_when_no_row_could_be_graded_the_run_has_failed(tmp_path: Path) -> None:
    """The commonest errors are told with the line of each first, and the file with them is written."""
    table = 'ki67,note\nx,1\ny,"a\nb"\n\ny,2\n'
    done = run(tmp_path, "--output", str(tmp_path / "out.csv"), table=table)
    assert done.returncode == 1
    told = done.stderr.decode().splitlines()
    assert told[0].startswith("3 rows: 0 definite")
    assert told[1:] == ["  2 rows, first on line 3: ki67: 'y' is not a number",
                        "  1 row, first on line 2: ki67: 'x' is not a number"]  # fmt: skip
    assert "is not a number" in (tmp_path / "out.csv").read_text()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_ended_leaves_nothing(tmp_path: Path, ending: signal.Signals) -> None:
    """Interrupted, terminated or killed: the old file stands whole, and no other lies beside it."""
    (tmp_path / "out.csv").write_text("old")
    line = [sys.executable, "-m", "netcli", "grade", "--batch", "-", "--output", str(tmp_path / "out.csv")]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **PLAIN}) as running:
        assert running.stdin is not None
        running.stdin.write(b"ki67,mitoses\n" + b"5,1\n" * 200_000)  # more than a pipe holds: the writing has begun
        running.stdin.flush()
        running.send_signal(ending)
        running.wait(30)
    assert running.returncode != 0
    assert (tmp_path / "out.csv").read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"out.csv"}


def test_a_named_file_is_removed_when_a_run_is_terminated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system knows no files without a name."""
    from netcli.grading import output

    monkeypatch.setattr(output, "OPEN_FILES", "/nowhere")

    def terminated() -> None:
        with output.replacing(tmp_path / "out.csv") as stream:
            stream.write(b"new")
            assert len(list(tmp_path.iterdir())) == 1
            os.kill(os.getpid(), signal.SIGTERM)

    with pytest.raises(SystemExit):
        terminated()
    assert list(tmp_path.iterdir()) == []
    with output.replacing(tmp_path / "out.csv") as stream:
        stream.write(b"new")
    assert (tmp_path / "out.csv").read_bytes() == b"new"
