"""A cell of a table is read as the same text is read alone, and an unknown one costs little."""

import difflib
import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcli.batch.cells import LONGEST, CellReader, Refusal, missing
from netcli.batch.run import grade_file
from netcli.errors import UnknownValue
from netcli.grading.inputs import VOCABULARIES, readers, site_resolver
from netcli.grading.rulebook import bundled_rulebook
from netcli.knowledge.model import OutOfScope, Site
from netcli.knowledge.names import names_of, resolve_site

BOOK = bundled_rulebook()
READER = CellReader(BOOK, None, {}, None)
FULL: dict[str, Callable[[str], object]] = readers(BOOK, site_resolver(BOOK), named=False)
NAMES = {
    "site": [name for kind in (Site, OutOfScope) for one in BOOK.knowledge.of(kind).values() for name in names_of(one)],
    "edition": [name for scheme in BOOK.schemes.values() for name in names_of(scheme)],
    **{
        name: [word for pair in one.words.items() for word in (pair[0], *pair[1])] for name, one in VOCABULARIES.items()
    },
}
SPELLINGS: tuple[Callable[[str], str], ...] = (str, str.upper, " {} ".format, lambda name: name.replace(" ", "-"))


def assert_read_alike(column: str, text: str) -> None:
    """The table's reader and the full one have the same answer, or both refuse."""
    read = READER.read(column, text)
    if missing(text):
        assert read is None
        return
    try:
        alone = FULL[column](text)
    except UnknownValue:
        assert isinstance(read, Refusal), (column, text)
    else:
        assert read == alone, (column, text)


@pytest.mark.parametrize("column", NAMES)
def test_every_name_is_read_as_it_is_alone(column: str) -> None:
    """In any spelling; a tumour out of scope is refused with the same words."""
    for name in NAMES[column]:
        for spelling in SPELLINGS:
            assert_read_alike(column, spelling(name))


def test_a_tumour_out_of_scope_is_refused_in_the_same_words() -> None:
    """Not as an unknown word."""
    for one in BOOK.knowledge.of(OutOfScope).values():
        with pytest.raises(UnknownValue) as alone:
            resolve_site(one.name, BOOK.knowledge)
        assert READER.read("site", one.name) == f"site: {alone.value.message}"


WORDS = st.sampled_from(sorted({word for names in NAMES.values() for word in names}))
NUMERIC = st.text(st.sampled_from("0123456789.,<>=%/-–≤≥²^ \u00a0tomhpfserinTOMHPFSERIN"), max_size=12)


@given(st.sampled_from(sorted(FULL)), st.one_of(st.text(max_size=12), WORDS, NUMERIC))
def test_any_text_is_read_as_it_is_alone(column: str, text: str) -> None:
    """What the table's reader refuses at once, the full reader refuses too."""
    assert_read_alike(column, text)


@pytest.mark.parametrize("column", ["site", "differentiation", "ki67", "mitoses"])
def test_unknown_cells_are_refused_without_a_search(column: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearest names are no help in a table, and a million searches would take an hour."""

    def search(*_: object, **__: object) -> list[str]:
        raise AssertionError

    monkeypatch.setattr(difflib, "get_close_matches", search)
    target = io.BytesIO()
    header = column if column in ("ki67", "mitoses") else f"{column},ki67"
    rows = "".join(f"nobody knows {number},5\n" for number in range(1000))
    assert grade_file(io.BytesIO(f"{header},note\n{rows}".encode()), target).failed == 1000


@pytest.mark.parametrize("column", sorted(FULL))
def test_a_long_cell_is_refused_and_shown_in_part(column: str) -> None:
    """However long it is."""
    for text in ("junk " * 1000, "\u200b\u4e00" * 1000, "1" * (LONGEST + 1)):
        refusal = READER.read(column, text)
        assert isinstance(refusal, Refusal)
        assert len(refusal) < 2 * LONGEST
        assert refusal.isprintable()
