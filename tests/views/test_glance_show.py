"""One screen on anything: what it never loses, and that it fits."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from netcli.knowledge import model
from netcli.knowledge.citations import CITATION
from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.knowledge.for_whom import OF_AGE, for_whom
from netcli.knowledge.lookup import ORDER
from netcli.knowledge.therapies import evidence_of, own_results
from netcli.output.formats.plain import plain_text
from netcli.output.formats.table import table_text
from netcli.output.page import Page, page_of
from netcli.output.sources import References
from netcli.output.terminal import Terminal
from netcli.registries.links import OPEN
from netcli.views.glance.cards.therapy import ShortDrug, drug_row
from netcli.views.glance.cards.trial import ShortTrial, trial_row
from netcli.views.glance.show import glance, row
from netcli.views.limits import in_one_line, names_of_the_rest, points_of
from netcli.views.standing import standing

SCREEN = 44
USUAL = Terminal(is_tty=False, width=100, height=24, colour=False, encoding="utf-8")
Netcli = Callable[..., Any]


def page(record: model.Record, knowledge: Knowledge, *, plain: bool = False) -> Page:
    return page_of(glance(record, knowledge, plain=plain), References(knowledge.of(model.Source)), "glance")


def drugs(knowledge: Knowledge) -> list[tuple[model.Therapy, ShortDrug]]:
    return [(one, drug_row(one, knowledge)) for one in knowledge.of(model.Therapy).values()]


def ageless(text: str) -> str:
    """Return a text without its age: of labels that differ in it alone the widest is shown."""
    return re.sub(
        r"from \d+ y(?: \((?:\d{4}|undated)\))?, |(?:, )?from \d+ y(?: \((?:\d{4}|undated)\))?", "", spaced(text)
    )


def spaced(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("collection", ORDER)
def test_every_record_is_one_screen(knowledge: Knowledge, collection: str) -> None:
    """At 100 columns, legend, sources and the way on included; no citation is left unresolved."""
    records = list(knowledge.of(COLLECTIONS[collection]).values())
    for record in records[:: 20 if collection == "sources" else 1]:
        text = table_text(page(record, knowledge), USUAL)
        assert len(text.splitlines()) <= SCREEN, record.id
        assert "[@" not in text, record.id


def test_no_standing_and_no_limit_is_lost(knowledge: Knowledge) -> None:
    """Every region and standing of a drug stands in a line of its own, with all that limits it."""
    for therapy, short in drugs(knowledge):
        lines = plain_text(page(therapy, knowledge)).splitlines()
        for one in therapy.indications:
            told = [
                label.for_whom for label in short.labels if (label.region, label.status) == (one.region, one.status)
            ]
            whom = spaced(for_whom(replace(one, min_age=None)))
            assert any(whom in ageless(text) for text in told), (therapy.id, one.text)
            if one.min_age is not None and one.min_age < OF_AGE:
                assert any(f"from {one.min_age} y" in spaced(text) for text in told), (therapy.id, one.text)
            begun = f"{therapy.name}, {standing(one).said}".split(" since ")[0]
            assert any(line.startswith(begun) for line in lines), (therapy.id, begun)


def test_labels_that_differ_in_the_age_alone_are_one_with_both_years(
    knowledge: Knowledge,
) -> None:
    """Adults since 2018, from 12 years since 2024; in Canada that day is not on record."""
    labels = drug_row(knowledge.of(model.Therapy)["lutetium-dotatate"], knowledge).labels
    us = [one for one in labels if (one.region, one.status) == ("us", "approved")]
    assert [(one.since, one.for_whom) for one in us] == [("2018-01-26", "GEP: SSTR+, from 12 y (2024)")]
    (canada,) = (one for one in labels if one.region == "ca")
    assert (canada.since, canada.for_whom) == ("2019", "GEP: SSTR+, from 12 y (undated), progressive, advanced")


def test_labels_that_differ_in_more_than_the_age_stand_apart(knowledge: Knowledge) -> None:
    """The newest wording never takes the date of another drug's label."""
    labels = drug_row(knowledge.of(model.Therapy)["ntrk-inhibitors"], knowledge).labels
    us = {one.since[:4]: one.for_whom for one in labels if (one.region, one.status) == ("us", "approved")}
    for year, drug in (("2018", "larotrectinib"), ("2019", "entrectinib"), ("2024", "repotrectinib")):
        assert drug in us[year]


def test_sites_with_one_wording_stand_together(knowledge: Knowledge) -> None:
    """And the pancreas with all that is outside of it is any site, which no year or wording divides."""
    everything = {one.id: drug_row(one, knowledge).labels for one in knowledge.of(model.Therapy).values()}
    told = [label.for_whom for label in everything["lutetium-dotatate"]]
    assert "lung, thymus: SSTR+" in told
    assert all(label.for_whom.startswith("any site") for label in everything["cabozantinib"])
    china = [label.for_whom[:12] for label in everything["surufatinib"] if label.region == "cn"]
    assert china == ["not pancreas", "pancreas: NF"]


def test_what_was_refused_or_has_ended_is_written_out(knowledge: Knowledge) -> None:
    """A cross alone is no word."""
    for _, short in drugs(knowledge):
        for label in short.labels:
            if label.status in ("refused", "withdrawn", "discontinued"):
                assert label.for_whom.startswith(f"{label.status}: ")


def test_a_boxed_warning_and_a_dose_stand_in_full(knowledge: Knowledge) -> None:
    """Neither is ever shortened."""
    for therapy, short in drugs(knowledge):
        assert (short.boxed_warning, short.dose) == (therapy.safety.boxed_warning or "", therapy.dose)


def test_what_forbids_a_drug_stands_in_full(knowledge: Knowledge) -> None:
    """A contraindication is a limit of the label: whole on the screen and in the row."""
    for therapy, short in drugs(knowledge):
        assert short.contraindications == therapy.safety.contraindications
        shown = spaced(plain_text(page(therapy, knowledge)))
        for text in therapy.safety.contraindications:
            parts = CITATION.sub("\0", text).split("\0")
            assert all(spaced(part) in shown for part in parts if part.strip(" .")), therapy.id


def test_what_changes_the_use_of_a_drug_is_told_or_named(knowledge: Knowledge) -> None:
    """Each reason for another dose, each other medicine, pregnancy and pauses; the way to the whole stands beside."""
    for therapy, short in drugs(knowledge):
        told = {
            "dose": short.dose_changes,
            "with": short.interactions,
            "pregnancy": short.pregnancy,
            "before": short.pauses,
        }
        assert short.named == names_of_the_rest(therapy, told), therapy.id
        for kind, texts in points_of(therapy).items():
            assert set(told[kind]) <= set(texts), therapy.id
            assert set(told[kind]) == set(texts) or short.named[kind], (therapy.id, kind)
        shown = spaced(plain_text(page(therapy, knowledge)))
        assert in_one_line(short.named) in shown, therapy.id
        assert not short.named or "See --full" in shown


def test_limits_of_a_label_have_room_before_studies(knowledge: Knowledge) -> None:
    """Two studies at least stay, and what leaves is counted."""
    for therapy, short in drugs(knowledge):
        own = {one.trial for _, one in own_results(therapy, evidence_of(therapy, knowledge), knowledge) if one.headline}
        assert len({one.trial for one in short.results}) >= min(2, len(own)), therapy.id


def test_no_sentence_is_cut(knowledge: Knowledge) -> None:
    """Each adverse effect is at least named by its first sentence; other points stand whole or not at all."""
    for therapy, short in drugs(knowledge):
        assert len(short.adverse) == len(therapy.safety.adverse), therapy.id
        for shown, whole in zip(short.adverse, therapy.safety.adverse, strict=True):
            assert whole == shown or whole.startswith(f"{shown} "), whole
            assert shown.endswith("."), shown
        assert set(short.monitoring) <= set(therapy.safety.monitoring)
        assert set(short.practical) <= set(therapy.practical)
        assert therapy.safety.monitoring[:1] == short.monitoring[:1]


def test_what_is_left_out_is_counted(knowledge: Knowledge) -> None:
    """In the way on, and for programs."""
    for therapy, short in drugs(knowledge):
        limits = [text for texts in points_of(therapy).values() for text in texts]
        points = [*limits, *therapy.safety.adverse, *therapy.safety.monitoring, *therapy.practical]
        shown = [*short.dose_changes, *short.interactions, *short.pregnancy, *short.pauses]
        shown += [*short.adverse, *short.monitoring, *short.practical]
        left = [point for point in points if point not in shown]
        assert short.more.get("points", 0) == len(left)
        assert short.more.get("results", 0) == len(evidence_of(therapy, knowledge)) - len(short.results)


def test_a_drug_shows_results_of_its_own_studies_alone(knowledge: Knowledge) -> None:
    """Those chosen by hand, with what they were held against or that there was no control."""
    for therapy, short in drugs(knowledge):
        own = {one.trial for _, one in own_results(therapy, evidence_of(therapy, knowledge), knowledge) if one.headline}
        assert {one.trial for one in short.results} <= own
        for one in short.results:
            assert one.patients
            assert one.against or one.verdict in ("no-control", "missed", "not-compared"), (therapy.id, one.trial)


def test_a_partner_is_named_beside_a_result(knowledge: Knowledge) -> None:
    """What two drugs reached is not told of one alone, nor what another dose reached."""
    found = {(therapy.id, one.trial): one.against for therapy, short in drugs(knowledge) for one in short.results}
    assert found["cabozantinib", "CABATEN"] == "cabozantinib + atezolizumab"
    assert found["captem", "SENECA"] == "FOLFIRI v CAPTEM"
    assert found["everolimus", "RADIANT-3"] == "v placebo"
    assert found["actinium-dotatate", "ACTION-1"] == ""  # phase 1b had no control, though phase 3 has


def test_the_patients_beside_a_result_are_those_in_whom_it_was_seen(knowledge: Knowledge) -> None:
    """Not all who entered, where it is told of a part of them."""
    found = {(therapy.id, one.trial): one.patients for therapy, short in drugs(knowledge) for one in short.results}
    assert found["belzutifan", "LITESPARK-004"].endswith("Pancreatic NET in von Hippel-Lindau disease, n 12")
    assert found["actinium-dotatate", "ACTION-1"].endswith("; Phase 1b")
    assert found["obrixtamig", "Obrixtamig phase 1"].endswith("Extrapulmonary NEC, all DLL3 levels, n 60")
    assert found["everolimus", "RADIANT-3"].endswith(", n 410")


def test_an_open_trial_of_a_drug_tests_it(knowledge: Knowledge) -> None:
    """It is in the tested arm and not in the other, and patients can enter or soon can."""
    trials = {one.short or one.acronym: one for one in knowledge.of(model.Trial).values()}
    for therapy, short in drugs(knowledge):
        for name in short.open_trials:
            assert trials[name].status in OPEN
            assert therapy.id in trials[name].tested
            assert therapy.id not in trials[name].control


def test_every_outcome_of_a_trial_stands_on_its_screen(knowledge: Knowledge) -> None:
    """With what warns of it, and both arms named."""
    for trial in knowledge.of(model.Trial).values():
        shown = spaced(plain_text(page(trial, knowledge)))
        short = trial_row(trial, knowledge)
        assert isinstance(short, ShortTrial)
        assert [one.id for one in short.outcomes] == [one.id for one in trial.outcomes]
        for one in trial.outcomes:
            assert re.sub(r" \[@.*?\]", "", one.effect)[:40] in shown, (trial.id, one.id)
            assert all(arm.name in shown for arm in one.arms), (trial.id, one.id)
            assert one.confirmed or "unconfirmed" in shown


def test_an_old_status_says_so(netcli: Netcli) -> None:
    """A trial that was seen open long ago may be closed."""
    assert "recruiting, last seen 2025-12-09; check the register" in " ".join(netcli("show", "NETTER-3").out.split())


def test_a_site_names_every_guideline_that_speaks_on_it(netcli: Netcli, knowledge: Knowledge) -> None:
    """By name, with its settings; the words of each are one command away."""
    short = netcli("show", "lung", "--brief", "--json").json["results"][0]
    named = {one for group in short["guidelines"] for one in group["recommendations"]}
    known = knowledge.of(model.Recommendation)
    assert {"esmo-2021-lung", "nice-2024-liver-sirt"} <= named
    assert not any("(netcli)" in known[one].guideline for one in named)


def test_a_grading_scheme_keeps_all_its_classes(knowledge: Knowledge) -> None:
    """What has no room is how it is counted, and its history."""
    for scheme in knowledge.of(COLLECTIONS["grading"]).values():
        shown = spaced(plain_text(page(scheme, knowledge)))
        for entity in scheme.entities.values():  # type: ignore[attr-defined]
            assert "{" in entity.label or entity.label in shown


@pytest.mark.parametrize("name", ["Lutathera", "carcinoid syndrome", "pancreas", "faq:what-is-lutathera"])
def test_plain_language_is_the_whole_text_for_patients(netcli: Netcli, name: str) -> None:
    """At both depths the same words."""
    glance_, full = (netcli("show", name, "--plain-language", *more).out for more in ([], ["--full"]))
    assert glance_.partition("\nSources.")[0] == full.partition("\nSources.")[0]


@pytest.mark.parametrize("collection", ORDER)
def test_every_record_has_a_row(knowledge: Knowledge, collection: str) -> None:
    """One, small, with its id and its collection."""
    for record in list(knowledge.of(COLLECTIONS[collection]).values())[:20]:
        short = row(record, knowledge)
        assert (short.id, short.collection) == (record.id, collection)


def test_a_row_is_what_the_screen_says(netcli: Netcli) -> None:
    """The JSON without --brief stays the record whole."""
    short = netcli("show", "glossary:prrt", "--brief", "--json").json["results"][0]
    assert short["texts"]["meaning"]
    whole = netcli("show", "glossary:prrt", "--json").json["results"][0]
    assert {"term", "definition"} <= set(whole)
    assert json.dumps(short) != json.dumps(whole)
