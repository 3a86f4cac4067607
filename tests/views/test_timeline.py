"""Decisions of regulators on a line of years."""

import pytest

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Event
from netcli.output.blocks import Picture
from netcli.views.timeline import LABEL, WIDE, timeline


def event(date: str, kind: str = "approval", region: str = "us", *, confirmed: bool = True) -> Event:
    return Event(id="x", date=date, kind=kind, region=region, title="T", text="t", confirmed=confirmed)  # type: ignore[arg-type]


def drawing(*events: Event) -> Picture:
    (picture,) = timeline(events)
    assert isinstance(picture, Picture)
    return picture


def test_each_region_has_a_lane_with_its_marks() -> None:
    """Approvals, refusals and what is unconfirmed look different."""
    picture = drawing(
        event("2011"), event("2015", "refusal"), event("2019", region="eu"), event("2020", confirmed=False)
    )
    us, eu = picture.lines[1:3]
    assert (us[:2], eu[:2]) == ("US", "EU")
    assert [one for one in us[LABEL:] if one != " "] == ["●", "×", "?"]
    assert eu.count("●") == 1


@pytest.mark.parametrize(("date", "share"), [("2010", 0), ("2015", 0.5), ("2015-07", 0.55), ("2019-12", 0.99)])
def test_a_mark_stands_where_its_date_is(date: str, share: float) -> None:
    """In proportion, between the first year and the end of the last."""
    picture = drawing(event("2010", region="jp"), event("2019", region="jp"), event(date))
    assert picture.lines[1].index("●") - LABEL == pytest.approx(share * WIDE, abs=1)


def test_marks_that_fall_together_are_counted() -> None:
    """A digit stands for them."""
    assert "3" in drawing(event("2010-01"), event("2010-01"), event("2010-01"), event("2020")).lines[1]


def test_the_axis_names_years_that_do_not_touch() -> None:
    """Over one year or sixty."""
    for last in (2011, 2016, 2030, 2069):
        years = drawing(event("2010"), event(str(last))).lines[-2]
        assert years.split() == sorted(set(years.split()))
        assert all(len(year) == 4 for year in years.split())


def test_one_year_needs_no_line_and_other_events_are_not_on_it() -> None:
    """Nothing is drawn of read-outs, nor of a single year."""
    assert timeline([event("2020"), event("2020-05")]) == []
    assert timeline([event("2010", "read-out"), event("2020", "guideline")]) == []


def test_the_words_count_what_is_drawn(knowledge: Knowledge) -> None:
    """By region and kind, as on record."""
    events = list(knowledge.of(Event).values())
    approvals = [one for one in events if one.kind == "approval" and one.region == "eu" and one.confirmed]
    assert f"EU {len(approvals)} approvals" in drawing(*events).words


@pytest.mark.parametrize("width", [50, 80, 120])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_the_line_fits_every_terminal(netcli, width: int, encoding: str) -> None:
    """Drawn where there is room, narrower on a narrow terminal, in words where nothing else fits."""
    text = netcli("changes", "--full", "--format", "table", COLUMNS=str(width), encoding=encoding).out
    assert "refusal, withdrawal, discontinuation" in text or "Decisions of regulators" in text
    assert max(map(len, text.splitlines())) <= width


def test_changes_of_one_kind(netcli) -> None:
    """`--kind approvals` shows approvals, says how it was read, and draws them."""
    run = netcli("changes", "--kind", "approvals", "--json")
    assert {one["kind"] for one in run.json["results"]} == {"approval"}
    assert run.json["query"] == {"kind": "approval"}
    assert "read as approval" in run.err
    assert "●" in netcli("changes", "--kind", "approval", "--full", "--format", "svg").out


def test_an_unknown_kind_is_refused_and_an_empty_one_exits_3(netcli) -> None:
    """With the nearest kinds; with the newest date."""
    assert netcli("changes", "--kind", "aproval").code == 2
    run = netcli("changes", "--kind", "approval", "--since", "2099")
    assert run.code == 3
    assert "no approval on record since 2099" in run.err
