"""`netcli grade --batch`: a table in, the same table out with the grade in six columns more."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import typer

from netcli.errors import UnknownValue
from netcli.options import Session
from netcli.output.progress import progress
from netcli.output.sink import complain
from netcli.text import counted

if TYPE_CHECKING:
    from netcli.grading.summary import Summary

NOT_FOR_A_TABLE = ("ki67", "positive", "counted", "mitoses", "size_mm", "ne_component", "cell_type")
STREAM = "-"


def grade_batch(
    session: Session, source: str, output: Path | None, given: Mapping[str, str], encoding: str, *, strict: bool
) -> None:
    """Grade a table and leave with the contract's status: 1 when no row could be graded, or under strict any could not.

    A strict run with a failed row has not succeeded: it leaves an existing output file as it is.
    """
    from netcli.grading.batch import RowsFailed, grade_file
    from netcli.grading.reading import read_diameter
    from netcli.grading.rulebook import Rulebook

    if wrong := [name for name in NOT_FOR_A_TABLE if name in given]:
        options = ", ".join("--" + name.replace("_", "-") for name in wrong)
        raise UnknownValue(f"{options} cannot be given with --batch", "values come from the table's own columns")
    form = session.sink.format
    if form not in ("auto", "csv", "tsv"):
        raise UnknownValue("--batch writes the table it reads: CSV or TSV", "leave out --json and --format")
    book = Rulebook(session.knowledge)
    total = Path(source).stat().st_size if source != STREAM and Path(source).is_file() else 0
    with progress("grading") as say, _target(output) as target:
        try:
            summary = grade_file(
                sys.stdin.buffer if source == STREAM else Path(source),
                target,
                rulebook=book,
                encoding=encoding,
                form=None if form == "auto" else form,  # type: ignore[arg-type]
                defaults={name: value for name, value in given.items() if name != "hpf_diameter"},
                hpf_diameter=read_diameter(given["hpf_diameter"], book) if "hpf_diameter" in given else None,
                strict=strict,
                progress=lambda rows, done: say(counted(rows, "row") + (f", {done / total:.0%}" if total else "")),
            )
            kept = ""
        except RowsFailed as error:
            summary, kept = error.summary, f"; {output} was not written" if isinstance(target, Path) else ""
    _tell(summary, kept)
    graded = summary.rows - summary.failed
    raise typer.Exit(1 if summary.failed and (strict or not graded) else 0)


def _tell(summary: "Summary", kept: str) -> None:
    """Print how it went, and the commonest errors with the line on which each is first met."""
    categories = ", ".join(f"{name} {count:,}" for name, count in summary.by_category.items())
    complain(
        f"{counted(summary.rows, 'row')}: {summary.graded:,} definite, {summary.provisional:,} provisional, "
        f"{summary.undetermined:,} undetermined, {summary.failed:,} failed"
        + (f" ({categories})" if categories else "") + kept
    )  # fmt: skip
    for one in summary.failures:
        complain(f"  {counted(one.rows, 'row')}, first on line {one.line:,}: {one.message}")


@contextmanager
def _target(output: Path | None) -> Iterator[Path | BinaryIO]:
    """Give the file to write, or standard output."""
    if output is not None and str(output) != STREAM:
        yield output
        return
    sys.stdout.flush()
    yield sys.stdout.buffer
    sys.stdout.buffer.flush()
