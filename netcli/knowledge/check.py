"""The one judge of the knowledge: the bundled files, and an overlay, entry by entry, by the same model and rules."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from netcli.errors import InvalidData
from netcli.knowledge import model
from netcli.knowledge.citations import gather_sources
from netcli.knowledge.files.faults import Entry, Fault, faults
from netcli.knowledge.files.load import COLLECTIONS, DATA, Knowledge, entries_in, to_record, yaml_files
from netcli.knowledge.rules import RULES, Rule
from netcli.knowledge.setting import Setting
from netcli.knowledge.vocabulary import SourceKind

# Where each kind of source is looked for. The papers are many: they have a file for each subject.
FILE_OF_KIND: dict[SourceKind, str] = {
    "label": "labels", "regulator": "regulators", "registry": "registries", "paper": "papers",
    "congress": "congress", "guideline": "guidelines", "classification": "classifications", "society": "societies",
    "news": "news", "computed": "editorial", "editorial": "editorial",
}  # fmt: skip


def problems(data: Path = DATA, reader: Knowledge | None = None) -> list[str]:
    """Return every problem of the bundled YAML in `data`, each as "file:line: path: what is wrong".

    `reader` is handed the records, so that it need not read the same files again.
    """
    entries, found = _read(data)
    records: dict[type[model.Record], dict[str, Any]] = {kind: {} for kind in COLLECTIONS.values()}
    for entry in entries:
        kind = COLLECTIONS[entry.collection]
        try:
            record = to_record(entry.raw, kind)
        except msgspec.ValidationError:
            found += map(entry.told, faults(entry.raw, kind))
        else:
            records[kind][record.id] = record
    if found:
        return found
    knowledge = Knowledge(data, loaded=records)
    if empty := [name for name, kind in COLLECTIONS.items() if not records[kind]]:
        return [f"{data}: holds no {name}" for name in empty]
    latest = knowledge.edition.reviewed
    setting = Setting(knowledge, ids_of(knowledge), latest, None)
    if reader is not None:
        reader.take(records)
    return [*breaches(entries, setting), *_twice(entries), *_unused(entries), *_misfiled(entries)]


def breaches(entries: Sequence[Entry], setting: Setting, rules: Sequence[Rule] = RULES) -> list[str]:
    """Return what breaks the rules, with its place."""
    return [
        entry.told(fault) for entry in entries for rule in rules for fault in rule(entry.collection, entry.raw, setting)
    ]


def ids_of(knowledge: Knowledge) -> dict[str, set[str]]:
    """Return the ids that there are, by collection."""
    return {name: set(knowledge.of(kind)) for name, kind in COLLECTIONS.items()}


def _read(data: Path) -> tuple[list[Entry], list[str]]:
    """Return the entries of every file and what could not be read. A file holds its own collection alone."""
    from netcli.knowledge.files.strict_yaml import read_yaml

    files = {collection: yaml_files(data, collection) for collection in COLLECTIONS}
    strangers = set(data.rglob("*.yaml")).difference(*files.values())
    entries: list[Entry] = []
    found = [f"{path}:1: no collection reads this file" for path in sorted(strangers)]
    for collection, paths in files.items():
        for path in paths:
            try:
                content = read_yaml(path)
                entries += entries_in(path, content, collection)
            except InvalidData as error:
                found.append(error.message)
                continue
            strays = [name for name in content if name != collection]
            found += [f"{path}:{content.lines[name]}: {name}: stands in a file of {collection}" for name in strays]
    return entries, found


def _twice(entries: Sequence[Entry]) -> Iterator[str]:
    """No id stands twice in a collection, whatever file it is in."""
    first: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        before = first.setdefault((entry.collection, entry.raw["id"]), entry)
        if before is not entry:
            yield entry.told(Fault(("id",), f"stands before, at {before.path}:{before.line}"))


def _unused(entries: Sequence[Entry]) -> Iterator[str]:
    """A source that nothing cites is dead weight."""
    used = {name for entry in entries if entry.collection != "sources" for name in gather_sources(entry.raw)}
    for entry in entries:
        if entry.collection == "sources" and entry.raw["id"] not in used:
            yield entry.told(Fault(("id",), "nothing cites it"))


def _misfiled(entries: Sequence[Entry]) -> Iterator[str]:
    """A source stands in the file of its kind, where the next person looks for it."""
    for entry in entries:
        if entry.collection == "sources" and entry.path.parent.name == "sources":
            file = FILE_OF_KIND[entry.raw["kind"]]
            if entry.path.stem.partition("-")[0] != file:
                yield entry.told(Fault(("kind",), f"a source of this kind stands in a file {file}"))
