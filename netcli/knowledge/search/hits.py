"""Ranked search over every record: spelling forgiven, the passage that answers quoted.

`ranking` gives every record its score; the best are looked at closely, name by name and passage by passage.
"""

import math
from collections.abc import Set as AbstractSet

from msgspec import Struct

from netcli.knowledge import model
from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.knowledge.names import key, label_of, names_of
from netcli.knowledge.search.folding import STOP_WORDS, query_words, words_of
from netcli.knowledge.search.index import WEIGHTS, Index
from netcli.knowledge.search.passages import START, may_hold, passages_in, passages_of
from netcli.knowledge.search.ranking import Concept, concepts_of, rarity, scores, told
from netcli.knowledge.search.thesaurus import sought
from netcli.knowledge.wording import unconfirmed

IS_THE_NAME = 4  # what a record gains whose name is the question
NAMED = ("therapies", "trials", "syndromes", "sites", "glossary")  # whose names are suggested for a word unknown
SOUGHT = 1.3  # what a collection gains that the question names: "trials of ..."
EDITION_IN_USE = 1.2  # what a grading scheme gains that is not a past one
ASKED_BY = {  # by the label of a passage: the words that ask for it
    "Management": frozenset(words_of("treatment treat therapy")),
    "Test": frozenset(words_of("diagnosis diagnose workup")),
    "Staging": frozenset(words_of("stage tnm")),
}
CANDIDATES = 15  # that are looked at closely before they are put in order


class Hit(Struct, frozen=True):
    """A record found, with its score, the sentence that answers best, and the command that gives the whole.

    `told` says that the sentence is what was asked for, `answers` that the record answers the question; every other
    is `nearest`, not the answer.
    """

    kind: str
    id: str
    title: str
    score: float
    snippet: str
    command: str = ""
    told: bool = False
    answers: bool = False
    nearest: bool = False


def record_of(hit: Hit, knowledge: Knowledge) -> model.Record:
    """Return the record that was found."""
    return knowledge.of(COLLECTIONS[hit.kind])[hit.id]


def search(
    text: str,
    index: Index,
    knowledge: Knowledge,
    most: int = 10,
    also: AbstractSet[tuple[str, str]] = frozenset(),
    concepts: list[Concept] | None = None,
) -> list[Hit]:
    """Return the best records for a question, best first; none when nothing shares a word with it.

    Those of `also`, by collection and id, are looked at however often the words stand elsewhere.
    """
    concepts = concepts or concepts_of(text, index)
    favoured = sought(text)
    ranked = {}
    for place, score in scores(concepts, index).items():
        collection = index.places[place].collection
        ranked[place] = score * WEIGHTS[collection] * (SOUGHT if collection in favoured else 1)
    best = sorted(ranked, key=lambda place: (-ranked[place], place))
    near = (
        [
            place
            for place in best[max(most, CANDIDATES) :]
            if (index.places[place].collection, index.places[place].id) in also
        ]
        if also
        else []
    )
    hits = [_hit(place, ranked[place], concepts, index, knowledge) for place in [*best[: max(most, CANDIDATES)], *near]]
    return sorted(hits, key=lambda hit: -hit.score)[: most + len(near)]


def _hit(number: int, score: float, concepts: list[Concept], index: Index, knowledge: Knowledge) -> Hit:
    """Look at a record closely: its names against the question, and the passage that tells most."""
    place = index.places[number]
    record = knowledge.of(COLLECTIONS[place.collection])[place.id]
    title = label_of(record)
    named_so = key(title)
    said = passages_in(record.answer) if isinstance(record, model.Question) else passages_of(record, knowledge)
    named = {word for name in names_of(record) for word in words_of(name)}
    # The names are read before the passage: what they hold need not be said again.
    least, starts = told(named, concepts), {form[:START] for concept in concepts for form in concept.forms}
    shares = {
        one: told(named.union(words_of(one), _asked_by(one)), concepts)
        if _asked_by(one) or may_hold(one, starts)
        else least
        for one in said
        if key(one) != named_so
    } or {title: 0}
    words = {concept.word for concept in concepts}
    best = max(shares, key=lambda one: (shares[one], not words.isdisjoint(_asked_by(one))))
    most = shares[best]
    if isinstance(record, model.Question):  # the names are questions: of level passages that with the drug, the line
        known = set(words_of(title))
        others = [one for one in concepts if known.isdisjoint(one.forms)]
        level = [one for one in shares if shares[one] == most]
        best = max(level, key=lambda one: told(set(words_of(one)), others))
    if most <= least:  # none tells more than the names do: what it is, not the first of its figures
        best = next(iter(passages_in(getattr(record, "summary", "") or getattr(record, "meaning", ""))), best)
    closer = (1 + _likeness(concepts, record, index)) * (1 + most) * (EDITION_IN_USE if _in_use(record) else 1)
    # An answer begins with yes or no; what tells most of it may come later.
    quoted = dict.fromkeys([said[0], best] if isinstance(record, model.Question) else [best])
    return Hit(
        place.collection, place.id, title, round(score * closer, 3), " ".join(quoted) + unconfirmed(record.confirmed)
    )


def _asked_by(passage: str) -> frozenset[str]:
    """Return the words that ask for a passage of its label, though it need not hold them."""
    return ASKED_BY.get(passage.partition(":")[0], frozenset())


def _in_use(record: model.Record) -> bool:
    return bool(getattr(record, "current", False))


def _likeness(concepts: list[Concept], record: model.Record, index: Index) -> float:
    """Return how much the question is the name of a record, rare words counting for more."""
    asked = {concept.word for concept in concepts}
    return max(_shared(asked, set(query_words(name)), index) for name in names_of(record))


def _shared(asked: set[str], named: set[str], index: Index) -> float:
    """Return the share of words in common; more when the question holds the whole name, most when it is the name."""
    if not asked or not named:
        return 0
    if asked == named:
        return IS_THE_NAME
    share = _worth(asked & named, index) / _worth(asked | named, index)
    return math.sqrt(share) if named < asked else share


def _worth(words: set[str], index: Index) -> float:
    return sum(rarity(word, index) if word in index.words else 1 for word in words)


def nearest_terms(text: str, knowledge: Knowledge, most: int = 5) -> list[str]:
    """Return the names on record that look most like the words of a text."""
    import difflib

    named = (
        name
        for collection in NAMED
        for record in knowledge.of(COLLECTIONS[collection]).values()
        for name in names_of(record)
    )
    spelled = {name.casefold(): name for name in named if " " not in name}
    asked = [word for word in text.casefold().split() if word not in STOP_WORDS][:most]
    found = [spelled[near] for word in asked for near in difflib.get_close_matches(word, spelled, n=most, cutoff=0.5)]
    return list(dict.fromkeys(found))[:most]
