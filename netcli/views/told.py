"""What a record says in a row of what was found: its short words, its labels, its results, or a passage."""

import re
from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from netcli.knowledge.citations import CITATION, cited_in
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import (
    Biomarker,
    Event,
    Imaging,
    OverviewPart,
    Question,
    Recommendation,
    Record,
    Syndrome,
    Term,
    Therapy,
    Trial,
)
from netcli.knowledge.search.hits import Hit, record_of
from netcli.knowledge.search.passages import passages_in
from netcli.knowledge.situation import Situation
from netcli.knowledge.therapies import Match, outcomes_of
from netcli.knowledge.trials import status_sources
from netcli.knowledge.wording import unconfirmed
from netcli.output.blocks import MARK_OF_STANDING
from netcli.text import NB
from netcli.views.full.changes import kind_in_words
from netcli.views.glance.changes import event_in_short
from netcli.views.glance.therapies import therapy_rows
from netcli.views.results import in_numbers
from netcli.views.standing import ShortLabel

SHORT = {  # as the glossary has them
    "[Pp]rogression-free survival": "PFS",
    "[Oo]verall survival": "OS",
    "gastroenteropancreatic": "GEP",
    r"(?<=\d) months\b": f"{NB}mo",
    r"\bHR (?=\d)": f"HR{NB}",
    r"\bp ([=<]) (?=\d)": rf"p{NB}\1{NB}",
}
USES = {"symptoms": "for symptoms", "any tumour": "any tumour, by biomarker"}


class Told(Struct, frozen=True):
    """What a record says in short, and the sources of each of its statements."""

    text: str
    sources: list[list[str]]


def told_by(hit: Hit, regions: Sequence[str], knowledge: Knowledge) -> Told:
    """Return what a record says: on a structured question just that, else its short words, else the best passage."""
    record = record_of(hit, knowledge)
    if hit.told:
        return _uncited(hit.snippet, record)
    match record:
        case Therapy(indications=[_, *_]):
            return _therapy(record, regions, knowledge)
        case Trial():
            return _trial(record)
        case Imaging(approvals=[_, *_], glance=glance) if glance:
            return _imaging(record, glance.use, regions)
    return _in_words(record) or _uncited(hit.snippet, record)


def _in_words(record: Record) -> Told | None:
    """Return the short words of a record that has some."""
    match record:
        case Event(date=date, kind=kind):
            region = "" if record.region == "global" else f" {record.region.upper()}"
            told = f"{date}{region} {kind_in_words(kind)}: {event_in_short(record)}"
        case Imaging(glance=glance) | Biomarker(glance=glance) if glance:
            told = "; ".join(filter(None, (glance.use, getattr(glance, "trap", ""))))
        case Syndrome(glance=glance) if glance:
            told = f"{glance.sign}; decides: {glance.test}"
        case OverviewPart(glance=glance) if glance:
            told = glance
        case Question(answer=answer):
            told = passages_in(answer)[0]
        case Recommendation(text=told):
            pass
        case Term(definition=definition):
            told = passages_in(definition)[0]
        case _:
            return None
    glance = getattr(record, "glance", None)
    return _uncited(told, record, getattr(glance, "sources", []))


def _uncited(text: str, record: Record, sources: list[str] | None = None) -> Told:
    """Return a text in the usual abbreviations, with its sources behind the whole of it."""
    said = CITATION.sub("", text).strip()
    for words, short in SHORT.items():
        said = re.sub(words, short, said)
    return Told(said, [[name] for name in sources or []] or [list(cited_in(text)) or getattr(record, "sources", [])])


def _therapy(therapy: Therapy, regions: Sequence[str], knowledge: Knowledge) -> Told:
    """Return the labels of a therapy, or what it has instead, with their limits, by region."""
    lines, sources = [], []
    for row in therapy_rows([Match(therapy, therapy.indications)], Situation(), regions, knowledge):
        for _, group in groupby(row.labels, key=lambda label: (label.region, label.status, label.guideline)):
            labels = list(group)
            use = f"{USES[row.use]}: " if row.use in USES else ""
            lines.append(f"{_lead(labels[0])} {use}{'; '.join(_dated(label) for label in labels)}")
            sources += [label.sources for label in labels]
    return Told("; ".join(lines), sources)


def _lead(label: ShortLabel) -> str:
    region = "" if label.region == "global" else f"{label.region.upper()} "
    return region + NB.join(filter(None, (MARK_OF_STANDING[label.status], label.guideline.replace(" ", NB))))


def _dated(label: ShortLabel) -> str:
    year = "" if label.guideline else label.since[:4]
    return f"{year} {label.for_whom}".strip()


def _imaging(agent: Imaging, use: str, regions: Sequence[str]) -> Told:
    """Return what an agent is for, and where it is approved."""
    here = [one for one in agent.approvals if one.region in regions]
    told = dict.fromkeys(
        " ".join(filter(None, (one.region.upper(), MARK_OF_STANDING[one.status], (one.since or "")[:4])))
        + unconfirmed(one.confirmed)
        for one in here
    )
    return Told("; ".join(filter(None, (use, ", ".join(told)))), [one.sources for one in here] or [agent.sources])


def _trial(trial: Trial) -> Told:
    """Return the results of a trial that were chosen by hand, each with its cohort; without one, how it stands."""
    results = [one for one in outcomes_of(trial) if one.headline]
    about = ", ".join(filter(None, (trial.treatment, trial.patients)))
    if not results:
        status = f"{trial.status.replace('-', ' ')} in {trial.status_as_of[:7]}"
        told = [f"{status}: {about or trial.population}", *passages_in(CITATION.sub("", trial.result))[:1]]
        return Told(". ".join(told), [trial.sources, status_sources(trial)])
    if len(results) == 1:
        return Told(f"{about}: {in_numbers(results[0])}", [results[0].sources])
    cohorts = [f"{one.population}: {in_numbers(one)}" for one in results]
    return Told("; ".join([about, *cohorts]), [one.sources for one in results])
