"""Drug and site pairs that would harm if they were wrong."""

from typing import get_args

import pytest

from netcli.knowledge.checks import SAID
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Therapy
from netcli.knowledge.situation import Situation
from netcli.knowledge.therapies import evidence_of, fitting_therapies, own_results
from netcli.knowledge.vocabulary import CheckKind


def standings(knowledge: Knowledge, drug: str, region: str | None = None, **situation: str) -> set[tuple[str, str]]:
    matches, _ = fitting_therapies(knowledge, Situation(region=region, **situation))
    return {(one.region, one.status) for match in matches if match.therapy.id == drug for one in match.indications}


@pytest.mark.parametrize("site", ["lung", "thymus", "unknown-primary"])
@pytest.mark.parametrize("region", ["us", "eu"])
def test_lutathera_is_not_approved_outside_the_digestive_tract(knowledge, site: str, region: str) -> None:
    """The US and EU labels name gastroenteropancreatic tumours only."""
    assert (region, "approved") not in standings(knowledge, "lutetium-dotatate", region, site=site)


@pytest.mark.parametrize("site", ["pancreas", "midgut", "ileum", "stomach", "rectum", "duodenum"])
def test_lutathera_is_approved_throughout_the_digestive_tract(knowledge, site: str) -> None:
    """Foregut, midgut and hindgut: not midgut only."""
    assert {("us", "approved"), ("eu", "approved")} <= standings(knowledge, "lutetium-dotatate", site=site)


def test_lutathera_in_japan_covers_lung(knowledge) -> None:
    """The Japanese label is for SSTR-positive NET, whatever the site."""
    assert ("jp", "approved") in standings(knowledge, "lutetium-dotatate", site="lung")


def test_lutathera_in_the_eu_is_not_labelled_for_g3(knowledge) -> None:
    """The application for high-grade tumours was withdrawn."""
    assert ("eu", "approved") not in standings(knowledge, "lutetium-dotatate", grade="G3")


@pytest.mark.parametrize("site", ["lung", "thymus", "midgut", "ileum", "stomach", "rectum", "unknown-primary", "colon"])
def test_sunitinib_is_for_the_pancreas_only(knowledge, site: str) -> None:
    """No other site shows it, under any standing that a reader could take for a label."""
    assert not {one for one in standings(knowledge, "sunitinib", site=site) if one[1] == "approved"}


def test_sunitinib_is_approved_for_the_pancreas(knowledge) -> None:
    """US and EU."""
    assert {("us", "approved"), ("eu", "approved")} <= standings(knowledge, "sunitinib", site="pancreas")


@pytest.mark.parametrize("site", ["lung", "ileum", "stomach", "rectum"])
def test_everolimus_outside_the_pancreas_is_for_non_functioning_tumours(knowledge, site: str) -> None:
    """Labelled when non-functional; not when functioning."""
    for region in ("us", "eu"):
        assert (region, "approved") in standings(
            knowledge, "everolimus", region, site=site, functional="non-functioning"
        )
        assert (region, "approved") not in standings(
            knowledge, "everolimus", region, site=site, functional="functioning"
        )


def test_cabozantinib_needs_prior_treatment(knowledge) -> None:
    """Later lines only, at every site."""
    assert ("us", "approved") in standings(knowledge, "cabozantinib", site="lung", line="later")
    assert ("us", "approved") not in standings(knowledge, "cabozantinib", site="lung", line="first")
    assert ("eu", "approved") not in standings(knowledge, "cabozantinib", site="pancreas", line="first")


@pytest.mark.parametrize(
    "drug", ["lutetium-edotreotide", "actinium-dotatate", "lead-dotamtate", "zanzalintinib", "obrixtamig"]
)
def test_investigational_agents_are_approved_nowhere(knowledge, drug: str) -> None:
    """Phase 3 data or a breakthrough designation is not an approval."""
    found = standings(knowledge, drug)
    assert found
    assert not {one for one in found if one[1] == "approved"}


def test_surufatinib_is_approved_in_china_only(knowledge) -> None:
    """Refused in the US, withdrawn in the EU."""
    found = standings(knowledge, "surufatinib")
    assert ("cn", "approved") in found
    assert ("us", "approved") not in found
    assert ("eu", "approved") not in found
    assert ("us", "refused") in found
    assert ("eu", "withdrawn") in found


def test_belzutifan_is_for_von_hippel_lindau_disease(knowledge) -> None:
    """Not for sporadic pancreatic tumours: the condition stands on every approval."""
    matches, _ = fitting_therapies(knowledge, Situation(site="pancreas"))
    approvals = [
        one
        for match in matches
        if match.therapy.id == "belzutifan"
        for one in match.indications
        if one.status == "approved"
    ]
    assert approvals
    assert all("hippel" in one.condition.lower() for one in approvals)


def test_octreotide_is_not_labelled_for_growth_in_the_us(knowledge) -> None:
    """The US label says that an effect on tumour growth was not determined."""
    matches, _ = fitting_therapies(knowledge, Situation(region="us", status="approved"))
    purposes = {one.purpose for match in matches if match.therapy.id == "octreotide" for one in match.indications}
    assert purposes == {"symptom-control"}


@pytest.mark.parametrize("drug", ["octreotide", "lanreotide", "lutetium-dotatate", "everolimus", "sunitinib"])
def test_tumour_drugs_are_not_for_carcinoma(knowledge, drug: str) -> None:
    """Somatostatin analogues, radioligands, everolimus and sunitinib are not treatments of NEC."""
    assert not standings(knowledge, drug, grade="NEC")


def test_platinum_etoposide_is_for_carcinoma(knowledge) -> None:
    """First line of neuroendocrine carcinoma, without a label of its own."""
    found = standings(knowledge, "platinum-etoposide", grade="NEC", line="first")
    assert found
    assert not {one for one in found if one[1] == "approved"}


def test_telotristat_is_for_diarrhoea_of_the_syndrome(knowledge) -> None:
    """Symptom control in functioning tumours, never tumour control."""
    matches, _ = fitting_therapies(knowledge, Situation())
    uses = [one for match in matches if match.therapy.id == "telotristat" for one in match.indications]
    assert uses
    assert {one.purpose for one in uses} == {"symptom-control"}
    assert not standings(knowledge, "telotristat", functional="non-functioning")


@pytest.mark.parametrize(("site", "region"), [("foregut", "us"), ("extrapancreatic", "us"), ("extrapancreatic", "eu")])
def test_a_group_that_crosses_the_label_finds_the_label(knowledge, site: str, region: str) -> None:
    """Foregut and "outside the pancreas" hold digestive organs, so the digestive label concerns them."""
    assert (region, "approved") in standings(knowledge, "lutetium-dotatate", region, site=site)


def test_everolimus_in_the_eu_is_not_labelled_for_g3(knowledge) -> None:
    """Well or moderately differentiated: G1 and G2."""
    assert ("eu", "approved") not in standings(knowledge, "everolimus", "eu", site="pancreas", grade="G3")


@pytest.mark.parametrize(
    ("situation", "drug", "says", "never"),
    [
        (
            {"site": "midgut", "functional": "functioning", "region": "us", "status": "approved"},
            "everolimus",
            "non-functioning",
            "pancreas",
        ),
        (
            {"site": "pancreas", "grade": "G3", "region": "eu", "status": "approved"},
            "lutetium-dotatate",
            "G1, G2",
            "nothing on record",
        ),
        ({"site": "lung", "region": "us", "status": "approved"}, "surufatinib", "refused", "nothing on record"),
        ({"site": "lung"}, "sunitinib", "only for pancreas", "nothing on record"),
    ],
)
def test_the_reason_for_leaving_out_is_the_one_that_matters(knowledge, situation, drug, says, never) -> None:
    """The nearest indication of the right site and region speaks, not the first in the file."""
    _, left_out = fitting_therapies(knowledge, Situation(**situation))
    reason = next(one.reason for one in left_out if one.id == drug)
    assert says in reason
    assert never not in reason


def test_results_are_of_the_same_disease(knowledge) -> None:
    """No trial in carcinoma stands beside a drug for NET, and none in G2-G3 beside G1."""
    matches, _ = fitting_therapies(knowledge, Situation(site="midgut", grade="G1"))
    shown = {one.trial for match in matches for one in match.evidence}
    assert "NETTER-1" in shown
    assert not shown & {"NETTER-2", "BEVANEC", "TOPIC-NEC", "SENECA"}


def test_approved_elsewhere_is_told_apart(netcli) -> None:
    """A Japanese label puts a drug behind the US and EU labels, and what stands there instead is said beside it."""
    rows = netcli("therapies", "--site", "lung", "--brief", "--json").json["results"]
    drug = next(row for row in rows if row["id"] == "lutetium-dotatate")
    assert [(one["region"], one["status"]) for one in drug["labels"]][:2] == [("jp", "approved"), ("us", "off-label")]
    labelled = [row["id"] for row in rows if any(_is_usual_label(one) for one in row.get("labels", ()))]
    assert labelled
    assert labelled == [row["id"] for row in rows[: len(labelled)]]
    full = netcli("therapies", "--site", "lung", "--full", "--format", "plain").out
    first, _, rest = full.partition("Approved in other regions")
    assert "Lutetium (177Lu) dotatate" not in first
    assert "Lutetium (177Lu) dotatate" in rest.partition("Without a label")[0]


def _is_usual_label(one: dict[str, str]) -> bool:
    return one["status"] == "approved" and one["region"] in ("us", "eu")


@pytest.mark.parametrize(
    ("drug", "own", "other"),
    [("sunitinib", "A6181111", "OCLURANDOM"), ("octreotide", "PROMID", "NETTER-1"), ("temozolomide", None, "E2211")],
)
def test_a_row_shows_results_of_studies_that_test_the_drug(knowledge, drug: str, own: str | None, other: str) -> None:
    """What a drug was held against, or was added to, is no result of its own."""
    therapy = knowledge.of(Therapy)[drug]
    shown = {one.trial for _, one in own_results(therapy, evidence_of(therapy, knowledge), knowledge)}
    assert own is None or own in shown
    assert other not in shown


def labelled(knowledge: Knowledge) -> list[Therapy]:
    return [
        therapy
        for therapy in knowledge.of(Therapy).values()
        if any(one.status == "approved" and one.region in ("us", "eu", "uk") for one in therapy.indications)
    ]


def test_a_labelled_drug_says_what_forbids_and_what_changes_it(knowledge: Knowledge) -> None:
    """Contraindications, pregnancy, and another dose or another medicine."""
    without = {
        therapy.id
        for therapy in labelled(knowledge)
        if not (
            therapy.safety.contraindications
            and therapy.safety.pregnancy
            and (therapy.safety.interactions or therapy.safety.dose_changes)
        )
    }
    assert not without


def test_no_statement_of_safety_stands_twice(knowledge: Knowledge) -> None:
    """What has a field of its own is in no other list of the record."""
    for therapy in knowledge.of(Therapy).values():
        safety = therapy.safety
        typed = [one.text for one in (*safety.dose_changes, *safety.interactions, *safety.pauses)]
        texts = [*typed, *safety.contraindications, *safety.pregnancy, *safety.adverse, *safety.monitoring]
        texts += therapy.practical
        assert len(texts) == len(set(texts)), therapy.id


def test_a_label_against_the_tumour_asks_for_checks(knowledge: Knowledge) -> None:
    """Every drug that a US or EU label allows against the tumour says what is looked at before the start."""
    against = {
        therapy.id: any(check.before for check in therapy.safety.checks)
        for therapy in knowledge.of(Therapy).values()
        if any(
            one.status == "approved" and one.region in ("us", "eu") and one.purpose != "symptom-control"
            for one in therapy.indications
        )
    }
    assert against
    assert [name for name, looked_at in against.items() if not looked_at] == []


def test_every_kind_of_check_has_its_words() -> None:
    """A new kind is judged as the others are."""
    assert set(SAID) == set(get_args(CheckKind))


def test_a_labelled_radioligand_says_what_weak_kidneys_mean(knowledge: Knowledge) -> None:
    """Below which clearance it is forbidden, what changes the dose, and that the kidneys are measured before."""
    radioligands = [one for one in labelled(knowledge) if "radioligand" in one.class_]
    assert radioligands
    for therapy in radioligands:
        safety = therapy.safety
        assert any("creatinine clearance below" in text for text in safety.contraindications), therapy.id
        assert any("clearance" in one.text for one in safety.dose_changes), therapy.id
        assert any("creatinine" in text for text in safety.monitoring), therapy.id
