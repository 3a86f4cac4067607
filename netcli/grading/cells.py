"""Read the cells of one row into a case, every bad cell reported with its column."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeVar

from msgspec.structs import replace

from netcli.errors import UnknownValue
from netcli.grading.case import Case, Index
from netcli.grading.mitoses import MitoticRate, read_mitoses
from netcli.grading.quantity import Span, read_count, read_number, read_percentage
from netcli.grading.reading import (
    SiteResolver,
    from_counts,
    general_limit,
    read_cell_type,
    read_differentiation,
    read_necrosis,
)
from netcli.grading.rulebook import Rulebook

T = TypeVar("T")
# What registries write into a cell that has no value. "none" is not among them: it may mean zero.
MISSING = frozenset({"", "na", "n/a", "unknown", "not stated", "not known", "not done"})


class RowError(Exception):
    """A row that cannot be graded; the message names each column and what is wrong with it."""


class Reader:
    """Reads rows given as column and text. `names` maps each column to the header that the file gives it."""

    def __init__(
        self, rulebook: Rulebook, resolve_site: SiteResolver, names: Mapping[str, str], diameter: float | None
    ) -> None:
        self._resolve_site = lru_cache(maxsize=1000)(resolve_site)
        self._resolve_edition = lru_cache(maxsize=100)(rulebook.resolve_edition)
        self._names = names
        self.mitotic_area = general_limit(rulebook, "reference-area"), diameter

    def case(self, row: Mapping[str, str]) -> Case:
        """Return the case of a row. Raise RowError with every problem in it."""
        problems: list[str] = []
        case = self._read(row, problems)
        if not problems and case.ki67 is None and case.mitoses is None:
            problems.append("ki67, mitoses: neither is given")
        if problems:
            raise RowError("; ".join(problems))
        return case

    def words(self, row: Mapping[str, str]) -> Case:
        """Return the case of a row without its numbers. Raise RowError."""
        problems: list[str] = []
        case = self._read_words(row, problems)
        if problems:
            raise RowError("; ".join(problems))
        return case

    def _read_words(self, row: Mapping[str, str], problems: list[str]) -> Case:
        return Case(
            site=self._cell("site", self._resolve_site, row, problems),
            edition=self._cell("edition", self._resolve_edition, row, problems),
            differentiation=self._cell("differentiation", read_differentiation, row, problems) or "unknown",
            cell_type=self._cell("cell_type", read_cell_type, row, problems),
            necrosis=self._cell("necrosis", read_necrosis, row, problems) or "unknown",
        )

    def _read(self, row: Mapping[str, str], problems: list[str]) -> Case:
        return replace(
            self._read_words(row, problems),
            ki67=self._index(row, problems),
            mitoses=self._cell("mitoses", self._mitoses, row, problems),
            size_mm=self._cell("size_mm", _number, row, problems),
            ne_component=self._cell("ne_component", _percentage, row, problems),
        )

    def _cell(self, column: str, read: Callable[[str], T], row: Mapping[str, str], problems: list[str]) -> T | None:
        text = row.get(column, "")
        if missing(text):
            return None
        try:
            return read(text)
        except UnknownValue as error:
            problems.append(self.problem(column, error))
            return None

    def _mitoses(self, text: str) -> MitoticRate:
        return read_mitoses(text, *self.mitotic_area)

    def _index(self, row: Mapping[str, str], problems: list[str]) -> Index | None:
        before = len(problems)
        stated = self._cell("ki67", _percentage, row, problems)
        positive = self._cell("positive", _count, row, problems)
        counted = self._cell("counted", _count, row, problems)
        if len(problems) > before:
            return None
        try:
            return _index(stated, positive, counted)
        except UnknownValue as error:
            problems.append(self.problem("counted" if positive is None else "positive", error))
            return None

    def problem(self, column: str, error: UnknownValue) -> str:
        """Return an error under the name that the file gives the column."""
        return f"{self._names.get(column, column)}: {error.message.strip()}"


def _number(text: str) -> Span:
    return read_number(text, "")


def _percentage(text: str) -> Span:
    return read_percentage(text, "")


def _count(text: str) -> int:
    return read_count(text, "")


def missing(text: str) -> bool:
    """Tell whether a cell says that there is no value."""
    return text.strip().casefold() in MISSING


def _index(stated: Span | None, positive: int | None, counted: int | None) -> Index | None:
    if positive is None:
        if stated is None and counted is not None:
            raise UnknownValue("given without positive")
        return None if stated is None else Index(stated, None, counted)
    if counted is None:
        raise UnknownValue("given without counted")
    return from_counts(positive, counted, stated)
