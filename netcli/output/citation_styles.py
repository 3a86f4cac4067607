"""Sources as reference managers read them: BibTeX, RIS and CSL-JSON. The document is cited, not where it was read."""

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec
from msgspec import Struct

from netcli.knowledge.model import Source
from netcli.knowledge.vocabulary import Vocabulary, vocabulary
from netcli.knowledge.wording import local_mark
from netcli.output.sources import PMCID, address, in_full
from netcli.project import NAME

OTHERS = "et al."
PERSON = re.compile(r"(?P<family>.+) (?P<initials>[^\W\d_a-z](?:-?[^\W\d_a-z])*)")
VOLUME = re.compile(r"(?P<volume>[^(:]*)(?:\((?P<issue>[^)]*)\))?(?::(?P<pages>.*))?")
ISBN = re.compile(r"ISBN ([\d-]+X?)")


class Author(Struct, frozen=True):
    """A person by family name and initials ("M. E."), or an organisation by its name alone."""

    name: str
    given: str = ""


def authors_of(source: Source) -> list[Author]:
    """Return the authors of "Caplin ME, Pavel M, et al.": "et al." is the last where more are not named."""
    return [_author(name) for name in re.split(r", (?!and )", source.authors) if name]


def _author(name: str) -> Author:
    person = PERSON.fullmatch(name) if name != OTHERS else None
    initials = [f"{letter}." for letter in person["initials"] if letter != "-"] if person else []
    return Author(person["family"], " ".join(initials)) if person and name.upper() != name else Author(name)


class Form(Struct, frozen=True):
    """What a document is to a reference manager, in the words of each style, and what holds or publishes it."""

    bibtex: str
    bibtex_house: str
    ris: str
    ris_house: str
    csl: str
    csl_house: str


ARTICLE = Form("article", "journal", "JOUR", "JO", "article-journal", "container-title")
MEETING = Form("inproceedings", "booktitle", "CPAPER", "T2", "paper-conference", "container-title")
BOOK = Form("book", "publisher", "BOOK", "PB", "book", "publisher")
SOFTWARE = Form("misc", "howpublished", "COMP", "PB", "software", "publisher")
PAGE = Form("misc", "howpublished", "ELEC", "PB", "webpage", "publisher")


def _form(source: Source) -> Form:
    """Return the form of a source; what a supplement of a journal prints of a meeting is an article of it."""
    if source.id == NAME:
        return SOFTWARE
    if source.kind == "paper" or source.volume:
        return ARTICLE
    if source.kind == "congress":
        return MEETING
    return BOOK if source.kind == "classification" and "ISBN" in source.number else PAGE


def _volume(source: Source) -> dict[str, str]:
    """Return volume, issue and pages of "35(5 suppl):OC3"."""
    found = VOLUME.fullmatch(source.volume)
    return {name: text.strip() for name, text in found.groupdict("").items()} if found else {}


def _isbn(source: Source) -> str:
    found = ISBN.search(source.number)
    return found[1] if found else ""


def _remark(source: Source) -> str:
    """Return what has no field of its own: numbers, and that an overlay brought it."""
    number = "" if ISBN.search(source.number) else source.number
    return ", ".join(
        filter(None, (f"PMID {source.pmid}" if source.pmid else "", source.nct, number, local_mark(source)))
    )


def bibtex(sources: Sequence[Source]) -> str:
    """Return BibTeX entries; the id is the key."""
    return "\n".join(map(_bibtex, sources))


def _bibtex(one: Source) -> str:
    form, volume = _form(one), _volume(one)
    fields = {
        "author": " and ".join(map(_bibtex_author, authors_of(one))),
        "title": f"{{{_tex(one.title)}}}",
        form.bibtex_house: _tex(one.publisher),
        "year": (one.date or "")[:4],
        "volume": _tex(volume.get("volume", "")),
        "number": _tex(volume.get("issue", "")),
        "pages": _tex(re.sub(r"(?<=\w)-(?=\w)", "--", volume.get("pages", ""))),
        "isbn": _isbn(one),
        "doi": one.doi,
        "url": address(one),
        "note": _tex(_remark(one)),
        "urldate": one.read_on,
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{form.bibtex}{{{one.id},\n{body}\n}}\n"


def _bibtex_author(author: Author) -> str:
    if author.name == OTHERS:
        return "others"
    return f"{_tex(author.name)}, {author.given}" if author.given else f"{{{_tex(author.name)}}}"


def _tex(text: str) -> str:
    return re.sub(r"([&%$#_{}])", r"\\\1", text.replace("\\", r"\textbackslash "))


def ris(sources: Sequence[Source]) -> str:
    """Return RIS records."""
    return "\n".join(
        "".join(f"{tag}  - {value}\n" for tag, value in _ris(one) if value) + "ER  - \n" for one in sources
    )


def _ris(one: Source) -> Iterator[tuple[str, str]]:
    form, volume = _form(one), _volume(one)
    first, _, last = volume.get("pages", "").partition("-")
    yield "TY", form.ris
    yield "ID", one.id
    for author in authors_of(one):
        yield "AU", f"{author.name}, {author.given}" if author.given else author.name
    yield "TI", one.title
    yield form.ris_house, one.publisher
    yield "PY", (one.date or "")[:4]
    yield "DA", (one.date or "").replace("-", "/")
    yield "VL", volume.get("volume", "")
    yield "IS", volume.get("issue", "")
    yield "SP", first
    yield "EP", last
    yield "SN", _isbn(one)
    yield "DO", one.doi
    yield "AN", one.pmid or one.nct
    yield "UR", address(one)
    yield "Y2", one.read_on.replace("-", "/")
    yield "N1", _remark(one)


def csl_json(sources: Sequence[Source]) -> str:
    """Return CSL-JSON items."""
    items = msgspec.json.encode([_csl(one) for one in sources])
    return msgspec.json.format(items, indent=2).decode() + "\n"


def _csl(one: Source) -> dict[str, object]:
    form, volume, pmcid = _form(one), _volume(one), PMCID.search(one.number)
    item: dict[str, object] = {
        "id": one.id,
        "type": form.csl,
        "author": [
            {"family": author.name, "given": author.given} if author.given else {"literal": author.name}
            for author in authors_of(one)
        ],
        "title": one.title,
        form.csl_house: one.publisher,
        "volume": volume.get("volume", ""),
        "issue": volume.get("issue", ""),
        "page": volume.get("pages", ""),
        "ISBN": _isbn(one),
        "DOI": one.doi,
        "PMID": one.pmid,
        "PMCID": pmcid[0] if pmcid else "",
        "number": one.number if form in (PAGE, MEETING) else "",
        "version": one.number.removeprefix("version ") if form is SOFTWARE else "",
        "URL": address(one),
        "note": local_mark(one),
    }
    if one.read_on:
        item["accessed"] = {"date-parts": [_date_parts(one.read_on)]}
    if one.date:
        item["issued"] = {"date-parts": [_date_parts(one.date)]}
    return {name: value for name, value in item.items() if value}


def _date_parts(day: str) -> list[int]:
    return [int(part) for part in day.split("-")]


_WRITERS: dict[str, Callable[[Sequence[Source]], str]] = {
    "text": lambda sources: "".join(f"{in_full(one)}\n" for one in sources),
    "bibtex": bibtex,
    "ris": ris,
    "csl-json": csl_json,
}
STYLES: Vocabulary[str] = vocabulary("style", _WRITERS, {})


def in_style(style: str, sources: Sequence[Source]) -> str:
    """Return sources in one of STYLES."""
    return _WRITERS[style](sources)
