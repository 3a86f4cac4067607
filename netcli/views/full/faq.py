"""Questions and answers, for clinicians or in plain language."""

from collections.abc import Sequence
from itertools import groupby

from netcli.knowledge.model import Question
from netcli.knowledge.wording import marked, unconfirmed
from netcli.output.blocks import Block, Bullets, Heading, Line, Paragraph
from netcli.views.lines import local


def question_blocks(questions: Sequence[Question], *, plain: bool) -> list[Block]:
    """Return every question by topic, and how to ask."""
    blocks: list[Block] = [Heading("Frequently asked questions")]
    for topic, group in groupby(sorted(questions, key=lambda one: one.topic), key=lambda one: one.topic):
        blocks += [Heading(topic.capitalize(), 2), Bullets([Line(_asked(one)) for one in group])]
    option = " --plain-language" if plain else ""
    return [*blocks, Paragraph(f'To read an answer: netcli faq{option} "What is Lutathera?"', "quiet")]


def _asked(one: Question) -> str:
    return marked(one.question, one)


def answer_blocks(questions: Sequence[Question], *, plain: bool) -> list[Block]:
    """Return the answers, the best first."""
    blocks: list[Block] = []
    for place, one in enumerate(questions):
        text = one.plain if plain else one.answer
        blocks += [
            Heading(one.question, 1 if place == 0 else 2),
            *local(one),
            Paragraph(text + unconfirmed(one.confirmed)),
        ]
    return blocks
