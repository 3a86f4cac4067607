"""`netcli grade`: the WHO class and grade of one tumour, or of every row of a table."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from netcli.errors import UnknownValue
from netcli.knowledge.names import resolve_site
from netcli.options import PlainLanguageOption, Session, SiteOption, answers, complete_words
from netcli.output.answer import Answer
from netcli.text import clean
from netcli.views.grade import grade_blocks

if TYPE_CHECKING:
    from netcli.grading.case import Assessment
    from netcli.knowledge.scheme import Scheme

Ki67Option = Annotated[
    str | None, typer.Option("--ki67", help="Ki-67 in per cent: 12, 12.5, <3, 3-20.", show_default=False)
]
PositiveOption = Annotated[str | None, typer.Option(help="Ki-67 positive cells, with --counted.", show_default=False)]
CountedOption = Annotated[str | None, typer.Option(help="Cells counted.", show_default=False)]
MitosesOption = Annotated[
    str | None,
    typer.Option(help="Mitoses per 2 mm², or 18/10mm2, or 12/50hpf with --hpf-diameter.", show_default=False),
]
DiameterOption = Annotated[str | None, typer.Option(help="Diameter of a high-power field in mm.", show_default=False)]
DifferentiationOption = Annotated[
    str | None,
    typer.Option(
        help="well, poor, mixed or unknown.", autocompletion=complete_words("differentiation"), show_default=False
    ),
]
CellOption = Annotated[
    str | None, typer.Option(help="small or large.", autocompletion=complete_words("cell"), show_default=False)
]
NecrosisOption = Annotated[
    str | None,
    typer.Option(
        help="none, punctate, extensive or unknown.", autocompletion=complete_words("necrosis"), show_default=False
    ),
]
SizeOption = Annotated[str | None, typer.Option(help="Tumour size in mm.", show_default=False)]
ComponentOption = Annotated[
    str | None, typer.Option(help="Neuroendocrine part of a mixed tumour, in per cent.", show_default=False)
]
EditionOption = Annotated[
    str | None,
    typer.Option(help="who-2022, who-2019, who-2017, who-2010 or enets-2006.", autocompletion=complete_words("edition"),
                 show_default=False),
]  # fmt: skip
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
    typer.Option(help="Encoding of the --batch file: utf-8 unless given, latin-1 ...", show_default=False),
]


@answers
def grade(
    session: Session,
    ki67: Ki67Option = None,
    positive: PositiveOption = None,
    counted: CountedOption = None,
    mitoses: MitosesOption = None,
    hpf_diameter: DiameterOption = None,
    differentiation: DifferentiationOption = None,
    cell_type: CellOption = None,
    site: SiteOption = None,
    necrosis: NecrosisOption = None,
    size: SizeOption = None,
    ne_component: ComponentOption = None,
    edition: EditionOption = None,
    batch: BatchOption = None,
    output: OutputOption = None,
    strict: StrictOption = False,  # noqa: FBT002
    encoding: EncodingOption = None,
    plain_language: PlainLanguageOption = False,  # noqa: FBT002
) -> Answer:
    """Show the WHO class and grade of a tumour.

    It says how the grade was reached and how sure it is. Digestive sites by WHO 2022 unless --edition says otherwise;
    lung and thymus by their own rules. --batch adds the answer to every row of a table: input columns are site, ki67,
    mitoses, positive, counted, differentiation, cell_type, necrosis, size_mm, ne_component, edition; others are
    carried along.
    """
    typed = {
        "ki67": ki67, "positive": positive, "counted": counted, "mitoses": mitoses, "hpf_diameter": hpf_diameter,
        "differentiation": differentiation, "cell_type": cell_type, "site": site, "necrosis": necrosis,
        "size_mm": size, "ne_component": ne_component, "edition": edition,
    }  # fmt: skip
    given = {name: value for name, value in typed.items() if value is not None}
    if batch is not None:
        from netcli.commands.grade_batch import grade_batch

        if plain_language:
            raise UnknownValue("--plain-language does not go with --batch", "leave it out; a table has codes")
        grade_batch(session, batch, output, given, encoding or "utf-8", strict=strict)
    if output is not None or strict or encoding is not None:
        raise UnknownValue(
            "--output, --strict and --encoding go with --batch", "netcli grade --batch cases.csv --output graded.csv"
        )
    return _grade_one(session, given, plain=plain_language)


def _grade_one(session: Session, given: dict[str, str], *, plain: bool) -> Answer:
    from netcli.grading import classify
    from netcli.grading.rulebook import Rulebook

    book = Rulebook(session.knowledge)
    reading = resolve_site(given["site"], session.knowledge) if "site" in given else None
    assessment = classify(**given, rulebook=book)  # type: ignore[arg-type]
    query = {name: clean(value) for name, value in given.items()} | ({"site": reading.id} if reading else {})
    understood = {"ki67": assessment.ki67.text, "mitoses": assessment.mitoses.text}
    query |= {name: text for name, text in understood.items() if name in query and text}
    note = reading.note if reading else ""
    scheme = book.schemes[assessment.scheme]
    notes = [note] if note else []
    if plain:
        return _in_plain_language(assessment, scheme, query, notes, session)
    return Answer("grade", query, [assessment], lambda: grade_blocks(assessment, scheme), notes)


def _in_plain_language(
    assessment: "Assessment", scheme: "Scheme", query: dict[str, Any], notes: list[str], session: Session
) -> Answer:
    """Return the same result as patients and carers read it."""
    from netcli.views.grade_plain import meaning_of, plain_grade_blocks

    return Answer(
        name="grade",
        query={**query, "plain_language": True},
        results=[assessment],
        blocks=lambda: plain_grade_blocks(assessment, scheme, session.knowledge),
        notes=notes,
        extra={"plain": meaning_of(assessment, session.knowledge)},
    )
