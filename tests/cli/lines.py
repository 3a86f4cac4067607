"""Every command with its examples, as its help tells them: a new command is tested without a word here."""

import re
import shlex
from typing import Any

import typer.main

from netcli.app import build


def commands() -> dict[str, Any]:
    """Return every command by its words: "therapies", "knowledge stale"."""
    application: Any = typer.main.get_command(build())
    found: dict[str, Any] = {}
    for name, command in application.commands.items():
        parts = getattr(command, "commands", {})
        found |= {f"{name} {part}": one for part, one in parts.items()} or {name: command}
    return found


_EXAMPLE = re.compile(r"^ +netcli (.+?)(?: > .+)?$", re.MULTILINE)
# The words after `netcli` of each example, by command; what only goes to a file besides is the same example.
EXAMPLES: dict[str, list[list[str]]] = {
    name: [shlex.split(line) for line in dict.fromkeys(_EXAMPLE.findall(command.epilog or ""))]
    for name, command in commands().items()
}
