"""The zones of cells as typed: plain numbers by the shortest way, the rest by the full reader, both remembered."""

import re
from collections.abc import Callable, Mapping, Sequence
from math import inf

from netcli.errors import UnknownValue
from netcli.grading.cells import missing
from netcli.grading.quantity import read_count, read_percentage
from netcli.grading.reading import from_counts
from netcli.grading.zones import Axis, Zone, Zones

KEPT = 20_000
PLAIN = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,9})?").fullmatch
WHOLE = re.compile(r"[0-9]{1,7}").fullmatch
UNREAD = object()


class TextZones:
    """The zones of one column; a cell without a value has none. `read` is the full reader."""

    def __init__(self, axis: Axis, read: Callable[[str], Zone], most: float = inf) -> None:
        self._axis = axis
        self._read = read
        self._most = most
        self._known: dict[str, Zone | None] = {}

    def zone(self, text: str) -> Zone | None:
        """Return the zone of a cell. Raise UnknownValue."""
        found = self._known.get(text, UNREAD)
        if found is not UNREAD:
            return found  # type: ignore[return-value]
        zone = self._first(text)
        if len(self._known) < KEPT:
            self._known[text] = zone
        return zone

    def _first(self, text: str) -> Zone | None:
        if PLAIN(text):
            value = float(text.replace(",", "."))
            if value <= self._most:
                return self._axis.zone(value)
        return None if missing(text) else self._read(text)


class Ki67Zones:
    """The zones of Ki-67, from a percentage, from counts or from both. `at` says where the cells stand."""

    def __init__(self, zones: Zones, at: Mapping[str, int]) -> None:
        self._zones = zones
        self._stated = TextZones(zones.ki67, lambda text: zones.ki67.span(read_percentage(text, "")), 100)
        self._at = at.get("ki67"), at.get("positive"), at.get("counted")
        self._known: dict[tuple[str, str, str], Zone | None] = {}

    def zone(self, cells: Sequence[str]) -> Zone | None:
        """Return the zone of a row. Raise UnknownValue."""
        at_ki67, at_positive, at_counted = self._at
        ki67 = "" if at_ki67 is None else cells[at_ki67]
        if at_positive is None and at_counted is None:
            return self._stated.zone(ki67)
        positive = "" if at_positive is None else cells[at_positive]
        counted = "" if at_counted is None else cells[at_counted]
        if not ki67 and WHOLE(positive) and WHOLE(counted):
            seen, total = int(positive), int(counted)
            if 0 < total >= seen:
                return self._zones.counts(seen, total)
        return self._remembered(ki67, positive, counted)

    def _remembered(self, ki67: str, positive: str, counted: str) -> Zone | None:
        known = self._known.get((ki67, positive, counted), UNREAD)
        if known is not UNREAD:
            return known  # type: ignore[return-value]
        zone = self._together(ki67, positive, counted)
        if len(self._known) < KEPT:
            self._known[ki67, positive, counted] = zone
        return zone

    def _together(self, ki67: str, positive: str, counted: str) -> Zone | None:
        cells = None if missing(counted) else read_count(counted, "")
        if missing(positive):
            if cells is None:
                return self._stated.zone(ki67)
            if missing(ki67):
                raise UnknownValue("given without positive")
            return self._zones.stated(read_percentage(ki67, ""), cells)
        if cells is None:
            raise UnknownValue("given without counted")
        index = from_counts(read_count(positive, ""), cells, None if missing(ki67) else read_percentage(ki67, ""))
        return self._zones.counts(index.positive or 0, cells)
