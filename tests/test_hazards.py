"""Each hazard has its cause, its control and tests that exist; each statement on the law leads to its document."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HAZARDS = (ROOT / "HAZARDS.md").read_text(encoding="utf-8")
INTENDED_USE = (ROOT / "INTENDED-USE.md").read_text(encoding="utf-8")
ENTRIES = re.findall(r"^### (H\d+) (.+)\n((?:(?!^##).*\n?)*)", HAZARDS, re.MULTILINE)
LAW, _, SOURCES = INTENDED_USE.partition("\n## Sources\n")
DOCUMENTS = re.findall(r"^(\d+)\. (.+(?:\n   .+)*)", SOURCES, re.MULTILINE)
IDENTIFIER = r"<https://\S+>|\b\d+ U\.S\.C\. \d+"


@cache
def functions_of(path: str) -> set[str]:
    """Return the names of the test functions of a file, without running it."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")}


def test_ids_are_unique_in_order_and_enough() -> None:
    """H1, H2 and so on, and no heading of another form."""
    ids = [name for name, _, _ in ENTRIES]
    assert ids == [f"H{number}" for number in range(1, len(ids) + 1)]
    assert len(ids) >= 12
    assert len(ids) == HAZARDS.count("\n### ")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry[0])
def test_a_hazard_is_guarded(entry: tuple[str, str, str]) -> None:
    """It says cause, harm and control, and names at least one test; each is there."""
    _, _, text = entry
    for part in ("Cause", "Harm", "Control", "Tests"):
        assert re.search(rf"^- \*\*{part}:\*\* \S", text, re.MULTILINE), part
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)
    assert named
    assert text.count("::") == len(named)
    assert [f"{path}::{name}" for path, name in named if name not in functions_of(path)] == []


def test_every_document_is_cited_and_every_citation_has_its_document() -> None:
    """By its number, in the part on the law."""
    cited = {number for inside in re.findall(r"\[(\d[^\]]*)\]", LAW) for number in re.findall(r"(?:^|; )(\d+)", inside)}
    assert cited == {number for number, _ in DOCUMENTS}


@pytest.mark.parametrize(("number", "document"), DOCUMENTS)
def test_a_document_of_the_law_can_be_found(number: str, document: str) -> None:
    """By an address or by the number under which it is law."""
    assert re.search(IDENTIFIER, document), number


def test_what_the_documents_point_to_is_there() -> None:
    """Each to the other, and both from the README."""
    for text in (HAZARDS, INTENDED_USE):
        assert all((ROOT / path).exists() for path in re.findall(r"\]\(([^)#]+)\)", text))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "(INTENDED-USE.md)" in readme
    assert "(HAZARDS.md)" in readme
