"""Which of the bundled trials fit a question."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated, NamedTuple, TypedDict

from msgspec import Struct

from netcli.errors import UnknownValue
from netcli.knowledge.dates import can_be_since
from netcli.knowledge.earlier import comes_after, resolve_earlier
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.head_to_head import Role
from netcli.knowledge.model import Site, Therapy, Trial
from netcli.knowledge.names import Reading, key, names_in, names_of, out_of_scope, quoted, resolve_record, resolve_site
from netcli.knowledge.sites import area
from netcli.knowledge.situation import allows, grade_fits
from netcli.knowledge.typed import (
    FUNCTIONAL,
    GRADE,
    LINE,
    REGION,
    SITE,
    SSTR,
    Input,
    find_classes,
    option_for,
    read_phases,
    word_of,
)
from netcli.knowledge.vocabulary import (
    PHASES,
    TRIAL_STATUSES,
    GradeOrNec,
    HormonalState,
    Region,
    SoughtReceptor,
    TreatmentLine,
    TrialStatus,
)
from netcli.knowledge.wording import marked
from netcli.text import clean

STATUS_ORDER: tuple[str, ...] = tuple(TRIAL_STATUSES.words)
LEAST_TELLING = 5  # letters of a name that can be looked for inside other words
ENDED = ("completed", "terminated", "withdrawn")
ROLE_ORDER: tuple[Role, ...] = ("tested", "both", "control")
ROLES: dict[Role, str] = {"both": "in both arms", "control": "control arm only"}  # what must be said of a part
OPEN = ("recruiting", "enrolling-by-invitation", "not-yet-recruiting")  # to patients, now or soon


class Location(NamedTuple):
    """Where a trial has to be: in one of some countries (all of them when none is named); `eu` takes a number too."""

    countries: frozenset[str] = frozenset()
    eu: bool = False


class TrialQuestion(Struct, frozen=True):
    """Every field that is set narrows the answer.

    Any of `drug` (therapy ids or names of agents) will do, and any of `after` (therapy ids or words of earlier
    treatment). A trial that is silent on line or earlier treatment stays in the answer, and `remarks_on` says so.
    """

    phase: tuple[str, ...] = ()
    site: str | None = None
    grade: GradeOrNec | None = None
    drug: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    line: TreatmentLine | None = None
    sstr: SoughtReceptor | None = None
    functional: HormonalState | None = None
    status: TrialStatus | None = None
    region: Region | None = None
    country: str | None = None


def fitting_trials(knowledge: Knowledge, asked: TrialQuestion, place: Location) -> list[Trial]:
    """Return the trials that fit: those without a remark first, then the latest phase.

    In a phase NET stands before carcinoma, then open ones and those whose status was seen last.
    """
    where = area(asked.site, knowledge.of(Site))
    found = [
        trial
        for trial in knowledge.of(Trial).values()
        if _phase_fits(trial, asked.phase)
        and where.concerns(trial.sites)
        and grade_fits(asked.grade, trial.differentiation, trial.grades)
        and allows(trial.line, asked.line)
        and allows(trial.sstr, asked.sstr)
        and allows(trial.functional, asked.functional)
        and asked.status in (None, trial.status)
        and (not asked.drug or role_of_any(trial, asked.drug, knowledge))
        and (not asked.after or comes_after(trial, asked.after, knowledge) is not False)
        and place_fits(trial, place)
    ]
    found.sort(key=lambda trial: trial.status_as_of, reverse=True)
    found.sort(key=_order)
    return sorted(found, key=lambda trial: _remoteness(trial, asked, knowledge))


def remarks_on(trial: Trial, asked: TrialQuestion, knowledge: Knowledge) -> list[str]:
    """Return what must be said of a trial that fits: which part the drug has in it, on what it is silent."""
    role = role_of_any(trial, asked.drug, knowledge) if asked.drug else ""
    return [*([ROLES[role]] if role in ROLES else []), *silences(trial, asked)]


def silences(trial: Trial, asked: TrialQuestion) -> list[str]:
    """Return on what was asked a trial is silent."""
    told = []
    if asked.line is not None and trial.line == "any":
        told.append("any line, or line not named")
    if asked.after and not trial.after:
        told.append("earlier treatment not named")
    return told


def _remoteness(trial: Trial, asked: TrialQuestion, knowledge: Knowledge) -> tuple[int, int]:
    """Return a number that sorts what tests the drug and names what was asked before the rest."""
    role = role_of_any(trial, asked.drug, knowledge) if asked.drug else ""
    return ROLE_ORDER.index(role) if role else 0, len(silences(trial, asked))


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


def role_of_any(trial: Trial, drugs: Sequence[str], knowledge: Knowledge) -> Role:
    """Return the part of some therapies (by id) or agents (by name) in a trial, the most telling; "" for none."""
    roles = {role_of(trial, drug, knowledge) for drug in drugs}
    return next((role for role in ROLE_ORDER if role in roles), "")


def role_of(trial: Trial, drug: str, knowledge: Knowledge) -> Role:
    """Return the part that a therapy, in its own regimens too, or an agent has in a trial; "" when it has none.

    A trial that does not tell its arms apart tests all that it gives, and is held against what its comparator names.
    """
    tested = trial.tested or [*trial.drugs, *trial.drug_names]
    names = _own_names(drug, knowledge)
    is_tested = any(_is_or_holds(agent, drug, names, knowledge) for agent in tested)
    is_control = any(_is_or_holds(agent, drug, names, knowledge) for agent in trial.control) or (
        not trial.tested and any(name in key(trial.comparator) for name in names if len(name) >= LEAST_TELLING)
    )
    if is_tested and is_control:  # what stands in both arms is not what is tested, unless that is all there is
        return "both" if set(trial.tested) - set(trial.control) else "tested"
    return "tested" if is_tested else "control" if is_control else ""


def _own_names(drug: str, knowledge: Knowledge) -> set[str]:
    """Return the names of a drug, folded; of a regimen those of the whole, not those of its parts."""
    therapy = knowledge.of(Therapy).get(drug)
    if therapy is None:
        return {key(drug)}
    own = names_of(therapy) if therapy.kind == "drug" else [therapy.id, therapy.name, therapy.short]
    return {key(name) for name in own if name}


def _is_or_holds(agent: str, drug: str, names: set[str], knowledge: Knowledge) -> bool:
    """Tell whether what an arm gives is the drug, or a regimen that has it for a component."""
    therapy = knowledge.of(Therapy).get(agent)
    return agent == drug or (drug in therapy.components if therapy else key(agent) in names)


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
        reading = resolve_record("drug", typed, knowledge, Therapy)
    except UnknownValue as error:
        if agents := _agents(typed, knowledge):
            return Reading(agents, f"drug {quoted(typed)} read as {', '.join(agents)}")
        if classes := find_classes(typed, (one.class_ for one in therapies.values())):
            ids = tuple(one.id for one in therapies.values() if one.class_ in classes)
            return Reading(ids, f"drug {quoted(typed)} read as the class {'; '.join(classes)}")
        raise error from None
    alone = [one for one in _agents_named(typed, knowledge) if key(one) not in _own_names(reading.id, knowledge)]
    note = "; ".join([reading.note, *(f"trials of {one} by itself or with others are here too" for one in alone)])
    return Reading((reading.id, *alone), note.lstrip("; "))


def _agents_named(typed: str, knowledge: Knowledge) -> list[str]:
    """Return the agent of trials, without a record of its own, that bears the name typed."""
    named = {key(name): name for trial in knowledge.of(Trial).values() for name in trial.drug_names}
    return [named[key(typed)]] if key(typed) in named else []


def _agents(typed: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the agents of trials, without a record of their own, that `typed` names or is a part of."""
    wanted = key(typed)
    if own := _agents_named(typed, knowledge):
        return tuple(own)
    named = {key(name): name for trial in knowledge.of(Trial).values() for name in trial.drug_names}
    return tuple(name for folded, name in named.items() if len(wanted) >= LEAST_TELLING and wanted in folded)


def with_word(typed: "TypedTrialQuestion", word: str, knowledge: Knowledge) -> "TypedTrialQuestion":
    """Return a question with a word that has no option: a site or a drug, where it can be read as one only.

    "after platinum" is an earlier treatment. Raise UnknownValue, for a word that repeats an option too.
    """
    first, _, rest = word.strip().partition(" ")
    if first.casefold() == "after" and rest:
        if typed.get("after") is not None:
            raise UnknownValue("the earlier treatment is given twice", f"give {quoted(word)} or --after")
        earlier: TypedTrialQuestion = {"after": rest}
        return {**typed, **earlier}
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
    if option := option_for(word, TypedTrialQuestion, knowledge, of=["grade", "status", "region", "line"]):
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


def status_sources(trial: Trial) -> list[str]:
    """Return what the status of a trial rests on: the register, where an update has asked it."""
    seen = trial.register
    return seen.sources if seen and seen.seen == trial.status_as_of else trial.sources[:1]


def is_old(trial: Trial, knowledge: Knowledge) -> bool:
    """Tell whether the status of a trial that may go on was last seen longer ago than the edition allows.

    A day of which only the month or the year is on record is old once all of that is.
    """
    return trial.status not in ENDED and not can_be_since(trial.status_as_of, knowledge.edition.fresh_since)


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
    after: Annotated[
        str | None,
        Input("Earlier treatment: a drug, or PRRT, SSA, platinum, chemotherapy, targeted.", "earlier", resolve_earlier),
    ]
    line: Annotated[str | None, LINE]
    sstr: Annotated[str | None, SSTR]
    functional: Annotated[str | None, FUNCTIONAL]
    status: Annotated[str | None, word_of(TRIAL_STATUSES)]
    region: Annotated[str | None, REGION]
    country: Annotated[str | None, Input("Country by English name or ISO code.", "countries")]
