"""Ranked search over every record: BM25 on folded words, names above text, spelling forgiven.

The ranking is Robertson and Zaragoza's BM25 (k1 1.2, b 0.75) with the words of names counted several
times; a query word that no record holds is replaced by its nearest spelling. A wheel carries the index
ready made; a checkout and an overlay make it when asked.
"""

import math
from collections import Counter
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from netcli.knowledge import model
from netcli.knowledge.folding import query_words, words_of
from netcli.knowledge.load import COLLECTIONS, Knowledge
from netcli.knowledge.names import key, label_of, names_of
from netcli.knowledge.statements import sentences_of, statements

K1, B = 1.2, 0.75
NAME_WEIGHT = 4
CANDIDATES = 30  # that are looked at closely before they are put in order
SHORTEST_FORGIVEN = 4  # a shorter word is no misspelling that can be told
# What people look for first: an answer in words, then the thing itself, then what is told about it.
WEIGHTS = {
    "faq": 1.25, "therapies": 1.2, "trials": 1.1, "syndromes": 1.15, "sites": 1.0, "imaging": 1.05, "biomarkers": 1.05,
    "grading": 1.1, "glossary": 0.9, "epidemiology": 1.0, "recommendations": 0.85, "events": 0.7, "overview": 0.8,
}  # fmt: skip


class Place(Struct, frozen=True, array_like=True):
    """A record in the index: where it stands, and how many words it has."""

    collection: str
    id: str
    length: int


class Index(Struct, frozen=True):
    """For each folded word the places that hold it, with the count there."""

    places: list[Place]
    words: dict[str, dict[int, int]]


class Hit(Struct, frozen=True):
    """A record found, with its score and the sentence that answers best."""

    kind: str
    id: str
    title: str
    score: float
    snippet: str


def open_index(knowledge: Knowledge) -> Index:
    """Return the index that the wheel carries, or make it where there is none or an overlay is laid over."""
    compiled = knowledge.compiled_search
    return msgspec.json.decode(compiled.read_bytes(), type=Index) if compiled else build_index(knowledge)


def build_index(knowledge: Knowledge, collections: Iterable[str] = WEIGHTS) -> Index:
    """Return the index of some collections."""
    places: list[Place] = []
    words: dict[str, dict[int, int]] = {}
    for collection in collections:
        for record in knowledge.of(COLLECTIONS[collection]).values():
            counted = _counted(record, knowledge)
            for word, count in counted.items():
                words.setdefault(word, {})[len(places)] = count
            places.append(Place(collection, record.id, counted.total()))
    return Index(places, words)


def _counted(record: model.Record, knowledge: Knowledge) -> Counter[str]:
    counted = Counter(word for sentence in statements(record, knowledge) for word in words_of(sentence))
    for word in {word for name in names_of(record) for word in words_of(name)}:
        counted[word] += NAME_WEIGHT
    for word in set(words_of(label_of(record))):
        counted[word] += NAME_WEIGHT
    return counted


def search(text: str, index: Index, knowledge: Knowledge, most: int = 10) -> list[Hit]:
    """Return the best records for a question, best first; none when nothing shares a word with it."""
    wanted = list(dict.fromkeys(_known(word, index) for word in query_words(text)))
    rarity = {word: _rarity(word, index) for word in wanted if word}
    scores: dict[int, float] = {}
    covered: dict[int, float] = {}
    mean = sum(place.length for place in index.places) / max(len(index.places), 1)
    for word, worth in rarity.items():
        for place, count in index.words[word].items():
            norm = K1 * (1 - B + B * index.places[place].length / mean)
            scores[place] = scores.get(place, 0) + worth * count * (K1 + 1) / (count + norm)
            covered[place] = covered.get(place, 0) + worth
    asked = sum(rarity.values()) + sum(1 for word in wanted if not word) or 1
    ranked = {
        place: score * (0.3 + 0.7 * covered[place] / asked) * WEIGHTS[index.places[place].collection]
        for place, score in scores.items()
    }
    best = sorted(ranked, key=lambda place: (-ranked[place], place))[: max(most, CANDIDATES)]
    records = {
        place: knowledge.of(COLLECTIONS[index.places[place].collection])[index.places[place].id] for place in best
    }
    for place, record in records.items():
        ranked[place] *= 1 + _likeness(text, record)
    best.sort(key=lambda place: (-ranked[place], place))
    return [_hit(index.places[place], records[place], ranked[place], rarity, knowledge) for place in best[:most]]


def _likeness(text: str, record: model.Record) -> float:
    """Return from 0 to 2 how much the question is the name of a record: its words shared, question words too."""
    asked = set(words_of(text))
    return max(_shared(asked, set(words_of(name))) for name in names_of(record))


def _shared(asked: set[str], named: set[str]) -> float:
    """Return the share of words in common, twice as much when they are all the words there are."""
    if not asked or not named:
        return 0
    share = len(asked & named) / len(asked | named)
    return 2 * share if asked == named else share


def nearest_words(text: str, index: Index, most: int = 5) -> list[str]:
    """Return the words of the index that look most like those of the question."""
    import difflib

    found = [
        near for word in query_words(text) for near in difflib.get_close_matches(word, index.words, n=most, cutoff=0.5)
    ]
    return list(dict.fromkeys(found))[:most]


def _known(word: str, index: Index) -> str:
    """Return the word, or one that starts so, or the nearest spelling that the index holds; "" for none."""
    if word in index.words or len(word) < SHORTEST_FORGIVEN:
        return word if word in index.words else ""
    import difflib

    if starts := [known for known in index.words if known.startswith(word)]:
        return min(starts, key=lambda known: (len(known), known))
    near = difflib.get_close_matches(word, [known for known in index.words if known[0] == word[0]], n=1, cutoff=0.75)
    return near[0] if near else ""


def _rarity(word: str, index: Index) -> float:
    holders = len(index.words[word])
    return math.log(1 + (len(index.places) - holders + 0.5) / (holders + 0.5))


def _hit(place: Place, record: model.Record, score: float, rarity: dict[str, float], knowledge: Knowledge) -> Hit:
    title = label_of(record)
    said = [record.answer] if isinstance(record, model.Question) else statements(record, knowledge)
    sentences = [one for text in said for one in sentences_of(text) if key(one) != key(title)] or [title]
    best = max(sentences, key=lambda sentence: sum(rarity.get(word, 0) for word in set(words_of(sentence))))
    return Hit(place.collection, place.id, title, round(score, 3), best)
