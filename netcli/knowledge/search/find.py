"""What answers a question, best first: what it names exactly, a structured answer, a question on record, then the rest.

Only what speaks of everything that was asked is called an answer; the rest is what lies nearest.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from netcli.knowledge import model
from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.knowledge.names import label_of, names_of
from netcli.knowledge.search.direct import Direct, directly, unexplained
from netcli.knowledge.search.folding import fold, query_words, words_of
from netcli.knowledge.search.hits import Hit, namesakes, record_of, search
from netcli.knowledge.search.index import Index
from netcli.knowledge.search.passages import passages_of
from netcli.knowledge.search.ranking import Concept, concepts_of, rarity, told
from netcli.knowledge.search.subjects import Subject, Subjects, names_in_words, subjects_of

DEFINING = frozenset(
    words_of(
        "definition define meaning meant explain explained explanation abbreviation einfach erklärt was ist ein que es"
    )
)
SURE = 0.7  # how alike a question and one on record are that answers it
COVERED = 0.6  # share of what was asked that it speaks of
CERTAIN = 0.76
LIKELY = 0.5
MISSING = 0.35  # what a record keeps of its score for each thing named of which it does not speak
UNHEARD = 3.0  # worth of a word that no record holds
LOOKED_AT = 30


def find(text: str, index: Index, knowledge: Knowledge, most: int = 10) -> list[Hit]:
    """Return the best records for a question, best first, each saying whether it answers."""
    asked = subjects_of(text, knowledge)
    concepts = concepts_of(text, index, knowledge.once(namesakes))
    refused = asked.of("out_of_scope")
    direct = [] if refused else directly(text, asked, knowledge)
    found = search(text, index, knowledge, LOOKED_AT)
    named = [hit for hit in found if _is_the_name(text, hit, knowledge)]
    questions = {hit.id: _likeness(hit, concepts, index, knowledge) for hit in found if hit.kind == "faq"}
    missing = {(hit.kind, hit.id): _missing(hit, asked, knowledge) for hit in found}
    heard = not any(not concept.forms for concept in concepts)
    told_directly = [_hit(one, knowledge) for one in direct]
    sure = _explained(asked, told_directly[:1], knowledge)
    places: list[tuple[tuple[float, float], Hit]] = []
    for place, hit in enumerate(told_directly):
        answers = sure and place == 0
        places.append(((1.5 if sure else 3, place), replace(hit, answers=answers)))
    for hit in found:
        alike, covered = questions.get(hit.id, (0.0, 0.0)) if hit.kind == "faq" else (0.0, 0.0)
        lacks = missing[hit.kind, hit.id]
        answers = alike >= SURE and covered >= COVERED and not lacks
        certain = answers and alike >= CERTAIN and not any(one.collection == "trials" for one in direct)
        rank = 1 if certain else 2 if answers else 3 if alike >= LIKELY and not lacks else 4
        if hit in named:
            rank, answers, alike = 0, True, 1.0 if hit.kind != "faq" else 0.0
        score = hit.score * MISSING**lacks * (0.6 + alike if hit.kind == "faq" else 1.0)
        places.append(((rank, -score if rank == 4 else -alike), replace(hit, answers=answers)))
    ordered = [hit for _, hit in sorted(places, key=lambda one: one[0])]
    firsts = list({(hit.kind, hit.id): hit for hit in reversed(ordered)}.values())[::-1]
    result = sorted(firsts, key=lambda hit: ordered.index(hit))[:most]
    if (asked.codes and not direct) or (refused and not _speaks_of_refused(result[:1], asked, knowledge)):
        result = [replace(hit, answers=False) for hit in result] if not asked.codes else []
    del heard
    return [replace(hit, nearest=not hit.answers) for hit in result]


def _hit(one: Direct, knowledge: Knowledge) -> Hit:
    record = knowledge.of(COLLECTIONS[one.collection])[one.id]
    return Hit(one.collection, one.id, label_of(record), 0.0, one.says, command=one.command)


def _is_the_name(text: str, hit: Hit, knowledge: Knowledge) -> bool:
    asked = {word for word in query_words(text) if word not in DEFINING}
    return bool(asked) and any(asked == set(query_words(name)) for name in names_of(record_of(hit, knowledge)))


def _likeness(hit: Hit, concepts: list[Concept], index: Index, knowledge: Knowledge) -> tuple[float, float]:
    """Return how alike a question is to one on record in any of its wordings, and how much of it that one covers."""
    forms = {form for concept in concepts for form in (*concept.forms, concept.word)}
    best = (0.0, 0.0)
    for name in names_of(record_of(hit, knowledge)):
        words = set(query_words(name))
        covered, precise = told(words, concepts), _worth(words & forms, index) / (_worth(words, index) or 1.0)
        if covered + precise:
            best = max(best, (2 * covered * precise / (covered + precise), covered))
    return best


def _worth(words: Iterable[str], index: Index) -> float:
    return sum(rarity(word, index) if word in index.words else UNHEARD for word in words)


def _said(hit: Hit, knowledge: Knowledge) -> set[str]:
    record = record_of(hit, knowledge)
    passages = [record.answer] if isinstance(record, model.Question) else passages_of(record, knowledge)
    return {word for text in (*names_of(record), *passages) for word in words_of(text)}


def _missing(hit: Hit, asked: Subjects, knowledge: Knowledge) -> int:
    """Return how many of the things that a question names a record does not speak of."""
    named = [one for one in asked.records if (one.collection, one.id) != (hit.kind, hit.id)]
    if not named:
        return 0
    said = _said(hit, knowledge)
    typed: dict[str, list[Subject]] = {}
    for one in named:
        typed.setdefault(one.typed, []).append(one)
    return sum(
        not any(words <= said for one in group for words in names_in_words(one, knowledge)) for group in typed.values()
    )


def _explained(asked: Subjects, first: list[Hit], knowledge: Knowledge) -> bool:
    """Tell whether a structured answer leaves no word of the question aside."""
    if not first:
        return False
    left = {fold(part) for word in unexplained(asked) for part in words_of(word)}
    return left <= _said(first[0], knowledge) | DEFINING


def _speaks_of_refused(hits: list[Hit], asked: Subjects, knowledge: Knowledge) -> bool:
    return any(hit.answers and not _missing(hit, asked, knowledge) for hit in hits)
