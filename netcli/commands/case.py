"""`netcli case`: what netcli knows about one situation, on one page."""

from collections.abc import Callable
from functools import partial
from typing import Unpack

from netcli.cases.page import case_page
from netcli.cases.question import TypedCaseQuestion
from netcli.grading.rulebook import Rulebook
from netcli.knowledge.regions import shortfalls
from netcli.knowledge.typed import given
from netcli.options import PlainLanguageOption, Session, answers
from netcli.output.answer import Answer
from netcli.output.blocks import Block
from netcli.text import clean
from netcli.views.case.page import case_blocks
from netcli.views.case.plain import plain_case_blocks
from netcli.views.case.rows import case_rows


@answers
def case(
    session: Session,
    plain_language: PlainLanguageOption = False,  # noqa: FBT002
    **typed: Unpack[TypedCaseQuestion],
) -> Answer:
    """Show one page for one case.

    The class and grade, what is labelled for it, what guidelines advise, use beyond a label, open trials, what to check
    before, what is not known and would change the page, follow-up. Options stand side by side, unranked. What is not
    given stays open and is said. Nothing is stored or sent.
    """
    knowledge = session.knowledge
    rulebook = Rulebook(knowledge)
    page, notes = case_page(knowledge, rulebook, **typed)
    regions = [page.question.region] if page.question.region else list(session.regions)
    blocks: Callable[..., list[Block]] = (
        plain_case_blocks if plain_language else partial(case_blocks, rulebook=rulebook)
    )
    query = {name: clean(str(value)) for name, value in given(TypedCaseQuestion, typed).items()}
    return Answer(
        name="case",
        query=query,
        results=case_rows(page, regions, knowledge),
        full=lambda: blocks(page, regions, knowledge, whole=True),
        glance=lambda: blocks(page, regions, knowledge),
        notes=notes,
        cautions=shortfalls(regions, knowledge.edition),
        explode="options",
        one_page=True,
    )
