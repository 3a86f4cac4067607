"""Where the text of an answer is to be found, and what it may know."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import netcli
from netcli.app import COMMANDS
from netcli.output.sink import FORMATS

PACKAGE = Path(netcli.__file__).parent
DATA = {"json", "jsonl", "csv", "tsv"}  # one file, since all are the records as they are


def imported(folder: str) -> Iterator[tuple[str, str]]:
    """Yield (file, module that it imports) for a folder of the package, with the names that are taken from it."""
    for path in sorted((PACKAGE / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((path.name, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((path.name, f"{node.module}.{alias.name}") for alias in node.names)


ONE_DEPTH = {"cite", "knowledge", "update"}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_text_of_a_command_stands_in_the_views_of_its_name(name: str) -> None:
    """Who looks for the words of `netcli X` opens views/glance/X.py, and of `netcli X --full` views/full/X.py."""
    assert (PACKAGE / "views" / "full" / f"{name}.py").exists()
    assert name in ONE_DEPTH or (PACKAGE / "views" / "glance" / f"{name}.py").exists()


@pytest.mark.parametrize("name", sorted(set(FORMATS.words) - {"auto"} - DATA))
def test_a_format_is_a_file_by_its_name(name: str) -> None:
    """Who looks for the SVG opens formats/svg.py."""
    assert (PACKAGE / "output" / "formats" / f"{name}.py").exists()


def test_no_command_builds_a_block() -> None:
    """A command reads options, asks the core and hands on one answer; its words are the views'."""
    assert [pair for pair in imported("commands") if pair[1].startswith("netcli.output.blocks")] == []


def test_a_view_knows_no_terminal_and_no_command() -> None:
    """Records in, blocks out: nothing is printed, no option read, no format chosen."""
    allowed = ("netcli.output.blocks.", "netcli.output.sources.", "netcli.output.abbreviations.")
    shut = ("typer", "rich", "sys", "os", "netcli.commands.", "netcli.options.", "netcli.output.")
    strays = [
        (file, name) for file, name in imported("views") if name.startswith(shut) and not name.startswith(allowed)
    ]
    assert strays == []
