"""Which records answer a question, and how well: BM25 over the question's concepts, then a closer look.

A concept is a word of the question with its nearest spelling and the words that look for the same. The
formula is Robertson and Zaragoza's BM25 (k1 1.2, b 0.75); a record that has all of the concepts goes before
one that has a single one many times.
"""

import difflib
from itertools import pairwise
from typing import NamedTuple

from netcli.knowledge.search import languages
from netcli.knowledge.search.asking import DEFINED, SPELT_SO, is_talk
from netcli.knowledge.search.folding import fold, in_plain_words, query_words
from netcli.knowledge.search.index import Index
from netcli.knowledge.search.index import rarity as rarity_of
from netcli.knowledge.search.thesaurus import foreign, related

K1, B = 1.2, 0.75
ASKED = 1.0  # how often a word counts that stands in wordings of a record alone
NAMESAKE = 0.8  # what another name of the same thing is worth
RELATED = 0.4  # what a word for the same is worth beside the word itself
SMALL_NUMBER = 0.4  # what a number of one or two digits is worth beside a word as rare
LONGER = 1  # letters by which a misspelling may be longer or shorter
LONG, OF_LONG, NEAR, NEARER = 7, 2, 0.8, 0.85  # in a long word more letters, if it is all the nearer
SHORTEST_FORGIVEN, ABROAD = 4, 6  # a shorter word is no misspelling that can be told; nor in another language
GRADES = ("1", "2", "3")
_GRADE = fold("grade")
DEFINING = 0.3  # what a word is worth that asks for a meaning
TALK = 0.5  # what a word of everyday talk is worth: rare on record, it tells little all the same
ALL_BUT_COVERED = 0.2  # what a record keeps of its score that covers almost nothing of the question


class Concept(NamedTuple):
    """A word of the question as the index spells it, the words that stand for it with their weight, and its worth."""

    word: str
    forms: dict[str, float]
    worth: float


def concepts_of(text: str, index: Index) -> list[Concept]:
    """Return what a question asks about; a word that nothing resembles is a concept without forms.

    "NETTER 3" asks for "netter3" as well.
    """
    words = query_words(in_plain_words(text))
    joined = [one + number for one, number in pairwise(words) if number.isdecimal() and one + number in index.words]
    graded = [f"g{number}" for one, number in pairwise(words) if one == _GRADE and number in GRADES]
    shortest = SHORTEST_FORGIVEN if languages.STOP_WORDS.isdisjoint(text.casefold().split()) else ABROAD
    return [_concept(word, index, shortest) for word in dict.fromkeys([*words, *joined, *graded])]


def _concept(word: str, index: Index, shortest: int = SHORTEST_FORGIVEN) -> Concept:
    known = _known(word, index, shortest)
    meant = {other for other in foreign(word) if other in index.words}
    if meant and known and not any(index.words[known].values()):  # a word of another language, from wordings alone
        return Concept(word, dict.fromkeys([*meant, known], 1.0), max(rarity(other, index) for other in meant))
    # Titles of trials hold some words of other languages; what they mean is looked for all the same.
    others = dict.fromkeys(meant, NAMESAKE if known else RELATED)
    others |= {other: RELATED for one in {word, known} for other in related(one) if other in index.words}
    others |= {
        other: NAMESAKE for one in {word, known} for other in index.namesakes.get(one, ()) if other in index.words
    }
    forms = {**others, known: 1.0} if known else dict.fromkeys(others, 1.0)
    rarities = [rarity(form, index) for form in ([known] if known else forms)]
    return Concept(known or word, forms, _part(word) * max(rarities, default=1.0))


def _part(word: str) -> float:
    """Return how much of its rarity a word is worth: less where it says little of what is asked about."""
    if word in DEFINED:
        return DEFINING
    if word.isdecimal() and len(word) < 3:  # noqa: PLR2004
        return SMALL_NUMBER
    return TALK if is_talk(word) else 1.0


def _known(word: str, index: Index, shortest: int) -> str:
    """Return the word, or one that starts so, or the nearest spelling that the index holds; "" for none.

    A word shorter than `shortest` is taken as it stands.
    """
    if word in index.words:
        return word
    if len(word) < shortest or word in SPELT_SO or word in index.namesakes or related(word) or foreign(word):
        return ""
    known = sorted((one for one in index.words if one[0] == word[0]), key=lambda one: (len(one), one))
    if shortest != ABROAD:  # "tumer" of an English question is no "tumeur"
        known = [one for one in known if not foreign(one) or any(index.words[one].values())]
    if start := next((one for one in known if one.startswith(word)), ""):
        return start
    for longer, cutoff in ((LONGER, NEAR), (OF_LONG, NEARER))[: 1 + (len(word) >= LONG)]:
        alike = [one for one in known if abs(len(one) - len(word)) <= longer]
        if near := difflib.get_close_matches(word, alike, n=1, cutoff=cutoff):
            return near[0]
    return ""


def rarity(word: str, index: Index) -> float:
    """Return how much a word tells: more, the fewer records hold it."""
    return rarity_of(len(index.words[word]), len(index.places))


def scores(concepts: list[Concept], index: Index) -> dict[int, float]:
    """Return the score of every place that holds a concept."""
    mean = sum(place.length for place in index.places) / max(len(index.places), 1)
    asked = sum(concept.worth for concept in concepts) or 1.0
    found: dict[int, float] = {}
    covered: dict[int, float] = {}
    for concept in concepts:
        for place, (strength, share) in _holders(concept, index, mean).items():
            found[place] = found.get(place, 0.0) + concept.worth * strength
            covered[place] = covered.get(place, 0.0) + concept.worth * share
    kept = 1 - ALL_BUT_COVERED
    return {place: score * (ALL_BUT_COVERED + kept * covered[place] / asked) for place, score in found.items()}


def _holders(concept: Concept, index: Index, mean: float) -> dict[int, tuple[float, float]]:
    """Return the places that hold a concept in any form, with the strength and the weight of the best form."""
    found: dict[int, tuple[float, float]] = {}
    for form, weight in concept.forms.items():
        for place, told in index.words[form].items():
            count = told or ASKED
            norm = K1 * (1 - B + B * index.places[place].length / mean)
            strength = weight * count * (K1 + 1) / (count + norm)
            if strength > found.get(place, (0.0, 0.0))[0]:
                found[place] = (strength, weight)
    return found


def told(words: set[str], concepts: list[Concept]) -> float:
    """Return the share of a question's concepts that some words hold, by their worth."""
    asked = sum(concept.worth for concept in concepts) or 1.0
    return sum(concept.worth * _best_form(concept, words) for concept in concepts) / asked


def _best_form(concept: Concept, words: set[str]) -> float:
    return max((weight for form, weight in concept.forms.items() if form in words), default=0.0)
