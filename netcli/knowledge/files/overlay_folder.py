"""One folder of an overlay: its records, laid over those below it and marked as its own."""

import difflib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from netcli.errors import InvalidData
from netcli.knowledge import model
from netcli.knowledge.citations import renamed
from netcli.knowledge.files.faults import Entry, Fault, faults
from netcli.knowledge.files.load import COLLECTIONS, bundled, collection_of, entries_in, to_record
from netcli.knowledge.files.overlay_files import find_files, settled
from netcli.text import clean

R = TypeVar("R", bound=model.Record)
MAX_RECORDS = 10_000
MOST_GUESSES = 50  # guessing at names is slow, and no help among many problems
# The edition describes what is bundled, the rules of grading are WHO's, and schemas and items SEER's: no answer could
# mark a change in them.
CLOSED = ("edition", "grading", "schemas", "items")
OPEN = [name for name in COLLECTIONS if name not in CLOSED]


class OverlayFolder:
    """The YAML of one folder, marked with the folder's name in everything that it adds or changes.

    `problems` gathers what is wrong, as files are read and as records are laid over others.
    """

    def __init__(self, folder: Path) -> None:
        self.name = clean(Path(os.path.abspath(folder)).name, 60) or "overlay"  # noqa: PTH100
        self.entries: list[Entry] = []
        files, self.problems = find_files(folder)
        for path in files:
            self.problems += self._take(path)
            if len(self.entries) > MAX_RECORDS:
                what = f"with this file the folder holds more than {MAX_RECORDS:,} records"
                self.entries, self.problems = [], [f"{clean(str(path))}: {what}"]
                break
        self.whole = not self.problems

    def _take(self, path: Path) -> list[str]:
        from netcli.knowledge.files.strict_yaml import read_yaml

        try:
            content = read_yaml(path)
        except InvalidData as error:
            return [error.message]
        problems = []
        for collection in content:
            try:
                self.entries += _entries(path, content, collection)
            except InvalidData as error:
                problems.append(error.message)
        return problems

    def laid_over(self, bundled: Mapping[str, R], kind: type[R]) -> Mapping[str, R]:
        """Return the bundled records with this folder's sound ones added or patched in."""
        merged = dict(bundled)
        first: dict[str, Entry] = {}
        for entry in self.entries:
            if entry.collection != collection_of(kind):
                continue
            raw = self._patched(entry.raw, bundled)
            if found := list(faults(raw, kind)):
                meant = _misnamed(entry.raw, bundled) if len(self.problems) < MOST_GUESSES else ()
                self.problems += map(entry.told, [*found, *meant])
                continue
            earlier = first.setdefault(raw["id"], entry)
            if earlier is not entry:
                what = f"stands in the overlay before, at {earlier.path}:{earlier.line}"
                self.problems.append(entry.told(Fault(("id",), what)))
            merged[raw["id"]] = to_record(raw, kind)
        return merged

    def _patched(self, raw: Any, known: Mapping[str, R]) -> Any:
        """Return a raw record, over the one that it patches if there is one, marked with its origin."""
        if not isinstance(raw, dict):
            return raw
        base = known.get(str(raw.get("id")))
        held: dict[str, Any] = msgspec.to_builtins(base) if base is not None else {}
        if "status" in raw:  # of a trial: the overlay's word, no longer the register's
            held = {name: value for name, value in held.items() if name not in ("register", "bundled")}
        origins = [name for name in (held.get("origin"), self.name) if name]
        return {**held, **raw, "origin": ", ".join(dict.fromkeys(origins))}


def _misnamed(raw: Any, known: Iterable[str]) -> Iterator[Fault]:
    """Yield the likely reason when what was meant as a patch names no record."""
    name = raw.get("id") if isinstance(raw, dict) else None
    if isinstance(name, str) and name not in known:
        for near in difflib.get_close_matches(name, known, n=1, cutoff=0.8):
            yield Fault(("id",), f"a new record; to patch one that there is, did you mean '{near}'?")


def _entries(path: Path, content: Any, collection: str) -> list[Entry]:
    line = content.lines[collection]
    if collection not in OPEN:
        why = "cannot be changed by an overlay" if collection in CLOSED else "no such collection"
        raise InvalidData(
            f"{clean(str(path))}:{line}: {clean(collection, 80)}: {why}; the collections are {', '.join(OPEN)}"
        )
    present = _present_ids()
    return [entry._replace(raw=renamed(settled(entry.raw), present)) for entry in entries_in(path, content, collection)]


def _present_ids() -> dict[str, str]:
    """Return the ids that bundled sources had before they became one with another, and that one's."""
    return {former: source.id for source in bundled().of(model.Source).values() for former in source.aliases}
