"""Start-up is the product: what a command may import, counted instead of timed, so that no busy machine disturbs it."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.conftest import installed

# What would slow every command. Typer itself imports difflib, so that one is free.
SLOW = {
    "rich", "yaml", "pydantic", "pygments", "requests", "urllib3", "urllib.request", "http.client",
    "importlib.metadata", "dataclasses", "asyncio",
}  # fmt: skip
LISTING = """
import os, sys
sys.path.insert(0, sys.argv.pop(1))
os._exit = sys.exit  # so that the modules can be listed
from netcli.__main__ import main
try:
    main()
finally:
    print("modules:", *sys.modules, file=sys.stderr)
"""

Imported = Callable[..., set[str]]
BROUGHT = {"__main__", "_distutils_hack", "sitecustomize", "usercustomize"}  # by the interpreter of some machines


@pytest.fixture(scope="module")
def imported() -> Imported:
    """Run the package as a wheel lays it out, the knowledge compiled; return the modules that a command leaves."""

    def run(*arguments: str) -> set[str]:
        command = [sys.executable, "-c", LISTING, str(installed()), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=installed(), check=True)
        assert done.stdout
        return set(done.stderr.rpartition("modules:")[2].split())

    return run


def test_the_version_needs_nothing(imported: Imported) -> None:
    """Not even Typer or the model."""
    modules = imported("--version")
    assert not modules & {"typer", "msgspec", "enum", "re", "inspect", *SLOW}
    own = {name for name in modules if name.startswith("netcli")}
    assert own == {"netcli", "netcli.__main__", "netcli.home", "netcli.version"}


@pytest.mark.parametrize(
    "line",
    [
        ("grade", "--ki67", "12", "--json"),
        ("therapies", "--site", "pancreas", "--json"),
        ("trials", "--phase", "3", "--json"),
        ("faq", "What is Lutathera?", "--json"),
        ("search", "carcinoid", "syndrome", "--json"),
        ("show", "NETTER-1", "--format", "jsonl"),
        ("glossary", "--format", "csv"),
        ("therapies", "--site", "pancreas", "--format", "plain"),
    ],
    ids=" ".join,
)
def test_a_format_without_drawing_imports_nothing_slow(imported: Imported, line: tuple[str, ...]) -> None:
    """No Rich, no YAML, no network; and few modules beside Python's own."""
    modules = imported(*line)
    assert not modules & SLOW
    own = {name for name in modules if name.partition(".")[0] not in sys.stdlib_module_names} - BROUGHT
    assert len(own) <= 134


def test_only_the_command_that_is_called_is_imported(imported: Imported) -> None:
    """Other commands cost nothing."""
    modules = imported("glossary", "PRRT", "--json")
    commands = {name.rpartition(".")[2] for name in modules if name.startswith("netcli.commands.")}
    assert commands == {"start", "glossary"}
    assert not any(name.startswith("netcli.grading") for name in modules)


def test_a_table_imports_of_rich_what_it_draws_with(imported: Imported) -> None:
    """No Markdown, no syntax colours, no tracebacks, no emoji; YAML neither."""
    modules = imported("therapies", "--site", "pancreas", "--format", "table")
    extras = {"rich.markdown", "rich.syntax", "rich.traceback", "rich.progress", "rich._emoji_codes"}
    assert not modules & (extras | SLOW - {"rich", "dataclasses"})
    assert len(modules) < 290
