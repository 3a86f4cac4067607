"""Drugs by site: the marks are those of each site's own answer, nobody is lost, no limit is."""

from typing import Any

import pytest

from netcli.knowledge import brevity
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Therapy
from netcli.knowledge.setting import Setting
from netcli.knowledge.situation import Situation
from netcli.knowledge.therapies import Match, fitting_therapies
from netcli.output.blocks import MARK_OF_STANDING
from netcli.views.glance.therapy_matrix import SITES, MatrixTherapy
from netcli.views.standing import MARK_ORDER


def brief(netcli: Any, *line: str, **environment: str) -> list[dict[str, Any]]:
    run = netcli("therapies", *line, "--brief", "--json", **environment)
    assert run.code == 0, run.err
    rows: list[dict[str, Any]] = run.json["results"]
    return rows


def of_the_tumour(match: Match) -> list[str]:
    return [
        one.status
        for one in match.indications
        if one.purpose != "symptom-control" and not one.tumour_agnostic and one.differentiation != "poor"
    ]


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("region", ["us", "eu"])
def test_a_mark_is_what_the_site_itself_answers(netcli: Any, knowledge: Knowledge, site: str, region: Any) -> None:
    """The strongest standing against the tumour, of that region or of none."""
    matches, _ = fitting_therapies(knowledge, Situation(site=site, region=region))
    own = {match.therapy.id: of_the_tumour(match) for match in matches}
    for row in brief(netcli):
        if "sites" in row:
            standings = own.get(row["id"]) or []
            expected = min(standings, key=MARK_ORDER.index) if standings else None
            assert row["sites"].get(site, {}).get(region) == expected, row["id"]


@pytest.mark.parametrize("line", [(), ("gep",), ("gi",), ("foregut",), ("--region", "uk")])
def test_everything_is_in_a_row_or_named(netcli: Any, line: tuple[str, ...]) -> None:
    """As many as the whole answer holds."""
    whole = netcli("therapies", *line, "--json").json["results"]
    assert {row["id"] for row in brief(netcli, *line)} == {one["id"] for one in whole}


def test_what_has_no_limits_in_short_has_no_row(netcli: Any, knowledge: Knowledge) -> None:
    """It is named, and its limits stand in the answer for a site."""
    rows = {row["id"] for row in brief(netcli) if "sites" in row}
    assert rows
    assert all(knowledge.of(Therapy)[name].needs for name in rows)


def test_other_regions_say_their_own_limits(netcli: Any) -> None:
    """What is asked in short is asked in the US and the EU."""
    rows = {row["id"]: row["needs"] for row in brief(netcli, "--region", "uk") if "needs" in row}
    assert "Ki-67 ≤ 10 %" in rows["lanreotide"]
    assert "EU" not in rows["lanreotide"]
    usual = {row["id"]: row["needs"] for row in brief(netcli) if "needs" in row}
    assert "EU Ki-67 ≤ 10 %" in usual["lanreotide"]


def test_a_filter_beside_a_site_gives_rows(netcli: Any) -> None:
    """There the limits stand in each region's own words."""
    for line in (("--grade", "G2"), ("--status", "approved"), ("pancreas",), ("--line", "later")):
        assert not any("sites" in row for row in brief(netcli, *line))


@pytest.mark.parametrize(
    ("limit", "needs", "lost"),
    [
        ({"functional": "non-functioning"}, "advanced", "NF"),
        ({"sstr": "positive"}, "advanced", "SSTR"),
        ({"line": "later"}, "advanced", "pretreated"),
        ({"text": "von Hippel-Lindau disease", "brief": "VHL only"}, "advanced", "VHL"),
        ({"grades": ["G1", "G2"]}, "advanced", "G1-G2"),
        ({"region": "jp", "sstr": "positive"}, "advanced", ""),
    ],
)
def test_what_every_label_asks_stands_in_short(
    knowledge: Knowledge, limit: dict[str, Any], needs: str, lost: str
) -> None:
    """A limit that the US or the EU label has and the row loses is told."""
    label = {"region": "us", "status": "approved", "sites": ["pancreas"], "text": "NET", "brief": "", "sources": ["a"]}
    setting = Setting(knowledge, {}, "", None)
    raw = {"id": "examplinib", "needs": needs, "indications": [{**label, **limit}]}
    faults = [one.what for one in brevity.what_many_sites_ask_is_whole("therapies", raw, setting)]
    assert any(f"'{lost}" in one for one in faults) if lost else not faults


def test_in_words_each_line_names_drug_and_sites(netcli: Any) -> None:
    """For those who hear it, and for grep: no mark, every site with its standing."""
    out = netcli("therapies", "--format", "plain").out
    assert "\nEverolimus: pancreas, midgut, stomach, rectum, lung: US label, EU label; thymus: US guideline" in out
    assert not set(MARK_OF_STANDING.values()) & set(out)
    narrow = netcli("therapies", "--format", "table", COLUMNS="60").out
    assert "pancreas, midgut" in narrow


def test_a_label_for_a_part_of_a_group_says_which(netcli: Any) -> None:
    """Everolimus is labelled for the lung, not for the thymus."""
    rows = {row["id"]: row for row in brief(netcli, "thoracic")}
    assert {one["for_whom"].split(":")[0] for one in rows["everolimus"]["labels"]} == {"lung"}


def test_labels_of_other_regions_are_named_where_regions_are_set(netcli: Any) -> None:
    """With the regions that have them, never as a row of those that were asked about."""
    out = netcli("therapies", "pancreas", "--format", "table", NETCLI_REGIONS="uk").out
    assert "surufatinib (CN)" in out
    assert "US ●" not in out


def test_the_site_stands_without_an_option_too(netcli: Any) -> None:
    """In several words as well; what is no site is refused, a drug with the command that shows it."""
    assert netcli("therapies", "small", "bowel").out == netcli("therapies", "--site", "small bowel").out
    twice = netcli("therapies", "pancreas", "--site", "lung")
    assert (twice.code, twice.out) == (2, "")
    assert "given twice" in twice.err
    drug = netcli("therapies", "Afinitor")
    assert (drug.code, drug.out) == (2, "")
    assert "netcli show everolimus" in drug.err
    assert netcli("therapies", "xyzzy").code == 2


def test_rows_are_small_structs() -> None:
    """A row leaves out what it does not say."""
    assert MatrixTherapy("a", "A", "TKI", "tumour", "approved").sites == {}
