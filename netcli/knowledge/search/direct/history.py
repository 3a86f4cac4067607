"""What happened in a time, of a kind and in a region; what was approved first."""

import re
from collections.abc import Iterator

from netcli.knowledge.dates import can_be_since
from netcli.knowledge.model import Event
from netcli.knowledge.search.asking import HAPPENED
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.direct.trials import class_named
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.vocabulary import EventKind

_FIRST = re.compile(r"(?i)\b(?:first|earliest|oldest)\b(?![- ](?:line|choice|dose|treatment|course|in))")
_SINCE = re.compile(r"(?i)\bsince (?=(?:19|20)\d\d)")
_MONTHS = {
    name: f"{number:02}"
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
SHOWN = 3
OF_A_DRUG: tuple[EventKind, ...] = ("designation", "submission")  # of which the drug's own record tells little
OF_A_REGION: tuple[EventKind, ...] = (*OF_A_DRUG, "refusal", "withdrawal", "discontinuation")


def happened(reader: Reader) -> Iterator[Direct]:
    """Find the events of a year or a month by kind and region, the newest first; or the first approvals there are."""
    asked = reader.asked
    kind = next((one for one, words in HAPPENED.items() if asked.says(words)), None)
    first = kind == "approval" and not asked.years and not asked.regions and bool(_FIRST.search(asked.text))
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
        year, since = asked.years[0], bool(_SINCE.search(asked.text))
        month = next((number for name, number in _MONTHS.items() if asked.says(name)), "")
        when = f"{year}-{month}" if month and not since else year
        then = [one for one in fits if (can_be_since(one.date, year) if since else one.date.startswith(when))]
        newest = sorted(then, key=lambda one: one.date, reverse=True)
        ordered = sorted(newest, key=lambda one: -round(reader.share("events", one.id), 1))
        yield from (_told(one, f"netcli changes --since {year} --kind {kind}") for one in ordered[:SHOWN])
    elif kind == "approval" and not asked.years and _FIRST.search(asked.text) and not asked.of("sites"):
        for one in sorted(fits, key=lambda one: one.date)[:2]:
            yield _told(one, f"netcli show events:{one.id}")
    elif not asked.years and (of_drug or _is_of_a_region(kind, reader)):
        newest = sorted(fits, key=lambda one: one.date, reverse=True)
        ordered = sorted(newest, key=lambda one: -round(reader.share("events", one.id), 1))
        yield from (_told(one, f"netcli changes --kind {kind}") for one in ordered[:SHOWN])


def _is_of_a_region(kind: EventKind, reader: Reader) -> bool:
    """Tell whether nothing is named but a region whose decisions are asked for: "FDA rejections"."""
    asked = reader.asked
    return bool(asked.regions) and not asked.records and (kind in OF_A_REGION or asked.says("approvals"))


def _told(one: Event, command: str) -> Direct:
    return Direct("events", one.id, f"{one.date}: {one.title}", command)
