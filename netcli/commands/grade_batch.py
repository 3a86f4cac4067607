"""`netcli grade --batch`: a table in, the same table out with the grade in columns more, and a summary."""

import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import typer
from msgspec import Struct

from netcli.errors import NetcliError, UnknownValue
from netcli.options import Session
from netcli.output.progress import progress
from netcli.output.sink import complain
from netcli.text import clean, counted

if TYPE_CHECKING:
    from netcli.batch.csv_file import Form
    from netcli.batch.summary import Problem, Summary

FOR_EVERY_ROW = ("site", "edition", "differentiation", "necrosis", "hpf_diameter")  # where the row has none of its own
TABLES = ("csv", "tsv")
MOST_UNREAD = 12  # headers that are told


class Batch(Struct, frozen=True, kw_only=True):
    """What was asked of a table: the options that go with --batch alone."""

    source: str
    output: Path | None
    encoding: str = "utf-8"
    strict: bool = False
    codes: bool = False
    mapping: Sequence[str] = ()
    report: Path | None = None


def grade_batch(session: Session, asked: Batch, given: Mapping[str, str]) -> None:
    """Grade a table and leave with the contract's status.

    Raise NetcliError when not one row could be graded, or when rows failed and `strict` is set; only the latter keeps
    the output from being written.
    """
    from netcli.batch.run import RowsFailed

    try:
        summary = _graded(session, asked, given)
    except RowsFailed as failed:
        _report(asked.report, failed.summary)
        reason = "with --strict the output is not written" if asked.strict else "the former output is kept"
        unwritten = "" if _is_standard(asked.output) else f"; {reason}"
        raise NetcliError(failed.message + unwritten, told(failed.summary)) from None
    _report(asked.report, summary)
    if summary.rows and summary.failed == summary.rows:
        raise NetcliError("not one row could be graded", told(summary))
    complain(told(summary))
    raise typer.Exit


def _graded(session: Session, asked: Batch, given: Mapping[str, str]) -> "Summary":
    from netcli.batch.columns import read_mapping
    from netcli.batch.run import grade_file
    from netcli.grading.inputs import read_diameter
    from netcli.grading.rulebook import Rulebook

    form = _form(session)
    _check(given)
    _check_report(asked.report)
    book = Rulebook(session.knowledge)
    source = asked.source
    total = Path(source).stat().st_size if source != "-" and Path(source).is_file() else 0
    mapping = read_mapping(asked.mapping)
    with _ending_when_told(), progress("grading") as say, _target(asked.output) as target:
        return grade_file(
            sys.stdin.buffer if source == "-" else Path(source),
            target,
            rulebook=book,
            encoding=asked.encoding,
            form=form,
            defaults={name: value for name, value in given.items() if name != "hpf_diameter"},
            hpf_diameter=read_diameter(given["hpf_diameter"], book) if "hpf_diameter" in given else None,
            mapping=mapping,
            codes=asked.codes,
            strict=asked.strict,
            progress=lambda rows, done: say(counted(rows, "row") + (f", {done / total:.0%}" if total else "")),
        )


def _form(session: Session) -> "Form | None":
    """Return the form of the table that was asked for, None where the table itself tells. Raise UnknownValue.

    NETCLI_FORMAT is for answers and says nothing here.
    """
    if session.sink.fields is not None:
        raise UnknownValue("--fields cannot be given with --batch", "every column of the table is kept")
    if session.is_usual_format:
        return None
    if session.sink.format not in TABLES:
        raise UnknownValue(
            "--batch writes the table it reads: CSV or TSV", "leave out --json and --format; --report x.json sums it up"
        )
    return cast("Form", session.sink.format)


def _check(given: Mapping[str, str]) -> None:
    """Refuse what does not go with a table. Raise UnknownValue."""
    if wrong := [name for name in given if name not in FOR_EVERY_ROW]:
        options = ", ".join("--" + name.replace("_", "-") for name in wrong)
        raise UnknownValue(f"{options} cannot be given with --batch", "values come from the table's own columns")


def _check_report(place: Path | None) -> None:
    """Make sure, before a row is graded, that a report can be written. Raise NetcliError."""
    if place is not None and (place.is_dir() or not os.access(place.parent, os.W_OK)):
        raise NetcliError(f"cannot write {clean(str(place), 300)}", "--report names a file in a folder of yours")


def told(summary: "Summary") -> str:
    """Return how it went in lines: columns, counts, then the commonest problems with the line where each is first."""
    columns = ", ".join(f"{name} from '{header}'" for name, header in summary.columns.items())
    more = f" and {len(summary.unread) - MOST_UNREAD} more" if summary.unread[MOST_UNREAD:] else ""
    labels = [f"  {count:,} {label}" for label, count in summary.by_label.items()]
    return "\n".join(
        [
            f"columns: {columns}",
            *([f"not read: {', '.join(summary.unread[:MOST_UNREAD])}{more}"] if summary.unread else []),
            _counts(summary),
            *labels,
            *(f"{_first(one)}: {one.message}" for one in summary.failures),
            *(f"{_first(one)}: {warning(one.message)}" for one in summary.warnings),
        ]
    )


def _counts(summary: "Summary") -> str:
    return (
        f"{counted(summary.rows, 'row')}: {summary.graded:,} definite, {summary.provisional:,} provisional, "
        f"{summary.undetermined:,} undetermined, {summary.failed:,} failed"
    )


def warning(code: str) -> str:
    """Return the code of a warning with what it means, where netcli grade has no sentence for it."""
    from netcli.batch import agreement, registry

    means = {**registry.MEANINGS, **agreement.MEANINGS}.get(code)
    return f"warning {code}: {means}" if means else f"warning {code}"


def _first(problem: "Problem") -> str:
    return f"{counted(problem.rows, 'row')}, first in line {problem.line:,}"


def _report(place: Path | None, summary: "Summary") -> None:
    """Write a summary as JSON or Markdown, by the ending of the name. Raise NetcliError."""
    if place is None:
        return
    import msgspec

    from netcli.batch.replacing import replacing

    is_json = place.suffix.casefold() == ".json"
    text = msgspec.json.format(msgspec.json.encode(summary)) if is_json else markdown(summary).encode()
    with replacing(place) as stream:
        stream.write(text + (b"\n" if is_json else b""))


def markdown(summary: "Summary") -> str:
    """Return a summary as a page: what was read, what came out, what to mend."""
    parts = ["# What was graded", "", _counts(summary) + ".", ""]
    parts += _table(("Input", "Column"), summary.columns.items())
    parts += _table(("Label", "Rows"), ((label, f"{rows:,}") for label, rows in summary.by_label.items()))
    for title, problems in (("Not graded", summary.failures), ("Warning", summary.warnings)):
        parts += _table((title, "Rows", "First line"), ((one.message, f"{one.rows:,}", one.line) for one in problems))
    return "\n".join(parts)


def _table(header: Sequence[str], rows: Any) -> list[str]:
    """Return a table of Markdown; nothing where there are no rows."""
    lines = [" | ".join(clean(str(cell)).replace("|", "\\|") for cell in row) for row in rows]
    return (
        [f"| {' | '.join(header)} |", "|" + "---|" * len(header), *(f"| {one} |" for one in lines), ""] if lines else []
    )


def _is_standard(output: Path | None) -> bool:
    return output is None or str(output) == "-"


@contextmanager
def _target(output: Path | None) -> Iterator[Path | BinaryIO]:
    """Give the file to write, or standard output."""
    if output is not None and not _is_standard(output):
        yield output
        return
    sys.stdout.flush()
    yield sys.stdout.buffer
    sys.stdout.buffer.flush()


@contextmanager
def _ending_when_told() -> Iterator[None]:
    """Let a signal to end, or the end of the terminal, interrupt like Ctrl-C, so that nothing half written is left."""
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    waiting = [name for name in names if signal.getsignal(getattr(signal, name)) is signal.SIG_DFL]
    for name in waiting:
        signal.signal(getattr(signal, name), signal.default_int_handler)
    try:
        yield
    finally:
        for name in waiting:
            signal.signal(getattr(signal, name), signal.SIG_DFL)
