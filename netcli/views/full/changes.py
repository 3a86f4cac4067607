"""The answer of `changes`, and the card of an event."""

from collections.abc import Sequence

from netcli.knowledge.model import Event
from netcli.knowledge.wording import citation, unconfirmed
from netcli.output.blocks import Block, Column, Facts, Heading, Line, Paragraph, Table, rows
from netcli.views.lines import local, local_line


def event_blocks(events: Sequence[Event], kind: str, since: str) -> list[Block]:
    """Return dated events, the newest first, under a drawing of what regulators decided.

    `kind` and `since` are what was asked for, "" where nothing was.
    """
    title = (f"{kind.capitalize()}s" if kind else "Changes in the field") + (f" since {since}" if since else "")
    found = [(event.date, _what(event), [Line("", event.title, "strong"), *_story(event)]) for event in events]
    columns = [Column("Date", most=10), Column("what", most=18), Column("event", 1, least=40)]
    from netcli.views.timeline import timeline  # a drawing, for those who look

    return [Heading(title), *timeline(events), Table(columns, rows(found))]


def _what(event: Event) -> str:
    region = "" if event.region == "global" else f"{event.region.upper()} "
    return region + kind_in_words(event.kind)


def _story(event: Event) -> list[Line]:
    return [Line(event.text + unconfirmed(event.confirmed)), *local_line(event)]


def kind_in_words(kind: str) -> str:
    """Return the kind of an event as a word: "trial start", but "read-out"."""
    return kind if kind == "read-out" else kind.replace("-", " ")


def event_card(event: Event) -> list[Block]:
    """Return one event."""
    return [
        Heading(event.title),
        *local(event),
        Facts((("Date", event.date), ("What", event.kind), ("Region", event.region.upper()))),
        Paragraph(event.text + unconfirmed(event.confirmed) + ("" if "[@" in event.text else citation(event.sources))),
    ]
