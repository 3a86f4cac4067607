"""Read the cells of a row: each is a value, nothing, or the reason why it cannot be read."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from netcli.batch.registry import NO_NUMBER, NUMBERS, Form, RegistryForms
from netcli.errors import UnknownValue
from netcli.grading.case import Ki67Index
from netcli.grading.inputs import VOCABULARIES, SiteResolver, from_counts, readers, site_resolver
from netcli.grading.quantity import Span
from netcli.grading.rulebook import Rulebook
from netcli.knowledge.model import OutOfScope, Record
from netcli.knowledge.names import key, names_of, quoted, topography_in

MOST_QUOTED = 1_000  # different cells of a column
LONGEST = 200  # characters; no name and no number is longer
# What registries write into a cell that has no value. "none" is not among them: it may mean zero.
MISSING = frozenset(
    {"", "-", "?", "na", "n/a", "null", "unk", "unknown", "not stated", "not known", "not done",
     "not documented", "not applicable", "not available", "nos", "blank(s)", "unbekannt", "inconnu", "desconocido"}
)  # fmt: skip
WORDS = {"site": "site", "edition": "edition", **{name: one.what for name, one in VOCABULARIES.items()}}
_PLACE = re.compile(r"(?i)c\d\d\.?\d")
# Every character of a number, a range, a rate: 3-20, <=5 %, 2 to 4 per 2 mm\u00b2, 12/50 HPFs.
_numeric = re.compile("[0-9.,<>=%/^\\s\u2010-\u2014\u2212\u2264\u2265\u00b2tomhpfserin-]*", re.IGNORECASE).fullmatch


class Refusal(str):
    """Why a cell, or a row, cannot be read: the header that the file gives its column, and what is wrong."""

    __slots__ = ()


class Assumed(NamedTuple):
    """What a cell was taken to say, and the code of the warning that says so."""

    value: Any
    code: str


class CellReader:
    """Reads cells by column. `names` maps each column to the header that the file gives it.

    The full readers look through all names, search for near ones and raise, which a table of many unknown words cannot
    afford and has no room to show. So a text goes to them only when it can be one of those that they know.
    """

    def __init__(
        self, rulebook: Rulebook, resolve_site: SiteResolver | None, names: Mapping[str, str], diameter: float | None
    ) -> None:
        self._names = names
        sites = [*rulebook.sites.values(), *rulebook.knowledge.of(OutOfScope).values()]
        possible = {
            "site": _any if resolve_site else _site_of(_all_names(sites), rulebook),
            "edition": _one_of(_all_names(rulebook.schemes.values())),
            **{name: _one_of(_words(one.words)) for name, one in VOCABULARIES.items()},
        }
        self._resolve = resolve_site or site_resolver(rulebook)
        self._forms = RegistryForms(rulebook)
        full = readers(rulebook, self._resolve, diameter, named=False)
        self._readers: dict[str, tuple[Callable[[str], object], Callable[[str], object]]] = {
            name: (possible.get(name, _numeric), read) for name, read in full.items()
        }
        self._quoted = dict.fromkeys(self._readers, 0)
        unread = {name: f"unknown {WORDS[name]}" if name in WORDS else "not a number" for name in self._readers}
        self._unquoted = {name: self.refusal(name, message) for name, message in unread.items()}

    def read(self, column: str, text: str) -> Any:
        """Return what a cell says: its value, Assumed where that is not sure, None when missing, or a Refusal."""
        if missing(text) or (column in NUMBERS and text.strip().upper() in NO_NUMBER):
            return None
        possible, full = self._readers[column]
        try:
            if len(text) <= LONGEST and possible(text):
                return full(text)
            form = self._form(column, text) if len(text) <= LONGEST else None
            if form is None:
                return self._unknown(column, text)
            value = full(form.text) if form.text else None
        except UnknownValue as error:
            return self.refusal(column, error.message)
        return Assumed(value, form.assumed) if form.assumed else value

    def _form(self, column: str, text: str) -> Form | None:
        """Return what a registry means by a text that is written of no single case. Raise UnknownValue."""
        if column in NUMBERS:
            return self._forms.number(column, text)
        if column == "differentiation":
            return self._forms.differentiation(text)
        return (
            self._forms.site(text, self._resolve)
            if column == "site" and "(" in text and self._is_in_brackets(text)
            else None
        )

    def _is_in_brackets(self, text: str) -> bool:
        """Tell whether both names of "whole (part)" can be sites: no other is looked for among its likes."""
        possible, _ = self._readers["site"]
        return all(possible(name) for name in self._forms.names_in_brackets(text))

    def index(self, ki67: str, positive: str, counted: str) -> Ki67Index | Assumed | Refusal | None:
        """Return Ki-67 from a percentage, from counts, or from both when they agree."""
        values = self.read("ki67", ki67), self.read("positive", positive), self.read("counted", counted)
        if refused := refusals(values):
            return refused
        stated = values[0].value if isinstance(values[0], Assumed) else values[0]
        try:
            index = _index(stated, *values[1:])
        except UnknownValue as error:
            return self.refusal("counted" if values[1] is None else "positive", error.message)
        return Assumed(index, values[0].code) if isinstance(values[0], Assumed) and index else index

    def _unknown(self, column: str, text: str) -> Refusal:
        """Return why a cell cannot be read. After many different ones it is no longer quoted: it stands in its row."""
        if self._quoted[column] >= MOST_QUOTED:
            return self._unquoted[column]
        self._quoted[column] += 1
        shown = quoted(text)
        if column == "site" and _PLACE.fullmatch(text.strip()):
            return self.refusal(column, f"{shown} is no place of the organs on record")
        return self.refusal(
            column, f"unknown {WORDS[column]} {shown}" if column in WORDS else f"{shown} is not a number"
        )

    def refusal(self, column: str, message: str) -> Refusal:
        """Return a refusal under the name that the file gives the column."""
        return Refusal(f"{self._names.get(column, column)}: {message.strip()}")


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


def _site_of(names: Iterable[str], rulebook: Rulebook) -> Callable[[str], bool]:
    """Return what tells whether a text can be a site: by a name, by a code or a term of ICD-O."""
    named = _one_of(names)
    return lambda text: named(text) or topography_in(text, rulebook.knowledge) is not None


def _all_names(records: Iterable[Record]) -> Iterable[str]:
    return chain(*map(names_of, records))


def _words(vocabulary: Mapping[str, Iterable[str]]) -> Iterable[str]:
    return chain(vocabulary, *vocabulary.values())


def _any(_: str) -> bool:
    return True


def _index(stated: Span | None, positive: int | None, counted: int | None) -> Ki67Index | None:
    if positive is None:
        if stated is None and counted is not None:
            raise UnknownValue("given without positive")
        return None if stated is None else Ki67Index(stated, None, counted)
    if counted is None:
        raise UnknownValue("given without counted")
    return from_counts(positive, counted, stated)
