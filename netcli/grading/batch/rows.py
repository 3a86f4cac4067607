"""Grade the rows of a batch quickly: each kind of row is graded once and remembered.

A kind is what `zones` tells apart, together with what the words of a row mean. There are few kinds however many
different numbers a file holds. What cannot be read is refused cheaply, and all that is remembered is bounded, so that
any file fits.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import repeat

from netcli.errors import UnknownValue
from netcli.grading.assess import assess
from netcli.grading.batch.cells import LONGEST, WORDS, Reader, Refusal, missing, refusals, short
from netcli.grading.batch.text_zones import Ki67Zones, TextZones
from netcli.grading.batch.zones import Zones
from netcli.grading.inputs import VOCABULARIES
from netcli.grading.rulebook import Rulebook
from netcli.text import spreadsheet_safe

NOT_GRADED = ("", "")  # how a failed row counts: no category, no certainty
KINDS_KEPT = 50_000
WORDS_KEPT = 5_000


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
        self._default_words = {
            column: reader.read(column, text) for column, text in defaults.items() if column in WORDS
        }
        self._meaning = lru_cache(maxsize=WORDS_KEPT)(self._meant)
        self._numbered: dict[object, int] = {}
        self.failed = lru_cache(maxsize=WORDS_KEPT)(self._failed)
        self._kinds: dict[object, Entry] = {}
        zones = Zones(rulebook)
        self._ki67 = Ki67Zones(zones, reader)
        self._numbers = {
            "mitoses": TextZones(zones.mitoses, partial(reader.read, "mitoses"), zones.rate),
            "size_mm": TextZones(zones.size, partial(reader.read, "size_mm"), zones.size.span),
            "ne_component": TextZones(zones.share, partial(reader.read, "ne_component"), zones.share.span, 100),
        }

    def entries(self, rows: Sequence[Sequence[str]]) -> list[Entry]:
        """Return what to append to each row."""
        kinds = list(zip(*self._kinds_by_column(rows), strict=True))
        found = list(map(self._kinds.get, kinds))
        if None not in found:
            return found  # type: ignore[return-value]
        return [known or self._entry(kind, row) for known, kind, row in zip(found, kinds, rows, strict=True)]

    def _kinds_by_column(self, rows: Sequence[Sequence[str]]) -> list[Sequence[object]]:
        """Return what decides about the rows, a column at a time."""
        texts = {column: _bounded([row[index] for row in rows]) for column, index in self._columns.items()}
        ki67 = self._ki67.zones(*(texts.get(column, []) for column in ("ki67", "positive", "counted")))
        numbers = [known.zones(texts[column]) for column, known in self._numbers.items() if column in texts]
        words = [texts[column] for column in self._words]
        meanings = map(self._meaning, *words) if words else repeat(self._meaning(), len(rows))
        return [list(meanings), ki67 or list(repeat(None, len(rows))), *numbers]

    def _entry(self, kind: Sequence[object], row: Sequence[str]) -> Entry:
        """Return what to append to the first row of its kind, or to one that is refused."""
        refused = refusals(kind)
        entry = self._kinds.get(kind) or (self.failed(refused) if refused else self._grade(row))
        if len(self._kinds) < KINDS_KEPT:
            self._kinds[kind] = entry
        return entry

    def _meant(self, *texts: str) -> object:
        """Return a number for what the words of a row mean to the rules, the scheme and the morphology, or a refusal.

        Many words come to the same, and rows that mean the same are graded once.
        """
        words = list(map(self._reader.word, self._words, texts))
        if refused := refusals(words):
            return refused
        given = zip(self._words, words, strict=True)
        said = {**self._default_words, **{column: word for column, word in given if word is not None}}
        site = said.get("site")
        try:
            scheme, assumed = self._rulebook.ruling(site, said.get("edition"))
        except UnknownValue as error:
            return self._reader.refusal("edition", error.message)
        local = site if site and self._rulebook.sites[site].origin else None  # its warning names it
        morphology = map(said.get, VOCABULARIES)
        return self._numbered.setdefault((scheme.id, assumed, local, *morphology), len(self._numbered))

    def _grade(self, row: Sequence[str]) -> Entry:
        given = {column: short(row[index]) for column, index in self._columns.items() if not missing(row[index])}
        case = self._reader.case({**self._defaults, **given})
        if isinstance(case, Refusal):
            return self.failed(case)
        if case.ki67 is None and case.mitoses is None:
            return self.failed("ki67, mitoses: neither is given")
        answer = assess(case, self._rulebook)
        warnings = ";".join(dict.fromkeys(warning.code for warning in answer.warnings))
        cells = [answer.category, answer.grade or "", answer.label, answer.certainty, warnings, ""]
        return self._made(cells, (answer.category, answer.certainty))

    def _failed(self, message: str) -> Entry:
        """Return the entry of a row that cannot be graded."""
        return self._made(["", "", "", "", "", message], NOT_GRADED)

    def _made(self, cells: list[str], counts_as: tuple[str, str]) -> Entry:
        added = list(map(spreadsheet_safe, cells))
        return Entry(added, self._write(["", *added]), counts_as)


def _bounded(texts: list[str]) -> list[str]:
    return list(map(short, texts)) if max(map(len, texts), default=0) > LONGEST else texts
