"""What has happened in the field on one screen: decisions in lanes by region, then results, then the rest.

Of many events only the newest have a row; the older ones are named.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from msgspec import Struct

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Event, Indication, Therapy, Trial
from netcli.knowledge.wording import marked, unconfirmed
from netcli.output.blocks import MARKS, Block, Column, Line, Paragraph, Row, Table, Tone, Ways
from netcli.views.full.changes import event_card, kind_in_words
from netcli.views.short import cited, legend, name_in_short, told_by, uncapitalised

ALL_AS_ROWS = 36  # so many events have a row each
NEWEST = {"decided": 10, "shown": 6, "also": 0}  # of more than that
DECIDED = {  # of the kinds that regulators and owners decide: its mark and its word
    "approval": ("●", "approved"),
    "submission": ("◇", "filed or tentative"),
    "refusal": ("×", "refused"),
    "withdrawal": ("×", "withdrawn"),
    "discontinuation": ("×", "stopped"),
}
SHOWN = ("read-out", "publication")
LEGEND = {
    "●": "approved",
    "◇": "filed or tentative",
    "×": "refused, withdrawn or stopped",
    "?": "unconfirmed",
}
BESIDES = {"imaging": "imaging", "other": "not NET"}  # what else than the treatment of NET an event concerns
LANES = ("us", "eu", "uk")  # of their own; other regions share one
LANE = 3  # columns: a lane may run into the next, as each row has one mark


class ShortEvent(Struct, frozen=True, omit_defaults=True):
    """An event in a row; an older one of many has no sources."""

    id: str
    date: str
    kind: str
    region: str = "global"
    says: str = ""
    concerns: str = "net"
    confirmed: bool = True
    sources: list[str] = []


class _Part(Struct, frozen=True):
    """Events of one group: those that have a row, and the older ones."""

    rows: list[Event]
    older: list[Event]


def change_rows(events: Sequence[Event], knowledge: Knowledge) -> list[ShortEvent]:
    """Return the events of the screen, those with a row first."""
    parts = _parts(events)
    rows = [
        _short(event, event_in_short(event), told_by(event.sources, knowledge))
        for part in parts.values()
        for event in part.rows
    ]
    named = [
        _short(event, event_in_short(event)) for name, part in parts.items() if name != "also" for event in part.older
    ]
    return [*rows, *named]


def change_glance(events: Sequence[Event], regions: Sequence[str], knowledge: Knowledge) -> list[Block]:
    """Return one screen of events, which come newest first; the lanes of `regions` stand first."""
    decided, shown, also = _parts(events).values()
    blocks: list[Block] = []
    if decided.rows:
        columns = [Column("Decided", most=10), Column("what, for whom", 1, lead="where")]
        lanes = _lanes(decided.rows, regions)
        blocks.append(Table(columns, [_row(event, _decision(event, lanes, knowledge)) for event in decided.rows]))
    if shown.rows:
        columns = [Column("Shown", most=10), Column("result or publication", 1)]
        blocks.append(Table(columns, [_row(event, _told(event, knowledge)) for event in shown.rows]))
    if not blocks:
        kinds = _kinds(also.rows)
        title, lead = ("Date", "kind") if len(kinds) > 1 else (_counted(kinds[0], 2).capitalize(), "")
        columns = [Column(title, most=10), Column("what", 1, lead=lead)]
        blocks.append(Table(columns, [_row(event, _other(event, also.rows, knowledge)) for event in also.rows]))
        also = _Part([], also.older)
    blocks += _older(decided.older, shown.older, regions, knowledge)
    untold = [event for event in shown.older if not event.trials]
    blocks += [Paragraph(f"Also {told}") for told in _rest(also, untold, knowledge)]
    explained = legend(blocks, LEGEND)
    return [*blocks, *([explained] if explained.text else []), _ways(events)]


def _parts(events: Sequence[Event]) -> dict[str, _Part]:
    kinds = dict.fromkeys(DECIDED, "decided") | dict.fromkeys(SHOWN, "shown")
    groups: dict[str, list[Event]] = {name: [] for name in NEWEST}
    for event in events:
        groups[kinds.get(event.kind, "also")].append(event)
    parts = {}
    for name, group in groups.items():
        few = NEWEST[name] * (2 if len(group) == len(events) else 1)
        most = len(events) if len(events) <= ALL_AS_ROWS else few
        parts[name] = _Part(group[:most], group[most:])
    return parts


def _short(event: Event, says: str = "", sources: Sequence[str] = ()) -> ShortEvent:
    return ShortEvent(
        event.id, event.date, event.kind, event.region, says, event.concerns, event.confirmed, list(sources)
    )


def event_in_short(event: Event) -> str:
    """Return what happened, without its region and kind, and what else than the treatment of NET it concerns."""
    told = event.brief or event.title
    besides = BESIDES.get(event.concerns, "")
    told += f" ({besides})" if besides and besides not in told else ""
    return marked(told + unconfirmed(event.confirmed), event)


def _row(event: Event, told: Line) -> Row:
    return Row([Line(event.date, tone=_tone(event)), told], lambda: event_card(event))


def _tone(event: Event) -> Tone:
    return "" if event.concerns == "net" else "quiet"


def _told(event: Event, knowledge: Knowledge) -> Line:
    told = event_in_short(event) + cited([event.sources], knowledge)
    return Line(told, tone=_tone(event), said=kind_in_words(event.kind))


def _lanes(events: Sequence[Event], regions: Sequence[str]) -> list[str]:
    """Return the regions that have a lane of their own, those asked for first."""
    own = list(dict.fromkeys((*regions, *LANES)))[: len(LANES)]
    return [region for region in own if any(event.region == region for event in events)]


def _decision(event: Event, lanes: Sequence[str], knowledge: Knowledge) -> Line:
    """Return a decision with the mark in the lane of its region as the lead."""
    mark, word = DECIDED[event.kind]
    region = "" if event.region == "global" else event.region.upper()
    lane = lanes.index(event.region) if event.region in lanes else len(lanes)
    place = "\u00a0".join(filter(None, (region, mark + ("" if event.confirmed else "?"))))
    tone = _tone(event) or (MARKS[mark][2] if event.confirmed else "caution")
    told = event_in_short(event) + cited([event.sources], knowledge)
    return Line(told, " " * (LANE * lane) + place, tone, f"{region} {word}".strip())


def _kinds(events: Iterable[Event]) -> list[str]:
    return list(dict.fromkeys(kind_in_words(event.kind) for event in events))


def _other(event: Event, among: Sequence[Event], knowledge: Knowledge) -> Line:
    told = _told(event, knowledge)
    return Line(told.text, kind_in_words(event.kind) if len(_kinds(among)) > 1 else "", told.tone, told.said)


def _rest(also: _Part, uncited: Sequence[Event], knowledge: Knowledge) -> Iterable[str]:
    """Yield what neither decides nor shows, by kind in one paragraph; how many older ones there are."""
    told = []
    for kind, group in groupby(sorted(also.rows, key=_by_kind(also.rows)), key=lambda event: event.kind):
        events = [f"{event.date[: len('2025-01')]} {_told(event, knowledge).text}" for event in group]
        told.append(f"{_counted(kind, len(events))}: {'; '.join(events)}")
    if told:
        yield ". ".join(told)
    counts = Counter(event.kind for event in (*also.older, *uncited))
    if counts:
        yield ", ".join(f"{count} {_counted(kind, count)}" for kind, count in counts.most_common())


def _by_kind(events: Sequence[Event]) -> Callable[[Event], int]:
    kinds = [kind for kind, _ in Counter(event.kind for event in events).most_common()]
    return lambda event: kinds.index(event.kind)


def _counted(kind: str, count: int) -> str:
    """Return the kind of so many events as a word."""
    return kind_in_words(kind) + ("s" if count > 1 and kind != "safety" else "")


def _older(
    decided: Sequence[Event], shown: Sequence[Event], regions: Sequence[str], knowledge: Knowledge
) -> list[Block]:
    """Return older approvals and results as names by year. What was refused or ended is written out."""
    approvals = [event for event in decided if event.kind == "approval"]
    tumour = [event for event in approvals if not _use(event, knowledge)]
    lanes = _lanes(tumour, regions)
    rows = {region.upper(): [event for event in tumour if event.region == region] for region in lanes}
    told = {f"{place}\u00a0●": _by_year(found, knowledge) for place, found in rows.items()}
    others = {"elsewhere": [event for event in tumour if event.region not in lanes]}
    for use in ("symptoms", "biomarker", *BESIDES.values()):
        others[use] = [event for event in approvals if _use(event, knowledge) == use]
    told |= {f"{what}\u00a0●": _by_region(found, knowledge) for what, found in others.items()}
    told["not approved"] = "; ".join(_in_words(event, knowledge) for event in decided if event not in approvals)
    told["results"] = _results(shown, knowledge)
    found = [Row([Line(name, tone="good" if "●" in name else ""), text]) for name, text in told.items() if text]
    return [Table([Column("Older, names", most=12), Column("", 1)], found)] if found else []


def _in_words(event: Event, knowledge: Knowledge) -> str:
    decision = _decision(event, (), knowledge)
    return f"{event.date[:4]} {decision.said}: {decision.text}"


def _by_region(events: Sequence[Event], knowledge: Knowledge) -> str:
    regions = dict.fromkeys(event.region for event in events)
    told = {region: _by_year([one for one in events if one.region == region], knowledge) for region in regions}
    return "; ".join(f"{region.upper()} {names}" for region, names in told.items())


def _by_year(events: Sequence[Event], knowledge: Knowledge) -> str:
    """Return decisions as names by year: "2021 lanreotide, belzutifan; 2018 177Lu-dotatate"."""
    years = groupby(events, key=lambda event: event.date[:4])
    return _joined((year, [_name(event, knowledge) for event in group]) for year, group in years)


def _joined(years: Iterable[tuple[str, list[str]]]) -> str:
    return "; ".join(f"{year}\u00a0{', '.join(dict.fromkeys(names))}" for year, names in years)


def _name(event: Event, knowledge: Knowledge) -> str:
    """Return what a decision was about: its drugs, or the words in front of its limits."""
    therapies = knowledge.of(Therapy)
    names = [uncapitalised(name_in_short(therapies[one])) for one in event.therapies]
    named = " + ".join(names) or (event.brief or event.title).partition(", ")[0]
    return marked(named + unconfirmed(event.confirmed), event)


def _use(event: Event, knowledge: Knowledge) -> str:
    """Return what else than NET as such a decision was for: symptoms, a biomarker, a scan, another disease."""
    if event.concerns != "net":
        return BESIDES[event.concerns]
    therapies = knowledge.of(Therapy)
    there = [one for name in event.therapies for one in therapies[name].indications if one.region == event.region]
    meant = [one for one in there if _same_day(one, event)] or there
    if meant and all(one.purpose == "symptom-control" for one in meant):
        return "symptoms"
    return "biomarker" if meant and all(one.tumour_agnostic for one in meant) else ""


def _same_day(one: Indication, event: Event) -> bool:
    since = one.since or "none"
    return since.startswith(event.date) or event.date.startswith(since)


def _results(events: Sequence[Event], knowledge: Knowledge) -> str:
    """Return older results as names of trials by year."""
    trials = knowledge.of(Trial)
    years = groupby((event for event in events if event.trials), key=lambda event: event.date[:4])
    return _joined(
        (year, [marked(trials[name].acronym, trials[name]) for event in group for name in event.trials])
        for year, group in years
    )


def _ways(events: Sequence[Event]) -> Ways:
    approved = [event for event in events if event.kind == "approval" and event.confirmed and event.concerns == "net"]
    drug = next((name for event in (*approved, *events) for name in event.therapies), "")
    kinds = [event.kind for event in (*approved, *events)]
    ways = [(f"netcli show {drug}", "the drug")] if drug else []
    ways.append(("--full", f"all {len(events)} in words"))
    if len(events) > ALL_AS_ROWS:
        ways.append(("netcli therapies", "every label, for whom"))
    return Ways([*ways, (f"--kind {kinds[0]}", "one kind")] if len(set(kinds)) > 1 else ways)
