"""Grade the rows of a table quickly: each kind of row is graded once and remembered.

A kind is what `zones` tells apart, together with what the words of a row mean. There are few kinds however many
different numbers a file holds. What cannot be read is refused cheaply, and all that is remembered is bounded, so that
any file fits.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, cast

from netcli.errors import UnknownValue
from netcli.grading.assess import grade
from netcli.grading.batch.cells import LONGEST, WORDS, CellReader, Refusal, missing, refusals, short
from netcli.grading.batch.zones import NO_VALUE, Axis, Zone, Zones
from netcli.grading.case import Case
from netcli.grading.quantity import NUMBER
from netcli.grading.rulebook import Rulebook
from netcli.text import spreadsheet_safe

NOT_GRADED = ("", "")  # how a failed row counts: no category, no certainty
TEXTS_KEPT = 10_000
KINDS_KEPT = 50_000
_number = re.compile(NUMBER).fullmatch
_count = re.compile("[0-9]{1,7}").fullmatch


class Outcome:
    """What is appended to a row: six cells, the same as text, and how the row counts: (category, certainty)."""

    __slots__ = ("added", "counts_as", "text")

    def __init__(self, added: list[str], text: str, counts_as: tuple[str, str]) -> None:
        self.added = added
        self.text = text
        self.counts_as = counts_as


class Alike:
    """Gives the cells of a column, or of columns that belong together, their zones: what the rules tell apart.

    `read` is the full reader, `place` finds the zone of what it read; a refusal stays what it is. `plain` finds the
    zone of plain texts, which need no reading when the zone has a value, and are remembered for a portion only: in a
    table of different numbers more would cost more than it saves.
    """

    def __init__(
        self,
        columns: Sequence[str],
        read: Callable[..., Any],
        place: Callable[[Any], Zone],
        plain: Callable[..., Zone | None],
    ) -> None:
        self.columns = columns
        self.values: dict[Zone, Any] = {NO_VALUE: None}  # of each zone the first, which stands for all
        self._read = read
        self._place = place
        self._plain = plain
        self._remembered = lru_cache(maxsize=TEXTS_KEPT)(self._zone)

    def zones(self, *texts: Sequence[str]) -> list[Zone | Refusal]:
        """Return the zone of each row, or why it cannot be read."""
        rows = list(zip(*texts, strict=True))
        zones = {row: self._plain(*row) for row in set(rows)}
        for row, zone in zones.items():
            if zone not in self.values:
                zones[row] = self._remembered(*row)
        return list(map(zones.__getitem__, rows))

    def _zone(self, *texts: str) -> Zone | Refusal:
        value = self._read(*texts)
        if value is None or isinstance(value, Refusal):
            return NO_VALUE if value is None else value
        zone = self._place(value)
        self.values.setdefault(zone, value)
        return zone


class RowGrader:
    """Turns rows into what to append. `columns` says where each input column stands; `write` makes text of cells.

    `defaults` are cells for columns that a row leaves empty.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        reader: CellReader,
        columns: Mapping[str, int],
        defaults: Mapping[str, str],
        write: Callable[[list[str]], str],
    ) -> None:
        self._rulebook = rulebook
        self._reader = reader
        self._columns = columns
        self._defaults = defaults
        self._write = write
        self._words = {column: reader.words(column) for column in WORDS if column in columns or column in defaults}
        self._numbers = _numbers(Zones(rulebook), reader)
        self._cases: list[dict[str, Any]] = []
        self._meanings: dict[object, int] = {}
        self._meaning = lru_cache(maxsize=TEXTS_KEPT)(self._meant)
        self._outcome = lru_cache(maxsize=KINDS_KEPT)(self._graded)
        self.failed = lru_cache(maxsize=TEXTS_KEPT)(self._failed)

    def outcomes(self, rows: Sequence[Sequence[str]]) -> list[Outcome]:
        """Return what to append to each row; every row must have the width of the header."""
        words = [map(read, self._texts(column, rows)) for column, read in self._words.items()]
        meanings = map(self._meaning, *words) if words else [self._meaning()] * len(rows)
        zones = (
            alike.zones(*(self._texts(column, rows) for column in alike.columns)) for alike in self._numbers.values()
        )
        return list(map(self._outcome, meanings, *zones))

    def _texts(self, column: str, rows: Sequence[Sequence[str]]) -> list[str]:
        """Return the cells of a column, the default where they say nothing; long ones are cut to be remembered."""
        default = self._defaults.get(column, "")
        if column not in self._columns:
            return [default] * len(rows)
        index = self._columns[column]
        texts = [row[index] for row in rows]
        if max(map(len, texts), default=0) > LONGEST:
            texts = list(map(short, texts))
        return [default if missing(text) else text for text in texts] if default else texts

    def _meant(self, *words: Any) -> int | Refusal:
        """Return a number for what the words of a row mean to the rules, the scheme and the morphology, or a refusal.

        Many words come to the same, and rows that mean the same are graded once.
        """
        if refused := refusals(words):
            return refused
        said = {column: word for column, word in zip(self._words, words, strict=True) if word is not None}
        site = said.get("site")
        try:
            scheme, assumed = self._rulebook.ruling(site, said.get("edition"))
        except UnknownValue as error:
            return self._reader.refusal("edition", error.message)
        local = site is not None and self._rulebook.sites[site].origin is not None
        morphology = said.get("differentiation"), said.get("cell_type"), said.get("necrosis")
        number = self._meanings.setdefault((scheme.id, assumed, local, *morphology), len(self._cases))
        self._cases += [said] if number == len(self._cases) else []
        return number

    def _graded(self, meaning: int | Refusal, *zones: Zone | Refusal) -> Outcome:
        """Return what to append to the rows of a kind."""
        if refused := refusals([meaning, *zones]):
            return self.failed(refused)
        said = self._cases[cast("int", meaning)]
        numbers = zip(self._numbers.items(), cast("tuple[Zone, ...]", zones), strict=True)
        case = Case(**said, **{field: alike.values[zone] for (field, alike), zone in numbers})
        if case.ki67 is None and case.mitoses is None:
            return self.failed("ki67, mitoses: neither is given")
        answer = grade(case, self._rulebook)
        warnings = ";".join(dict.fromkeys(warning.code for warning in answer.warnings))
        cells = [answer.category, answer.grade or "", answer.label, answer.certainty, warnings, ""]
        return self._made(cells, (answer.category, answer.certainty))

    def _failed(self, message: str) -> Outcome:
        """Return the outcome of a row that cannot be graded."""
        return self._made(["", "", "", "", "", message], NOT_GRADED)

    def _made(self, cells: list[str], counts_as: tuple[str, str]) -> Outcome:
        added = list(map(spreadsheet_safe, cells))
        return Outcome(added, self._write(["", *added]), counts_as)


def _numbers(zones: Zones, reader: CellReader) -> dict[str, Alike]:
    """Return what reads each number of a case."""

    def one(column: str, axis: Axis, place: Callable[[Any], Zone]) -> Alike:
        return Alike([column], partial(reader.read, column), place, partial(_plain, axis))

    return {
        "ki67": Alike(["ki67", "positive", "counted"], reader.index, zones.index, partial(_plain_index, zones)),
        "mitoses": one("mitoses", zones.mitoses, zones.rate),
        "size_mm": one("size_mm", zones.size, zones.size.span),
        "ne_component": one("ne_component", zones.share, zones.share.span),
    }


def _plain(axis: Axis, text: str) -> Zone | None:
    """Return the zone of a plain number, or of none; None for any other text."""
    if not text:
        return NO_VALUE
    return axis.zone(float(text.replace(",", "."))) if _number(text) else None


def _plain_index(zones: Zones, stated: str, positive: str, counted: str) -> Zone | None:
    """Return the zone of a plain percentage, or of plain counts that go together; None for any other texts."""
    if stated or not (_count(positive) and _count(counted)):
        return None if positive or counted else _plain(zones.ki67, stated)
    seen, total = int(positive), int(counted)
    return zones.counts(seen, total) if 0 < total >= seen else None
