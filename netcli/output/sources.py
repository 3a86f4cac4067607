"""Sources: numbered in the order of an answer, described in a line, and as reference managers read them."""

import re
from collections.abc import Callable, Sequence
from urllib.parse import quote

import msgspec

from netcli.knowledge.citations import replace_citations
from netcli.knowledge.model import Source
from netcli.knowledge.vocabulary import Vocabulary, vocabulary
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


def in_lines(sources: Sequence[Source]) -> list[str]:
    """Return a line a source."""
    return [f"{describe(one)}. {address(one)}".rstrip() for one in sources]


def bibtex(sources: Sequence[Source]) -> str:
    """Return BibTeX entries; the id is the key."""
    entries = []
    for one in sources:
        paper = one.kind == "paper"
        fields = {
            "title": f"{{{_tex(one.title)}}}",
            "journal" if paper else "howpublished": _tex(one.publisher),
            "year": (one.date or "")[:4],
            "doi": one.doi,
            "url": address(one),
            "note": _tex(", ".join(filter(None, (f"PMID {one.pmid}" if one.pmid else one.nct, local_mark(one))))),
            "urldate": one.checked,
        }
        body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
        entries.append(f"@{'article' if paper else 'misc'}{{{one.id},\n{body}\n}}\n")
    return "\n".join(entries)


def _tex(text: str) -> str:
    return re.sub(r"([&%$#_{}])", r"\\\1", text.replace("\\", r"\textbackslash "))


def ris(sources: Sequence[Source]) -> str:
    """Return RIS records."""
    records = []
    for one in sources:
        fields = [
            ("TY", "JOUR" if one.kind == "paper" else "ELEC"),
            ("ID", one.id),
            ("TI", one.title),
            ("JO" if one.kind == "paper" else "PB", one.publisher),
            ("PY", (one.date or "")[:4]),
            ("DA", (one.date or "").replace("-", "/")),
            ("DO", one.doi),
            ("AN", one.pmid or one.nct),
            ("UR", address(one)),
            ("Y2", one.checked.replace("-", "/")),
            ("N1", local_mark(one)),
        ]
        records.append("".join(f"{tag}  - {value}\n" for tag, value in fields if value) + "ER  - \n")
    return "\n".join(records)


def csl_json(sources: Sequence[Source]) -> str:
    """Return CSL-JSON items."""
    items = msgspec.json.encode([_csl(one) for one in sources])
    return msgspec.json.format(items, indent=2).decode() + "\n"


def _csl(one: Source) -> dict[str, object]:
    item: dict[str, object] = {
        "id": one.id,
        "type": "article-journal" if one.kind == "paper" else "webpage",
        "title": one.title,
        "container-title" if one.kind == "paper" else "publisher": one.publisher,
        "DOI": one.doi,
        "PMID": one.pmid,
        "URL": address(one),
        "note": local_mark(one),
        "accessed": {"date-parts": [_date_parts(one.checked)]},
    }
    if one.date:
        item["issued"] = {"date-parts": [_date_parts(one.date)]}
    return {name: value for name, value in item.items() if value}


def _date_parts(day: str) -> list[int]:
    return [int(part) for part in day.split("-")]


_WRITERS: dict[str, Callable[[Sequence[Source]], str]] = {
    "text": lambda sources: "".join(f"{line}\n" for line in in_lines(sources)),
    "bibtex": bibtex,
    "ris": ris,
    "csl-json": csl_json,
}
STYLES: Vocabulary[str] = vocabulary("style", _WRITERS, {})


def in_style(style: str, sources: Sequence[Source]) -> str:
    """Return sources in one of STYLES."""
    return _WRITERS[style](sources)
