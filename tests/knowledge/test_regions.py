"""A region whose labels are not all on record: what is said of it, and what never is."""

from typing import Any, get_args

import pytest

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Recommendation, Region
from netcli.knowledge.regions import shortfalls

ASKED = [one for one in get_args(Region) if one != "global"]


@pytest.mark.parametrize("region", ASKED)
def test_not_approved_is_said_only_where_the_record_is_complete(netcli: Any, knowledge: Knowledge, region: str) -> None:
    """Elsewhere no label is on record, which is another statement."""
    run = netcli("therapies", "--region", region, "--status", "approved", "--explain", "--json")
    complete = next((one.complete for one in knowledge.edition.regions if one.region == region), False)
    lacking = not complete or bool(shortfalls([region], knowledge.edition))
    assert (f"not approved in {region.upper()}" in run.out + run.err) is complete
    assert (f"no label on record in {region.upper()}" in run.out + run.err) is lacking


@pytest.mark.parametrize("region", ASKED)
def test_every_answer_for_a_region_says_what_its_record_lacks(netcli: Any, knowledge: Knowledge, region: str) -> None:
    """On a screen, in full and to programs, once each."""
    told = shortfalls([region], knowledge.edition)
    assert bool(told) == all(one.region != region or one.lacks for one in knowledge.edition.regions)
    ask = ("therapies", "--region", region, "--status", "approved")
    if netcli(*ask).code == 0:
        assert [note for note in netcli(*ask, "--json").json["notes"] if note.startswith("The record of ")] == told
        for depth in ((), ("--full",)):
            page = netcli(*ask, *depth, "--format", "plain")
            assert [
                " ".join(line.split()) for line in page.out.splitlines() if line.startswith("The record of ")
            ] == told
            assert "The record of" not in page.err


def test_advice_that_a_newer_guideline_replaces_is_marked_and_left_to_the_full_answer(
    netcli: Any, knowledge: Knowledge
) -> None:
    """It is never deleted."""
    replaced = [one for one in knowledge.of(Recommendation).values() if one.replaced_by]
    assert replaced
    for one in replaced:
        assert f"{one.guideline}, {one.date}, replaced" in " ".join(
            netcli("show", f"recommendations:{one.id}").out.split()
        )
        for site in one.sites:
            assert one.guideline not in netcli("show", f"sites:{site}", "--format", "plain").out
            assert "replaced" in netcli("show", f"sites:{site}", "--full").out


def test_about_names_each_region_that_is_not_complete_and_what_it_lacks(netcli: Any, knowledge: Knowledge) -> None:
    """To people and to programs."""
    page = " ".join(netcli("knowledge", "about", "--format", "plain").out.split())
    told = {one["region"]: one for one in netcli("knowledge", "about", "--json").json["results"][0]["regions"]}
    for one in knowledge.edition.regions:
        assert told[one.region]["complete"] is one.complete
        assert not one.lacks or f"{one.region.upper()} lacks: {one.lacks}" in page
