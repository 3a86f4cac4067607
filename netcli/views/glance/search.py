"""What was found on one screen: what each record is called, what it is, and what it says in short."""

import re
from collections.abc import Sequence
from itertools import accumulate, groupby

from msgspec import Struct

from netcli.errors import NetcliError
from netcli.knowledge.citations import CITATION, cited_in
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.lookup import ORDER, look_up
from netcli.knowledge.model import (
    Biomarker,
    Event,
    Imaging,
    OverviewPart,
    Question,
    Recommendation,
    Record,
    Schedule,
    Syndrome,
    Term,
    Therapy,
    Trial,
)
from netcli.knowledge.names import label_of
from netcli.knowledge.search.hits import Hit, record_of
from netcli.knowledge.search.passages import passages_in
from netcli.knowledge.situation import Situation
from netcli.knowledge.therapies import Match, outcomes_of
from netcli.knowledge.wording import marked, unconfirmed
from netcli.output.blocks import MARK_OF_STANDING, Block, Column, Facts, Line, Row, Table, Ways, lines_of
from netcli.text import NB
from netcli.views.full.changes import kind_in_words
from netcli.views.full.search import NOUNS, hit_in_full
from netcli.views.glance.changes import event_in_short
from netcli.views.glance.therapies import therapy_rows
from netcli.views.results import in_numbers
from netcli.views.short import cited, legend, most_telling
from netcli.views.standing import ShortLabel

TITLE, SAYS = 27, 68  # columns of a usual screen
ROOM = 21  # lines of it: what is found beyond is named
NAMES = 2  # lines that they take
USUAL_WAYS = 3  # commands that have room in it
SHORT = {  # as the glossary has them
    "[Pp]rogression-free survival": "PFS",
    "[Oo]verall survival": "OS",
    "gastroenteropancreatic": "GEP",
    r"(?<=\d) months\b": f"{NB}mo",
    r"\bHR (?=\d)": f"HR{NB}",
    r"\bp ([=<]) (?=\d)": rf"p{NB}\1{NB}",
}
USES = {"symptoms": "for symptoms", "any tumour": "any tumour, by biomarker"}


class ShortHit(Struct, frozen=True):
    """A record found, in a row."""

    kind: str
    id: str
    title: str
    says: str
    sources: list[str]
    command: str = ""
    answers: bool = False
    nearest: bool = False


class _Told(Struct, frozen=True):
    """What a record says in short, and the sources of each of its statements."""

    text: str
    sources: list[list[str]]


def hit_rows(hits: Sequence[Hit], regions: Sequence[str], knowledge: Knowledge) -> list[ShortHit]:
    """Return the records found, each with what it says in short."""
    rows = []
    for hit in hits:
        told = _told(hit, regions, knowledge)
        sources = most_telling(told.sources, knowledge)
        title = marked(hit.title, record_of(hit, knowledge))
        says = told.text.replace(NB, " ")
        rows.append(ShortHit(hit.kind, hit.id, title, says, sources, hit.command, hit.answers, hit.nearest))
    return rows


def hit_glance(hits: Sequence[Hit], regions: Sequence[str], knowledge: Knowledge) -> list[Block]:
    """Return one screen of what was found, the best first, with the labels of some regions."""
    columns = [Column("Found", most=TITLE), Column("what it says", 1, least=32)]
    rows = [_row(hit, regions, knowledge) for hit in hits]
    ways = _ways(hits, knowledge)
    room = ROOM - max(len(ways.items) - USUAL_WAYS, 0)
    taken = list(accumulate(map(_lines, rows)))
    shown = rows if taken[-1] <= room else rows[: max(sum(lines <= room - NAMES for lines in taken), 1)]
    blocks: list[Block] = [Table(columns, shown)]
    if names := [_name(record_of(hit, knowledge)) for hit in hits[len(shown) :]]:
        blocks.append(Facts([("also found", "; ".join(names))]))
    explained = legend(blocks)
    return [*blocks, *([explained] if explained.text else []), ways]


def _lines(row: Row) -> int:
    """Return about how many lines a row takes on a usual screen."""
    named, told = (
        sum(len(CITATION.sub(" [9]", line.text)) // width + 1 for line in lines_of(cell))
        for cell, width in zip(row.cells, (TITLE, SAYS), strict=True)
    )
    return max(named, told)


def _row(hit: Hit, regions: Sequence[str], knowledge: Knowledge) -> Row:
    record = record_of(hit, knowledge)
    told = _told(hit, regions, knowledge)
    named = [Line(marked(_title(record), record), tone="strong"), *_noun(hit, record)]
    says = Line(told.text + cited(told.sources, knowledge), said=NOUNS.get(hit.kind, hit.kind))
    return Row([named, says], lambda: hit_in_full(hit))


def _title(record: Record) -> str:
    return (
        record.guideline
        if isinstance(record, Recommendation | Schedule)
        else getattr(record, "short", "") or label_of(record)
    )


def _name(record: Record) -> str:
    """Return the name of what has no row."""
    setting = ""
    if isinstance(record, Recommendation | Schedule):
        setting = f", {record.situation if isinstance(record, Schedule) else record.setting}"
    return marked(_title(record) + setting, record)


def _noun(hit: Hit, record: Record) -> list[Line]:
    """Return what a record is, unless its name says so."""
    match record:
        case Question():
            return []
        case Therapy(kind=noun) | Recommendation(setting=noun) | Schedule(situation=noun):
            return [Line(noun, tone="quiet")]
    return [Line(NOUNS.get(hit.kind, hit.kind), tone="quiet")]


def _ways(hits: Sequence[Hit], knowledge: Knowledge) -> Ways:
    """Return how the first is opened, and each that its name does not open."""
    records = [record_of(hit, knowledge) for hit in hits]
    first = (_opened(hits[0], records[0], knowledge), "each by its name")
    others = [
        (_opened(hit, record, knowledge), _title(record))
        for hit, record in zip(hits[1:], records[1:], strict=True)
        if not _opens(_title(record), hit, record, knowledge)
    ]
    return Ways([first, *others, ("--full", "the passages found")])


def _opened(hit: Hit, record: Record, knowledge: Knowledge) -> str:
    return f"netcli show {hit.id if _opens(hit.id, hit, record, knowledge) else f'{hit.kind}:{hit.id}'}"


def _opens(name: str, hit: Hit, record: Record, knowledge: Knowledge) -> bool:
    """Tell whether a name opens a record: none of the collections that come before its own has another of that name."""
    among = ORDER[: ORDER.index(hit.kind) + 1]
    try:
        return look_up(name, knowledge, among).record is record
    except NetcliError:
        return False


def _told(hit: Hit, regions: Sequence[str], knowledge: Knowledge) -> _Told:
    """Return what a record says: its short words where it has some, else the passage that answers best."""
    record = record_of(hit, knowledge)
    match record:
        case Therapy(indications=[_, *_]):
            return _therapy(record, regions, knowledge)
        case Trial():
            return _trial(record)
        case Imaging(approvals=[_, *_], glance=glance) if glance:
            return _imaging(record, glance.use, regions)
    return _in_words(record) or _uncited(hit.snippet, record)


def _in_words(record: Record) -> _Told | None:
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


def _uncited(text: str, record: Record, sources: list[str] | None = None) -> _Told:
    """Return a text in the usual abbreviations, with its sources behind the whole of it."""
    said = CITATION.sub("", text).strip()
    for words, short in SHORT.items():
        said = re.sub(words, short, said)
    return _Told(said, [[name] for name in sources or []] or [list(cited_in(text)) or getattr(record, "sources", [])])


def _therapy(therapy: Therapy, regions: Sequence[str], knowledge: Knowledge) -> _Told:
    """Return the labels of a therapy, or what it has instead, with their limits, by region."""
    lines, sources = [], []
    for row in therapy_rows([Match(therapy, therapy.indications)], Situation(), regions, knowledge):
        for _, group in groupby(row.labels, key=lambda label: (label.region, label.status, label.guideline)):
            labels = list(group)
            use = f"{USES[row.use]}: " if row.use in USES else ""
            lines.append(f"{_lead(labels[0])} {use}{'; '.join(_dated(label) for label in labels)}")
            sources += [label.sources for label in labels]
    return _Told("; ".join(lines), sources)


def _lead(label: ShortLabel) -> str:
    region = "" if label.region == "global" else f"{label.region.upper()} "
    return region + NB.join(filter(None, (MARK_OF_STANDING[label.status], label.guideline.replace(" ", NB))))


def _dated(label: ShortLabel) -> str:
    year = "" if label.guideline else label.since[:4]
    return f"{year} {label.for_whom}".strip()


def _imaging(agent: Imaging, use: str, regions: Sequence[str]) -> _Told:
    """Return what an agent is for, and where it is approved."""
    here = [one for one in agent.approvals if one.region in regions]
    told = dict.fromkeys(
        " ".join(filter(None, (one.region.upper(), MARK_OF_STANDING[one.status], (one.since or "")[:4])))
        + unconfirmed(one.confirmed)
        for one in here
    )
    return _Told("; ".join(filter(None, (use, ", ".join(told)))), [one.sources for one in here] or [agent.sources])


def _trial(trial: Trial) -> _Told:
    """Return the results of a trial that were chosen by hand, each with its cohort; without one, how it stands."""
    results = [one for one in outcomes_of(trial) if one.headline]
    about = ", ".join(filter(None, (trial.treatment, trial.patients)))
    if not results:
        status = f"{trial.status.replace('-', ' ')} in {trial.status_as_of[:7]}"
        told = [f"{status}: {about or trial.population}", *passages_in(CITATION.sub("", trial.result))[:1]]
        return _Told(". ".join(told), [trial.sources])
    if len(results) == 1:
        return _Told(f"{about}: {in_numbers(results[0])}", [results[0].sources])
    cohorts = [f"{one.population}: {in_numbers(one)}" for one in results]
    return _Told("; ".join([about, *cohorts]), [one.sources for one in results])
