"""Load the knowledge, one collection at a time and only when asked for.

A wheel carries every collection compiled to JSON; a checkout has only the YAML and reads that, as
overlays always do. Both ways end in the same records.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, ValuesView
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, TypeVarTuple

import msgspec

from netcli import home
from netcli.errors import InvalidData
from netcli.knowledge import codes, model
from netcli.knowledge.citations import gather_sources
from netcli.knowledge.scheme import Scheme

if TYPE_CHECKING:
    from netcli.knowledge.files.faults import Entry
    from netcli.knowledge.files.update import Update

R = TypeVar("R", bound=model.Record)
T = TypeVar("T")
Ts = TypeVarTuple("Ts")
Raw = dict[str, Any]

COLLECTIONS: dict[str, type[model.Record]] = {
    "edition": model.Edition,
    "sources": model.Source,
    "sites": model.Site,
    "out_of_scope": model.OutOfScope,
    "therapies": model.Therapy,
    "trials": model.Trial,
    "recommendations": model.Recommendation,
    "schedules": model.Schedule,
    "grading": Scheme,
    "biomarkers": model.Biomarker,
    "epidemiology": model.Epidemiology,
    "syndromes": model.Syndrome,
    "imaging": model.Imaging,
    "faq": model.Question,
    "glossary": model.Term,
    "events": model.Event,
    "overview": model.OverviewPart,
    "codes": codes.Code,
    "schemas": codes.Schema,
    "items": codes.Item,
    "reporting": codes.Reporting,
}
DATA = Path(__file__).parents[2] / "data"
DAMAGE = (msgspec.DecodeError, UnicodeError, OSError)
MEND = "install netcli again; in a checkout, mend the file"


class Knowledge:
    """The records of every collection, loaded lazily: `Knowledge().of(Therapy)["octreotide"]`.

    What lies over the bundled records: `update`, which `netcli update` brought, or overlays over all that is `below`.
    `trouble` is what has to be said when an update could not be used.
    """

    def __init__(
        self,
        data: Path = DATA,
        overlays: tuple["Overlay", ...] = (),
        loaded: Mapping[type[model.Record], Mapping[str, Any]] | None = None,
        update: "Update | None" = None,
        trouble: str = "",
    ) -> None:
        self._data = data
        self._overlays = overlays
        self._below: Knowledge | None = bundled() if overlays else None
        self._loaded = dict(loaded or {})
        self._made: dict[Hashable, Any] = {}
        self.update: Update | None = self._below.update if self._below else update
        self.trouble: str = self._below.trouble if self._below else trouble

    def of(self, kind: type[R]) -> Mapping[str, R]:
        """Return all records of `kind` by id, in the order of the files. Raise InvalidData."""
        if kind not in self._loaded:
            self._loaded[kind] = self._laid(kind)
        return self._loaded[kind]

    def _laid(self, kind: type[R]) -> Mapping[str, R]:
        if self._below is None:
            records = self._read(kind)
            return self.update.laid_over(records, kind, self) if self.update else records
        records = self._below.of(kind)
        for overlay in self._overlays:
            records = overlay.laid_over(records, kind)
        return records

    def take(self, read: Mapping[type[model.Record], Mapping[str, Any]]) -> None:
        """Take records that were read from the bundled YAML, unless others are to be read than these."""
        if not self._overlays and not self.update and not (self._data / "compiled").exists():
            self._loaded = {**read, **self._loaded}

    @property
    def edition(self) -> model.Edition:
        """The edition that all this is: its version, the day it was reviewed, when it is stale. Raise InvalidData."""
        return next(iter(self.of(model.Edition).values()))

    def once(self, make: Callable[["Knowledge", *Ts], T], *of: *Ts) -> T:
        """Return `make(self, *of)`, made when it is first asked for and kept with the knowledge."""
        if (make, of) not in self._made:
            self._made[make, of] = make(self, *of)
        made: T = self._made[make, of]
        return made

    def ready_made(self, name: str) -> Path | None:
        """Return the file of what is made of all records; None in a checkout and under an overlay, which changes it."""
        path = self._data / "compiled" / f"{name}.json"
        return path if not self._overlays and path.exists() else None

    def _read(self, kind: type[R]) -> Mapping[str, R]:
        collection = collection_of(kind)
        compiled = self._data / "compiled" / f"{collection}.json"
        try:
            records = (
                Shelf(compiled, kind)
                if compiled.exists()
                else {record.id: record for record in read_collection(self._data, collection, kind)}
            )
        except InvalidData as error:
            error.hint = MEND
            raise
        if not records:
            raise InvalidData(f"the bundled knowledge is incomplete: no {collection} in {self._data}", MEND)
        return records


def bundled() -> Knowledge:
    """Return the bundled knowledge with what `netcli update` brought, opened once as long as that is the same."""
    return _opened(DATA, home.stamp())


@cache
def _opened(data: Path, update: tuple[str, int, int] | None) -> Knowledge:
    if update is None:
        return Knowledge(data)
    from netcli.knowledge.files.update_store import kept

    found, trouble = kept()
    return Knowledge(data, update=found, trouble=trouble)


class Overlay(Protocol):
    """What is laid over the bundled records of a kind."""

    def laid_over(self, bundled: Mapping[str, R], kind: type[R]) -> Mapping[str, R]:
        """Return the bundled records with this overlay's added or patched in. Raise InvalidData."""
        ...


def collection_of(kind: type[model.Record]) -> str:
    """Return the name of the collection that holds records of `kind`."""
    return next(name for name, known in COLLECTIONS.items() if known is kind)


def yaml_files(data: Path, collection: str) -> list[Path]:
    """Return the YAML files of a collection: `NAME.yaml` and everything in the folder `NAME/`."""
    single = data / f"{collection}.yaml"
    return ([single] if single.exists() else []) + sorted((data / collection).glob("*.yaml"))


def read_compiled(path: Path, kind: type[T]) -> T:
    """Return what the wheel carries ready made. Raise InvalidData."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except DAMAGE as error:
        raise _damaged(path, error) from None


def _damaged(path: Path, error: Exception) -> InvalidData:
    return InvalidData(f"the bundled knowledge is damaged: {path}: {error}", MEND)


class Shelf(Mapping[str, T]):
    """What is compiled by id, each decoded when it is first asked for: most answers need a few. Raises InvalidData."""

    def __init__(self, path: Path, kind: type[T]) -> None:
        self._path = path
        self._decode = msgspec.json.Decoder(kind).decode
        self._raw = read_compiled(path, dict[str, msgspec.Raw])
        self._taken: dict[str, T] = {}
        self._whole = False  # and in order

    def __getitem__(self, name: str) -> T:
        try:
            return self._taken[name]
        except KeyError:
            raw = self._raw[name]
        try:
            one = self._taken[name] = self._decode(raw)
        except DAMAGE as error:
            raise _damaged(self._path, error) from None
        return one

    def __contains__(self, name: object) -> bool:
        return name in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def values(self) -> ValuesView[T]:
        """Return all, in the order of the files."""
        if not self._whole:
            self._taken = {name: self[name] for name in self._raw}
            self._whole = True
        return self._taken.values()


def read_collection(data: Path, collection: str, kind: type[R]) -> list[R]:
    """Read a collection from YAML; raise InvalidData with every problem in it."""
    from netcli.knowledge.files.strict_yaml import read_yaml

    records: list[R] = []
    problems: list[str] = []
    for path in yaml_files(data, collection):
        for entry in entries_in(path, read_yaml(path), collection):
            try:
                records.append(to_record(entry.raw, kind))
            except msgspec.ValidationError:
                from netcli.knowledge.files.faults import faults

                problems += map(entry.told, faults(entry.raw, kind))
    if problems:
        raise InvalidData(f"{len(problems)} problem(s) in {collection}", problems=tuple(problems))
    return records


def entries_in(path: Path, content: Raw, collection: str) -> list["Entry"]:
    """Return the raw records of `collection` in a file's content, each with its line. Raise InvalidData."""
    from netcli.knowledge.files.faults import Entry

    found = content.get(collection)
    if found is None:
        return []
    if not isinstance(found, list):
        line = getattr(content, "lines", {}).get(collection, 1)
        raise InvalidData(f"{path}:{line}: {collection}: must be a list of records")
    lines = getattr(found, "lines", [1] * len(found))
    return [Entry(path, line, collection, raw) for line, raw in zip(lines, found, strict=True)]


def to_record(raw: Raw, kind: type[R]) -> R:
    """Turn what YAML holds into a record, its cited sources gathered. Raise msgspec.ValidationError."""
    if isinstance(raw, dict) and kind is not model.Source:
        cited = gather_sources(raw)
        if cited and "sources" in kind.__struct_fields__:
            raw = {**raw, "sources": cited}
    return msgspec.convert(raw, kind, strict=False)
