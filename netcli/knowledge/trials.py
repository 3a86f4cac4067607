"""Which of the bundled trials fit a question."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated, NamedTuple, TypedDict

from msgspec import Struct

from netcli.errors import UnknownValue
from netcli.knowledge.dates import days_between
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Site, Therapy, Trial
from netcli.knowledge.names import Reading, key, names_in, out_of_scope, quoted, resolve, resolve_site
from netcli.knowledge.sites import area
from netcli.knowledge.situation import grade_fits
from netcli.knowledge.typed import GRADE, SITE, Input, find_classes, option_for, read_phases, word_of
from netcli.knowledge.vocabulary import PHASES, REGIONS, TRIAL_STATUSES, GradeOrNec, Region, TrialStatus
from netcli.knowledge.wording import marked
from netcli.text import clean

STATUS_ORDER: tuple[str, ...] = tuple(TRIAL_STATUSES.words)
LEAST_TELLING = 5  # letters of a name that can be looked for inside other words
DAYS_IN_MONTH = 30.4
ENDED = ("completed", "terminated", "withdrawn")
OPEN = ("recruiting", "enrolling-by-invitation", "not-yet-recruiting")  # to patients, now or soon
DAYS_IN_YEAR = 365


class Location(NamedTuple):
    """Where a trial has to be: in one of some countries (all of them when none is named); `eu` takes a number too."""

    countries: frozenset[str] = frozenset()
    eu: bool = False


class TrialQuestion(Struct, frozen=True):
    """Every field that is set narrows the answer; any of `drug` (therapy ids or names of agents) will do."""

    phase: tuple[str, ...] = ()
    site: str | None = None
    grade: GradeOrNec | None = None
    drug: tuple[str, ...] = ()
    status: TrialStatus | None = None
    region: Region | None = None
    country: str | None = None


def fitting_trials(knowledge: Knowledge, asked: TrialQuestion, place: Location) -> list[Trial]:
    """Return the trials that fit: latest phase first, NET before carcinoma, open ones and newest status first."""
    where = area(asked.site, knowledge.of(Site))
    found = [
        trial
        for trial in knowledge.of(Trial).values()
        if _phase_fits(trial, asked.phase)
        and where.concerns(trial.sites)
        and grade_fits(asked.grade, trial.differentiation, trial.grades)
        and asked.status in (None, trial.status)
        and (not asked.drug or any(tests_drug(trial, drug, knowledge) for drug in asked.drug))
        and place_fits(trial, place)
    ]
    found.sort(key=lambda trial: trial.status_as_of, reverse=True)
    return sorted(found, key=_order)


def _order(trial: Trial) -> tuple[float, bool, int]:
    return -phase_rank(trial), trial.differentiation == "poor", STATUS_ORDER.index(trial.status)


def _phase_fits(trial: Trial, phases: tuple[str, ...]) -> bool:
    """One phase matches every trial that has it; two are the registers' joint label and match exactly."""
    return not phases or (phases[0] in trial.phases if len(phases) == 1 else tuple(trial.phases) == phases)


def place_fits(trial: Trial, place: Location) -> bool:
    """Tell whether a trial has a site in the countries asked for, or under `eu` a European number."""
    here = bool(place.countries & set(trial.countries))
    if place.eu:
        return here or bool({"eudract", "euct"} & trial.other_ids.keys())
    return here or not place.countries


def phase_rank(trial: Trial) -> float:
    """Return a number that sorts phases: 3, 2/3, 2, 1/2, 1, early 1, none."""
    numbers = [0.5 if phase == "early-1" else 0.0 if phase == "na" else float(phase) for phase in trial.phases]
    return sum(numbers) / len(numbers) if numbers else -1.0


def phase_label(phases: list[str]) -> str:
    """Return the registers' own label: "Phase 1/Phase 2"."""
    named = {"early-1": "Early Phase 1", "na": "No phase"}
    return "/".join(named.get(phase, f"Phase {phase}") for phase in phases) or "No phase stated"


def tests_drug(trial: Trial, drug: str, knowledge: Knowledge) -> bool:
    """Tell whether a trial tests a therapy (by id) or an agent (by name), in a regimen too, or compares with it."""
    therapies = knowledge.of(Therapy)
    if drug in trial.drugs or any(drug in therapies[one].components for one in trial.drugs if one in therapies):
        return True
    therapy = therapies.get(drug)
    named = [key(name) for name in ([therapy.name, *therapy.aliases] if therapy else [drug])]
    regimens = [therapies[one].name for one in trial.drugs if one in therapies]
    told = [key(text) for text in (*trial.drug_names, *regimens, trial.comparator)]
    return any(name in text for name in named if len(name) >= LEAST_TELLING for text in told)


def tested_in(trial: Trial, knowledge: Knowledge) -> list[str]:
    """Return the names of what a trial is about: therapies on record, and agents without a record of their own.

    Where it is not told apart from what it is held against, everything that the trial gives.
    """
    therapies = knowledge.of(Therapy)
    agents = trial.tested or [*trial.drugs, *trial.drug_names]
    return [marked(therapies[one].name, therapies[one]) if one in therapies else one for one in agents]


def resolve_drugs(typed: str, knowledge: Knowledge) -> Reading[tuple[str, ...]]:
    """Return the therapies or agents that `typed` names, by name or by class. Raise UnknownValue."""
    therapies = knowledge.of(Therapy)
    try:
        reading = resolve("drug", typed, names_in(knowledge, Therapy))
    except UnknownValue as error:
        if agents := _agents(typed, knowledge):
            return Reading(agents, f"drug {quoted(typed)} read as {', '.join(agents)}")
        if classes := find_classes(typed, (one.class_ for one in therapies.values())):
            ids = tuple(one.id for one in therapies.values() if one.class_ in classes)
            return Reading(ids, f"drug {quoted(typed)} read as the class {'; '.join(classes)}")
        raise error from None
    return Reading((reading.id,), reading.note)


def _agents(typed: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the agents of trials, without a record of their own, that `typed` names or is a part of."""
    wanted = key(typed)
    named = {key(name): name for trial in knowledge.of(Trial).values() for name in trial.drug_names}
    if wanted in named:
        return (named[wanted],)
    return tuple(name for folded, name in named.items() if len(wanted) >= LEAST_TELLING and wanted in folded)


def with_word(typed: "TypedTrialQuestion", word: str, knowledge: Knowledge) -> "TypedTrialQuestion":
    """Return a question with a word that has no option: a site or a drug, where it can be read as one only.

    Raise UnknownValue, for a word that repeats an option too.
    """
    fields, errors = [], []
    for field, read in (("site", resolve_site), ("drug", resolve_drugs)):
        try:
            read(word, knowledge)
            fields.append(field)
        except UnknownValue as error:
            errors.append(error)
    if len(fields) > 1:
        raise UnknownValue(f"{quoted(word)} is a site and a drug", "say which: --site or --drug")
    if not fields:
        raise out_of_scope(word, knowledge) or _no_word(word, errors, knowledge)
    if typed.get(fields[0]) is not None:
        raise UnknownValue(f"the {fields[0]} is given twice", f"give {quoted(word)} or --{fields[0]}")
    named: TypedTrialQuestion = {"site": word} if fields == ["site"] else {"drug": word}
    return {**typed, **named}


def _no_word(word: str, errors: Sequence[UnknownValue], knowledge: Knowledge) -> UnknownValue:
    """Return why a word is no site and no drug: it is something else, or misspelt."""
    said = f"{quoted(word)} is no site and no drug"
    if names_in(knowledge, Trial).any.get(key(word)):
        return UnknownValue(said, f"for the trial: netcli show {clean(word)}")
    with suppress(UnknownValue):
        return UnknownValue(said, f"for the phase: --phase {'/'.join(read_phases(word).id)}")
    if option := option_for(word, TypedTrialQuestion, knowledge, of=["grade", "status", "region"]):
        return UnknownValue(said, f"netcli trials {option}")
    if options := _options_for_both(word, knowledge):
        return UnknownValue(said, f"one at a time: netcli trials {options}")
    near = [error.hint for error in errors if error.hint.startswith("did you mean")]
    return UnknownValue(said, near[0] if near else "a word is a site or a drug; netcli trials --help has the options")


def _options_for_both(words: str, knowledge: Knowledge) -> str:
    """Return the options that take a site and a drug typed in one: "--site lung --drug Lutathera". "" for none."""
    parts = words.split()
    for at in range(1, len(parts)):
        for options in (["site", "drug"], ["drug", "site"]):
            found = [
                option_for(part, TypedTrialQuestion, knowledge, of=[name])
                for name, part in zip(options, (" ".join(parts[:at]), " ".join(parts[at:])), strict=True)
            ]
            if all(found):
                return " ".join(found)
    return ""


def status_age(trial: Trial, knowledge: Knowledge) -> int:
    """Return for how many months the status of a running trial had not been seen when the knowledge was reviewed.

    0 for a trial that has ended, and for a status younger than the edition allows.
    """
    edition = knowledge.edition
    days = days_between(trial.status_as_of, edition.reviewed)
    return 0 if trial.status in ENDED or days <= edition.stale_after_days else round(days / DAYS_IN_MONTH)


def is_old(trial: Trial, knowledge: Knowledge) -> bool:
    """Tell whether the status of a trial was last seen over a year before the knowledge was reviewed."""
    return days_between(trial.status_as_of, knowledge.edition.reviewed) > DAYS_IN_YEAR


class TypedTrialQuestion(TypedDict, total=False):
    """A question to the trials as people type it. A country is read by the registers' own list."""

    phase: Annotated[
        str | None,
        Input(
            "1, 2, 3, III, early-1; 1/2 is the registers' one label Phase 1/Phase 2.",
            PHASES,
            lambda text, _: read_phases(text),
        ),
    ]
    site: Annotated[str | None, SITE]
    grade: Annotated[str | None, GRADE]
    drug: Annotated[str | None, Input("Drug, brand or code.", "therapies", resolve_drugs)]
    status: Annotated[str | None, word_of(TRIAL_STATUSES)]
    region: Annotated[str | None, word_of(REGIONS)]
    country: Annotated[str | None, Input("Country by English name or ISO code.", "countries")]
