"""What a record says, passage by passage: what search looks through and quotes."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

import msgspec

from netcli.knowledge import model
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.names import label_of
from netcli.knowledge.scheme import Cutoff, Entity, Scheme
from netcli.knowledge.sites import site_names
from netcli.knowledge.therapies import outcomes_of
from netcli.knowledge.trials import phase_label, status_sources, tested_in
from netcli.knowledge.wording import (
    ages,
    arm_value,
    citation,
    counted,
    dose_change,
    figure_value,
    how_long,
    how_often,
    interaction,
    pause,
    plain_number,
    ratio,
    stated,
    unconfirmed,
)

# Fields in the order in which they are read, with the words that stand before each passage.
LABELS = {
    "summary": "", "meaning": "", "definition": "", "answer": "", "text": "", "setting": "Setting",
    "situation": "For whom",
    "guideline": "Guideline", "mechanism": "Mechanism of action", "class": "Class", "route": "Route", "dose": "Dose",
    "safety": "", "boxed_warning": "Boxed warning", "contraindications": "Contraindicated", "pregnancy": "Pregnancy",
    "adverse": "Side effects", "monitoring": "Monitoring",
    "practical": "In practice", "population": "Patients", "design": "Design", "result": "Result",
    "sponsor": "Sponsor", "publication": "Published in", "title": "", "countries": "Countries", "hormones": "Hormones",
    "symptoms": "Symptoms", "tests": "Test",
    "management": "Management", "use": "Use", "traps": "Pitfall", "pitfalls": "Pitfall", "target": "Target",
    "gene": "Gene", "staging": "Staging", "registry": "Registry", "region": "Region", "period": "Years",
    "notes": "", "plain": "",
}  # fmt: skip
START = 3  # letters of a word that are looked for before a passage is folded
LISTED = ("countries", "hormones")  # fields whose items make one passage


def passages_of(record: model.Record, knowledge: Knowledge) -> list[str]:
    """Return what a record states, each with its citation; results, figures and indications put into words."""
    return knowledge.once(_passages, type(record), record.id)


def _passages(knowledge: Knowledge, kind: type[model.Record], name: str) -> list[str]:
    record = knowledge.of(kind)[name]
    if isinstance(record, Scheme):
        return _of_scheme(record)
    content = msgspec.to_builtins(record)
    return [*_in_words(record, knowledge), *_labelled(content)]


def may_hold(passage: str, starts: AbstractSet[str]) -> bool:
    """Tell at a glance whether a passage can hold a word that starts so: most hold none, and need not be folded."""
    plain = passage.casefold().replace("ae", "e").replace("oe", "e")
    return any(start in plain for start in starts)


def passages_in(text: str) -> list[str]:
    """Return the sentences of a text, each with its citations."""
    return [part for part in re.split(r"(?<=[.?!])\s+(?=[A-Z0-9])", text) if part]


def _labelled(content: dict[str, Any]) -> Iterator[str]:
    for field, label in LABELS.items():
        value = content.get(field) or ""
        if isinstance(value, dict):
            yield from _labelled(value)
            continue
        for text in [value] if isinstance(value, str) else [", ".join(value)] if field in LISTED else value:
            yield from (f"{label}: {sentence}" if label else sentence for sentence in passages_in(text))


def _in_words(record: model.Record, knowledge: Knowledge) -> Iterator[str]:
    """Give what a record holds in numbers and references."""
    match record:
        case model.Therapy():
            yield from (_indication(record, one, knowledge) for one in record.indications)
            yield from _of_safety(record.safety)
        case model.Trial():
            yield from _of_trial(record, knowledge)
        case model.Schedule():
            yield from (_step(record, one) for one in record.steps)
        case model.Event(date=date, title=title):
            yield f"{date}: {title}{citation(record.sources)}"
    yield from map(in_words, getattr(record, "figures", []))
    yield from (_approval(record, one) for one in getattr(record, "approvals", []))


def _indication(therapy: model.Therapy, one: model.Indication, knowledge: Knowledge) -> str:
    since = f" since {one.since}" if one.since else ""
    sites = site_names(one.sites, knowledge.of(model.Site))
    named = f"{therapy.name} ({', '.join(therapy.brands)})" if therapy.brands else therapy.name
    return f"{named}, {one.region.upper()}: {one.status}{since} for {sites}: {stated(one)}"


def _of_safety(safety: model.Safety) -> Iterator[str]:
    yield from (f"Dose change, {dose_change(one)}" for one in safety.dose_changes)
    yield from (f"Interaction, {interaction(one)}" for one in safety.interactions)
    yield from (f"Before {pause(one)}" for one in safety.pauses)


def _step(schedule: model.Schedule, one: model.Step) -> str:
    """Return a step as a sentence that stands alone: "MEN1, MEN1 guideline 2012: calcium and PTH, yearly, from 8"."""
    parts = (one.who, one.what, one.target, how_often(one), one.when, ages(one), how_long(one))
    told = ", ".join(filter(None, parts))
    kind = schedule.kind.replace("-", " ")
    return f"{schedule.guideline}, {kind}, {schedule.situation}: {told}{citation(one.sources, one.locators)}"


def _of_trial(trial: model.Trial, knowledge: Knowledge) -> Iterator[str]:
    source = citation(trial.sources[:1])
    status = f"{trial.status.replace('-', ' ')} as of {trial.status_as_of}"
    seen = citation(status_sources(trial))
    numbers = ", ".join([number for number in (trial.nct, *trial.other_ids.values()) if number])
    yield from (_result(one) for one in outcomes_of(trial))
    yield f"{trial.acronym}: {phase_label(list(trial.phases))} trial, {status}; register number {numbers}{seen}"
    tested = ", ".join(tested_in(trial, knowledge))
    yield f"{trial.acronym} tests {tested}; comparator: {trial.comparator or 'none'}{source}"
    yield f"Sites: {site_names(trial.sites, knowledge.of(model.Site))}{source}"
    if trial.enrollment is not None:
        yield f"{trial.acronym} enrolment: {trial.enrollment} patients{source}"


def _result(one: model.Evidence) -> str:
    arms = " against ".join(f"{arm_value(arm, one.unit)} ({arm.name})" for arm in one.arms)
    said = "; ".join(part for part in (arms, ratio(one), one.population) if part)
    return f"{one.trial}, {one.endpoint}: {said}{unconfirmed(one.confirmed)}{citation(one.sources)}"


def in_words(one: model.Figure) -> str:
    """Return a figure as a sentence."""
    year = f", {one.year}" if one.year else ""
    return f"{one.name}: {figure_value(one)} in {counted(one)}{year}{unconfirmed(one.confirmed)}{citation(one.sources)}"


def _approval(record: model.Record, one: model.ImagingApproval) -> str:
    since = f" since {one.since}" if one.since else ""
    said = f"{one.text}{unconfirmed(one.confirmed)}{citation(one.sources)}"
    return f"{label_of(record)}, {one.region.upper()}: {one.status}{since}: {said}"


def _of_scheme(scheme: Scheme) -> list[str]:
    """Return the classes with their codes, the cut-offs, and how to count; nothing with a gap to fill in."""
    classes = [_entity(one) for one in scheme.entities.values() if "{" not in one.label + one.meaning.text]
    cuts = [_cutoffs("Ki-67 cut-offs, %", scheme.ki67), _cutoffs("Mitoses per 2 mm², cut-offs", scheme.mitoses)]
    said = [f"{one.text}{citation(one.sources)}" for one in scheme.statements.values() if "{" not in one.text]
    return [text for text in (*classes, *cuts, *said, scheme.scope, *scheme.counting, *scheme.history) if text]


def _entity(one: Entity) -> str:
    code = f", ICD-O-3 code {one.icd_o.code}" if one.icd_o else ""
    grade = f" (grade {one.grade.removeprefix('G')})" if one.grade else ""
    cited = [*(one.icd_o.sources if one.icd_o else ()), *one.meaning.sources]
    return f"{one.label}{grade}{code}: {one.meaning.text}{citation(list(dict.fromkeys(cited)))}"


def _cutoffs(name: str, cutoffs: list[Cutoff]) -> str:
    cited = dict.fromkeys(source for one in cutoffs for source in one.sources)
    numbers = " and ".join(plain_number(one.value) for one in cutoffs)
    return f"{name}: {numbers}{citation(list(cited))}" if cutoffs else ""
