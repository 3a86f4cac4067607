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
        """Return the marker of some sources: " [1,3-5]"."""
        numbers = self.numbers(ids)
        return f" [{_spans(numbers)}]" if numbers else ""

    def numbers(self, ids: list[str]) -> list[int]:
        """Return the numbers of some sources, in order; one that is mentioned for the first time gets the next."""
        return sorted({self._numbers.setdefault(name, len(self._numbers) + 1) for name in ids})

    def listed(self) -> list[tuple[int, Source]]:
        """Return the sources mentioned so far with their numbers."""
        return [(number, self._sources[name]) for name, number in self._numbers.items() if name in self._sources]

    def in_short(self) -> list[tuple[str, list[tuple[int, str, Source]]]]:
        """Return the sources as the foot of a screen names them, by kind: "PMID", and of each "38851203 2024"."""
        kinds: dict[str, list[tuple[int, str, Source]]] = {}
        for number, source in self.listed():
            kind, name = _short_name(source)
            text = " ".join(filter(None, (name, f"{(source.date or 'n.d.')[:4]}{_signs(source)}")))
            kinds.setdefault(kind, []).append((number, text, source))
        return sorted(kinds.items(), key=lambda entry: SHORT_KINDS.get(entry[0], 0))

    def read(self) -> str:
        """Return when the sources were read, and what their sign says: "Read 2026-11-23; † copy or report"."""
        sources = [source for _, source in self.listed()]
        days = sorted({source.checked for source in sources})
        span = " to ".join(dict.fromkeys([*days[:1], *days[-1:]]))
        return f"Read {span}" + ("; † copy or report" if any(source.secondary for source in sources) else "")


def _spans(numbers: Sequence[int]) -> str:
    """Return numbers as people cite them: "1,3-5"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ",".join(map(str, run)) for run in runs)  # noqa: PLR2004


SHORT_KINDS = {"PMID": 1, "doi": 2, "Registers": 3, "Others": 4}  # behind labels, which have a word for each region


def _short_name(source: Source) -> tuple[str, str]:
    """Return what kind of source it is, and by what it is found in short."""
    if source.kind == "label":
        return (source.short or source.publisher or "Label").replace(" ", "\u00a0"), ""
    if source.pmid:
        return "PMID", source.pmid
    if source.doi:
        return "doi", source.doi
    if source.nct:
        return "Registers", source.nct
    return "Others", source.short or source.publisher or source.title


def _signs(source: Source) -> str:
    return ("†" if source.secondary else "") + (f" ({local_mark(source)})" if source.origin else "")


def describe(source: Source) -> str:
    """Return a source in one line: title, publisher, date, identifiers; † stands behind a copy or report."""
    parts = [source.title.rstrip(".")]
    if source.publisher:
        parts.append(source.publisher)
    if source.date:
        parts.append(source.date)
    for name, value in (("PMID", source.pmid), ("doi", source.doi), ("", source.nct)):
        if value:
            parts.append(f"{name} {value}".strip())
    if source.origin:
        parts.append(local_mark(source))
    return ". ".join(parts) + ("†" if source.secondary else "")


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


def address_in_short(source: Source) -> str:
    """Return where a source can be opened by what names it in short."""
    return (
        f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/" if source.pmid and source.kind != "label" else address(source)
    )


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
