"""Every command with its examples, as its help tells them: a new command is tested without a word here."""

import re
import shlex
from typing import Any

import typer.main

from netcli.app import build

ASKS_A_REGISTER = ("update", "update --check")


def commands() -> dict[str, Any]:
    """Return every command by its words: "therapies", "knowledge stale"."""
    application: Any = typer.main.get_command(build())
    found: dict[str, Any] = {}
    for name, command in application.commands.items():
        parts = getattr(command, "commands", {})
        found |= {f"{name} {part}": one for part, one in parts.items()} or {name: command}
    return found


def examples(command: Any) -> list[list[str]]:
    """Return the words after `netcli` of each example in a command's help, without what redirects the output.

    What asks a register is run where there is one: tests/registries.
    """
    lines = re.findall(r"^ +netcli (.+?)(?: > .+)?$", command.epilog or "", re.MULTILINE)
    return [shlex.split(line) for line in dict.fromkeys(lines) if line not in ASKS_A_REGISTER]


EXAMPLES = {name: examples(command) for name, command in commands().items()}
