"""What a question is about: the things on record that it names, its codes and numbers, and what it asks of them.

A record answers a question only if it speaks of each thing that the question names.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from netcli.knowledge import model
from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.knowledge.names import key, names_of
from netcli.knowledge.search.folding import STOP_WORDS, words_of
from netcli.knowledge.vocabulary import REGIONS

NAMED = ("therapies", "trials", "syndromes", "sites", "imaging", "biomarkers", "out_of_scope")
GENERIC = frozenset({"net", "nets", "nen", "nens", "any", "all", "anywhere", "allsites", "neuroendocrine", "anysite"})
LONGEST_NAME = 6  # words
SHORTEST_MISSPELT = 7  # letters of a drug's name that may be misspelt
NEAR = 0.84  # how alike a misspelling and its name are
CODES = {
    "ICD-O morphology": re.compile(r"\b\d{4}/\d\b"),
    "ICD": re.compile(r"\b[CDE]\d{1,2}[A-Z]?\.\d{1,3}\b|\bC7[AB]\b", re.IGNORECASE),
    "register number": re.compile(r"\bNCT\d+\b", re.IGNORECASE),
    "PMID": re.compile(r"\b\d{8}\b"),
}
_WORD = re.compile(r"[^\W_]+(?:[-‑.'/+][^\W_]+)*")


class Subject(NamedTuple):
    """A record that a question names, and the words that name it."""

    collection: str
    id: str
    typed: str


class Subjects(NamedTuple):
    """What a question names: records, codes, regions, a number with its unit; and its other words."""

    records: list[Subject]
    codes: list[str]
    regions: list[str]
    grade: str
    rest: list[str]  # folded words that name nothing

    def of(self, collection: str) -> list[str]:
        """Return the ids that are named of a collection."""
        return list(dict.fromkeys(one.id for one in self.records if one.collection == collection))


def subjects_of(text: str, knowledge: Knowledge) -> Subjects:
    """Return what a question is about."""
    codes = [found.group().upper() for pattern in CODES.values() for found in pattern.finditer(text)]
    tokens = _WORD.findall(text)
    names, regions = knowledge.once(_named), _region_words()
    found: list[Subject] = []
    there: list[str] = []
    rest: list[str] = []
    place = 0
    while place < len(tokens):
        length, subjects = next(_longest(tokens, place, names), (0, []))
        if length:
            found += [
                Subject(collection, one, " ".join(tokens[place : place + length])) for collection, one in subjects
            ]
            place += length
            continue
        token = tokens[place]
        if key(token) in regions and not (token == token.lower() and key(token) in STOP_WORDS):
            there.append(regions[key(token)])
        elif token.lower() not in STOP_WORDS and token.upper() not in codes:
            rest.append(token)
        place += 1
    grade = re.search(r"\bG(?:rade)?\s?([123])\b|\b(NEC)\b", text, re.IGNORECASE)
    told = f"G{grade[1]}" if grade and grade[1] else "NEC" if grade else ""
    return Subjects(found, codes, list(dict.fromkeys(there)), told, rest)


def _longest(
    tokens: list[str], place: int, names: Mapping[str, list[tuple[str, str]]]
) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    for length in range(min(LONGEST_NAME, len(tokens) - place), 0, -1):
        words = tokens[place : place + length]
        name = key("".join(words))
        if name in names and not (length == 1 and words[0].lower() in STOP_WORDS):
            yield length, names[name]
    word = key(tokens[place])
    if len(word) >= SHORTEST_MISSPELT and word.isalpha():
        drugs = [name for name, held in names.items() if name[:1] == word[:1] and held[0][0] == "therapies"]
        if near := difflib.get_close_matches(word, drugs, n=1, cutoff=NEAR):
            yield 1, names[near[0]]


def _named(knowledge: Knowledge) -> dict[str, list[tuple[str, str]]]:
    """Return the records that each name leads to, folded, by the collection that comes first."""
    names: dict[str, list[tuple[str, str]]] = {}
    for collection in NAMED:
        for record in knowledge.of(COLLECTIONS[collection]).values():
            for name in dict.fromkeys(map(key, names_of(record))):
                if name and name not in GENERIC and (len(name) > 2 or not name.isdigit()):
                    held = names.setdefault(name, [])
                    if not held or held[0][0] == collection:
                        held.append((collection, record.id))
    return names


def _region_words() -> dict[str, str]:
    return {
        key(word): region for region, words in REGIONS.words.items() if region != "global" for word in (region, *words)
    }


def names_in_words(subject: Subject, knowledge: Knowledge) -> list[set[str]]:
    """Return the folded words of each name of a subject; one whose words a record holds is spoken of there."""
    record: model.Record = knowledge.of(COLLECTIONS[subject.collection])[subject.id]
    return [set(words_of(name)) for name in names_of(record)]
