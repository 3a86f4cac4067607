"""Citations inside text: "median 28 months [@lutathera-us-label; @strosberg-2021]"."""

import re
from collections.abc import Callable, Iterator
from typing import Any

CITATION = re.compile(r"\s*\[(@[a-z0-9-]+(?:;\s*@[a-z0-9-]+)*)\]")


def cited_in(text: str) -> Iterator[str]:
    """Yield the source ids that `text` cites, in order."""
    for match in CITATION.finditer(text):
        for part in match.group(1).split(";"):
            yield part.strip().removeprefix("@")


def replace_citations(text: str, mark: Callable[[list[str]], str]) -> str:
    """Return `text` with every citation replaced by what `mark` makes of its source ids."""
    return text if "[@" not in text else CITATION.sub(lambda match: mark(list(cited_in(match.group(0)))), text)


def gather_sources(raw: Any) -> list[str]:
    """Return every source id in a raw record, in order of first appearance, each once."""
    found: dict[str, None] = {}
    _gather(raw, found)
    return list(found)


def _gather(raw: Any, found: dict[str, None]) -> None:
    if isinstance(raw, str):
        if "[@" in raw:
            found.update(dict.fromkeys(cited_in(raw)))
    elif isinstance(raw, list):
        for item in raw:
            _gather(item, found)
    elif isinstance(raw, dict):
        for key, value in raw.items():
            if key == "sources" and isinstance(value, list):
                found.update(dict.fromkeys(item for item in value if isinstance(item, str)))
            else:
                _gather(value, found)
