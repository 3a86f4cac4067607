"""Numbers for the sources of an answer, in order of first mention, and the line that describes each."""

from urllib.parse import quote

from netcli.knowledge.citations import replace_citations
from netcli.knowledge.model import Source
from netcli.knowledge.wording import local_mark

_IN_ADDRESSES = "/:;()._-"  # of a DOI: the rest (old ones hold < and >) is percent-encoded


class References:
    """Hands out the number of each source as text is printed, and lists them at the end."""

    def __init__(self, sources: dict[str, Source]) -> None:
        self._sources = sources
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> str:
        """Return `text` with its citations as numbers in brackets."""
        return replace_citations(text, self.mark)

    def mark(self, ids: list[str]) -> str:
        """Return the marker of some sources: " [1,2]"."""
        numbers = sorted({self._numbers.setdefault(name, len(self._numbers) + 1) for name in ids})
        return f" [{','.join(map(str, numbers))}]" if numbers else ""

    def listed(self) -> list[tuple[int, Source]]:
        """Return the sources mentioned so far with their numbers."""
        return [(number, self._sources[name]) for name, number in self._numbers.items() if name in self._sources]


def describe(source: Source) -> str:
    """Return a source in one line: title, publisher, date, identifiers, address, when it was checked."""
    parts = [source.title.rstrip(".")]
    if source.publisher:
        parts.append(source.publisher)
    if source.date:
        parts.append(source.date)
    for name, value in (("PMID", source.pmid), ("doi", source.doi), ("", source.nct)):
        if value:
            parts.append(f"{name} {value}".strip())
    if source.secondary:
        parts.append("secondary source")
    if source.origin:
        parts.append(local_mark(source))
    return ". ".join([*parts, f"Checked {source.checked}"])


def in_full(source: Source) -> str:
    """Return a source in one line that can be found again: an identifier stands for the address where there is one."""
    if source.doi or source.pmid or source.nct:
        return f"{describe(source)}."
    return f"{describe(source)}. {address(source)}".rstrip()


def address(source: Source) -> str:
    """Return where a source can be opened."""
    if source.doi:
        return f"https://doi.org/{quote(source.doi, safe=_IN_ADDRESSES)}"
    if source.url:
        return source.url
    if source.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/"
    return f"https://clinicaltrials.gov/study/{source.nct}" if source.nct else ""
