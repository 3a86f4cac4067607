"""What is no drug, trial or site: its whole card, in which long lists keep their first items."""

from collections.abc import Iterator

from msgspec import Struct

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Record
from netcli.knowledge.names import label_of
from netcli.output.blocks import Block, Bullets, Cell, Facts, Heading, Paragraph, Picture, Table, Ways, lines_of
from netcli.views.full.show import card
from netcli.views.lines import plain_card
from netcli.views.short import legend


class ShortRecord(Struct, frozen=True, omit_defaults=True):
    """A record on a screen: its texts, by what they tell."""

    id: str
    collection: str
    name: str
    texts: dict[str, list[str]]
    confirmed: bool = True
    origin: str = ""


def other_glance(record: Record, knowledge: Knowledge) -> list[Block]:
    return card(record, knowledge)


def other_row(record: Record, collection: str, knowledge: Knowledge) -> ShortRecord:
    """Return what the screen on a record says."""
    return _row(record, collection, other_glance(record, knowledge))


def plain_glance(record: Record) -> list[Block]:
    """Return a record in plain language."""
    return plain_card(record, label_of(record), record.plain)


def plain_row(record, collection):
    return _row(record, collection, plain_glance(record))


def _row(record, collection, blocks):
    return ShortRecord(record.id, collection, label_of(record), {}, record.confirmed, record.origin)
