"""Grade the rows of a batch quickly: each kind of row is graded once and remembered.

Two memories, both bounded so that any file fits: whole rows as typed, worth having while rows repeat, and the kinds
that `zones` tells apart, of which there are few however many different numbers a file holds.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter

from netcli.errors import UnknownValue
from netcli.grading.assess import grade
from netcli.grading.cells import Reader, RowError, missing
from netcli.grading.mitoses import read_mitoses
from netcli.grading.quantity import read_number, read_percentage
from netcli.grading.reading import general_limit
from netcli.grading.rulebook import Rulebook
from netcli.grading.text_zones import Ki67Zones, TextZones
from netcli.grading.zones import Zones

Added = list[str]  # the six cells that netcli appends
Entry = tuple[Added, list[int]]  # with the counter of rows that end the same way
Kind = tuple[str, str]  # category and certainty; ("", "") for a row that failed

ROWS_KEPT = 20_000
KINDS_KEPT = 50_000
TRIAL = 20_000  # rows after which a memory of whole rows that seldom helps is given up
FAILED: Kind = ("", "")
_WORDS = ("site", "differentiation", "cell_type", "necrosis", "edition")


class RowGrader:
    """Turns rows into the cells to append. `columns` says where each input column stands."""

    def __init__(
        self,
        rulebook: Rulebook,
        reader: Reader,
        columns: Mapping[str, int],
        defaults: Mapping[str, str],
        diameter: float | None,
    ) -> None:
        self._rulebook = rulebook
        self._reader = reader
        self._order = tuple(columns)
        self._defaults = defaults
        at = {column: index for index, column in enumerate(self._order)}
        zones = Zones(rulebook)
        reference = general_limit(rulebook, "reference-area")
        self._pick = _picker(list(columns.values()))
        self._words = _picker([at[column] for column in _WORDS if column in at])
        self._ki67 = Ki67Zones(zones, at).zone
        readings = {
            "mitoses": TextZones(zones.mitoses, lambda text: zones.rate(read_mitoses(text, reference, diameter))),
            "size_mm": TextZones(zones.size, lambda text: zones.size.span(read_number(text, ""))),
            "ne_component": TextZones(zones.share, lambda text: zones.share.span(read_percentage(text, "")), 100),
        }
        self._columns = [(at[column], reading) for column, reading in readings.items() if column in at]
        self._whole: dict[tuple[str, ...], Entry] | None = {}
        self._kinds: dict[object, Entry] = {}
        self._tallies: dict[Kind, list[int]] = {}
        self._asked = 0
        self._met = 0

    def entry(self, row: Sequence[str]) -> Entry:
        """Return what to append to a row, with its counter."""
        cells: tuple[str, ...] = self._pick(row)
        whole = self._whole
        if whole is None:
            return self._by_kind(cells)
        self._asked += 1
        if (known := whole.get(cells)) is not None:
            self._met += 1
            return known
        found = self._by_kind(cells)
        if len(whole) < ROWS_KEPT:
            whole[cells] = found
        if self._asked == TRIAL and self._met < TRIAL // 2:
            self._whole = None
        return found

    def tally(self) -> Counter[Kind]:
        """Return how many rows ended in each category and certainty."""
        return Counter({kind: count[0] for kind, count in self._tallies.items()})

    def failed(self, message: str) -> Entry:
        """Return the cells of a row that cannot be graded."""
        return ["", "", "", "", "", message], self._tallies.setdefault(FAILED, [0])

    def _by_kind(self, cells: tuple[str, ...]) -> Entry:
        kind = self._kind(cells)
        if kind is None:
            return self._grade(cells)
        if (known := self._kinds.get(kind)) is not None:
            return known
        found = self._grade(cells)
        if len(self._kinds) < KINDS_KEPT:
            self._kinds[kind] = found
        return found

    def _kind(self, cells: tuple[str, ...]) -> object | None:
        """Return what decides about a row, or None when a cell is wrong and the row needs a sentence of its own."""
        try:
            return (
                self._words(cells),
                self._ki67(cells),
                *[column.zone(cells[index]) for index, column in self._columns],
            )
        except UnknownValue:
            return None

    def _grade(self, cells: tuple[str, ...]) -> Entry:
        given = {column: text for column, text in zip(self._order, cells, strict=True) if not missing(text)}
        try:
            return self._graded({**self._defaults, **given})
        except RowError as error:
            return self.failed(str(error))

    def _graded(self, row: Mapping[str, str]) -> Entry:
        case = self._reader.case(row)
        try:
            answer = grade(case, self._rulebook)
        except UnknownValue as error:
            raise self._reader.refused(error) from None
        warnings = ";".join(dict.fromkeys(warning.code for warning in answer.warnings))
        added = [answer.category, answer.grade or "", answer.label, answer.certainty, warnings, ""]
        return added, self._tallies.setdefault((answer.category, answer.certainty), [0])


def _picker(indexes: list[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Return a function that picks cells as a tuple, however few they are."""
    if len(indexes) > 1:
        return itemgetter(*indexes)
    return lambda row: tuple(row[index] for index in indexes)
