"""`netcli knowledge`: validate, export, describe and review the knowledge itself."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from netcli.errors import InvalidData
from netcli.knowledge.about import Checked, Counted, Skill, about_knowledge
from netcli.knowledge.files.load import COLLECTIONS, DATA
from netcli.knowledge.files.schema import json_schema
from netcli.knowledge.names import unknown
from netcli.options import Session, answers, offered, open_session, with_output
from netcli.output.answer import Answer
from netcli.output.published import published_names, published_schema
from netcli.output.sink import table_file
from netcli.text import clean
from netcli.views.full.knowledge import about_blocks, check_blocks, stale_blocks, tables_blocks

if TYPE_CHECKING:
    from netcli.tables.export import Form

app = typer.Typer(rich_markup_mode=None, help="Validate, export, describe and review the knowledge itself.")
PathArgument = Annotated[
    Path | None, typer.Argument(help="A folder with an overlay; none checks what is bundled.", show_default=False)
]
ToOption = Annotated[
    Path | None, typer.Option("--to", help="A new or empty folder, or one with an earlier export.", show_default=False)
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", help="Judge age on this day instead of the day of review.", show_default=False)
]
WasArgument = Annotated[str, typer.Argument(help="The older edition.", show_default=False)]
NowArgument = Annotated[
    str | None, typer.Argument(help="The newer edition; none is the knowledge in use.", show_default=False)
]
AnswerOption = Annotated[
    str | None,
    typer.Option(
        help="The answer of a command: therapies, grade, knowledge-about; or error.",
        autocompletion=offered("answers"),
        show_default=False,
    ),
]
ExportsOption = Annotated[
    Path, typer.Option("--exports", help="A folder with exports named by version.", show_default=False)
]


@app.command(epilog="\b\nExamples:\n  netcli knowledge check\n  netcli knowledge check examples/hospital")
@answers
def check(session: Session, path: PathArgument = None) -> Answer:
    """Check the bundled knowledge, or an overlay.

    Every problem is listed with file, line and path.
    """
    from netcli.knowledge.check import problems
    from netcli.knowledge.files.overlay import overlaid

    knowledge = overlaid([path]) if path is not None else session.knowledge
    found = problems(reader=session.knowledge) if path is None else []
    if found:
        raise InvalidData(f"the knowledge has {len(found)} problem(s)", problems=tuple(found))
    counts = {
        name: sum(1 for one in knowledge.of(kind).values() if path is None or one.origin)
        for name, kind in COLLECTIONS.items()
    }
    shown = clean(str(path)) if path is not None else None
    return Answer(
        name="knowledge-check",
        query={"path": shown} if shown is not None else {},
        results=[Checked(valid=True, records=counts)],
        full=lambda: check_blocks(shown, counts),
    )


@app.command(
    epilog="\b\nExamples:\n  netcli knowledge export\n  netcli knowledge export --format jsonl\n"
    "  netcli knowledge export --to tables\n  netcli knowledge export --to tables --format sqlite"
)
@with_output
def export(output_options: dict[str, Any], to: ToOption = None) -> None:
    """Print all of the knowledge, or write it as tables.

    JSON by collection, or one record a line with --format jsonl. --to writes a folder of tidy CSV files: a row a record
    or a fact, datapackage.json with types and keys, the JSON Schema and the licence; --format parquet and --format
    sqlite write those instead. An earlier export in the folder is replaced, other files are left alone.
    """
    form = table_file(output_options["format"]) if to is not None else None
    session = open_session(**output_options | ({"format": "auto"} if form else {}))
    answer = _whole(session) if to is None else _tables(session, to, form or "csv")
    session.sink.put(answer, session.knowledge)


def _whole(session: Session) -> Answer:
    every = {name: list(session.knowledge.of(kind).values()) for name, kind in COLLECTIONS.items()}
    text = msgspec.json.format(msgspec.json.encode(every), indent=2).decode() + "\n"
    lines = [
        {"collection": name, **msgspec.to_builtins(record)} for name, records in every.items() for record in records
    ]
    counts = [Counted(name, len(records)) for name, records in every.items()]
    return Answer("knowledge-export", {}, lines, list, raw=text, brief=lambda: counts)


def _tables(session: Session, folder: Path, form: "Form") -> Answer:
    from netcli.tables.export import Exported, export_tables

    written = export_tables(session.knowledge, folder, form)
    place = clean(str(folder))
    return Answer(
        "knowledge-tables",
        {"to": place, "format": form},
        [Exported(place, form, written)],
        lambda: tables_blocks(place, form, [(one.table, one.file, one.rows, one.columns) for one in written]),
        explode="tables",
    )


@app.command(
    epilog="\b\nExamples:\n  netcli knowledge schema\n  netcli knowledge schema > netcli.schema.json\n"
    "  netcli knowledge schema --answer therapies"
)
@answers
def schema(session: Session, answer: AnswerOption = None) -> Answer:  # noqa: ARG001
    """Print the JSON Schema of a knowledge file, or of an answer.

    The one is for editors. The others, one a command, are what --json promises; the envelope names its own.
    """
    names = published_names()
    if answer is not None and answer not in names:
        raise unknown("answer", answer, {name: name for name in names})
    content = published_schema(answer) if answer else json_schema()
    text = msgspec.json.format(msgspec.json.encode(content), indent=2).decode() + "\n"
    rows = [{"answer": name, "schema": published_schema(name)["$id"]} for name in names]
    query = {"answer": answer} if answer else {}
    return Answer("knowledge-schema", query, [content], list, raw=text, brief=lambda: rows)


@app.command(epilog="\b\nExamples:\n  netcli knowledge skill\n  netcli knowledge skill > SKILL.md")
@answers
def skill(session: Session) -> Answer:  # noqa: ARG001
    """Print how an assistant asks netcli.

    The skill file: which command for which question, what to cite, what an exit status means, what never to merge.
    """
    text = (DATA / "skill.md").read_text(encoding="utf-8")
    return Answer("knowledge-skill", {}, [Skill(text)], list, raw=text)


@app.command(epilog="\b\nExamples:\n  netcli knowledge stale\n  netcli knowledge stale --as-of 2027-06-01 --json")
@answers
def stale(session: Session, as_of: AsOfOption = None) -> Answer:
    """List what is due for review.

    Old trial statuses, sources read long ago, unconfirmed records.
    """
    from netcli.knowledge.dates import read_date
    from netcli.knowledge.review import due_for_review, in_short

    day = read_date(as_of) if as_of is not None else session.knowledge.edition.reviewed
    due = due_for_review(session.knowledge, day)
    return Answer("knowledge-stale", {"as_of": day}, due, lambda: stale_blocks(due, day), brief=lambda: in_short(due))


@app.command(
    epilog="\b\nExamples:\n  netcli knowledge diff bundled --data examples/hospital\n"
    "  netcli knowledge diff bundled --data examples/hospital --format jsonl"
)
@answers
def diff(session: Session, was: WasArgument, now: NowArgument = None, exports: ExportsOption = Path()) -> Answer:
    """Tell what two editions differ in, the older one first.

    An edition is a folder of YAML or compiled JSON, a file of 'netcli knowledge export' (kept as 2026.12.json in
    --exports it goes by 2026.12), or 'bundled'. Rows go by what names them: the order of a list is no change.
    """
    from netcli.knowledge.editions.differences import differences
    from netcli.knowledge.files.editions import edition_of, open_edition
    from netcli.views.full.knowledge_diff import Compared, diff_full
    from netcli.views.glance.knowledge_diff import diff_glance, diff_rows

    older = open_edition(was, exports)
    newer = open_edition(now, exports) if now is not None else edition_of(session.knowledge, "in use")
    compared = Compared(older, newer, differences(older.records, newer.records))
    return Answer(
        "knowledge-diff",
        {"was": older.place, "now": newer.place},
        [change.row() for change in compared.changes],
        lambda: diff_full(compared),
        notes=compared.notes,
        glance=lambda: diff_glance(compared),
        brief=lambda: diff_rows(compared),
        extra={"editions": [older.named(), newer.named()], "counts": compared.counts},
    )


@app.command(epilog="\b\nExamples:\n  netcli knowledge about\n  netcli knowledge about --json")
@answers
def about(session: Session) -> Answer:
    """Print what the knowledge holds.

    Version, dates, counts, licence, scope, what is out of scope, and regions whose labels are not all on record.
    """
    told = about_knowledge(session.knowledge)
    return Answer("knowledge-about", {}, [told], lambda: about_blocks(told))
