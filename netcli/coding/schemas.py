"""Which schema of SEER takes a tumour, by place, morphology and year of diagnosis."""

from collections.abc import Sequence
from typing import NamedTuple

from netcli.knowledge.codes import Schema, Selection, holds
from netcli.knowledge.files.load import Knowledge


class Taken(NamedTuple):
    """A schema that takes a tumour, and what else must hold for it."""

    schema: Schema
    selection: Selection


def taking(
    knowledge: Knowledge, topographies: Sequence[str], morphologies: Sequence[str], year: int | None
) -> list[Taken]:
    """Return the schemas that take one of some morphologies at one of some places; without a year, those in force."""
    histologies = {morphology.partition("/")[0] for morphology in morphologies}
    return [
        Taken(schema, one)
        for schema in knowledge.of(Schema).values()
        for one in schema.takes
        if holds(one, year)
        and any(is_within(histology, span) for span in one.morphologies for histology in histologies)
        and any(is_within(place, span) for place in topographies for span in one.topographies)
    ]


def is_within(code: str, span: str) -> bool:
    """Tell whether a code lies in a range as SEER writes it: "C25.0-C25.4", "8249"."""
    low, _, high = span.partition("-")
    return low <= code <= (high or low)
