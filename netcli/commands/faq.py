"""`netcli faq`: every question, or the best answers to the one typed."""

from typing import Annotated

import typer
from msgspec.structs import replace

from netcli.errors import NoMatch, UnknownValue
from netcli.knowledge.faq import numbered_questions, of_topic
from netcli.knowledge.model import Question
from netcli.knowledge.names import quoted
from netcli.knowledge.search.find import find
from netcli.knowledge.search.hits import Hit, record_of
from netcli.knowledge.search.index import open_index
from netcli.options import PlainLanguageOption, Session, answers
from netcli.output.answer import Answer
from netcli.text import clean
from netcli.views.full.faq import answer_blocks, question_blocks
from netcli.views.glance.faq import answer_glance, question_glance, question_rows, topic_glance

QuestionArgument = Annotated[
    list[str] | None, typer.Argument(help="Your question in your own words, its number, a topic.", show_default=False)
]

CLOSE, MOST = 5, 3  # hits among which other questions may be meant, and how many are shown
FOUND_BY_SEARCH = "no question on record answers this; found by search"


@answers
def faq(session: Session, question: QuestionArgument = None, plain_language: PlainLanguageOption = False) -> Answer:  # noqa: FBT002
    """List the topics and questions, or answer yours.

    --plain-language gives the same facts for patients and carers.
    """
    numbered = numbered_questions(session.knowledge)
    text = " ".join(question or [])
    if question is None or not question:
        return Answer(
            name="faq",
            query={},
            results=list(session.knowledge.of(Question).values()),
            full=lambda: question_blocks(numbered, plain=plain_language),
            glance=lambda: question_glance(numbered, plain=plain_language),
            brief=lambda: question_rows(numbered),
        )
    if not text.strip():
        raise UnknownValue("the question is empty", 'netcli faq "What is Lutathera?"')
    if topic := of_topic(text, numbered):
        return Answer(
            name="faq",
            query={"topic": next(iter(topic.values())).topic},
            results=list(topic.values()),
            full=lambda: question_blocks(topic, plain=plain_language),
            glance=lambda: topic_glance(topic, plain=plain_language),
            brief=lambda: question_rows(topic),
        )
    if text.strip().isdecimal():
        found = [_of_number(text.strip(), numbered)]
    else:
        hits = find(text, open_index(session.knowledge), session.knowledge)
        if not hits or hits[0].kind != "faq" or not hits[0].answers:
            return _by_search(
                session, text, [_in_plain_words(hit, session) for hit in hits] if plain_language else hits
            )
        found = [session.knowledge.of(Question)[hit.id] for hit in hits[:CLOSE] if hit.kind == "faq"][:MOST]
    return Answer(
        name="faq",
        query={"question": clean(text), **({"plain_language": True} if plain_language else {})},
        results=found,
        full=lambda: answer_blocks(found, plain=plain_language),
        glance=lambda: answer_glance(found, numbered, plain=plain_language),
        brief=lambda: question_rows(numbered, found, plain=plain_language),
    )


def _by_search(session: Session, text: str, hits: list[Hit]) -> Answer:
    """Return what the search finds where no question answers. Raise NoMatch."""
    from netcli.commands.search import nothing_found, searched

    if not hits:
        raise nothing_found(session, text)
    return searched(session, text, hits, notes=[FOUND_BY_SEARCH])


def _in_plain_words(hit: Hit, session: Session) -> Hit:
    """Return a hit with the plain text of its record, where it has one."""
    plain: str = getattr(record_of(hit, session.knowledge), "plain", "")
    return replace(hit, snippet=plain, told=True) if plain else hit


def _of_number(text: str, numbered: dict[int, Question]) -> Question:
    """Return the question of a number. Raise NoMatch."""
    by_number = {str(number): one for number, one in numbered.items()}
    if text not in by_number:
        raise NoMatch(f"there is no question {quoted(text)}", f"they are numbered 1 to {len(numbered)}")
    return by_number[text]
