"""A row says less than its record, nothing else, and loses no limit."""

from typing import Any

import msgspec
import pytest

from netcli.knowledge import brevity
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.for_whom import for_whom
from netcli.knowledge.model import Indication
from netcli.knowledge.setting import Setting

NOTHING_NEW = brevity.short_texts_say_nothing_new
INDICATION = {"region": "us", "status": "approved", "sites": ["pancreas"], "text": "Progressive, advanced NET",
              "sources": ["a"]}  # fmt: skip


ADVICE = {"id": "a", "guideline": "Example 2023", "date": "2023", "setting": "Advanced NET", "sites": ["pancreas"],
          "sstr": "positive", "grades": ["G1", "G2"],
          "text": "G1-G2, receptor-positive, Ki-67 up to 10 %: no order is given, examplinib (II, B)."}  # fmt: skip


def therapy(**changed: Any) -> dict[str, Any]:
    return {"id": "examplinib", "indications": [{**INDICATION, "brief": "progressive, advanced", **changed}]}


def told(rule: Any, collection: str, raw: dict[str, Any]) -> list[str]:
    return [fault.what for fault in rule(collection, raw, None)]


@pytest.mark.parametrize(
    ("fields", "brief", "row"),
    [
        ({}, "progressive, advanced", "progressive, advanced"),
        ({"sstr": "positive", "grades": ["G1", "G2"]}, "progressive", "SSTR+ G1-G2, progressive"),
        ({"functional": "non-functioning", "line": "later"}, "", "NF, pretreated"),
        ({"line": "later", "min_age": 12}, "progressed after another", "from 12 y, progressed after another"),
        ({"min_age": 18}, "advanced", "advanced"),
        ({"differentiation": "poor", "grades": ["G3"], "line": "first"}, "", "NEC G3, first line"),
        ({"functional": "functioning"}, "carcinoid syndrome", "carcinoid syndrome"),
        ({"grades": ["G2"]}, None, "Progressive, advanced NET"),
    ],
)
def test_fields_say_their_limits_and_the_brief_the_rest(fields: dict[str, Any], brief: str | None, row: str) -> None:
    """A limit that the filters know cannot be forgotten; one that the brief says more closely is not said twice."""
    assert for_whom(msgspec.convert({**INDICATION, **fields, "brief": brief}, Indication)) == row


@pytest.mark.parametrize(
    ("text", "brief", "lost"),
    [
        ("Progressive, advanced NET", "progressive", "advanced"),
        ("Metastatic NET after everolimus", "metastatic", "after everolimus"),
        ("Adults with von Hippel-Lindau disease", "not needing surgery now", "Hippel"),
        ("Ki-67 up to 10 %", "", "Ki-67"),
        ("Conditional approval in BRAF V600E tumours", "BRAF V600E", "Conditional"),
        ("With octreotide, mixed results", "with octreotide", "mixed result"),
    ],
)
def test_a_limit_that_the_row_loses_is_told(text: str, brief: str, lost: str) -> None:
    """In the words of the record."""
    found = told(brevity.no_limit_is_lost, "therapies", therapy(text=text, brief=brief))
    assert any(f"'{lost}' is lost" in one for one in found)


@pytest.mark.parametrize(
    "field", [{"sstr": "positive", "text": "SSTR-positive"}, {"line": "later", "text": "pretreated"}]
)
def test_a_limit_that_a_field_says_is_not_lost(field: dict[str, Any]) -> None:
    """The row prints the field."""
    assert not told(brevity.no_limit_is_lost, "therapies", therapy(brief="", **field))


def test_a_number_of_a_short_text_stands_in_its_record() -> None:
    """Nothing new is said in short."""
    assert told(NOTHING_NEW, "therapies", therapy(brief="Ki-67 up to 10 %"))
    assert not told(NOTHING_NEW, "therapies", therapy(brief="2L+, advanced"))
    assert not told(NOTHING_NEW, "therapies", therapy(brief="to 10 %", text="Ki-67 up to 10 % [@x-2010]"))


def test_a_short_text_makes_no_promise() -> None:
    """Unless the record makes it."""
    assert told(NOTHING_NEW, "therapies", therapy(brief="preferred, advanced"))
    assert not told(NOTHING_NEW, "therapies", therapy(brief="preferred", text="Preferred by most"))


@pytest.mark.parametrize(
    ("brief", "fault"),
    [
        ("G1-G2, SSTR+, Ki-67 ≤ 10 %: examplinib (II, B), no order", ""),
        ("G1-G2, SSTR+, Ki-67 ≤ 20 %: examplinib (II, B), no order", "'20' does not stand"),
        ("G1-G2, SSTR+: examplinib (II, A), no order", "'II, A' does not stand"),
        ("G1-G2, SSTR−: examplinib, no order", "'SSTR−' does not stand"),
        ("G1-G2: examplinib, no order", "'receptor-positive' is lost"),
        ("SSTR+: examplinib, no order", "'G1-G2' is lost"),
        ("G1-G2, SSTR+: examplinib", "'no order' is lost"),
        ("G1-G2, SSTR+: 177Lu-dotatate, STZ + 5-FU, no order", ""),
    ],
)
def test_advice_keeps_to_its_text(brief: str, fault: str) -> None:
    """A row gives no number, strength or receptor but the text's, and no field of the record that the text tells."""
    found = told(brevity.advice_keeps_to_its_text, "recommendations", {**ADVICE, "brief": brief})
    assert any(one.startswith(fault) for one in found) if fault else not found


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({}, True),
        ({"brief": "SSTR+: examplinib"}, False),
        ({"replaced_by": ["b"]}, False),
        ({"guideline": "Summary of labels and trials (netcli)"}, False),
    ],
)
def test_bundled_advice_in_force_has_a_brief(knowledge: Knowledge, changed: dict[str, Any], missing: bool) -> None:
    """What is replaced, or is a summary of ours, stands on no page of guidelines; an overlay shows its whole text."""
    for over, expected in ((None, missing), (knowledge, False)):
        setting = Setting(knowledge, {}, "2026-01-01", over)
        assert bool(list(brevity.short_texts_are_there("recommendations", {**ADVICE, **changed}, setting))) is expected


def test_every_agent_of_a_trial_stands_in_an_arm() -> None:
    """One list of drugs for both arms does not say which was tested."""
    trial = {"id": "t", "drugs": ["a", "b"], "drug_names": ["c"], "tested": ["a"], "control": ["c"]}
    assert told(brevity.arms_are_told_apart, "trials", trial) == ["'b' is neither in 'tested' nor in 'control'"]


def test_a_cohort_has_one_headline_with_a_verdict_for_the_tested_arm() -> None:
    """What a row shows is chosen once, and its verdict stands beside it."""
    one = {"population": "everyone", "headline": True, "verdict": "met", "arms": [{"holds": ["a"]}]}
    trial = {"id": "t", "tested": ["a"], "outcomes": [one]}
    assert not told(brevity.one_headline_a_cohort, "trials", trial)
    twice = {**trial, "outcomes": [one, one]}
    assert told(brevity.one_headline_a_cohort, "trials", twice) == ["another result of this cohort is the headline"]
    silent = {**trial, "outcomes": [{**one, "verdict": None}]}
    assert told(brevity.one_headline_a_cohort, "trials", silent) == ["a headline needs its 'verdict'"]
    other = {**trial, "tested": ["b"]}
    assert told(brevity.one_headline_a_cohort, "trials", other) == ["'a' is not in 'tested'"]


def test_what_is_bundled_has_its_short_texts_and_an_overlay_need_not(knowledge: Knowledge) -> None:
    """A row of bundled knowledge is written; a hospital's own record shows its whole text."""
    rule = brevity.short_texts_are_there
    bundled = Setting(knowledge, {}, "2026-01-01", None)
    raw = therapy()
    del raw["indications"][0]["brief"]
    assert [fault.what[:18] for fault in rule("therapies", raw, bundled)] == ["'brief' is missing"]
    assert [fault.what[:10] for fault in rule("events", {"id": "e"}, bundled)] == ["'brief' is"]
    assert not list(rule("therapies", raw, Setting(knowledge, {}, "2026-01-01", knowledge)))


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ({"publisher": "EMA"}, False),
        ({"publisher": "International Agency for Research on Cancer"}, True),
        ({"publisher": "International Agency for Research on Cancer", "short": "IARC"}, False),
        ({"publisher": "International Agency for Research on Cancer", "doi": "10.1/x"}, False),
        ({"title": "Grades of neuroendocrine tumours, table 1"}, True),
    ],
)
def test_a_source_is_named_briefly_or_by_a_number(
    knowledge: Knowledge,
    source: dict[str, str],
    missing: bool,
) -> None:
    """A line of sources has no room for the name of a society."""
    setting = Setting(knowledge, {}, "2026-01-01", None)
    found = list(brevity.short_texts_are_there("sources", {"id": "s", "title": "Definition", **source}, setting))
    assert bool(found) is missing
