"""Schedules: which fit a question, in which words it may be asked, and what every record says."""

import pytest

from netcli.errors import UnknownValue
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Schedule, Syndrome
from netcli.knowledge.schedules import KINDS, ScheduleQuestion, fitting_schedules, read_schedule_question
from netcli.knowledge.vocabulary import SCHEDULE_KINDS


def asked(name: str, knowledge: Knowledge) -> ScheduleQuestion:
    return read_schedule_question(name, {}, knowledge)[0]


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("MEN1", ScheduleQuestion(syndrome="men1")),
        ("von Hippel-Lindau", ScheduleQuestion(syndrome="vhl")),
        ("carcinoid heart", ScheduleQuestion(syndrome="carcinoid-heart-disease")),
        ("after resection", ScheduleQuestion(kind="after-resection")),
        ("follow-up", ScheduleQuestion(kind="after-resection")),
        ("heart", ScheduleQuestion(kind="heart")),
        ("midgut", ScheduleQuestion(site="midgut")),
        ("small bowel", ScheduleQuestion(site="jejunum-ileum")),
        ("lutathera", ScheduleQuestion(therapies=("lutetium-dotatate",))),
        ("NEC", ScheduleQuestion(grade="NEC")),
        ("pancreas after resection", ScheduleQuestion(kind="after-resection", site="pancreas")),
        ("midgut G1", ScheduleQuestion(site="midgut", grade="G1")),
        ("norway-2020-stomach", ScheduleQuestion(schedule="norway-2020-stomach")),
    ],
)
def test_a_name_is_read_as_people_type_it(knowledge: Knowledge, typed: str, question: ScheduleQuestion) -> None:
    """A kind, a syndrome, a site, a drug or a grade, or two of them."""
    assert asked(typed, knowledge) == question


@pytest.mark.parametrize("typed", ["PRRT", "after PRRT", "on PRRT"])
def test_a_class_of_drugs_stands_for_its_drugs(knowledge: Knowledge, typed: str) -> None:
    """With or without a word of time before it."""
    found = fitting_schedules(knowledge, asked(typed, knowledge))
    assert [one.id for one in found] == ["lutetium-dotatate-monitoring"]


@pytest.mark.parametrize("typed", ["nonsense", "pancreas nonsense", "midgut pancreas", "2", "!"])
def test_what_names_nothing_is_refused(knowledge: Knowledge, typed: str) -> None:
    """With a hint; two sites are no answer, a number is no grade."""
    with pytest.raises(UnknownValue) as refused:
        asked(typed, knowledge)
    assert refused.value.hint


def test_medullary_thyroid_carcinoma_is_out_of_scope(knowledge: Knowledge) -> None:
    """As everywhere."""
    with pytest.raises(UnknownValue, match="outside the scope"):
        asked("MEN2", knowledge)


def test_a_site_may_be_given_once(knowledge: Knowledge) -> None:
    """As a name or as an option."""
    with pytest.raises(UnknownValue, match="given twice"):
        read_schedule_question("midgut", {"site": "pancreas"}, knowledge)


def test_a_grade_leaves_the_steps_that_are_for_it(knowledge: Knowledge) -> None:
    """ESMO asks for more after resection of a G2 than of a G1, and for other things after a NEC."""

    def steps(grade: str) -> set[str]:
        found = fitting_schedules(knowledge, ScheduleQuestion(kind="after-resection", site="pancreas", grade=grade))
        return {f"{step.who}: {step.what}" for one in found if one.guideline.startswith("ESMO") for step in one.steps}

    assert steps("G1") != steps("G2") != steps("NEC") != steps("G1")
    assert all("G1" not in step for step in steps("NEC"))


def test_a_site_gets_no_schedule_of_another(knowledge: Knowledge) -> None:
    """What is said of all digestive tumours concerns the pancreas, what is said of the appendix does not."""
    found = {one.id for one in fitting_schedules(knowledge, ScheduleQuestion(site="pancreas"))}
    assert "esmo-2020-after-resection" in found
    assert "norway-2020-stomach" not in found
    assert all("appendix" not in one for one in found)


def test_kinds_stand_in_their_order_and_what_was_replaced_after_the_rest(knowledge: Knowledge) -> None:
    """Work-up first, screening last; each kind the newest first, save for reports."""
    found = fitting_schedules(knowledge, ScheduleQuestion())
    assert len(found) == len(knowledge.of(Schedule))
    places = [KINDS.index(one.kind) for one in found]
    assert places == sorted(places)
    screening = [bool(one.replaced_by) for one in found if one.syndromes == ["men1"] and one.kind == "surveillance"]
    assert screening == sorted(screening)


def test_every_kind_of_schedule_is_on_record(knowledge: Knowledge) -> None:
    """A word of the vocabulary that no record bears would be asked for in vain."""
    assert {one.kind for one in knowledge.of(Schedule).values()} == set(SCHEDULE_KINDS.words)


@pytest.mark.parametrize("syndrome", ["men1", "men4", "vhl", "nf1", "tsc"])
def test_every_syndrome_in_scope_has_screening(knowledge: Knowledge, syndrome: str) -> None:
    """With steps of a guideline."""
    assert syndrome in knowledge.of(Syndrome)
    found = fitting_schedules(knowledge, ScheduleQuestion(kind="surveillance", syndrome=syndrome))
    assert any(one.steps and not one.replaced_by for one in found)


def test_a_guideline_of_which_no_wording_is_on_record_says_since_when(knowledge: Knowledge) -> None:
    """Instead of silence: the text gives the month."""
    lacking = [one for one in knowledge.of(Schedule).values() if one.asks == "not-on-record"]
    assert lacking
    for one in lacking:
        assert "not on record here" in " ".join(one.text.split()), one.id
        assert "2026" in one.text, one.id
