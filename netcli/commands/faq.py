"""`netcli faq`: every question, or the best answers to the one typed."""

from typing import Annotated

import typer

from netcli.errors import NoMatch, UnknownValue
from netcli.knowledge.model import Question
from netcli.knowledge.names import quoted
from netcli.knowledge.search.questions import ask, named_drug
from netcli.options import PlainLanguageOption, Session, answers
from netcli.output.answer import Answer
from netcli.text import clean
from netcli.views.full.faq import answer_blocks, question_blocks

QuestionArgument = Annotated[
    list[str] | None, typer.Argument(help="Your question, in your own words.", show_default=False)
]


@answers
def faq(session: Session, question: QuestionArgument = None, plain_language: PlainLanguageOption = False) -> Answer:  # noqa: FBT002
    """List the questions, or show the best answers to yours.

    --plain-language gives the same facts for patients and carers.
    """
    known = session.knowledge.of(Question)
    text = " ".join(question or [])
    if question is None or not question:
        every = list(known.values())
        return Answer("faq", {}, every, lambda: question_blocks(every, plain=plain_language))
    if not text.strip():
        raise UnknownValue("the question is empty", 'netcli faq "What is Lutathera?"')
    hits = ask(session.knowledge, text)
    if not hits:
        drug = named_drug(text, session.knowledge)
        more = f"try 'netcli show {quoted(drug)[1:-1]}', or " if drug else ""
        raise NoMatch(f"no question on record answers {quoted(text)}", f"{more}'netcli search' with the same words")
    found = [known[hit.id] for hit in hits]
    return Answer(
        name="faq",
        query={"question": clean(text), **({"plain_language": True} if plain_language else {})},
        results=found,
        full=lambda: answer_blocks(found, plain=plain_language),
    )
