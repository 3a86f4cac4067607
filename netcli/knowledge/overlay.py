"""A hospital's or a country's own YAML, laid over the bundled knowledge.

A file holds collections as the bundled files do. A record with a new id is added; one with a bundled id
patches it, field by field. Everything is read and checked before anything is shown.
"""

import os
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from netcli.errors import InvalidData
from netcli.knowledge import model
from netcli.knowledge.load import COLLECTIONS, Knowledge, collection_of, problem, raw_records, to_record

R = TypeVar("R", bound=model.Record)
MAX_FILES = 200


class OverlayFolder:
    """The YAML of one folder, marked with the folder's name in everything that it adds or changes."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.resolve().name
        self._raw: dict[str, list[tuple[Path, Any]]] = {}
        problems: list[str] = []
        for path in _files(folder):
            try:
                self._take(path)
            except InvalidData as error:
                problems += error.problems or (error.message,)
        _refuse(problems)

    def _take(self, path: Path) -> None:
        from netcli.knowledge.strict_yaml import read_yaml

        content = read_yaml(path)
        strange = [name for name in content if name not in COLLECTIONS]
        if strange:
            lines = getattr(content, "lines", {})
            known = f"the collections are {', '.join(COLLECTIONS)}"
            found = tuple(f"{path}:{lines.get(name, 1)}: {name}: no such collection; {known}" for name in strange)
            raise InvalidData("unknown collection", problems=found)
        for collection in content:
            self._raw.setdefault(collection, []).extend((path, raw) for raw in raw_records(path, collection))

    def laid_over(self, bundled: dict[str, R], kind: type[R]) -> dict[str, R]:
        """Return the bundled records with this folder's added or patched in. Raise InvalidData."""
        merged = dict(bundled)
        problems: list[str] = []
        collection = collection_of(kind)
        seen: set[str] = set()
        for path, raw in self._raw.get(collection, []):
            try:
                record = self._record(raw, merged, kind)
                if record.id in seen:
                    problems.append(problem(path, collection, raw, "this id stands twice in the overlay"))
                seen.add(record.id)
                merged[record.id] = record
            except msgspec.ValidationError as error:
                problems.append(problem(path, collection, raw, str(error)))
        _refuse(problems)
        return merged

    def _record(self, raw: Any, known: dict[str, R], kind: type[R]) -> R:
        if not isinstance(raw, dict):
            return msgspec.convert(raw, kind)
        base = known.get(str(raw.get("id")))
        held: dict[str, Any] = msgspec.to_builtins(base) if base is not None else {}
        if held and "sources" in raw:
            held.pop("sources")
        return to_record({**held, **raw, "origin": self.name}, kind)


def open_knowledge(folders: list[str]) -> Knowledge:
    """Return the knowledge with the overlays of `folders` and NETCLI_DATA merged in. Raise InvalidData."""
    named = [*folders, *(part for part in os.environ.get("NETCLI_DATA", "").split(os.pathsep) if part)]
    if not named:
        return Knowledge()
    knowledge = Knowledge(overlays=tuple(OverlayFolder(Path(folder)) for folder in named))
    from netcli.knowledge.check import overlay_problems

    _refuse(overlay_problems(knowledge))
    return knowledge


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise InvalidData(f"{folder} is not a folder", "give a folder that holds .yaml files")
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and path.is_file())
    if not files:
        raise InvalidData(f"{folder} holds no .yaml files")
    if len(files) > MAX_FILES:
        raise InvalidData(f"{folder} holds more than {MAX_FILES} YAML files")
    return files


def _refuse(problems: list[str]) -> None:
    if problems:
        raise InvalidData(
            f"the overlay has {len(problems)} problem{'s' if len(problems) > 1 else ''}", problems=tuple(problems)
        )
