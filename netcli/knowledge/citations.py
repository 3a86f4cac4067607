"""Citations inside text: "median 28 months [@lutathera-us-label, section 14.1; @strosberg-2021]".

What stands behind a comma is the place in that source: its section, table, figure or page.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from typing import Any

import msgspec

_ONE = r"@[a-z0-9-]+(?:, [^][;@]+)?"
Steps = tuple[str | int, ...]  # from a record to what it holds: fields, names and places in lists
Placed = list[tuple[str, str]]  # sources, each with the place in it or ""
Claim = tuple[Steps, Placed]
CITATION = re.compile(rf"\s*\[({_ONE}(?:;\s*{_ONE})*)\]")
# Both as JSON has them: each begins with what is rare, so that a text is searched in no time.
_IN_TEXT = rf"\[({_ONE}(?:;(?:\s|\\n)*{_ONE})*)\]".encode()
_IN_LIST = rb'"sources":(\["[^]]*)'
_ID = rb'@([a-z0-9-]+)|[\[,]"([^"]+)"'


def cited_in(text: str) -> Iterator[str]:
    """Yield the source ids that `text` cites, in order."""
    for source, _ in placed_in(text):
        yield source


def placed_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield each source id that `text` cites and the place in that source, "" where none is given."""
    for match in CITATION.finditer(text):
        for part in match[1].split(";"):
            source, _, place = part.strip().removeprefix("@").partition(", ")
            yield source, place


def replace_citations(text: str, mark: Callable[[list[tuple[str, str]]], str]) -> str:
    """Return `text` with every citation replaced by what `mark` makes of its source ids and the places in them."""
    return text if "[@" not in text else CITATION.sub(lambda match: mark(list(placed_in(match[0]))), text)


def cite(placed: Iterable[tuple[str, str]]) -> str:
    """Return the citation of some sources, each with a place in it or ""."""
    named = [f"@{source}, {place}" if place else f"@{source}" for source, place in placed]
    return f" [{'; '.join(named)}]" if named else ""


def gather_sources(raw: Any) -> list[str]:
    """Return every source id in a raw record, in order of first appearance, each once."""
    return sources_in(msgspec.json.encode(raw))


def sources_in(text: bytes) -> list[str]:
    """Return every source id in JSON, in order of first appearance, each once: the cited ones and those of `sources`.

    Text is searched in a fraction of the time that it takes to walk what it holds.
    """
    found = sorted([*re.finditer(_IN_TEXT, text), *re.finditer(_IN_LIST, text)], key=re.Match.start)
    told = dict.fromkeys(one[1] for one in found)
    ids = dict.fromkeys(cited or listed for one in told for cited, listed in re.findall(_ID, one))
    return [name.decode() for name in ids]


def renamed(raw: Any, present: Mapping[str, str]) -> Any:
    """Return a copy of a raw record that cites by their present ids the sources that it knows by former ones."""
    if isinstance(raw, str):
        return replace_citations(raw, lambda placed: cite((present.get(one, one), place) for one, place in placed))
    if not isinstance(raw, list | dict):
        return raw
    found = copy(raw)  # with the lines that YAML's containers know
    for step, child in raw.items() if isinstance(raw, dict) else enumerate(raw):
        found[step] = renamed(child, present)
    if isinstance(found, dict) and isinstance(ids := found.get("sources"), list):
        ids[:] = [present.get(one, one) if isinstance(one, str) else one for one in ids]
    return found


def claims_in(record: Any) -> Iterator[list[str]]:
    """Yield the sources of each claim of a raw record: of a citation in a text, of a value with sources of its own.

    The `sources` of the record itself gather what its texts cite; they are a claim only where nothing inside cites.
    """
    yield from ([source for source, _ in placed] for _, placed in placed_claims(record))


def placed_claims(record: Any) -> Iterator[Claim]:
    """Yield each claim as `claims_in` does: where it stands in the record, and its sources with the places in them."""
    inner = [one for key, value in record.items() if key != "sources" for one in _claims(value, (key,))]
    yield from inner or ([((), _told_in(record))] if record.get("sources") else [])


def _claims(raw: Any, steps: Steps) -> Iterator[Claim]:
    if isinstance(raw, str):
        yield from ((steps, [*placed_in(match[0])]) for match in CITATION.finditer(raw))
    elif isinstance(raw, list):
        for index, item in enumerate(raw):
            yield from _claims(item, (*steps, index))
    elif isinstance(raw, dict):
        if raw.get("sources"):
            yield steps, _told_in(raw)
        for key, value in raw.items():
            if key != "sources":
                yield from _claims(value, (*steps, key))


def _told_in(raw: Any) -> Placed:
    """Return the sources that stand beside a value, each with the place in it that `locators` tell."""
    places = raw.get("locators") or {}
    return [(source, places.get(source, "")) for source in raw["sources"]]
