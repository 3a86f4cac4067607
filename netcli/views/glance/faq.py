"""The questions on one screen, and the best answer with the titles of the next best."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from netcli.knowledge.faq import by_topic
from netcli.knowledge.model import Question
from netcli.knowledge.wording import local_mark, marked, unconfirmed
from netcli.output.blocks import Block, Facts, Heading, Line, Names, Paragraph, Ways
from netcli.views.lines import local


class ShortQuestion(Struct, frozen=True, omit_defaults=True):
    """A question in a row, by the number that opens it; the best one has its answer."""

    id: str
    number: int
    question: str
    topic: str
    answer: str = ""
    local: str = ""
    sources: list[str] = []


def question_rows(
    numbered: Mapping[int, Question], found: Sequence[Question] = (), *, plain: bool = False
) -> list[ShortQuestion]:
    """Return the questions of the screen: all, or those found, of which the first has its answer."""
    numbers = {one.id: number for number, one in numbered.items()}
    rows = []
    for one in found or numbered.values():
        best = bool(found) and one is found[0]
        answer = (one.plain if plain else one.answer) if best else ""
        sources = one.sources if best else []
        rows.append(ShortQuestion(one.id, numbers[one.id], one.question, one.topic, answer, local_mark(one), sources))
    return rows


def question_glance(numbered: Mapping[int, Question], *, plain: bool) -> list[Block]:
    """Return the topics, each with the count of its questions and the first of them."""
    option = " --plain-language" if plain else ""
    topics = by_topic(numbered)
    rows = [
        (topic.capitalize(), f"{len(questions)}: {marked(questions[0][1].question, questions[0][1])}")
        for topic, questions in topics.items()
    ]
    ways = [(f"netcli faq {next(iter(topics))}{option}", "one topic")]
    ways += [(f'netcli faq "Can I fly?"{option}', "a question in your words")]
    ways += [] if plain else [("--plain-language", "for patients")]
    return [Heading(f"{len(numbered)} questions by topic"), Facts(rows), Ways([*ways, ("--full", "all answers")])]


def topic_glance(numbered: Mapping[int, Question], *, plain: bool) -> list[Block]:
    """Return the questions of one topic, in columns, with the number that opens each."""
    option = " --plain-language" if plain else ""
    lines = [
        Line(marked(one.question, one), str(number), "quiet", f"Question {number}") for number, one in numbered.items()
    ]
    topic = next(iter(numbered.values())).topic
    ways = [(f"netcli faq {next(iter(numbered))}{option}", "or a question in your words")]
    ways += [] if plain else [("--plain-language", "for patients")]
    return [Names(f"Questions: {topic}", lines), Ways([*ways, ("--full", "their answers")])]


def answer_glance(found: Sequence[Question], numbered: Mapping[int, Question], *, plain: bool) -> list[Block]:
    """Return the best answer whole, and the other questions that may be meant with the command that opens each."""
    best, *others = found
    numbers = {one.id: number for number, one in numbered.items()}
    option = " --plain-language" if plain else ""
    also = [(f"netcli faq {numbers[one.id]}{option}", marked(one.question, one)) for one in others]
    ways = [("--full", "their answers")] if others else []
    ways += [(f"netcli show {name}", "more on it") for name in best.see[:1]]
    ways += [] if plain else [("--plain-language", "for patients")]
    text = (best.plain if plain else best.answer) + unconfirmed(best.confirmed)
    return [Heading(best.question), *local(best), Paragraph(text), Facts(also), Ways(ways)]
