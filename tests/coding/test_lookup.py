"""A code is answered exactly or said not to be on record; a name leads to the codes that bear it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcli.coding.lookup import code_in, find_codes, fitting_codes
from netcli.errors import NoMatch, UnknownValue
from netcli.knowledge.codes import Code, holds
from netcli.knowledge.files.load import bundled

CODES = list(bundled().of(Code).values())
KNOWN = {one.code for one in CODES}


def found(typed: str) -> list[str]:
    return [one.code for one in find_codes(typed, bundled())]


def test_a_code_on_record_is_answered_by_itself() -> None:
    """However it is typed."""
    for code in KNOWN:
        for typed in (code, code.lower(), f" {code} ", code.replace(".", ""), f"ICD-O-3 {code}"):
            assert set(found(typed)) == {code}, typed


@given(st.integers(min_value=8000, max_value=9999), st.integers(min_value=0, max_value=9))
def test_a_morphology_that_is_not_on_record_is_never_answered_with_a_neighbour(histology: int, behaviour: int) -> None:
    """It is said not to be on record."""
    code = f"{histology}/{behaviour}"
    if code in KNOWN:
        return
    with pytest.raises(NoMatch, match=f"the code {code} is not on record"):
        find_codes(code, bundled())


@given(st.sampled_from("CDEZ"), st.integers(min_value=0, max_value=99), st.integers(min_value=0, max_value=9))
def test_a_place_that_is_not_on_record_is_never_answered_with_a_neighbour(letter: str, organ: int, part: int) -> None:
    """Nor one of ICD-10-CM."""
    code = f"{letter}{organ:02}.{part}"
    if code not in KNOWN:
        with pytest.raises(NoMatch, match="is not on record"):
            find_codes(code, bundled())


def test_a_refusal_names_what_there_is_without_saying_that_it_is_meant() -> None:
    """The behaviour may have been mistyped."""
    with pytest.raises(NoMatch) as refused:
        find_codes("8246/1", bundled())
    assert refused.value.hint == "on record with 8246: 8246/3"


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("8240", {"8240/3", "8240/1"}),
        ("C7A.01", {"C7A.01"}),
        ("C24", {"C24.0", "C24.1", "C24.8", "C24.9"}),
        ("insulinoma", {"8151/3", "8151/0"}),
        ("MANEC", {"8244/3"}),
        ("Neuroendocrine tumor, NOS", {"8240/3"}),
        ("NET, grade 3", {"8249/3"}),
        ("rectal carcinoid", {"8240/3"}),
        ("LCNEC of lung", {"8013/3"}),
        ("tumorlet", {"8040/0", "8040/1"}),
        ("M8240/3", {"8240/3"}),
        ("MiNEN", {"8154/3"}),
        ("NET G2", {"8249/3"}),
        ("goblet cell", {"8243/3"}),
        ("LCNEC", {"8013/3"}),
        ("carcinoid heart", {"E34.01"}),
        ("icd-o-8249-3", {"8249/3"}),
        ("Neuroendocrine tumour, NOS", {"8240/3"}),
        ("carcinoid tumour", {"8240/3"}),
        ("Neuroendocrine tumor, grade 2", {"8249/3"}),
        ("Neuroendocrine carcinoma", {"8246/3"}),
        ("Gastrinoma, NOS", {"8153/3"}),
        ("G cell tumor, NOS", {"8153/3"}),
        ("ACTH-producing tumor", {"8158/3"}),
        ("Oth parts of pancreas", {"C25.7"}),
    ],
)
def test_a_category_or_a_name_leads_to_its_codes(typed: str, codes: set[str]) -> None:
    """A syndrome leads to the tumour that makes it."""
    assert set(found(typed)) == codes


@pytest.mark.parametrize("typed", ["", " ", "/", "zebra"])
def test_a_name_that_no_code_bears_is_refused(typed: str) -> None:
    """As every unknown value is."""
    with pytest.raises(UnknownValue):
        find_codes(typed, bundled())


def test_what_is_no_longer_written_says_what_is() -> None:
    """A code of former years names its successor, which is in force."""
    known = {(one.system, one.code): one for one in CODES}
    for one in CODES:
        assert all(known[one.system, code].until is None for code in one.instead), one.code


@given(st.integers(min_value=1973, max_value=2100))
def test_a_year_leaves_the_codes_that_hold_in_it(year: int) -> None:
    """And no others."""
    kept = {one.id for one in fitting_codes(CODES, None, year, bundled())}
    assert kept == {one.id for one in CODES if holds(one, year)}


@given(st.text(max_size=12))
def test_any_text_is_a_code_or_none(text: str) -> None:
    """What is read as a code has the form of one."""
    code = code_in(text)
    assert code == "" or code.replace("/", "").replace(".", "").isalnum()


@pytest.mark.parametrize("year", [None, 2010, 2020, 2021, 2026])
def test_every_code_has_one_record_in_its_system_and_year(year: int | None) -> None:
    """An answer to a code is one answer; a code that meant another thing before has a record for each time."""
    pairs = [(one.system, one.code) for one in CODES if holds(one, year)]
    assert len(pairs) == len(set(pairs))
