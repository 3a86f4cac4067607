"""What was found on one screen: what each record is called, what it is, and what it says in short."""

from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct

from netcli.knowledge.citations import CITATION
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.lookup import ORDER, by_name
from netcli.knowledge.model import (
    Question,
    Recommendation,
    Record,
    Schedule,
    Therapy,
)
from netcli.knowledge.names import label_of
from netcli.knowledge.search.find import WHOLE_OF
from netcli.knowledge.search.hits import Hit, record_of
from netcli.knowledge.wording import marked, sourced
from netcli.output.blocks import Block, Column, Facts, Heading, Line, Paragraph, Row, Table, Ways, lines_of
from netcli.text import NB
from netcli.views.full.search import NOUNS, hit_in_full
from netcli.views.short import cited, legend, most_telling
from netcli.views.told import told_by

TITLE, SAYS, SCREEN = 27, 68, 98  # columns of a usual screen
ROOM = 21  # lines of it: what is found beyond is named
NAMES = 2  # lines that they take
MOST_CITED = 2  # sources of an answer that cites none in its words
USUAL_WAYS = 3  # commands that have room in it


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


def hit_rows(hits: Sequence[Hit], regions: Sequence[str], knowledge: Knowledge) -> list[ShortHit]:
    """Return the records found, each with what it says in short."""
    rows = []
    for hit in hits:
        told = told_by(hit, regions, knowledge)
        sources = most_telling(told.sources, knowledge)
        title = marked(hit.title, record_of(hit, knowledge))
        says = told.text.replace(NB, " ")
        rows.append(ShortHit(hit.kind, hit.id, title, says, sources, hit.command, hit.answers, hit.nearest))
    return rows


def hit_glance(hits: Sequence[Hit], regions: Sequence[str], knowledge: Knowledge) -> list[Block]:
    """Return one screen of what was found: what answers, or that nothing does, then the rest, the best first."""
    lead = _answer(hits[0], regions, knowledge) if hits[0].answers else []
    others = hits[1:] if lead else hits
    name = "Also found" if lead else "Nearest, not the answer"
    rows = [_row(hit, regions, knowledge) for hit in others]
    ways = _ways(hits, knowledge)
    room = ROOM - max(len(ways.items) - USUAL_WAYS, 0) - sum(_height(block) for block in lead)
    taken = list(accumulate(map(_lines, rows), initial=0))[1:]
    all_fit = not taken or taken[-1] <= room
    shown = rows if all_fit else rows[: max(sum(lines <= room - NAMES for lines in taken), 0 if lead else 1)]
    columns = [Column(name, most=TITLE), Column("what it says", 1, least=32)]
    blocks: list[Block] = [*lead, *([Table(columns, shown)] if shown else [])]
    if names := [_name(record_of(hit, knowledge)) for hit in others[len(shown) :]]:
        blocks.append(Facts([("also found", "; ".join(names))]))
    explained = legend(blocks)
    return [*blocks, *([explained] if explained.text else []), ways]


def _answer(hit: Hit, regions: Sequence[str], knowledge: Knowledge) -> list[Heading | Paragraph]:
    """Return what answers: the name of the record, and what it says on the question; on its name alone, in short."""
    record = record_of(hit, knowledge)
    short = told_by(hit, regions, knowledge)
    sources = getattr(record, "sources", [])[:MOST_CITED]
    says = sourced(hit.snippet, sources) if hit.told else short.text + cited(short.sources, knowledge)
    return [Heading(_name(record)), Paragraph(says)]


def _height(block: Heading | Paragraph) -> int:
    return len(CITATION.sub(" [9]", block.text)) // SCREEN + 2


def _lines(row: Row) -> int:
    """Return about how many lines a row takes on a usual screen."""
    named, told = (
        sum(len(CITATION.sub(" [9]", line.text)) // width + 1 for line in lines_of(cell))
        for cell, width in zip(row.cells, (TITLE, SAYS), strict=True)
    )
    return max(named, told)


def _row(hit: Hit, regions: Sequence[str], knowledge: Knowledge) -> Row:
    record = record_of(hit, knowledge)
    told = told_by(hit, regions, knowledge)
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
    """Return what gives the whole of an answer, how the first is opened, and each that its name does not open."""
    opened = [(hit, record_of(hit, knowledge)) for hit in hits if hit.kind in ORDER]
    whole = [(hits[0].command, "the whole")] if hits[0].answers and hits[0].told else []
    firsts = [(_opened(*one, knowledge), "each by its name") for one in opened[:1]]
    others = [
        (_opened(hit, record, knowledge), _title(record))
        for hit, record in opened[1:]
        if not _opens(_title(record), hit, record, knowledge)
    ]
    rules = {
        hit.command: "rules of registries" for hit in hits if hit.kind in WHOLE_OF and hit.command not in dict(whole)
    }
    return Ways(
        [
            *whole,
            *(one for one in firsts if one[0] not in dict(whole)),
            *others,
            *rules.items(),
            ("--full", "the passages found"),
        ]
    )


def _opened(hit: Hit, record: Record, knowledge: Knowledge) -> str:
    return f"netcli show {hit.id if _opens(hit.id, hit, record, knowledge) else f'{hit.kind}:{hit.id}'}"


def _opens(name: str, hit: Hit, record: Record, knowledge: Knowledge) -> bool:
    """Tell whether a name opens a record: none of the collections that come before its own has another of that name."""
    among = ORDER[: ORDER.index(hit.kind) + 1]
    return next((one for _, one in by_name(name, knowledge, among)), None) is record
