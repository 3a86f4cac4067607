"""`netcli grade --batch`: a table in, the same table out with the grade in six columns more."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import typer

from netcli.errors import UnknownValue
from netcli.options import Session
from netcli.output.progress import progress
from netcli.output.sink import complain

NOT_FOR_A_TABLE = ("ki67", "positive", "counted", "mitoses", "size_mm", "ne_component", "cell_type")


def grade_batch(
    session: Session, source: str, output: Path | None, given: Mapping[str, str], encoding: str, *, strict: bool
) -> None:
    """Grade a table and leave with the contract's status: 1 when strict and a row failed, 0 otherwise."""
    from netcli.grading.batch import grade_file
    from netcli.grading.reading import read_diameter
    from netcli.grading.rulebook import Rulebook

    if wrong := [name for name in NOT_FOR_A_TABLE if name in given]:
        options = ", ".join("--" + name.replace("_", "-") for name in wrong)
        raise UnknownValue(f"{options} cannot be given with --batch", "values come from the table's own columns")
    book = Rulebook(session.knowledge)
    diameter = read_diameter(given["hpf_diameter"], book) if "hpf_diameter" in given else None
    defaults = {name: value for name, value in given.items() if name != "hpf_diameter"}
    total = Path(source).stat().st_size if source != "-" and Path(source).is_file() else 0
    with progress("grading") as say, _target(output) as target:
        summary = grade_file(
            sys.stdin.buffer if source == "-" else Path(source),
            target,
            rulebook=book,
            encoding=encoding,
            defaults=defaults,
            hpf_diameter=diameter,
            progress=lambda rows, done: say(f"{rows:,} rows" + (f", {done / total:.0%}" if total else "")),
        )
    counted = ", ".join(f"{name} {count:,}" for name, count in summary.by_category.items())
    complain(
        f"{summary.rows:,} rows: {summary.graded:,} definite, {summary.provisional:,} provisional, "
        f"{summary.undetermined:,} undetermined, {summary.failed:,} failed" + (f" ({counted})" if counted else "")
    )
    raise typer.Exit(1 if strict and summary.failed else 0)


@contextmanager
def _target(output: Path | None) -> Iterator[Path | BinaryIO]:
    """Give the file to write, or standard output."""
    if output is not None:
        yield output
        return
    sys.stdout.flush()
    yield sys.stdout.buffer
    sys.stdout.buffer.flush()
