"""Write docs/netcli.1, the manual page, from the commands themselves: `python docs/make_man.py`."""

import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from netcli import __version__
from netcli.app import build
from netcli.errors import ExitCode
from netcli.knowledge.files.load import Knowledge
from netcli.views.welcome import EXAMPLES

PAGE = Path(__file__).parent / "netcli.1"
STATUSES = {
    ExitCode.ANSWER: "an answer",
    ExitCode.FAILURE: "a failure, such as a file that cannot be read; with --strict, a row that failed",
    ExitCode.USAGE: "an option or a value that netcli does not know",
    ExitCode.NO_MATCH: "a valid question to which nothing on record answers",
    ExitCode.DATA: "invalid knowledge, bundled or of an overlay",
    ExitCode.NETWORK: "the network or a register was not to be had",
    ExitCode.INTERRUPTED: "interrupted",
}
VARIABLES = {
    "NETCLI_DATA": "Folders with your own YAML, separated as in PATH; --data adds to them.",
    "NETCLI_REGIONS": "The regions whose labels a screen shows: us,eu unless set.",
    "NETCLI_FORMAT": "The format, unless --format names one.",
    "NETCLI_PAGER, PAGER": "The pager for what is taller than the screen; empty or cat for none.",
    "NETCLI_HOME": "Where what update brings is kept, instead of your data folder.",
    "NETCLI_CTGOV_URL": "Another address for the ClinicalTrials.gov API.",
    "NETCLI_OPENFDA_URL": "Another address for openFDA's drug labels.",
    "NO_COLOR, FORCE_COLOR": "Never or always colour, unless --color says otherwise.",
    "COLUMNS": "The width to print for.",
    "XDG_DATA_HOME": "The data folder, in which netcli has its own.",
    "XDG_CACHE_HOME": "Where answers of --live are kept for a day.",
}


def page() -> str:
    """Return the manual page."""
    import typer.main

    application: Any = typer.main.get_command(build())
    edition = Knowledge().edition
    shared = {parameter.name for parameter in application.params}
    lines = [
        f'.TH NETCLI 1 "{edition.reviewed}" "netcli {__version__}" "User Commands"',
        *section("NAME"), "netcli " + escaped("- neuroendocrine tumours at the command line, offline and cited"),
        *section("SYNOPSIS"), r".B netcli", r"[\fIOPTIONS\fR] \fICOMMAND\fR [\fIARGUMENTS\fR]",
        *section("DESCRIPTION"), *text(f"{application.help} {edition.scope}"),
        *text("Reference information, not medical advice."),
        *section("OPTIONS"), *text("Every command has those of output; they may stand before or after it."),
        *options(application.params), *item(r"\fB\-h\fR, \fB\-\-help\fR", "Show help, with examples, and exit."),
        *section("COMMANDS"), *commands(application, shared),
        *section("EXAMPLES"), *(
            line
            for part in EXAMPLES
            for command, answers in part.items()
            for line in item(bold(f"netcli {command}"), answers)
        ),
        *section("EXIT STATUS"), *(line for code, said in STATUSES.items() for line in item(bold(int(code)), said)),
        *section("ENVIRONMENT"), *(line for name, said in VARIABLES.items() for line in item(bold(name), said)),
        *section("NOTES"), *text(f"Edition {edition.version} of the knowledge, reviewed {edition.reviewed}."),
        *text("The network is used with --live and --open alone."),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def commands(application: Any, shared: set[str], path: str = "netcli") -> Iterator[str]:
    """Give each command with what it does, its own options and its examples."""
    for name, command in application.commands.items():
        arguments = [one for one in command.params if one.param_type_name == "argument"]
        usage = "".join(f" [{one.human_readable_name.upper()}]" for one in arguments)
        yield from ("", f".SS {escaped(f'{path} {name}{usage}')}", *text(command.help))
        yield from options(one for one in command.params if one.name not in shared)
        yield from example(command.epilog or "")
        yield from commands(command, shared, f"{path} {name}") if hasattr(command, "commands") else ()


def options(parameters: Iterable[Any]) -> Iterator[str]:
    """Give options and arguments with their help."""
    for one in parameters:
        if one.param_type_name == "argument":
            names = rf"\fI{escaped(one.human_readable_name.upper())}\fR"
        else:
            value = "" if one.is_flag else r" \fIVALUE\fR"
            names = ", ".join(bold(name) for name in sorted(one.opts, key=len)) + value
        yield from item(names, one.help or "")


def example(epilog: str) -> Iterator[str]:
    """Give the examples that `--help` shows, as they are typed."""
    lines = [line.strip() for line in epilog.splitlines() if line.startswith("  ")]
    if lines:
        yield from (".PP", ".nf", ".RS", *map(escaped, lines), ".RE", ".fi")


def section(name: str) -> tuple[str, str]:
    """Return the start of a section, after a line that says nothing."""
    return ".", f".SH {name}"


def item(tag: str, said: str) -> Iterator[str]:
    """Give a tagged paragraph."""
    yield from (".TP", tag, *filled(said))


def text(said: str) -> Iterator[str]:
    """Give paragraphs."""
    for paragraph in said.strip().split("\n\n"):
        yield from (".PP", *filled(paragraph))


def filled(said: str) -> list[str]:
    """Return text in lines of a readable length."""
    return [escaped(line) for line in textwrap.wrap(" ".join(said.split()), 100, break_on_hyphens=False)]


def bold(what: object) -> str:
    """Return something in bold."""
    return rf"\fB{escaped(str(what))}\fR"


def escaped(said: str) -> str:
    """Return text as roff reads it: nothing is a command, and every character is ASCII."""
    plain = said.replace("\\", r"\e").replace("-", r"\-")
    ascii_only = "".join(one if one.isascii() else rf"\[u{ord(one):04X}]" for one in plain)
    return rf"\&{ascii_only}" if ascii_only.startswith((".", "'")) else ascii_only


if __name__ == "__main__":
    PAGE.write_text(page())
    sys.stdout.write(f"{PAGE}\n")
