"""`netcli knowledge`: validate, export, describe and review the knowledge itself."""

from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from netcli.errors import InvalidData, NetcliError
from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.knowledge.model import Edition, OutOfScope, Source
from netcli.knowledge.wording import marked
from netcli.options import Session, answers
from netcli.output.answer import Answer
from netcli.output.blocks import Block, Facts, Heading, Paragraph, Table
from netcli.text import clean

app = typer.Typer(rich_markup_mode=None, help="Validate, export, describe and review the knowledge itself.")
PathArgument = Annotated[
    Path | None, typer.Argument(help="A folder with an overlay; none checks what is bundled.", show_default=False)
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", help="Judge age on this day instead of the day of review.", show_default=False)
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
    counts = {name: len(knowledge.of(kind)) for name, kind in COLLECTIONS.items()}
    local = {name: sum(1 for one in knowledge.of(kind).values() if one.origin) for name, kind in COLLECTIONS.items()}

    def blocks() -> list[Block]:
        heading = f"No problems: {clean(str(path))}" if path is not None else "No problems in the bundled knowledge"
        shown = local if path is not None else counts
        return [Heading(heading), Facts([(name, str(count)) for name, count in shown.items() if count])]

    query = {"path": clean(str(path))} if path is not None else {}
    return Answer("knowledge-check", query, [{"valid": True, "records": local if path is not None else counts}], blocks)


@app.command(epilog="\b\nExamples:\n  netcli knowledge export\n  netcli knowledge export --format jsonl")
@answers
def export(session: Session) -> Answer:
    """Print all of the knowledge.

    JSON by collection, or one record a line with --format jsonl.
    """
    every = {name: list(session.knowledge.of(kind).values()) for name, kind in COLLECTIONS.items()}
    text = msgspec.json.format(msgspec.json.encode(every), indent=2).decode() + "\n"
    lines = [
        {"collection": name, **msgspec.to_builtins(record)} for name, records in every.items() for record in records
    ]
    return Answer("knowledge-export", {}, lines, list, raw=text)


@app.command(epilog="\b\nExamples:\n  netcli knowledge schema\n  netcli knowledge schema > netcli.schema.json")
@answers
def schema(session: Session) -> Answer:  # noqa: ARG001
    """Print the JSON Schema of a knowledge file, for editors."""
    from netcli.knowledge.files.schema import json_schema

    content = json_schema()
    text = msgspec.json.format(msgspec.json.encode(content), indent=2).decode() + "\n"
    return Answer("knowledge-schema", {}, [content], list, raw=text)


@app.command(epilog="\b\nExamples:\n  netcli knowledge stale\n  netcli knowledge stale --as-of 2027-06-01 --json")
@answers
def stale(session: Session, as_of: AsOfOption = None) -> Answer:
    """List what is due for review.

    Old trial statuses, sources read long ago, unconfirmed records.
    """
    from netcli.commands.changes import parse_date
    from netcli.knowledge.review import due_for_review

    edition = _edition(session.knowledge)
    day = parse_date(as_of) if as_of is not None else edition.reviewed
    due = due_for_review(session.knowledge, day)

    def blocks() -> list[Block]:
        rows = [(one.collection, one.id, one.reason) for one in due]
        title = f"Due for review on {day}: {len(due)}"
        return (
            [Heading(title), Table(("Collection", "Record", "Why"), rows)]
            if rows
            else [Heading(title), Paragraph("Nothing.")]
        )

    return Answer("knowledge-stale", {"as_of": day}, due, blocks)


@app.command(epilog="\b\nExamples:\n  netcli knowledge about\n  netcli knowledge about --json")
@answers
def about(session: Session) -> Answer:
    """Print what the knowledge holds.

    Version, dates, counts, licence, scope and what is out of scope.
    """
    knowledge = session.knowledge
    edition = _edition(knowledge)
    counts = {
        name: len(knowledge.of(kind)) for name, kind in COLLECTIONS.items() if name not in ("edition", "out_of_scope")
    }
    checked = sorted(source.checked for source in knowledge.of(Source).values())
    outside = [marked(one.name, one) for one in knowledge.of(OutOfScope).values()]
    content: dict[str, Any] = {
        "version": edition.version,
        "reviewed": edition.reviewed,
        "sources_checked": [checked[0], checked[-1]] if checked else [],
        "licence": edition.licence,
        "scope": edition.scope,
        "out_of_scope": outside,
        "counts": counts,
    }

    def blocks() -> list[Block]:
        return [
            Heading("About the knowledge"),
            Facts((
                ("Edition", f"{edition.version}, reviewed {edition.reviewed}"),
                ("Sources read", f"from {checked[0]} to {checked[-1]}" if checked else ""),
                ("Licence", edition.licence),
                ("Scope", edition.scope),
                ("Out of scope", ", ".join(outside)),
                ("Records", ", ".join(f"{count} {name}" for name, count in counts.items())),
            )),
        ]  # fmt: skip

    return Answer("knowledge-about", {}, [content], blocks)


def _edition(knowledge: Knowledge) -> Edition:
    try:
        return next(iter(knowledge.of(Edition).values()))
    except StopIteration:
        raise NetcliError("the bundled knowledge is missing", "install netcli again") from None
