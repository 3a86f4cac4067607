"""The answer of `changes`, and the card of an event."""

from collections.abc import Sequence

from netcli.knowledge.model import Event
from netcli.knowledge.wording import citation, unconfirmed
from netcli.output.blocks import Block, Facts, Heading, Line, Paragraph, Table, columns, rows
from netcli.views.lines import local, local_line
from netcli.views.timeline import timeline


def event_blocks(events: Sequence[Event], kind: str, since: str) -> list[Block]:
    """Return dated events, the newest first, under a drawing of what regulators decided.

    `kind` and `since` are what was asked for, "" where nothing was.
    """
    title = (f"{kind.capitalize()}s" if kind else "Changes in the field") + (f" since {since}" if since else "")
    found = [
        (
            Line("", event.date, "strong"),
            f"{event.kind.replace('-', ' ')}" + (f", {event.region.upper()}" if event.region != "global" else ""),
            [Line("", event.title, "strong"), Line(event.text + unconfirmed(event.confirmed)), *local_line(event)],
        )
        for event in events
    ]
    return [Heading(title), *timeline(events), Table(columns({"Date": 2, "What": 3, "Event": 9}), rows(found))]


def event_card(event: Event) -> list[Block]:
    """Return one event."""
    return [
        Heading(event.title),
        *local(event),
        Facts((("Date", event.date), ("What", event.kind), ("Region", event.region.upper()))),
        Paragraph(event.text + unconfirmed(event.confirmed) + ("" if "[@" in event.text else citation(event.sources))),
    ]
