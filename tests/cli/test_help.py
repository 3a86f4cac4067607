"""`--help` says everything in full, however narrow the terminal."""

from collections.abc import Iterator
from typing import Any

import pytest
import typer.main

from netcli.app import COMMANDS, build
from netcli.views.welcome import PARTS

Path = tuple[str, ...]


def commands(command: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield the tool, every command and every subcommand, with the words that call it."""
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, (*path, name))


EVERY = dict(commands(typer.main.get_command(build())))


def together(text: str | None) -> str:
    """Return a text without its line breaks, which stand where the width wants them."""
    return "".join((text or "").replace("\b", "").split())


@pytest.mark.parametrize("columns", [60, 80, 100, 140])
@pytest.mark.parametrize("path", EVERY, ids=lambda path: " ".join(("netcli", *path)))
def test_help_is_never_cut(netcli, path: Path, columns: int) -> None:
    """Not a command's text, nor an option's, nor the line that tells of each command inside."""
    command = EVERY[path]
    shown = together(netcli(*path, "--help", COLUMNS=str(columns)).out)
    inside = [one.help.splitlines()[0] for one in getattr(command, "commands", {}).values()]
    said = [command.help, command.epilog, *(one.help for one in command.params), *inside]
    assert [text for text in said if together(text) not in shown] == []


@pytest.mark.parametrize("path", [path for path, one in EVERY.items() if hasattr(one, "commands")])
def test_a_command_is_told_in_one_line(netcli, path: Path) -> None:
    """Of 80 columns: shorten the first line of its docstring, and go on in a second paragraph."""
    shown = netcli(*path, "--help", COLUMNS="80").out.splitlines()
    for name, one in EVERY[path].commands.items():
        told = one.help.splitlines()[0]
        assert [line for line in shown if line.split()[:1] == [name] and line.endswith(told)], name


def test_every_command_is_listed_by_who_asks_for_it() -> None:
    """A new command has its part of the first screen."""
    assert sorted(name for names in PARTS.values() for name in names) == sorted(COMMANDS)
