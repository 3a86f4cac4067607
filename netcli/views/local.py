"""The mark of what an overlay added or changed: never absent, never mistaken for bundled knowledge."""

from netcli.knowledge.model import Record
from netcli.knowledge.wording import local_mark
from netcli.output.blocks import Block, Line, Paragraph


def local_line(record: Record) -> list[Line]:
    """Return the mark as a line of a cell; none for a bundled record."""
    return [Line("", local_mark(record), "overlay")] if record.origin else []


def local(record: Record) -> list[Block]:
    """Return the mark as a paragraph of a card; none for a bundled record."""
    return [Paragraph(local_mark(record), "overlay")] if record.origin else []
