"""Sources are documents apart from where they were read: the rules on them, what they carry, ids that merged."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcli.knowledge.authority import authority, best, claims_by_authority
from netcli.knowledge.citations import cite, claims_in, placed_in, renamed, replace_citations
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.files.overlay import overlaid
from netcli.knowledge.model import Reading, Source, Therapy
from netcli.knowledge.records import users_of
from tests.knowledge.overlays import NEW, SOURCE, Overlay, judge, one_problem

HERE = {"checked": "2026-11-23"}
FAULTS = {  # what is changed in the bundled labels, papers or events, all in one copy: (file, from, to, what is told)
    "a label without a number": ("sources/labels.yaml", "    number: ", "    note: ", "a label has its application"),
    "a paper without an identifier": (
        "sources/papers-trials.yaml", "    doi: 10.1093/annonc/mdx078\n    pmid: \"28327907\"\n", "", "no DOI, PMID"),
    "a mirror as the address": (
        "sources/registries.yaml", "url: https://www.cancer.gov/", "url: https://trials.co/", "trials.co shows the"),
    "a document that nobody says to have read": (
        "sources/regulators.yaml", "    checked: 2026-11-23\n", "", "neither `checked` nor `read_at`"),
    "a reading at a bare address": (
        "sources/papers-syndromes.yaml", "where: PubMed (unnamed copy)", 'where: "http://192.0.2.7:8081/1"', "bare IP"),
    "a reading of tomorrow": ("sources/labels.yaml", ", date: 2026-11-", ", date: 2027-11-", "is after 2026-"),
    "a word of the curating": (
        "glossary.yaml", "definition: >-\n      ", "definition: >-\n      In a digest: ", "speaks of the curating"),
    "a report of nothing": ("sources/news.yaml", "    reports: ", "    reports: x", "does not exist in sources"),
}  # fmt: skip


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Give a copy of the bundled files with every fault in it, and what is told of it."""
    return judge(tmp_path_factory.mktemp("faults"), FAULTS.values())


@pytest.mark.parametrize("case", FAULTS)
def test_a_faulty_source_is_told_by_file_and_line(judged: tuple[Path, list[str]], case: str) -> None:
    """Each rule finds its own breach, and the place of it."""
    name, _, _, what = FAULTS[case]
    assert [one for one in judged[1] if what in one and one.startswith(f"{judged[0] / name}:")]


def test_a_place_stands_beside_its_source(overlay: Overlay) -> None:
    """A locator of a source that is not cited there is a slip."""
    placed = NEW.rstrip("\n") + "\n        locators: {lutathera-us-label: section 1}\n"
    assert "not among its `sources`" in one_problem(overlay(placed, SOURCE))
    assert overlaid([overlay(placed.replace("{lutathera-us-label", "{ward-protocol"), SOURCE)])


def test_sources_of_the_old_form_stay_valid(overlay: Overlay) -> None:
    """An overlay of the first edition has neither numbers nor readings; one that is added may have both."""
    assert overlaid([overlay(SOURCE)]).of(Source)["ward-protocol"].read_on == "2026-11-01"
    read_at = "read_at: [{where: the ward's wall, what: whole, date: 2026-11-02}]"
    new = SOURCE.replace("checked: 2026-11-01", read_at).replace("    url: https://example.org/ward\n", "")
    assert overlaid([overlay(new)]).of(Source)["ward-protocol"].read_on == "2026-11-02"
    assert "neither `checked` nor `read_at`" in one_problem(overlay(SOURCE.replace("    checked: 2026-11-01\n", "")))


def test_a_former_id_of_a_source_still_cites_and_opens_it(overlay: Overlay, netcli: Callable[..., object]) -> None:
    """An overlay or a script that knows a record from before it merged into another finds that other one."""
    known = overlaid([]).of(Source)
    former, present = next((one, source.id) for source in known.values() for one in source.aliases)
    folder = overlay(NEW.replace("@ward-protocol", f"@{former}, page 2").replace("[ward-protocol]", f"[{former}]"))
    record = overlaid([folder]).of(Therapy)["wardinib"]
    assert record.dose == f"10 mg once daily [@{present}, page 2]"
    assert record.indications[0].sources == [present]
    assert netcli("show", former, "--json").json["results"][0]["id"] == present  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("label", HERE, "primary"),
        ("label", {"read_at": ["copy"]}, "primary"),
        ("label", {"read_at": ["report"]}, "secondary"),
        ("label", {"read_at": ["digest"]}, "none"),
        ("label", HERE | {"read_at": ["digest"]}, "primary"),
        ("paper", {"read_at": ["abstract", "report"]}, "primary"),
        ("paper", HERE | {"secondary": True}, "secondary"),
        ("news", HERE, "secondary"),
        ("society", {"read_at": ["digest"]}, "none"),
        ("computed", HERE, "none"),
    ],
)
def test_a_source_carries_what_it_is_and_how_it_was_read(kind: str, fields: dict[str, object], expected: str) -> None:
    """A document in its own words, a named house's account, or nothing that a specialist would sign for."""
    told = [Reading(where="x", what=what, date="2026") for what in fields.get("read_at", [])]  # type: ignore
    source = Source(id="x", kind=kind, title="X", **(fields | {"read_at": told}))  # type: ignore[arg-type]
    assert authority(source) == expected


def test_the_best_of_some_sources_decides() -> None:
    """A claim with a label and a blog behind it rests on the label; one with none rests on nothing."""
    label = Source(id="a", kind="label", title="A", checked="2026")
    blog = Source(id="b", kind="society", title="B", read_at=[Reading(where="b", what="digest", date="2026")])
    assert (best([blog, label]), best([blog]), best([])) == ("primary", "none", "none")


def test_every_claim_is_counted_once(knowledge: Knowledge) -> None:
    """A cited statement, or a value with sources of its own; what the record gathers is no claim besides."""
    raw = {"id": "x", "sources": ["a", "b"], "text": "one [@a]; two [@a; @b, table 1]", "parts": [{"sources": ["b"]}]}
    assert list(claims_in(raw)) == [["a"], ["a", "b"], ["b"]]
    assert list(claims_in({"id": "x", "sources": ["a"], "text": "none"})) == [["a"]]
    assert sum(claims_by_authority(knowledge).values()) > 3000


PLACED = st.tuples(
    st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True),
    st.sampled_from(["", "section 4.1", "table 2", "p. 12-13", "boxed warning"]),
)


@given(st.lists(st.lists(PLACED, min_size=1, max_size=4), max_size=3))
def test_a_citation_is_read_as_it_was_written(groups: list[list[tuple[str, str]]]) -> None:
    """Whatever sources and places stand in it; the text around it stays."""
    text = "before" + "".join(f"{cite(group)} after" for group in groups)
    assert list(placed_in(text)) == [one for group in groups for one in group]
    assert replace_citations(text, lambda _: "") == "before" + " after" * len(groups)
    assert renamed(text, {}) == text
    assert renamed([text], {name: "z" for group in groups for name, _ in group})[0].count("@z") == sum(map(len, groups))


def test_places_are_told_in_full_answers_alone(netcli: Callable[..., object]) -> None:
    """The screen names the source; whoever asks for everything is led to the section."""
    full, screen = (netcli("show", "lutathera", *more).out for more in (["--full"], []))  # type: ignore[attr-defined]
    assert "(section 2)" in full
    assert "(section 2)" not in screen
    markup = netcli("show", "lutathera", "--full", "--format", "html").out  # type: ignore[attr-defined]
    assert "</a>] (section 2)" in markup


def test_what_rests_on_a_source_is_listed_with_it(netcli: Callable[..., object], knowledge: Knowledge) -> None:
    """`show SOURCE` prints every record that cites it."""
    printed = netcli("show", "netter-1-2017").out  # type: ignore[attr-defined]
    users = users_of("netter-1-2017", knowledge)
    assert {one.partition(":")[0] for one in users} >= {"trials", "therapies"}
    assert all(one.partition(":")[2] in printed for one in users)


def test_about_counts_the_claims_by_what_they_rest_on(netcli: Callable[..., object], knowledge: Knowledge) -> None:
    """Primary, recognised secondary, neither, and netcli's own word: together all of them."""
    (content,) = netcli("knowledge", "about", "--json").json["results"]  # type: ignore[attr-defined]
    assert content["claims"] == claims_by_authority(knowledge)
    printed = " ".join(netcli("knowledge", "about").out.split())  # type: ignore[attr-defined]
    assert f"{content['claims']['primary']} on primary documents" in printed
