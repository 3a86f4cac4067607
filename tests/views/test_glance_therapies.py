"""Therapies of one site: no label and no limit of it is lost, what was refused is said, every source fits its row."""

import re
from typing import Any

import pytest

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.for_whom import for_whom
from netcli.knowledge.model import Site, Source, Therapy, Trial
from netcli.knowledge.situation import Situation
from netcli.knowledge.therapies import Match, fitting_therapies, own_results
from netcli.knowledge.vocabulary import REGIONS
from netcli.output.abbreviations import spelled
from netcli.views.full.therapies import SYMPTOMS, by_section
from netcli.views.glance.therapies import ShortTherapy, therapy_rows
from netcli.views.glance.therapy_matrix import SITES
from netcli.views.results import is_of_symptoms
from netcli.views.short import told_by
from netcli.views.standing import proving

US_EU = ("us", "eu")


def rows_of(knowledge: Knowledge, site: str, regions: tuple[str, ...] = US_EU, **asked: Any) -> list[ShortTherapy]:
    situation = Situation(site=site, **asked)
    matches, _ = fitting_therapies(knowledge, situation)
    return therapy_rows(matches, situation, regions, knowledge)


def matches_of(knowledge: Knowledge, site: str, **asked: Any) -> list[Match]:
    return fitting_therapies(knowledge, Situation(site=site, **asked))[0]


def told_of(matches: list[Match]) -> set[str]:
    return {one.trial for match in matches for one in match.evidence}


def the(rows: list[ShortTherapy], name: str) -> ShortTherapy:
    return next(row for row in rows if row.id == name and row.use == "tumour")


def ageless(text: str) -> str:
    return re.sub(r", from 12 y( \((\d{4}|undated)\))?", "", text)


@pytest.mark.parametrize("grade", [None, "G1", "G3", "NEC"])
def test_every_label_that_fits_stands_with_its_limits(knowledge: Knowledge, grade: Any) -> None:
    """Of labels that differ in the age alone the wider one."""
    for site in knowledge.of(Site):
        asked = Situation(site=site, grade=grade)
        matches, _ = fitting_therapies(knowledge, asked)
        rows = therapy_rows(matches, asked, US_EU, knowledge)
        for match in matches:
            told = [label for row in rows if row.id == match.therapy.id for label in row.labels]
            for one in match.indications:
                treats = one.purpose != "symptom-control" and not one.tumour_agnostic
                if one.status == "approved" and one.region in US_EU and treats:
                    here = [
                        label.for_whom for label in told if (label.region, label.status) == (one.region, "approved")
                    ]
                    assert any(ageless(text).endswith(ageless(for_whom(one))) for text in here), (
                        site,
                        match.therapy.id,
                    )


def test_a_guideline_of_no_region_stands_beside_a_label_elsewhere(knowledge: Knowledge) -> None:
    """Everolimus in the thymus: a Japanese label, and what ESMO advises."""
    everolimus = the(rows_of(knowledge, "thymus"), "everolimus")
    assert [(label.region, label.status) for label in everolimus.labels] == [
        ("jp", "approved"),
        ("global", "guideline"),
    ]


def test_what_a_region_without_a_label_refused_is_said(knowledge: Knowledge, netcli: Any) -> None:
    """Beside the label of the other region too."""
    lutetium = the(rows_of(knowledge, "pancreas", grade="G3"), "lutetium-dotatate")
    assert ("eu", "withdrawn") in {(label.region, label.status) for label in lutetium.labels}
    assert "EU filing withdrawn 2025" in netcli("therapies", "pancreas", "--grade", "G3").out


def test_a_result_in_other_grades_is_no_result_of_the_row(knowledge: Knowledge) -> None:
    """Of everolimus no label of China is on record, only advice for G3."""
    assert the(rows_of(knowledge, "pancreas", ("cn",)), "everolimus").result is None


@pytest.mark.parametrize("regions", [US_EU, ("uk",), ("eu",), ("ca",)])
def test_the_study_that_carried_a_label_leads_its_row(knowledge: Knowledge, regions: tuple[str, ...]) -> None:
    """Of lutetium dotatate ERASMUS where NETTER-1 says nothing, and nowhere NETTER-2 beside "progressive G1-G2"."""
    for site, study in {"pancreas": "ERASMUS", "rectum": "ERASMUS", "midgut": "NETTER-1"}.items():
        result = the(rows_of(knowledge, site, regions), "lutetium-dotatate").result
        assert result is not None
        assert result.trial == study


def test_no_other_study_stands_before_one_that_carried_a_label(knowledge: Knowledge) -> None:
    """Whatever the site and region."""
    trials = knowledge.of(Trial)
    for site in knowledge.of(Site):
        for region in REGIONS.words:
            asked = Situation(site=site)
            matches = {match.therapy.id: match for match in fitting_therapies(knowledge, asked)[0]}
            for row in therapy_rows(list(matches.values()), asked, [region], knowledge):
                uses = [one for one in matches[row.id].indications if one.region == region]
                carried = {trials[study].acronym for one in uses for study in one.pivotal}
                told = {one.trial for one in matches[row.id].evidence if one.headline and not is_of_symptoms(one)}
                if row.result and carried & told:
                    assert row.result.trial in carried, (site, region, row.id)


def test_a_study_that_admits_the_grade_by_name_leads_where_the_grade_is_asked(knowledge: Knowledge) -> None:
    """For G3 that is NETTER-2, inside the US label; ERASMUS names no grade."""
    result = the(rows_of(knowledge, "pancreas", grade="G3"), "lutetium-dotatate").result
    assert result is not None
    assert result.trial == "NETTER-2"


def test_a_study_in_other_patients_tells_nothing_of_the_situation(knowledge: Knowledge) -> None:
    """By receptor and by function: OCLURANDOM nothing of SSTR-negative, RADIANT-4 nothing of functioning tumours."""
    negative = told_of(matches_of(knowledge, "pancreas", sstr="negative"))
    functioning = told_of(matches_of(knowledge, "midgut", functional="functioning"))
    assert "A6181111" in negative
    assert "OCLURANDOM" not in negative
    assert "RADIANT-2" in functioning
    assert "RADIANT-4" not in functioning


def test_a_study_of_another_regimen_is_no_result_of_a_label(knowledge: Knowledge) -> None:
    """Neither lanreotide every 14 days nor cabozantinib with atezolizumab, also where nothing else is told."""
    for site in knowledge.of(Site):
        for asked in ({}, {"line": "later"}, {"functional": "functioning"}, {"sstr": "negative"}):
            for row in rows_of(knowledge, site, ("uk",), **asked):
                if row.result and any(label.status == "approved" for label in row.labels):
                    assert row.result.trial not in ("CLARINET FORTE", "CABATEN"), (site, asked)


def test_a_result_about_symptoms_stands_beside_no_label_for_the_tumour(knowledge: Knowledge) -> None:
    """ELECT carried the label of lanreotide in carcinoid syndrome."""
    for asked in ({}, {"sstr": "negative"}, {"functional": "functioning"}):
        lanreotide = the(rows_of(knowledge, "pancreas", **asked), "lanreotide")
        assert lanreotide.result is None or lanreotide.result.trial != "ELECT"


def test_the_whole_card_names_the_ground_of_a_label(netcli: Any) -> None:
    """So does the whole answer for a site."""
    card = netcli("show", "lutathera", "--full").out
    assert "Ground: NETTER-1, ERASMUS" in card
    assert "Ground: NETTER-P, NETTER-1" in card
    assert "Ground: CLARINET" in netcli("therapies", "pancreas", "--full").out


def test_the_whole_answer_says_which_studies_lie_outside_the_uses(netcli: Any) -> None:
    """In other patients or of another regimen; those that carried a label come first."""
    told = " ".join(netcli("therapies", "pancreas", "--region", "uk", "--full").out.split())
    assert "NETTER-2: Outside the uses above" in told
    assert "CABATEN: Outside the uses above" in told
    assert told.index("ERASMUS: ") < told.index("NETTER-2: Outside")


def test_a_name_says_which_region_its_label_is_of(netcli: Any) -> None:
    """Where not all regions asked for have one."""
    assert "NTRK inhibitors; US, JP, CA: pembrolizumab; US: dostarlimab; " in netcli("therapies", "lung").out
    assert "T-DXd (unconfirmed)" in netcli("therapies", "pancreas", "--region", "eu").out
    assert "US, EU, JP: selpercatinib" in netcli("therapies", "pancreas", NETCLI_REGIONS="uk").out


def test_advice_is_cited_from_a_guideline_and_a_trial_from_no_label(knowledge: Knowledge) -> None:
    """Wherever the record has such a source."""
    sources = knowledge.of(Source)
    for therapy in knowledge.of(Therapy).values():
        for one in therapy.indications:
            kinds = {sources[name].kind for name in one.sources}
            (told,) = told_by(proving(one, knowledge), knowledge)
            if one.status == "guideline" and "guideline" in kinds:
                assert sources[told].kind == "guideline", therapy.id
            if one.status == "investigational" and kinds != {"label"}:
                assert sources[told].kind != "label", therapy.id


def test_groups_of_patients_are_not_held_against_each_other(netcli: Any) -> None:
    """NORDIC NEC 2 tells of two diseases; SENECA names both arms."""
    answer = netcli("therapies", "--grade", "NEC").out
    assert "overall survival 7.4 (NEC), 21.8 (NET G3)" in answer
    assert "SENECA FOLFIRI against CAPTEM" in answer


def test_a_run_of_names_is_parted_where_it_is_heard() -> None:
    """Else the last name of one standing runs into the next standing."""
    heard = spelled("○\u00a0CAPTEM, platinum + etoposide ◇\u00a0zanzalintinib")
    assert heard == "off-label CAPTEM, platinum + etoposide; in trials zanzalintinib"


def test_sites_of_the_matrix_are_sites(knowledge: Knowledge) -> None:
    """Each can be asked about alone."""
    assert all(rows_of(knowledge, site) for site in SITES)


def test_a_label_of_the_midgut_holds_for_the_right_colon_alone(netcli: Any) -> None:
    """Asked about the whole colon, the label says for which part of it."""
    told = {site: netcli("therapies", site, "--region", "eu").out for site in ("caecum", "sigmoid", "colon")}
    assert "EU label: LAR, advanced" in told["caecum"]
    assert "LAR, advanced" not in told["sigmoid"]
    assert "midgut: LAR, advanced" in told["colon"]


def test_a_row_of_the_whole_answer_stands_under_its_own_standing(knowledge: Knowledge) -> None:
    """Its status, its purpose and its region: no label under "Without a label", none of another region elsewhere."""
    for site in (None, *knowledge.of(Site)):
        for match in fitting_therapies(knowledge, Situation(site=site))[0]:
            parts = by_section(match, knowledge)
            assert [one for part in parts.values() for one in part.indications if one not in match.indications] == []
            assert sum(len(part.indications) for part in parts.values()) == len(match.indications)
            for title, part in parts.items():
                for one in part.indications:
                    if title.startswith("Approved"):
                        assert one.status == "approved"
                        assert ("other" in title) == (one.region not in US_EU)
                    elif title.startswith("Without"):
                        assert one.status in ("guideline", "off-label")
                    assert (title == SYMPTOMS) == (one.purpose == "symptom-control")


def test_every_study_of_the_whole_answer_is_told_once(knowledge: Knowledge) -> None:
    """With the first use that its patients are those of."""
    for match in fitting_therapies(knowledge, Situation(site="pancreas"))[0]:
        told = [one for part in by_section(match, knowledge).values() for one in part.evidence]
        own = [one for _, one in own_results(match.therapy, match.evidence, knowledge)]
        assert sorted(map(str, told)) == sorted(map(str, own))


def test_a_screen_says_of_its_rows_how_closely_they_speak_of_the_situation(netcli: Any) -> None:
    """What names it first, then what is silent, then what has its evidence in the other kind; of names too."""
    line = ("therapies", "pancreas", "--grade", "G2", "--sstr", "negative", "--line", "later")
    told = netcli(*line).out
    places = [told.index(words) for words in ("on record for: SSTR-negative, later line", "receptor not named",
                                              "evidence in SSTR-positive", "Of these names")]  # fmt: skip
    assert places == sorted(places)
    assert told.index("CAPTEM") < told.index("Everolimus") < told.index("Lanreotide")
    rows = netcli(*line, "--brief", "--json").json
    assert rows["query"] == {"site": "pancreas", "grade": "G2", "sstr": "negative", "line": "later"}
    assert next(row for row in rows["results"] if row["id"] == "everolimus")["remark"] == "receptor not named"


def test_a_result_without_a_control_arm_says_in_which_organs(netcli: Any) -> None:
    """16 % is of all digestive tumours, not of the pancreas beside which it stands."""
    assert "ERASMUS, GEP, n 360" in netcli("therapies", "pancreas", "--region", "us").out.replace("\u00a0", " ")


def test_a_study_in_wider_patients_is_not_inside_a_label(knowledge: Knowledge) -> None:
    """REMINET named no function: nothing beside a label for non-functioning tumours."""
    australia = the(rows_of(knowledge, "duodenum", ("au",)), "lanreotide")
    assert any(label.status == "approved" for label in australia.labels)
    assert australia.result is None


def test_a_study_of_other_grades_or_with_another_drug_stands_beside_no_use(knowledge: Knowledge) -> None:
    """RADIANT-4 beside no advice for G3, RADIANT-2, which gave octreotide too, beside no label of everolimus."""
    for site in knowledge.of(Site):
        for region in REGIONS.words:
            for row in rows_of(knowledge, site, (region,)):
                if row.id == "everolimus" and row.result:
                    approved = any(label.status == "approved" for label in row.labels)
                    assert not (approved and row.result.trial == "RADIANT-2"), (site, region)
                    advised = [label.for_whom for label in row.labels]
                    assert not (row.result.trial == "RADIANT-4" and all("G3" in told for told in advised))


def test_newly_diagnosed_patients_are_not_inside_a_label_for_progressive_tumours(knowledge: Knowledge) -> None:
    """NETTER-2 beside the label of Australia, which names no progression, and not beside that of Canada."""
    told = {
        region: the(rows_of(knowledge, "pancreas", (region,), grade="G3"), "lutetium-dotatate").result
        for region in ("au", "ca")
    }
    assert told["au"] is not None
    assert told["au"].trial == "NETTER-2"
    assert told["ca"] is None or told["ca"].trial != "NETTER-2"
