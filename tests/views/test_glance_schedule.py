"""Schedules on one screen: that they fit, that guidelines stand with their dates, and what a row never loses."""

import json
import re

import pytest

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Schedule, Site, Syndrome, Therapy
from netcli.knowledge.schedules import KINDS, ScheduleQuestion, fitting_schedules
from netcli.knowledge.vocabulary import GRADES

SCREEN = 40


def screen(netcli, *words: str, code: int = 0) -> str:
    run = netcli("schedule", *words, "--format", "table", COLUMNS="100")
    assert run.code in (0, code), run.err
    assert len(run.out.splitlines()) <= SCREEN, words
    return " ".join(run.out.split())


def test_every_site_is_one_screen(netcli, knowledge: Knowledge) -> None:
    """With and without a grade."""
    for site in knowledge.of(Site):
        for grade in ([], *(["--grade", one] for one in GRADES.words)):
            screen(netcli, "--site", site, *grade, code=3)


def test_every_name_is_one_screen(netcli, knowledge: Knowledge) -> None:
    """Kinds, syndromes, drugs, grades and single schedules."""
    for name in [*KINDS, *knowledge.of(Syndrome), *knowledge.of(Therapy), *GRADES.words, *knowledge.of(Schedule)]:
        screen(netcli, name, code=3)


def test_kinds_at_a_site_are_one_screen(netcli, knowledge: Knowledge) -> None:
    """Screening too, which is long."""
    for site in knowledge.of(Site):
        for kind in ("after-resection", "surveillance"):
            screen(netcli, kind, "--site", site, code=3)


def test_the_overview_names_every_kind_and_every_syndrome_that_is_screened(netcli, knowledge: Knowledge) -> None:
    """And how many schedules there are in all."""
    told = screen(netcli)
    for name in ("At diagnosis", "After resection", "Untreated", "On treatment", "Heart", "MEN1", "VHL", "TSC"):
        assert name in told
    assert f"all {len(knowledge.of(Schedule))}" in told


def test_guidelines_that_differ_stand_side_by_side_with_their_years(netcli) -> None:
    """After resection of a small-intestinal G1: every six months, or at ten scans in twelve years, for life or not."""
    told = screen(netcli, "--site", "midgut", "--grade", "G1")
    for words in ("ESMO 2020", "Norway 2020", "CommNETs/NANETS 2018", "for 12 y", "lifelong", "no follow-up"):
        assert words in told


def test_what_is_not_on_record_is_said(netcli, knowledge: Knowledge) -> None:
    """Each guideline that fits by name."""
    told = screen(netcli, "--site", "lung")
    for one in fitting_schedules(knowledge, ScheduleQuestion(site="lung", kind="after-resection")):
        assert one.guideline.partition(" (")[0] in told, one.id


def test_screening_is_told_age_by_age(netcli, knowledge: Knowledge) -> None:
    """Every step of what is in force, and that the guideline of 2025 could not be read."""
    told = screen(netcli, "MEN1")
    screening = fitting_schedules(knowledge, ScheduleQuestion(syndrome="men1", kind="surveillance"))
    ages = [step.from_age for one in screening if not one.replaced_by for step in one.steps if step.from_age]
    assert len(re.findall(r"from \d+", told)) >= len(ages)
    assert "MEN1 guideline 2025" in told


def test_whoever_hears_it_hears_whole_words(netcli) -> None:
    """In plain text no unit is a letter."""
    told = netcli("schedule", "MEN1", "--format", "plain").out
    assert "every 1 to 2 years" in told or "every 1–2 years" in told
    assert not re.search(r"\d (mo|y)\b", told)


def test_a_name_that_is_nearly_right_is_offered(netcli) -> None:
    """Exit 2; a question without an answer exits 3 and says what there is."""
    refused = netcli("schedule", "pancraes")
    assert (refused.code, refused.out) == (2, "")
    assert "pancreas" in refused.err
    nothing = netcli("schedule", "sunitinib")
    assert (nothing.code, nothing.out) == (3, "")
    assert "lutetium-dotatate" in nothing.err
    assert "without the grade" in netcli("schedule", "lung", "--grade", "NEC").err


def test_rows_in_brief_open_with_show(netcli, knowledge: Knowledge) -> None:
    """By their ids, and say how many steps they leave out."""
    rows = json.loads(netcli("schedule", "--site", "pancreas", "--brief", "--json").out)["results"]
    for row in rows:
        assert row["id"] in knowledge.of(Schedule)
        assert row["says"]
        assert row["date"]


@pytest.mark.parametrize(
    ("words", "way"),
    [
        (("show", "sites:pancreas"), "netcli schedule pancreas"),
        (("show", "syndromes:men1"), "netcli schedule men1"),
        (("syndromes", "vhl"), "netcli schedule vhl"),
    ],
)
def test_cards_show_the_way(netcli, words: tuple[str, ...], way: str) -> None:
    """Of a site and of a syndrome."""
    assert way in netcli(*words, "--format", "table").out


@pytest.mark.parametrize("grade", [None, "G2"])
def test_an_interval_below_a_limit_of_ki67_stands_beside_that_above_it(netcli, knowledge: Knowledge, grade) -> None:
    """Half of ESMO's rule would send a G2 of 15 % to scans every six months."""
    for site in knowledge.of(Site):
        told = screen(netcli, "--site", site, *(("--grade", grade) if grade else ()), code=3)
        assert "Ki-67 below 5 %" not in told or "Ki-67 above 5 %" in told, site


def test_no_follow_up_carries_its_conditions(netcli, knowledge: Knowledge) -> None:
    """In the row itself: how large, and with free margins; nobody with G3 is told so."""
    none = [one for one in knowledge.of(Schedule).values() if one.asks == "nothing"]
    assert none
    for one in none:
        assert "below" in one.situation, one.id
        assert "R0" in one.situation, one.id
        assert one.grades, one.id
        assert "G3" not in one.grades, one.id
    for site in knowledge.of(Site):
        assert "no follow-up" not in screen(netcli, "--site", site, "--grade", "G3", code=3), site
