"""The questions in the order of a reader, each with a number that stays the same within an edition."""

from collections.abc import Mapping, Sequence

from netcli.knowledge.files.load import Knowledge, bundled
from netcli.knowledge.model import Question

EVERYDAY: Sequence[str] = ("side effects", "food", "living", "family", "care")  # what patients and carers ask
TOPICS: Sequence[str] = (
    "classification", "symptoms", "tests", "treatment", "trials", "outlook", "hereditary", "biology", *EVERYDAY,
)  # fmt: skip


def numbered_questions(knowledge: Knowledge) -> dict[int, Question]:
    """Return every question by its number: those of the edition first, so that an overlay moves none of them."""
    own = bundled().of(Question)
    ordered = sorted(knowledge.of(Question).values(), key=lambda one: (one.id not in own, _place(one.topic)))
    return dict(enumerate(ordered, 1))


def by_topic(numbered: Mapping[int, Question]) -> dict[str, list[tuple[int, Question]]]:
    """Return the numbered questions by topic; a topic of an overlay comes last."""
    topics: dict[str, list[tuple[int, Question]]] = {}
    for number, one in sorted(numbered.items(), key=lambda entry: (_place(entry[1].topic), entry[0])):
        topics.setdefault(one.topic, []).append((number, one))
    return topics


def of_topic(text: str, numbered: Mapping[int, Question]) -> dict[int, Question]:
    """Return the numbered questions of the topic that a text names and nothing else; none when it names none."""
    return dict(by_topic(numbered).get(" ".join(text.casefold().replace("-", " ").split()), ()))


def _place(topic: str) -> int:
    return TOPICS.index(topic) if topic in TOPICS else len(TOPICS)
