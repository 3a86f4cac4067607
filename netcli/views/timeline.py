"""What regulators decided, drawn on a line of years with a lane for each region."""

from collections import Counter
from collections.abc import Sequence

from netcli.knowledge.model import Event
from netcli.knowledge.vocabulary import REGIONS
from netcli.output.blocks import Block, Picture

WIDE, NARROW = 66, 36
LABEL = 8
MARKS = {"approval": "●", "refusal": "×", "withdrawal": "×", "discontinuation": "×"}
LEGEND = "● approval  × refusal, withdrawal, discontinuation  ? unconfirmed  2-9 several"
NARROW_LEGEND = ("● approval   ? unconfirmed   2-9 several", "× refusal, withdrawal, discontinuation")
STEPS = (1, 2, 5, 10, 20)  # years between two that are named
ROOM = 6  # columns that a named year wants


def timeline(events: Sequence[Event]) -> list[Block]:
    """Return the bundled decisions among some events as a drawing; nothing when they fall in one year.

    A mark has no room to say that an overlay made it.
    """
    decisions = [event for event in events if event.kind in MARKS and not event.origin]
    years = sorted({_year(event) for event in decisions})
    if len(years) < 2:  # noqa: PLR2004
        return []
    every = {region: [one for one in decisions if one.region == region] for region in REGIONS.words}
    lanes: dict[str, list[Event]] = {region: found for region, found in every.items() if found}
    span = range(years[0], years[-1] + 1)
    title = f"Decisions of regulators, {span[0]} to {span[-1]}"
    lines = [title, *_drawn(lanes, span, WIDE), LEGEND]
    narrow = [title, *_drawn(lanes, span, NARROW), *NARROW_LEGEND]
    words = f"{title}: {_said(lanes)}."
    return [Picture(lines, words, ("strong",), narrow)]


def _year(event: Event) -> int:
    return int(event.date[:4])


def _drawn(lanes: dict[str, list[Event]], span: range, width: int) -> list[str]:
    rows = [f"{region.upper():<{LABEL}}{_lane(events, span, width)}" for region, events in lanes.items()]
    line, years = _axis(span, width)
    return [*rows, " " * LABEL + line, " " * LABEL + years]


def _lane(events: Sequence[Event], span: range, width: int) -> str:
    marks: dict[int, list[str]] = {}
    for event in events:
        marks.setdefault(_column(event.date, span, width), []).append(MARKS[event.kind] if event.confirmed else "?")
    return "".join(_mark(marks.get(column, [])) for column in range(width)).rstrip()


def _mark(marks: list[str]) -> str:
    if len(marks) > 1:
        return str(min(len(marks), 9))
    return marks[0] if marks else " "


def _column(date: str, span: range, width: int) -> int:
    """Return where a date stands; a year or a month without a day stands at its beginning."""
    months = (int(date[:4]) - span[0]) * 12 + (int(date[5:7]) - 1 if len(date) > len("2025") else 0)
    return months * width // (12 * len(span))


def _axis(span: range, width: int) -> tuple[str, str]:
    step = next((step for step in STEPS if width * step >= ROOM * len(span)), STEPS[-1])
    line, years = ["─"] * width, [" "] * (width + 4)
    for year in (year for year in span if year % step == 0):
        column = _column(str(year), span, width)
        line[column] = "┴"
        years[column : column + 4] = str(year)
    return "".join(line), "".join(years).rstrip()


def _said(lanes: dict[str, list[Event]]) -> str:
    return "; ".join(f"{region.upper()} {_counted(events)}" for region, events in lanes.items())


def _counted(events: Sequence[Event]) -> str:
    counts = Counter(event.kind if event.confirmed else f"unconfirmed {event.kind}" for event in events)
    return ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in counts.items())
