"""What answers a question, best first; only what speaks of all that was asked is called an answer.

The ranking of `hits` says which records are about the words of a question. What is weighed here is what the question
is after: whether a record speaks of each thing that is named, is the question on record that is meant, bears the name
whose meaning is asked, or is what a structured question leads to.
"""

import math
import re
from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from netcli.knowledge import model
from netcli.knowledge.faq import EVERYDAY
from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.knowledge.names import key, label_of, names_of
from netcli.knowledge.search.answering import OF_REGISTRIES, Likeness, may_answer
from netcli.knowledge.search.asking import is_of_somebody
from netcli.knowledge.search.folding import in_plain_words, query_words, spelt_out, words_of
from netcli.knowledge.search.hits import Hit, record_of, search
from netcli.knowledge.search.index import Index
from netcli.knowledge.search.ranking import concepts_of, rarity, told
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.search.scope import pointer_for
from netcli.knowledge.search.subjects import codes_in, grades_in, read

if TYPE_CHECKING:
    from netcli.knowledge.search.direct.found import Direct

Name = tuple[str, str]  # of a record: its collection and its id
LOOKED_AT, ON_RECORD = 15, 60  # hits of the ranking that are weighed; so many where the question stands on record
UNHEARD = 3.0  # worth of a word that no record holds
LEAST, FLOOR = 1e-3, 0.3  # the least score of a record; of a structured answer, as a share of the best
OF_ONE = ("therapies", "trials", "syndromes")  # a question about one of these is none about another
SEEN, NEARLY = 3, 0.7  # how many a reader looks at; what counts as near, as a share of the weight of the last of them
_MEASURED = r"\d+(?:[.,]\d+)?(?= ?(?:%|percent|per cent|cm\b|mm\b))"
FEW = 2  # words of a question that may be a name
WHOLE_OF = dict.fromkeys(("items", "reporting"), "netcli codes --full")  # what `netcli show` does not show

# What tells that a record is meant, and how much: its weight is e to the sum of these, each times what holds of it.
# Fitted to questions: `python -m tests.knowledge.yardstick.fit` prints them. Set by hand is only that a name typed
# letter by letter is always meant, what was asked for outright nearly so, a title before another name.
TELLS = {
    "score": 2.7, "asked so": 2.2, "told": 1.5, "in the title": 1.3, "table told": 1.3, "question of somebody": 1.1,
    "missing": -1.0, "alike": 0.9, "not told": -0.9, "told first": 0.9, "the name meant": 0.8,
    "question of another": -0.8, "question precise": 0.8, "said together": 0.7, "sought": 0.6, "unheard": -0.5,
    "many names": -0.5, "bears it, meaning asked": 0.4, "question alike": 0.3, "another of its kind": -0.3,
    "is the name": -0.2, "long": 0.2, "verbatim": 6.0, "outright": 4.0, "is the title": 1.0,
    "codes": 1.2, "reporting": -0.9, "biomarkers": 0.6, "therapies": -0.5, "imaging": 0.4, "epidemiology": -0.3,
    "syndromes": -0.3, "edition": 0.2, "glossary": -0.2, "items": -0.2, "recommendations": -0.2, "events": -0.1,
    "faq": 0.1, "grading": -0.1, "schedules": -0.1, "schemas": 0.1, "sites": 0.1, "trials": 0.1,
}  # fmt: skip


class Weighed(NamedTuple):
    """A record found, its weight, whether it may be called the answer, and what tells that it is meant."""

    hit: Hit
    weight: float
    answers: bool
    tells: Mapping[str, float]


def find(text: str, index: Index, knowledge: Knowledge, most: int = 10) -> list[Hit]:
    """Return the best records for a question, best first; the first says whether it answers.

    None for a code alone, or an identifier, that is not on record: its neighbour is no answer.
    """
    if curies := [code for code in codes_in(text) if ":" in code]:
        from netcli.knowledge.search.identified import identified

        return identified(curies, knowledge)[:most]
    reader = reader_of(text, index, knowledge)
    weighed = weigh(reader)
    if reader.asked.codes and not reader.asked.rest and not any(one.hit.told for one in weighed):
        return []
    best = _of_two_kinds(sorted(weighed, key=lambda one: -one.weight))[:most]
    ordered = [_placed(one, first=place == 0) for place, one in enumerate(best)]
    return [*pointer_for(ordered, reader), *ordered][:most]


def _of_two_kinds(weighed: list[Weighed]) -> list[Weighed]:
    """Return records in their order, but where the first three are of one kind a near one of another kind third."""
    kinds = {one.hit.kind for one in weighed[:SEEN]}
    if len(weighed) <= SEEN or len(kinds) > 1:
        return weighed
    near = (one for one in weighed[SEEN:] if one.weight >= NEARLY * weighed[SEEN - 1].weight)
    other = next((one for one in near if one.hit.kind not in kinds), None)
    if other is None:
        return weighed
    return [*weighed[: SEEN - 1], other, *(one for one in weighed[SEEN - 1 :] if one is not other)]


def weigh(reader: Reader) -> list[Weighed]:
    """Return the records that may answer, each with its weight."""
    structured = _structured(reader)
    most = ON_RECORD if reader.is_on_record else LOOKED_AT
    hits = search(reader.asked.text, reader.index, reader.knowledge, most, reader.asked.bearers, reader.concepts)
    found = {(hit.kind, hit.id): hit for hit in hits}
    best = max((hit.score for hit in hits), default=1.0)
    joined = _joined(structured, found, best, reader.knowledge)
    joined += [hit for name, hit in found.items() if name not in structured]
    return [_weighed(hit, reader, best, structured) for hit in joined]


def reader_of(text: str, index: Index, knowledge: Knowledge) -> Reader:
    """Return what reads a question."""
    text = spelt_out(text)
    concepts = concepts_of(text, index)
    return Reader(read(text, index), concepts, index, knowledge)


def _placed(one: Weighed, *, first: bool) -> Hit:
    """Return a hit as it is shown: only the first may answer."""
    answers = first and one.answers
    command = one.hit.command or WHOLE_OF.get(one.hit.kind, f"netcli show {one.hit.kind}:{one.hit.id}")
    return replace(one.hit, score=round(one.weight, 3), command=command, answers=answers, nearest=not answers)


def _structured(reader: Reader) -> "dict[Name, Direct]":
    """Return what answers a structured question, by collection and id."""
    if reader.is_on_record or reader.is_a_name:
        return {}
    from netcli.knowledge.search.direct import directly  # a name needs none of the rules

    hits: dict[Name, Direct] = {}
    for one in directly(reader):
        hits.setdefault(one[:2], one)
    return hits


def _joined(
    structured: "Mapping[Name, Direct]", found: Mapping[Name, Hit], best: float, knowledge: Knowledge
) -> list[Hit]:
    """Return structured answers with the scores of the ranking: the first has the best of them, all the least."""
    scores = [max(found[name].score if name in found else 0.0, FLOOR * best) for name in structured]
    firsts = [max(scores, default=0.0), *scores[1:]][: len(scores)]
    titles = [label_of(knowledge.of(COLLECTIONS[collection])[id_]) for collection, id_ in structured]
    return [
        Hit(*one[:2], title, score, one.says, one.command, told=True)
        for one, title, score in zip(structured.values(), titles, firsts, strict=True)
    ]


def _weighed(hit: Hit, reader: Reader, best: float, structured: "Mapping[Name, Direct]") -> Weighed:
    like = _likeness(hit, reader)
    tells = _tells(hit, like, reader, best, structured)
    weight = math.exp(sum(TELLS.get(name, 0.0) * value for name, value in tells.items()))
    return Weighed(hit, weight, may_answer(hit, like, reader, tells), tells)


def _tells(
    hit: Hit, like: Likeness, reader: Reader, best: float, structured: "Mapping[Name, Direct]"
) -> dict[str, float]:
    """Return what holds of a record that was found, by the names of TELLS."""
    name, asked, is_question = (hit.kind, hit.id), reader.asked, hit.kind == "faq"
    names = names_of(record_of(hit, reader.knowledge))
    defining, borne, first = reader.is_defining, name in asked.bearers, name == next(iter(structured), None)
    missing = _missing(name, reader, structured)
    meant = like.holds_name and (defining or len(reader.concepts) <= FEW)
    return {
        hit.kind: 1,
        "score": math.log(max(hit.score, LEAST) / max(best, LEAST)),
        "missing": missing - (missing > 0 and _is_everyday(hit, reader)),
        "unheard": reader.unheard(*name),
        "in the title": told(set(words_of(hit.title)), reader.concepts),
        "asked so": reader.asked_so(*name),
        "said together": reader.together(*name),
        "long": math.log(reader.length(*name)),
        "many names": math.log(max(len(names), 1)),
        "told": name in structured,
        "told first": first,
        "table told": first and not hit.command.startswith("netcli show"),
        "outright": name in structured and structured[name].outright,
        "not told": bool(structured) and borne and name not in structured,
        "question alike": is_question * like.alike**2,
        "question precise": is_question * like.precise,
        "another of its kind": not borne and hit.kind in OF_ONE and any(hit.kind == kind for kind, _ in asked.bearers),
        "question of another": is_question and _is_of_another(hit, reader),
        "question of somebody": is_question and is_of_somebody(asked.words),
        "alike": (not is_question) * like.alike,
        "the name meant": meant and not is_question,
        "bears it, meaning asked": borne and defining,
        "is the name": like.is_name,
        "is the title": like.is_name and not set(words_of(hit.title)) - reader.said,
        "verbatim": key(asked.text) in map(key, (hit.title, *names)),
        "sought": hit.kind in reader.sought,
    }


def _missing(name: Name, reader: Reader, structured: "Mapping[Name, Direct]") -> int:
    """Return how many things that are named a record does not speak of; of a code the rule that found it tells.

    Whom to call for a sign that cannot wait is told whatever drug is named.
    """
    if name[0] == "faq" and name in structured and structured[name].outright:
        return 0
    return int(not structured[name].outright) if _is_of_registries(name, structured) else reader.missing(*name)


def _is_of_registries(name: Name, structured: Container[Name]) -> bool:
    return name[0] in OF_REGISTRIES and name in structured


def _is_everyday(hit: Hit, reader: Reader) -> bool:
    """Tell whether a question on record is one of everyday, asked by somebody who only says which drug it is."""
    record = record_of(hit, reader.knowledge)
    everyday = isinstance(record, model.Question) and record.topic in EVERYDAY
    return everyday and bool(reader.drugs) and is_of_somebody(reader.asked.words)


def _is_of_another(hit: Hit, reader: Reader) -> bool:
    """Tell whether a question on record is about a drug, a trial, a grade or a value that was not asked about."""
    grades = grades_in(hit.title)
    if reader.asked.grade and grades and reader.asked.grade not in grades:
        return True
    ours, theirs = ({*re.findall(_MEASURED, text)} for text in (reader.asked.text, hit.title))
    if ours and theirs and ours.isdisjoint(theirs):
        return True
    named = {one[:2] for one in read(hit.title, reader.index).records if one.collection in OF_ONE}
    return bool(named) and named.isdisjoint(reader.asked.bearers)


def _likeness(hit: Hit, reader: Reader) -> Likeness:
    """Return how alike a question and the nearest of a record's names are."""
    best = Likeness()
    for name in dict.fromkeys([hit.title, *names_of(record_of(hit, reader.knowledge))]):
        words = set(query_words(in_plain_words(name)))
        covered = told(words, reader.concepts)
        precise = _worth(words & reader.said, reader.index) / (_worth(words, reader.index) or 1.0)
        if covered + precise:
            best = max(best, Likeness(2 * covered * precise / (covered + precise), covered, precise))
    return best


def _worth(words: Iterable[str], index: Index) -> float:
    return sum(rarity(word, index) if word in index.words else UNHEARD for word in words)
