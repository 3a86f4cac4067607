"""Sources: numbered in the order of an answer, the document described in a line, then how it was read."""

import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from netcli.knowledge.authority import TOLD, by_report, host_of, read_at_its_house
from netcli.knowledge.citations import replace_citations
from netcli.knowledge.model import Source
from netcli.knowledge.vocabulary import ReadingKind
from netcli.knowledge.wording import local_mark

PMCID = re.compile(r"\bPMC\d+")

_IN_ADDRESSES = "/:;()._-"  # of a DOI: the rest (old ones hold < and >) is percent-encoded


def _spans(numbers: Sequence[int]) -> str:
    """Return numbers as people cite them: "1,3-5"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ",".join(map(str, run)) for run in runs)  # noqa: PLR2004


class References:
    """Hands out the number of each source as text is printed, and lists them at the end.

    `places` says behind the numbers where in a source a statement stands, where that is on record. A label that was
    last read before `fresh_since` says when.
    """

    def __init__(self, sources: Mapping[str, Source], *, places: bool = False, fresh_since: str = "") -> None:
        self._sources = sources
        self._numbers: dict[str, int] = {}
        self._places = places
        self._fresh_since = fresh_since

    def number(self, text: str) -> str:
        """Return `text` with its citations as numbers in brackets."""
        return replace_citations(text, lambda placed: f" {self.told(placed)}")

    def told(self, placed: Sequence[tuple[str, str]], shown: Callable[[Sequence[int]], str] = _spans) -> str:
        """Return a citation: "[1,3-5]", "[2]†" where nothing but reports is behind, "[1] (section 4.1)" with places."""
        numbers = self.numbers([source for source, _ in placed])
        known = [self._sources[source] for source, _ in placed if source in self._sources]
        mark = "†" if known and all(map(by_report, known)) else ""
        located = [(self.numbers([source])[0], place) for source, place in placed if place and self._places]
        named = ", ".join(f"{number}: {place}" if len(numbers) > 1 else place for number, place in located)
        return f"[{shown(numbers)}]{mark}{f' ({named})' if named else ''}"

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
            year = (source.date or "")[:4]
            dated = name if kind == "Others" and name.endswith(year) else f"{name} {year}".strip()
            text = dated + self._old(source) + _signs(source)
            kinds.setdefault(kind, []).append((number, text, source))
        return sorted(kinds.items(), key=lambda entry: SHORT_KINDS.get(entry[0], 0))

    def _old(self, source: Source) -> str:
        day = source.read_on
        return f" (read {day[:7]})" if source.kind == "label" and day and day < self._fresh_since[: len(day)] else ""

    def read(self) -> str:
        """Return when the sources were read, and what their sign says: "Read 2026-11-23; † by report"."""
        sources = [source for _, source in self.listed()]
        days = sorted({source.read_on for source in sources} - {""})
        span = " to ".join(dict.fromkeys([*days[:1], *days[-1:]]))
        if len(days) > 1 and days[0][:7] == days[-1][:7]:
            span = days[0][:7]  # days of one month: the whole list has each
        return f"Read {span}" + ("; † by report" if any(map(by_report, sources)) else "")


NUMBERS = re.compile(r"(NDA|BLA|ANDA|EMEA/H/C)[ /](\d+)")  # of which a foot names the series once
SHORT_KINDS = {"PMID": 1, "doi": 2, "PMC": 3, "Registers": 4, "Others": 5}  # behind labels


def _short_name(source: Source) -> tuple[str, str]:
    """Return what kind of source it is, and by what it is found in short."""
    if source.kind == "label":
        kind = source.short or source.publisher or "Label"
        number = NUMBERS.fullmatch(source.number.partition(",")[0])
        series, one = number.groups() if number else ("", source.number.partition(",")[0].removeprefix("PMDA "))
        return f"{kind} {series}".strip().replace(" ", "\u00a0"), one
    if source.pmid:
        return "PMID", source.pmid
    if source.doi:
        return "doi", source.doi
    if pmcid := PMCID.search(source.number):
        return "PMC", pmcid[0].removeprefix("PMC")
    if source.nct and source.kind == "registry":
        return "Registers", source.nct
    return "Others", source.short or source.publisher or source.title


def _signs(source: Source) -> str:
    return ("†" if by_report(source) else "") + (f" ({local_mark(source)})" if source.origin else "")


def describe(source: Source) -> str:
    """Return a document in one line: authors, title, where and when it appeared, what it is found by.

    † stands behind what is known from reports.
    """
    parts = [part.rstrip(".") for part in (source.authors, source.title, _appeared(source)) if part]
    for name, value in (("PMID", source.pmid), ("doi", source.doi), ("", source.nct), ("", source.number)):
        if value:
            parts.append(f"{name} {value}".strip())
    if source.kind == "congress" and "abstract" not in f"{source.title} {source.publisher}".lower():
        parts.append("Meeting abstract")
    if source.origin:
        parts.append(local_mark(source))
    joined = ". ".join(parts).replace("?. ", "? ")
    return joined + ("†" if by_report(source) else "")


def _appeared(source: Source) -> str:
    """Return "N Engl J Med 2014;371:224-233" of a paper, "Novartis / US FDA. 2024-07-11" of anything else."""
    if source.volume:
        return " ".join(filter(None, (source.publisher, f"{(source.date or '')[:4]};{source.volume}")))
    house = source.publisher if source.publisher not in source.authors else ""
    return ". ".join(filter(None, (house, source.date)))


def how_read(source: Source) -> str:
    """Return where and when a document was read: "Abstract read in a copy at repository.uantwerpen.be, 2026-11-23"."""
    if not source.read_at:
        return f"Read {source.checked}" if source.checked else ""
    first, *others = _ways(source)
    return f"{'; '.join([first, *(one[0].lower() + one[1:] for one in others)])}, {source.read_on}"


def _ways(source: Source) -> list[str]:
    """Return each way of reading with its houses, the document's own words before accounts of it."""
    ways: dict[str, list[str]] = {}
    for one in sorted(source.read_at, key=lambda reading: reading.what in TOLD):
        in_copy = one.what in IN_A_COPY and not read_at_its_house(one, source)
        ways.setdefault(READ[one.what] + (" in a copy" if in_copy else ""), []).append(host_of(one.where))
    return [f"{way} at {', '.join(dict.fromkeys(hosts))}" for way, hosts in ways.items()]


READ: dict[ReadingKind, str] = {
    "whole": "Read whole", "abstract": "Abstract read", "excerpt": "Excerpt read", "copy": "Read in a copy",
    "report": "Reported", "digest": "Digest",
}  # fmt: skip
IN_A_COPY = ("whole", "abstract", "excerpt")


def in_full(source: Source) -> str:
    """Return the document in one line that can be found again, then how it was read.

    An identifier stands for the address where there is one.
    """
    found = "" if source.doi or source.pmid or source.nct else address(source)
    return " ".join(filter(None, (f"{describe(source)}.", found, reading_in_short(source))))


def reading_in_short(source: Source) -> str:
    """Return the most telling way in which a document was read elsewhere than at its house: of many places one."""
    if not source.read_at or source.checked:
        return ""
    way, _, hosts = _ways(source)[0].partition(" at ")
    first, *more = hosts.split(", ")
    return f"{way} at {first}{f' and {len(more)} more' if more else ''}, {source.read_on}."


def address(source: Source) -> str:
    """Return where a document can be opened: at its own house, never where a copy of it was read."""
    if source.doi:
        return f"https://doi.org/{quote(source.doi, safe=_IN_ADDRESSES)}"
    if source.url:
        return source.url
    if source.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/"
    if pmcid := PMCID.search(source.number):
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{pmcid[0]}/"
    return f"https://clinicaltrials.gov/study/{source.nct}" if source.nct and source.kind == "registry" else ""


def address_in_short(source: Source) -> str:
    """Return where a source can be opened by what names it in short."""
    return (
        f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/" if source.pmid and source.kind != "label" else address(source)
    )
