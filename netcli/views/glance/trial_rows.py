"""Rows of trials: who can enter, what has been shown."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Evidence, Trial
from netcli.knowledge.trials import is_old, phase_label
from netcli.knowledge.wording import marked, renewed_by, unconfirmed
from netcli.output.blocks import Block, Cell, Column, Line, Row, Table, lines_of
from netcli.views.full.trials import arms_in_words, trial_card
from netcli.views.results import ShortResult, in_numbers, is_of_symptoms, short_result, without_doses
from netcli.views.short import cited, sites_in_short, told_by

SEEN = "seen"
RESULT = "PFS (months), HR (95 % CI)"
_STATUS = {"not-yet-recruiting": ", planned", "enrolling-by-invitation": ", by invitation"}


class ShortTrial(Struct, frozen=True, omit_defaults=True):
    """A trial in a row; without a treatment it is only named. When its status was `seen` matters while it is open.

    `bundled_status` is what the edition says where an update has another one.
    """

    id: str
    name: str
    phase: str
    status: str
    seen: str = ""
    bundled_status: str = ""
    remark: str = ""
    nct: str = ""
    treatment: str = ""
    patients: str = ""
    n: int | None = None
    results: list[ShortResult] = []


class Result(Struct, frozen=True):
    """The result of a trial in one of its cohorts; the `first` that is shown says what all its patients have."""

    trial: Trial
    result: Evidence
    first: bool

    @property
    def of_symptoms(self) -> bool:
        """Whether it is about symptoms, not about the tumour."""
        return is_of_symptoms(self.result)


def short_trial(trial: Trial, knowledge: Knowledge, results: Sequence[Result] = (), remark: str = "") -> ShortTrial:
    """Return a trial as a row, with its results among those of the screen."""
    return ShortTrial(
        **naming(trial),
        remark=remark,
        nct=trial.nct or "",
        treatment=_treatment(trial, knowledge).text,
        patients=_patients(trial).text,
        n=trial.enrollment,
        results=[_short_result(one, knowledge) for one in results if one.trial.id == trial.id],
    )


def open_table(
    trials: Sequence[Trial],
    knowledge: Knowledge,
    title: str = "Open",
    seen: str = SEEN,
    heads: Mapping[str, str] | None = None,
) -> Table:
    """Return trials with what one must know to enter them: number, treatment, patients, and when it was open.

    `heads` are what stands above those of which the same must be remarked, by id.

    `seen` names the column of days: those on which a status was seen, or on which the register changed its record.
    """
    columns = [
        Column(title, most=14),
        Column("register", most=12),
        Column("treatment", 2, least=16),
        Column("patients", 1, least=13),
        Column("n", right=True, most=4),
        Column(seen, 1, least=7),
    ]
    grouped = heads or {}
    return Table(
        columns,
        [
            Row(_open_row(trial, seen, knowledge), _about(trial, knowledge), group=grouped.get(trial.id, ""))
            for trial in trials
        ],
    )


def open_in_a_line(trial: Trial, knowledge: Knowledge) -> str:
    """Return what one must know to enter a trial, as running text."""
    _, number, given, patients, _, seen = map(lines_of, _open_row(trial, SEEN, knowledge))
    told = [*number, *given, *patients]
    told += [replace(line, text=f"seen {line.text}{renewed_by(trial)}") for line in seen]
    return ", ".join(line.text for line in told if line.text)


def seen_explained(trials: Sequence[Trial], knowledge: Knowledge) -> str:
    """Return what a foot says of the days on which statuses were seen."""
    allowed = knowledge.edition.stale_after_days
    asked = next(filter(None, map(renewed_by, trials)), "")
    old = f"old: > {allowed} days" if any(is_old(trial, knowledge) for trial in trials) else ""
    return "  ".join(filter(None, (old, f"seen in ClinicalTrials.gov{asked}" if asked else "")))


def _open_row(trial: Trial, seen: str, knowledge: Knowledge) -> list[Cell]:
    name = name_of(trial)
    number = next((one for one in (trial.nct, *trial.other_ids.values()) if one and one != name.text), "")
    status = _STATUS.get(trial.status, "")
    given = _treatment(trial, knowledge)
    given = Line(given.text + status, narrow=given.narrow and given.narrow + status)
    enrolled = "" if trial.enrollment is None else str(trial.enrollment)
    return [name, number, given, _patients(trial), enrolled,
            _seen(trial, knowledge) if seen == SEEN else trial.status_as_of[:7]]  # fmt: skip


def name_of(trial: Trial) -> Line:
    """Return what a trial is called, by its number where it has only a title."""
    called = trial.nct if trial.nct and trial.acronym == trial.title else trial.acronym
    return Line(marked(trial.short or called, trial), tone="strong")


def _treatment(trial: Trial, knowledge: Knowledge) -> Line:
    """Return what is tested against what; of a trial without short texts what its record names."""
    if trial.treatment:
        return Line(trial.treatment, narrow=without_doses(trial.treatment.removesuffix(", with SSA")))
    return Line(arms_in_words(trial, knowledge, "v") or trial.title)


def _patients(trial: Trial) -> Line:
    doubt = unconfirmed(trial.confirmed)
    short = trial.patients_short or trial.patients
    return Line(f"{trial.patients or trial.population}{doubt}", narrow=f"{short}{doubt}" if short else "")


def _seen(trial: Trial, knowledge: Knowledge) -> Line:
    """Return the month in which a status was seen, with a word where that is long ago."""
    month = trial.status_as_of[:7]
    if is_old(trial, knowledge):
        return Line(f"{month} old", tone="caution")
    return Line(month, tone="quiet")


def result_table(results: Sequence[Result], knowledge: Knowledge, heads: Mapping[str, str]) -> Table:
    """Return results, a line each, with what was given to whom."""
    columns = [
        Column("With a result", most=16),
        Column("treatment", most=30),  # so that nearly every result has one line at 100 columns
        Column("patients", most=18),
        Column(RESULT, 1, least=32, joins=True),
    ]
    found = [
        Row(_result_row(one, knowledge), _about(one.trial, knowledge), group=heads.get(one.trial.id, ""))
        for one in results
    ]
    return Table(columns, found, close=True)


def _result_row(one: Result, knowledge: Knowledge) -> list[Cell]:
    name = name_of(one.trial)
    named = Line(name.text + cited([one.result.sources], knowledge), tone=name.tone)
    return [named, _treatment(one.trial, knowledge), _cohort(one, knowledge), _numbers(one.result)]


def _numbers(result: Evidence) -> Line:
    """Return a result; without the labels that the head of its column has where there is no room for them."""
    told = in_numbers(result, unit=False)
    return Line(told, narrow=re.sub(r"\bHR\s(?=[\d.]+\s\()", "", told.removeprefix("PFS ")).replace("), ", ") "))


def _cohort(one: Result, knowledge: Knowledge) -> Line:
    """Return in whom: the patients of the trial, or of the one of its cohorts that the result is of."""
    trial, result = one.trial, one.result
    told = [other for other in trial.outcomes if other.headline]
    if len(told) == 1 and not result.sites:
        return _patients(trial)
    where = sites_in_short(result.sites, knowledge)
    named = (word for other in told for word in sites_in_short(other.sites, knowledge).split(", "))
    if all(other.sites for other in told) and not any(word in trial.patients_short for word in named):
        narrow = f"{where} {trial.patients_short}" if one.first else where
        return Line(f"{where}, {trial.patients}", narrow=narrow)
    return Line(f"{result.population}{unconfirmed(trial.confirmed)}")


def in_a_line(one: Result, knowledge: Knowledge) -> str:
    """Return a result as running text."""
    named = f"{name_of(one.trial).text}{cited([one.result.sources], knowledge)}"
    return f"{named} {without_doses(_treatment(one.trial, knowledge).text)}: {in_numbers(one.result)}"


def _about(trial: Trial, knowledge: Knowledge) -> Callable[[], list[Block]]:
    return lambda: trial_card(trial, knowledge)


def naming(trial: Trial) -> dict[str, Any]:
    """Return what a row says of a trial that is only named."""
    named = {
        "id": trial.id,
        "name": name_of(trial).text,
        "phase": phase_label(list(trial.phases)),
        "status": trial.status,
        "seen": trial.status_as_of,
    }
    if trial.bundled and trial.bundled.status != trial.status:
        named["bundled_status"] = trial.bundled.status
    return named


def _short_result(one: Result, knowledge: Knowledge) -> ShortResult:
    """Return a result without what its trial says."""
    cohort = _cohort(one, knowledge).text
    patients = "" if cohort == _patients(one.trial).text else cohort
    short = short_result(one.result, one.trial, told_by(one.result.sources, knowledge), patients)
    return replace(short, nct="", against="")
