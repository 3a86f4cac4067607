"""The best answers to a question typed in anybody's words."""

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Question
from netcli.knowledge.search.folding import words_of
from netcli.knowledge.search.hits import Hit, namesakes, search
from netcli.knowledge.search.index import build_index
from netcli.knowledge.search.ranking import Concept, concepts_of

CLEAR_WINNER = 1.5  # a best score this many times the next stands alone
WORTH_SHOWING = 0.55  # of the best score
LEAST_TOLD = 0.5  # share of what was asked that an answer must speak of


def ask(knowledge: Knowledge, text: str, most: int = 3) -> list[Hit]:
    """Return the questions that answer `text`, best first; one alone when it is clearly the best.

    None when no question speaks of enough of what was asked, or of the drug that was named: the answer to
    another question is worse than none.
    """
    index = knowledge.once(build_index, ("faq",))
    drugs = knowledge.once(namesakes)
    concepts = concepts_of(text, index, drugs)
    hits = [hit for hit in search(text, index, knowledge, 3 * most) if _speaks_of(hit, concepts, drugs, knowledge)]
    if len(hits) > 1 and hits[0].score > CLEAR_WINNER * hits[1].score:
        return hits[:1]
    return [hit for hit in hits[:most] if hit.score > hits[0].score * WORTH_SHOWING]


def _speaks_of(hit: Hit, concepts: list[Concept], drugs: dict[str, set[str]], knowledge: Knowledge) -> bool:
    question = knowledge.of(Question)[hit.id]
    said = {word for text in (question.question, *question.aliases, question.answer) for word in words_of(text)}
    held = [concept for concept in concepts if said & {concept.word, *concept.forms}]
    if any(concept.word in drugs and concept not in held for concept in concepts):
        return False
    # A word that no question holds is what the asker cares about most.
    unknown = max((concept.worth for concept in concepts), default=1.0)
    worth = {concept.word: concept.worth if concept.forms else unknown for concept in concepts}
    return sum(worth[one.word] for one in held) > LEAST_TOLD * sum(worth.values())


def named_drug(text: str, knowledge: Knowledge) -> str:
    """Return the name of a drug that a question holds, "" for none."""
    drugs = namesakes(knowledge)
    return next((word for word in text.split() if (words_of(word) or [""])[-1] in drugs), "").strip("?!.,;:")
