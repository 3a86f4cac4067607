"""Codes, and the sources of what is named."""

import re
from collections.abc import Iterator

from netcli.knowledge.files.load import COLLECTIONS
from netcli.knowledge.model import Site, Term
from netcli.knowledge.names import key, label_of, names_of
from netcli.knowledge.scheme import Entity, Scheme
from netcli.knowledge.search.asking import CODED, OTHER_CODES
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.direct.grading import DIGESTIVE
from netcli.knowledge.search.folding import words_of
from netcli.knowledge.search.passages import passages_of
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.sites import concerns
from netcli.knowledge.wording import citation

_CITED = re.compile(r"\b(?:bibtex|ris|csl|cite|citation|references|sources)\b", re.IGNORECASE)
_STYLES = {"bibtex": "bibtex", "ris": "ris", "csl": "csl-json"}
_BEHAVIOUR = re.compile(
    r"(?<![\w/.])/\s?[01369]\b|behaviou?r (?:code|digit)|(?:behind|after) the (?:slash|stroke)", re.IGNORECASE
)
HALF = 0.5  # of the words of a class, which make it the one that is meant
_GRADES = {"g1", "g2", "g3"}  # which "grade" goes by, too
_OF_MANY = {*words_of("cell type not stated now neuroendocrine")}  # words of a class that tell of none
CODED_IN = ("grading", "glossary", "syndromes", "sites", "events", "biomarkers")  # what tells of codes


def cited(reader: Reader) -> Iterator[Direct]:
    """Find the sources behind what is named, in a style."""
    if _CITED.search(reader.asked.text):
        for one in reader.asked.records[:1]:
            style = next((_STYLES[word] for word in _STYLES if word in reader.asked.words), "text")
            command = f"netcli cite {one.id} --style {style}"
            yield Direct(one.collection, one.id, f"Its sources: {command}", command, outright=True)


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
    """Find the morphology code of a class, in the editions in use at its site, or in any where none is named."""
    asked = reader.asked
    if not asked.says(CODED) or asked.codes or asked.says(OTHER_CODES):
        return
    every = [(scheme, one) for scheme in _schemes(reader) for one in scheme.entities.values() if one.icd_o]
    wanted, typed = _wanted(reader), {one.word for one in reader.concepts}
    scheme, best = max(every, key=lambda one: _alike(one[1], wanted, typed))
    if best.icd_o and _alike(best, wanted, typed)[0] >= HALF:
        says = f"{best.label}: ICD-O-3 {best.icd_o.code}{citation(list(best.icd_o.sources))}"
        yield Direct("grading", scheme.id, says, f"netcli show {label_of(scheme)}", outright=True)


def _schemes(reader: Reader) -> list[Scheme]:
    """Return the editions at the site that is named, or all, those in use first, the digestive ones before others."""
    sites, every = reader.knowledge.of(Site), reader.knowledge.of(Scheme).values()
    site = next(iter(reader.asked.of("sites")), None)
    here = [one for one in every if not site or concerns(site, one.sites, sites)] or every
    return sorted(here, key=lambda one: (not one.current, not concerns(DIGESTIVE, one.sites, sites)))


def _wanted(reader: Reader) -> set[str]:
    """Return the words of a question in all their forms, and those of every name of what it names: LCNEC in words."""
    terms = reader.knowledge.of(Term).values()
    names = ([set(words_of(name)) for name in names_of(one)] for one in terms)
    named = {
        word for of_one in names if any(name <= reader.said for name in of_one) for name in of_one for word in name
    }
    return reader.said | (named - _GRADES)


def _words_of(entity: Entity) -> set[str]:
    return set(words_of(f"{entity.label} {entity.grade or ''}")) - _OF_MANY


def _alike(entity: Entity, wanted: set[str], typed: set[str]) -> tuple[float, int, int]:
    """Return how whole the name of a class is in what is wanted, then how many of its words were typed, or meant."""
    words = _words_of(entity)
    return len(words & wanted) / max(len(words), 1), len(words & typed), len(words & wanted)


def behaving(reader: Reader) -> Iterator[Direct]:
    """Find what the digit behind the slash of a morphology code says."""
    if _BEHAVIOUR.search(reader.asked.text):
        for collection, one in reader.index.names.get(key("behaviour code"), []):
            said = passages_of(reader.knowledge.of(COLLECTIONS[collection])[one], reader.knowledge)[0]
            yield Direct(collection, one, said, f"netcli show {collection}:{one}", outright=True)
