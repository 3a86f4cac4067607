"""Grade the rows of a table quickly: each kind of row is graded once and remembered.

A kind is what `zones` tells apart, together with what the words of a row mean. There are few kinds however many
different numbers a file holds. What cannot be read is refused cheaply, and all that is remembered is bounded, so that
any file fits.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import le
from typing import Any

from netcli.errors import UnknownValue
from netcli.grading.assess import assess
from netcli.grading.batch.cells import LONGEST, WORDS, CellReader, Refusal, missing, refusals, short
from netcli.grading.batch.zones import NO_VALUE, Axis, Zone, Zones
from netcli.grading.case import Case
from netcli.grading.inputs import VOCABULARIES
from netcli.grading.quantity import NUMBER
from netcli.grading.rulebook import Rulebook
from netcli.text import spreadsheet_safe

NOT_GRADED = ("", "")  # how a failed row counts: no category, no certainty
REMEMBERED = 10_000
# Whole columns, a cell a line: what every plain number and every plain count looks like to the full readers.
_numbers = re.compile(rf"(?:{NUMBER}?+\n)*+").fullmatch
_counts = re.compile("(?:[0-9]{1,7}\n)*+").fullmatch


class Outcome:
    """What is appended to a row: six cells, the same as text, and how the row counts: (category, certainty)."""

    __slots__ = ("added", "counts_as", "text")

    def __init__(self, added: list[str], text: str, counts_as: tuple[str, str]) -> None:
        self.added = added
        self.text = text
        self.counts_as = counts_as


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
        given = {*columns, *defaults}
        self._words = {column: Remembered(partial(reader.read, column)) for column in WORDS if column in given}
        every = _number_columns(Zones(rulebook), reader)
        self._numbers = {field: one for field, one in every.items() if not given.isdisjoint(one.columns)}
        self._said: list[dict[str, Any]] = []
        self._meanings: dict[object, int] = {}
        self._known_meanings = Remembered(self._meaning)
        self._known_kinds = Remembered(self._graded, 5 * REMEMBERED)
        self._known_failures = Remembered(self._failed)

    def outcomes(self, rows: Sequence[Sequence[str]]) -> list[Outcome]:
        """Return what to append to each row; every row must have the width of the header."""
        words = [map(known.__getitem__, self._texts(column, rows)) for column, known in self._words.items()]
        said = zip(*words, strict=True) if words else [()] * len(rows)
        meanings = map(self._known_meanings.__getitem__, said)
        zones = (one.zones(*(self._texts(column, rows) for column in one.columns)) for one in self._numbers.values())
        return list(map(self._known_kinds.__getitem__, zip(meanings, *zones, strict=True)))

    def failed(self, message: str) -> Outcome:
        """Return the outcome of a row that cannot be graded."""
        outcome: Outcome = self._known_failures[message]
        return outcome

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

    def _meaning(self, words: Sequence[Any]) -> int | Refusal:
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
        morphology = map(said.get, VOCABULARIES)
        number = self._meanings.setdefault((scheme.id, assumed, local, *morphology), len(self._said))
        self._said += [said] if number == len(self._said) else []
        return number

    def _graded(self, kind: Sequence[Any]) -> Outcome:
        """Return what to append to the rows of a kind."""
        if refused := refusals(kind):
            return self.failed(refused)
        meaning, *zones = kind
        fields = zip(self._numbers.items(), zones, strict=True)
        numbers = {field: one.values[zone] for (field, one), zone in fields}
        case = Case(**self._said[meaning], **numbers)
        if case.ki67 is None and case.mitoses is None:
            return self.failed("ki67, mitoses: neither is given")
        answer = assess(case, self._rulebook)
        warnings = ";".join(dict.fromkeys(warning.code for warning in answer.warnings))
        cells = [answer.category, answer.grade or "", answer.label, answer.certainty, warnings, ""]
        return self._made(cells, (answer.category, answer.certainty))

    def _failed(self, message: str) -> Outcome:
        return self._made(["", "", "", "", "", message], NOT_GRADED)

    def _made(self, cells: list[str], counts_as: tuple[str, str]) -> Outcome:
        added = list(map(spreadsheet_safe, cells))
        return Outcome(added, self._write(["", *added]), counts_as)


def _number_columns(zones: Zones, reader: CellReader) -> dict[str, NumberColumns]:
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
    """Return the zones of plain numbers and empty cells."""
    if not _numbers("\n".join([*texts, ""])):
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
