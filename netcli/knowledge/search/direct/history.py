"""What happened in a time, of a kind and in a region; what was approved first."""

import re
from collections.abc import Iterator

from netcli.knowledge.dates import can_be_since
from netcli.knowledge.model import Event
from netcli.knowledge.search.asking import HAPPENED
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.direct.trials import class_named
from netcli.knowledge.search.folding import words_of
from netcli.knowledge.search.ranking import Concept
from netcli.knowledge.search.ranking import told as share_told
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.vocabulary import REGIONS, EventKind

_FIRST = r"(?i)\b(?:first|earliest|oldest)\b(?![- ](?:line|choice|dose|treatment|course|in))"
_SINCE = r"(?i)\bsince (?=(?:19|20)\d\d)"
_MONTHS = {
    name: f"{number:02}"
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
SHOWN = 3
_IN_GENERAL = (
    "neuroendocrine tumour tumours net nets new drug drugs therapy therapies year published released issued came out"
)
_NO_LABEL = "not a NET label"  # of less interest here
OF_A_DRUG: tuple[EventKind, ...] = ("designation", "submission")  # of which the drug's own record tells little
OF_A_REGION: tuple[EventKind, ...] = (*OF_A_DRUG, "refusal", "withdrawal", "discontinuation")


def happened(reader: Reader) -> Iterator[Direct]:
    """Find the events of a year or a month by kind and region, the newest first; or the first approvals there are."""
    asked = reader.asked
    kind = next((one for one, words in HAPPENED.items() if asked.says(words)), None)
    first = kind == "approval" and not asked.years and not asked.regions and bool(re.search(_FIRST, asked.text))
    of_drug = bool(reader.drugs) and kind in OF_A_DRUG
    if kind is None or (reader.drugs and not (first or of_drug)) or asked.of("trials") or asked.of("epidemiology"):
        return
    _, members = class_named(reader)
    fits = [
        one
        for one in reader.knowledge.of(Event).values()
        if one.kind == kind
        and one.concerns == "net"
        and (not asked.regions or one.region in asked.regions)
        and (not (reader.drugs or members) or not {*(reader.drugs or members)}.isdisjoint(one.therapies))
    ]
    if len(asked.years) == 1:
        year, since = asked.years[0], bool(re.search(_SINCE, asked.text))
        month = next((number for name, number in _MONTHS.items() if asked.says(name)), "")
        when = f"{year}-{month}" if month and not since else year
        then = [one for one in fits if (can_be_since(one.date, year) if since else one.date.startswith(when))]
        ordered = _in_order(then, kind, reader)
        command, whole = f"netcli changes --since {year} --kind {kind}", not _others(kind, reader)
        yield from (_told(one, command, outright=whole) for one in ordered[:SHOWN])
    elif kind == "approval" and not asked.years and re.search(_FIRST, asked.text) and not asked.of("sites"):
        for one in sorted(fits, key=lambda one: one.date)[:2]:
            yield _told(one, f"netcli show events:{one.id}")
    elif not asked.years and (of_drug or _is_of_a_region(kind, reader)):
        ordered = _in_order(fits, kind, reader)
        yield from (_told(one, f"netcli changes --kind {kind}") for one in ordered[:SHOWN])


def _in_order(events: list[Event], kind: EventKind, reader: Reader) -> list[Event]:
    """Put the newest first, before it what speaks of more than the kind, the region and the time that are asked for."""
    others = _others(kind, reader)

    def told(one: Event) -> tuple[float, bool]:
        said = {*words_of(f"{one.title} {one.brief} {one.text}")}
        return -round(share_told(said, others), 1) if others else 0.0, _NO_LABEL in one.text

    return sorted(sorted(events, key=lambda one: one.date, reverse=True), key=told)


def _others(kind: EventKind, reader: Reader) -> list[Concept]:
    """Return what is asked beside the kind, the region and the time: nothing in "FDA approvals 2024"."""
    regions = " ".join(" ".join((one, *REGIONS.words[one])) for one in reader.asked.regions)
    asking = {*words_of(f"{HAPPENED[kind]} {regions} {_IN_GENERAL}"), *reader.asked.years}
    return [one for one in reader.concepts if one.word not in asking]


def _is_of_a_region(kind: EventKind, reader: Reader) -> bool:
    """Tell whether nothing is named but a region whose decisions are asked for: "FDA rejections"."""
    asked = reader.asked
    return bool(asked.regions) and not asked.records and (kind in OF_A_REGION or asked.says("approvals"))


def _told(one: Event, command: str, *, outright: bool = False) -> Direct:
    return Direct("events", one.id, f"{one.date}: {one.title}", command, outright)
