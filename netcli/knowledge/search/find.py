"""What answers a question, best first; only what speaks of all that was asked is called an answer.

The ranking of `hits` says which records are about the words of a question. What is weighed here is what the question
is after: whether a record speaks of each thing that is named, is the question on record that is meant, bears the name
whose meaning is asked, or is what a structured question leads to. The weights were chosen on three hundred questions
of tests/knowledge and are flat: a half or a double of any changes the score by a point or two.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from netcli.knowledge import model
from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.knowledge.names import key, label_of, names_in, names_of
from netcli.knowledge.search.asking import ASKING, is_defining, is_of_somebody
from netcli.knowledge.search.folding import query_words, words_of
from netcli.knowledge.search.hits import Hit, namesakes, record_of, search
from netcli.knowledge.search.index import Index
from netcli.knowledge.search.ranking import concepts_of, rarity, told
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.search.subjects import Asked, read

Name = tuple[str, str]  # of a record: its collection and its id
LOOKED_AT, ON_RECORD = 15, 60  # hits of the ranking that are weighed; so many where the question stands on record
UNHEARD = 3.0  # worth of a word that no record holds
MISSING = 0.35  # what a record keeps of its score for each thing named of which it does not speak
STRUCTURED, FLOOR = 7.0, 0.3  # what a structured answer gains, and its least score as a share of the best
QUESTION, UNLIKE = 2.5, 0.6  # what a question on record gains, and how much of that one that is worded otherwise
EVERYDAY = 2.5  # what it gains besides when somebody is spoken of: "can I", "my father"
MEANT = 3.0  # what a record gains whose name stands in a question for a meaning
THE_NAME, AN_ALIAS = 6.0, 4.0  # what a record gains whose name the question is, and by another name
VERBATIM = 10.0  # what a record gains besides whose name was typed letter by letter
SPOKEN_OF, LEAST_SPOKEN_OF = 0.7, 0.2  # how much it counts that a record speaks of more of the question
OFTEN = 0.1  # share of the records that speak of what is no name of a tumour alone
SURE, WHOLE = 0.65, 0.75  # how alike a question on record is that answers, and how much of it was put


class Likeness(NamedTuple):
    """How alike a question and the nearest name of a record are: the share of each that the other holds."""

    alike: float = 0.0
    covered: float = 0.0
    precise: float = 0.0

    @property
    def is_name(self) -> bool:
        """Whether the question is the name and nothing else."""
        return self.covered > 0.999 and self.precise > 0.999  # noqa: PLR2004

    @property
    def holds_name(self) -> bool:
        """Whether the whole name stands in the question."""
        return self.precise > 0.999  # noqa: PLR2004


class Weighed(NamedTuple):
    """A record found, its weight, and whether it may be called the answer."""

    hit: Hit
    weight: float
    answers: bool


def find(text: str, index: Index, knowledge: Knowledge, most: int = 10) -> list[Hit]:
    """Return the best records for a question, best first; the first says whether it answers.

    None for a code alone that is not on record: its neighbour is no answer.
    """
    reader = _reader(text, index, knowledge)
    structured = _structured(reader)
    if reader.asked.codes and not structured and not reader.asked.rest:
        return []
    most_weighed = ON_RECORD if _is_on_record(reader) else LOOKED_AT
    found = {(hit.kind, hit.id): hit for hit in search(text, index, knowledge, most_weighed, reader.asked.bearers)}
    least = FLOOR * max((hit.score for hit in found.values()), default=1.0)
    hits = _joined(structured, found, least)
    hits += [hit for name, hit in found.items() if name not in structured]
    weighed = [_weighed(hit, reader) for hit in hits]
    best = sorted(weighed, key=lambda one: -one.weight)[:most]
    ordered = [_placed(one, first=place == 0) for place, one in enumerate(best)]
    return [*_pointer(ordered, reader), *ordered][:most]


def _reader(text: str, index: Index, knowledge: Knowledge) -> Reader:
    concepts = concepts_of(text, index, knowledge.once(namesakes))
    return Reader(read(text, index), concepts, index, knowledge)


def _placed(one: Weighed, *, first: bool) -> Hit:
    """Return a hit as it is shown: only the first may answer."""
    answers = first and one.answers
    command = one.hit.command or f"netcli show {one.hit.kind}:{one.hit.id}"
    return replace(one.hit, score=round(one.weight, 3), command=command, answers=answers, nearest=not answers)


def _structured(reader: Reader) -> dict[Name, Hit]:
    """Return what answers a structured question, by collection and id."""
    if _is_on_record(reader):
        return {}
    from netcli.knowledge.search.direct import directly

    hits: dict[Name, Hit] = {}
    for one in directly(reader):
        title = label_of(reader.knowledge.of(COLLECTIONS[one.collection])[one.id])
        hits.setdefault(one[:2], Hit(one.collection, one.id, title, 0.0, one.says, one.command, told=True))
    return hits


def _is_on_record(reader: Reader) -> bool:
    """Tell whether the question stands on record as it was typed: no rule is needed for it."""
    return key(reader.asked.text) in names_in(reader.knowledge, model.Question).any


def _joined(structured: Mapping[Name, Hit], found: Mapping[Name, Hit], least: float) -> list[Hit]:
    """Return structured answers with the scores of the ranking: the first has the best of them, all the least."""
    scores = [max(found[name].score if name in found else 0.0, least) for name in structured]
    firsts = [max(scores, default=0.0), *scores[1:]][: len(scores)]
    return [replace(hit, score=score) for hit, score in zip(structured.values(), firsts, strict=True)]


def _weighed(hit: Hit, reader: Reader) -> Weighed:
    missing = reader.missing(hit.kind, hit.id)
    like = _likeness(hit, reader)
    weight = hit.score * MISSING**missing * (LEAST_SPOKEN_OF + reader.share(hit.kind, hit.id)) ** SPOKEN_OF
    somebody = is_of_somebody(reader.asked.words)
    meant = is_defining(reader.asked.text) or len(reader.concepts) <= 2  # noqa: PLR2004
    if hit.kind == "faq":
        weight *= QUESTION * (UNLIKE + like.alike**2) * (EVERYDAY if somebody else 1.0)
    elif meant and like.holds_name:
        weight *= MEANT
    aside = reader.lacks(hit.kind, hit.id, explained=frozenset() if hit.kind == "faq" else ASKING)
    weight *= STRUCTURED if hit.told else 1.0
    if like.is_name:
        weight *= THE_NAME if _is_label(hit, reader) else AN_ALIAS
    verbatim = key(reader.asked.text) in map(key, names_of(record_of(hit, reader.knowledge)))
    weight *= VERBATIM if verbatim else 1.0
    sure = like.is_name or (meant and like.holds_name and hit.kind != "faq")
    if hit.kind == "faq":
        sure |= like.alike >= SURE and like.precise >= WHOLE
    else:
        sure |= hit.told and not somebody
    return Weighed(hit, weight, verbatim or (sure and not missing and not aside))


def _is_label(hit: Hit, reader: Reader) -> bool:
    return {concept.word for concept in reader.concepts} == set(query_words(hit.title))


def _likeness(hit: Hit, reader: Reader) -> Likeness:
    """Return how alike a question and the nearest of a record's names are."""
    forms = {form for concept in reader.concepts for form in (*concept.forms, concept.word)}
    best = Likeness()
    for name in names_of(record_of(hit, reader.knowledge)):
        words = set(query_words(name))
        covered = told(words, reader.concepts)
        precise = _worth(words & forms, reader.index) / (_worth(words, reader.index) or 1.0)
        if covered + precise:
            best = max(best, Likeness(2 * covered * precise / (covered + precise), covered, precise))
    return best


def _worth(words: Iterable[str], index: Index) -> float:
    return sum(rarity(word, index) if word in index.words else UNHEARD for word in words)


def _pointer(hits: list[Hit], reader: Reader) -> list[Hit]:
    """Return where to look for a tumour with rules of its own, unless the best record speaks of it."""
    if not (refused := _refused(reader.asked, reader.index, reader.knowledge)) or (
        hits and not reader.missing(hits[0].kind, hits[0].id)
    ):
        return []
    return [Hit("out_of_scope", refused.id, refused.name, 0.0, _where_to(refused), told=True, nearest=True)]


def pointer(text: str, index: Index, knowledge: Knowledge) -> str:
    """Return where to look for a tumour with rules of its own that a question names; "" where it names none."""
    refused = _refused(read(text, index), index, knowledge)
    return f"{refused.name}: {_where_to(refused)}" if refused else ""


def _where_to(refused: model.OutOfScope) -> str:
    return f"outside the scope of netcli. {refused.pointer}"


def _refused(asked: Asked, index: Index, knowledge: Knowledge) -> model.OutOfScope | None:
    """Return the tumour out of scope that is named, not a place of which many records speak, such as the liver."""
    named = [one for one in asked.records if one.collection == "out_of_scope"]
    for one in named:
        held = min((len(index.words.get(word, ())) for word in words_of(one.typed)), default=0)
        if held < OFTEN * len(index.places):
            return knowledge.of(model.OutOfScope)[one.id]
    return None
