"""The options that commands share, and the decorator that gives every command the ones about output."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer
from msgspec import Struct

from netcli.output.answer import Answer
from netcli.output.sink import Sink, check_format


class Session(Struct, frozen=True):
    """What a command works with: the knowledge (overlays merged) and the way out."""

    knowledge: "Any"
    sink: Sink


def complete_sites(incomplete: str) -> list[str]:
    """Offer site names and synonyms to the shell."""
    from netcli.completion import sites

    return sites(incomplete)


def complete_words(what: str) -> Callable[[str], list[str]]:
    """Offer the words of a closed vocabulary to the shell."""

    def offer(incomplete: str) -> list[str]:
        from netcli.completion import words

        return words(what, incomplete)

    return offer


def complete_names(incomplete: str) -> list[str]:
    """Offer the names of drugs and trials to the shell."""
    from netcli.completion import names

    return names(incomplete)


def complete_countries(incomplete: str) -> list[str]:
    """Offer countries to the shell."""
    from netcli.completion import countries

    return countries(incomplete)


def complete_from(collection: str) -> Callable[[str], list[str]]:
    """Offer the names of a collection, or of all, to the shell."""

    def offer(incomplete: str) -> list[str]:
        from netcli.completion import collection_names

        return collection_names(collection, incomplete)

    return offer


SiteOption = Annotated[
    str | None,
    typer.Option(
        help="Primary site: pancreas, midgut, lung, SI-NET ...", autocompletion=complete_sites, show_default=False
    ),
]
GradeOption = Annotated[
    str | None, typer.Option(help="G1, G2, G3 or NEC.", autocompletion=complete_words("grade"), show_default=False)
]
RegionOption = Annotated[
    str | None,
    typer.Option(help="us, eu, uk, jp, cn ...", autocompletion=complete_words("region"), show_default=False),
]
PlainLanguageOption = Annotated[bool, typer.Option("--plain-language", help="The same facts for patients and carers.")]
FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        help="auto, table, plain, json, jsonl, csv, tsv, markdown, html or svg.",
        autocompletion=complete_words("format"),
        show_default=False,
        rich_help_panel="Output",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
ColourOption = Annotated[
    str,
    typer.Option("--color", help="auto, always or never.", autocompletion=complete_words("color"), show_default=False),
]
DataOption = Annotated[
    list[str] | None,
    typer.Option(
        "--data", help="A folder with your own YAML, added to the knowledge. May be repeated.", show_default=False
    ),
]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]

_OUTPUT = (
    ("format", FormatOption, "auto"),
    ("as_json", JsonOption, False),
    ("colour", ColourOption, "auto"),
    ("data", DataOption, None),
    ("debug", DebugOption, False),
)


def answers(command: Callable[..., Answer]) -> Callable[..., None]:
    """Turn `command(session, options...) -> Answer` into a command line: add the output options, print the answer."""
    signature = inspect.signature(command)
    own = [parameter for name, parameter in signature.parameters.items() if name != "session"]
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for name, kind, default in _OUTPUT
    ]

    @wraps(command)
    def run(**values: Any) -> None:
        session = open_session(**{name: values.pop(name) for name, _, _ in _OUTPUT if name != "debug"})
        values.pop("debug")
        session.sink.put(command(session, **values), session.knowledge)

    run.__signature__ = signature.replace(parameters=own + shared, return_annotation=None)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in own + shared}
    return run


def open_session(format: str, as_json: bool, colour: str, data: list[str] | None) -> Session:  # noqa: A002, FBT001
    """Return the knowledge and the sink that the output options ask for. Raise UnknownValue, InvalidData."""
    from netcli.knowledge.files.overlay import open_knowledge
    from netcli.knowledge.names import resolve_word

    chosen = check_format(format)
    chosen = "json" if as_json else chosen
    shade = resolve_word("color", colour, {"auto": [], "always": ["yes"], "never": ["no"]}).id
    return Session(open_knowledge(data or []), Sink(chosen, shade))
