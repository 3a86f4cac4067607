"""Citations in the styles of reference managers, read by parsers that others wrote."""

import json
from collections.abc import Callable
from functools import partial
from types import SimpleNamespace

import pybtex.database
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st

from netcli.knowledge.files.load import Knowledge, bundled
from netcli.knowledge.model import Reading, Source
from netcli.output.citation_styles import Author, authors_of, in_style
from netcli.output.sources import References, address, describe, how_read, in_full

Run = Callable[..., SimpleNamespace]
paper = partial(Source, id="p", kind="paper", title="A title", publisher="N Engl J Med", checked="2026-11-23")
CLARINET = paper(
    id="clarinet-2014",
    authors="Caplin ME, Pavel M, Ćwikła JB, et al.",
    title="Lanreotide in metastatic enteropancreatic neuroendocrine tumors",
    volume="371:224-233",
    date="2014-07-17",
    doi="10.1056/NEJMoa1316158",
    pmid="25014687",
    checked=None,
    read_at=[Reading(where="https://repository.uantwerpen.be/link/irua/124857", what="abstract", date="2026-11-23")],
)
BOOK = Source(
    id="who-2019", kind="classification", authors="WHO Classification of Tumours Editorial Board",
    title="Digestive System Tumours", publisher="IARC", date="2019", number="ISBN 978-92-832-4499-8",
    checked="2026-11-23",
)  # fmt: skip


@pytest.fixture(scope="module")
def everything() -> list[Source]:
    return list(bundled().of(Source).values())


def test_a_document_is_printed_before_how_it_was_read() -> None:
    """The paper as a reader would look for it, then the truth about the reading."""
    assert in_full(CLARINET) == (
        "Caplin ME, Pavel M, Ćwikła JB, et al. Lanreotide in metastatic enteropancreatic neuroendocrine tumors. "
        "N Engl J Med 2014;371:224-233. PMID 25014687. doi 10.1056/NEJMoa1316158. "
        "Abstract read in a copy at repository.uantwerpen.be, 2026-11-23."
    )


@pytest.mark.parametrize(
    ("readings", "said"),
    [
        ([], "Read 2026-11-23"),
        ([("https://pubmed.ncbi.nlm.nih.gov/1/", "abstract")], "Abstract read at pubmed.ncbi.nlm.nih.gov, 2026-11-24"),
        ([("https://a.org/x", "copy"), ("https://b.org/y", "copy")], "Read in a copy at a.org, b.org, 2026-11-24"),
        ([("https://a.org/x", "copy"), ("b", "report")], "Read in a copy at a.org; reported at b, 2026-11-24"),
    ],
)
def test_each_reading_is_told_with_its_place_and_day(readings: list[tuple[str, str]], said: str) -> None:
    """Copies of one kind stand together; the library of record is no copy."""
    told = [Reading(where=where, what=what, date="2026-11-24") for where, what in readings]  # type: ignore[arg-type]
    assert how_read(paper(checked=None if told else "2026-11-23", read_at=told)) == said


@pytest.mark.parametrize(
    ("fields", "reported"),
    [
        ({}, False),
        ({"secondary": True}, True),
        ({"checked": None, "read_at": [Reading(where="https://x.org", what="copy", date="2026")]}, False),
        ({"checked": None, "read_at": [Reading(where="https://x.org", what="report", date="2026")]}, True),
        ({"read_at": [Reading(where="https://x.org", what="report", date="2026")]}, False),
    ],
)
def test_the_dagger_stands_behind_what_is_known_from_reports(fields: dict[str, object], reported: bool) -> None:
    """A document in its own words is not marked, in a copy too; an account of one is, here and where it is cited."""
    one = paper(**fields)
    assert describe(one).endswith("†") is reported
    assert References({"p": one}).number("Said [@p].") == f"Said [1]{'†' if reported else ''}."


def test_a_statement_is_marked_when_nothing_but_reports_is_behind_it() -> None:
    """One document among them is enough."""
    known = {"p": paper(), "a": paper(id="a", secondary=True), "b": paper(id="b", secondary=True)}
    assert References(known).number("[@a; @b] and [@a; @p]") == " [1,2]† and [1,3]"


def test_a_list_names_one_of_many_places_where_a_document_was_read() -> None:
    """The card of the source names them all; its own words come before accounts."""
    places = [("https://a.org", "report"), ("https://b.org", "copy"), ("https://c.org", "copy")]
    told = [Reading(where=where, what=what, date="2026-11-24") for where, what in places]  # type: ignore[arg-type]
    one = paper(checked=None, read_at=told)
    assert in_full(one).endswith(" Read in a copy at b.org and 1 more, 2026-11-24.")
    assert how_read(one) == "Read in a copy at b.org, c.org; reported at a.org, 2026-11-24"
    assert in_full(paper()).endswith("Engl J Med.")


def test_a_document_opens_at_its_own_house() -> None:
    """Never where a copy of it was read; a PMCID opens the library of record."""
    assert address(CLARINET) == "https://doi.org/10.1056/NEJMoa1316158"
    assert address(paper(number="PMC7881960")) == "https://pmc.ncbi.nlm.nih.gov/articles/PMC7881960/"
    read_elsewhere = [Reading(where="https://x.org", what="copy", date="2026")]
    assert address(paper(checked=None, read_at=read_elsewhere)) == ""


def test_bibtex_has_authors_journal_volume_and_pages() -> None:
    """As pybtex reads it; who is not named is "others"."""
    entry = pybtex.database.parse_string(in_style("bibtex", [CLARINET]), "bibtex").entries["clarinet-2014"]
    assert entry.type == "article"
    authors = [
        (" ".join(one.last_names), " ".join(one.first_names + one.middle_names)) for one in entry.persons["author"]
    ]
    assert authors == [("Caplin", "M. E."), ("Pavel", "M."), ("Ćwikła", "J. B."), ("others", "")]
    assert dict(entry.fields) | {
        "journal": "N Engl J Med", "year": "2014", "volume": "371", "pages": "224--233",
        "doi": "10.1056/NEJMoa1316158", "note": "PMID 25014687",
    } == dict(entry.fields)  # fmt: skip


def test_a_classification_is_a_book_of_its_organisation() -> None:
    """With its ISBN, and its author whole."""
    entry = pybtex.database.parse_string(in_style("bibtex", [BOOK]), "bibtex").entries["who-2019"]
    assert (entry.type, entry.fields["isbn"], entry.fields["publisher"]) == ("book", "978-92-832-4499-8", "IARC")
    assert str(entry.persons["author"][0]) == "{WHO Classification of Tumours Editorial Board}"
    ris = rispy.loads(in_style("ris", [BOOK]))[0]
    assert (ris["type_of_reference"], ris["authors"]) == ("BOOK", ["WHO Classification of Tumours Editorial Board"])


def test_ris_has_authors_journal_volume_and_pages() -> None:
    """As rispy reads it."""
    (entry,) = rispy.loads(in_style("ris", [CLARINET]))
    assert entry["authors"] == ["Caplin, M. E.", "Pavel, M.", "Ćwikła, J. B.", "et al."]
    told = {name: entry[name] for name in ("type_of_reference", "volume", "start_page", "end_page", "year", "doi")}
    assert told == {
        "type_of_reference": "JOUR", "volume": "371", "start_page": "224", "end_page": "233", "year": "2014",
        "doi": "10.1056/NEJMoa1316158",
    }  # fmt: skip


def test_csl_json_makes_a_bibliography() -> None:
    """As citeproc prints it in a style that comes with it."""
    source = CiteProcJSON(json.loads(in_style("csl-json", [CLARINET])))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem("clarinet-2014")]))
    (printed,) = map(str, bibliography.bibliography())
    assert all(part in printed for part in ("Caplin", "et al.", "2014", "N Engl J Med", "371", "224–233"))


def test_every_source_passes_the_parsers_of_others(everything: list[Source]) -> None:
    """Each source that there is, in each style; none is lost."""
    ids = {one.id for one in everything}
    entries = pybtex.database.parse_string(in_style("bibtex", everything), "bibtex").entries
    assert set(entries) == ids
    for entry in entries.values():
        assert entry.persons or entry.fields["title"]
    assert {one["id"] for one in rispy.loads(in_style("ris", everything))} == ids
    assert set(CiteProcJSON(json.loads(in_style("csl-json", everything)))) == ids


@given(
    st.lists(
        st.tuples(
            st.from_regex(r"[A-ZÀÉÖŁ][a-zàéöł]{1,9}([ -][A-Z][a-z]{1,9})?", fullmatch=True),
            st.from_regex(r"[A-Z]{1,3}", fullmatch=True),
        ),
        max_size=4,
    ),
    st.booleans(),
)
def test_authors_are_read_one_by_one(people: list[tuple[str, str]], more: bool) -> None:
    """Family name and initials of each, in order; "et al." last."""
    told = [f"{family} {initials}" for family, initials in people] + (["et al."] if more else [])
    expected = [Author(family, " ".join(f"{one}." for one in initials)) for family, initials in people]
    assert authors_of(paper(authors=", ".join(told))) == expected + ([Author("et al.")] if more else [])


def test_cite_prints_exactly_the_sources_of_a_record(netcli: Run, knowledge: Knowledge) -> None:
    """In every style the same sources."""
    answer = netcli("cite", "clarinet", "--json").json
    ids = {one["id"] for one in answer["results"]}
    assert ids == set(knowledge.of(Source)) & ids
    assert (
        set(pybtex.database.parse_string(netcli("cite", "clarinet", "--style", "bibtex").out, "bibtex").entries) == ids
    )
    assert {one["id"] for one in json.loads(netcli("cite", "clarinet", "--style", "csl-json").out)} == ids
