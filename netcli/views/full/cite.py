"""The answer of `cite`, and the card of a source."""

from collections.abc import Sequence

from msgspec import Struct

from netcli.knowledge.model import Record, Source
from netcli.knowledge.names import label_of
from netcli.knowledge.wording import marked
from netcli.output.blocks import Block, Bullets, Facts, Heading, Line
from netcli.output.sources import address, describe, how_read, in_full
from netcli.views.lines import local


class ShortSource(Struct, frozen=True, omit_defaults=True):
    """A document in a row: what a line of sources calls it, and one thing by which it is found."""

    id: str
    name: str
    date: str = ""
    found: str = ""


def short_source(source: Source) -> ShortSource:
    """Return a document as a row."""
    identifiers = (
        f"PMID {source.pmid}" if source.pmid else "",
        f"doi:{source.doi}" if source.doi else "",
        source.nct,
        source.number,
        source.url,
    )
    return ShortSource(source.id, source.short or source.title, source.date or "", next(filter(None, identifiers), ""))


def cite_blocks(records: Sequence[Record], sources: Sequence[Source]) -> list[Block]:
    """Return the sources behind some records, one a line."""
    named = ", ".join(marked(label_of(one), one) for one in records)
    return [Heading(f"Sources behind {named}"), Bullets([in_full(one) for one in sources])]


def source_card(source: Source, used_by: Sequence[str]) -> list[Block]:
    """Return a source and what rests on it."""
    return [
        Heading(source.title),
        *local(source),
        Facts((
            ("Kind", source.kind),
            ("Document", describe(source)),
            ("Open", address(source)),
            ("Read", how_read(source).removeprefix("Read ")),
            ("Reports", source.reports or ""),
            ("Note", source.note),
            ("Used by", _by_collection(used_by)),
        )),
    ]  # fmt: skip


def _by_collection(names: Sequence[str]) -> list[Line]:
    """Return the ids of some records, a line a collection."""
    found: dict[str, list[str]] = {}
    for collection, _, name in (one.partition(":") for one in names):
        found.setdefault(collection, []).append(name)
    return [Line(", ".join(ids), collection) for collection, ids in found.items()]
