"""What the knowledge is: its edition, what it holds and on what that rests."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from netcli.knowledge.authority import Authority, claims_by_authority
from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.knowledge.model import CrossReferenced, OutOfScope, RegionOnRecord, Source
from netcli.knowledge.vocabulary import TERMINOLOGIES
from netcli.knowledge.wording import marked
from netcli.project import A_WRONG_LINE, addresses


class Coverage(Struct, frozen=True):
    """How many records of a collection have identifiers of other terminologies, and how many those are, by prefix."""

    collection: str
    records: int
    identified: int
    identifiers: dict[str, int]


class About(Struct, frozen=True):
    """The knowledge in use; `updated` is the day of what `netcli update` keeps, `claims` counts by authority."""

    version: str
    reviewed: str
    updated: str | None
    sources_read: list[str]  # the first day and the last
    claims: dict[Authority, int]
    licence: str
    scope: str
    regions: list[RegionOnRecord]
    out_of_scope: list[str]
    counts: dict[str, int]
    identifiers: list[Coverage]
    addresses: dict[str, str]  # of the project
    a_wrong_line: str  # to whom it is reported, and with what


class Checked(Struct, frozen=True):
    """What `knowledge check` found to be valid: how many records of each collection."""

    valid: bool
    records: dict[str, int]


class Skill(Struct, frozen=True):
    """The skill file for assistants, in Markdown."""

    text: str


class Counted(Struct, frozen=True):
    """How many records a collection holds."""

    collection: str
    records: int


def about_knowledge(knowledge: Knowledge) -> About:
    """Return what the knowledge is and holds."""
    edition = knowledge.edition
    read = sorted(source.read_on for source in knowledge.of(Source).values())
    return About(
        version=edition.version,
        reviewed=edition.reviewed,
        updated=knowledge.update.day if knowledge.update else None,
        sources_read=[read[0], read[-1]] if read else [],
        claims=claims_by_authority(knowledge),
        licence=edition.licence,
        scope=edition.scope,
        regions=edition.regions,
        out_of_scope=[marked(one.name, one) for one in knowledge.of(OutOfScope).values()],
        counts={
            name: len(knowledge.of(kind))
            for name, kind in COLLECTIONS.items()
            if name not in ("edition", "out_of_scope")
        },
        identifiers=[
            _coverage(name, [*knowledge.of(kind).values()])
            for name, kind in COLLECTIONS.items()
            if issubclass(kind, CrossReferenced)
        ],
        addresses=addresses(),
        a_wrong_line=A_WRONG_LINE,
    )


def _coverage(collection: str, records: Sequence[CrossReferenced]) -> Coverage:
    found = Counter(curie.partition(":")[0] for one in records for curie in one.xrefs)
    by = {prefix: found[prefix] for prefix in TERMINOLOGIES if found[prefix]}
    return Coverage(collection, len(records), sum(1 for one in records if one.xrefs), by)
