"""Read the cells of a row: each is a value, nothing, or the reason why it cannot be read."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from netcli.errors import UnknownValue
from netcli.grading.case import Index
from netcli.grading.inputs import (
    CELL_TYPE,
    DIFFERENTIATION,
    NECROSIS,
    SiteResolver,
    from_counts,
    general_limit,
    read_cell_type,
    read_differentiation,
    read_necrosis,
    site_resolver,
)
from netcli.grading.mitoses import read_mitoses
from netcli.grading.quantity import Span, read_count, read_number, read_percentage
from netcli.grading.rulebook import Rulebook
from netcli.knowledge.model import OutOfScope, Record
from netcli.knowledge.names import key, names_of, quoted

MOST_QUOTED = 1_000  # different cells of a column
LONGEST = 200  # characters; no name and no number is longer
# What registries write into a cell that has no value. "none" is not among them: it may mean zero.
MISSING = frozenset({"", "na", "n/a", "unknown", "not stated", "not known", "not done"})
WORDS = {
    "site": "site",
    "edition": "edition",
    "differentiation": "differentiation",
    "cell_type": "cell type",
    "necrosis": "necrosis",
}
# Every character of a number, a range, a rate: 3-20, <=5 %, 2 to 4 per 2 mm\u00b2, 12/50 HPFs.
_numeric = re.compile("[0-9.,<>=%/^\\s\u2010-\u2014\u2212\u2264\u2265\u00b2tomhpfserin-]*", re.IGNORECASE).fullmatch


class Refusal(str):
    """Why a cell, or a row, cannot be read: the header that the file gives its column, and what is wrong."""

    __slots__ = ()


class CellReader:
    """Reads cells by column. `names` maps each column to the header that the file gives it.

    The full readers look through all names, search for near ones and raise, which a table of many unknown words cannot
    afford and has no room to show. So a text goes to them only when it can be one of those that they know.
    """

    def __init__(
        self, rulebook: Rulebook, resolve_site: SiteResolver | None, names: Mapping[str, str], diameter: float | None
    ) -> None:
        self._names = names
        area = general_limit(rulebook, "reference-area")
        sites = [*rulebook.sites.values(), *rulebook.knowledge.of(OutOfScope).values()]
        editions = rulebook.schemes.values()
        self._readers: dict[str, tuple[Callable[[str], object], Callable[[str], object]]] = {
            "site": (_any, resolve_site) if resolve_site else (_one_of(_all_names(sites)), site_resolver(rulebook)),
            "edition": (_one_of(_all_names(editions)), rulebook.resolve_edition),
            "differentiation": (_one_of(_words(DIFFERENTIATION)), read_differentiation),
            "cell_type": (_one_of(_words(CELL_TYPE)), read_cell_type),
            "necrosis": (_one_of(_words(NECROSIS)), read_necrosis),
            "ki67": (_numeric, _percentage),
            "positive": (_numeric, _count),
            "counted": (_numeric, _count),
            "mitoses": (_numeric, lambda text: read_mitoses(text, area, diameter)),
            "size_mm": (_numeric, lambda text: read_number(text, "")),
            "ne_component": (_numeric, _percentage),
        }
        self._quoted = dict.fromkeys(self._readers, 0)
        unread = {name: f"unknown {WORDS[name]}" if name in WORDS else "not a number" for name in self._readers}
        self._unquoted = {name: self.refusal(name, message) for name, message in unread.items()}

    def read(self, column: str, text: str) -> Any:
        """Return what a cell says: its value, None when it is missing, or a Refusal."""
        if missing(text):
            return None
        possible, full = self._readers[column]
        if len(text) > LONGEST or not possible(text):
            return self._unknown(column, text)
        try:
            return full(text)
        except UnknownValue as error:
            return self.refusal(column, error.message)

    def index(self, ki67: str, positive: str, counted: str) -> Index | Refusal | None:
        """Return Ki-67 from a percentage, from counts, or from both when they agree."""
        values = self.read("ki67", ki67), self.read("positive", positive), self.read("counted", counted)
        if refused := refusals(values):
            return refused
        try:
            return _index(*values)
        except UnknownValue as error:
            return self.refusal("counted" if values[1] is None else "positive", error.message)

    def _unknown(self, column: str, text: str) -> Refusal:
        """Return why a cell cannot be read. After many different ones it is no longer quoted: it stands in its row."""
        if self._quoted[column] >= MOST_QUOTED:
            return self._unquoted[column]
        self._quoted[column] += 1
        shown = quoted(text)
        return self.refusal(
            column, f"unknown {WORDS[column]} {shown}" if column in WORDS else f"{shown} is not a number"
        )

    def refusal(self, column: str, message: str) -> Refusal:
        """Return a refusal under the name that the file gives the column."""
        return Refusal(f"{self._names.get(column, column)}: {message}")


def refusals(parts: Sequence[object]) -> Refusal | None:
    """Return the refusals among `parts` as one, None when there are none."""
    kinds = list(map(type, parts))
    count = kinds.count(Refusal)
    if count < 2:  # noqa: PLR2004
        return parts[kinds.index(Refusal)] if count else None  # type: ignore[return-value]
    return Refusal("; ".join(str(part) for part in parts if type(part) is Refusal))


def missing(text: str) -> bool:
    """Tell whether a cell says that there is no value."""
    return text.strip().casefold() in MISSING


def short(text: str) -> str:
    """Return a cell, cut where it is too long for anything but a refusal: what is remembered must be bounded."""
    return text if len(text) <= LONGEST else text.strip()[: LONGEST + 1]


def _one_of(names: Iterable[str]) -> Callable[[str], bool]:
    folded = frozenset(map(key, names))
    return lambda text: key(text) in folded


def _all_names(records: Iterable[Record]) -> Iterable[str]:
    return chain(*map(names_of, records))


def _words(vocabulary: Mapping[str, Iterable[str]]) -> Iterable[str]:
    return chain(vocabulary, *vocabulary.values())


def _any(_: str) -> bool:
    return True


def _percentage(text: str) -> Span:
    return read_percentage(text, "")


def _count(text: str) -> int:
    return read_count(text, "")


def _index(stated: Span | None, positive: int | None, counted: int | None) -> Index | None:
    if positive is None:
        if stated is None and counted is not None:
            raise UnknownValue("given without positive")
        return None if stated is None else Index(stated, None, counted)
    if counted is None:
        raise UnknownValue("given without counted")
    return from_counts(positive, counted, stated)
