"""Overlays to try, what they are refused with, and bundled files with a fault."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from netcli.errors import InvalidData
from netcli.knowledge import check
from netcli.knowledge.files.load import DATA
from netcli.knowledge.files.overlay import overlaid

Overlay = Callable[..., Path]
SOURCE = """
sources:
  - id: ward-protocol
    kind: society
    title: Ward protocol
    publisher: Example Hospital
    url: https://example.org/ward
    checked: 2026-11-01
"""
NEW = """
therapies:
  - id: wardinib
    name: Wardinib
    kind: drug
    class: mTOR inhibitor
    mechanism: Made up for a test [@ward-protocol]
    route: oral
    dose: 10 mg once daily [@ward-protocol]
    indications:
      - region: us
        status: guideline
        sites: [pancreas]
        text: Made up for a test
        sources: [ward-protocol]
"""
PATCH = """
therapies:
  - id: everolimus
    practical: ["Ask the ward pharmacist [@ward-protocol]."]
"""

LINE = ("therapies", "--site", "pancreas", "--class", "mTOR", "--region", "us")


def spoil(path: Path, before: str, after: str) -> str:
    """Write the first `before` of a file as `after`; return what stood in it."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return text


def place_of(path: Path, written: str) -> str:
    """Return the place of the last line of a text that stands in a file, as a problem tells it."""
    text = path.read_text(encoding="utf-8")
    line = text[: text.index(written)].count("\n") + written.rstrip().count("\n") + 1
    return f"{path}:{line}: "


def judge(folder: Path, faults: Iterable[tuple[str, str, str, str]]) -> tuple[Path, list[str]]:
    """Write faults into one copy of the bundled files; return the copy and what is told of it."""
    data = Path(shutil.copytree(DATA, folder / "data", ignore=shutil.ignore_patterns("compiled")))
    for name, before, after, _ in faults:
        spoil(data / name, before, after)
    return data, check.problems(data)


def problems(*folders: Path) -> list[str]:
    """Return every problem that an overlay is refused with."""
    with pytest.raises(InvalidData) as caught:
        overlaid(folders)
    return list(caught.value.problems)


def one_problem(*folders: Path) -> str:
    """Return the only problem."""
    found = problems(*folders)
    assert len(found) == 1, found
    return found[0]


def term(definition: str) -> str:
    """Return an overlay of one glossary term."""
    return f"glossary:\n- id: ward-term\n  term: Ward term\n  definition: {definition}\n"
