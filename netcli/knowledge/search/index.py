"""The index of search: which records hold a word, and how often. Names count above text.

A wheel carries the index ready made; a checkout and an overlay make it when asked.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from netcli.knowledge import model
from netcli.knowledge.files.load import COLLECTIONS, Knowledge, Shelf, read_compiled
from netcli.knowledge.names import label_of, names_of
from netcli.knowledge.search.folding import query_words, words_of
from netcli.knowledge.search.named import Held, names_on_record
from netcli.knowledge.search.passages import passages_of

NAME_WEIGHT = 4
# What people look for first: an answer in words, then the thing itself, then what is told about it.
WEIGHTS = {
    "faq": 1.15, "therapies": 1.2, "trials": 1.1, "syndromes": 1.15, "sites": 1.0, "imaging": 1.05, "biomarkers": 1.05,
    "grading": 1.1, "glossary": 0.9, "epidemiology": 1.0, "recommendations": 0.85, "events": 0.7, "overview": 0.8,
    "schedules": 0.85, "reporting": 0.9, "items": 0.9,
}  # fmt: skip


class Place(Struct, frozen=True, array_like=True):
    """A record in the index: where it stands, and how many words it has."""

    collection: str
    id: str
    length: int


class Wording(Struct, frozen=True, array_like=True):
    """A wording in which a record is asked for: its folded words, and how much they tell together."""

    words: tuple[str, ...]
    worth: float


class Index(Struct, frozen=True):
    """For each folded word the places that hold it, with the count there; and what each folded name stands for.

    The count is 0 where only wordings hold the word, in which the record is asked for; `asked` has these by
    COLLECTION:ID. `namesakes` are of every one-word name of a therapy its other ones, folded: Sutent is sunitinib.
    """

    places: list[Place]
    words: Mapping[str, Mapping[int, int]]
    names: dict[str, Held] = {}
    namesakes: dict[str, list[str]] = {}
    asked: Mapping[str, list[Wording]] = {}


def open_index(knowledge: Knowledge) -> Index:
    """Return the index that the wheel carries, or make it where there is none or an overlay is laid over."""
    return knowledge.once(_opened)


def _opened(knowledge: Knowledge) -> Index:
    compiled, words, asked = map(knowledge.ready_made, ("search", "words", "asked"))
    if not compiled or not words or not asked:
        return build_index(knowledge)
    index = read_compiled(compiled, Index)
    return replace(index, words=Shelf(words, dict[int, int]), asked=Shelf(asked, list[Wording]))


def build_index(knowledge: Knowledge, collections: Iterable[str] = WEIGHTS) -> Index:
    """Return the index of some collections."""
    from netcli.knowledge.search.wordings import wordings_of

    places: list[Place] = []
    words: dict[str, dict[int, int]] = {}
    asked: dict[str, list[tuple[str, ...]]] = {}
    for collection in collections:
        wordings = wordings_of(collection)
        for record in knowledge.of(COLLECTIONS[collection]).values():
            counted = _counted(record, knowledge)
            so = asked[f"{collection}:{record.id}"] = [query_words(one) for one in wordings.get(record.id, ())]
            places.append(Place(collection, record.id, counted.total()))
            counted.update(dict.fromkeys({word for one in so for word in one}, 0))
            for word, count in counted.items():
                words.setdefault(word, {})[len(places) - 1] = count
    worth = {word: rarity(len(held), len(places)) for word, held in words.items()}
    weighed = {
        name: [Wording(one, sum(worth[word] for word in dict.fromkeys(one))) for one in wordings]
        for name, wordings in asked.items()
    }
    return Index(places, words, names_on_record(knowledge), _namesakes(knowledge), weighed)


def rarity(holders: int, places: int) -> float:
    """Return how much a word tells that some of all places hold: more, the fewer they are."""
    return math.log(1 + (places - holders + 0.5) / (holders + 0.5))


def _namesakes(knowledge: Knowledge) -> dict[str, list[str]]:
    groups = (
        {words_of(name)[-1] for name in names_of(therapy) if " " not in name}
        for therapy in knowledge.of(model.Therapy).values()
    )
    return {name: sorted(group - {name}) for group in groups for name in sorted(group)}


def _counted(record: model.Record, knowledge: Knowledge) -> Counter[str]:
    counted = Counter(word for sentence in passages_of(record, knowledge) for word in words_of(sentence))
    for word in {word for name in names_of(record) for word in words_of(name)}:
        counted[word] += NAME_WEIGHT
    for word in set(words_of(label_of(record))):
        counted[word] += NAME_WEIGHT
    return counted
