"""Rules on sources: a document is found by its identifier, stands at its own house, and says when it was read."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from netcli.knowledge.authority import host_of
from netcli.knowledge.files.faults import Fault
from netcli.knowledge.files.raw import field_of, pieces, values
from netcli.knowledge.model import Source
from netcli.knowledge.setting import Setting

MIRRORS = Path(__file__).parent.parent / "data" / "mirrors.txt"
IDENTIFIER = re.compile(r"\bPMC\d+|\bISBN [\d-]+X?|\b(?:TA|IPG|DG|ID)\d{1,4}\b")  # the last are NICE's own
BARE_IP = re.compile(r"^(?:\w+://)?(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]+\])(?=[:/]|$)", re.IGNORECASE)
SCHOLARLY = ("paper", "guideline")
ADDRESSES = ("url", "where", "id", "aliases")
CURATING = re.compile(
    r"\b(?:sources? read|(?:register |this |a |one |the )mirrors?|insert (?:was )?not read|low-grade"
    r"|cop(?:y|ies) (?:was |were )?read|read (?:as|in) a copy|(?:in|by|of) a digest|abstract (?:was )?read)\b",
    re.IGNORECASE,
)


def readings_are_told(collection: str, raw: dict[str, Any], setting: Setting) -> Iterator[Fault]:
    """A source says when it was read: at its own house in `checked`, elsewhere in `read_at`."""
    patches = setting.bundled is not None and raw.get("id") in setting.bundled.of(Source)
    if collection == "sources" and not patches and not raw.get("checked") and not raw.get("read_at"):
        yield Fault((), "says in neither `checked` nor `read_at` when it was read")


def readings_name_a_house(collection: str, raw: dict[str, Any], _: Setting) -> Iterator[Fault]:
    """A bare IP address names nobody and leads elsewhere tomorrow: the page that was read is told by its name."""
    for index, reading in enumerate((raw.get("read_at") or []) if collection == "sources" else []):
        if BARE_IP.match(str(reading.get("where", ""))):
            yield Fault(("read_at", index, "where"), "is a bare IP address: give the name of the house, or of the page")


def documents_are_found(collection: str, raw: dict[str, Any], setting: Setting) -> Iterator[Fault]:
    """A bundled paper or guideline has a DOI, PMID or a known number, a label its own; or its note says why not."""
    if collection != "sources" or setting.bundled is not None:
        return
    number, note = str(raw.get("number", "")), str(raw.get("note", ""))
    if raw.get("kind") in SCHOLARLY:
        found = raw.get("doi") or raw.get("pmid") or IDENTIFIER.search(number)
        if not found and not note.startswith("No identifier:"):
            yield Fault(
                (), 'has no DOI, PMID, PMCID, ISBN or NICE number; if it has none, its note begins "No identifier:"'
            )
    if raw.get("kind") == "label" and not number and not note.startswith("No number:"):
        yield Fault((), 'a label has its application or product number, or a note that begins "No number:"')


def documents_stand_at_their_house(collection: str, raw: dict[str, Any], setting: Setting) -> Iterator[Fault]:
    """The address of a bundled source is the document's own; a mirror, blog or digest is where it was read."""
    if collection == "sources" and setting.bundled is None and (host := host_of(str(raw.get("url", "")))) in mirrors():
        yield Fault(("url",), f"{host} shows the documents of others: it belongs into `read_at`")


def locators_name_their_sources(_: str, raw: dict[str, Any], __: Setting) -> Iterator[Fault]:
    """A place in a source stands beside the source that it is in."""
    for where, piece in pieces(raw):
        for source in piece.get("locators") or {}:
            if source not in (piece.get("sources") or []):
                yield Fault((*where, "locators", source), "gives a place in a source that is not among its `sources`")


def readers_do_not_hear_of_the_curating(collection: str, raw: dict[str, Any], setting: Setting) -> Iterator[Fault]:
    """A bundled text says what is known, what is not and since when; how it was found is told by its source."""
    if setting.bundled is None and collection != "edition":
        for where, text in values(raw):
            if field_of(where) not in ADDRESSES and (found := CURATING.search(text)):
                yield Fault(where, f"speaks of the curating: '{found[0]}'")


@cache
def mirrors() -> frozenset[str]:
    """Return the hosts that copy, digest or resell what others wrote."""
    lines = MIRRORS.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
