"""The page of a case for programs: every option, statement, trial and check as a row with its id."""

from collections.abc import Sequence

from msgspec import Struct

from netcli.cases.contradictions import Contradiction
from netcli.cases.medicines import in_short
from netcli.cases.options import was_given
from netcli.cases.page import CasePage
from netcli.cases.unknown import Unknown
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.trials import TrialQuestion, silences
from netcli.views.glance.cases.advice import ranked_advice
from netcli.views.glance.cases.checks import ShortCheck, short_checks
from netcli.views.glance.cases.options import GIVEN, condition, options_of, situation_of
from netcli.views.glance.cases.sections import schedules
from netcli.views.glance.cases.words import case_in_words
from netcli.views.glance.grade import ShortAssessment, grade_rows
from netcli.views.glance.schedule import schedule_rows
from netcli.views.glance.therapies import short_therapy
from netcli.views.glance.therapy_parts import Part
from netcli.views.glance.trial_rows import short_trial
from netcli.views.short import told_by
from netcli.views.standing import ShortLabel

# So many have words; `show` has those of the others.
LABELS_WITH_RESULTS = 8  # a page with more labels has them without
STATEMENTS, TRIALS, SCHEDULES, BEYOND_LABEL, SYMPTOMS, CHANGES = 4, 3, 2, 2, 2, 8


class LeadingResult(Struct, frozen=True, omit_defaults=True):
    """The result that stands beside an option, in words."""

    trial: str
    text: str
    patients: str = ""
    against: str = ""
    sources: list[str] = []


class ShortOption(Struct, frozen=True, omit_defaults=True):
    """An option: on what it rests here (label, beyond-label, symptoms, other), and on what unknown it hangs."""

    id: str
    basis: str
    standing: str
    use: str = "tumour"
    condition: str = ""
    remark: str = ""
    labels: list[ShortLabel] = []
    result: LeadingResult | None = None
    origin: str = ""


class BriefAdvice(Struct, frozen=True, omit_defaults=True):
    """A guideline statement in short; where it has no words here, `show` has them."""

    id: str
    origin: str = ""
    guideline: str = ""
    date: str = ""
    setting: str = ""
    brief: str = ""
    sources: list[str] = []


class OpenTrial(Struct, frozen=True, omit_defaults=True):
    """An open trial; where it has no words here, `show` has them."""

    id: str
    nct: str
    seen: str
    origin: str = ""
    remark: str = ""
    treatment: str = ""
    patients: str = ""


class ShortChange(Struct, frozen=True, omit_defaults=True):
    """What a value would change, by id; `most` counts them where it is another page."""

    value: str
    without: list[str] = []
    adds: list[str] = []
    most: int = 0


class ShortUnknown(Struct, frozen=True):
    """What is not known."""

    field: str
    changes: list[ShortChange]


class FollowUp(Struct, frozen=True, omit_defaults=True):
    """What a guideline asks for afterwards; likewise."""

    id: str
    guideline: str = ""
    date: str = ""
    kind: str = ""
    says: list[str] = []
    sources: list[str] = []


class MedicineNamed(Struct, frozen=True):
    """Another medicine that the label of an option names, by its first clause; `show` has the rest."""

    medicine: str
    therapy: str
    agent: str
    text: str


class ShortCase(Struct, frozen=True, omit_defaults=True):
    """The page: `classes` are those that its options are for, empty where nothing is known of the class."""

    id: str
    case: str
    classes: list[str]
    assessment: ShortAssessment | None
    contradictions: list[Contradiction]
    options: list[ShortOption]
    advice: list[BriefAdvice]
    trials: list[OpenTrial]
    checks: list[ShortCheck]
    medicines: list[MedicineNamed]
    unknown: list[ShortUnknown]
    follow_up: list[FollowUp]


def case_rows(page: CasePage, regions: Sequence[str], knowledge: Knowledge) -> list[ShortCase]:
    """Return the page as one row."""
    options = options_of(page, regions, knowledge)
    results = len(options.labelled) * len(regions) <= LABELS_WITH_RESULTS
    cared_for = [*options.labelled, *options.symptoms, *options.beyond[: BEYOND_LABEL * results]]
    return [
        ShortCase(
            id="case",
            case=case_in_words(page, knowledge),
            classes=list(page.classes),
            assessment=grade_rows(page.assessment, knowledge)[0] if page.assessment else None,
            contradictions=page.contradictions,
            options=[
                _option(part, basis, page, regions, knowledge, limits=number < most, results=results)
                for basis, parts, most in (
                    ("label", options.labelled, len(options.labelled)),
                    ("beyond-label", options.beyond, BEYOND_LABEL * results),
                    ("symptoms", options.symptoms, SYMPTOMS * results),
                    ("other", options.named, 0),
                )
                for number, part in enumerate(parts)
            ],
            advice=_advice(page, knowledge, STATEMENTS if results else 1),
            trials=_trials(page, knowledge),
            checks=short_checks(cared_for or options.beyond, knowledge),
            medicines=[
                MedicineNamed(one.medicine, one.therapy.id, one.interaction.agent, in_short(one.interaction))
                for one in page.medicines
            ],
            unknown=[_unknown(one) for one in page.unknown],
            follow_up=_follow_up(page, knowledge, SCHEDULES * results),
        )
    ]


def _option(
    part: Part, basis: str, page: CasePage, regions: Sequence[str], knowledge: Knowledge, *, limits: bool, results: bool
) -> ShortOption:
    row = short_therapy(part, situation_of(page), regions, knowledge, limits=limits)
    held = condition(part, page, regions)
    origin = part.match.therapy.origin
    given = GIVEN if was_given(row.id, page.question, knowledge) else ""
    if not limits:
        return ShortOption(row.id, basis, row.standing, row.use, held, given, origin=origin)
    found = row.result if results else None
    result = LeadingResult(found.trial, found.text, found.patients, found.against, found.sources) if found else None
    remark = ", ".join(filter(None, (given, row.remark)))
    return ShortOption(row.id, basis, row.standing, row.use, held, remark, row.labels, result, origin)


def _unknown(one: Unknown) -> ShortUnknown:
    counts = [len(change.without) + len(change.adds) for change in one.changes]
    changes = [
        ShortChange(change.value, most=count)
        if count > CHANGES
        else ShortChange(change.value, change.without, change.adds)
        for change, count in zip(one.changes, counts, strict=True)
    ]
    return ShortUnknown(one.field, changes)


def _advice(page: CasePage, knowledge: Knowledge, most: int) -> list[BriefAdvice]:
    return [
        BriefAdvice(one.id, one.origin, one.guideline, one.date, one.setting, told, told_by(one.sources, knowledge))
        if number < most
        else BriefAdvice(one.id, one.origin)
        for number, (one, told) in enumerate(ranked_advice(page, knowledge))
    ]


def _trials(page: CasePage, knowledge: Knowledge) -> list[OpenTrial]:
    asked = TrialQuestion(line=page.question.line, after=page.question.after)
    rows = []
    for number, trial in enumerate(page.trials):
        row = short_trial(trial, knowledge)
        told = (row.treatment, row.patients) if number < TRIALS else ()
        silence = ", ".join(silences(trial, asked))
        rows.append(OpenTrial(trial.id, trial.nct or "", trial.status_as_of, trial.origin, silence, *told))
    return rows


def _follow_up(page: CasePage, knowledge: Knowledge, most: int) -> list[FollowUp]:
    return [
        FollowUp(row.id, row.guideline, row.date, row.kind, row.says, row.sources)
        if number < most
        else FollowUp(row.id)
        for number, row in enumerate(schedule_rows(schedules(page), knowledge))
    ]
