"""Grade the rows of a batch quickly: each kind of row is graded once and remembered.

A kind is what `zones` tells apart, together with the words of a row. There are few kinds however many different
numbers a file holds; the memory of them is bounded so that any file fits.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import repeat

from netcli.errors import UnknownValue
from netcli.grading.assess import grade
from netcli.grading.cells import Reader, RowError, missing
from netcli.grading.mitoses import read_mitoses
from netcli.grading.quantity import read_number, read_percentage
from netcli.grading.rulebook import Rulebook
from netcli.grading.text_zones import Ki67Zones, TextZones
from netcli.grading.zones import Zones

KINDS_KEPT = 50_000
WORDS_KEPT = 20_000
WORDS = ("site", "differentiation", "cell_type", "necrosis", "edition")


class Entry:
    """What is appended to a row: six cells, the same as text, and how the row counts: (category, certainty)."""

    __slots__ = ("added", "counts_as", "text")

    def __init__(self, added: list[str], text: str, counts_as: tuple[str, str]) -> None:
        self.added = added
        self.text = text
        self.counts_as = counts_as


class RowGrader:
    """Turns rows into what to append. `columns` says where each input column stands; `write` makes text of cells."""

    def __init__(
        self,
        rulebook: Rulebook,
        reader: Reader,
        columns: Mapping[str, int],
        defaults: Mapping[str, str],
        write: Callable[[list[str]], str],
    ) -> None:
        self._rulebook = rulebook
        self._reader = reader
        self._columns = columns
        self._defaults = defaults
        self._write = write
        self._words = [column for column in WORDS if column in columns]
        self._kinds: dict[object, Entry] = {}
        self._meanings: dict[tuple[str, ...], object] = {}
        self._numbered: dict[object, int] = {}
        zones = Zones(rulebook)
        self._ki67 = Ki67Zones(zones)
        self._numbers = {
            "mitoses": TextZones(zones.mitoses, lambda text: zones.rate(read_mitoses(text, *reader.mitotic_area))),
            "size_mm": TextZones(zones.size, lambda text: zones.size.span(read_number(text, ""))),
            "ne_component": TextZones(zones.share, lambda text: zones.share.span(read_percentage(text, "")), 100),
        }

    def entries(self, rows: Sequence[Sequence[str]]) -> list[Entry]:
        """Return what to append to each row."""
        kinds = list(zip(*self._kinds_by_column(rows), strict=True))
        found = list(map(self._kinds.get, kinds))
        if None not in found:
            return found  # type: ignore[return-value]
        return [known or self._entry(kind, row) for known, kind, row in zip(found, kinds, rows, strict=True)]

    def failed(self, message: str) -> Entry:
        """Return the entry of a row that cannot be graded."""
        return self._made(["", "", "", "", "", message], ("", ""))

    def _kinds_by_column(self, rows: Sequence[Sequence[str]]) -> list[Sequence[object]]:
        """Return what decides about the rows, a column at a time."""
        texts = {column: [row[index] for row in rows] for column, index in self._columns.items()}
        ki67 = self._ki67.zones(*(texts.get(column, []) for column in ("ki67", "positive", "counted")))
        numbers = [known.zones(texts[column]) for column, known in self._numbers.items() if column in texts]
        words = list(zip(*(texts[column] for column in self._words), strict=True)) or list(repeat((), len(rows)))
        meanings = [self._meanings.get(one) or self._meaning(one) for one in words]
        return [meanings, ki67 or list(repeat(None, len(rows))), *numbers]

    def _meaning(self, words: tuple[str, ...]) -> object:
        """Return what the words of a row mean to the rules: the scheme and the morphology; themselves when refused."""
        given = {column: text for column, text in zip(self._words, words, strict=True) if not missing(text)}
        try:
            case = self._reader.words({**self._defaults, **given})
            scheme, assumed = self._rulebook.ruling(case.site, case.edition)
        except (RowError, UnknownValue):
            return ("refused", *words)
        meaning = scheme.id, assumed, case.differentiation, case.cell_type, case.necrosis
        number = self._numbered.setdefault(meaning, len(self._numbered) + 1)
        if len(self._meanings) < WORDS_KEPT:
            self._meanings[words] = number
        return number

    def _entry(self, kind: object, row: Sequence[str]) -> Entry:
        entry = self._kinds.get(kind) or self._graded(row)
        if len(self._kinds) < KINDS_KEPT:
            self._kinds[kind] = entry
        return entry

    def _graded(self, row: Sequence[str]) -> Entry:
        given = {column: row[index] for column, index in self._columns.items() if not missing(row[index])}
        try:
            case = self._reader.case({**self._defaults, **given})
            answer = grade(case, self._rulebook)
        except RowError as error:
            return self.failed(str(error))
        except UnknownValue as error:
            return self.failed(self._reader.problem("edition", error))
        warnings = ";".join(dict.fromkeys(warning.code for warning in answer.warnings))
        added = [answer.category, answer.grade or "", answer.label, answer.certainty, warnings, ""]
        return self._made(added, (answer.category, answer.certainty))

    def _made(self, added: list[str], counts_as: tuple[str, str]) -> Entry:
        return Entry(added, self._write(added), counts_as)


def tallied(entries: Sequence[Entry], tally: Counter[tuple[str, str]]) -> None:
    """Add entries to a tally of (category, certainty)."""
    for entry, count in Counter(entries).items():
        tally[entry.counts_as] += count
