"""A trial on one screen: its numbers and status, arms, patients, design, every outcome in numbers, where to find it."""

from collections.abc import Sequence
from itertools import islice

from msgspec import Struct

from netcli.knowledge.events import fitting_events
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Bundled, Event, Evidence, InRegister, Therapy, Trial
from netcli.knowledge.therapies import outcomes_of
from netcli.knowledge.trials import is_old, phase_label
from netcli.knowledge.vocabulary import EventKind
from netcli.knowledge.wording import citation, marked, sourced, unconfirmed
from netcli.output.blocks import Block, Column, Facts, Heading, Line, Paragraph, Row, Table, Ways
from netcli.views.full.trials import arms_in_words, register_line, register_pages, status_line
from netcli.views.lines import local, short_endpoint
from netcli.views.results import caution, hazard_ratio, in_numbers, reached
from netcli.views.short import legend, told_by

DECIDED_AGAINST: tuple[EventKind, ...] = ("refusal", "withdrawal", "discontinuation")


class ShortOutcome(Struct, frozen=True, omit_defaults=True):
    """An outcome in numbers: of which arms, in whom, and what is to be known with it."""

    id: str
    text: str
    arms: list[str]
    population: str
    primary: bool = False
    verdict: str = ""
    effect: str = ""
    hr: float | None = None
    ci: list[float | None] | None = None
    sources: list[str] = []


class Decision(Struct, frozen=True):
    """What a regulator refused, or an owner withdrew or ended, with a trial in hand, and when."""

    date: str
    region: str
    kind: str
    title: str
    sources: list[str]


class ShortTrial(Struct, frozen=True, omit_defaults=True):
    """A trial on a screen; `old` where its status was seen longer ago than the edition allows."""

    id: str
    collection: str
    acronym: str
    title: str
    nct: str
    other_ids: dict[str, str]
    phases: list[str]
    status: str
    status_as_of: str
    treatment: str
    patients: str
    design: str
    old: bool = False
    enrollment: int | None = None
    confirmed: bool = True
    origin: str = ""
    outcomes: list[ShortOutcome] = []
    result: str = ""
    registers: list[str] = []
    sources: list[str] = []
    register: InRegister | None = None
    bundled: Bundled | None = None
    decisions: list[Decision] = []


def trial_row(trial: Trial, knowledge: Knowledge) -> ShortTrial:
    """Return what the screen on a trial says."""
    return ShortTrial(
        trial.id,
        "trials",
        trial.acronym,
        trial.title,
        trial.nct or "",
        trial.other_ids,
        list(trial.phases),
        trial.status,
        trial.status_as_of,
        arms_in_words(trial, knowledge),
        trial.population,
        trial.design,
        is_old(trial, knowledge),
        trial.enrollment,
        trial.confirmed,
        trial.origin,
        [_outcome(one, knowledge) for one in outcomes_of(trial)],
        trial.result,
        register_pages(trial),
        told_by(trial.sources, knowledge, 2),
        trial.register,
        trial.bundled,
        [
            Decision(one.date, one.region, one.kind, marked(one.title, one), told_by(one.sources, knowledge))
            for one in decisions(trial, knowledge)
        ],
    )


def decisions(trial: Trial, knowledge: Knowledge, most: int = 3) -> list[Event]:
    """Return what was decided against a drug with this trial in hand, the newest first: its labels stand with it."""
    every = (one for one in fitting_events(knowledge) if one.kind in DECIDED_AGAINST and trial.id in one.trials)
    return [*islice(every, most)]


def _outcome(one: Evidence, knowledge: Knowledge) -> ShortOutcome:
    return ShortOutcome(
        one.id,
        in_numbers(one).replace("\u00a0", " "),
        [arm.name for arm in one.arms],
        one.population,
        one.primary,
        one.verdict or "",
        one.effect,
        one.hr,
        one.ci,
        told_by(one.sources, knowledge),
    )


def trial_glance(trial: Trial, knowledge: Knowledge) -> list[Block]:
    """Return one screen on a trial."""
    numbers = [trial.nct or "", *(f"{name.upper()} {number}" for name, number in trial.other_ids.items())]
    seen = status_line(trial, knowledge)
    comma = "," if is_old(trial, knowledge) else ""
    status = f"{phase_label(list(trial.phases))}, {seen.lead}{comma} {seen.text}"
    enrolled = "" if trial.enrollment is None else f", n\u00a0{trial.enrollment}"
    patients = f"{trial.population}{enrolled}{unconfirmed(trial.confirmed)}"
    blocks: list[Block] = [
        Facts((
            ("Numbers", ", ".join(filter(None, numbers))),
            ("Status", Line(status, tone="caution" if is_old(trial, knowledge) else "")),
            ("Treatment", arms_in_words(trial, knowledge)),
            ("Patients", sourced(patients, told_by(trial.sources, knowledge, 2))),
            ("Design", trial.design),
        )),
        *_outcome_table(outcomes_of(trial), knowledge),
        Facts((
            ("Verdict" if trial.outcomes else "Result", trial.result),
            ("Since", [f"{one.date} {marked(one.title, one)}{citation(told_by(one.sources, knowledge))}"
                       for one in decisions(trial, knowledge)]),
            ("Sponsor", ", ".join(filter(None, (trial.sponsor, *trial.countries)))),
            ("Register", register_pages(trial)),
            ("Updated", register_line(trial)),
            ("Publication", trial.publication),
        )),
    ]  # fmt: skip
    return [
        Heading(trial.acronym),
        *local(trial),
        *([Paragraph(trial.title, "quiet")] if trial.title else []),
        *blocks,
        legend(blocks),
        _ways(trial, knowledge),
    ]


def _outcome_table(outcomes: Sequence[Evidence], knowledge: Knowledge) -> list[Block]:
    """Return a row an outcome. What most outcomes compare is the name of their column; others name it."""
    if not outcomes:
        return []
    usual = _arms(outcomes[0])
    columns = [Column("Outcome", most=24), Column(usual or "result", most=36), Column("in whom", 1, joins=True)]
    return [Table(columns, [_row(one, usual, knowledge) for one in outcomes])]


def _arms(one: Evidence) -> str:
    return " v ".join(arm.name for arm in one.arms)


def _row(one: Evidence, usual: str, knowledge: Knowledge) -> Row:
    arms = _arms(one)
    sizes = " v ".join("?" if arm.n is None else str(arm.n) for arm in one.arms)
    known = any(arm.n is not None for arm in one.arms)
    name = short_endpoint(one.endpoint) + (", primary" if one.primary else "")
    value = " ".join(filter(None, (reached(one), hazard_ratio(one))))
    numbers = ", ".join(filter(None, (value, f"p\u00a0{one.p}" if one.hr is None and one.p else "", caution(one))))
    about = [
        one.population + (f" (n\u00a0{sizes})" if known else ""),
        "" if arms in ("", usual) else arms,
        one.effect,
    ]
    said = f"{'; '.join(filter(None, about))}{citation(told_by(one.sources, knowledge))}"
    return Row([Line(name, tone="strong"), numbers, said])


def _ways(trial: Trial, knowledge: Knowledge) -> Ways:
    notes = len(trial.notes) + sum(len(one.also_reported) for one in trial.outcomes)
    more = f"every interval and source, {notes} notes" if notes else "every interval and source"
    drugs = [one for one in trial.tested or trial.drugs if one in knowledge.of(Therapy)]
    return Ways([
        ("--full", more),
        *((f"netcli show {name}", "the drug") for name in drugs[:1]),
    ])  # fmt: skip
