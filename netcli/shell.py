"""The conversation with a shell that completes a command line.

The shell's own script (`netcli --show-completion bash`) sets variables and calls netcli, which prints what may
follow. Whatever goes wrong then is nobody's question: nothing is printed and the shell offers nothing.
"""

import os
from contextlib import redirect_stderr

ASKED = "_NETCLI_COMPLETE"  # "complete_bash", "source_zsh" ...
TYPED = ("COMP_WORDS", "_TYPER_COMPLETE_ARGS")  # how bash, and the others, pass the command line on
SHELLS: dict[str, list[str]] = {"bash": [], "zsh": [], "fish": [], "powershell": ["pwsh"]}


def complete() -> int:
    """Answer the shell; return the exit status, by which fish knows whether there is an answer."""
    try:
        with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stderr(nowhere):  # noqa: PTH123
            return _answer()
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 1
    except Exception:
        return 1


def print_script(shell: str) -> int:
    """Print the script that teaches a shell to complete netcli. Raise UnknownValue."""
    from netcli.knowledge.names import resolve_word

    os.environ[ASKED] = f"source_{resolve_word('shell', shell, SHELLS).id}"
    return complete()


def _answer() -> int:
    from netcli.app import COMMANDS, build

    typed = " ".join(os.environ.get(name, "") for name in TYPED).split()
    # One command is imported when it is known; all of them where a command is to be completed.
    wanted = next((word for word in typed if word in COMMANDS), None)
    build(wanted)(args=[], prog_name="netcli", standalone_mode=False)
    return 0
