"""What has happened since an edition: how its trials stand in the register now, which US labels are newer.

Only what the bundled knowledge names is asked for: numbers of trials, application numbers and brands of drugs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec
from msgspec import Struct

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.files.update import SeenLabel, SeenTrial, Update, as_bundled
from netcli.knowledge.model import Source, Therapy, Trial
from netcli.knowledge.us_labels import UsLabel, us_labels
from netcli.registries.address import Service
from netcli.registries.cache import Cache, utc_now
from netcli.registries.ctgov.listing import CTGOV, DAY
from netcli.registries.ctgov.mapping import RegisterRecord
from netcli.registries.ctgov.standing import Standing, Value, read_standing, time_for
from netcli.registries.openfda.labels import OPENFDA, newest_label
from netcli.registries.patience import Patience
from netcli.registries.register import OddAnswer, Progress, Register
from netcli.text import counted

WEB_URLS = {CTGOV: "https://clinicaltrials.gov/", OPENFDA: "https://labels.fda.gov/"}


class TrialNews(Struct, frozen=True, kw_only=True):
    """A field of a trial that answers showed otherwise before; `day` is that of the register's record.

    `bundled` is what the edition says.
    """

    kind: Literal["trial"] = "trial"
    id: str
    name: str
    nct: str
    field: str
    was: Value
    is_: Value = msgspec.field(name="is")
    day: str
    bundled: Value


class LabelNews(Struct, frozen=True, kw_only=True):
    """A US label that is newer than what was read on `read`: since when it holds, and its set id."""

    kind: Literal["label"] = "label"
    id: str
    name: str
    application: str
    read: str
    newest: str
    set_id: str


class News(Struct, frozen=True, kw_only=True):
    """An update, what it changes in the answers, and what has to be said of it."""

    update: Update
    trials: list[TrialNews]
    labels: list[LabelNews]
    notes: list[str]
    asked_at: str


def ask_for_news(
    knowledge: Knowledge,
    *,
    progress: Progress,
    patience: Patience | None = None,
    now: Callable[[], datetime] = utc_now,
) -> News:
    """Ask the register for all trials, and openFDA for each US label. Raise RegisterUnavailable.

    All of it or nothing: an answer with a gap would pass for one that found nothing new.
    """
    patience = patience or Patience()
    known = list(knowledge.of(Trial).values())
    standing = _ask_register(known, _client(CTGOV, patience, progress, now), patience, progress)
    sources = knowledge.of(Source)
    labels = us_labels(knowledge.of(Therapy).values(), sources)
    newest, silent = _ask_labels(labels, _client(OPENFDA, patience, progress, now), patience, progress)
    update = Update(
        day=standing.asked_at[:DAY],
        edition=knowledge.edition.version,
        trials={number: _seen(number, record) for number, record in standing.records.items() if _is_of(number, record)},
        labels=newest,
    ).filled_from(knowledge.update, [trial.nct for trial in known if trial.nct], [label.key for label in labels])
    return News(
        update=update,
        trials=[one for trial in known for one in _trial_news(trial, update, standing.records)],
        labels=list(_label_news(labels, update, knowledge.update)),
        notes=[*_register_notes(known, standing), *silent, *_gone_back(labels, update, knowledge.update)],
        asked_at=standing.asked_at,
    )


def _client(service: Service, patience: Patience, progress: Progress, now: Callable[[], datetime]) -> Register:
    """Return who asks a service anew: who says "update" wants no answer of this morning."""
    nothing_kept = Cache(None, service.short, now)
    return Register(service, WEB_URLS[service], patience=patience, progress=progress, cache=nothing_kept, now=now)


# The trials


def _ask_register(known: Sequence[Trial], register: Register, patience: Patience, progress: Progress) -> Standing:
    patience.begin(time_for(known))
    progress("asking ClinicalTrials.gov")
    standing = read_standing(known, register, progress)
    if not standing.records:
        raise register.unavailable(f"it has none of the {counted(len(standing.not_found), 'trial')} on record")
    return standing


def _seen(number: str, record: RegisterRecord) -> SeenTrial:
    held = record.trial
    return SeenTrial(
        nct=held.nct or number,
        status=held.status if record.says("status") else None,
        phases=held.phases if record.says("phases") and held.phases != ["na"] else None,
        enrollment=held.enrollment,
        completion=record.completion or None,
        updated=record.updated or None,
    )


def _is_of(number: str, record: RegisterRecord) -> bool:
    """Tell whether a record is of the number asked for: its own, or one that was merged into it."""
    return number in (record.trial.nct, *record.aliases)


def _trial_news(trial: Trial, update: Update, records: Mapping[str, RegisterRecord]) -> Iterator[TrialNews]:
    edition = as_bundled(trial)
    was, is_, bundled = (_told(one) for one in (trial, update.over_trial(edition), edition))
    record = records.get(trial.nct or "")
    for name, told in is_.items():
        if told != was[name]:
            yield TrialNews(
                id=trial.id,
                name=trial.short or trial.acronym,
                nct=trial.nct or "",
                field=name,
                was=was[name],
                is_=told,
                day=record.updated if record and record.updated else update.day,
                bundled=bundled[name],
            )


def _told(trial: Trial) -> dict[str, Value]:
    """Return what an answer tells of how a trial stands; the register's count where there is one."""
    count = trial.register.enrollment if trial.register else None
    return {
        "status": trial.status,
        "phases": list(trial.phases),
        "enrollment": trial.enrollment if count is None else count,
    }


def _register_notes(known: Sequence[Trial], standing: Standing) -> Iterator[str]:
    """Yield for which trials the register has no word, and why."""
    told: dict[str, list[str]] = {
        "not in ClinicalTrials.gov": standing.not_found,
        "record in ClinicalTrials.gov could not be read": standing.unreadable,
    }
    for number, record in standing.records.items():
        if not _is_of(number, record):
            told.setdefault("leads to another trial in ClinicalTrials.gov", []).append(f"{number} ({record.trial.nct})")
        for name in ("status", "phases"):
            if name in record.unknown - record.missing:
                told.setdefault(f"{name} in a word that netcli does not know", []).append(number)
        if "status" in record.missing:
            told.setdefault("no status in ClinicalTrials.gov", []).append(number)
    for reason, numbers in told.items():
        if numbers:
            yield f"{reason}, what was known before stays: {', '.join(numbers)}"
    merged = [f"{one} into {record.trial.nct}" for one, record in standing.records.items() if one in record.aliases]
    if merged:
        yield f"merged in ClinicalTrials.gov: {', '.join(merged)}"
    if without := [trial.acronym for trial in known if not trial.nct]:
        yield f"not asked for, since they have no NCT number: {', '.join(without)}"


# The labels


def _ask_labels(
    labels: Sequence[UsLabel], service: Register, patience: Patience, progress: Progress
) -> tuple[dict[str, SeenLabel], list[str]]:
    """Return the newest label of each, and for which openFDA has none that can be used."""
    newest: dict[str, SeenLabel] = {}
    silent: dict[str, list[str]] = {}
    for number, label in enumerate(labels, 1):
        progress(f"asking openFDA, label {number} of {len(labels)}")
        patience.begin(1)
        try:
            found = newest_label(label, service)
        except OddAnswer:
            silent.setdefault("the label in openFDA could not be read", []).append(label.name)
            continue
        if found is None:
            silent.setdefault("no label in openFDA", []).append(f"{label.name} ({label.key})")
        else:
            newest[label.key] = found
    if labels and not newest:
        raise service.unavailable(f"it has none of the {counted(len(labels), 'label')} on record")
    return newest, [f"{reason}: {', '.join(names)} (what was known before stays)" for reason, names in silent.items()]


def _label_news(labels: Sequence[UsLabel], update: Update, former: Update | None) -> Iterator[LabelNews]:
    """Yield the labels that are newer than what was read, unless answers say so already."""
    for label in labels:
        seen = update.labels.get(label.key)
        said = former.labels.get(label.key) if former else None
        if seen and label.is_older_than(seen.effective) and (said is None or said.effective != seen.effective):
            yield LabelNews(
                id=label.therapy,
                name=label.name,
                application=label.key,
                read=label.read,
                newest=seen.effective,
                set_id=seen.set_id,
            )


def _gone_back(labels: Sequence[UsLabel], update: Update, former: Update | None) -> Iterator[str]:
    """Yield which labels openFDA had newer at the former update: answers no longer say what they said of them."""
    pairs = [(label.name, former.labels.get(label.key), update.labels.get(label.key)) for label in labels if former]
    told = [
        f"{name} ({seen.effective}, was {said.effective})"
        for name, said, seen in pairs
        if said and seen and seen.effective < said.effective
    ]
    if told:
        yield f"the newest label in openFDA is older than at the last update: {', '.join(told)}"
