"""Codes, and the sources of what is named."""

import re
from collections.abc import Iterator

from netcli.knowledge.files.load import COLLECTIONS
from netcli.knowledge.names import label_of
from netcli.knowledge.scheme import Scheme
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.asking import CODED
from netcli.knowledge.search.folding import words_of
from netcli.knowledge.search.passages import passages_of
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.wording import citation

_CITED = re.compile(r"\b(?:bibtex|ris|csl|cite|citation|references|sources)\b", re.IGNORECASE)
_STYLES = {"bibtex": "bibtex", "ris": "ris", "csl": "csl-json"}
CODED_IN = ("grading", "glossary", "faq", "syndromes", "sites", "events", "biomarkers")  # what tells of codes


def cited(reader: Reader) -> Iterator[Direct]:
    """The sources behind what is named, in a style."""
    if _CITED.search(reader.asked.text):
        for one in reader.asked.records[:1]:
            style = next((_STYLES[word] for word in _STYLES if word in reader.asked.words), "text")
            command = f"netcli cite {one.id} --style {style}"
            yield Direct(one.collection, one.id, f"Its sources: {command}", command)


def coded(reader: Reader) -> Iterator[Direct]:
    """A code, where it stands whole."""
    for code in reader.asked.codes:
        whole = re.compile(rf"(?<![\w./]){re.escape(code)}(?![\w/]|\.\w)", re.IGNORECASE)
        for collection in CODED_IN:
            for record in reader.knowledge.of(COLLECTIONS[collection]).values():
                said = next((one for one in passages_of(record, reader.knowledge) if whole.search(one)), "")
                if said:
                    yield Direct(collection, record.id, said, f"netcli show {collection}:{record.id}")


def code_of(reader: Reader) -> Iterator[Direct]:
    """The morphology code of a class, in the edition in use."""
    if not reader.asked.says(CODED) or reader.asked.codes:
        return
    asked = {word for one in reader.concepts for word in (one.word, *one.forms)}
    for scheme in reader.knowledge.of(Scheme).values():
        ranked = sorted(
            ((len(asked & set(words_of(f"{one.label} {one.grade or ''}"))), one) for one in scheme.entities.values()),
            key=lambda pair: -pair[0],
        )
        count, best = next(iter(ranked), (0, None))
        thoracic = "lung" in scheme.sites
        if scheme.current and thoracic is bool({"lung", "thymus"} & set(reader.asked.of("sites"))) and count and best and best.icd_o:
            says = f"{best.label}: ICD-O-3 {best.icd_o.code}{citation(list(best.icd_o.sources))}"
            yield Direct("grading", scheme.id, says, f"netcli show {label_of(scheme)}")
