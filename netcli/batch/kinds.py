"""Grade the rows of a table quickly: each kind of row is graded once and remembered.

A kind is what `zones` tells apart, together with what the words of a row mean. There are few kinds however many
different numbers a file holds. What cannot be read is refused cheaply, and all that is remembered is bounded, so that
any file fits.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from netcli.batch.agreement import Record, WrittenCodes
from netcli.batch.cells import LONGEST, WORDS, Assumed, CellReader, Refusal, missing, refusals, short
from netcli.batch.numbers import REMEMBERED, Remembered, assumed_in, number_columns
from netcli.batch.zones import Zones
from netcli.coding.classes import classed, differentiated
from netcli.errors import UnknownValue
from netcli.grading.assess import assess
from netcli.grading.case import Case
from netcli.grading.inputs import VOCABULARIES
from netcli.grading.rulebook import Rulebook
from netcli.text import spreadsheet_safe

NOT_GRADED = ("", "", "")  # how a failed row counts: no category, no label, no certainty


class Outcome:
    """What is appended to a row: cells, the same as text, how the row counts: (category, label, certainty).

    `record` is what a coding needs to know of the row, None where its words could not be read.
    """

    __slots__ = ("added", "counts_as", "record", "text")

    def __init__(
        self, added: list[str], text: str, counts_as: tuple[str, str, str], record: Record | None = None
    ) -> None:
        self.added = added
        self.text = text
        self.counts_as = counts_as
        self.record = record


BLANK_LINE = Outcome([], "", NOT_GRADED)


class Said(NamedTuple):
    """What the words of a row mean: inputs of its case, codes that are written in it, and what was assumed."""

    words: dict[str, Any]
    written: dict[str, str]
    assumed: list[str]


class RowGrader:
    """Turns rows into what to append. `columns` says where each input column stands; `write` makes text of cells.

    `defaults` are cells for columns that a row leaves empty; `dated` tells whether a row needs its year.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        reader: CellReader,
        columns: Mapping[str, int],
        defaults: Mapping[str, str],
        write: Callable[[list[str]], str],
        *,
        dated: bool = False,
    ) -> None:
        self._dated = dated
        self._rulebook = rulebook
        self._reader = reader
        self._columns = columns
        self._defaults = defaults
        self._write = write
        given = {*columns, *defaults}
        self.codes = WrittenCodes(rulebook.knowledge)
        self._words = {column: Remembered(partial(reader.read, column)) for column in WORDS if column in given}
        self._written = {name: Remembered(read) for name, read in self.codes.readers.items() if name in given}
        every = number_columns(Zones(rulebook), reader)
        self._numbers = {field: one for field, one in every.items() if not given.isdisjoint(one.columns)}
        self._said: list[Said] = []
        self._meanings: dict[object, int] = {}
        self._known_meanings = Remembered(self._meaning)
        self._known_kinds = Remembered(self._graded, 5 * REMEMBERED)
        self._known_failures = Remembered(self._failed)

    def outcomes(self, rows: Sequence[Sequence[str]]) -> list[Outcome]:
        """Return what to append to each row; every row must have the width of the header."""
        cells = list(zip(*rows, strict=True))
        every = {**self._words, **self._written}
        words = [map(known.__getitem__, self.texts(column, cells)) for column, known in every.items()]
        said = zip(*words, strict=True) if words else [()] * len(rows)
        meanings = map(self._known_meanings.__getitem__, said)
        zones = (one.zones(*(self.texts(column, cells) for column in one.columns)) for one in self._numbers.values())
        return list(map(self._known_kinds.__getitem__, zip(meanings, *zones, strict=True)))

    def reads(self, column: str) -> bool:
        """Tell whether a column is given, by the table or for every row."""
        return column in self._columns or column in self._defaults

    def failed(self, message: str) -> Outcome:
        """Return the outcome of a row that cannot be graded."""
        outcome: Outcome = self._known_failures[message]
        return outcome

    def texts(self, column: str, cells: Sequence[Sequence[str]]) -> Sequence[str]:
        """Return the texts of a column, the default where they say nothing; long ones are cut to be remembered."""
        default = self._defaults.get(column, "")
        if column not in self._columns:
            return [default] * len(cells[0])
        texts = cells[self._columns[column]]
        if max(map(len, texts)) > LONGEST:
            texts = list(map(short, texts))
        return [default if missing(text) else text for text in texts] if default else texts

    def _meaning(self, words: Sequence[Any]) -> int | Refusal:
        """Return a number for what the words of a row mean to the rules, the scheme and the morphology, or a refusal.

        Many words come to the same, and rows that mean the same are graded once.
        """
        if refused := refusals(words):
            return refused
        names = (*self._words, *self._written)
        told = {name: word for name, word in zip(names, words, strict=True) if word is not None}
        assumed = [word.code for word in told.values() if isinstance(word, Assumed)]
        told = {name: word.value if isinstance(word, Assumed) else word for name, word in told.items()}
        said = {name: word for name, word in told.items() if name in self._words and word is not None}
        written = {name: str(word) for name, word in told.items() if name in self._written}
        site = said.get("site")
        try:
            scheme, beyond = self._rulebook.ruling(site, said.get("edition"))
        except UnknownValue as error:
            return self._reader.refusal("edition", error.message)
        local = site is not None and self._rulebook.sites[site].origin is not None
        morphology = map(said.get, VOCABULARIES)
        meaning = (scheme.id, beyond, local, *morphology, *assumed, "", *written.values())
        number = self._meanings.setdefault(meaning, len(self._said))
        self._said += [Said(said, written, assumed)] if number == len(self._said) else []
        return number

    def _graded(self, kind: Sequence[Any]) -> Outcome:
        """Return what to append to the rows of a kind."""
        if refused := refusals(kind):
            return self.failed(refused)
        meaning, *zones = kind
        fields = zip(self._numbers.items(), zones, strict=True)
        numbers = {field: one.values[zone] for (field, one), zone in fields}
        said = self._said[meaning]
        case = Case(**said.words, **numbers)
        assumed = [*said.assumed, *filter(None, map(assumed_in, zones))]
        if case.ki67 is None and case.mitoses is None:
            return self._without_values(case, said.written, assumed)
        answer = assess(case, self._rulebook)
        record = Record(classed(answer, self._rulebook.schemes[answer.scheme]), said.written)
        if beyond := self.codes.refusal(record):
            return self._failed(self._reader.refusal("morphology", beyond), record)
        codes = [
            *(warning.code for warning in answer.warnings),
            *assumed,
            *self.codes.remarks(record, dated=self._dated),
        ]
        cells = [answer.category, answer.grade or "", answer.label, answer.certainty, _joined(codes), ""]
        return self._made(cells, (answer.category, answer.label, answer.certainty), record)

    def _without_values(self, case: Case, written: Mapping[str, str], assumed: Sequence[str]) -> Outcome:
        """Return the outcome of a row that has nothing to be graded by; it may be coded all the same."""
        scheme = self._rulebook.ruling(case.site, case.edition).scheme
        record = Record(differentiated(scheme, case.differentiation), written)
        codes = [*assumed, *self.codes.remarks(record, dated=self._dated)]
        return self._failed("ki67, mitoses: neither is given", record, _joined(codes))

    def _failed(self, message: str, record: Record | None = None, warnings: str = "") -> Outcome:
        return self._made(["", "", "", "", warnings, message], NOT_GRADED, record)

    def _made(self, cells: list[str], counts_as: tuple[str, str, str], record: Record | None = None) -> Outcome:
        added = list(map(spreadsheet_safe, cells))
        return Outcome(added, self._write(["", *added]), counts_as, record)


def _joined(codes: Sequence[str]) -> str:
    return ";".join(dict.fromkeys(codes))
