"""`netcli case`: what netcli knows about one situation, on one page."""

from typing import Unpack

from msgspec.structs import replace

from netcli.cases.page import case_page
from netcli.cases.question import TypedCaseQuestion
from netcli.grading.rulebook import Rulebook
from netcli.knowledge.regions import shortfalls
from netcli.options import PlainLanguageOption, Session, answers
from netcli.output.answer import Answer
from netcli.views.full.case import case_blocks
from netcli.views.full.case_plain import plain_case_blocks
from netcli.views.glance.case import case_glance
from netcli.views.glance.cases.rows import case_rows
from netcli.views.glance.cases.words import known_of


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
    query = known_of(page)
    answer = Answer(
        name="case",
        query=query,
        results=case_rows(page, regions, knowledge),
        full=lambda: case_blocks(page, regions, rulebook, knowledge),
        glance=lambda: case_glance(page, regions, rulebook, knowledge),
        notes=notes,
        cautions=shortfalls(regions, knowledge.edition),
        explode="options",
        one_page=True,
    )
    if not plain_language:
        return answer
    return replace(
        answer,
        query={**query, "plain_language": True},
        full=lambda: plain_case_blocks(page, regions, knowledge, whole=True),
        glance=lambda: plain_case_blocks(page, regions, knowledge),
    )
