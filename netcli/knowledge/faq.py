"""The best answers to a question typed in anybody's words."""

from netcli.knowledge.load import Knowledge
from netcli.knowledge.search import Hit, build_index, search

CLEAR_WINNER = 1.5  # a best score this many times the next stands alone
WORTH_SHOWING = 0.55  # of the best score


def ask(knowledge: Knowledge, text: str, most: int = 3) -> list[Hit]:
    """Return the questions that answer `text`, best first; one alone when it is clearly the best."""
    hits = search(text, build_index(knowledge, ["faq"]), knowledge, most)
    if len(hits) > 1 and hits[0].score > CLEAR_WINNER * hits[1].score:
        return hits[:1]
    return [hit for hit in hits if hit.score > hits[0].score * WORTH_SHOWING]
