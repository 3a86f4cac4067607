"""Answers read by eye once and kept: a change shows in the diff. `pytest --snapshot-update` accepts it.

They are made of a small knowledge of their own, cut from the bundled one and frozen: a new drug changes none of them.
"""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from netcli.knowledge.check import problems
from netcli.knowledge.files import load
from tests.knowledge.editions import later_edition

FROZEN = Path(__file__).parents[1] / "frozen"
ROOT = Path(__file__).parents[2]
LINES = {
    "grade-boundary": ("grade", "--ki67", "2.99", "--mitoses", "1", "--differentiation", "well", "--site", "ileum"),
    "grade-counts": ("grade", "--positive", "15", "--counted", "500", "--mitoses", "18/10mm2", "--site", "ileum"),
    "grade-unresolved": ("grade", "--ki67", "38"),
    "grade-lung": ("grade", "--mitoses", "6", "--ki67", "9", "--site", "lung", "--necrosis", "none", "--size", "28"),
    "grade-full": (
        "grade",
        "--positive",
        "15",
        "--counted",
        "500",
        "--mitoses",
        "18/10mm2",
        "--site",
        "ileum",
        "--full",
    ),
    "therapies": ("therapies",),
    "therapies-pancreas": ("therapies", "--site", "pancreas"),
    "therapies-pancreas-full": ("therapies", "--site", "pancreas", "--region", "us", "--full"),
    "therapies-vhl-explained": ("therapies", "--site", "pancreas", "--class", "HIF-2", "--region", "us", "--explain"),
    "trials": ("trials", "--phase", "3"),
    "changes": ("changes",),
    "compare": ("compare", "everolimus", "sunitinib"),
    "faq-lutathera": ("faq", "What is Lutathera?"),
    "show-netter-1": ("show", "NETTER-1"),
    "show-everolimus": ("show", "everolimus"),
    "search": ("search", "everolimus"),
    "overview": ("overview",),
    "biomarkers": ("biomarkers",),
    "imaging": ("imaging",),
    "syndromes": ("syndromes",),
    "epidemiology": ("epidemiology",),
    "glossary": ("glossary",),
    "schedule": ("schedule",),
    "codes": ("codes", "insulinoma"),
    "codes-case": ("codes", "--site", "pancreas", "--grade", "G2", "--ki67", "12", "--year", "2026"),
}


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the frozen knowledge for the bundled one."""
    monkeypatch.setattr(load, "DATA", FROZEN)


def test_the_frozen_knowledge_is_sound() -> None:
    """By every rule that the bundled one keeps; what no longer fits the model is mended here."""
    assert problems(FROZEN) == []


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize("width", ["80", "120"])
@pytest.mark.parametrize("name", LINES)
def test_table_is_what_was_read_by_eye(netcli, snapshot, name: str, width: str) -> None:
    """Without colour, at two widths."""
    assert netcli(*LINES[name], "--format", "table", COLUMNS=width).out == snapshot


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize(
    "line", [("--format", "table"), ("--full", "--format", "table"), ("--format", "plain")], ids=str
)
def test_what_two_editions_differ_in_is_what_was_read_by_eye(
    netcli, snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: tuple[str, ...]
) -> None:
    """The frozen one, and a later one that is made up."""
    monkeypatch.chdir(tmp_path)
    later_edition(Path("later"))
    assert netcli("knowledge", "diff", "bundled", "later", *line).out == snapshot


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize("name", ["grade-counts", "therapies-pancreas"])
def test_colour_is_what_was_read_by_eye(netcli, snapshot, name: str) -> None:
    """With colour and links, as a terminal gets it."""
    run = netcli(*LINES[name], tty=True, NO_COLOR="", TERM="xterm-256color", COLUMNS="100")
    assert re.sub(r"\x1b\]8;id=\d+;", "\x1b]8;id=0;", run.out) == snapshot


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize("name", ["grade-counts", "therapies-pancreas"])
def test_ascii_is_what_was_read_by_eye(netcli, snapshot, name: str) -> None:
    """As an ASCII terminal gets it."""
    assert netcli(*LINES[name], "--format", "table", encoding="ascii", COLUMNS="80").out == snapshot


def test_the_picture_in_the_readme_is_what_the_tool_draws(netcli) -> None:
    """docs/therapies.svg is the tool's own output."""
    drawn = netcli("therapies", "--site", "pancreas", "--format", "svg", COLUMNS="100").out
    assert (ROOT / "docs" / "therapies.svg").read_text(encoding="utf-8") == drawn, (
        "run: COLUMNS=100 netcli therapies --site pancreas --format svg > docs/therapies.svg"
    )


@pytest.mark.parametrize(
    "line", [("grade", "--ki67", "12"), ("therapies", "--site", "lung"), ("changes",)], ids=" ".join
)
def test_a_picture_is_whole_and_loads_nothing(netcli, line: tuple[str, ...]) -> None:
    """It is well-formed XML, and whatever it is made of stands in it."""
    drawn = netcli(*line, "--format", "svg").out
    ET.fromstring(drawn)  # noqa: S314 (of our own making)
    assert not re.search(r"url\(\s*[\"']?(?!#)|@import|href=|src=", drawn)
