"""YAML is data only, and text stays what was written."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcli.errors import InvalidData
from netcli.knowledge.files.strict_yaml import read_yaml


def read(folder: Path, text: str) -> dict[str, object]:
    path = folder / "file.yaml"
    path.write_text(text, encoding="utf-8")
    return read_yaml(path)


@pytest.mark.parametrize(
    "written", ["NO", "yes", "on", "1:30", "1.10", "2026-01-01", "0x10", "1e3", "012", ".5", "=", "1_000"]
)
def test_a_plain_scalar_stays_what_was_written(tmp_path: Path, written: str) -> None:
    """Norway is no falsehood, 1:30 no number of seconds, and 1.10 is not 1.1."""
    assert read(tmp_path, f"a: {written}") == {"a": written}


@pytest.mark.parametrize(
    ("written", "value"), [("true", True), ("false", False), ("null", None), ("~", None), ("", None)]
)
def test_true_false_and_null_are_the_only_words_with_a_meaning(tmp_path: Path, written: str, value: object) -> None:
    """Quoted, they are text."""
    assert read(tmp_path, f"a: {written}") == {"a": value}
    assert read(tmp_path, f'a: "{written}"') == {"a": written}


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "duplicate key 'a'"),
        ("a: &x [1]\nb: *x\n", 1, "anchors"),
        ("a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "tag"),
        ("a: !!binary aGk=\n", 1, "tag"),
        ("? [1]\n: 2\n", 1, "plain word"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("a: [1, 2\n", 2, ""),
        ("a: " + "[" * 60 + "]" * 60, 1, "nested deeper"),
    ],
)
def test_what_is_not_plain_data_is_refused_with_its_line(tmp_path: Path, text: str, line: int, problem: str) -> None:
    """File, line and reason."""
    with pytest.raises(InvalidData) as caught:
        read(tmp_path, text)
    assert f"file.yaml:{line}:" in caught.value.message
    assert problem in caught.value.message


@pytest.mark.parametrize("text", ["- 1\n", "just text\n", "", "a: \x1b\n", "a: \x00\n"])
def test_what_is_no_mapping_is_refused(tmp_path: Path, text: str) -> None:
    """A knowledge file is a mapping of collections."""
    with pytest.raises(InvalidData):
        read(tmp_path, text)


@given(st.text())
def test_reading_never_crashes(text: str) -> None:
    """Any text is a mapping or an InvalidData."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "file.yaml"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            assert isinstance(read_yaml(path), dict)
        except InvalidData as error:
            assert str(path) in error.message
