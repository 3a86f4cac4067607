"""The options that commands share, and the decorator that gives every command the ones about output."""

import inspect
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from inspect import Parameter
from typing import Annotated, Any, get_args

import typer
from msgspec import Struct
from msgspec.structs import replace

from netcli.errors import UnknownValue
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.names import resolve_word
from netcli.knowledge.typed import SITE, Input, inputs_of
from netcli.knowledge.vocabulary import REGIONS, USUAL_REGIONS, Region, Vocabulary
from netcli.output.answer import Answer
from netcli.output.sink import FORMATS, Format, Sink, check_format
from netcli.output.terminal import COLOURS


class Session(Struct, frozen=True):
    """What a command works with: the knowledge (overlays merged), the way out, the regions that a glance shows.

    `is_usual_format` tells whether the line itself names no format.
    """

    knowledge: Knowledge
    sink: Sink
    regions: tuple[Region, ...] = USUAL_REGIONS
    is_usual_format: bool = True


def offered(what: "Vocabulary[Any] | str") -> Callable[[str], list[str]]:
    """Return what offers a shell the words of a vocabulary, or the names of a kind of things."""

    def offer(incomplete: str) -> list[str]:
        from netcli.completion import offer

        return offer(what, incomplete)

    return offer


def option_of(one: Input) -> typer.models.OptionInfo:
    """Return the option by which an input is given."""
    names = [one.option] if one.option else []
    option: typer.models.OptionInfo = typer.Option(
        *names, help=one.help, autocompletion=offered(one.offered) if one.offered else None, show_default=False
    )
    return option


SiteOption = Annotated[str | None, option_of(SITE)]
PlainLanguageOption = Annotated[bool, typer.Option("--plain-language", help="The same facts for patients and carers.")]
FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        help=f"{FORMATS.listed}.",
        autocompletion=offered(FORMATS),
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
ColourOption = Annotated[
    str,
    typer.Option("--color", help=f"{COLOURS.listed}.", autocompletion=offered(COLOURS), show_default=False),
]
DataOption = Annotated[
    list[str] | None,
    typer.Option(
        "--data", help="A folder with your own YAML, added to the knowledge. May be repeated.", show_default=False
    ),
]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
FullOption = Annotated[bool, typer.Option("--full", help="Everything on record, with all sources.")]
BriefOption = Annotated[bool, typer.Option("--brief", help="The rows of one screen, for programs too.")]
FieldsOption = Annotated[
    str | None,
    typer.Option(help="Only these fields, for programs: id,name,indications.region.", show_default=False),
]
SourcesOption = Annotated[bool, typer.Option("--sources", help="List the sources in full.")]
NoPagerOption = Annotated[bool, typer.Option("--no-pager", help="Print what is taller than the screen as it is.")]

WORDS = ("question", "text", "name", "names", "term", "where", "word", "syndrome")  # what may be a cry for help
_OUTPUT = (
    ("full", FullOption, False),
    ("brief", BriefOption, False),
    ("sources", SourcesOption, False),
    ("fields", FieldsOption, None),
    ("format", FormatOption, "auto"),
    ("as_json", JsonOption, False),
    ("colour", ColourOption, "auto"),
    ("no_pager", NoPagerOption, False),
    ("data", DataOption, None),
    ("debug", DebugOption, False),
)


def answers(command: Callable[..., Answer]) -> Callable[..., None]:
    """Turn `command(session, options...) -> Answer` into a command line: add the output options, print the answer.

    `**typed: Unpack[Question]` stands for an option for each input of the question.
    """

    def run(output_options: dict[str, Any], **values: Any) -> None:
        alarm = _alarm(values)
        session = open_session(**output_options)
        answer = command(session, **values)
        session.sink.put(replace(answer, alarm=alarm) if alarm else answer, session.knowledge)

    return with_output(run, command)


def _alarm(values: Mapping[str, Any]) -> str:
    """Return what must be said before the answer to words that were typed, "" for nothing."""
    typed = [values[name] for name in WORDS if values.get(name)]
    if not typed:
        return ""
    from netcli.knowledge.alarm import alarm_in  # whose expressions take their time

    return alarm_in(" ".join(one if isinstance(one, str) else " ".join(one) for one in typed))


def with_output(run: Callable[..., None], told_by: Callable[..., Any] | None = None) -> Callable[..., None]:
    """Turn `run(output_options, options...)` into a command line; the former are for `open_session`.

    Its other options, and its help, are those of the function that it is `told_by`.
    """
    command = told_by or run
    signature = inspect.signature(command)
    parameters = [
        parameter for name, parameter in signature.parameters.items() if name not in ("session", "output_options")
    ]
    own = [one.replace(kind=Parameter.KEYWORD_ONLY) for one in parameters if one.kind is not Parameter.VAR_KEYWORD]
    for typed in (one for one in parameters if one.kind is Parameter.VAR_KEYWORD):
        own[:0] = _inputs(*get_args(typed.annotation))
    shared = [_keyword(name, kind, default) for name, kind, default in _OUTPUT]

    @wraps(command)
    def line(**values: Any) -> None:
        output = {name: values.pop(name) for name, _, _ in _OUTPUT}
        output.pop("debug")
        run(output, **values)

    line.__signature__ = signature.replace(parameters=own + shared, return_annotation=None)  # type: ignore[attr-defined]
    line.__annotations__ = {parameter.name: parameter.annotation for parameter in own + shared}
    return line


def _inputs(question: type) -> list[Parameter]:
    """Return an option for each input of a question."""
    return [_keyword(name, Annotated[str | None, option_of(one)], None) for name, one in inputs_of(question).items()]


def _keyword(name: str, kind: object, default: object) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=kind)


def open_session(
    *,
    format: str,  # noqa: A002
    as_json: bool,
    colour: str,
    data: list[str] | None,
    full: bool = False,
    brief: bool = False,
    sources: bool = False,
    fields: str | None = None,
    no_pager: bool = False,
) -> Session:
    """Return the knowledge and the sink that the output options ask for. Raise UnknownValue, InvalidData."""
    from netcli.knowledge.files.overlay import open_knowledge

    is_usual = format == "auto" and not as_json
    named = check_format(format)  # which refuses what is no form of an answer, beside --json, too
    chosen = "json" if as_json else _usual_format() if is_usual else named
    shade = resolve_word(COLOURS, colour).id
    if full and brief:
        raise UnknownValue("--full and --brief contradict each other", "give one of the two")
    sink = Sink(chosen, shade, full=full, brief=brief, sources=sources, paged=not no_pager, fields=fields)
    knowledge = open_knowledge(data or [])
    if knowledge.trouble:
        sink.note([knowledge.trouble])
    return Session(knowledge, sink, _regions(), is_usual)


def _usual_format() -> Format:
    """Return the format that NETCLI_FORMAT names, auto without it. Raise UnknownValue."""
    with _of_the_environment("NETCLI_FORMAT"):
        return check_format(os.environ.get("NETCLI_FORMAT", "").strip() or "auto")


def _regions() -> tuple[Region, ...]:
    """Return the regions that NETCLI_REGIONS names, the usual ones without it. Raise UnknownValue."""
    named = os.environ.get("NETCLI_REGIONS", "").replace(";", ",").split(",")
    with _of_the_environment("NETCLI_REGIONS"):
        chosen = dict.fromkeys(resolve_word(REGIONS, one).id for one in named if one.strip())
    return tuple(chosen) or USUAL_REGIONS


@contextmanager
def _of_the_environment(variable: str) -> Iterator[None]:
    """Say of a value that was not typed where it stands."""
    try:
        yield
    except UnknownValue as error:
        raise UnknownValue(f"{variable}: {error.message}", error.hint) from None
