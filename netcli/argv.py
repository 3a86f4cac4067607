"""What a command line says of its output, read once, before Typer: the answer and every error follow it.

The options that each command shares may stand anywhere in front of `--`; they are moved behind everything else, in
one spelling. What follows `--`, and a word that only looks like an option ("--format json" in one word), is text.
"""

from typing import Literal, get_args

from msgspec import Struct

from netcli.errors import UnknownValue
from netcli.knowledge.vocabulary import Vocabulary, vocabulary
from netcli.text import clean

FLAGS = {"--json", "--debug", "--full", "--brief", "--sources", "--no-pager"}
VALUED = {"-f": "--format", "--format": "--format", "--color": "--color", "--data": "--data",
          "--fields": "--fields"}  # fmt: skip
REPEATABLE = ("--data", "--map")
BESIDE_JSON = ("json", "parquet", "sqlite")  # formats of tables in a folder, of which JSON tells
Shell = Literal["bash", "zsh", "fish", "powershell"]
SHELLS: Vocabulary[Shell] = vocabulary("shell", get_args(Shell), {"powershell": "pwsh"})  # that can complete a line


class CommandLine(Struct, frozen=True):
    """The words for Typer, the command first, and those of them that are not about the output.

    `formats` are those that were asked for, as typed; `debug` tells whether to show tracebacks.
    """

    words: list[str]
    own: list[str]
    formats: list[str]
    debug: bool

    @property
    def is_about_shells(self) -> bool:
        """Whether it is `--show-completion` or `--install-completion`, with or without a shell."""
        return bool(self.own) and self.own[0].partition("=")[0] in ("--show-completion", "--install-completion")

    @property
    def is_batch(self) -> bool:
        """Whether a table is graded: what stands on standard output is the table alone."""
        return any(word.partition("=")[0] == "--batch" for word in self.own)


def read(arguments: list[str]) -> CommandLine:
    """Return a command line with its output options moved behind the rest. Nothing is refused here."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    own, shared = _parted(arguments[:end])
    asked = [value for name, value in shared if name == "--format" and value is not None]
    asked += ["json"] if ("--json", None) in shared else []
    moved = [word for pair in shared for word in pair if word is not None]
    return CommandLine([*own, *moved, *arguments[end:]], own + arguments[end:], asked, ("--debug", None) in shared)


def check(line: CommandLine) -> None:
    """Refuse an option that stands twice, of which only the last would count, and two formats. Raise UnknownValue."""
    words = line.words[: line.words.index("--")] if "--" in line.words else line.words
    valued = [
        VALUED.get(name := word.partition("=")[0], name)
        for word, after in zip(words, [*words, "-"][1:], strict=True)
        if word.startswith("-") and ("=" in word or not after.startswith("-"))
    ]
    if twice := next((name for name in valued if valued.count(name) > 1 and name not in REPEATABLE), ""):
        raise UnknownValue(f"{clean(twice, 40)} is given twice", "give it once; netcli compares or joins no values")
    if len(line.formats) > 1 and (other := line.formats[0]).strip().lower() not in BESIDE_JSON:
        raise UnknownValue(f"--json and --format {clean(other, 40)} contradict each other", "give one of the two")


def _parted(words: list[str]) -> tuple[list[str], list[tuple[str, str | None]]]:
    """Return the words of the command, and the output options as (name, value or None)."""
    own: list[str] = []
    shared: list[tuple[str, str | None]] = []
    waiting = iter(words)
    for word in waiting:
        name, joined, value = word.partition("=")
        if word in FLAGS:
            shared.append((word, None))
        elif word.startswith("-f") and word != "-f":
            shared.append(("--format", word.removeprefix("-f")))
        elif name not in VALUED:
            own.append(word)
        elif joined:
            shared.append((VALUED[name], value))
        else:
            shared.append((VALUED[name], next(waiting, None)))  # Typer says so where the value is missing
    return own, shared
