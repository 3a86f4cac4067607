"""`netcli codes`: what a registry writes, by name, code, site and year; the coding of one case."""

from collections.abc import Sequence
from typing import Annotated, Unpack

import typer
from msgspec.structs import replace

from netcli.coding.case import code_case
from netcli.coding.lookup import find_codes, fitting_codes, one_morphology
from netcli.coding.question import Coding, TypedCoding, is_of_a_case, read_coding
from netcli.errors import NoMatch
from netcli.grading.rulebook import Rulebook
from netcli.knowledge.codes import Code
from netcli.knowledge.typed import given
from netcli.options import Session, answers, offered
from netcli.output.answer import Answer
from netcli.text import clean
from netcli.views.full.codes import case_blocks, code_blocks, years
from netcli.views.glance.codes import case_glance, case_rows, code_rows, codes_glance, named_glance

NameArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME|CODE]",
        help="A code such as 8249/3, C25.4 or C7A.010, or a name such as insulinoma.",
        autocompletion=offered("codes"),
        show_default=False,
    ),
]


@answers
def codes(session: Session, name: NameArgument = None, **typed: Unpack[TypedCoding]) -> Answer:
    """Show registry codes, or the coding of one case.

    ICD-O-3.2 morphology and topography, ICD-10-CM, the schema and items of SEER. A code that is not on record is said
    to be so, never answered with a neighbour. A grade, Ki-67 or mitoses ask for the coding of that case. No stage is
    computed.
    """
    knowledge = session.knowledge
    book = Rulebook(knowledge)
    asked, notes = read_coding(typed, book, knowledge)
    query = {field: clean(str(value)) for field, value in given(TypedCoding, typed).items()}
    named = find_codes(" ".join(name), knowledge) if name else []
    if named:
        query["name"] = clean(" ".join(name or []))
    if is_of_a_case(typed):
        return _of_a_case(session, replace(asked, morphology=one_morphology(named, asked.year)), book, query, notes)
    found = fitting_codes(named or knowledge.of(Code).values(), asked.tumour.site, asked.year, knowledge)
    if not found:
        raise NoMatch("no code on record fits all of these at once", _elsewhere(named))
    return Answer(
        "codes",
        query,
        found,
        full=lambda: code_blocks(found, knowledge),
        brief=lambda: code_rows(found, asked, named=bool(named)),
        glance=lambda: (named_glance if named else codes_glance)(found, asked, knowledge),
        notes=notes,
    )


def _elsewhere(named: Sequence[Code]) -> str:
    """Return when, or in place of what, the codes are written that were named."""
    told = [f"{one.code}: {years(one) or 'any year'}" + _now(one) for one in named]
    return "; ".join(told) or "leave out --year or --site"


def _now(code: Code) -> str:
    return f", now {' or '.join(code.instead)}" if code.instead else ""


def _of_a_case(session: Session, asked: Coding, book: Rulebook, query: dict[str, str], notes: list[str]) -> Answer:
    case = code_case(asked, book, session.knowledge)
    return Answer(
        "codes",
        query,
        case.items,
        full=lambda: case_blocks(case),
        glance=lambda: case_glance(case),
        brief=lambda: case_rows(case),
        notes=notes,
        extra={"reportable": case.reportable, "assessment": case.assessment},
        explode="fields",
    )
