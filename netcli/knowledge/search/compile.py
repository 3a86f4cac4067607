"""Compile the YAML to JSON, one file a collection, the names and the search index: what a wheel carries and reads."""

from pathlib import Path

import msgspec

from netcli.knowledge.files.load import COLLECTIONS, DATA, Knowledge, read_collection
from netcli.knowledge.names import names_in
from netcli.knowledge.search.index import build_index


def compile_knowledge(target: Path, data: Path = DATA) -> list[Path]:
    """Write every collection of `data` as JSON into `target`; return the files. Raise InvalidData."""
    written = []
    for collection, kind in COLLECTIONS.items():
        path = target / f"{collection}.json"
        records = {record.id: record for record in read_collection(data, collection, kind)}
        path.write_bytes(msgspec.json.encode(records))
        written.append(path)
    knowledge = Knowledge(data)
    index = build_index(knowledge)
    of_all = {
        **{f"names-{name}": names_in(knowledge, kind) for name, kind in COLLECTIONS.items()},
        "words": dict(sorted(index.words.items())),  # the same bytes in every build
        "asked": index.asked,
        "search": msgspec.structs.replace(index, words={}, asked={}),
    }
    for name, made in of_all.items():
        written.append(target / f"{name}.json")
        written[-1].write_bytes(msgspec.json.encode(made))
    return written
