"""`netcli grade --batch`: a table in, the same table out with the grade in six columns more."""

import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import typer

from netcli.errors import NetcliError, UnknownValue
from netcli.options import Session
from netcli.output.progress import progress
from netcli.output.sink import complain
from netcli.text import counted

if TYPE_CHECKING:
    from netcli.grading.batch.csv_file import Form
    from netcli.grading.batch.summary import Summary

FOR_EVERY_ROW = ("site", "edition", "differentiation", "necrosis", "hpf_diameter")  # where the row has none of its own
TABLES = ("csv", "tsv")


def grade_batch(
    session: Session, source: str, output: Path | None, given: Mapping[str, str], encoding: str, *, strict: bool
) -> None:
    """Grade a table and leave with the contract's status.

    Raise NetcliError when not one row could be graded, or when rows failed and `strict` is set; only the latter keeps
    the output from being written.
    """
    from netcli.grading.batch.run import RowsFailed, grade_file
    from netcli.grading.inputs import read_diameter
    from netcli.grading.rulebook import Rulebook

    form = _form(session)
    _check(given)
    book = Rulebook(session.knowledge)
    diameter = read_diameter(given["hpf_diameter"], book) if "hpf_diameter" in given else None
    defaults = {name: value for name, value in given.items() if name != "hpf_diameter"}
    total = Path(source).stat().st_size if source != "-" and Path(source).is_file() else 0
    try:
        with _ending_when_told(), progress("grading") as say, _target(output) as target:
            summary = grade_file(
                sys.stdin.buffer if source == "-" else Path(source),
                target,
                rulebook=book,
                encoding=encoding,
                form=form,
                defaults=defaults,
                hpf_diameter=diameter,
                strict=strict,
                progress=lambda rows, done: say(counted(rows, "row") + (f", {done / total:.0%}" if total else "")),
            )
    except RowsFailed as failed:
        unwritten = "" if _is_standard(output) else "; with --strict the output is not written"
        raise NetcliError(failed.message + unwritten, _told(failed.summary)) from None
    if summary.rows and summary.failed == summary.rows:
        raise NetcliError("not one row could be graded", _told(summary))
    complain(_told(summary))
    raise typer.Exit


def _form(session: Session) -> "Form | None":
    """Return the form of the table that was asked for, None where the table itself tells. Raise UnknownValue.

    NETCLI_FORMAT is for answers and says nothing here.
    """
    if session.is_usual_format:
        return None
    if session.sink.format not in TABLES:
        raise UnknownValue("--batch writes the table it reads: CSV or TSV", "leave out --json and --format")
    return cast("Form", session.sink.format)


def _check(given: Mapping[str, str]) -> None:
    """Refuse what does not go with a table. Raise UnknownValue."""
    if wrong := [name for name in given if name not in FOR_EVERY_ROW]:
        options = ", ".join("--" + name.replace("_", "-") for name in wrong)
        raise UnknownValue(f"{options} cannot be given with --batch", "values come from the table's own columns")


def _told(summary: "Summary") -> str:
    """Return how it went: the counts, then the commonest errors with the line of the input where each is first seen."""
    by_category = ", ".join(f"{name} {count:,}" for name, count in summary.by_category.items())
    counts = (
        f"{counted(summary.rows, 'row')}: {summary.graded:,} definite, {summary.provisional:,} provisional, "
        f"{summary.undetermined:,} undetermined, {summary.failed:,} failed"
    )
    failures = [f"{counted(one.rows, 'row')}, first in line {one.line:,}: {one.message}" for one in summary.failures]
    return "\n".join([f"{counts} ({by_category})" if by_category else counts, *failures])


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
