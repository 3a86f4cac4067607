"""Editions of the knowledge in whatever form they were kept: a folder of YAML or of JSON, an export, the one in use.

They may be older than the model, so that nothing is asked of a record but its id; what cannot be read is told with its
file and its place.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from netcli.errors import InvalidData, UnknownValue
from netcli.knowledge.editions.differences import Records
from netcli.knowledge.editions.settled import settled_record
from netcli.knowledge.files import load
from netcli.knowledge.files.load import COLLECTIONS, Knowledge, entries_in
from netcli.text import clean

BUNDLED = "bundled"
MAX_BYTES = 64_000_000  # of an export, or of a compiled collection
MAX_RECORDS = 100_000
MAX_DEPTH = 40
SUFFIXES = ("", ".json", ".jsonl", ".yaml")
ACCEPTED = (
    "accepted: a folder of YAML or of compiled JSON, a file of 'netcli knowledge export', 'bundled', "
    "or a version kept in --exports DIR as VERSION.json"
)
Raw = dict[str, list[dict[str, Any]]]


class EditionHeld(Struct, frozen=True):
    """An edition, where it was found, and what of it this netcli does not know."""

    place: str
    version: str
    reviewed: str
    records: Records
    unknown: list[str] = []

    @property
    def title(self) -> str:
        """What it is called: "2026.12, reviewed 2026-11-27"."""
        return f"{self.version}, reviewed {self.reviewed}"

    def named(self) -> dict[str, str]:
        """Return which edition it is, for programs."""
        return {"place": self.place, "version": self.version, "reviewed": self.reviewed}


def open_edition(typed: str, exports: Path) -> EditionHeld:
    """Return the edition that a path, a version or `bundled` names. Raise UnknownValue, InvalidData."""
    if typed == BUNDLED:
        return edition_of(_bundled(), BUNDLED)
    path = _found(typed, exports)
    if path is None:
        if typed == _bundled().edition.version:
            return edition_of(_bundled(), BUNDLED)
        raise UnknownValue(f"'{clean(typed, 80)}' is no edition", _hint(exports))
    place = clean(str(path))
    if path.is_dir():
        return _held(place, _of_folder(path))
    return _held(place, _of_yaml([path]) if path.suffix in (".yaml", ".yml") else _of_export(path))


def _bundled() -> Knowledge:
    """Return the edition that came with this netcli, without what an update brought."""
    return Knowledge(load.DATA)


def edition_of(knowledge: Knowledge, place: str) -> EditionHeld:
    """Return the edition that is in use, with what is laid over it."""
    raw = {name: msgspec.to_builtins(list(knowledge.of(kind).values())) for name, kind in COLLECTIONS.items()}
    return _held(place, raw)


def _found(typed: str, exports: Path) -> Path | None:
    """Return what is there of a path, or of a version among the exports."""
    paths = [Path(typed), *(exports / f"{typed}{suffix}" for suffix in SUFFIXES)] if typed.strip() else []
    homes = (os.path.expanduser(path) for path in paths)  # noqa: PTH111  (never raises, whatever the text)
    return next((Path(one) for one in homes if os.path.exists(one)), None)  # noqa: PTH110


def _hint(exports: Path) -> str:
    names = _kept(exports)
    return f"{ACCEPTED}; there: {', '.join(names)}" if names else ACCEPTED


def _kept(exports: Path) -> list[str]:
    """Return the versions that a folder of exports seems to hold, the newest few."""
    try:
        found = sorted({path.stem for path in exports.iterdir() if path.suffix in (".json", ".jsonl")}, reverse=True)
    except OSError:
        return []
    return [clean(name, 40) for name in found[:5]]


def _of_folder(folder: Path) -> Raw:
    """Return the records of a folder of YAML, or of one that is compiled. Raise InvalidData."""
    from netcli.knowledge.files.overlay_files import find_files

    compiled = folder / "compiled" if (folder / "compiled").is_dir() else folder
    if any((folder / f"{name}.yaml").exists() for name in COLLECTIONS) or not _compiled(compiled):
        files, problems = find_files(folder)
        if problems:
            raise InvalidData(f"no edition can be read from {clean(str(folder))}", ACCEPTED, tuple(problems))
        return _of_yaml(files)
    return {path.stem: _rows_of(_json(path), path) for path in _compiled(compiled)}


def _compiled(folder: Path) -> list[Path]:
    return [path for name in COLLECTIONS if (path := folder / f"{name}.json").exists()]


def _of_yaml(files: Iterable[Path]) -> Raw:
    from netcli.knowledge.files.strict_yaml import read_yaml

    raw: Raw = {}
    for path in files:
        content = read_yaml(path)
        for collection in content:
            raw.setdefault(collection, []).extend(entry.raw for entry in entries_in(path, content, collection))
    return raw


def _of_export(path: Path) -> Raw:
    """Return the records of an export: by collection, in the envelope of an answer, or one a line."""
    content = _json(path, lines=True)
    if isinstance(content, dict) and "results" in content:
        content = content["results"]
    if isinstance(content, list):
        return _by_collection(content, path)
    if not isinstance(content, dict) or not COLLECTIONS.keys() & content.keys():
        raise InvalidData(f"{clean(str(path))}: holds no collection of netcli", ACCEPTED)
    return {name: _rows_of(records, path) for name, records in content.items()}


def _by_collection(rows: list[Any], path: Path) -> Raw:
    raw: Raw = {}
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or not isinstance(name := row.get("collection"), str):
            raise InvalidData(f"{clean(str(path))}: record {number} names no collection", ACCEPTED)
        raw.setdefault(name, []).append({field: value for field, value in row.items() if field != "collection"})
    return raw


def _rows_of(records: Any, path: Path) -> list[dict[str, Any]]:
    """Return the records of a collection, which an export has in a list, what is compiled by id."""
    if isinstance(records, dict):
        records = list(records.values())
    if not isinstance(records, list):
        raise InvalidData(f"{clean(str(path))}: a collection must be a list of records", ACCEPTED)
    return records


def _json(path: Path, *, lines: bool = False) -> Any:
    """Return what a file of JSON holds, or of JSON `lines`. Raise InvalidData."""
    text = _read(path).removeprefix(b"\xef\xbb\xbf")
    in_lines = lines and text.startswith(b'{"collection"')
    decode: Callable[[bytes], Any] = msgspec.json.Decoder().decode_lines if in_lines else msgspec.json.decode
    try:
        content = decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise InvalidData(f"{clean(str(path))}: {clean(str(error), 200)}", ACCEPTED) from None
    if _is_deep(content, MAX_DEPTH):
        raise InvalidData(f"{clean(str(path))}: nested deeper than {MAX_DEPTH} levels", ACCEPTED)
    return content


def _is_deep(value: Any, levels: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels < 0 or any(_is_deep(one, levels - 1) for one in inner)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InvalidData(f"{clean(str(path))}: {error.strerror or error}", ACCEPTED) from None
    if len(content) > MAX_BYTES:
        raise InvalidData(f"{clean(str(path))}: larger than {MAX_BYTES:,} bytes", ACCEPTED)
    return content


def _held(place: str, raw: Raw) -> EditionHeld:
    """Return an edition of raw records, each by its id. Raise InvalidData."""
    if sum(map(len, raw.values())) > MAX_RECORDS:
        raise InvalidData(f"{place}: holds more than {MAX_RECORDS:,} records", ACCEPTED)
    problems: list[str] = []
    records = {name: _by_id(name, rows, problems) for name, rows in raw.items() if name in COLLECTIONS}
    edition = next(iter(records.get("edition", {}).values()), {})
    if problems:
        raise InvalidData(f"{place} is no sound edition", problems=tuple(f"{place}: {one}" for one in problems))
    if not edition.get("version"):
        what = "an overlay is compared with 'netcli knowledge diff bundled --data FOLDER'"
        raise InvalidData(f"{place}: names no edition", f"{what}; {ACCEPTED}")
    version, reviewed = (clean(str(edition.get(field, "?")), 40) for field in ("version", "reviewed"))
    return EditionHeld(place, version, reviewed, records, [clean(name, 40) for name in raw if name not in COLLECTIONS])


def _by_id(collection: str, rows: list[dict[str, Any]], problems: list[str]) -> Mapping[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name, row in _named(collection, rows, problems):
        if name in found:
            problems.append(f"{collection}[{clean(name, 80)}]: stands there twice")
        found[name] = settled_record(row, COLLECTIONS[collection])
    return found


def _named(collection: str, rows: list[Any], problems: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, row in enumerate(rows, 1):
        name = row.get("id") if isinstance(row, dict) else None
        if isinstance(row, dict) and isinstance(name, str) and name:
            yield name, row
        else:
            problems.append(f"{collection}: record {number} has no id")
