"""How much a source carries: a document of its own, what recognised houses tell of it, or neither."""

from collections import Counter
from collections.abc import Iterable
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from netcli.knowledge.citations import claims_in
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Reading, Source
from netcli.knowledge.records import records
from netcli.knowledge.vocabulary import SourceKind

Authority = Literal["primary", "secondary", "none", "own"]
PRIMARY: tuple[SourceKind, ...] = (
    "label", "regulator", "registry", "paper", "congress", "guideline", "classification",
)  # fmt: skip
OWN_KINDS: tuple[SourceKind, ...] = ("computed", "editorial")
OWN: tuple[str, ...] = ("wilson-interval", "editorial-choice")  # what netcli works out and chooses, and says so
LIBRARY = ("pubmed.ncbi.nlm.nih.gov", "pmc.ncbi.nlm.nih.gov", "ncbi.nlm.nih.gov")  # of record for papers
TOLD = ("report", "digest")  # by others, in their words


def authority(source: Source) -> Authority:
    """Return what a source is: its own document, a recognised account, nothing of either, or netcli's own word.

    primary: the label, register entry, paper, guideline or classification itself, in its own words, in a copy too.
    secondary: a page of a named house, or a document that such a house reports. none: known from a digest alone, or
    not confirmed by any source.
    """
    if source.kind in OWN_KINDS:
        return "own" if source.id in OWN else "none"
    ways = {reading.what for reading in source.read_at} if not source.checked else set()
    if ways == {"digest"}:
        return "none"
    told = bool(ways) and ways <= set(TOLD)
    return "primary" if is_document(source) and not told else "secondary"


def is_document(source: Source) -> bool:
    """Tell whether a source is a document of its own, however it was read, and not an account of another."""
    return source.kind in PRIMARY and not source.secondary


def best(sources: Iterable[Source]) -> Authority:
    """Return the highest authority among some sources."""
    found = {authority(source) for source in sources}
    return next((one for one in ("primary", "secondary", "own") if one in found), "none")


def claims_by_authority(knowledge: Knowledge) -> dict[Authority, int]:
    """Return how many claims rest on what: a claim is a cited statement or a value with sources of its own."""
    known = knowledge.of(Source)
    counts: Counter[Authority] = Counter(
        best(known[name] for name in cited if name in known)
        for collection, record in records(knowledge)
        if collection != "sources"
        for cited in claims_in(msgspec.to_builtins(record))
    )
    return {one: counts[one] for one in ("primary", "secondary", "own", "none")}


def by_report(source: Source) -> bool:
    """Tell whether a source is, or is known from, another's account of a document alone."""
    return source.kind not in OWN_KINDS and authority(source) != "primary"


def read_at_its_house(reading: Reading, source: Source) -> bool:
    """Tell whether a document was read where it appeared, or in the library of record."""
    host = host_of(reading.where)
    return reading.what not in ("copy", *TOLD) and (host in LIBRARY or host == host_of(source.url))


def host_of(address: str) -> str:
    """Return the house of an address; what is no address stays as it is."""
    return urlsplit(address).netloc.removeprefix("www.") if "://" in address else address
