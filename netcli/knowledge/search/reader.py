"""What a record holds of a question, read off the index: no text is read again for it."""

from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

from netcli.knowledge import model
from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.knowledge.names import key, names_of
from netcli.knowledge.search.asking import APART, is_defining
from netcli.knowledge.search.folding import words_of
from netcli.knowledge.search.index import Index, Wording
from netcli.knowledge.search.passages import START, may_hold, passages_of
from netcli.knowledge.search.ranking import RELATED, Concept, rarity
from netcli.knowledge.search.subjects import Asked, Subject, names_in_words
from netcli.knowledge.search.thesaurus import sought

THINGS = ("therapies", "syndromes", "sites", "biomarkers", "imaging")
NEAR = 3  # words between two that are said together


class Reader:
    """The knowledge, its index and one question, and how much of the question a record speaks of."""

    def __init__(self, asked: Asked, concepts: list[Concept], index: Index, knowledge: Knowledge) -> None:
        self.asked, self.concepts, self.index, self.knowledge = asked, concepts, index, knowledge

    @cached_property
    def sought(self) -> set[str]:
        """The collections that the question names by their own words."""
        return sought(self.asked.text)

    @cached_property
    def said(self) -> set[str]:
        """The folded words of the question, in all their forms."""
        return {word for one in self.concepts for word in (one.word, *one.forms)}

    @cached_property
    def is_defining(self) -> bool:
        """Whether the question asks what something is."""
        return is_defining(self.asked.text)

    @cached_property
    def is_on_record(self) -> bool:
        """Whether the question stands on record as it was typed: no rule is needed for it."""
        typed = key(self.asked.text)
        questions = self.knowledge.of(model.Question).values()
        names = (name for one in questions for name in names_of(one) if name[:1].lower() == typed[:1])
        return any(key(name) == typed for name in names)

    @cached_property
    def is_a_name(self) -> bool:
        """Whether nothing is typed but the name of a thing that no rule tells more of than its record."""
        held = {collection for collection, _ in self.index.names.get(key(self.asked.text), ())}
        return not held.isdisjoint(THINGS) and held <= {*THINGS, "glossary"}

    @cached_property
    def drugs(self) -> list[str]:
        """The therapies named that are no procedures: "after resection" asks for what comes after, not for surgery.

        Of a regimen and a drug of it, named side by side, the regimen: capecitabine with temozolomide is CAPTEM.
        """
        therapies = self.knowledge.of(model.Therapy)
        named = [one for one in self.asked.of("therapies") if therapies[one].kind != "procedure"]
        apart = self.asked.says(APART)
        return [one for one in named if apart or not any(one in therapies[other].components for other in named)]

    @cached_property
    def countries(self) -> list[str]:
        """The countries of all trials."""
        return sorted({one for trial in self.knowledge.of(model.Trial).values() for one in trial.countries})

    @cached_property
    def _numbers(self) -> dict[tuple[str, str], int]:
        return {(place.collection, place.id): number for number, place in enumerate(self.index.places)}

    def holds(self, collection: str, id_: str, words: Iterable[str]) -> bool:
        """Tell whether a record itself, not a wording, holds all of some folded words."""
        number = self._numbers.get((collection, id_), -1)
        return all(self.index.words.get(word, {}).get(number) for word in words)

    def share(self, collection: str, id_: str) -> float:
        """Return the share of what was asked of which a record speaks, rare words counting for more."""
        number = self._numbers.get((collection, id_))
        held = sum(
            one.worth
            * max((weight for form, weight in one.forms.items() if number in self.index.words.get(form, ())), default=0)
            for one in self.concepts
        )
        return held / (sum(one.worth for one in self.concepts) or 1.0)

    def asked_so(self, collection: str, id_: str) -> float:
        """Return how alike the question and the nearest wording are in which a record is asked for."""
        return max(map(self._alike, self.index.asked.get(f"{collection}:{id_}", ())), default=0.0)

    def _alike(self, wording: Wording) -> float:
        """Return the harmonic mean of the shares of the question and of a wording that the other holds."""
        shared = self._weights.keys() & wording.words
        if not shared:
            return 0.0
        told: dict[int, float] = {}
        for word in shared:
            for place, weight in self._weights[word]:
                told[place] = max(told.get(place, 0.0), weight)
        covered = sum(told.values()) / (sum(one.worth for one in self.concepts) or 1.0)
        precise = sum(rarity(word, self.index) for word in shared) / wording.worth
        return 2 * covered * precise / (covered + precise)

    @cached_property
    def _weights(self) -> dict[str, list[tuple[int, float]]]:
        """The places in the question at which each word may be meant, with what it is worth there."""
        return {
            word: [(place, self.concepts[place].worth * self.concepts[place].forms[word]) for place in places]
            for word, places in self._places.items()
        }

    def length(self, collection: str, id_: str) -> float:
        """Return how long a record is beside the others; 1 for one that the index does not hold."""
        number = self._numbers.get((collection, id_))
        return self.index.places[number].length / self._mean if number is not None else 1.0

    @cached_property
    def _mean(self) -> float:
        return sum(place.length for place in self.index.places) / max(len(self.index.places), 1)

    def together(self, collection: str, id_: str) -> float:
        """Return the share of neighbours in the question that stand near each other in a sentence of a record."""
        pairs = self._pairs
        record = self.knowledge.of(COLLECTIONS[collection])[id_]
        near: set[int] = set()
        for said in (*names_of(record), *passages_of(record, self.knowledge)):
            if len(near) == len(pairs):
                break
            if may_hold(said, self._starts):
                near |= self._near(words_of(said))
        return sum(pairs[place] for place in near) / (sum(pairs) or 1.0)

    @cached_property
    def _pairs(self) -> list[float]:
        """What each concept and the next are worth together."""
        return [min(one.worth, other.worth) for one, other in pairwise(self.concepts)]

    def _near(self, words: list[str]) -> set[int]:
        """Return the places in the question of those concepts that stand near the next one in some words."""
        last: dict[int, int] = {}
        near = set()
        for at, word in enumerate(words):
            for place in self._places.get(word, ()):
                beside = (one for one in (place - 1, place + 1) if one in last)
                near |= {min(place, one) for one in beside if at - last[one] <= NEAR}
                last[place] = at
        return near

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """The places in the question at which each word may be meant."""
        places: dict[str, list[int]] = {}
        for place, one in enumerate(self.concepts):
            for form in one.forms:
                places.setdefault(form, []).append(place)
        return places

    @cached_property
    def _starts(self) -> frozenset[str]:
        return frozenset(form[:START] for one in self.concepts for form in one.forms)

    def lacks(self, collection: str, id_: str, explained: frozenset[str] = frozenset()) -> list[str]:
        """Return the words of the question, but those that are explained, of which a record itself says nothing."""
        number = self._numbers.get((collection, id_), -1)
        return [
            one.word
            for one in self.concepts
            if one.word not in explained
            and not any(
                weight > RELATED and self.index.words.get(form, {}).get(number) for form, weight in one.forms.items()
            )
        ]

    def unheard(self, collection: str, id_: str) -> int:
        """Return how many words of the question neither a record nor its wordings hold."""
        number = self._numbers.get((collection, id_))
        return sum(not any(number in self.index.words.get(form, ()) for form in one.forms) for one in self.concepts)

    def missing(self, collection: str, id_: str) -> int:
        """Return how many of the things that the question names a record does not speak of."""
        return sum(not self._speaks_of(collection, id_, group) for group in self._groups)

    def tells_of(self, collection: str, id_: str, refused: str) -> bool:
        """Tell whether a record speaks of a tumour out of scope; of all that is named, where nothing else bears one."""
        if not (self.asked.of("syndromes") or self.asked.of("sites")):
            return not self.missing(collection, id_)
        return any(
            self._speaks_of(collection, id_, group)
            for group in self._groups
            if any((one.collection, one.id) == ("out_of_scope", refused) for one in group)
        )

    @cached_property
    def _groups(self) -> list[list[Subject]]:
        """What the question names, that which the same words name together."""
        typed: dict[str, list[Subject]] = {}
        for one in self.asked.records:
            typed.setdefault(one.typed, []).append(one)
        return [*typed.values()]

    def _speaks_of(self, collection: str, id_: str, group: list[Subject]) -> bool:
        advised = self.knowledge.of(model.Recommendation)[id_].therapies if collection == "recommendations" else []
        return any(
            (one.collection, one.id) == (collection, id_)
            or (one.collection == "therapies" and one.id in advised)  # "radionuclide therapy" of lutetium dotatate
            or any(self.holds(collection, id_, words) for words in names_in_words(one, self.knowledge))
            for one in group
        )
