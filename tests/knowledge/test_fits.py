"""Filters mean what they say: the drug and no cousin, what names the situation before what is silent on it."""

import re
from itertools import combinations_with_replacement

import pytest

from netcli.errors import UnknownValue
from netcli.knowledge.earlier import comes_after, kinds_of, resolve_earlier
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.lookup import look_up
from netcli.knowledge.model import Arm, Evidence, Indication, Recommendation, Site, Therapy, Trial
from netcli.knowledge.names import names_of
from netcli.knowledge.remarks import OTHER, SAYS, Remark, distance
from netcli.knowledge.situation import Situation
from netcli.knowledge.therapies import Match, fitting_therapies, leading_result
from netcli.knowledge.trials import (
    ROLES,
    Location,
    TrialQuestion,
    fitting_trials,
    remarks_on,
    resolve_drugs,
    role_of,
    silences,
)
from netcli.knowledge.vocabulary import CLASSES_OF_EARLIER, EARLIER_TREATMENTS

ANYWHERE = Location()
SOUGHT = {
    "sstr": ("positive", "negative", "unknown"),
    "functional": ("functioning", "non-functioning"),
    "line": ("first", "later"),
}


def matches_of(knowledge: Knowledge, **asked: str | None) -> list[Match]:
    return fitting_therapies(knowledge, Situation(**asked))[0]  # type: ignore[arg-type]


def trials_of(knowledge: Knowledge, **asked: object) -> list[Trial]:
    return fitting_trials(knowledge, TrialQuestion(**asked), ANYWHERE)  # type: ignore[arg-type]


def holders(knowledge: Knowledge, drug: str) -> set[str]:
    """A drug and the regimens that have it for a component."""
    return {drug, *(one.id for one in knowledge.of(Therapy).values() if drug in one.components)}


# Names


def test_every_name_of_a_therapy_leads_to_its_own_record(knowledge: Knowledge) -> None:
    """Name, brand, alias and code: for trials, for show and cite, and for compare."""
    astray = []
    for therapy in knowledge.of(Therapy).values():
        for name in names_of(therapy):
            found = {
                "trials": resolve_drugs(name, knowledge).id[0],
                "after": resolve_earlier(name, knowledge).id[0],
                "show": look_up(name, knowledge).record.id,
                "compare": look_up(name, knowledge, ("therapies", "trials")).record.id,
            }
            astray += [(how, name, one) for how, one in found.items() if one != therapy.id]
    assert astray == []


def test_edotreotide_is_the_treatment(knowledge: Knowledge) -> None:
    """Not octreotide, whose name is near."""
    assert resolve_drugs("edotreotide", knowledge).id == ("lutetium-edotreotide",)


# The drug of a trial


def test_a_drug_has_the_trials_that_give_it_or_its_regimens_and_no_other(knowledge: Knowledge) -> None:
    """Whatever words its name shares with another's."""
    for drug in knowledge.of(Therapy):
        own = holders(knowledge, drug)
        for trial in trials_of(knowledge, drug=(drug,)):
            given = {*trial.drugs, *trial.tested, *trial.control, *trial.drug_names}
            assert given & own, (drug, trial.id)
        missed = [trial.id for trial in knowledge.of(Trial).values() if drug in trial.drugs]
        assert set(missed) <= {trial.id for trial in trials_of(knowledge, drug=(drug,))}


def test_lutathera_has_no_trial_of_edotreotide(knowledge: Knowledge) -> None:
    """Nor edotreotide one of Lutathera."""
    lutathera, edotreotide = (
        {trial.id for trial in trials_of(knowledge, drug=(drug,))}
        for drug in ("lutetium-dotatate", "lutetium-edotreotide")
    )
    assert not lutathera & edotreotide
    assert {"compete", "compose", "level"} <= edotreotide


def test_trials_that_test_the_drug_stand_before_those_that_compare_with_it(knowledge: Knowledge) -> None:
    """And those say which arm it is."""
    for drug in knowledge.of(Therapy):
        found = trials_of(knowledge, drug=(drug,))
        roles = [role_of(trial, drug, knowledge) for trial in found]
        assert roles == sorted(roles, key=("tested", "both", "control").index), drug
        for trial, role in zip(found, roles, strict=True):
            told = remarks_on(trial, TrialQuestion(drug=(drug,)), knowledge)
            assert told == ([ROLES[role]] if role != "tested" else [])


def test_in_compete_everolimus_is_the_control_arm(knowledge: Knowledge) -> None:
    """In RADIANT-3 it is tested; octreotide stands in both arms of NETTER-1, and a combination tests its parts."""
    trials = knowledge.of(Trial)
    assert role_of(trials["compete"], "everolimus", knowledge) == "control"
    assert role_of(trials["radiant-3"], "everolimus", knowledge) == "tested"
    assert role_of(trials["netter-1"], "octreotide", knowledge) == "both"
    assert role_of(trials["control-nets"], "captem", knowledge) == "tested"
    assert role_of(trials["e2211"], "temozolomide", knowledge) == "both"


def test_an_agent_that_a_regimen_bears_the_name_of_keeps_its_own_trials(knowledge: Knowledge) -> None:
    """Nivolumab is a name of the regimen with ipilimumab, and by itself in NICE-NEC."""
    drugs = resolve_drugs("nivolumab", knowledge)
    assert drugs.id == ("nivolumab-ipilimumab", "nivolumab")
    assert "by itself" in drugs.note
    assert {"nice-nec", "nipinec"} <= {trial.id for trial in trials_of(knowledge, drug=drugs.id)}


# Earlier treatment and line


def test_after_a_drug_is_after_its_class_too(knowledge: Knowledge) -> None:
    """After Lutathera fits what asks for PRRT; after PRRT fits what asks for Lutathera."""
    for asked in (("lutetium-dotatate",), ("prrt",)):
        found = [trial for trial in trials_of(knowledge, after=asked) if trial.after]
        assert {"net-retreat", "cabinet", "action-1", "reluth"} <= {trial.id for trial in found}
    assert kinds_of("platinum-etoposide", knowledge) == {"platinum-etoposide", "platinum", "chemotherapy"}


def test_what_excludes_a_treatment_or_asks_for_none_or_another_is_not_listed(knowledge: Knowledge) -> None:
    """No trial for patients without PRRT, of a first line, or after platinum alone, for those who had Lutathera."""
    found = {trial.id for trial in trials_of(knowledge, after=("lutetium-dotatate",))}
    assert not found & {"lead-dotamtate-phase-1", "lead-vmt-alpha-net-phase-1", "start-net", "netter-3", "bevanec"}
    assert not any(knowledge.of(Trial)[one].line == "first" for one in found)


def test_an_alpha_emitter_is_no_lutetium(knowledge: Knowledge) -> None:
    """ACTION-1 asks for a 177Lu agent."""
    assert comes_after(knowledge.of(Trial)["action-1"], ("lead-dotamtate",), knowledge) is False


@pytest.mark.parametrize("asked", [*EARLIER_TREATMENTS.words, "lutetium-dotatate", "everolimus"])
def test_what_is_silent_on_earlier_treatment_comes_last_and_says_so(knowledge: Knowledge, asked: str) -> None:
    """It may fit: nobody has written down that it does not."""
    question = TrialQuestion(after=(asked,))
    told = [silences(trial, question) for trial in fitting_trials(knowledge, question, ANYWHERE)]
    assert told == sorted(told, key=len)
    assert all(bool(silent) != bool(trial.after) for silent, trial in zip(
        told, fitting_trials(knowledge, question, ANYWHERE), strict=True))  # fmt: skip


@pytest.mark.parametrize("line", ["first", "later"])
def test_a_line_leaves_out_the_other_and_marks_what_names_none(knowledge: Knowledge, line: str) -> None:
    """What names it comes first."""
    found = trials_of(knowledge, line=line)
    assert {trial.line for trial in found} == {line, "any"}
    lines = [trial.line for trial in found]
    assert lines == [line] * lines.count(line) + ["any"] * lines.count("any")
    assert remarks_on(found[-1], TrialQuestion(line=line), knowledge) == ["any line, or line not named"]


def test_every_class_of_earlier_treatment_is_one_of_therapies(knowledge: Knowledge) -> None:
    """No class is misspelt, and every word but platinum, which is told by its name, has some."""
    classes = {therapy.class_ for therapy in knowledge.of(Therapy).values()}
    assert {name for names in CLASSES_OF_EARLIER.values() for name in names} <= classes
    assert set(EARLIER_TREATMENTS.words) - set(CLASSES_OF_EARLIER) == {"platinum"}
    holding = {one for one in knowledge.of(Therapy) if "platinum" in kinds_of(one, knowledge)}
    assert holding == {"platinum-etoposide", "irinotecan-cisplatin", "folfox"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    {
        "lutathera": "lutetium-dotatate",
        "PRRT": "prrt",
        "platinum": "platinum",
        "SSA": "somatostatin-analogue",
        "Afinitor": "everolimus",
        "chemo": "chemotherapy",
        "targeted therapy": "targeted",
        "cisplatin": "platinum-etoposide",
    }.items(),
)
def test_earlier_treatment_is_read_as_people_call_it(knowledge: Knowledge, typed: str, meant: str) -> None:
    """A class, a drug or a brand."""
    assert resolve_earlier(typed, knowledge).id == (meant,)


def test_an_earlier_treatment_that_there_is_not_is_refused(knowledge: Knowledge) -> None:
    """With the nearest name."""
    with pytest.raises(UnknownValue, match="unknown earlier treatment"):
        resolve_earlier("lutatherra x", knowledge)


# Receptor, function, line of a therapy


@pytest.mark.parametrize(("field", "value"), [(field, one) for field, words in SOUGHT.items() for one in words])
def test_what_names_the_situation_stands_before_what_is_silent_and_that_before_the_other(
    knowledge: Knowledge, field: str, value: str
) -> None:
    """Among what is for the tumour, whatever the site."""
    for site in knowledge.of(Site):
        against = [
            match
            for match in matches_of(knowledge, site=site, **{field: value})
            if not match.symptoms_only and not match.tumour_agnostic
        ]
        places = [distance(match.remarks) for match in against]
        assert places == sorted(places), site
        if value != "unknown":
            for match in against:
                assert match.remarks or value in said_of(match, field, knowledge), (site, match.therapy.id)


def said_of(match: Match, field: str, knowledge: Knowledge) -> set[str]:
    """Whatever the record says of a field: in the uses, their words, the studies, the guidelines."""
    therapy = match.therapy
    advice = [one for one in knowledge.of(Recommendation).values() if therapy.id in one.therapies]
    studies = [knowledge.of(Trial)[one] for one in therapy.evidence]
    words = " ".join(one.brief or "" for one in match.indications)
    in_words = {value for (about, value), said in SAYS.items() if about == field and re.search(said, words)}
    return {*in_words, *(getattr(one, field) for one in (*match.indications, *advice, *studies))}


def test_no_drug_leads_receptor_negative_disease_on_evidence_in_positive(knowledge: Knowledge) -> None:
    """Lanreotide in the pancreas: its label does not name the receptor, CLARINET did."""
    found = matches_of(knowledge, site="pancreas", grade="G2", sstr="negative", line="later")
    names = [match.therapy.id for match in found]
    assert names[0] == "captem"
    assert names.index("lanreotide") > names.index("cabozantinib")
    lanreotide = found[names.index("lanreotide")]
    assert "evidence in SSTR-positive" in lanreotide.told
    octreotide = next(
        one for one in matches_of(knowledge, site="midgut", sstr="negative") if one.therapy.id == "octreotide"
    )
    assert octreotide.told == ["advice for SSTR-positive"]


def test_symptoms_of_a_tumour_are_no_function(knowledge: Knowledge) -> None:
    """ASCO speaks of G3 "with symptoms"; a syndrome and an insulinoma are a function."""
    captem = next(
        one for one in matches_of(knowledge, site="midgut", functional="non-functioning") if one.therapy.id == "captem"
    )
    assert captem.told == ["function not named"]
    assert not re.search(SAYS["functional", "functioning"], "G3, with symptoms; non-functional")
    assert re.search(SAYS["functional", "functioning"], "second for syndrome")


def test_a_refusal_elsewhere_does_not_silence_a_label(knowledge: Knowledge) -> None:
    """China's label for surufatinib names non-functioning tumours."""
    found = {one.therapy.id: one.told for one in matches_of(knowledge, site="midgut", functional="non-functioning")}
    assert found["surufatinib"] == []


def test_one_statement_of_one_guideline_makes_no_drug_one_for_the_receptor(knowledge: Knowledge) -> None:
    """ESMO names interferon beside PRRT in the lung, in a statement on receptor-positive disease."""
    for sstr in ("negative", "unknown"):
        found = {one.therapy.id: one.told for one in matches_of(knowledge, site="lung", sstr=sstr)}
        assert found["interferon-alfa"] == (["receptor not named"] if sstr == "negative" else [])


def test_an_unknown_receptor_leaves_nothing_out(knowledge: Knowledge) -> None:
    """What needs a positive one comes last and says that imaging is needed."""
    for site in ("pancreas", "midgut", "lung"):
        unknown = matches_of(knowledge, site=site, sstr="unknown")
        assert {one.therapy.id for one in unknown} == {one.therapy.id for one in matches_of(knowledge, site=site)}
        lutetium = next(one for one in unknown if one.therapy.id == "lutetium-dotatate")
        assert lutetium.told == ["for SSTR-positive, needs imaging"]


def test_without_such_a_question_nothing_is_remarked(knowledge: Knowledge) -> None:
    """And the order is that of the standings."""
    assert not any(match.remarks for match in matches_of(knowledge, site="pancreas", grade="G2", region="us"))


def test_one_remark_of_the_other_kind_outweighs_two_of_silence() -> None:
    """Whatever their number."""
    remarks = [Remark(place, "told") for place in range(OTHER + 1)]
    for one, other in combinations_with_replacement(range(OTHER), 2):
        assert distance([remarks[one], remarks[other]]) < distance([remarks[OTHER]]) or OTHER in (one, other)


# The result that stands


def result(verdict: str, arms: int) -> Evidence:
    held = [Arm(name=f"arm {number}") for number in range(arms)]
    return Evidence(
        id="pfs", population="all", endpoint="PFS", verdict=verdict, headline=True, arms=held, sources=["x"]
    )  # type: ignore[arg-type]


def study(name: str) -> Trial:
    return Trial(
        id=name, acronym=name, phases=["2"], status="completed", status_as_of="2020", sites=["net"], population="all",
        design="d", tested=["drug-x"],
    )  # fmt: skip


@pytest.mark.parametrize(("pivotal", "leads"), [([], "randomised"), (["single"], "single")])
def test_a_randomised_result_leads_unless_a_single_arm_carried_the_label(pivotal: list[str], leads: str) -> None:
    """In whatever order the record names them."""
    drug = Therapy(id="drug-x", name="Drug X", kind="drug", class_="x", mechanism="m", route="r", dose="d")
    use = Indication(region="us", status="approved", sites=["net"], text="t", sources=["x"], pivotal=pivotal)
    own = [(study("single"), result("no-control", 1)), (study("randomised"), result("missed", 2))]
    for order in (own, own[::-1]):
        found = leading_result(drug, order, [use], None)
        assert found is not None
        assert found[0].id == leads


def test_in_spinet_the_randomised_comparison_comes_first(knowledge: Knowledge) -> None:
    """Not the 16.6 months of one arm, which look like a gain."""
    first = knowledge.of(Trial)["spinet"].outcomes[0]
    assert [arm.value for arm in first.arms] == [16.6, 13.6]
    assert first.headline
