"""In what words people ask for what a record tells: language, not medicine, and no part of any answer.

A file a collection in `data/wordings/`; under the id of a record, indented, a wording a line.
"""

from collections.abc import Iterator
from pathlib import Path

from netcli.knowledge.files import load


def folder() -> Path:
    """Return where the wordings of the bundled knowledge lie."""
    return load.DATA / "wordings"


def wordings_of(collection: str) -> dict[str, list[str]]:
    """Return the wordings of a collection's records by id; none for a collection without a file."""
    wordings: dict[str, list[str]] = {}
    for id_, wording, _ in lines_of(folder() / f"{collection}.txt"):
        wordings.setdefault(id_, []).append(wording)
    return wordings


def lines_of(path: Path) -> Iterator[tuple[str, str, int]]:
    """Give each wording of a file with the id above it and its line."""
    id_ = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else (), 1):
        if not line.startswith((" ", "#")):
            id_ = line
        elif line.startswith(" "):
            yield id_, line.strip(), number
