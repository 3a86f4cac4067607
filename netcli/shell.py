"""The conversation with a shell that completes a command line.

The shell's own script (`netcli --show-completion bash`) sets variables and calls netcli, which prints what may
follow. Whatever goes wrong then is nobody's question: nothing is printed and the shell offers nothing.
"""

import os
from contextlib import redirect_stderr
from pathlib import Path

from netcli.argv import SHELLS, Shell
from netcli.errors import UnknownValue

ASKED = "_NETCLI_COMPLETE"  # "complete_bash", "source_zsh" ...
TYPED = ("COMP_WORDS", "_TYPER_COMPLETE_ARGS")  # how bash, and the others, pass the command line on
SHOW = "--show-completion"
# The line that turns completion on, and where it belongs.
START_LINES = {
    "bash": ("~/.bashrc", "source <(netcli --show-completion bash)"),
    "zsh": ("~/.zshrc, below compinit", "source <(netcli --show-completion zsh)"),
    "fish": ("~/.config/fish/config.fish", "netcli --show-completion fish | source"),
    "powershell": ("$PROFILE", "netcli --show-completion powershell | Out-String | Invoke-Expression"),
}


def complete() -> int:
    """Answer the shell; return the exit status, by which fish knows whether there is an answer."""
    try:
        with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stderr(nowhere):  # noqa: PTH123
            return _answer()
    except (Exception, KeyboardInterrupt):
        return 1


def answer_about_shells(arguments: list[str]) -> int:
    """Print a shell's script; without a name, that of $SHELL. Raise UnknownValue, for every installation too."""
    option, *named = [*arguments[0].split("=", 1), *arguments[1:]]
    if len(named) > 1:
        raise UnknownValue(f"{option} takes one shell and nothing else", f"one of {', '.join(SHELLS.words)}")
    shell = named[0] if named else Path(os.environ.get("SHELL", "")).name
    return print_script(shell) if option == SHOW else _leave_installing(shell)


def print_script(shell: str) -> int:
    """Print the script that teaches a shell to complete netcli. Raise UnknownValue."""
    os.environ[ASKED] = f"source_{_known(shell)}"
    try:
        return _answer()
    finally:
        del os.environ[ASKED]


def _leave_installing(shell: str) -> int:
    """Refuse, with the line to add. Typer's installer rewrites start files and lifts PowerShell's execution policy."""
    place, line = START_LINES[_known(shell)]
    raise UnknownValue("completion is not installed: no shell's start file is changed", f"add to {place}: {line}")


def _known(shell: str) -> Shell:
    from netcli.knowledge.names import resolve_word

    return resolve_word(SHELLS, shell).id


def _answer() -> int:
    """Let Typer, which always ends in an exit, do as the variables of the environment ask."""
    import typer.main

    from netcli.app import COMMANDS, build

    typed = " ".join(os.environ.get(name, "") for name in TYPED).split()
    # One command is imported when it is known; all of them where a command is to be completed.
    wanted = next((word for word in typed if word in COMMANDS), None)
    command = typer.main.get_command(build(wanted, asked_by_shell=True))
    # Typer answers a shell only with its own two options in place: netcli's stand for them.
    command.params = [option for option in command.params if option.expose_value]
    try:
        command(args=[], prog_name="netcli", standalone_mode=False)
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 1
    return 0
