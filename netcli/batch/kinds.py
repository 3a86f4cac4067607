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
from netcli.coding.classes import Classed, classed, differentiated
from netcli.errors import UnknownValue
from netcli.grading.assess import assess
from netcli.grading.case import Case
from netcli.grading.inputs import VOCABULARIES
from netcli.grading.rulebook import Rulebook
from netcli.text import spreadsheet_safe

UNREADABLE = Classed((), ())
NOT_GRADED = ("", "", "")  # how a failed row counts: no category, no label, no certainty


class Outcome:
    """What is appended to a row: cells, the same as text, how the row counts: (category, label, certainty).

    `found` is what the grade comes to for a coding: None where there is no grade, UNREADABLE where a word was not read.
    """

    __slots__ = ("added", "counts_as", "found", "text")

    def __init__(
        self, added: list[str], text: str, counts_as: tuple[str, str, str], found: Classed | None = UNREADABLE
    ) -> None:
        self.added = added
        self.text = text
        self.counts_as = counts_as
        self.found = found


BLANK_LINE = Outcome([], "", NOT_GRADED)


class Checked:
    """The codes of a row beside its class, and what is to be said of them: why it is refused, or warnings."""

    __slots__ = ("record", "told")

    def __init__(self, record: Record | None, told: tuple[str, tuple[str, ...]] = ("", ())) -> None:
        self.record = record
        self.told = told


class Graded(NamedTuple):
    """The rows of a portion: what is appended to each, and what a coding needs to know of it."""

    outcomes: list[Outcome]
    checked: list[Checked]


class Said(NamedTuple):
    """What the words of a row mean: inputs of its case, and what was assumed."""

    words: dict[str, Any]
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
        self._known_checks = Remembered(lambda row: self._checked(*row), 5 * REMEMBERED)
        self._known_remarks = Remembered(lambda row: self._remarked(*row), 5 * REMEMBERED)
        self._known_failures = Remembered(self._failed)

    def graded(self, rows: Sequence[Sequence[str]]) -> Graded:
        """Return what to append to each row; every row must have the width of the header."""
        cells = list(zip(*rows, strict=True))
        words = [map(known.__getitem__, self.texts(column, cells)) for column, known in self._words.items()]
        said = zip(*words, strict=True) if words else [()] * len(rows)
        meanings = map(self._known_meanings.__getitem__, said)
        zones = (one.zones(*(self.texts(column, cells) for column in one.columns)) for one in self._numbers.values())
        outcomes = list(map(self._known_kinds.__getitem__, zip(meanings, *zones, strict=True)))
        if not (self._written or self._dated):
            return Graded(outcomes, [])
        written = [map(known.__getitem__, self.texts(column, cells)) for column, known in self._written.items()]
        found = (one.found for one in outcomes)
        checked = list(map(self._known_checks.__getitem__, zip(found, *written, strict=True)))
        told = (one.told for one in checked)
        outcomes = list(map(self._known_remarks.__getitem__, zip(outcomes, told, strict=True)))
        return Graded(outcomes, checked)

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
        assumed = [word.code for word in words if isinstance(word, Assumed)]
        meant = (word.value if isinstance(word, Assumed) else word for word in words)
        said = {name: word for name, word in zip(self._words, meant, strict=True) if word is not None}
        site = said.get("site")
        try:
            scheme, beyond = self._rulebook.ruling(site, said.get("edition"))
        except UnknownValue as error:
            return self._reader.refusal("edition", error.message)
        local = site is not None and self._rulebook.sites[site].origin is not None
        morphology = map(said.get, VOCABULARIES)
        meaning = (scheme.id, beyond, local, *morphology, *assumed)
        number = self._meanings.setdefault(meaning, len(self._said))
        self._said += [Said(said, assumed)] if number == len(self._said) else []
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
            scheme = self._rulebook.ruling(case.site, case.edition).scheme
            found = differentiated(scheme, case.differentiation)
            return self._failed("ki67, mitoses: neither is given", found, assumed)
        answer = assess(case, self._rulebook)
        warnings = [*(warning.code for warning in answer.warnings), *assumed]
        cells = [answer.category, answer.grade or "", answer.label, answer.certainty, _joined(warnings), ""]
        found = classed(answer, self._rulebook.schemes[answer.scheme])
        return self._made(cells, (answer.category, answer.label, answer.certainty), found)

    def _checked(self, found: Classed | None, *written: str) -> Checked:
        """Return the codes that a row holds, checked against its class."""
        if found is UNREADABLE:
            return Checked(None)
        record = Record(found, dict(zip(self._written, written, strict=True)))
        refused = self.codes.refusal(record)
        return Checked(record, (refused, () if refused else tuple(self.codes.remarks(record, dated=self._dated))))

    def _remarked(self, outcome: Outcome, told: tuple[str, tuple[str, ...]]) -> Outcome:
        """Return an outcome with what is to be said of the codes of its row."""
        refused, remarks = told
        if refused and outcome.counts_as != NOT_GRADED:
            return self._failed(self._reader.refusal("morphology", refused), outcome.found)
        if not remarks:
            return outcome
        *cells, warnings, error = outcome.added
        told_all = _joined([*filter(None, warnings.split(";")), *remarks])
        return self._made([*cells, told_all, error], outcome.counts_as, outcome.found)

    def _failed(self, message: str, found: Classed | None = UNREADABLE, warnings: Sequence[str] = ()) -> Outcome:
        return self._made(["", "", "", "", _joined(warnings), message], NOT_GRADED, found)

    def _made(self, cells: list[str], counts_as: tuple[str, str, str], found: Classed | None) -> Outcome:
        added = list(map(spreadsheet_safe, cells))
        return Outcome(added, self._write(["", *added]), counts_as, found)


def _joined(codes: Sequence[str]) -> str:
    return ";".join(dict.fromkeys(codes))
