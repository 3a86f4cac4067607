"""The zones of whole columns of cells as typed: plain numbers all at once, the rest one by one and remembered."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from math import inf
from operator import ge
from typing import Any

from netcli.grading.batch.cells import Reader, Refusal
from netcli.grading.batch.zones import NO_VALUE, Axis, Zone, Zones

KEPT = 10_000
SHORT = 15  # digits and point of a plain number: the full reader takes as many
SMALL = 7  # digits of a plain count
_DIGITS = re.compile(r"[0-9.,]*").fullmatch


class TextZones:
    """The zones of one column. `read` is the full reader, `zone` places what it read; its refusal stays what it is."""

    def __init__(self, axis: Axis, read: Callable[[str], Any], zone: Callable[[Any], Zone], most: float = inf) -> None:
        self._axis = axis
        self._read = read
        self._zone = zone
        self._most = most
        self._one = lru_cache(maxsize=KEPT)(self._read_one)

    def zones(self, texts: Sequence[str]) -> Sequence[Zone | Refusal]:
        """Return the zone of each cell."""
        return self._plain(texts) or list(map(self._one, texts))

    def _plain(self, texts: Sequence[str]) -> Sequence[Zone] | None:
        """Return the zones when every cell is a plain number or empty, else None."""
        if not _DIGITS("".join(texts)) or max(map(len, texts), default=0) > SHORT:
            return None
        try:
            values = list(map(float, [text.replace(",", ".") or "-1" for text in texts]))
        except ValueError:
            return None
        return list(map(self._axis.zone, values)) if max(values, default=0) <= self._most else None

    def _read_one(self, text: str) -> Zone | Refusal:
        if _DIGITS(text) and (plain := self._plain([text])):
            return plain[0]
        value = self._read(text)
        if value is None:
            return NO_VALUE
        return value if isinstance(value, Refusal) else self._zone(value)


class Ki67Zones:
    """The zones of Ki-67 from three columns: a percentage, counts, or both."""

    def __init__(self, zones: Zones, reader: Reader) -> None:
        self._zones = zones
        self._reader = reader
        self._stated = TextZones(zones.ki67, partial(reader.read, "ki67"), zones.ki67.span, 100)
        self._one = lru_cache(maxsize=KEPT)(self._read_one)

    def zones(self, ki67: Sequence[str], positive: Sequence[str], counted: Sequence[str]) -> Sequence[Zone | Refusal]:
        """Return the zone of each row; a column that the file does not have is empty."""
        if not positive and not counted:
            return self._stated.zones(ki67)
        blank = [""] * max(len(ki67), len(positive), len(counted))
        ki67, positive, counted = ki67 or blank, positive or blank, counted or blank
        if not any(ki67) and (plain := self._plain(positive, counted)):
            return plain
        return list(map(self._one, ki67, positive, counted))

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

    def _read_one(self, ki67: str, positive: str, counted: str) -> Zone | Refusal:
        index = self._reader.index(ki67, positive, counted)
        if index is None:
            return NO_VALUE
        if isinstance(index, Refusal):
            return index
        if index.counted is None:
            return self._zones.ki67.span(index.span)
        if index.positive is None:
            return self._zones.stated(index.span, index.counted)
        return self._zones.counts([index.positive], [index.counted])[0]
