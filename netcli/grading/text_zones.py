"""The zones of whole columns of cells as typed: plain numbers all at once, the rest one by one, both remembered."""

import re
from collections.abc import Callable, Sequence
from math import inf
from operator import ge

from netcli.errors import UnknownValue
from netcli.grading.cells import missing
from netcli.grading.quantity import read_count, read_percentage
from netcli.grading.reading import from_counts
from netcli.grading.zones import NO_VALUE, Axis, Zone, Zones

KEPT = 20_000
SHORT = 15  # digits and point of a plain number: the full reader takes as many
SMALL = 7  # digits of a plain count
_DIGITS = re.compile(r"[0-9.,]*").fullmatch


class TextZones:
    """The zones of one column. `read` is the full reader; what it refuses is a zone of its own, one for each text."""

    def __init__(self, axis: Axis, read: Callable[[str], Zone], most: float = inf) -> None:
        self._axis = axis
        self._read = read
        self._most = most
        self._known: dict[str, Zone] = {}

    def zones(self, texts: Sequence[str]) -> Sequence[Zone]:
        """Return the zone of each cell."""
        found = list(map(self._known.get, texts))
        if None not in found:
            return found  # type: ignore[return-value]
        if found.count(None) > len(found) // 4 and (plain := self._plain(texts)):
            return plain
        return [self._one(text) if zone is None else zone for zone, text in zip(found, texts, strict=True)]

    def _plain(self, texts: Sequence[str]) -> Sequence[Zone] | None:
        """Return the zones when every cell is a plain number or empty, else None."""
        if not _DIGITS("".join(texts)) or max(map(len, texts)) > SHORT:
            return None
        try:
            values = list(map(float, [text.replace(",", ".") or "-1" for text in texts]))
        except ValueError:
            return None
        return list(map(self._axis.zone, values)) if max(values) <= self._most else None

    def _one(self, text: str) -> Zone:
        zone = self._known.get(text)
        if zone is None:
            zone = self._first(text)
            if len(self._known) < KEPT:
                self._known[text] = zone
        return zone

    def _first(self, text: str) -> Zone:
        if missing(text):
            return NO_VALUE
        try:
            return self._read(text)
        except UnknownValue:
            return "refused", text


class Ki67Zones:
    """The zones of Ki-67 from three columns: a percentage, counts, or both."""

    def __init__(self, zones: Zones) -> None:
        self._zones = zones
        self._stated = TextZones(zones.ki67, lambda text: zones.ki67.span(read_percentage(text, "")), 100)
        self._known: dict[tuple[str, str, str], Zone] = {}

    def zones(self, ki67: Sequence[str], positive: Sequence[str], counted: Sequence[str]) -> Sequence[Zone]:
        """Return the zone of each row; a column that the file does not have is empty."""
        if not positive and not counted:
            return self._stated.zones(ki67)
        blank = [""] * max(len(ki67), len(positive), len(counted))
        ki67, positive, counted = ki67 or blank, positive or blank, counted or blank
        if not any(ki67) and (plain := self._plain(positive, counted)):
            return plain
        rows = list(zip(ki67, positive, counted, strict=True))
        found = map(self._known.get, rows)
        return [self._one(row) if zone is None else zone for zone, row in zip(found, rows, strict=True)]

    def _plain(self, positive: Sequence[str], counted: Sequence[str]) -> Sequence[Zone] | None:
        """Return the zones when every row has plain counts that go together, else None."""
        both = "".join([*positive, *counted])
        if not (both.isascii() and both.isdigit()) or max(map(len, [*positive, *counted])) > SMALL:
            return None
        if not all(positive) or not all(counted):
            return None
        seen, total = list(map(int, positive)), list(map(int, counted))
        fits = min(total) > 0 and all(map(ge, total, seen))
        return self._zones.counts(seen, total) if fits else None

    def _one(self, row: tuple[str, str, str]) -> Zone:
        zone = self._known.get(row)
        if zone is None:
            zone = self._first(row)
            if len(self._known) < KEPT:
                self._known[row] = zone
        return zone

    def _first(self, row: tuple[str, str, str]) -> Zone:
        try:
            return self._together(*row)
        except UnknownValue:
            return "refused", *row

    def _together(self, ki67: str, positive: str, counted: str) -> Zone:
        cells = None if missing(counted) else read_count(counted, "")
        stated = None if missing(ki67) else read_percentage(ki67, "")
        if missing(positive):
            if cells is not None and stated is not None:
                return self._zones.stated(stated, cells)
            if cells is not None:
                raise UnknownValue("given without positive")
            return NO_VALUE if stated is None else self._zones.ki67.span(stated)
        if cells is None:
            raise UnknownValue("given without counted")
        index = from_counts(read_count(positive, ""), cells, stated)
        return self._zones.counts([index.positive or 0], [cells])[0]
