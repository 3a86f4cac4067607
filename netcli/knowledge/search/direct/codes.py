"""Codes, and the sources of what is named."""

import re
from collections.abc import Iterator

from netcli.knowledge.files.load import COLLECTIONS
from netcli.knowledge.names import label_of
from netcli.knowledge.scheme import Entity
from netcli.knowledge.search.asking import CODED
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.direct.grading import DIGESTIVE, schemes_in_use
from netcli.knowledge.search.folding import words_of
from netcli.knowledge.search.passages import passages_of
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.wording import citation

_CITED = re.compile(r"\b(?:bibtex|ris|csl|cite|citation|references|sources)\b", re.IGNORECASE)
_STYLES = {"bibtex": "bibtex", "ris": "ris", "csl": "csl-json"}
CODED_IN = ("grading", "glossary", "syndromes", "sites", "events", "biomarkers")  # what tells of codes


def cited(reader: Reader) -> Iterator[Direct]:
    """Find the sources behind what is named, in a style."""
    if _CITED.search(reader.asked.text):
        for one in reader.asked.records[:1]:
            style = next((_STYLES[word] for word in _STYLES if word in reader.asked.words), "text")
            command = f"netcli cite {one.id} --style {style}"
            yield Direct(one.collection, one.id, f"Its sources: {command}", command)


def coded(reader: Reader) -> Iterator[Direct]:
    """Find a code, where it stands whole."""
    for code in reader.asked.codes:
        whole = re.compile(rf"(?<![\w./]){re.escape(code)}(?![\w/]|\.\w)", re.IGNORECASE)
        for collection in CODED_IN:
            for record in reader.knowledge.of(COLLECTIONS[collection]).values():
                said = next((one for one in passages_of(record, reader.knowledge) if whole.search(one)), "")
                if said:
                    yield Direct(collection, record.id, said, f"netcli show {collection}:{record.id}")


def code_of(reader: Reader) -> Iterator[Direct]:
    """Find the morphology code of a class, in the edition in use at its site."""
    if not reader.asked.says(CODED) or reader.asked.codes:
        return
    asked = {word for one in reader.concepts for word in (one.word, *one.forms)}
    for scheme in schemes_in_use(next(iter(reader.asked.of("sites")), DIGESTIVE), reader.knowledge):
        best = max(scheme.entities.values(), key=lambda one: _shared(one, asked))
        if best.icd_o and _shared(best, asked):
            says = f"{best.label}: ICD-O-3 {best.icd_o.code}{citation(list(best.icd_o.sources))}"
            yield Direct("grading", scheme.id, says, f"netcli show {label_of(scheme)}")


def _shared(entity: Entity, asked: set[str]) -> int:
    """Return how many words a class that has a code shares with the question."""
    return len(asked & set(words_of(f"{entity.label} {entity.grade or ''}"))) if entity.icd_o else 0
