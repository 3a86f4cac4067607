"""One page for one case: its class, and everything on record for it."""

from collections.abc import Iterable, Sequence
from typing import TypeVar, Unpack

from msgspec import Struct

from netcli.cases.contradictions import Contradiction, contradictions
from netcli.cases.medicines import Named, named_medicines
from netcli.cases.options import classes_of, options_for, situations, trial_questions
from netcli.cases.question import CaseQuestion, TypedCaseQuestion, read_case_question
from netcli.cases.unknown import Unknown, unknown_of
from netcli.grading.assess import assess
from netcli.grading.case import Assessment
from netcli.grading.rulebook import Rulebook
from netcli.knowledge.advice import fitting_advice, is_in_force
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Recommendation, Record, Schedule, Trial
from netcli.knowledge.schedules import ScheduleQuestion, fitting_schedules
from netcli.knowledge.therapies import LeftOut, Match
from netcli.knowledge.trials import OPEN, fitting_trials
from netcli.knowledge.vocabulary import GradeOrNec
from netcli.registries.translation import place_of

R = TypeVar("R", bound=Record)


class CasePage(Struct, frozen=True, kw_only=True):
    """What is on record for one case.

    `classes` are the grades, or NEC, that the page is for: one where the class is known, several where the input
    leaves them open, none where nothing is known of it. `options` are those of `therapies` for any of them; `trials`
    those of `trials` that are open; `advice` is of guidelines in force.
    """

    question: CaseQuestion
    assessment: Assessment | None
    classes: tuple[GradeOrNec, ...]
    options: list[Match]
    left_out: list[LeftOut]
    advice: list[Recommendation]
    trials: list[Trial]
    schedules: list[Schedule]
    contradictions: list[Contradiction]
    medicines: list[Named]
    unknown: list[Unknown]


def case_page(
    knowledge: Knowledge, rulebook: Rulebook, **typed: Unpack[TypedCaseQuestion]
) -> tuple[CasePage, list[str]]:
    """Return the page for a case as people type it, and a note on each value that was interpreted.

    Raise UnknownValue, where nothing is given too; TypeError.
    """
    asked, notes = read_case_question(typed, rulebook, knowledge)
    assessment = assess(asked.tumour, rulebook) if asked.tumour.ki67 or asked.tumour.mitoses else None
    classes = classes_of(asked, assessment)
    options, left_out = options_for(asked, classes, knowledge)
    return CasePage(
        question=asked,
        assessment=assessment,
        classes=classes,
        options=options,
        left_out=left_out,
        advice=_advice(asked, classes, knowledge),
        trials=_trials(asked, classes, knowledge),
        schedules=_schedules(asked, classes, knowledge),
        contradictions=contradictions(asked, assessment, classes, options, rulebook),
        medicines=named_medicines(asked.taking, options),
        unknown=unknown_of(asked, assessment, classes, options, knowledge),
    ), notes


def _advice(asked: CaseQuestion, classes: Sequence[GradeOrNec], knowledge: Knowledge) -> list[Recommendation]:
    found = (one for situation in situations(asked, classes) for one in fitting_advice(knowledge, situation))
    return [one for one in _once(found) if is_in_force(one)]


def _trials(asked: CaseQuestion, classes: Sequence[GradeOrNec], knowledge: Knowledge) -> list[Trial]:
    questions = trial_questions(asked, classes)
    found = (one for question in questions for one in fitting_trials(knowledge, question, place_of(question)))
    return [one for one in _once(found) if one.status in OPEN]


def _schedules(asked: CaseQuestion, classes: Sequence[GradeOrNec], knowledge: Knowledge) -> list[Schedule]:
    site = asked.tumour.site
    questions = [ScheduleQuestion(site=site, grade=grade) for grade in classes or (None,)]
    found = (one for question in questions for one in fitting_schedules(knowledge, question))
    return _once(found)


def _once(records: Iterable[R]) -> list[R]:
    return list({one.id: one for one in records}.values())
