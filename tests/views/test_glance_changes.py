"""What has changed, on one screen."""

import re
from itertools import groupby

import pytest

from netcli.knowledge.citations import cited_in
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Event, Source
from netcli.output.blocks import Paragraph, Table, lines_of
from netcli.views.glance.changes import ALL_AS_ROWS, DECIDED, change_glance, change_rows


@pytest.fixture(name="events")
def newest(knowledge: Knowledge) -> list[Event]:
    return sorted(knowledge.of(Event).values(), key=lambda event: event.date, reverse=True)


def recent(events: list[Event]) -> list[Event]:
    return events[:ALL_AS_ROWS]


def tables(events: list[Event], knowledge: Knowledge) -> list[Table]:
    return [block for block in change_glance(events, ("us", "eu"), knowledge) if isinstance(block, Table)]


def test_every_row_cites_a_source_and_holds_its_short_words(events: list[Event], knowledge: Knowledge) -> None:
    """Of decisions and of results."""
    chosen = recent(events)
    rows = [row for table in tables(chosen, knowledge) for row in table.rows]
    texts = [lines_of(row.cells[1])[0].text for row in rows]
    assert len(rows) == sum(event.kind in (*DECIDED, "read-out", "publication") for event in chosen)
    assert all(set(cited_in(text)) <= set(knowledge.of(Source)) and list(cited_in(text)) for text in texts)
    assert all(row.about is not None and row.about() for row in rows)


def test_each_region_has_a_lane(events: list[Event], knowledge: Knowledge) -> None:
    """A decision of the EU never stands where one of the US does, and those asked for stand first."""
    for regions in (("us", "eu"), ("uk", "us")):
        (decided, *_) = [one for one in change_glance(recent(events), regions, knowledge) if isinstance(one, Table)]
        leads = sorted(lines_of(row.cells[1])[0].lead for row in decided.rows)
        places = {
            region: {len(lead) - len(lead.lstrip()) for lead in group}
            for region, group in groupby(sorted(leads, key=str.strip), key=lambda lead: lead.strip()[:2])
        }
        assert all(len(place) == 1 for place in places.values())
        assert places[regions[0].upper()] == {0}


def test_what_does_not_concern_the_treatment_of_net_is_quiet_and_says_so(
    events: list[Event], knowledge: Knowledge
) -> None:
    """No green mark for an approval in another disease."""
    chosen = [event for event in recent(events) if event.kind in DECIDED]
    (table, *_) = tables(chosen, knowledge)
    for event, row in zip(chosen, table.rows, strict=True):
        line = lines_of(row.cells[1])[0]
        assert (line.tone == "quiet") == (event.concerns != "net")
        assert event.concerns == "net" or re.search(r"not NET|imaging", line.text)


def test_what_is_unconfirmed_has_a_mark_and_a_word(events: list[Event], knowledge: Knowledge) -> None:
    """And never the colour of an approval."""
    chosen = [event for event in recent(events) if event.kind in DECIDED]
    (table, *_) = tables(chosen, knowledge)
    for event, row in zip(chosen, table.rows, strict=True):
        line = lines_of(row.cells[1])[0]
        assert ("?" in line.lead) == ("unconfirmed" in line.text) == (not event.confirmed)
        assert event.confirmed or line.tone == "caution"


def test_what_was_refused_or_ended_is_never_but_a_name(events: list[Event], knowledge: Knowledge) -> None:
    """However old: its words stand there, with their source."""
    shown = [
        line.text
        for table in tables(events, knowledge)
        for row in table.rows
        for cell in row.cells
        for line in lines_of(cell)
    ]
    for event in events:
        if event.kind in ("refusal", "withdrawal", "discontinuation", "submission"):
            assert any(event.brief in text for text in shown), event.id


def test_no_event_is_left_out_in_silence(events: list[Event], knowledge: Knowledge) -> None:
    """What has neither a row nor a name is counted."""
    rows = change_rows(events, knowledge)
    told = " ".join(b.text for b in change_glance(events, ("us", "eu"), knowledge) if isinstance(b, Paragraph))
    counted = sum(int(number) for number in re.findall(r"(\d+) [a-z]", told.partition("Also ")[2].partition("●")[0]))
    without_a_trial = [row for row in rows if not row.sources and row.kind in ("read-out", "publication")]
    untold = [row for row in without_a_trial if not knowledge.of(Event)[row.id].trials]
    assert len(rows) - len(untold) + counted == len(events)


def test_plain_text_says_region_and_decision_in_words(netcli) -> None:
    """In one line with the day and what it was about."""
    run = netcli("changes", "--since", "2025-01", "--format", "plain")
    assert re.search(r"^2025-09-22: UK approved: cabozantinib, previously treated", run.out, re.MULTILINE)
    assert not set("●◇×") & set(run.out)


@pytest.mark.parametrize("kind", ["approval", "guideline", "read-out", "safety", "refusal"])
def test_one_kind_is_one_table_of_rows(netcli, kind: str) -> None:
    """And each opens with `show`."""
    run = netcli("changes", "--kind", kind, "--brief", "--json")
    assert {row["kind"] for row in run.json["results"]} == {kind}
    assert netcli("show", f"events:{run.json['results'][0]['id']}").code == 0
    assert netcli("changes", "--kind", kind, "--format", "table").code == 0


def test_the_rows_in_brief_are_small(netcli) -> None:
    """All of them too."""
    assert len(netcli("changes", "--brief", "--json").out.encode()) <= 25_000
