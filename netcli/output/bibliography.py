"""Sources as reference managers read them: plain text, BibTeX, RIS, CSL-JSON."""

import json
import re
from collections.abc import Callable, Sequence

from netcli.knowledge.model import Source
from netcli.knowledge.vocabulary import Vocabulary, vocabulary
from netcli.knowledge.wording import local_mark
from netcli.output.references import address, describe


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
    items = [_csl(one) for one in sources]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


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
