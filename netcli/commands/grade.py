"""`netcli grade`: the WHO class and grade of one tumour, or of every row of a table."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Unpack

import typer

from netcli.errors import UnknownValue
from netcli.grading.inputs import TypedCase
from netcli.knowledge.names import resolve_site
from netcli.knowledge.typed import given
from netcli.options import PlainLanguageOption, Session, answers
from netcli.output.answer import Answer, Blocks
from netcli.text import clean

if TYPE_CHECKING:
    from netcli.grading.case import Assessment, Case
    from netcli.knowledge.scheme import Scheme

BatchOption = Annotated[
    str | None,
    typer.Option("--batch", help="Grade every row of a CSV or TSV file; - reads standard input.", show_default=False),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Where --batch writes; - and nothing are standard output.", show_default=False),
]
StrictOption = Annotated[
    bool, typer.Option("--strict", help="With --batch: exit 1 and keep --output as it is when any row failed.")
]
EncodingOption = Annotated[
    str | None,
    typer.Option(help="Encoding of the --batch file, such as latin-1; utf-8 unless given.", show_default=False),
]


CodesOption = Annotated[
    bool, typer.Option("--codes", help="With --batch: add morphology, SEER schema, grade item and Ki-67 item.")
]
MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map", help="With --batch: a column and the input that it gives, 'MIB1 index=ki67'. May be repeated.",
        show_default=False,
    ),
]  # fmt: skip
ReportOption = Annotated[
    Path | None,
    typer.Option("--report", help="With --batch: write the summary, as JSON or Markdown.", show_default=False),
]


@answers
def grade(
    session: Session,
    batch: BatchOption = None,
    output: OutputOption = None,
    codes: CodesOption = False,  # noqa: FBT002
    mapping: MapOption = None,
    report: ReportOption = None,
    strict: StrictOption = False,  # noqa: FBT002
    encoding: EncodingOption = None,
    plain_language: PlainLanguageOption = False,  # noqa: FBT002
    **typed: Unpack[TypedCase],
) -> Answer:
    """Show the WHO class and grade of a tumour.

    It says how the grade was reached and how sure it is. Digestive sites by WHO 2022 unless --edition says otherwise;
    lung and thymus by their own rules. --batch adds the answer to every row of a table: its columns are named as these
    options, cell_type for --cell-type and size_mm for --size; others are carried along.
    """
    stated = given(TypedCase, typed)
    if batch is not None:
        from netcli.commands.grade_batch import Batch, grade_batch

        if plain_language:
            raise UnknownValue("--plain-language does not go with --batch", "leave it out; a table has codes")
        asked = Batch(
            source=batch,
            output=output,
            encoding=encoding or "utf-8",
            strict=strict,
            codes=codes,
            mapping=mapping or (),
            report=report,
        )
        grade_batch(session, asked, stated)
    if output is not None or strict or encoding is not None or codes or mapping or report is not None:
        raise UnknownValue(
            "--output, --codes, --map, --report, --strict and --encoding go with --batch",
            "netcli grade --batch cases.csv --output graded.csv",
        )
    return _grade_one(session, typed, stated, plain=plain_language)


def _grade_one(session: Session, typed: TypedCase, stated: dict[str, str], *, plain: bool) -> Answer:
    from netcli.grading.assess import assess
    from netcli.grading.inputs import read_case, site_resolver
    from netcli.grading.rulebook import Rulebook

    book = Rulebook(session.knowledge)
    reading = resolve_site(stated["site"], session.knowledge) if "site" in stated else None
    case = read_case(typed, book, site_resolver(book))
    assessment = assess(case, book)
    query = {name: clean(value) for name, value in stated.items()} | ({"site": reading.id} if reading else {})
    understood = {"ki67": assessment.ki67.text, "mitoses": assessment.mitoses.text}
    query |= {name: text for name, text in understood.items() if name in query and text}
    scheme = book.schemes[assessment.scheme]
    notes = [reading.note] if reading and reading.note else []
    if plain:
        return _in_plain_language(assessment, scheme, query, notes, session)
    return Answer(
        name="grade",
        query=query,
        results=[assessment],
        full=lambda: _full(assessment, scheme),
        notes=notes,
        glance=lambda: _glance(case, assessment, scheme, session),
        brief=lambda: _rows(assessment, session),
    )


# What draws is imported by those who look: a program, that takes the result as it is, starts a twentieth sooner.


def _full(assessment: "Assessment", scheme: "Scheme") -> Blocks:
    from netcli.views.full.grade import grade_blocks

    return grade_blocks(assessment, scheme)


def _glance(case: "Case", assessment: "Assessment", scheme: "Scheme", session: Session) -> Blocks:
    from netcli.views.glance.grade import grade_glance

    return grade_glance(case, assessment, scheme, session.knowledge)


def _rows(assessment: "Assessment", session: Session) -> "Sequence[object]":
    from netcli.views.glance.grade import grade_rows

    return grade_rows(assessment, session.knowledge)


def _in_plain_language(
    assessment: "Assessment", scheme: "Scheme", query: dict[str, str], notes: list[str], session: Session
) -> Answer:
    """Return the same result as patients and carers read it."""
    from netcli.views.full.grade_plain import meaning_of, plain_grade_blocks, plain_grade_glance

    return Answer(
        name="grade",
        query={**query, "plain_language": True},
        results=[assessment],
        full=lambda: plain_grade_blocks(assessment, scheme, session.knowledge),
        notes=notes,
        extra={"plain": meaning_of(assessment, session.knowledge)},
        glance=lambda: plain_grade_glance(assessment, scheme, session.knowledge),
        brief=lambda: _rows(assessment, session),
    )
