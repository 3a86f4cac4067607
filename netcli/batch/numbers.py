"""Find the zones of numbers as typed: whole columns of plain ones at once, the rest read in full and remembered."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from operator import le
from typing import Any

from netcli.batch.cells import Assumed, CellReader, Refusal
from netcli.batch.registry import NO_VALUE_CODE
from netcli.batch.zones import NO_VALUE, Axis, Zone, Zones
from netcli.grading.quantity import NUMBER

REMEMBERED = 10_000
ASSUMED = "assumed"
# Whole columns, a cell a line: what every plain number and every plain count looks like to the full readers.
_numbers = re.compile(rf"(?:{NUMBER}?+\n)*+").fullmatch
_counts = re.compile("(?:[0-9]{1,7}\n)*+").fullmatch


class Remembered(dict[Any, Any]):
    """Answers by question, each asked once; forgotten when they are many, so that any file fits."""

    def __init__(self, answer: Callable[[Any], Any], most: int = REMEMBERED) -> None:
        super().__init__()
        self._answer = answer
        self._most = most

    def __missing__(self, question: Any) -> Any:
        if len(self) >= self._most:
            self.clear()
        answer = self[question] = self._answer(question)
        return answer


class NumberColumns:
    """Finds the zones of one number, row by row, from the column that gives it or the columns that do so together.

    `plain` finds them at once where every text is plain, else None. Then each text is read in full and remembered, and
    `place` finds its zone; a refusal stays what it is. `values` holds for each zone the first value seen, which stands
    for all: a zone without one, such as that above 100 per cent, has to be read.
    """

    def __init__(
        self,
        columns: Sequence[str],
        read: Callable[..., Any],
        place: Callable[[Any], Zone],
        plain: Callable[..., list[Zone] | None],
    ) -> None:
        self.columns = columns
        self.values: dict[Zone, Any] = {NO_VALUE: None}
        self._read = read
        self._place = place
        self._plain = plain
        self._remembered = Remembered(self._zone)

    def zones(self, *texts: Sequence[str]) -> Sequence[Zone | Refusal]:
        """Return the zone of each row, or why it cannot be read."""
        zones = self._plain(*texts)
        if zones is None:
            return list(map(self._remembered.__getitem__, zip(*texts, strict=True)))
        if not (new := set(zones) - self.values.keys()):
            return zones
        rows = zip(*texts, strict=True)
        return [self._remembered[row] if zone in new else zone for zone, row in zip(zones, rows, strict=True)]

    def _zone(self, row: Sequence[str]) -> Zone | Refusal:
        plain = self._plain(*([text] for text in row))
        if plain and plain[0] in self.values:
            return plain[0]
        value = self._read(*row)
        if value is None or isinstance(value, Refusal):
            return NO_VALUE if value is None else value
        if isinstance(value, Assumed):
            value, code = value
            zone: Zone = (ASSUMED, code, self._place(value))
        else:
            zone = self._place(value)
        self.values.setdefault(zone, value)
        return zone


def assumed_in(zone: Zone) -> str:
    """Return the code of what was assumed of a number, "" for nothing."""
    return str(zone[1]) if isinstance(zone, tuple) and zone[0] == ASSUMED else ""


def number_columns(zones: Zones, reader: CellReader) -> dict[str, NumberColumns]:
    """Return what finds the zones of each number of a case."""

    def one(column: str, axis: Axis, place: Callable[[Any], Zone]) -> NumberColumns:
        return NumberColumns([column], partial(reader.read, column), place, partial(_plain, axis))

    return {
        "ki67": NumberColumns(["ki67", "positive", "counted"], reader.index, zones.index, partial(_plain_index, zones)),
        "mitoses": one("mitoses", zones.mitoses, zones.rate),
        "size_mm": one("size_mm", zones.size, zones.size.span),
        "ne_component": one("ne_component", zones.share, zones.share.span),
    }


def _plain(axis: Axis, texts: Sequence[str]) -> list[Zone] | None:
    """Return the zones of plain numbers and empty cells; None where the code for no value stands among them."""
    if NO_VALUE_CODE in texts or not _numbers("\n".join([*texts, ""])):
        return None
    try:
        return list(map(axis.zone, map(float, [text.replace(",", ".") or "-1" for text in texts])))
    except ValueError:  # a line break in a cell
        return None


def _plain_index(
    zones: Zones, stated: Sequence[str], positive: Sequence[str], counted: Sequence[str]
) -> list[Zone] | None:
    """Return the zones of plain percentages, or of plain counts that go together."""
    if not any(positive) and not any(counted):
        return _plain(zones.ki67, stated)
    if any(stated) or not _counts("\n".join([*positive, *counted, ""])):
        return None
    try:
        seen, total = list(map(int, positive)), list(map(int, counted))
    except ValueError:
        return None
    return list(map(zones.counts, seen, total)) if min(total) > 0 and all(map(le, seen, total)) else None
