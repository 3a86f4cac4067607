"""The answers of `knowledge`: that it is valid, what is due for review, what it holds."""

from collections.abc import Mapping, Sequence

from netcli.knowledge.about import About, Coverage
from netcli.knowledge.authority import Authority
from netcli.knowledge.review import Due
from netcli.output.blocks import Block, Column, Facts, Heading, Line, Paragraph, Table, rows


def check_blocks(path: str | None, counts: Mapping[str, int]) -> list[Block]:
    """Return that nothing is wrong, in the overlay of a path or in what is bundled, and the records of each kind."""
    heading = f"No problems: {path}" if path is not None else "No problems in the bundled knowledge"
    return [Heading(heading), Facts([(name, str(count)) for name, count in counts.items() if count])]


def stale_blocks(due: Sequence[Due], day: str) -> list[Block]:
    """Return what is due for review on a day, and why."""
    found = [(one.collection, one.id, one.reason) for one in due]
    listed = (
        Table([Column("Collection"), Column("Record"), Column("Why")], rows(found)) if found else Paragraph("Nothing.")
    )
    return [Heading(f"Due for review on {day}: {len(due)}"), listed]


def tables_blocks(folder: str, form: str, written: Sequence[tuple[str, str, int, int]]) -> list[Block]:
    """Return the tables that were written into a folder, each with its file, its rows and its columns."""
    listed = rows((table, file, f"{count:,}", str(columns)) for table, file, count, columns in written)
    total = sum(count for _, _, count, _ in written)
    return [
        Heading(f"{len(written)} tables in {folder}"),
        Facts((("Format", form), ("Rows", f"{total:,}"), ("Described in", "datapackage.json"))),
        Table([Column("Table"), Column("File"), Column("Rows"), Column("Columns")], listed),
    ]


def about_blocks(told: About) -> list[Block]:
    """Return the edition, when it was updated, on what it rests, what it covers and what regions lack."""
    read = told.sources_read
    return [
        Heading("About the knowledge"),
        Facts((
            ("Edition", f"{told.version}, reviewed {told.reviewed}"),
            ("Updated", f"{told.updated}: statuses of trials, days of US labels" if told.updated else ""),
            ("Sources read", f"from {read[0]} to {read[-1]}" if read else ""),
            ("Claims", _claims(told.claims)),
            ("Licence", told.licence),
            ("Scope", told.scope),
            ("NET labels complete", ", ".join(one.region.upper() for one in told.regions if one.complete)),
            *((f"{one.region.upper()} lacks", one.lacks) for one in told.regions if one.lacks),
            ("Out of scope", ", ".join(told.out_of_scope)),
            ("Records", ", ".join(f"{count} {name}" for name, count in told.counts.items())),
            ("Identifiers", [Line(_identified(one), one.collection.replace("_", " ")) for one in told.identifiers]),
            ("Cite", "netcli cite netcli"),
            *told.addresses.items(),
            ("A wrong line", told.a_wrong_line),
        )),
    ]  # fmt: skip


def _identified(one: Coverage) -> str:
    """Return how many records of a collection other terminologies name, and which."""
    found = ", ".join(f"{prefix} {count}" for prefix, count in one.identifiers.items())
    return f"{one.identified} of {one.records}" + (f" ({found})" if found else "")


def _claims(claims: Mapping[Authority, int]) -> str:
    """Return what the claims rest on: "3460: 2900 on primary documents (84 %), ..."."""
    total = sum(claims.values())
    words: dict[Authority, str] = {
        "primary": "on primary documents", "secondary": "on recognised secondary ones", "none": "on neither",
        "own": "netcli's own sums and choices",
    }  # fmt: skip
    told = [f"{claims[one]} {said} ({round(100 * claims[one] / total)} %)" for one, said in words.items() if total]
    return f"{total}: {', '.join(told)}"
