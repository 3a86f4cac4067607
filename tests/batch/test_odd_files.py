"""Files as spreadsheets, registries and accidents make them."""

import csv
import io

import pytest

from netcli.batch.run import grade_file
from netcli.errors import NetcliError, UnknownValue

G2 = "net,G2,NET G2 (at least),provisional,site-assumed,"


def out(source: bytes, encoding: str = "utf-8", **options: object) -> bytes:
    """Grade a file given as bytes."""
    target = io.BytesIO()
    grade_file(io.BytesIO(source), target, encoding=encoding, **options)  # type: ignore[arg-type]
    return target.getvalue()


def unknown(site: str) -> str:
    raise UnknownValue(f"no site \u2265 {site}")


def lines(source: bytes) -> list[str]:
    return out(source).decode().splitlines()


def test_semicolons_with_decimal_commas() -> None:
    assert lines(b"id;ki67;mitoses\n1;12,5;1,5\n")[1] == "1;12,5;1,5;net;G2;NET G2;definite;site-assumed;"


def test_tabs() -> None:
    assert lines(b"id\tki67\n1\t12\n")[1] == "1\t12\t" + G2.replace(",", "\t")


def test_windows_line_ends_are_kept() -> None:
    assert out(b"ki67\r\n12\r\n").endswith(f"\r\n12,{G2}\r\n".encode())


def test_old_macintosh_line_ends_are_kept() -> None:
    assert out(b"ki67\r12\r3\r").count(b"\r") == 3


def test_the_last_line_may_lack_its_end() -> None:
    assert out(b"ki67\n12") == out(b"ki67\n12\n")


def test_a_byte_order_mark_is_kept_and_is_no_part_of_the_header() -> None:
    graded = out(b"\xef\xbb\xbfki67\n12\n")
    assert graded.startswith(b"\xef\xbb\xbfki67,netcli_category")
    assert graded.count(b"\xef\xbb\xbf") == 1


def test_quoted_cells_keep_their_text_and_their_line_breaks() -> None:
    row = '"a ""b"", c\r\nd",12,"e"\n'
    assert (
        out(f"note,ki67,more\n{row}5,3,x\n".encode())
        .decode()
        .split("\n", 1)[1]
        .startswith(f"{row.rstrip()},{G2}\n5,3,x,net,G2")
    )


def test_a_quotation_mark_inside_a_cell_is_kept() -> None:
    assert lines(b'note,ki67\n5" probe,12\n')[1] == f'5" probe,12,{G2}'


def test_a_quoted_cell_may_run_across_many_lines() -> None:
    note = "\n".join(f"line {number}" for number in range(3000))
    graded = list(csv.reader(io.StringIO(out(f'ki67,note\n12,"{note}"\n3,x\n'.encode()).decode(), newline="")))
    assert [row[:2] for row in graded[1:]] == [["12", note], ["3", "x"]]


@pytest.mark.parametrize("source", [b'ki67,note\n12,"open\n3,x\n', b'ki67,note\n12,"', b'ki67,note\n12,a\n3,"b'])
def test_a_quotation_mark_that_never_closes_swallows_no_rows(source: bytes) -> None:
    with pytest.raises(NetcliError, match="never closed"):
        out(source)


def test_an_open_quotation_mark_in_a_long_file_is_refused_too() -> None:
    with pytest.raises(NetcliError, match="longer than"):
        out(b'ki67,note\n12,"open\n' + b"3,xxxxxxxxxxxxxxxxxxxx\n" * 200_000)


@pytest.mark.parametrize("mark", [b"", b'"'])
def test_a_long_cell_is_carried_with_quotation_marks_or_without(mark: bytes) -> None:
    """One bound for both; the csv module's own is far lower, and holds again afterwards."""
    before = csv.field_size_limit()
    cell = mark + b"x" * 1_000_000 + mark
    assert out(b"note,ki67\n" + cell + b",12\n").endswith(b"\n" + cell + f",12,{G2}\n".encode())
    assert csv.field_size_limit() == before
    with pytest.raises(NetcliError, match="longer than"):
        out(b"note,ki67\n" + mark + b"x" * 4_500_000 + mark + b",12\n")


def test_a_quotation_mark_inside_a_header_swallows_no_rows() -> None:
    """Only one at the start of a cell opens it."""
    assert lines(b'size 5",ki67\n1,12\n2,"3"\n')[1] == f"1,12,{G2}"


def test_a_header_that_never_closes_is_refused() -> None:
    """It would take the rows for its own."""
    with pytest.raises(UnknownValue, match="first line is never closed"):
        out(b'"note,ki67\n1,12\n')


def test_blank_lines_stay_blank_and_are_not_counted() -> None:
    target = io.BytesIO()
    summary = grade_file(io.BytesIO(b"\n\nki67,note\n\n12,a\n\n\n3,b\n\n"), target)
    assert summary.rows == 2
    assert [line.split(",")[0] for line in target.getvalue().decode().split("\n")] == [
        "ki67", "", "12", "", "", "3", "", "",
    ]  # fmt: skip


def test_a_short_row_is_filled_up_and_reported() -> None:
    assert lines(b"id,ki67,note\n1,12\n")[1] == "1,12,,,,,,,row: 2 cells where the header has 3"


def test_a_long_row_keeps_its_cells_behind_the_appended_ones() -> None:
    assert lines(b"id,ki67\n1,12,extra\n")[1] == "1,12,,,,,,row: 3 cells where the header has 2,extra"


def test_trailing_delimiters_do_no_harm() -> None:
    assert lines(b"id,ki67\n1,12,,\n")[1] == f"1,12,{G2},,"


def test_latin_1_is_told_from_utf_8_and_the_line_is_named() -> None:
    source = b"note,ki67\n" + b"x,12\n" * 30_000 + "Magen-Darm-\u00e4,12\n".encode("latin-1") + b"x,12\n" * 30_000
    with pytest.raises(NetcliError, match="line 30002 is not UTF-8") as refused:
        out(source)
    assert "--encoding latin-1" in refused.value.hint
    assert out(source, "latin-1").count("\u00e4".encode("latin-1")) == 1


def test_utf_16_is_recognised() -> None:
    source = "ki67\n12\n".encode("utf-16")
    with pytest.raises(NetcliError) as refused:
        out(source)
    assert "utf-16" in refused.value.hint
    assert "net,G2" in out(source, "utf-16").decode("utf-16")


@pytest.mark.parametrize("encoding", ["", "no-such", "base64", "zip", "\x00", "undefined"])
def test_an_unknown_encoding_is_refused(encoding: str) -> None:
    with pytest.raises(UnknownValue):
        out(b"ki67\n12\n", encoding)


@pytest.mark.parametrize(
    "encoding", ["unicode_escape", "raw_unicode_escape", "idna", "punycode", "utf-7", "charmap", "rot13"]
)
def test_an_encoding_that_no_file_of_text_has_is_refused(encoding: str) -> None:
    """Python has codecs that change the line ends, the backslashes or the length of a table."""
    with pytest.raises(UnknownValue):
        out(b"ki67\n12\n", encoding)


@pytest.mark.parametrize(
    "encoding", ["latin-1", "cp1252", "cp037", "shift_jis", "gb18030", "utf-16", "utf-32-le", "hz"]
)
def test_an_encoding_of_text_is_read_and_written(encoding: str) -> None:
    """One byte or several, with ASCII as it is or not."""
    assert out("ki67\n12\n".encode(encoding), encoding).decode(encoding).endswith(f"\n12,{G2}\n")


@pytest.mark.parametrize("header", ["=ki67", "@ki67", "+ki67", "-ki67"])
def test_a_cell_that_is_added_is_never_a_formula(header: str) -> None:
    """An error begins with the header, which whoever made the file chose; the cells of the file stay as they are."""
    (row,) = csv.DictReader(io.StringIO(out(f"{header},note\nx,=1+1\n".encode()).decode()))
    assert row["netcli_error"] == f"'{header}: 'x' is not a number"
    assert row["note"] == "=1+1"


def test_text_that_the_encoding_lacks_is_written_as_an_escape() -> None:
    assert b"\\u2265" in out(b"site,ki67\nx,12\n", "latin-1", resolve_site=unknown)


def test_nul_bytes_are_carried_and_reported() -> None:
    graded = lines(b"note,ki67\na\x00b,12\nc,1\x002\n")
    assert graded[1] == f"a\x00b,12,{G2}"
    assert graded[2].startswith("c,1\x002,")
    assert graded[2].split(",", 7)[-1].isprintable()


def test_markup_and_control_characters_are_neutralised_in_errors() -> None:
    error = lines("ki67\n\x1b[31m\u202e1\n".encode())[1].split(",", 6)[-1]
    assert error.isprintable()


@pytest.mark.parametrize("source", [b"", b"\n\n", b"   \n", b"\xef\xbb\xbf", b"\r\n"])
def test_an_empty_file_is_refused(source: bytes) -> None:
    with pytest.raises(UnknownValue, match="empty"):
        out(source)


@pytest.mark.parametrize("source", [b"12,4\n13,5\n", b"site,name\npancreas,x\n", b"PK\x03\x04zip", b"%PDF-1.7\nx"])
def test_a_file_without_a_usable_column_is_refused(source: bytes) -> None:
    with pytest.raises(UnknownValue, match="no column"):
        out(source)


@pytest.mark.parametrize("header", [b"ki67,Ki-67", b"site,ki67,Site", b"mitoses,mitotic count"])
def test_two_columns_for_the_same_thing_are_refused(header: bytes) -> None:
    with pytest.raises(UnknownValue, match="two columns"):
        out(header + b"\n1,2,3\n")


def test_a_graded_file_is_not_graded_again() -> None:
    with pytest.raises(UnknownValue, match="already has netcli"):
        out(out(b"ki67\n12\n"))


def test_a_header_alone_is_a_table_without_rows() -> None:
    assert lines(b"ki67,mitoses\n") == [
        "ki67,mitoses,netcli_category,netcli_grade,netcli_label,netcli_certainty,netcli_warnings,netcli_error"
    ]


def test_a_header_may_be_quoted_across_lines() -> None:
    assert out(b'"ki67","a\nb"\n12,x\n').decode().startswith('"ki67","a\nb",netcli_category')


def test_one_endless_line_is_refused() -> None:
    with pytest.raises(NetcliError, match="longer than"):
        out(b"ki67,note\n" + b"x" * 9_000_000)


def test_output_is_the_same_on_every_run() -> None:
    source = b"site,ki67\n" + b"".join(f"pancreas,{number / 10}\n".encode() for number in range(1000))
    assert out(source) == out(source)
