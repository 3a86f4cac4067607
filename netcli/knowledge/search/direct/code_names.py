"""The names that codes bear, and how many of their words a question holds."""

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from itertools import pairwise

from netcli.knowledge.codes import Code, System
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Site, Syndrome, Term
from netcli.knowledge.names import names_of
from netcli.knowledge.search.folding import STOP_WORDS, words_of
from netcli.knowledge.search.reader import Reader

_SIZED = r"\b(small|large)\b(?![- ]cells?\b)"  # of an organ or a tumour, not of its cells
GRADES = {"g1", "g2", "g3"}  # which "grade" goes by, too
PRODUCING = {*words_of("producing secreting making")}  # which many do: what, is told by the hormone
UNSAID, ANY_TUMOUR = {*words_of("nos")}, {*words_of("tumour carcinoma")} | PRODUCING
UNSPECIFIED = {*words_of("other otherwise specified")}  # words of the part that is none of the named ones
OF_MANY = {*words_of("cell type not stated now neuroendocrine any site")}  # words of a class that tell of none


def names_by_code(knowledge: Knowledge) -> dict[str, list[set[str]]]:
    """Return the words of every name of each code, those of its syndrome too."""
    syndromes = knowledge.of(Syndrome)
    named = {
        one.id: [
            telling(name)
            for name in (
                one.means.partition(" (ICD-O-")[0],
                *one.terms,
                *(names_of(syndromes[one.syndrome]) if one.syndrome else ()),
            )
        ]
        for one in knowledge.of(Code).values()
    }
    for id_, part in _parts(knowledge).items():
        named[id_].append(part)
    return named


def _parts(knowledge: Knowledge) -> dict[str, set[str]]:
    """Return the words of those parts that one organ alone has: the upper lobe, the greater curvature."""
    sites = knowledge.of(Site)
    parts = {
        one.id: telling(one.means) - UNSAID - {word for site in one.sites for word in words_of(sites[site].name)}
        for one in knowledge.of(Code).values()
        if one.system == "icd-o-topography"
    }
    every = [*parts.values()]
    return {id_: part for id_, part in parts.items() if len(part) > 1 and every.count(part) == 1}


def telling(name: str) -> set[str]:
    """Return the words that tell a name from others; "NOS" where the rest is of any tumour."""
    words = {*words_of(name.replace("-", " "))} - OF_MANY - STOP_WORDS
    return words - UNSAID if words - UNSAID - ANY_TUMOUR else words


def wanted_in(reader: Reader, system: System) -> set[str]:
    """Return the words of a question in all their forms, and those of every name of what it names: LCNEC in words."""
    terms = reader.knowledge.of(Term).values()
    names = ([set(words_of(name)) for name in names_of(one)] for one in terms)
    named = {
        word for of_one in names if any(name <= reader.said for name in of_one) for name in of_one for word in name
    }
    sites = reader.knowledge.of(Site)
    organs = [words_of(sites[site].name) for site in reader.asked.of("sites")]
    organ = {words[0] for words in organs if len(words) == 1}  # the pancreas in "pancreatic tail"
    # A tumour of the small bowel is none of small cells.
    sized = {*re.findall(_SIZED, reader.asked.text.lower())} if system == "icd-o-morphology" else set[str]()
    said = (reader.said | {*words_of(reader.asked.text)}) - sized
    return said | {*numbered(reader)} | (named - GRADES) | organ


def numbered(reader: Reader) -> dict[str, tuple[str, str]]:
    """Return the names of two words that are written as one, too: "MEN 2B"."""
    pairs = pairwise(words_of(reader.asked.text))
    return {f"{one}{other}": (one, other) for one, other in pairs if other[0].isdigit()}


def typed_in(reader: Reader, named: Mapping[str, list[set[str]]]) -> set[str]:
    """Return the words of a question, the name of a code for the two that it is written with: "MEN 2B" is no MEN."""
    typed = {one.word for one in reader.concepts}
    for name, words in numbered(reader).items():
        if any(name in one for names in named.values() for one in names):
            typed = typed - {*words} | {name}
    return typed


def alike_in(words: set[str], wanted: set[str], typed: set[str]) -> tuple[float, int, int]:
    """Return how whole a name is in what is wanted, then how many of its words were typed, or meant."""
    # "Merkel cell" is enough for its carcinoma, "NOS" for none.
    telling = words - ANY_TUMOUR if words - ANY_TUMOUR - UNSAID else words
    share = max(len(some & wanted) / max(len(some), 1) for some in (words, telling))
    return share, len(words & typed), len(words & wanted)


def names_one(codes: Iterable[Code], wanted: AbstractSet[str], named: Mapping[str, list[set[str]]]) -> bool:
    """Tell whether a whole name of one of some codes is in what is wanted."""
    return any(words <= wanted for one in codes for words in named[one.id])
