"""Questions and answers, for clinicians or in plain language."""

from collections.abc import Mapping, Sequence

from netcli.knowledge.faq import by_topic
from netcli.knowledge.model import Question
from netcli.knowledge.wording import unconfirmed
from netcli.output.blocks import Block, Heading, Paragraph
from netcli.views.lines import local


def question_blocks(numbered: Mapping[int, Question], *, plain: bool) -> list[Block]:
    """Return every question with its answer, by topic."""
    blocks: list[Block] = [Heading("Frequently asked questions")]
    for topic, questions in by_topic(numbered).items():
        blocks.append(Heading(topic.capitalize(), 2))
        for number, one in questions:
            blocks += [Heading(f"{number}  {one.question}", 3), *_answer(one, plain=plain)]
    return blocks


def answer_blocks(questions: Sequence[Question], *, plain: bool) -> list[Block]:
    """Return the answers, the best first."""
    blocks: list[Block] = []
    for place, one in enumerate(questions):
        blocks += [Heading(one.question, 1 if place == 0 else 2), *_answer(one, plain=plain)]
    return blocks


def _answer(one: Question, *, plain: bool) -> list[Block]:
    text = one.plain if plain else one.answer
    return [*local(one), Paragraph(text + unconfirmed(one.confirmed))]
