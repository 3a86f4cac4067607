"""The claims of a record as rows: what rests on which source, where in it, and how much that carries."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from netcli.knowledge.authority import authority, best
from netcli.knowledge.citations import Steps, placed_claims
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Source


class Spot(Struct, frozen=True):
    """Where something stands in a record: the path of the row, the field, of an item of a list its place there."""

    path: str
    field: str
    item: int | None = None


def claim_rows(raw: Mapping[str, Any], spots: Mapping[Steps, Spot], knowledge: Knowledge) -> Iterator[dict[str, Any]]:
    """Yield a row for each source of each claim; `spots` are those of the record, its rows and the items of its lists.

    What an overlay cites has been judged: every source is on record.
    """
    known = knowledge.of(Source)
    for claim, (steps, placed) in enumerate(placed_claims(raw), 1):
        spot = _spot(steps, spots)
        where = {"claim": claim, "path": spot.path, "field": spot.field or "sources", "item": spot.item}
        rests_on = best(known[source] for source, _ in placed)
        for position, (source, place) in enumerate(placed, 1):
            found = {"source": source, "place": place, "authority": authority(known[source]), "rests_on": rests_on}
            yield {**where, "position": position, **found}


def _spot(steps: Steps, spots: Mapping[Steps, Spot]) -> Spot:
    """Return where a claim stands: in a cell or a list of the innermost row that holds it."""
    end = next(end for end in range(len(steps), -1, -1) if steps[:end] in spots)
    spot, rest = spots[steps[:end]], steps[end:]
    return Spot(spot.path, ".".join(filter(None, [spot.field, *map(str, rest)])), spot.item) if rest else spot
